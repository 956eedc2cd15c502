#include "record/fields.hpp"

#include <algorithm>
#include <charconv>

#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "base/phone.hpp"
#include "base/text.hpp"

namespace michi::record {
namespace {

constexpr std::size_t kLine = 600, kText = 6000;  // bytes

const Code* chosen(const FactField& field, std::string_view id) {
    return find_code(id, field.list.data(), field.list.data() + field.list.size());
}

Result<std::string> read_number(const FactField& field, std::string_view at,
                                const std::string& text) {
    const std::string digits = fold_width(text);
    int number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc() || end != digits.data() + digits.size() || number < field.least ||
        number > field.most)
        return refused(
            at, "record.say_number"_w,
            {{"least", std::to_string(field.least)}, {"most", std::to_string(field.most)}});
    return std::to_string(number);
}

Result<std::string> read_day(std::string_view at, const std::string& text) {
    const auto read = read_date(at, text);
    if (!read) return tl::unexpected(read.error());
    return read->date.iso();
}

Result<std::string> known(bool is_known, std::string_view at, const std::string& text) {
    if (!is_known) return refused(at, "record.say_choice"_w);
    return text;
}

Result<std::string> checked(Refusals no, const std::string& text) {
    if (no.any()) return refused(std::move(no));
    return text;
}

}  // namespace

Result<std::string> read_fact(const FactField& field, std::string_view at, std::string_view typed) {
    const std::string text = trimmed(typed);
    if (text.empty()) return text;
    switch (field.kind) {
        case FactKind::name:
            return checked(check_name(at, text), text);
        case FactKind::phone:
            return checked(check_text(at, text, kLine), read_phone(text).shown);
        case FactKind::line:
            return checked(check_text(at, text, kLine), text);
        case FactKind::text:
            return checked(check_text(at, text, kText), text);
        case FactKind::date:
            return read_day(at, text);
        case FactKind::number:
            return read_number(field, at, text);
        case FactKind::place:
            return known(find_municipality(text) != nullptr, at, text);
        case FactKind::choice:
        case FactKind::answer:
            return known(chosen(field, text) != nullptr, at, text);
    }
    return text;
}

std::string shown_fact(const FactField& field, std::string_view value, Lang lang) {
    if (field.kind == FactKind::date)
        if (const auto day = Date::parse_iso(value)) return full_date(*day);
    if (field.kind == FactKind::place)
        if (const auto* place = find_municipality(value)) return std::string(place->name);
    if (const Code* code = chosen(field, value)) return std::string(word_text(code->word, lang));
    return std::string(value);
}

const FactField* find_field(std::span<const FactField> fields, std::string_view id) {
    const auto found = std::ranges::find(fields, id, &FactField::id);
    return found == fields.end() ? nullptr : &*found;
}

}  // namespace michi::record
