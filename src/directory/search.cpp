#include "directory/search.hpp"

#include <algorithm>
#include <limits>

#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "directory/conditions.hpp"

namespace michi::directory {
namespace {

struct Office {
    std::string_view code;
    double latitude, longitude;
};
constexpr Office kOffices[] = {
#include "directory/offices.inc"
};

constexpr Tile kTiles[] = {
#include "directory/tiles.inc"
};
constexpr int kTileColumns = 6;  // where nobody drew a map yet

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

bool holds_all(const Listing& listing, const std::vector<std::string>& words) {
    return std::ranges::all_of(words, [&](const std::string& word) {
        return listing.words.find(word) != std::string::npos;
    });
}

/// 0 when the words stand in it, else the place of its kind among the suggested; nothing: neither.
std::optional<std::size_t> rank_of(const Listing& listing, const std::vector<std::string>& words,
                                   const std::vector<std::string>& suggested) {
    if (holds_all(listing, words)) return 0;
    const auto found = std::ranges::find(suggested, listing.kind);
    if (found == suggested.end()) return std::nullopt;
    return static_cast<std::size_t>(found - suggested.begin()) + 1;
}

bool holds_kind(const Listing& listing, const std::vector<std::string>& kinds) {
    return kinds.empty() || std::ranges::find(kinds, listing.kind) != kinds.end();
}

/// Yes for some numbers only: inside them yes, outside no, without the child's number not known.
Answer answer_for(const KnownFact& fact, std::optional<int> number) {
    if (fact.answer != Answer::yes) return fact.answer;
    if (!number) return fact.low || fact.high ? Answer::not_known : Answer::yes;
    const bool inside =
        (!fact.low || *number >= *fact.low) && (!fact.high || *number <= *fact.high);
    return inside ? Answer::yes : Answer::no;
}

/// Whether it comes to, or takes children from, the municipality that was asked from.
Answer answer_for_area(const KnownFact& fact, const Listing& listing, const Asked& asked) {
    if (fact.answer != Answer::yes || asked.municipality.empty()) return fact.answer;
    if (std::ranges::find(fact.places, asked.municipality) != fact.places.end()) return Answer::yes;
    const auto from = office_of(asked.municipality);
    if (fact.high && from && listing.point)
        return distance_km(*from, *listing.point) <= *fact.high ? Answer::yes : Answer::no;
    return fact.places.empty() ? Answer::not_known : Answer::no;
}

Answer answer_of(const KnownFact& fact, const Listing& listing, const Asked& asked) {
    if (fact.condition == "age") return asked.age ? answer_for(fact, asked.age) : Answer::not_known;
    if (fact.condition == "weight") return answer_for(fact, asked.weight);
    if (fact.condition == kArea) return answer_for_area(fact, listing, asked);
    return fact.answer;
}

/// A word about room counts for so long; a place that had room long ago is asked again.
int worth(const KnownFact& fact, Date today) {
    if (is_stale_room(fact.as_of, today)) return 0;
    switch (fact.room ? fact.room->state : RoomState::not_told) {
        case RoomState::has:
            return 4;
        case RoomState::needs_assessment:
            return 3;
        case RoomState::waitlist:
            return 2;
        case RoomState::none:
            return 1;
        case RoomState::not_told:
            return 0;
    }
    return 0;
}

/// Of several rooms the best that is still fresh; of old words the newest.
const KnownFact* best_room(const Listing& listing, Date today, Visibility may_see) {
    const KnownFact* best = nullptr;
    for (const KnownFact& fact : listing.facts) {
        if (fact.condition != kVacancy || fact.visibility > may_see) continue;
        const auto key = [&](const KnownFact& f) { return std::pair(worth(f, today), f.as_of); };
        if (!best || key(fact) > key(*best)) best = &fact;
    }
    return best;
}

Reason reason_of(const Listing& listing, const std::string& condition, const Asked& asked) {
    const KnownFact* fact = condition == kVacancy ? best_room(listing, asked.today, asked.may_see)
                                                  : listing.fact(condition);
    Reason reason;
    reason.condition = condition;
    if (!fact || fact->visibility > asked.may_see) return reason;
    reason.answer = answer_of(*fact, listing, asked);
    reason.detail = fact->detail;
    reason.as_of = fact->as_of;
    reason.source = fact->source;
    reason.told_to = fact->told_to;
    reason.room = fact->room;
    reason.stale = condition == kVacancy && is_stale_room(fact->as_of, asked.today);
    if (reason.stale) reason.answer = Answer::not_known;
    return reason;
}

std::optional<Date> freshest(const Listing& listing) {
    std::optional<Date> newest = listing.confirmed_on;
    for (const KnownFact& fact : listing.facts)
        if (!newest || fact.as_of > *newest) newest = fact.as_of;
    return newest;
}

void measure(Match& match, std::optional<Point> from) {
    if (!from) return;
    const auto own = match.listing->point;
    const auto to = own ? own : office_of(match.listing->values[Field::municipality]);
    if (!to) return;
    match.km = distance_km(*from, *to);
    match.about = !own;
}

bool near_enough(const Match& match, const Asked& asked) {
    if (!asked.within_km || asked.municipality.empty()) return true;
    if (match.listing->values[Field::municipality] == asked.municipality) return true;
    return *asked.within_km > 0 && match.km && *match.km <= *asked.within_km;
}

Match match_of(const std::shared_ptr<const Listing>& listing, const Asked& asked,
               std::optional<Point> from) {
    Match match;
    match.listing = listing;
    for (const std::string& condition : asked.conditions) {
        match.reasons.push_back(reason_of(*listing, condition, asked));
        const Answer answer = match.reasons.back().answer;
        ++(answer == Answer::yes ? match.yes : answer == Answer::no ? match.no : match.not_known);
    }
    match.fresh = freshest(*listing);
    match.old = match.fresh && add_months(*match.fresh, kOldMonths) < asked.today;
    measure(match, from);
    return match;
}

bool better(const Match& left, const Match& right) {
    if (left.no != right.no) return left.no < right.no;
    if (left.not_known != right.not_known) return left.not_known < right.not_known;
    if (left.rank != right.rank) return left.rank < right.rank;
    if (left.fresh != right.fresh) return left.fresh > right.fresh;  // never confirmed comes last
    const double far = std::numeric_limits<double>::infinity();
    const double left_km = left.km.value_or(far), right_km = right.km.value_or(far);
    if (left_km != right_km) return left_km < right_km;
    const std::string &left_name = left.listing->values[Field::name],
                      &right_name = right.listing->values[Field::name];
    if (left_name != right_name) return left_name < right_name;
    return left.listing->id < right.listing->id;
}

}  // namespace

std::optional<Point> office_of(std::string_view municipality) {
    const auto* found = std::ranges::lower_bound(kOffices, municipality, {}, &Office::code);
    if (found == std::end(kOffices) || found->code != municipality) return std::nullopt;
    return Point{found->latitude, found->longitude};
}

std::vector<Tile> tiles_of(std::string_view prefecture) {
    std::vector<Tile> tiles;
    for (const Tile& tile : kTiles)
        if (tile.code.starts_with(prefecture)) tiles.push_back(tile);
    if (!tiles.empty() || prefecture.empty()) return tiles;
    int place = 0;
    for (const Municipality& m : municipalities_of(prefecture)) {
        tiles.push_back({m.code, place / kTileColumns, place % kTileColumns});
        ++place;
    }
    return tiles;
}

Found search(const Snapshot& snapshot, const Asked& asked) {
    const auto words = folded_words(asked.words);
    const auto from = office_of(asked.municipality);
    Found found;
    for (const auto& listing : snapshot.listings) {
        if (listing->gone || listing->values[Field::closed] == "closed" ||
            listing->visibility > asked.may_see)
            continue;
        if (!holds_kind(*listing, asked.kinds)) continue;
        const auto rank = rank_of(*listing, words, asked.suggested);
        if (!rank) continue;
        ++found.by_municipality[listing->values[Field::municipality]];
        Match match = match_of(listing, asked, from);
        match.rank = *rank;
        if (near_enough(match, asked)) found.matches.push_back(std::move(match));
    }
    std::ranges::sort(found.matches, better);
    return found;
}

}  // namespace michi::directory
