#include "setup/store.hpp"

#include "consultation/consultation.hpp"
#include "letterbox/letterbox.hpp"

namespace michi::setup {
namespace {

std::int64_t count(Tx& tx, Sql sql, Id<Organisation> id) { return tx.value<std::int64_t>(sql, id); }

/// What is on record of an organisation, by its day and by its moment.
constexpr Sql kKnownDays[] = {
    "SELECT max(since) FROM case_member WHERE organisation_id = $1",
    "SELECT max(until) FROM case_member WHERE organisation_id = $1",
    "SELECT max(since) FROM case_responsible WHERE organisation_id = $1",
    "SELECT max(until) FROM case_responsible WHERE organisation_id = $1",
    "SELECT max(until_on) FROM organisation_name WHERE organisation_id = $1",
};
constexpr Sql kKnownMoments[] = {
    "SELECT max(created_at) FROM account WHERE organisation_id = $1",
    "SELECT max(created_at) FROM action WHERE holder_organisation = $1",
    "SELECT max(done_at) FROM action WHERE holder_organisation = $1",
    "SELECT max(sent_at) FROM handover WHERE from_id = $1 OR to_id = $1",
    "SELECT max(at) FROM handover_event WHERE organisation_id = $1",
    "SELECT max(at) FROM entry WHERE organisation_id = $1",
    "SELECT max(recorded_at) FROM consent WHERE organisation_id = $1",
};

}  // namespace

std::optional<Date> last_known(Tx& tx, Id<Organisation> id) {
    std::optional<Date> newest;
    const auto see = [&](std::optional<Date> day) {
        if (day && (!newest || *newest < *day)) newest = day;
    };
    for (const Sql sql : kKnownDays) see(tx.value<std::optional<Date>>(sql, id));
    for (const Sql sql : kKnownMoments)
        if (const auto at = tx.value<std::optional<Instant>>(sql, id)) see(at->in_japan());
    return newest;
}

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
            "SELECT count(*) FROM account_proposal WHERE organisation_id = $1"
            " AND (account_id IS NULL OR deed IN ('move', 'enable')) AND state = 'waiting' AND ends_at > $2",
            id, at),
        .covers = count(
            tx, "SELECT count(*) FROM organisation WHERE covered_by = $1 AND ended_on IS NULL", id),
        .consultations = consultation::count_receptions(tx, id, "open", at.in_japan()) +
                         consultation::count_receptions(tx, id, "draft", at.in_japan()),
        .to_sort = letterbox::count_to_sort(tx, id)};
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
