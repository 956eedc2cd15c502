#include "record/guardians.hpp"

#include "platform/changes.hpp"
#include "platform/series.hpp"

namespace michi::record {

std::vector<Guardian> guardians_of(Tx& tx, Id<Child> child) {
    return tx.all(
        "SELECT id, member_id, account_id, since, linked_by, until, ended_by FROM guardian"
        " WHERE child_id = $1 ORDER BY id DESC",
        [](const Row& row) {
            return Guardian{.id = row.get<Id<Guardian>>(0),
                            .member = row.get<Id<FamilyMember>>(1),
                            .account = row.get<Id<Account>>(2),
                            .since = row.get<Date>(3),
                            .linked_by = row.get<Id<Account>>(4),
                            .until = row.get<std::optional<Date>>(5),
                            .ended_by = row.get<Id<Account>>(6)};
        },
        child);
}

void link_guardian(Tx& tx, const CaseBrief& brief, Id<FamilyMember> member, Id<Account> account,
                   Id<Account> by, Date since) {
    if (tx.run("UPDATE family_member SET account_id = $3, version = version + 1 WHERE id = $1"
               " AND child_id = $2 AND account_id IS NULL",
               member, brief.child, account) == 0)
        throw Stale{};
    tx.run(
        "INSERT INTO guardian (id, child_id, member_id, account_id, since, linked_by)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        next_number(tx, "guardian"), brief.child, member, account, since, by);
    note_change(tx, kCaseChange, brief.id.value);
}

void end_guardian(Tx& tx, const CaseBrief& brief, Id<FamilyMember> member, Id<Account> by,
                  Date until) {
    if (tx.run("UPDATE family_member SET account_id = NULL, version = version + 1 WHERE id = $1"
               " AND child_id = $2 AND account_id IS NOT NULL",
               member, brief.child) == 0)
        throw Stale{};
    tx.run(
        "UPDATE guardian SET until = $3, ended_by = $4 WHERE member_id = $1 AND child_id = $2"
        " AND until IS NULL",
        member, brief.child, until, by);
    note_change(tx, kCaseChange, brief.id.value);
}

}  // namespace michi::record
