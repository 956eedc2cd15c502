#include "directory/degrees.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <string>

#include "base/fold.hpp"

namespace michi::directory {
namespace {

std::optional<double> whole_number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    return whole && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

/// Degrees, minutes and seconds, whatever parts them; three numbers, of which the last may have a
/// fraction.
std::optional<double> by_sixties(std::string_view text) {
    std::array<double, 3> parts{};
    std::size_t count = 0, dots = 0;
    for (const char c : text) dots += c == '.';
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] < '0' || text[at] > '9') {
            ++at;
            continue;
        }
        const bool parted_by_dots = dots > 1 && count < 2;  // N33.57.00
        const auto end = std::min(
            text.find_first_not_of(parted_by_dots ? "0123456789" : "0123456789.", at), text.size());
        const auto number = whole_number(text.substr(at, end - at));
        if (!number || count == parts.size()) return std::nullopt;
        parts[count++] = *number;
        at = end;
    }
    if (count != parts.size() || parts[1] >= 60 || parts[2] >= 60) return std::nullopt;
    return parts[0] + parts[1] / 60 + parts[2] / 3600;
}

}  // namespace

bool is_decimal(std::string_view typed) {
    return whole_number(trimmed(fold_width(typed))).has_value();
}

std::optional<double> read_degrees(std::string_view typed) {
    const std::string text = trimmed(fold_width(typed));
    if (const auto decimal = whole_number(text)) return decimal;
    return by_sixties(text);
}

}  // namespace michi::directory
