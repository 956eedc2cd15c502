#include "work/worklist.hpp"

#include <fmt/format.h>

#include <array>

#include "consent/consent.hpp"
#include "platform/derived.hpp"
#include "platform/numbers.hpp"

namespace michi::work {
namespace {

bool of_centre(Role role) {
    return role == Role::centre_counsellor || role == Role::centre_head ||
           role == Role::receptionist;
}

/// $1 = organisation, $2 = person or nobody, $3 = today. The Centre sees what it or anybody holds on its cases; others
/// what they hold of cases they take part in: that a turn is noted as theirs tells them nothing. A person's: what they hold, what others hold on their cases, and what nobody took.
Sql mine(Role role) {
    return of_centre(role)
               ? Sql(" a.centre_id = $1 AND a.done_at IS NULL AND CAST($3 AS TEXT) <> '' AND (CAST($2 AS BIGINT) IS NULL OR $2 ="
                     " CASE WHEN a.side = 'c' AND a.holder_account IS NOT NULL THEN a.holder_account"
                     " ELSE coalesce(c.in_charge, $2) END) ")
               : Sql(" a.holder_organisation = $1 AND a.done_at IS NULL AND (CAST($2 AS BIGINT) IS NULL"
                     " OR coalesce(a.holder_account, $2) = $2) AND (a.case_id IS NULL OR EXISTS (SELECT 1"
                     " FROM case_member m WHERE m.case_id = a.case_id AND m.organisation_id = $1"
                     " AND m.standing <> 4 AND m.since <= $3 AND (m.until IS NULL OR m.until > $3))) ");
}

Sql in_tab(std::string_view tab, Role role) {
    if (tab == "watch") return " AND a.kind = 'follow_up' ";
    if (tab == "returned") return " AND a.kind = 'act' AND a.returned = 1 ";
    if (tab == "c" || (tab == "ours" && of_centre(role)))
        return " AND a.kind = 'act' AND a.side = 'c' ";
    if (tab == "theirs")
        return of_centre(role) ? Sql(" AND a.kind = 'act' AND a.side <> 'c' ")
                               : Sql(" AND a.kind = 'none' ");
    if (tab == "m") return " AND a.kind = 'act' AND a.side = 'm' ";
    if (tab == "o") return " AND a.kind = 'act' AND a.side = 'o' ";
    if (tab == "f") return " AND a.kind = 'act' AND a.side = 'f' ";
    if (tab == "p") return " AND a.kind = 'act' AND a.side = 'p' ";
    return tab == "ours" || tab == "acts" ? Sql(" AND a.kind = 'act' ") : Sql("");
}

/// $1 the organisation, $3 today: the day a step belongs to. A request to us that nobody has received yet is
/// looked at today, however far its answer is due; whatever else belongs to the day it is due.
constexpr Sql kDay =
    " (CASE WHEN a.due > $3 AND EXISTS (SELECT 1 FROM handover q WHERE q.id = a.handover_id"
    " AND q.state = 'sent' AND q.to_id = $1) THEN CAST($3 AS TEXT) ELSE a.due END) ";

/// $3 today, $4 the last day of this week. A family's turn is never late: what is past is today's.
SqlText in_days(std::string_view due) {
    if (due == "over") return Sql(" AND a.due < $3 AND a.side <> 'f' AND $3 <= $4 ");
    if (due == "today")
        return SqlText(Sql(" AND (")) + kDay +
               " = $3 OR (a.due < $3 AND a.side = 'f')) AND $3 <= $4 ";
    if (due == "days")
        return SqlText(Sql(" AND (")) + kDay + " >= $3 OR (a.due < $3 AND a.side = 'f')) AND " +
               kDay + " <= $4 ";
    if (due == "week") return SqlText(Sql(" AND ")) + kDay + " > $3 AND a.due <= $4 ";
    if (due == "later") return SqlText(Sql(" AND ")) + kDay + " > $4 AND $3 <= $4 ";
    return Sql(" AND CAST($3 AS TEXT) <= CAST($4 AS TEXT) ");
}

/// $5 since when, $6 until when; 0: until now.
constexpr Sql kNarrowed =
    " AND a.created_at >= CAST($5 AS BIGINT)"
    " AND (CAST($6 AS BIGINT) = 0 OR a.created_at < CAST($6 AS BIGINT)) ";

/// `cases`: the parameter with the numbers of the cases that live in the municipality asked for, as JSON
/// (living_in() below); "" when none is asked for.
SqlText in_town(const Tx& tx, const std::string& municipality, Sql cases) {
    if (municipality.empty()) return SqlText(" AND CAST(") + cases + " AS TEXT) = '' ";
    return SqlText(" AND") + is_among(tx, "a.case_id", cases);
}

SqlText where(const Tx& tx, const Subject& who, const Asked& asked) {
    return SqlText(mine(who.role)) + in_tab(asked.tab, who.role) + in_days(asked.due) + kNarrowed +
           in_town(tx, asked.municipality, "$7");
}

/// Where a child lives is sealed, so SQL is told the cases: of those with an open step in one's lists, the ones that
/// live there. Where a protected child lives is not told by a filter either.
std::string living_in(Tx& tx, Vault& vault, const Subject& who, const std::string& municipality,
                      Date today) {
    if (municipality.empty()) return {};
    constexpr std::array<std::string_view, 4> kTables{"action", "case_member", "case_record",
                                                      "child"};
    const std::string what = fmt::format("work.town/{}/{}/{}/{}", who.organisation.value,
                                         int(of_centre(who.role)), municipality, today.iso());
    return *derived(tx, what, kTables, [&] {
        const Sql theirs =
            of_centre(who.role)
                ? Sql(" a.centre_id = $1 AND CAST($2 AS TEXT) <> ''")
                : Sql(" EXISTS (SELECT 1 FROM case_member m WHERE m.case_id = a.case_id AND m.organisation_id = $1"
                      " AND m.standing <> 4 AND m.since <= $2 AND (m.until IS NULL OR m.until > $2))");
        std::vector<std::int64_t> cases;
        tx.each(
            SqlText(
                "SELECT c.id, h.id, h.key_id, h.version, h.known FROM case_record c JOIN child h"
                " ON h.id = c.child_id WHERE c.is_protected = 0 AND c.id IN (SELECT a.case_id"
                " FROM action a WHERE a.done_at IS NULL AND ") +
                theirs + ")",
            [&](const Row& row) {
                if (record::town_of(tx, vault, row.get<Id<record::Child>>(1),
                                    row.get<Id<DataKey>>(2), row.integer(3),
                                    row.blob(4)) == municipality)
                    cases.push_back(row.integer(0));
            },
            who.organisation, today);
        return json_of(cases);
    });
}

Date sunday_of(Date today) { return today + (7 - today.weekday()) % 7; }

std::optional<Date> date_or_none(const std::string& iso) {
    return iso.empty() ? std::nullopt : Date::parse_iso(iso);
}

constexpr Sql kLine =
    "SELECT a.id, a.case_id, a.consultation_id, a.handover_id, a.key_id, a.kind, a.what, a.side,"
    " a.holder_organisation, a.holder_account, a.holder_name, a.waiting_side, a.waiting_name, a.waiting_since,"
    " a.due, a.due_time, a.returned, a.created_at, a.version,"
    " h.id, h.key_id, h.kanji, h.kana, h.birth, h.known, c.is_protected, c.in_charge,"
    " (SELECT count(*) FROM consent n WHERE n.case_id = a.case_id AND ";
constexpr Sql kLineEnd =
    "),"
    " (SELECT count(DISTINCT n.organisation_id) FROM consent n WHERE n.case_id = a.case_id),"
    " (SELECT e.id FROM entry e WHERE e.case_id = a.case_id AND e.kind <> 'machine' ORDER BY e.at DESC, e.id DESC LIMIT 1),"
    " c.centre_id, c.state, a.answered_by, r.state, r.version, r.from_id, r.to_id"
    " FROM action a LEFT JOIN case_record c ON c.id = a.case_id LEFT JOIN child h ON h.id = c.child_id"
    " LEFT JOIN handover r ON r.id = a.handover_id WHERE ";

WorkLine line_from(const Row& row, Tx& tx, Vault& vault) {
    WorkLine line;
    ActionRow& a = line.action;
    a.id = row.get<Id<Action>>(0);
    a.case_id = row.get<Id<record::Case>>(1);
    a.consultation = row.get<Id<consultation::Consultation>>(2);
    a.handover = row.get<Id<handover::Handover>>(3);
    a.key = row.get<Id<DataKey>>(4);
    a.kind = row.text(5) == "follow_up" ? ActionKind::follow_up : ActionKind::act;
    const auto open = [&](std::string_view column, int at) {
        return vault.open(tx, a.key, {"action", column, a.id.value}, row.blob(at));
    };
    a.what = open("what", 6);
    a.holder = {row.get<std::string>(7), row.get<Id<Organisation>>(8), row.get<Id<Account>>(9), {}};
    a.holder_name = open("holder_name", 10);
    a.waiting_side = row.get<std::string>(11);
    a.waiting_name = open("waiting_name", 12);
    a.waiting_since = row.get<std::optional<Date>>(13);
    a.due = row.get<Date>(14);
    a.due_time = row.get<std::string>(15);
    a.returned = row.get<bool>(16);
    a.created_at = row.get<Instant>(17);
    a.version = row.integer(18);
    a.answered_by = row.get<Id<handover::Handover>>(32);
    if (!row.null(33)) {
        line.request_state = row.get<std::string>(33);
        line.request_version = row.integer(34);
        line.asked_by = row.get<Id<Organisation>>(35);
        line.asked = row.get<Id<Organisation>>(36);
    }
    if (row.null(19)) return line;
    line.has_case = true;
    record::CaseBrief& brief = line.brief;
    brief.id = a.case_id;
    brief.child = row.get<Id<record::Child>>(19);
    brief.key = row.get<Id<DataKey>>(20);
    const auto child = [&](std::string_view column, int at) {
        return vault.open(tx, brief.key, {"child", column, brief.child.value}, row.blob(at));
    };
    brief.kanji = child("kanji", 21);
    brief.kana = child("kana", 22);
    brief.birth = date_or_none(child("birth", 23));
    record::open_known(tx, vault, brief, row.blob(24));
    brief.is_protected = row.get<bool>(25);
    brief.in_charge = row.get<Id<Account>>(26);
    brief.centre = row.get<Id<Organisation>>(30);
    brief.state = row.get<RecordState>(31);
    line.consent_yes = int(row.integer(27));
    line.consent_asked = int(row.integer(28));
    line.last_entry = row.get<Id<record::Entry>>(29);
    return line;
}

}  // namespace

Asked own_list(const Subject& who) {
    Asked asked;
    if (who.role == Role::centre_counsellor) asked.person = who.account;
    if (!of_centre(who.role)) asked.tab = "turns";
    return asked;
}

std::vector<WorkLine> worklist(Tx& tx, Vault& vault, const Subject& who, const Asked& asked,
                               Date today, int at_most, int skip) {
    const SqlText sql = SqlText(kLine) + consent::living_consent("$3") + kLineEnd +
                        where(tx, who, asked) + " ORDER BY " + kDay +
                        ", a.due_time, a.id LIMIT $8 OFFSET $9";
    return tx.all(
        sql, [&](const Row& row) { return line_from(row, tx, vault); }, who.organisation,
        asked.person, today, sunday_of(today), asked.since, asked.until,
        living_in(tx, vault, who, asked.municipality, today), at_most, skip);
}

bool is_new_request(const Subject& who, const WorkLine& line) {
    return line.request_state == "sent" && line.asked == who.organisation;
}

std::vector<WorkLine> others_turns(Tx& tx, Vault& vault, const Subject& who,
                                   const std::string& municipality, Date today, int at_most) {
    constexpr Sql kOthers =
        " a.done_at IS NULL AND a.kind = 'act'"
        " AND (a.holder_organisation IS NULL OR a.holder_organisation <> $1)"
        " AND EXISTS (SELECT 1 FROM case_member m WHERE m.case_id = a.case_id"
        " AND m.organisation_id = $1 AND m.standing <> 4 AND m.since <= $2"
        " AND (m.until IS NULL OR m.until > $2)"
        " AND (r.from_id = $1 OR r.to_id = $1 OR m.standing <> 3))"
        " AND (r.from_id = $1 OR r.to_id = $1"
        " OR (a.id = (SELECT b.id FROM action b WHERE b.case_id = a.case_id AND b.done_at IS NULL"
        " AND b.kind = 'act' ORDER BY b.due, b.id LIMIT 1)"
        " AND NOT EXISTS (SELECT 1 FROM action b WHERE b.case_id = a.case_id AND b.done_at IS NULL"
        " AND b.kind = 'act' AND b.holder_organisation = $1)))";
    const SqlText sql = SqlText(kLine) + consent::living_consent("$2") + kLineEnd + kOthers +
                        in_town(tx, municipality, "$3") + " ORDER BY a.due, a.id LIMIT $4";
    auto lines = tx.all(
        sql, [&](const Row& row) { return line_from(row, tx, vault); }, who.organisation, today,
        living_in(tx, vault, who, municipality, today), at_most);
    for (WorkLine& line : lines)
        if (line.asked_by != who.organisation && line.asked != who.organisation)
            line.request_state.clear();  // between others: not even that there is one
    return lines;
}

namespace {

constexpr std::array<std::string_view, 5> kCounted{"action", "case_member", "case_record", "child",
                                                   "handover"};
constexpr Sql kFrom = " FROM action a LEFT JOIN case_record c ON c.id = a.case_id WHERE ";

std::string named(const Subject& who, std::string_view what, Id<Account> person) {
    return fmt::format("work.{}/{}/{}/{}", what, who.organisation.value, int(of_centre(who.role)),
                       person.value);
}

Counts count_now(Tx& tx, const Subject& who, Id<Account> person, Date today) {
    Counts n;
    tx.each(
        SqlText("SELECT a.kind, a.side, count(*)") + kFrom + mine(who.role) +
            " GROUP BY a.kind, a.side",
        [&](const Row& row) {
            const auto count = row.integer(2);
            n.all += count;
            if (row.text(0) == "follow_up") {
                n.watch += count;
                return;
            }
            n.acts += count;
            n.by_side[row.get<std::string>(1)] += count;
            if (row.text(1) == "c" || !of_centre(who.role))
                n.ours += count;
            else
                n.theirs += count;
        },
        who.organisation, person, today);
    return n;
}

}  // namespace

std::int64_t count(Tx& tx, Vault& vault, const Subject& who, const Asked& asked, Date today) {
    const std::string what =
        named(who,
              fmt::format("count/{}/{}/{}/{}/{}/{}", asked.tab, asked.due, asked.municipality,
                          asked.since.ms, asked.until.ms, today.iso()),
              asked.person);
    return *derived(tx, what, kCounted, [&] {
        return tx.value<std::int64_t>(SqlText("SELECT count(*)") + kFrom + where(tx, who, asked),
                                      who.organisation, asked.person, today, sunday_of(today),
                                      asked.since, asked.until,
                                      living_in(tx, vault, who, asked.municipality, today));
    });
}

Counts counts(Tx& tx, const Subject& who, Id<Account> person, Date today) {
    return *derived(tx, named(who, "counts/" + today.iso(), person), kCounted,
                    [&] { return count_now(tx, who, person, today); });
}

std::vector<CaseLineRow> case_list(Tx& tx, Vault& vault, const Subject& who, RecordState state,
                                   Date today, int at_most, int skip) {
    const SqlText sql =
        SqlText(
            "SELECT c.id, c.state, h.key_id, h.id, h.kanji, h.kana, h.birth, h.known, c.in_charge, c.is_protected,"
            " (SELECT a.side FROM action a WHERE a.case_id = c.id AND a.done_at IS NULL AND a.kind = 'act'"
            " ORDER BY a.due, a.id LIMIT 1), (SELECT min(a.due) FROM action a WHERE a.case_id = c.id"
            " AND a.done_at IS NULL), c.centre_id, coalesce((SELECT string_agg(n.category, ',') FROM consent n"
            " WHERE n.case_id = c.id AND n.organisation_id = $1 AND ") +
        consent::living_consent("$3") +
        "), ''), c.responsible_id, (SELECT a.holder_organisation FROM action a WHERE a.case_id = c.id"
        " AND a.done_at IS NULL ORDER BY a.due, a.id LIMIT 1) FROM case_record c JOIN child h ON h.id = c.child_id WHERE " +
        record::visible_cases(who.role) + " AND c.state = $4 ORDER BY c.id DESC LIMIT $5 OFFSET $6";
    return tx.all(
        sql,
        [&](const Row& row) {
            const auto open = [&](std::string_view column, int at) {
                return vault.open(tx, row.get<Id<DataKey>>(2), {"child", column, row.integer(3)},
                                  row.blob(at));
            };
            record::CaseBrief brief{.id = row.get<Id<record::Case>>(0),
                                    .child = row.get<Id<record::Child>>(3),
                                    .key = row.get<Id<DataKey>>(2),
                                    .centre = row.get<Id<Organisation>>(12),
                                    .in_charge = row.get<Id<Account>>(8),
                                    .state = row.get<RecordState>(1),
                                    .is_protected = row.get<bool>(9),
                                    .responsible = row.get<Id<Organisation>>(14),
                                    .kanji = open("kanji", 4),
                                    .kana = open("kana", 5),
                                    .birth = date_or_none(open("birth", 6))};
            record::open_known(tx, vault, brief, row.blob(7));
            return CaseLineRow{.brief = std::move(brief),
                               .ball_side = row.get<std::string>(10),
                               .ball_due = row.get<std::optional<Date>>(11),
                               .due_of = row.get<Id<Organisation>>(15),
                               .consented = consent::mask_of(row.text(13))};
        },
        who.organisation, who.account, today, int(state), at_most, skip);
}

std::int64_t count_cases(Tx& tx, const Subject& who, RecordState state, Date today) {
    return tx.value<std::int64_t>(SqlText("SELECT count(*) FROM case_record c WHERE ") +
                                      record::visible_cases(who.role) + " AND c.state = $4",
                                  who.organisation, who.account, today, int(state));
}

}  // namespace michi::work
