// Cases, children, families: rows in and out.

#include <algorithm>

#include "platform/changes.hpp"
#include "platform/series.hpp"
#include "policy/past_decision.hpp"
#include "record/known.hpp"
#include "record/store.hpp"

namespace michi::record {
namespace {

std::string iso_or_empty(const std::optional<Date>& date) { return date ? date->iso() : ""; }

std::optional<Date> date_or_none(std::string_view iso) {
    return iso.empty() ? std::nullopt : Date::parse_iso(iso);
}

Id<Child> add_child(Tx& tx, Vault& vault, const NewCase& fresh) {
    const Id<DataKey> key = vault.new_key(tx);
    const Id<Child> id{next_number(tx, "child")};
    const Sealed sealed(tx, vault, key, "child", id.value);
    tx.run(
        "INSERT INTO child (id, centre_id, key_id, kanji, kana, birth, address, known)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        id, fresh.centre, key, sealed.seal("kanji", fresh.kanji), sealed.seal("kana", fresh.kana),
        sealed.seal("birth", iso_or_empty(fresh.birth)), sealed.seal("address", fresh.address),
        sealed_known(tx, vault, id, key, known_at_first(fresh)));
    return id;
}

constexpr Sql kBrief =
    "SELECT c.id, c.child_id, h.key_id, c.centre_id, c.responsible_id, c.in_charge, c.state,"
    " c.is_protected, c.opened_on, c.version, h.version, h.kanji, h.kana, h.birth, h.known"
    " FROM case_record c JOIN child h ON h.id = c.child_id WHERE ";

CaseBrief brief_from(const Row& row, Tx& tx, Vault& vault) {
    CaseBrief brief{
        .id = row.get<Id<Case>>(0),
        .child = row.get<Id<Child>>(1),
        .key = row.get<Id<DataKey>>(2),
        .centre = row.get<Id<Organisation>>(3),
        .in_charge = row.get<Id<Account>>(5),
        .state = row.get<RecordState>(6),
        .is_protected = row.get<bool>(7),
        .opened_on = row.get<Date>(8),
        .version = row.integer(9),
        .child_version = row.integer(10),
        .responsible = row.get<Id<Organisation>>(4),
    };
    const Sealed sealed(tx, vault, brief.key, "child", brief.child.value);
    brief.kanji = sealed.open("kanji", row.blob(11));
    brief.kana = sealed.open("kana", row.blob(12));
    brief.birth = date_or_none(sealed.open("birth", row.blob(13)));
    open_known(tx, vault, brief, row.blob(14));
    return brief;
}

}  // namespace

std::string case_number(Id<Case> id) {
    std::string digits = std::to_string(id.value);
    if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
    return "W-" + digits;
}

Id<DataKey> key_of(Tx& tx, Id<Child> child) {
    return tx.value<Id<DataKey>>("SELECT key_id FROM child WHERE id = $1", child);
}

Id<DataKey> key_of(Tx& tx, Id<Case> id) {
    return tx.value<Id<DataKey>>(
        "SELECT h.key_id FROM case_record c JOIN child h ON h.id = c.child_id WHERE c.id = $1", id);
}

namespace {

void keep_charge(Tx& tx, Id<Case> id, Id<Account> account, Id<Account> by, Date since) {
    tx.run(
        "INSERT INTO case_charge (case_id, step, account_id, since, changed_by)"
        " SELECT $1, coalesce(max(step), 0) + 1, $2, $3, $4 FROM case_charge WHERE case_id = $1",
        id, account, since, by);
}

}  // namespace

Id<Case> open_case(Tx& tx, Vault& vault, const NewCase& fresh) {
    const Id<Child> child = add_child(tx, vault, fresh);
    const Id<Case> id{fresh.number ? claim_number(tx, "case", fresh.number)
                                   : next_number(tx, "case")};
    tx.run(
        "INSERT INTO case_record (id, child_id, centre_id, responsible_id, in_charge,"
        " is_protected, opened_on) VALUES ($1, $2, $3, $3, $4, $5, $6)",
        id, child, fresh.centre, fresh.in_charge, fresh.is_protected, fresh.opened_on);
    answers_from(tx, id, fresh.centre, fresh.in_charge, fresh.opened_on);
    if (fresh.in_charge) keep_charge(tx, id, fresh.in_charge, fresh.in_charge, fresh.opened_on);
    note_change(tx, kCaseChange, id.value);
    return id;
}

CaseBrief find_case(Tx& tx, Vault& vault, Id<Case> id) {
    static const SqlText sql = SqlText(kBrief) + "c.id = $1";
    auto found = tx.first(
        sql, [&](const Row& row) { return brief_from(row, tx, vault); }, id);
    if (!found) throw NotFound{};
    return std::move(*found);
}

std::optional<CaseBrief> visible_case(Tx& tx, Vault& vault, const Subject& who, Id<Case> id,
                                      Date today) {
    const SqlText sql = SqlText(kBrief) + "c.id = $4 AND " + visible_cases(who.role);
    return tx.first(
        sql, [&](const Row& row) { return brief_from(row, tx, vault); }, who.organisation,
        who.account, today, id);
}

bool is_closed(Tx& tx, Id<Case> id) {
    return tx.value<std::int64_t>("SELECT state FROM case_record WHERE id = $1", id) ==
           std::int64_t(RecordState::closed);
}

void set_state(Tx& tx, Id<Case> id, RecordState state) {
    tx.run("UPDATE case_record SET state = $2, version = version + 1 WHERE id = $1", id,
           int(state));
}

void set_protected(Tx& tx, Id<Case> id, bool is_protected) {
    tx.run("UPDATE case_record SET is_protected = $2, version = version + 1 WHERE id = $1", id,
           is_protected);
    note_change(tx, kCaseChange, id.value);
}

void set_in_charge(Tx& tx, Id<Case> id, Id<Account> account, Id<Account> by, Date on) {
    tx.run("UPDATE case_record SET in_charge = $2, version = version + 1 WHERE id = $1", id,
           account);
    keep_charge(tx, id, account, by, on);
}

std::vector<Charge> charges_of(Tx& tx, Id<Case> id) {
    return tx.all(
        "SELECT account_id, since, changed_by FROM case_charge WHERE case_id = $1"
        " ORDER BY step DESC",
        [](const Row& row) {
            return Charge{row.get<Id<Account>>(0), row.get<Date>(1), row.get<Id<Account>>(2)};
        },
        id);
}

const Charge* charge_on(const std::vector<Charge>& charges, Date day) {
    const auto found =
        std::ranges::find_if(charges, [&](const Charge& one) { return one.since <= day; });
    return found == charges.end() ? nullptr : &*found;
}

std::optional<Written> last_written(Tx& tx, Id<Child> child, std::string_view field) {
    return tx.first(
        "SELECT written_by, written_at FROM fact WHERE child_id = $1 AND field = $2"
        " UNION ALL SELECT account_id, at FROM identity_change WHERE child_id = $1 AND field = $2"
        " ORDER BY 2 DESC LIMIT 1",
        [](const Row& row) {
            return Written{row.get<Id<Account>>(0), row.get<Instant>(1)};
        },
        child, field);
}

std::vector<Family> family_of(Tx& tx, Vault& vault, const CaseBrief& brief) {
    return tx.all(
        "SELECT id, relation, name, kana, phone, call_time, call_rule, account_id"
        " FROM family_member WHERE child_id = $1 ORDER BY id",
        [&](const Row& row) {
            const Sealed sealed(tx, vault, brief.key, "family_member", row.integer(0));
            return Family{
                .id = row.get<Id<FamilyMember>>(0),
                .relation = row.get<std::string>(1),
                .name = sealed.open("name", row.blob(2)),
                .kana = sealed.open("kana", row.blob(3)),
                .phone = sealed.open("phone", row.blob(4)),
                .call_time = row.get<std::string>(5),
                .call_rule = sealed.open("call_rule", row.blob(6)),
                .account = row.get<Id<Account>>(7),
            };
        },
        brief.child);
}

Id<FamilyMember> add_family(Tx& tx, Vault& vault, Id<Child> child, const Family& member) {
    const Id<FamilyMember> id{next_number(tx, "family_member")};
    const Sealed sealed(tx, vault, key_of(tx, child), "family_member", id.value);
    tx.run(
        "INSERT INTO family_member (id, child_id, relation, name, kana, phone, call_time, call_rule,"
        " account_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id, child, past_decision(member.relation), sealed.seal("name", past_decision(member.name)),
        sealed.seal("kana", past_decision(member.kana)),
        sealed.seal("phone", past_decision(member.phone)), past_decision(member.call_time),
        sealed.seal("call_rule", past_decision(member.call_rule)), member.account);
    tx.each(
        "SELECT id FROM case_record WHERE child_id = $1",
        [&](const Row& row) { note_change(tx, kCaseChange, row.integer(0)); }, child);
    return id;
}

}  // namespace michi::record
