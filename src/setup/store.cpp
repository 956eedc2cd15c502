#include "setup/store.hpp"

namespace michi::setup {
namespace {

std::int64_t count(Tx& tx, Sql sql, Id<Organisation> id) { return tx.value<std::int64_t>(sql, id); }

}  // namespace

OpenThere open_there(Tx& tx, Id<Organisation> id, Instant at) {
    return {
        .steps = count(
            tx, "SELECT count(*) FROM action WHERE holder_organisation = $1 AND done_at IS NULL",
            id),
        .requests = count(
            tx, "SELECT count(*) FROM handover WHERE is_open = 1 AND (from_id = $1 OR to_id = $1)",
            id),
        .cases = count(
            tx,
            "SELECT count(*) FROM case_record WHERE state <> 2 AND (responsible_id = $1 OR centre_id = $1)",
            id),
        .accounts =
            count(tx, "SELECT count(*) FROM account WHERE organisation_id = $1 AND state = 1", id),
        .invitations = tx.value<std::int64_t>(
            "SELECT count(*) FROM account_proposal WHERE organisation_id = $1 AND account_id IS NULL"
            " AND state = 'waiting' AND ends_at > $2",
            id, at),
        .covers = count(
            tx, "SELECT count(*) FROM organisation WHERE covered_by = $1 AND ended_on IS NULL",
            id)};
}

void leave_teams(Tx& tx, Id<Organisation> id, Date on) {
    tx.run("UPDATE case_member SET until = $2 WHERE organisation_id = $1 AND until IS NULL", id,
           on);
    tx.run("DELETE FROM assurance_keeper WHERE organisation_id = $1", id);
}

std::map<Id<Organisation>, std::int64_t> open_accounts(Tx& tx) {
    std::map<Id<Organisation>, std::int64_t> counts;
    tx.each(
        "SELECT organisation_id, count(*) FROM account WHERE state = 1 GROUP BY organisation_id",
        [&](const Row& row) { counts[row.get<Id<Organisation>>(0)] = row.integer(1); });
    return counts;
}

Lacks lacks_of(Tx& tx) {
    const auto people = [&](std::string_view role) {
        return tx.value<std::int64_t>(
            "SELECT count(*) FROM account WHERE role = $1 AND state = 1 AND password <> ''", role);
    };
    const auto rows = [&](Sql sql) { return tx.value<std::int64_t>(sql); };
    return {.head = people("centre_head") == 0,
            .second_administrator = people("administrator") < 2,
            .directory = rows("SELECT count(*) FROM directory_service") == 0};
}

}  // namespace michi::setup
