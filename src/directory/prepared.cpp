#include "directory/prepared.hpp"

#include <algorithm>
#include <cmath>

#include "base/fold.hpp"
#include "directory/conditions.hpp"
#include "directory/kinds.hpp"

namespace michi::directory {
namespace {

std::vector<std::string> folded_words(std::string_view text) {
    std::vector<std::string> words;
    const std::string plain = fold_width(text);  // the full-width space becomes a plain one
    for (std::size_t at = 0; at < plain.size();) {
        const auto end = std::min(plain.find(' ', at), plain.size());
        if (std::string word = fold(std::string_view(plain).substr(at, end - at)); !word.empty())
            words.push_back(std::move(word));
        at = end + 1;
    }
    return words;
}

void prepare_kinds(Prepared& p) {
    const auto all = service_kinds();
    const auto number = [&](const std::string& kind) {
        const auto found = std::ranges::find(all, kind, &ServiceKind::id);
        return static_cast<std::size_t>(found == all.end() ? 255 : found - all.begin());
    };
    if (p.asked.kinds.empty()) p.kinds.fill(true);
    for (const std::string& kind : p.asked.kinds) p.kinds[number(kind)] = true;
    std::uint8_t rank = kFirstKind;
    for (const std::string& kind : p.asked.suggested)
        if (auto& place = p.rank_of_kind[number(kind)]; place == 0) place = rank++;
    if (!p.asked.age) return;
    for (std::size_t kind = 0; kind < all.size(); ++kind)
        p.law[kind] = answer_by_law(legal_ages(all[kind].id, p.asked.today), *p.asked.age);
}

std::vector<Wanted> wanted(std::vector<std::string> folded) {
    std::vector<Wanted> words;
    for (std::string& word : folded) {
        const auto letters = letters_of(word);
        words.push_back({std::move(word), letters});
    }
    return words;
}

std::vector<Wanted> wanted_of(const std::vector<std::string>& typed) {
    std::vector<std::string> folded;
    for (const std::string& word : typed)
        if (std::string key = fold(word); !key.empty()) folded.push_back(std::move(key));
    return wanted(std::move(folded));
}

void prepare_places(Prepared& p) {
    if (p.asked.municipality.empty()) return;
    if (const auto office = office_of(p.asked.municipality)) p.from = on_sphere(*office);
    std::vector<std::string_view> wanted;
    if (p.asked.in_area)
        wanted = area_of(p.asked.municipality);
    else if (p.asked.within_km)
        wanted = {p.asked.municipality};
    else
        return;
    for (const std::string& place : p.index.places)
        p.places.push_back(std::ranges::find(wanted, place) != wanted.end());
    if (p.asked.within_km && *p.asked.within_km > 0 && !p.asked.in_area)
        p.least_cosine = std::cos(*p.asked.within_km / kEarthKm);
}

void prepare_condition(Prepared& p, const std::string& id) {
    const auto all = conditions();
    const auto found = std::ranges::find(all, id, &Condition::id);
    const auto measured = std::ranges::find(kMeasured, id);
    if (id == kOpen)
        p.conditions.push_back(kAskedOpen);
    else if (measured != kMeasured.end())
        p.conditions.push_back(static_cast<std::uint8_t>(measured - kMeasured.begin()));
    else if (found == all.end())
        p.conditions.push_back(kUnknownCondition);
    else
        p.plain |= std::uint64_t{1} << (found - all.begin());
}

void prepare_first_places(Prepared& p) {
    const auto add = [&](const std::string& municipality) {
        const auto place = std::ranges::find(p.index.places, municipality);
        if (!municipality.empty() && place != p.index.places.end())
            p.first_places.push_back(static_cast<std::size_t>(place - p.index.places.begin()));
    };
    add(p.asked.municipality);
    for (const std::string& town : p.asked.towns) add(town);
}

/// What names one place: its whole name, its telephone number, its number here.
void prepare_name(Prepared& p) {
    constexpr std::size_t kLeastDigits = 6, kLongestName = 300;
    const std::string key = fold(p.asked.words);
    if (key.empty() || key.size() > kLongestName) return;
    p.called = key + '\n';
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    std::string digits;
    std::ranges::copy_if(key, std::back_inserter(digits), is_digit);
    const std::size_t others = key.size() - digits.size();
    const auto brackets = std::ranges::count_if(key, [](char c) { return c == '(' || c == ')'; });
    if (static_cast<std::size_t>(brackets) == others && digits.size() >= kLeastDigits)
        p.digits = digits;
    if (key.starts_with('s') && others == 1 && !digits.empty() && digits.size() < 10)
        p.number = std::stoll(digits);
}

}  // namespace

std::string digits_only(std::string_view text) {
    std::string digits;
    for (const char c : text)
        if (c >= '0' && c <= '9') digits += c;
    return digits;
}

Prepared prepared(const Snapshot& snapshot, const Asked& asked) {
    Prepared p{.asked = asked,
               .snapshot = snapshot,
               .index = snapshot.index(),
               .may_see = static_cast<std::uint8_t>(asked.may_see),
               .words = {},
               .places = {},
               .conditions = {},
               .from = {}};
    p.words = wanted(folded_words(asked.words));
    p.unknown = wanted_of(asked.unknown);
    p.names = wanted_of(asked.names);
    prepare_kinds(p);
    prepare_places(p);
    prepare_first_places(p);
    prepare_name(p);
    p.oldest_room =
        static_cast<std::int32_t>((asked.today - kRoomDays).days.time_since_epoch().count());
    for (const std::string& id : asked.conditions) prepare_condition(p, id);
    return p;
}

}  // namespace michi::directory
