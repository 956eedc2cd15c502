#include "setup/succession.hpp"

#include "platform/series.hpp"

namespace michi::setup {
namespace {

Succession succession_from(const Row& row) {
    return {.id = row.get<Id<Succession>>(0),
            .leaver = row.get<Id<Account>>(1),
            .follower = row.get<Id<Account>>(2),
            .on = row.get<Date>(3),
            .asked_by = row.get<Id<Account>>(4),
            .done_at = row.get<std::optional<Instant>>(5),
            .steps = row.integer(6),
            .cases = row.integer(7),
            .calls = row.integer(8)};
}

void leave_trace(Tx& tx, const Succession& s, const people::Holdings& handed) {
    Trace trace;
    trace.kind = TraceKind::account;
    trace.action = "setup.succession";
    trace.object = "account/" + std::to_string(s.leaver.value);
    trace.detail = "to=" + std::to_string(s.follower.value) + " " + people::text_of(handed);
    trace.account = s.asked_by.value;
    tx.trace(std::move(trace));
}

/// On the day itself: who was to follow may be gone, elsewhere or in another role.
bool still_follows(Tx& tx, const Succession& s) {
    return s.follower && people::may_follow(people::standing_of(tx, s.leaver),
                                            people::standing_of(tx, s.follower));
}

void carry_out_one(Tx& tx, Succession s, Now now) {
    if (!still_follows(tx, s)) s.follower = {};
    const people::Holdings handed = people::hand_on(tx, s.leaver, s.follower, now.at);
    people::close_account(tx, s.leaver, now.at);
    tx.run(
        "UPDATE succession SET done_at = $2, follower_id = $3, steps = $4, cases = $5, calls = $6"
        " WHERE id = $1",
        s.id, now.at, s.follower, handed.steps, handed.cases, handed.calls);
    leave_trace(tx, s, handed);
}

void tell_once(Tx& tx, const Succession& s, Instant at) {
    if (tx.run("UPDATE succession SET told_at = $2 WHERE id = $1 AND told_at IS NULL", s.id, at) ==
        1)
        people::tell_keepers_of_waiting(tx, s.leaver, at);
}

}  // namespace

Word hindrance(Tx& tx, const Succession& s) {
    return people::last_of(tx, people::standing_of(tx, s.leaver));
}

std::vector<Succession> successions(Tx& tx, Date today) {
    return tx.all(
        "SELECT id, leaver_id, follower_id, on_day, asked_by, done_at, steps, cases, calls FROM succession"
        " WHERE withdrawn_at IS NULL AND (done_at IS NULL OR on_day > $1)"
        " ORDER BY CASE WHEN done_at IS NULL THEN 0 ELSE 1 END, on_day, id",
        succession_from, today - 366);
}

Succession find_succession(Tx& tx, Id<Succession> id) {
    auto found = tx.first(
        "SELECT id, leaver_id, follower_id, on_day, asked_by, done_at, steps, cases, calls FROM succession"
        " WHERE id = $1",
        succession_from, id);
    if (!found) throw NotFound{};
    return *found;
}

bool is_planned(Tx& tx, Id<Account> leaver) {
    return tx.value<std::int64_t>(
               "SELECT count(*) FROM succession WHERE leaver_id = $1 AND done_at IS NULL"
               " AND withdrawn_at IS NULL",
               leaver) > 0;
}

Id<Succession> plan_succession(Tx& tx, const Succession& fresh, Instant at) {
    const Id<Succession> id{next_number(tx, "succession")};
    tx.run(
        "INSERT INTO succession (id, leaver_id, follower_id, on_day, asked_by, asked_at)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        id, fresh.leaver, fresh.follower, fresh.on, fresh.asked_by, at);
    return id;
}

bool withdraw_succession(Tx& tx, Id<Succession> id, Instant at) {
    return tx.run(
               "UPDATE succession SET withdrawn_at = $2 WHERE id = $1 AND done_at IS NULL"
               " AND withdrawn_at IS NULL",
               id, at) == 1;
}

int carry_out(Tx& tx, Now now) {
    const auto due = tx.all(
        "SELECT id, leaver_id, follower_id, on_day, asked_by, done_at, steps, cases, calls FROM succession"
        " WHERE done_at IS NULL AND withdrawn_at IS NULL AND on_day <= $1 ORDER BY id",
        succession_from, now.today);
    int done = 0;
    for (const Succession& s : due) {
        // Asked of each in its turn: of two the first may leave the other as the last.
        if (hindrance(tx, s)) {
            tell_once(tx, s, now.at);
            continue;
        }
        carry_out_one(tx, s, now);
        ++done;
    }
    return done;
}

}  // namespace michi::setup
