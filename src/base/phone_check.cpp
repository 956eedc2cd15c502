#include "base/phone_check.hpp"

#include <algorithm>

#include "base/fold.hpp"
#include "base/phone_pieces.hpp"

namespace michi {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// 110, 189, #7119, #8000.
bool is_short_code(std::string_view text) {
    if (text.starts_with('#')) text.remove_prefix(1);
    return (text.size() == 3 || text.size() == 4) && std::ranges::all_of(text, is_digit);
}

}  // namespace

Refusals check_phone(std::string_view field, std::string_view typed) {
    Refusals no;
    const std::string text = trimmed(fold_width(typed));
    const bool fits =
        std::ranges::none_of(text, is_digit) || is_short_code(text) || !dial_digits(text).empty();
    if (!fits) no.add(std::string(field), "base.say_phone"_w);
    return no;
}

}  // namespace michi
