// The team around a case, and what its members may reach.

#include <algorithm>

#include "platform/series.hpp"
#include "policy/past_decision.hpp"
#include "record/store.hpp"

namespace michi::record {
namespace {

Relation membership(Tx& tx, const Subject& who, Id<Case> id, Date today) {
    const auto standing = tx.first(
        "SELECT min(standing) FROM case_member WHERE case_id = $1 AND organisation_id = $2"
        " AND standing <> 4 AND since <= $3 AND (until IS NULL OR until > $3) HAVING count(*) > 0",
        [](const Row& row) { return row.get<Standing>(0); }, id, who.organisation, today);
    return standing ? relation_of(*standing) : Relation::none;
}

bool is_guardian(Tx& tx, const Subject& who, Id<Child> child) {
    return tx.value<std::int64_t>(
               "SELECT count(*) FROM family_member WHERE child_id = $1 AND account_id = $2", child,
               who.account) > 0;
}

constexpr Sql kMember =
    "SELECT m.id, m.organisation_id, o.name, m.standing, m.sector, m.person, m.since, m.until"
    " FROM case_member m LEFT JOIN organisation o ON o.id = m.organisation_id WHERE ";

Member member_from(const Row& row, Tx& tx, Vault& vault, Id<DataKey> key) {
    const Sealed sealed(tx, vault, key, "case_member", row.integer(0));
    return {.id = row.get<Id<Member>>(0),
            .organisation = row.get<Id<Organisation>>(1),
            .organisation_name = row.get<std::string>(2),
            .standing = row.get<Standing>(3),
            .sector = row.get<std::string>(4),
            .person = sealed.open("person", row.blob(5)),
            .since = row.get<Date>(6),
            .until = row.get<std::optional<Date>>(7)};
}

std::vector<Member> open_rows(Tx& tx, Vault& vault, Id<Case> id, Id<Organisation> organisation) {
    const Id<DataKey> key = key_of(tx, id);
    return tx.all(
        SqlText(kMember) +
            "m.case_id = $1 AND m.organisation_id = $2 AND m.until IS NULL"
            " ORDER BY m.id",
        [&](const Row& row) { return member_from(row, tx, vault, key); }, id, organisation);
}

/// The row ends on that day and one as it is from now on begins. What changes twice in a day is one row.
void follow(Tx& tx, Vault& vault, Id<Case> id, Member next, Date on) {
    if (next.since < on)
        end_member(tx, id, next.id, on);
    else
        tx.run("DELETE FROM case_member WHERE id = $1 AND case_id = $2", next.id, id);
    next.since = std::max(next.since, on);
    next.until = std::nullopt;
    add_member(tx, vault, id, next);
}

}  // namespace

bool is_centre_role(Role role) {
    return role == Role::centre_counsellor || role == Role::centre_head ||
           role == Role::receptionist;
}

Relation relation_of(Standing standing) {
    switch (standing) {
        case Standing::carries:
        case Standing::helps:
            return Relation::member;
        case Standing::asked:
            return Relation::asked;
        case Standing::outside:
            return Relation::none;
    }
    return Relation::none;
}

std::vector<Member> team_of(Tx& tx, Vault& vault, const CaseBrief& brief) {
    return tx.all(
        SqlText(kMember) + "m.case_id = $1 ORDER BY m.standing, m.id",
        [&](const Row& row) { return member_from(row, tx, vault, brief.key); }, brief.id);
}

void add_member(Tx& tx, Vault& vault, Id<Case> id, const Member& member) {
    const std::int64_t row = next_number(tx, "case_member");
    const Sealed sealed(tx, vault, key_of(tx, id), "case_member", row);
    tx.run(
        "INSERT INTO case_member (id, case_id, organisation_id, standing, sector, person, since,"
        " until) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        row, id, past_decision(member.organisation), int(member.standing), member.sector,
        sealed.seal("person", past_decision(member.person)), member.since, member.until);
}

void set_standing(Tx& tx, Vault& vault, Id<Case> id, Id<Organisation> organisation,
                  Standing standing, Date on) {
    for (Member& member : open_rows(tx, vault, id, organisation))
        if (member.standing != Standing::outside && member.standing != standing) {
            member.standing = standing;
            follow(tx, vault, id, member, on);
        }
}

void take_in(Tx& tx, Vault& vault, Id<Case> id, Id<Organisation> organisation, Standing standing,
             Date on) {
    const auto open = open_rows(tx, vault, id, organisation);
    if (std::ranges::any_of(open, [](const Member& m) { return m.standing != Standing::outside; }))
        return;
    const auto kind =
        tx.value<std::string>("SELECT kind FROM organisation WHERE id = $1", organisation);
    add_member(tx, vault, id,
               {.organisation = organisation,
                .organisation_name = {},
                .standing = standing,
                .sector = kind == "municipality" ? "municipality" : "welfare",
                .person = {},
                .since = on,
                .until = {}});
}

void end_membership(Tx& tx, Id<Case> id, Id<Organisation> organisation, Date until) {
    tx.run(
        "UPDATE case_member SET until = $3"
        " WHERE case_id = $1 AND organisation_id = $2 AND until IS NULL AND standing <> 4",
        id, organisation, until);
}

void let_carry(Tx& tx, Vault& vault, Id<Case> id, Id<Organisation> organisation, Date on) {
    for (const auto before : tx.all(
             "SELECT DISTINCT organisation_id FROM case_member WHERE case_id = $1"
             " AND standing = $2 AND until IS NULL AND organisation_id <> $3",
             [](const Row& row) { return row.get<Id<Organisation>>(0); }, id,
             int(Standing::carries), organisation))
        set_standing(tx, vault, id, before, Standing::helps, on);
    take_in(tx, vault, id, organisation, Standing::carries, on);
    set_standing(tx, vault, id, organisation, Standing::carries, on);
}

void change_role(Tx& tx, Vault& vault, Id<Case> id, const Member& after, Date on) {
    follow(tx, vault, id, after, on);
}

void end_member(Tx& tx, Id<Case> id, Id<Member> member, Date until) {
    if (tx.run("UPDATE case_member SET until = $3 WHERE id = $2 AND case_id = $1 AND until IS NULL",
               id, member, until) == 0)
        throw Stale{};
}

void answers_from(Tx& tx, Id<Case> id, Id<Organisation> organisation, Id<Account> by, Date since) {
    if (tx.value<std::int64_t>("SELECT count(*) FROM case_responsible WHERE case_id = $1"
                               " AND organisation_id = $2 AND until IS NULL",
                               id, organisation) > 0)
        return;
    tx.run("UPDATE case_responsible SET until = $2 WHERE case_id = $1 AND until IS NULL", id,
           since);
    const auto step = tx.value<std::int64_t>(
        "SELECT coalesce(max(step), 0) + 1 FROM case_responsible WHERE case_id = $1", id);
    tx.run(
        "INSERT INTO case_responsible (case_id, step, organisation_id, since, changed_by)"
        " VALUES ($1, $2, $3, $4, $5)",
        id, step, organisation, since, by);
}

void set_responsible(Tx& tx, Id<Case> id, Id<Organisation> organisation, Id<Account> by, Date on) {
    tx.run("UPDATE case_record SET responsible_id = $2, version = version + 1 WHERE id = $1", id,
           organisation);
    answers_from(tx, id, organisation, by, on);
}

std::vector<Answering> answering_of(Tx& tx, Id<Case> id) {
    return tx.all(
        "SELECT r.organisation_id, o.name, r.since, r.until, r.changed_by FROM case_responsible r"
        " JOIN organisation o ON o.id = r.organisation_id WHERE r.case_id = $1 ORDER BY r.step DESC",
        [](const Row& row) {
            return Answering{.organisation = row.get<Id<Organisation>>(0),
                             .organisation_name = row.get<std::string>(1),
                             .since = row.get<Date>(2),
                             .until = row.get<std::optional<Date>>(3),
                             .by = row.get<Id<Account>>(4)};
        },
        id);
}

Relation relation_to(Tx& tx, const Subject& who, const CaseBrief& brief, Date today) {
    if (is_centre_role(who.role))
        return who.organisation == brief.centre ? Relation::centre : Relation::none;
    if (who.role == Role::family)
        return is_guardian(tx, who, brief.child) ? Relation::guardian : Relation::none;
    return membership(tx, who, brief.id, today);
}

bool in_protected_team(const Subject& who, bool is_protected, Id<Account> in_charge,
                       Id<Organisation> centre) {
    return is_protected && in_charge == who.account && centre == who.organisation &&
           ever(who.role, Act::edit_case);
}

Circumstances circumstances(Tx& tx, const Subject& who, const CaseBrief& brief, Date today) {
    return {
        .relation = relation_to(tx, who, brief, today),
        .consent = Consent::none,
        .consented = 0,
        .state = brief.state,
        .is_protected = brief.is_protected,
        .in_protected_team =
            in_protected_team(who, brief.is_protected, brief.in_charge, brief.centre),
    };
}

void put_protection(Tx& tx, const Subject& who, Id<Case> id, Circumstances& around) {
    if (!id) return;
    tx.each(
        "SELECT is_protected, in_charge, centre_id FROM case_record WHERE id = $1",
        [&](const Row& row) {
            around.is_protected = row.get<bool>(0);
            around.in_protected_team = in_protected_team(
                who, around.is_protected, row.get<Id<Account>>(1), row.get<Id<Organisation>>(2));
        },
        id);
}

Circumstances listed(const Subject& who, const CaseBrief& brief) {
    return {
        .relation = is_centre_role(who.role)   ? Relation::centre
                    : who.role == Role::family ? Relation::guardian
                                               : Relation::member,
        .consent = Consent::none,
        .consented = 0,
        .state = brief.state,
        .is_protected = brief.is_protected,
        .in_protected_team =
            in_protected_team(who, brief.is_protected, brief.in_charge, brief.centre),
    };
}

SqlText visible_cases(Role role) {
    if (is_centre_role(role))
        return Sql("(c.centre_id = $1 AND CAST($2 AS BIGINT) > 0 AND CAST($3 AS TEXT) <> '')");
    if (role == Role::family)
        return Sql(
            "(CAST($1 AS BIGINT) > 0 AND CAST($3 AS TEXT) <> '' AND EXISTS (SELECT 1 FROM family_member f"
            " WHERE f.child_id = c.child_id AND f.account_id = $2))");
    return Sql(
        "(CAST($2 AS BIGINT) > 0 AND EXISTS (SELECT 1 FROM case_member m WHERE m.case_id = c.id"
        " AND m.organisation_id = $1 AND m.standing <> 4 AND m.since <= $3"
        " AND (m.until IS NULL OR m.until > $3)))");
}

}  // namespace michi::record
