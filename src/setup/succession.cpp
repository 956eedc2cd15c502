#include "setup/succession.hpp"

#include "people/keeping.hpp"
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

bool is_open(Tx& tx, Id<Account> account) {
    return tx.value<std::int64_t>("SELECT count(*) FROM account WHERE id = $1 AND state = 1",
                                  account) > 0;
}

/// With nobody to follow, what somebody held is their organisation's.
Holdings hand_on(Tx& tx, Id<Account> from, Id<Account> to) {
    return {
        .steps = tx.run("UPDATE action SET holder_account = $2, version = version + 1"
                        " WHERE holder_account = $1 AND done_at IS NULL",
                        from, to),
        .cases = tx.run("UPDATE case_record SET in_charge = $2, version = version + 1"
                        " WHERE in_charge = $1 AND state <> 2",
                        from, to),
        .calls = tx.run(
            "UPDATE consultation SET in_charge = $2, version = version + 1 WHERE in_charge = $1 AND state = 1 AND outcome = ''",
            from, to)};
}

void leave_trace(Tx& tx, const Succession& s, const Holdings& handed) {
    Trace trace;
    trace.kind = TraceKind::account;
    trace.action = "setup.succession";
    trace.object = "account/" + std::to_string(s.leaver.value);
    trace.detail =
        "to=" + std::to_string(s.follower.value) + " steps=" + std::to_string(handed.steps) +
        " cases=" + std::to_string(handed.cases) + " calls=" + std::to_string(handed.calls);
    trace.account = s.asked_by.value;
    tx.trace(std::move(trace));
}

void carry_out_one(Tx& tx, Succession s, Now now) {
    if (s.follower && !is_open(tx, s.follower)) s.follower = {};
    const Holdings handed = hand_on(tx, s.leaver, s.follower);
    people::close_account(tx, s.leaver, now.at);
    tx.run("UPDATE succession SET done_at = $2, steps = $3, cases = $4, calls = $5 WHERE id = $1",
           s.id, now.at, handed.steps, handed.cases, handed.calls);
    leave_trace(tx, s, handed);
}

}  // namespace

Holdings holdings_of(Tx& tx, Id<Account> account) {
    const auto count = [&](Sql sql) { return tx.value<std::int64_t>(sql, account); };
    return {
        .steps = count("SELECT count(*) FROM action WHERE holder_account = $1 AND done_at IS NULL"),
        .cases = count("SELECT count(*) FROM case_record WHERE in_charge = $1 AND state <> 2"),
        .calls = count(
            "SELECT count(*) FROM consultation WHERE in_charge = $1 AND state = 1 AND outcome = ''")};
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
    for (const Succession& s : due) carry_out_one(tx, s, now);
    return static_cast<int>(due.size());
}

}  // namespace michi::setup
