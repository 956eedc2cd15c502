#include "base/municipality.hpp"

#include <algorithm>

#include "base/fold.hpp"

namespace michi {
namespace {

constexpr Municipality kMunicipalities[] = {
#include "base/municipalities.inc"
};

bool all_digits(std::string_view text) {
    return text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

char check_digit(std::string_view five) {
    if (five.size() != 5 || !all_digits(five)) return '\0';
    int sum = 0;
    for (int i = 0; i < 5; ++i) sum += (five[std::size_t(i)] - '0') * (6 - i);
    const int digit = sum < 11 ? 11 - sum : 11 - sum % 11;
    return static_cast<char>('0' + digit % 10);
}

std::optional<std::string> full_code(std::string_view typed) {
    const std::string code = trimmed(fold_width(typed));
    if (!all_digits(code) || (code.size() != 5 && code.size() != 6)) return std::nullopt;
    const char check = check_digit(std::string_view(code).substr(0, 5));
    if (code.size() == 6 && code[5] != check) return std::nullopt;
    return code.substr(0, 5) + check;
}

const Municipality* find_municipality(std::string_view code) {
    const auto* found = std::ranges::lower_bound(kMunicipalities, code, {}, &Municipality::code);
    return found != std::end(kMunicipalities) && found->code == code ? found : nullptr;
}

std::span<const Municipality> municipalities_of(std::string_view prefecture) {
    const auto two = [](const Municipality& m) { return m.code.substr(0, 2); };
    const auto range = std::ranges::equal_range(kMunicipalities, prefecture.substr(0, 2), {}, two);
    return {range.begin(), range.end()};
}

const Municipality* municipality_in(std::string_view address, std::string_view prefecture) {
    const Municipality* best = nullptr;
    for (const Municipality& m : kMunicipalities) {
        if (!prefecture.empty() && m.code.substr(0, 2) != prefecture.substr(0, 2)) continue;
        std::string_view rest = address;
        if (rest.starts_with(m.prefecture)) rest.remove_prefix(m.prefecture.size());
        else if (prefecture.empty()) continue;
        if (rest.starts_with(m.name) && (!best || m.name.size() > best->name.size())) best = &m;
    }
    return best;
}

}  // namespace michi
