#include "base/municipality.hpp"

#include <algorithm>

#include "base/fold.hpp"

namespace michi {
namespace {

constexpr Municipality kMunicipalities[] = {
#include "base/municipalities.inc"
};

constexpr FormerMunicipality kFormer[] = {
#include "base/former_municipalities.inc"
};

bool all_digits(std::string_view text) {
    return text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// The row whose name the address begins with; the longest wins.
template <class Row, std::size_t N>
const Row* longest_in(const Row (&rows)[N], std::string_view address, std::string_view prefecture) {
    const Row* best = nullptr;
    for (const Row& row : rows) {
        if (!prefecture.empty() && row.code.substr(0, 2) != prefecture.substr(0, 2)) continue;
        std::string_view rest = address;
        if (rest.starts_with(row.prefecture))
            rest.remove_prefix(row.prefecture.size());
        else if (prefecture.empty())
            continue;
        if (rest.starts_with(row.name) && (!best || row.name.size() > best->name.size()))
            best = &row;
    }
    return best;
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
    const auto wanted = prefecture.substr(0, 2);
    const auto* first = std::ranges::lower_bound(kMunicipalities, wanted, {}, two);
    return {first, std::ranges::upper_bound(kMunicipalities, wanted, {}, two)};
}

const FormerMunicipality* former_municipality(std::string_view code) {
    const auto* found = std::ranges::lower_bound(kFormer, code, {}, &FormerMunicipality::code);
    return found != std::end(kFormer) && found->code == code ? found : nullptr;
}

bool is_valid_on(std::string_view code, Date day) {
    const int key = day.year() * 10000 + day.month() * 100 + day.day();
    if (const auto* former = former_municipality(code)) return key < former->ended_on;
    const auto not_yet = [&](const FormerMunicipality& f) {
        return f.began_then && f.now == code && key < f.ended_on;
    };
    return find_municipality(code) && std::ranges::none_of(kFormer, not_yet);
}

const Municipality* municipality_in(std::string_view address, std::string_view prefecture) {
    if (const auto* now = longest_in(kMunicipalities, address, prefecture)) return now;
    const auto* former = longest_in(kFormer, address, prefecture);
    return former ? find_municipality(former->now) : nullptr;
}

}  // namespace michi
