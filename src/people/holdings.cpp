// What somebody holds in person, and who goes on with it (A5, Z3).

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "people/keeping.hpp"
#include "people/notices.hpp"

namespace michi::people {
namespace {

/// A kind of what is held, and the act without which nobody can hold it: a call is carried on by who counsels.
struct Kind {
    Act act;
    std::int64_t Holdings::*count;
    Sql counted, handed, unheld;
};
constexpr std::array kKinds{
    Kind{
        Act::finish_action, &Holdings::steps,
        "SELECT count(*) FROM action WHERE holder_account = $1 AND done_at IS NULL",
        "UPDATE action SET holder_account = $2, version = version + 1"
        " WHERE holder_account = $1 AND done_at IS NULL",
        "SELECT count(*) FROM action WHERE side = 'c' AND holder_account IS NULL AND done_at IS NULL"},
    Kind{Act::edit_case, &Holdings::cases,
         "SELECT count(*) FROM case_record WHERE in_charge = $1 AND state <> 2",
         // Closed ones too: taken up again, they would be somebody's who is not there.
         "UPDATE case_record SET in_charge = $2, version = version + 1 WHERE in_charge = $1",
         "SELECT count(*) FROM case_record WHERE in_charge IS NULL AND state <> 2"},
    Kind{
        Act::edit_case, &Holdings::calls,
        "SELECT count(*) FROM consultation WHERE in_charge = $1 AND state = 1 AND is_settled = 0",
        "UPDATE consultation SET in_charge = $2, version = version + 1"
        " WHERE in_charge = $1 AND state = 1 AND is_settled = 0",
        "SELECT count(*) FROM consultation WHERE in_charge IS NULL AND state = 1 AND is_settled = 0"},
};

/// Whoever was in charge on a past day stays on record (case_charge).
constexpr Sql kCharged =
    "INSERT INTO case_charge (case_id, step, account_id, since)"
    " SELECT c.id, (SELECT coalesce(max(h.step), 0) + 1 FROM case_charge h WHERE h.case_id = c.id),"
    " $2, $3 FROM case_record c WHERE c.in_charge = $1";

/// The heads of the Centre; where there is no other, its counsellors.
std::vector<Id<Account>> answerable(Tx& tx, Id<Organisation> centre, Id<Account> but) {
    for (const Role role : {Role::centre_head, Role::centre_counsellor}) {
        auto found = tx.all(
            "SELECT id FROM account WHERE organisation_id = $1 AND role = $2 AND state = 1"
            " AND id <> $3 ORDER BY id",
            [](const Row& row) { return row.get<Id<Account>>(0); }, centre, michi::name_of(role),
            but);
        if (!found.empty()) return found;
    }
    return {};
}

/// Where a protected child lives opens to nobody once nobody is in charge: the heads see to it.
void tell_of_protected(Tx& tx, Id<Account> leaver, Instant at) {
    struct Left {
        std::int64_t number{};
        Id<Organisation> centre;
    };
    const auto cases = tx.all(
        "SELECT id, centre_id FROM case_record WHERE in_charge = $1 AND is_protected = 1"
        " ORDER BY id",
        [](const Row& row) {
            return Left{row.integer(0), row.get<Id<Organisation>>(1)};
        },
        leaver);
    for (const Left& left : cases)
        for (const auto who : answerable(tx, left.centre, leaver))
            tell(tx, who, Notice::protected_left, at, leaver, fmt::format("W-{:04}", left.number));
}

}  // namespace

Holdings holdings_of(Tx& tx, Id<Account> account) {
    Holdings held;
    for (const Kind& kind : kKinds)
        held.*kind.count = tx.value<std::int64_t>(kind.counted, account);
    return held;
}

Holdings unheld(Tx& tx) {
    Holdings held;
    for (const Kind& kind : kKinds) held.*kind.count = tx.value<std::int64_t>(kind.unheld);
    return held;
}

bool may_follow(Role leaver, Role follower) {
    return std::ranges::all_of(kKinds, [&](const Kind& kind) {
        return !ever(leaver, kind.act) || ever(follower, kind.act);
    });
}

bool may_follow(const AccountBrief& leaver, const AccountBrief& follower) {
    return follower.enabled && follower.id != leaver.id &&
           follower.organisation == leaver.organisation && may_follow(leaver.role, follower.role);
}

Holdings hand_on(Tx& tx, Id<Account> leaver, Id<Account> follower, Instant at,
                 std::optional<Role> stays_as) {
    Holdings handed;
    for (const Kind& kind : kKinds) {
        if (stays_as && ever(*stays_as, kind.act)) continue;
        if (kind.count == &Holdings::cases && !follower) tell_of_protected(tx, leaver, at);
        if (kind.count == &Holdings::cases)
            tx.run(kCharged, leaver, follower, at.in_japan());  // before they change hands
        if (kind.count == &Holdings::steps)  // undoing would give it to whoever left
            tx.run("UPDATE action_change SET undone = 1 WHERE holder_account = $1 AND undone = 0",
                   leaver);
        handed.*kind.count = tx.run(kind.handed, leaver, follower);
        if (kind.count == &Holdings::cases && follower && handed.cases > 0)
            tell(tx, follower, Notice::cases_handed, at, leaver);
    }
    return handed;
}

AccountBrief standing_of(Tx& tx, Id<Account> id) {
    auto found = tx.first(
        "SELECT organisation_id, role, login, state FROM account WHERE id = $1",
        [&](const Row& row) {
            return AccountBrief{.id = id,
                                .organisation = row.get<Id<Organisation>>(0),
                                .role = role_named(row.text(1)).value_or(Role::family),
                                .login = row.get<std::string>(2),
                                .name = {},
                                .enabled = row.integer(3) == 1};
        },
        id);
    if (!found) throw NotFound{};
    return std::move(*found);
}

std::string text_of(const Holdings& held) {
    return fmt::format("steps={} cases={} calls={}", held.steps, held.cases, held.calls);
}

}  // namespace michi::people
