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

Answer answer_for_age(const KnownFact& fact, std::optional<int> age) {
    if (!age || fact.answer == Answer::not_known) return Answer::not_known;
    if (fact.answer == Answer::no) return Answer::no;
    const bool inside = (!fact.low || *age >= *fact.low) && (!fact.high || *age <= *fact.high);
    return inside ? Answer::yes : Answer::no;
}

Reason reason_of(const Listing& listing, const std::string& condition, const Asked& asked) {
    const KnownFact* fact = listing.fact(condition);
    if (!fact)
        return {.condition = condition,
                .answer = Answer::not_known,
                .detail = {},
                .as_of = {},
                .source = {},
                .told_to = {}};
    return {.condition = condition,
            .answer = condition == "age" ? answer_for_age(*fact, asked.age) : fact->answer,
            .detail = fact->detail,
            .as_of = fact->as_of,
            .source = fact->source,
            .told_to = fact->told_to};
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

const Condition* find_condition(std::string_view id) {
    const auto found = std::ranges::find(kConditions, id, &Condition::id);
    return found == kConditions.end() ? nullptr : &*found;
}

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
