#include "base/municipality.hpp"

#include <algorithm>
#include <atomic>
#include <vector>

#include "base/fold.hpp"

namespace michi {
namespace {

constexpr Municipality kMunicipalities[] = {
#include "base/municipalities.inc"
};

constexpr FormerMunicipality kFormer[] = {
#include "base/former_municipalities.inc"
};

/// What is known: compiled in, and learned since.
struct Known {
    std::vector<Municipality> now{std::begin(kMunicipalities), std::end(kMunicipalities)};
    std::vector<FormerMunicipality> former{std::begin(kFormer), std::end(kFormer)};
    std::vector<LearnedMunicipality> texts{};  // that the rows above point into
    const Known* before{};                     // whose rows may still be in use
};

std::atomic<const Known*>& known_place() {
    static std::atomic<const Known*> place{new Known};  // rows are given out for good: never freed
    return place;
}
const Known& known() { return *known_place().load(std::memory_order_acquire); }

template <class Row>
auto place_of(std::vector<Row>& rows, std::string_view code) {
    return std::ranges::lower_bound(rows, code, {}, &Row::code);
}

template <class Row>
std::span<const Row> of_prefecture(const std::vector<Row>& rows, std::string_view prefecture) {
    const auto two = [](const Row& row) { return row.code.substr(0, 2); };
    const auto digits = prefecture.substr(0, 2);
    // Two searches: the pair that equal_range gives is not read by clang 14, which bin/fuzz needs.
    return {std::ranges::lower_bound(rows, digits, {}, two),
            std::ranges::upper_bound(rows, digits, {}, two)};
}

void take(Known& known, const LearnedMunicipality& m) {
    const auto at = place_of(known.now, m.code);
    const bool stands = at != known.now.end() && at->code == m.code;
    if (m.ended_on == 0) {
        const Municipality row{m.code, m.prefecture, m.name, m.kana};
        stands ? void(*at = row) : void(known.now.insert(at, row));
        return;
    }
    if (!stands) return;
    const FormerMunicipality ended{at->code, at->prefecture, at->name, m.ended_on, "", false};
    known.now.erase(at);
    known.former.insert(place_of(known.former, ended.code), ended);
}

bool all_digits(std::string_view text) {
    return text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// The row whose name the address begins with; the longest wins.
template <class Row>
const Row* longest_in(const std::vector<Row>& rows, std::string_view address,
                      std::string_view prefecture) {
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
    const auto& rows = known().now;
    const auto found = std::ranges::lower_bound(rows, code, {}, &Municipality::code);
    return found != rows.end() && found->code == code ? &*found : nullptr;
}

std::span<const Municipality> municipalities_of(std::string_view prefecture) {
    return of_prefecture(known().now, prefecture);
}

std::vector<Municipality> towns_of(std::string_view prefecture) {
    const auto all = municipalities_of(prefecture);
    std::vector<Municipality> towns;
    for (const Municipality& m : all)
        if (std::ranges::none_of(all, [&](const Municipality& city) {
                return m.name.ends_with("区") && m.name.size() > city.name.size() &&
                       city.name.ends_with("市") && m.name.starts_with(city.name);
            }))
            towns.push_back(m);
    return towns;
}

std::string prefecture_code(std::string_view prefecture) {
    if (prefecture_name(prefecture).empty()) return {};
    const std::string five = std::string(prefecture.substr(0, 2)) + "000";
    return five + check_digit(five);
}

std::string_view prefecture_name(std::string_view prefecture) {
    const auto all =
        prefecture.size() < 2 ? std::span<const Municipality>{} : municipalities_of(prefecture);
    return all.empty() ? std::string_view{} : all.front().prefecture;
}

std::span<const FormerMunicipality> former_municipalities_of(std::string_view prefecture) {
    return of_prefecture(known().former, prefecture);
}

const FormerMunicipality* former_municipality(std::string_view code) {
    const auto& rows = known().former;
    const auto found = std::ranges::lower_bound(rows, code, {}, &FormerMunicipality::code);
    return found != rows.end() && found->code == code ? &*found : nullptr;
}

bool is_valid_on(std::string_view code, Date day) {
    const int key = day.year() * 10000 + day.month() * 100 + day.day();
    if (const auto* former = former_municipality(code)) return key < former->ended_on;
    const auto not_yet = [&](const FormerMunicipality& f) {
        return f.began_then && f.now == code && key < f.ended_on;
    };
    return find_municipality(code) && std::ranges::none_of(known().former, not_yet);
}

const Municipality* municipality_in(std::string_view address, std::string_view prefecture) {
    if (const auto* now = longest_in(known().now, address, prefecture)) return now;
    const auto* former = longest_in(known().former, address, prefecture);
    return former ? find_municipality(former->now) : nullptr;
}

void learn(std::vector<LearnedMunicipality> learned) {
    auto* fresh = new Known;
    fresh->texts = std::move(learned);
    for (const LearnedMunicipality& m : fresh->texts) take(*fresh, m);
    fresh->before = &known();
    known_place().store(fresh, std::memory_order_release);
}

}  // namespace michi
