#include "base/phone.hpp"

#include <array>

#include "base/fold.hpp"

namespace michi {
namespace {

struct Prefix {
    std::string_view digits;
    std::size_t area, exchange;   // digits before the first and between the hyphens
};

// 電気通信番号計画 (総務省告示): service numbers and the two-digit area codes; 083 is 山口県's table.
// Area codes that are not listed keep the hyphens that were typed.
constexpr Prefix kPrefixes[] = {
    {"0120", 4, 3}, {"0800", 4, 3}, {"0570", 4, 3}, {"050", 3, 4},  {"070", 3, 4},  {"080", 3, 4},
    {"090", 3, 4},  {"020", 3, 4},  {"03", 2, 4},   {"06", 2, 4},   {"0820", 4, 2}, {"0827", 4, 2},
    {"0832", 3, 3}, {"0833", 4, 2}, {"0834", 4, 2}, {"0835", 4, 2}, {"0836", 4, 2}, {"0837", 4, 2},
    {"08387", 5, 1}, {"08388", 5, 1}, {"0838", 4, 2}, {"0839", 3, 3},
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string only_digits(std::string_view text) {
    std::string digits;
    for (char c : text)
        if (is_digit(c)) digits += c;
    return digits;
}

std::string hyphenated(const std::string& digits, std::string_view as_typed) {
    for (const Prefix& p : kPrefixes)
        if (digits.starts_with(p.digits) && digits.size() > p.area + p.exchange)
            return digits.substr(0, p.area) + "-" + digits.substr(p.area, p.exchange) + "-" +
                   digits.substr(p.area + p.exchange);
    return std::string(as_typed);
}

/// Takes 内線12 off the end.
std::string take_extension(std::string& text) {
    for (std::string_view mark : {"内線", "ext.", "ext"}) {
        const auto at = text.find(mark);
        if (at == std::string::npos) continue;
        std::string extension = only_digits(std::string_view(text).substr(at));
        text.resize(at);
        return extension;
    }
    return {};
}

}  // namespace

PhoneReading read_phone(std::string_view typed) {
    const std::string kept = trimmed(typed);
    std::string text = fold_width(kept);
    PhoneReading reading{.shown = kept, .digits = {}, .extension = take_extension(text), .doubtful = false};
    std::string digits = only_digits(text);
    if (text.find("+81") != std::string::npos && digits.starts_with("81"))
        digits = (digits.size() > 2 && digits[2] == '0' ? "" : "0") + digits.substr(2);
    const bool whole = digits.starts_with('0') && (digits.size() == 10 || digits.size() == 11);
    reading.doubtful = !whole && digits.size() == 9 && !digits.starts_with('0');
    if (!whole) return reading;
    reading.digits = digits;
    reading.shown = hyphenated(digits, text.find('-') == std::string::npos ? digits : kept);
    return reading;
}

PostalReading read_postal(std::string_view typed) {
    const std::string digits = only_digits(fold_width(typed));
    if (digits.size() == 7) return {digits.substr(0, 3) + "-" + digits.substr(3), false};
    return {"", digits.size() == 6};
}

}  // namespace michi
