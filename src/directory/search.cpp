#include "directory/search.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "directory/conditions.hpp"
#include "directory/index.hpp"
#include "directory/kinds.hpp"
#include "directory/prepared.hpp"
#include "directory/reasons.hpp"

namespace michi::directory {
namespace {

constexpr Tile kTiles[] = {
#include "directory/tiles.inc"
};
constexpr int kTileColumns = 6;  // where nobody drew a map yet

// ---- one service ----
constexpr double kFarthest = -2;  // it is not known where that is

/// What comes first, in one number: no, no room, its lead, not known, rank of the kind, days without a word.
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
/// The lead: 0 what the words name, then the places that stand first of their kinds, then the rest.
constexpr int kLeadAt = 49;
constexpr std::uint64_t kNoLead = 63;
std::uint64_t key_of(const Merits& m) {
    const auto without_a_word = static_cast<std::uint32_t>(INT32_MAX - std::int64_t{m.fresh});
    const std::uint64_t lead = m.rank < kFirstKind ? 0 : kNoLead;
    return std::uint64_t{m.no} << 56 | std::uint64_t{m.no_room} << 55 | lead << kLeadAt |
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
    const auto is_first = [&](std::size_t place) {
        return std::ranges::find(p.first_places, place) != p.first_places.end();
    };
    if (is_first(p.index.heads[at].place)) return true;
    return p.index.rows[at].stands_elsewhere &&
           std::ranges::any_of(p.index.elsewhere_of(at),
                               [&](const Elsewhere& one) { return is_first(one.place); });
}

bool is_called_so(const Prepared& p, std::size_t at) {
    if (p.called.empty()) return false;
    const Listing& listing = *p.snapshot.listings[at];
    if (p.number == listing.id.value || listing.words.starts_with(p.called)) return true;
    return !p.digits.empty() &&
           digits_only(listing.values[Field::phone]).find(p.digits) != std::string::npos;
}

bool is_of_the_rest(const Prepared& p, std::size_t at) {
    switch (p.asked.rest) {
        case Rest::none:
            return false;
        case Rest::known:
            return (p.index.rows[at].yes[p.may_see] & p.plain) != 0;
        case Rest::of_the_place:
            return p.unknown.empty() && !p.first_places.empty() && stands_in_first_place(p, at);
        case Rest::all:
            return true;
    }
    return false;
}

/// Nothing: it is not found for these words.
std::optional<std::uint8_t> rank_of(const Prepared& p, std::size_t at) {
    if (is_called_so(p, at)) return kCalledSo;
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
                               .elsewhere = p.asked.place_first && !p.first_places.empty() &&
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

/// Three places of the best kind, then one of each other close kind, before all others of the kinds: one
/// kind of which there are many does not hide the rest. One pass.
void let_kinds_lead(std::vector<Score>& scores, const Snapshot& snapshot, std::size_t close) {
    constexpr std::size_t kOfTheBest = 3;
    if (close < 2) return;
    const Better better{snapshot};
    std::vector<std::vector<Score*>> first(close);  // by rank: the best of each, in order
    for (Score& score : scores) {
        const auto kind = static_cast<std::size_t>(rank_in(score)) - kFirstKind;
        if (rank_in(score) < kFirstKind || kind >= close) continue;
        auto& best = first[kind];
        best.insert(std::ranges::upper_bound(best, &score,
                                             [&](auto* a, auto* b) { return better(*a, *b); }),
                    &score);
        if (best.size() > kOfTheBest) best.pop_back();
    }
    std::uint64_t lead = 1;
    std::size_t most = kOfTheBest;
    for (const auto& best : first) {
        if (best.empty()) continue;
        for (std::size_t i = 0; i < std::min(most, best.size()); ++i, ++lead)
            best[i]->key = (best[i]->key & ~(kNoLead << kLeadAt)) | lead << kLeadAt;
        most = 1;
    }
}

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
    let_kinds_lead(scores, snapshot, std::min(asked.close, asked.suggested.size()));
    found.total = scores.size();
    const std::size_t first = std::min(asked.first, scores.size());
    const std::size_t wanted = std::min(asked.most, scores.size() - first);
    order(scores, snapshot, first + wanted);
    for (std::size_t i = first; i < first + wanted; ++i) {
        found.matches.push_back(match_of(snapshot.listings[scores[i].at], asked));
        found.matches.back().rank = rank_in(scores[i]);
        found.matches.back().said = rank_in(scores[i]) == kCalledSo;
    }
    return found;
}

}  // namespace michi::directory
