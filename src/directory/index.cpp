#include "directory/index.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <unordered_map>

#include "base/text.hpp"
#include "directory/conditions.hpp"
#include "directory/kinds.hpp"
#include "directory/listing.hpp"
#include "directory/nearby.hpp"

namespace michi::directory {
namespace {

static_assert(static_cast<int>(Visibility::centre) == 2);

std::uint8_t kind_number(std::string_view kind) {
    const auto kinds = service_kinds();
    const auto found = std::ranges::find(kinds, kind, &ServiceKind::id);
    return found == kinds.end() ? 255 : static_cast<std::uint8_t>(found - kinds.begin());
}

/// FNV-1a over one or two characters, then one of 256 bits.
void set_bit(std::array<std::uint64_t, 4>& letters, std::string_view piece) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const unsigned char c : piece) hash = (hash ^ c) * 0x100000001b3;
    const std::uint64_t bit = (hash ^ hash >> 29) & 255;
    letters[bit >> 6] |= std::uint64_t{1} << (bit & 63);
}

/// A plain answer is a bit for everybody who may know it.
void put_plain(IndexRow& row, const KnownFact& fact) {
    const auto all = conditions();
    const auto condition = std::ranges::find(all, fact.condition, &Condition::id);
    if (condition == all.end() || fact.answer == Answer::not_known) return;
    const std::uint64_t bit = std::uint64_t{1} << (condition - all.begin());
    auto& side = fact.answer == Answer::yes ? row.yes : row.no;
    for (auto v = static_cast<std::size_t>(fact.visibility); v < side.size(); ++v) side[v] |= bit;
}

void put_measured(IndexRow& row, std::size_t which, const KnownFact& fact, bool first) {
    Told& told = row.told[which];
    const auto seen = static_cast<std::uint8_t>(fact.visibility);
    const bool least = first || seen < told.visibility;  // of several rooms any may be seen
    if (least) told.visibility = seen & 3;
    told.answer = static_cast<std::uint8_t>(fact.answer) & 3;
    if (fact.condition != "age") return;
    row.from_age = static_cast<std::int16_t>(std::clamp(fact.low.value_or(0), 0, 200));
    row.to_age = static_cast<std::int16_t>(std::clamp(fact.high.value_or(INT16_MAX), 0, INT16_MAX));
}

void read_facts(IndexRow& row, const Listing& listing) {
    for (const KnownFact& fact : listing.facts) {
        const bool first = listing.fact(fact.condition) == &fact;
        if (!first && fact.condition != kVacancy) continue;
        const auto measured = std::ranges::find(kMeasured, fact.condition);
        if (measured == kMeasured.end())
            put_plain(row, fact);
        else
            put_measured(row, static_cast<std::size_t>(measured - kMeasured.begin()), fact, first);
    }
}

/// One word about room is judged by its day alone; of several the best that is fresh is looked for.
void read_room(IndexRow& row, const Listing& listing) {
    const auto rooms = std::ranges::count(listing.facts, kVacancy, &KnownFact::condition);
    if (rooms != 1) return;
    row.room_told =
        static_cast<std::int32_t>(listing.fact(kVacancy)->as_of.days.time_since_epoch().count());
}

void read_freshness(IndexRow& row, const Listing& listing) {
    const auto seen = [&](int from, Date day) {
        const auto days = static_cast<std::int32_t>(day.days.time_since_epoch().count());
        for (int v = from; v <= 2; ++v)
            row.fresh[static_cast<std::size_t>(v)] =
                std::max(row.fresh[static_cast<std::size_t>(v)], days);
    };
    if (listing.confirmed_on) seen(0, *listing.confirmed_on);
    for (const KnownFact& fact : listing.facts) seen(static_cast<int>(fact.visibility), fact.as_of);
}

void read_places(Digest& digest, const Listing& listing) {
    for (const Spot& spot : listing.places) {
        const auto point = spot.point ? spot.point : office_of(spot.municipality);
        Elsewhere one;
        one.has_point = point.has_value();
        if (point) one.at = on_sphere(*point);
        digest.elsewhere.emplace_back(spot.municipality, one);
    }
}

}  // namespace

std::array<std::uint64_t, 4> letters_of(std::string_view folded) {
    std::array<std::uint64_t, 4> letters{};
    std::string_view before;
    while (!folded.empty()) {
        const std::string_view one = first_characters(folded, 1);
        set_bit(letters, one);
        if (!before.empty()) set_bit(letters, {before.data(), before.size() + one.size()});
        before = one;
        folded.remove_prefix(one.size());
    }
    return letters;
}

std::array<double, 3> on_sphere(Point point) {
    constexpr double kRadian = std::numbers::pi / 180;
    const double up = point.latitude * kRadian, around = point.longitude * kRadian;
    return {std::cos(up) * std::cos(around), std::cos(up) * std::sin(around), std::sin(up)};
}

Digest digest_of(const Listing& listing) {
    Digest digest{.head = {}, .row = {}, .week = week_of(listing.values)};
    IndexRow& row = digest.row;
    const bool over = listing.gone || listing.values[Field::closed] == "closed";
    digest.head.shown = over ? 255 : static_cast<std::uint8_t>(listing.visibility);
    digest.head.kind = kind_number(listing.kind);
    const auto point =
        listing.point ? listing.point : office_of(listing.values[Field::municipality]);
    row.has_point = point.has_value();
    if (point) row.at = on_sphere(*point);
    row.stands_elsewhere = listing.places.size() > 1;
    if (row.stands_elsewhere) read_places(digest, listing);
    digest.letters = letters_of(listing.words);
    read_facts(row, listing);
    read_room(row, listing);
    read_freshness(row, listing);
    return digest;
}

std::shared_ptr<const Listing> settled(Listing listing) {
    auto made = std::make_shared<Listing>(std::move(listing));
    made->worked_out.digest = std::make_shared<const Digest>(digest_of(*made));
    return made;
}

Index::Index(std::span<const std::shared_ptr<const Listing>> listings) : places{""} {
    heads.reserve(listings.size());
    letters.reserve(listings.size());
    rows.reserve(listings.size());
    weeks.reserve(listings.size());
    std::unordered_map<std::string, std::uint16_t> numbers{{"", 0}};
    std::map<std::string_view, std::size_t> counts;
    const auto number_of = [&](const std::string& municipality) {
        const auto [number, fresh] =
            numbers.emplace(municipality, static_cast<std::uint16_t>(places.size()));
        if (fresh) places.push_back(municipality);
        return number->second;
    };
    for (const auto& listing : listings) {
        const auto digest = listing->worked_out.digest
                                ? listing->worked_out.digest
                                : std::make_shared<const Digest>(digest_of(*listing));
        heads.push_back(digest->head);
        letters.push_back(digest->letters);
        rows.push_back(digest->row);
        weeks.push_back(digest->week);
        const std::string& municipality = listing->values[Field::municipality];
        heads.back().place = number_of(municipality);
        for (const auto& [where, one] : digest->elsewhere) {
            elsewhere.push_back(one);
            elsewhere.back().row = static_cast<std::uint32_t>(rows.size() - 1);
            elsewhere.back().place = number_of(where);
        }
        has_kind[heads.back().kind] = true;
        if (!municipality.empty()) ++counts[std::string_view(municipality).substr(0, 2)];
    }
    for (const auto& [prefecture, count] : counts) prefectures.emplace_back(prefecture);
    const auto most =
        std::ranges::max_element(counts, {}, [](const auto& pair) { return pair.second; });
    if (most != counts.end()) most_at = most->first;
}

std::span<const Elsewhere> Index::elsewhere_of(std::size_t row) const {
    const auto found =
        std::ranges::equal_range(elsewhere, static_cast<std::uint32_t>(row), {}, &Elsewhere::row);
    return {found.begin(), found.end()};
}

}  // namespace michi::directory
