#include "web/tries.hpp"

#include <algorithm>

namespace michi::web {
namespace {

constexpr std::int64_t kKeptFor = 24LL * 60 * 60 * 1000;
constexpr std::int64_t kFirstWait = 1000;

std::int64_t wait_after(int beyond) {
    return std::min(kFirstWait << std::clamp(beyond, 0, 8), kLongestWait);
}

void judge(Turn& turn, const Tried& tried, Share share, std::int64_t window, Instant at) {
    if (tried.count >= share.most)
        turn.refused_for =
            std::max(turn.refused_for,
                     std::clamp<std::int64_t>(tried.oldest.ms + window - at.ms, 0, window));
    else if (tried.count >= share.free)
        turn.wait = std::max(turn.wait, wait_after(tried.count - share.free));
}

/// What the tries of this request are counted under; nothing of it can be read back.
struct Marks {
    Trier who{};
    Bytes one, household;
};

Marks marks_of(const Context& c, const Try& one) {
    const auto address = read_address(c.address);
    const auto in = [&](const Network& network) { return address && network.holds(*address); };
    Marks marks;
    if (!one.device.empty())
        marks.who = Trier::known_device;
    else if (c.settings && std::ranges::any_of(c.settings->town_halls, in))
        marks.who = Trier::town_hall;
    const std::string kind(one.limit.kind);
    marks.one = c.vault.mac("try-at", kind + '\n' + one.device + '\n' + one.at);
    const std::string household =
        address ? household_of(*address).first.text() : std::string(c.address);
    marks.household = c.vault.mac("try-from", kind + '\n' + household);
    return marks;
}

/// The latest tries, no more of them than the rule can tell apart.
template <class... Values>
Tried latest(Context& c, Sql sql, const Values&... values) {
    return c.tx
        .first(
            sql,
            [](const Row& r) {
                return Tried{int(r.integer(0)), r.get<Instant>(1)};
            },
            values...)
        .value_or(Tried{});
}

int told_apart(Share share) { return std::min(share.most, share.free + 8); }

Tries earlier(Context& c, const TryLimit& limit, const Marks& marks) {
    const Instant since{c.now.at.ms - limit.window};
    Tries tries;
    if (limit.of_one.counts())
        tries.of_one = latest(c,
                              "SELECT count(*), coalesce(min(at), 0) FROM (SELECT at FROM try"
                              " WHERE what = $1 AND at > $2 ORDER BY at DESC LIMIT $3) AS latest",
                              marks.one, since, limit.of_one.most);
    if (marks.who != Trier::stranger) return tries;
    if (limit.of_household.counts())
        tries.of_household =
            latest(c,
                   "SELECT count(*), coalesce(min(at), 0) FROM (SELECT at FROM try"
                   " WHERE household = $1 AND at > $2 ORDER BY at DESC LIMIT $3) AS latest",
                   marks.household, since, told_apart(limit.of_household));
    if (limit.of_all.counts())
        tries.of_all = latest(c,
                              "SELECT count(*), coalesce(min(at), 0) FROM (SELECT at FROM try"
                              " WHERE kind = $1 AND at > $2 ORDER BY at DESC LIMIT $3) AS latest",
                              limit.kind, since, told_apart(limit.of_all));
    return tries;
}

}  // namespace

Turn turn_of(const Tries& tries, const TryLimit& limit, Trier who, Instant at) {
    Turn turn;
    Share of_one = limit.of_one;
    if (who == Trier::known_device) of_one.free = of_one.most;
    judge(turn, tries.of_one, of_one, limit.window, at);
    if (who == Trier::stranger) {
        judge(turn, tries.of_household, limit.of_household, limit.window, at);
        judge(turn, tries.of_all, limit.of_all, limit.window, at);
    }
    return turn;
}

Turn turn_of(Context& c, const Try& one) {
    const Marks marks = marks_of(c, one);
    return turn_of(earlier(c, one.limit, marks), one.limit, marks.who, c.now.at);
}

void note_try(Context& c, const Try& one) {
    c.tx.run("DELETE FROM try WHERE at < $1", Instant{c.now.at.ms - kKeptFor});
    c.tx.run("UPDATE try SET at = $1 WHERE at > $1", c.now.at);
    const Marks marks = marks_of(c, one);
    const bool strange = marks.who == Trier::stranger;
    const int before = earlier(c, one.limit, marks).of_household.count;
    const bool of_all =
        strange && (!one.limit.of_household.counts() || before < one.limit.of_household.free);
    c.tx.run("INSERT INTO try (what, household, kind, at) VALUES ($1, $2, $3, $4)", marks.one,
             strange ? marks.household : Bytes{}, of_all ? one.limit.kind : std::string_view(),
             c.now.at);
}

}  // namespace michi::web
