#include "directory/search.hpp"

#include <algorithm>
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
    std::vector<Wanted> words;
    std::array<bool, 256> kinds{};
    std::array<std::uint8_t, 256> rank_of_kind{};  // 0: answers no words
    std::vector<bool> places;                      // empty: anywhere
    std::vector<std::uint8_t> conditions;          // kAskedOpen, kUnknownCondition beside numbers
    std::optional<std::array<double, 3>> from;
    std::uint8_t age{};      // the number of the condition "age"
    double least_cosine{2};  // of what is near enough beside the places; 2: nothing
};
constexpr std::uint8_t kAskedOpen = 254, kUnknownCondition = 255;

void prepare_kinds(Prepared& p) {
    const auto all = service_kinds();
    const auto number = [&](const std::string& kind) {
        const auto found = std::ranges::find(all, kind, &ServiceKind::id);
        return static_cast<std::size_t>(found == all.end() ? 255 : found - all.begin());
    };
    if (p.asked.kinds.empty()) p.kinds.fill(true);
    for (const std::string& kind : p.asked.kinds) p.kinds[number(kind)] = true;
    std::uint8_t rank = 0;
    for (const std::string& kind : p.asked.suggested)
        if (auto& place = p.rank_of_kind[number(kind)]; place == 0) place = ++rank;
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

Prepared prepared(const Snapshot& snapshot, const Asked& asked) {
    Prepared p{.asked = asked,
               .snapshot = snapshot,
               .index = snapshot.index(),
               .may_see = static_cast<std::uint8_t>(asked.may_see),
               .words = {},
               .places = {},
               .conditions = {},
               .from = {}};
    for (std::string& word : folded_words(asked.words)) {
        const auto letters = letters_of(word);
        p.words.push_back({std::move(word), letters});
    }
    prepare_kinds(p);
    prepare_places(p);
    const auto all = conditions();
    p.age = static_cast<std::uint8_t>(std::ranges::find(all, "age", &Condition::id) - all.begin());
    for (const std::string& id : asked.conditions) {
        const auto found = std::ranges::find(all, id, &Condition::id);
        p.conditions.push_back(id == kOpen ? kAskedOpen
                               : found == all.end()
                                   ? kUnknownCondition
                                   : static_cast<std::uint8_t>(found - all.begin()));
    }
    return p;
}

// ---- one service ----
struct Score {
    std::uint32_t at{};
    std::uint8_t no{}, not_known{}, rank{};
    bool no_room{};  // room was asked, and none is known to be free
    std::int32_t fresh{};
    std::int32_t metres{INT32_MAX};  // unknown is farthest
};

bool holds_all(const Prepared& p, std::size_t at) {
    const auto& row = p.index.rows[at];
    return std::ranges::all_of(p.words, [&](const Wanted& word) {
        for (std::size_t i = 0; i < word.letters.size(); ++i)
            if ((word.letters[i] & ~row.letters[i]) != 0) return false;
        return p.snapshot.listings[at]->words.find(word.text) != std::string::npos;
    });
}

/// 0 when the words stand in it, else the place of its kind among the suggested; nothing: neither.
std::optional<std::uint8_t> rank_of(const Prepared& p, std::size_t at) {
    const std::uint8_t suggested = p.rank_of_kind[p.index.rows[at].kind];
    if (holds_all(p, at)) return std::uint8_t{0};
    return suggested == 0 ? std::nullopt : std::optional(suggested);
}

/// Asked of nearly every child: from the index, not from the listing.
Answer answer_for_age(const Prepared& p, std::size_t at, Told told) {
    const auto answer = static_cast<Answer>(told.answer);
    if (!p.asked.age) return Answer::not_known;
    if (answer != Answer::yes) return answer;
    const auto& row = p.index.rows[at];
    const bool inside = *p.asked.age >= row.from_age && *p.asked.age <= row.to_age;
    return inside ? Answer::yes : Answer::no;
}

Answer answer_at(const Prepared& p, std::size_t at, std::uint8_t condition) {
    if (condition == kUnknownCondition) return Answer::not_known;
    if (condition == kAskedOpen)
        return p.asked.when ? open_at(p.index.weeks[at], *p.asked.when) : Answer::not_known;
    const Told told = p.index.rows[at].told[condition];
    if (told.visibility > p.may_see) return Answer::not_known;
    if (!told.measured) return static_cast<Answer>(told.answer);
    if (condition == p.age) return answer_for_age(p, at, told);
    return reason_of(*p.snapshot.listings[at], std::string(conditions()[condition].id), p.asked)
        .answer;
}

double cosine_of(const std::array<double, 3>& a, const std::array<double, 3>& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/// Whole metres: what differs by less is no nearer.
std::int32_t metres_between(const std::array<double, 3>& a, const std::array<double, 3>& b) {
    return static_cast<std::int32_t>(
        std::lround(std::acos(std::clamp(cosine_of(a, b), -1.0, 1.0)) * kEarthKm * 1000));
}

/// A row of the index, or a further place of it.
template <class Where>
bool stands_near(const Prepared& p, const Where& where) {
    if (p.places[where.place]) return true;
    return p.from && where.has_point && cosine_of(*p.from, where.at) >= p.least_cosine;
}

bool near_enough(const Prepared& p, std::size_t at) {
    if (p.places.empty()) return true;
    const auto& row = p.index.rows[at];
    if (stands_near(p, row)) return true;
    return row.stands_elsewhere &&
           std::ranges::any_of(p.index.elsewhere_of(at),
                               [&](const Elsewhere& one) { return stands_near(p, one); });
}

Score score_at(const Prepared& p, std::size_t at) {
    Score score;
    score.at = static_cast<std::uint32_t>(at);
    for (std::size_t i = 0; i < p.conditions.size(); ++i) {
        const Answer answer = answer_at(p, at, p.conditions[i]);
        if (answer == Answer::no) ++score.no;
        if (answer == Answer::not_known) ++score.not_known;
        if (p.asked.conditions[i] == kVacancy) score.no_room = answer != Answer::yes;
    }
    const auto& row = p.index.rows[at];
    score.fresh = row.fresh[p.may_see];
    if (p.from && row.has_point) score.metres = metres_between(*p.from, row.at);
    if (p.from && row.stands_elsewhere)
        for (const Elsewhere& one : p.index.elsewhere_of(at))
            if (one.has_point)
                score.metres = std::min(score.metres, metres_between(*p.from, one.at));
    return score;
}

struct Better {
    const Snapshot& snapshot;
    bool operator()(const Score& left, const Score& right) const {
        if (left.no != right.no) return left.no < right.no;
        if (left.no_room != right.no_room) return right.no_room;
        if (left.not_known != right.not_known) return left.not_known < right.not_known;
        if (left.rank != right.rank) return left.rank < right.rank;
        if (left.fresh != right.fresh) return left.fresh > right.fresh;  // never told comes last
        if (left.metres != right.metres) return left.metres < right.metres;
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
    std::vector<Score> scores;
    for (std::size_t at = 0; at < p.index.rows.size(); ++at) {
        const auto& row = p.index.rows[at];
        if (row.shown > p.may_see || !p.kinds[row.kind]) continue;
        const auto rank = rank_of(p, at);
        if (!rank) continue;
        ++counts[row.place];
        if (!near_enough(p, at)) continue;
        Score score = score_at(p, at);
        score.rank = *rank;
        found.fitting += score.no == 0 && score.not_known == 0;
        scores.push_back(score);
    }
    for (std::size_t place = 0; place < counts.size(); ++place)
        if (counts[place] != 0) found.by_municipality[p.index.places[place]] = counts[place];
    found.total = scores.size();
    const std::size_t first = std::min(asked.first, scores.size());
    const std::size_t wanted = std::min(asked.most, scores.size() - first);
    order(scores, snapshot, first + wanted);
    for (std::size_t i = first; i < first + wanted; ++i) {
        found.matches.push_back(match_of(snapshot.listings[scores[i].at], asked));
        found.matches.back().rank = scores[i].rank;
    }
    return found;
}

}  // namespace michi::directory
