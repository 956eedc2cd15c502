#include "directory/search.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "directory/conditions.hpp"
#include "directory/index.hpp"
#include "directory/kinds.hpp"
#include "directory/reasons.hpp"

namespace michi::directory {
namespace {

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

// ---- the question, prepared for one pass over the index ----
struct Wanted {
    std::string text;
    std::array<std::uint64_t, 4> letters;
};

struct Prepared {
    const Asked& asked;
    const Snapshot& snapshot;
    const Index& index;
    std::uint8_t may_see;
    std::vector<Wanted> words, unknown, names;
    std::array<bool, 256> kinds{};
    std::array<LegalAnswer, 256> law{};            // of the child's age, by kind
    std::array<std::uint8_t, 256> rank_of_kind{};  // 0: answers no words
    std::vector<bool> places;                      // empty: anywhere
    std::optional<std::size_t> first_place;        // in Index::places
    std::uint64_t plain{};                         // a bit for each condition that is asked
    std::vector<std::uint8_t> conditions;          // kAskedOpen, kUnknownCondition, of kMeasured
    std::optional<std::array<double, 3>> from;
    std::int32_t oldest_room{};  // the first day whose words about room still count
    double least_cosine{2};      // of what is near enough beside the places; 2: nothing
};
constexpr std::uint8_t kAskedOpen = 254, kUnknownCondition = 255;
constexpr std::uint8_t kAge = 0, kRoom = 3;  // in kMeasured
// Ranks: the words themselves, a name among them, then the kinds that answer them, then the rest.
constexpr std::uint8_t kSaid = 0, kNamed = 1, kNamedOther = 2, kFirstKind = 3, kRest = 255;

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
    const auto place = std::ranges::find(p.index.places, asked.municipality);
    if (!asked.municipality.empty() && place != p.index.places.end())
        p.first_place = static_cast<std::size_t>(place - p.index.places.begin());
    p.oldest_room =
        static_cast<std::int32_t>((asked.today - kRoomDays).days.time_since_epoch().count());
    for (const std::string& id : asked.conditions) prepare_condition(p, id);
    return p;
}

// ---- one service ----
constexpr double kFarthest = -2;  // it is not known where that is

/// What comes first, in one number: no, no room, not known, rank of the kind, days without a word.
struct Score {
    std::uint64_t key{};
    double cosine{kFarthest};  // of the way to its nearest place
    std::uint32_t at{};
    bool fitting{};
};

struct Merits {
    std::uint8_t no{};
    bool no_room{};
    std::uint8_t not_known{}, rank{};
    bool elsewhere{};  // not in the municipality that the words name
    std::int32_t fresh{};
};
std::uint64_t key_of(const Merits& m) {
    const auto without_a_word = static_cast<std::uint32_t>(INT32_MAX - std::int64_t{m.fresh});
    return std::uint64_t{m.no} << 56 | std::uint64_t{m.no_room} << 49 |
           std::uint64_t{m.not_known} << 41 | std::uint64_t{m.rank} << 33 |
           std::uint64_t{m.elsewhere} << 32 | without_a_word;
}
std::uint8_t rank_in(const Score& score) { return static_cast<std::uint8_t>(score.key >> 33); }

bool holds_all(const Prepared& p, const std::vector<Wanted>& words, std::size_t at) {
    return std::ranges::all_of(words, [&](const Wanted& word) {
        const Letters& letters = p.index.letters[at];
        for (std::size_t i = 0; i < word.letters.size(); ++i)
            if ((word.letters[i] & ~letters[i]) != 0) return false;
        return p.snapshot.listings[at]->words.find(word.text) != std::string::npos;
    });
}

bool stands_in_first_place(const Prepared& p, std::size_t at) {
    if (p.index.heads[at].place == *p.first_place) return true;
    return p.index.rows[at].stands_elsewhere &&
           std::ranges::any_of(p.index.elsewhere_of(at),
                               [&](const Elsewhere& one) { return one.place == *p.first_place; });
}

bool is_of_the_rest(const Prepared& p, std::size_t at) {
    switch (p.asked.rest) {
        case Rest::none:
            return false;
        case Rest::known:
            return (p.index.rows[at].yes[p.may_see] & p.plain) != 0;
        case Rest::of_the_place:
            return p.unknown.empty() && p.first_place && stands_in_first_place(p, at);
        case Rest::all:
            return true;
    }
    return false;
}

/// Nothing: it is not found for these words.
std::optional<std::uint8_t> rank_of(const Prepared& p, std::size_t at) {
    const std::uint8_t suggested = p.rank_of_kind[p.index.heads[at].kind];
    if (holds_all(p, p.words, at)) return kSaid;
    if (suggested != 0)
        return !p.unknown.empty() && holds_all(p, p.unknown, at) ? kNamed : suggested;
    if (!p.names.empty() && holds_all(p, p.names, at)) return kNamedOther;
    return is_of_the_rest(p, at) ? std::optional(kRest) : std::nullopt;
}

/// Asked of nearly every child: from the index, not from the listing.
Answer answer_for_age(const Prepared& p, std::size_t at, Told told) {
    auto answer = static_cast<Answer>(told.answer);
    if (told.visibility > p.may_see) answer = Answer::not_known;
    if (!p.asked.age) return Answer::not_known;
    if (answer == Answer::yes) {
        const auto& row = p.index.rows[at];
        const bool inside = *p.asked.age >= row.from_age && *p.asked.age <= row.to_age;
        answer = inside ? Answer::yes : Answer::no;
    }
    return before_the_place(p.law[p.index.heads[at].kind], answer);
}

/// Of a condition that a number decides, of the hours, or of one that nobody knows.
Answer answer_at(const Prepared& p, std::size_t at, std::uint8_t condition) {
    if (condition == kUnknownCondition) return Answer::not_known;
    if (condition == kAskedOpen)
        return p.asked.when ? open_at(p.index.weeks[at], *p.asked.when) : Answer::not_known;
    const auto& row = p.index.rows[at];
    const Told told = row.told[condition];
    if (condition == kAge) return answer_for_age(p, at, told);
    if (told.visibility > p.may_see) return Answer::not_known;
    if (condition == kRoom && row.room_told != kNeverTold)
        return row.room_told < p.oldest_room ? Answer::not_known : static_cast<Answer>(told.answer);
    if (static_cast<Answer>(told.answer) == Answer::not_known && condition != kRoom)
        return Answer::not_known;
    return reason_of(*p.snapshot.listings[at], std::string(kMeasured[condition]), p.asked).answer;
}

double cosine_of(const std::array<double, 3>& a, const std::array<double, 3>& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/// Whole metres: what differs by less is no nearer.
std::int32_t metres_of(double cosine) {
    if (cosine == kFarthest) return INT32_MAX;
    return static_cast<std::int32_t>(
        std::lround(std::acos(std::clamp(cosine, -1.0, 1.0)) * kEarthKm * 1000));
}

/// A row of the index, or a further place of it.
template <class Where>
bool stands_near(const Prepared& p, std::uint16_t place, const Where& where) {
    if (p.places[place]) return true;
    return p.from && where.has_point && cosine_of(*p.from, where.at) >= p.least_cosine;
}

bool near_enough(const Prepared& p, std::size_t at) {
    if (p.places.empty() || p.places[p.index.heads[at].place]) return true;
    const auto& row = p.index.rows[at];
    if (stands_near(p, p.index.heads[at].place, row)) return true;
    return row.stands_elsewhere &&
           std::ranges::any_of(p.index.elsewhere_of(at), [&](const Elsewhere& one) {
               return stands_near(p, one.place, one);
           });
}

Score score_at(const Prepared& p, std::size_t at, std::uint8_t rank) {
    const auto& row = p.index.rows[at];
    const std::uint64_t yes = row.yes[p.may_see], no = row.no[p.may_see];
    auto noes = static_cast<std::uint8_t>(std::popcount(p.plain & no));
    auto not_known = static_cast<std::uint8_t>(std::popcount(p.plain & ~(yes | no)));
    bool no_room = false;  // room was asked, and none is known to be free
    for (const std::uint8_t condition : p.conditions) {
        const Answer answer = answer_at(p, at, condition);
        if (answer == Answer::no) ++noes;
        if (answer == Answer::not_known) ++not_known;
        if (condition == kRoom) no_room = answer != Answer::yes;
    }
    Score score{.key = key_of({.no = noes,
                               .no_room = no_room,
                               .not_known = not_known,
                               .rank = rank,
                               .elsewhere = p.asked.place_first && p.first_place &&
                                            !stands_in_first_place(p, at),
                               .fresh = row.fresh[p.may_see]}),
                .at = static_cast<std::uint32_t>(at),
                .fitting = noes == 0 && not_known == 0};
    if (p.from && row.has_point) score.cosine = cosine_of(*p.from, row.at);
    if (p.from && row.stands_elsewhere)
        for (const Elsewhere& one : p.index.elsewhere_of(at))
            if (one.has_point) score.cosine = std::max(score.cosine, cosine_of(*p.from, one.at));
    return score;
}

struct Better {
    const Snapshot& snapshot;
    bool operator()(const Score& left, const Score& right) const {
        if (left.key != right.key) return left.key < right.key;
        if (left.cosine != right.cosine) {  // measured only where nothing else decides
            const auto one = metres_of(left.cosine), other = metres_of(right.cosine);
            if (one != other) return one < other;
        }
        const int names = snapshot.listings[left.at]->values[Field::name].compare(
            snapshot.listings[right.at]->values[Field::name]);
        return names != 0 ? names < 0 : left.at < right.at;
    }
};

/// Only the wanted ones are brought into order.
void order(std::vector<Score>& scores, const Snapshot& snapshot, std::size_t wanted) {
    const Better better{snapshot};
    const auto end = scores.begin() + static_cast<std::ptrdiff_t>(std::min(wanted, scores.size()));
    if (end != scores.end()) std::nth_element(scores.begin(), end, scores.end(), better);
    std::sort(scores.begin(), end, better);
}

}  // namespace

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

bool holds_kind(const Snapshot& snapshot, std::string_view kind) {
    const auto all = service_kinds();
    const auto found = std::ranges::find(all, kind, &ServiceKind::id);
    return found != all.end() &&
           snapshot.index().has_kind[static_cast<std::size_t>(found - all.begin())];
}

const std::vector<std::string>& prefectures_of(const Snapshot& snapshot) {
    return snapshot.index().prefectures;
}

Found search(const Snapshot& snapshot, const Asked& asked) {
    const Prepared p = prepared(snapshot, asked);
    Found found;
    std::vector<std::size_t> counts(p.index.places.size());
    thread_local std::vector<Score> scores;  // a large block that is used again
    scores.clear();
    for (std::size_t at = 0; at < p.index.rows.size(); ++at) {
        const IndexHead head = p.index.heads[at];
        if (head.shown > p.may_see || !p.kinds[head.kind]) continue;
        const auto rank = rank_of(p, at);
        if (!rank) continue;
        ++counts[head.place];
        if (!near_enough(p, at)) continue;
        scores.push_back(score_at(p, at, *rank));
        found.fitting += scores.back().fitting;
    }
    for (std::size_t place = 0; place < counts.size(); ++place)
        if (counts[place] != 0) found.by_municipality[p.index.places[place]] = counts[place];
    found.total = scores.size();
    const std::size_t first = std::min(asked.first, scores.size());
    const std::size_t wanted = std::min(asked.most, scores.size() - first);
    order(scores, snapshot, first + wanted);
    for (std::size_t i = first; i < first + wanted; ++i) {
        found.matches.push_back(match_of(snapshot.listings[scores[i].at], asked));
        found.matches.back().rank = rank_in(scores[i]);
    }
    return found;
}

}  // namespace michi::directory
