#include "platform/postgres_values.hpp"

#include <fmt/format.h>

#include <bit>
#include <charconv>
#include <cstdlib>
#include <iterator>

namespace michi {
namespace {

constexpr Oid kBool = 16, kInt8 = 20, kInt2 = 21, kInt4 = 23, kOid = 26, kFloat4 = 700,
              kFloat8 = 701, kNumeric = 1700;

std::uint64_t big_endian(std::string_view bytes) {
    std::uint64_t value = 0;
    for (const char c : bytes) value = value << 8 | static_cast<unsigned char>(c);
    return value;
}

int short_at(std::string_view bytes, std::size_t at) {
    return static_cast<std::int16_t>(big_endian(bytes.substr(at, 2)));
}

/// numeric: count, weight, sign, scale, then digits of base 10000, the first one times
/// 10000^weight.
double numeric(std::string_view bytes) {
    double value = 0;
    double unit = 1;
    for (int i = short_at(bytes, 2); i > 0; --i) unit *= 10000;
    for (int i = short_at(bytes, 2); i < 0; ++i) unit /= 10000;
    for (std::size_t i = 0; i < static_cast<std::size_t>(short_at(bytes, 0)); ++i, unit /= 10000)
        value += short_at(bytes, 8 + 2 * i) * unit;
    return short_at(bytes, 4) == 0x4000 ? -value : value;
}

void add_copy_text(std::string& line, std::string_view text) {
    for (const char c : text) {
        if (c == '\0') throw StorageFault("NUL in text");
        const std::size_t special = std::string_view("\\\t\n\r").find(c);
        if (special != std::string_view::npos) line += '\\';
        line += special == std::string_view::npos ? c : "\\tnr"[special];
    }
}

void add_copy_bytes(std::string& line, std::string_view bytes) {
    line += "\\\\x";
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        line += "0123456789abcdef"[byte >> 4];
        line += "0123456789abcdef"[byte & 15];
    }
}

void add_copy_value(std::string& line, const Value& value) {
    switch (value.kind) {
        case Value::Kind::null:
            line += "\\N";
            return;
        case Value::Kind::integer:
            fmt::format_to(std::back_inserter(line), "{}", value.integer);
            return;
        case Value::Kind::real:
            fmt::format_to(std::back_inserter(line), "{}", value.real);
            return;
        case Value::Kind::blob:
            return add_copy_bytes(line, value.bytes);
        case Value::Kind::text:
            return add_copy_text(line, value.bytes);
    }
}

std::int64_t whole(std::string_view text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

}  // namespace

PostgresParameters::PostgresParameters(std::span<const Value> values) {
    kept_.reserve(values.size());
    for (const Value& value : values) add(value);
}

void PostgresParameters::add(const Value& value) {
    switch (value.kind) {
        case Value::Kind::null:
            return put(nullptr, 0, false);
        case Value::Kind::integer:
            return add_text(std::to_string(value.integer));
        case Value::Kind::real:
            return add_text(fmt::format("{}", value.real));
        case Value::Kind::blob:
            return put(value.bytes.data() ? value.bytes.data() : "", value.bytes.size(), true);
        case Value::Kind::text:
            break;
    }
    if (value.bytes.find('\0') != std::string_view::npos) throw StorageFault("NUL in text");
    add_text(std::string(value.bytes));
}

void PostgresParameters::add_text(std::string text) {
    kept_.push_back(std::move(text));
    put(kept_.back().c_str(), kept_.back().size(), false);
}

void PostgresParameters::put(const char* start, std::size_t size, bool binary) {
    pointers_.push_back(start);
    lengths_.push_back(static_cast<int>(size));
    formats_.push_back(binary ? 1 : 0);
}

void add_copy_line(std::string& lines, std::span<const Value> values) {
    for (const Value& value : values) {
        add_copy_value(lines, value);
        lines += '\t';
    }
    lines.back() = '\n';
}

std::string_view PostgresRow::blob(int column) const {
    return {PQgetvalue(result_, row_, column),
            static_cast<std::size_t>(PQgetlength(result_, row_, column))};
}

std::int64_t PostgresRow::integer(int column) const {
    if (null(column)) return 0;
    const std::string_view bytes = blob(column);
    switch (PQftype(result_, column)) {
        case kBool:
        case kOid:
        case kInt8:
            return static_cast<std::int64_t>(big_endian(bytes));
        case kInt4:
            return static_cast<std::int32_t>(big_endian(bytes));
        case kInt2:
            return short_at(bytes, 0);
        case kFloat4:
        case kFloat8:
        case kNumeric:
            return static_cast<std::int64_t>(real(column));
        default:
            return whole(bytes);
    }
}

double PostgresRow::real(int column) const {
    if (null(column)) return 0;
    const std::string_view bytes = blob(column);
    switch (PQftype(result_, column)) {
        case kFloat8:
            return std::bit_cast<double>(big_endian(bytes));
        case kFloat4:
            return std::bit_cast<float>(static_cast<std::uint32_t>(big_endian(bytes)));
        case kNumeric:
            return numeric(bytes);
        case kBool:
        case kOid:
        case kInt8:
        case kInt4:
        case kInt2:
            return static_cast<double>(integer(column));
        default:
            return std::strtod(std::string(bytes).c_str(), nullptr);
    }
}

std::string_view PostgresRow::text(int column) const {
    switch (null(column) ? 0 : PQftype(result_, column)) {
        case kBool:
        case kOid:
        case kInt8:
        case kInt4:
        case kInt2:
            written_.push_back(std::to_string(integer(column)));
            break;
        case kFloat4:
        case kFloat8:
        case kNumeric:
            written_.push_back(fmt::format("{}", real(column)));
            break;
        default:
            return blob(column);
    }
    return written_.back();
}

}  // namespace michi
