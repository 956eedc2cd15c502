// Rows of つぎにすること.

#include "base/working_days.hpp"
#include "people/people.hpp"
#include "platform/series.hpp"
#include "policy/past_decision.hpp"
#include "work/work.hpp"

namespace michi::work {
namespace {

constexpr std::int64_t kUndoMs = 30LL * 60 * 1000;  // UX: 元に戻す for 30 minutes

constexpr Sql kColumns =
    "SELECT id, case_id, consultation_id, handover_id, key_id, kind, what, side,"
    " holder_organisation, holder_account, holder_name, waiting_side, waiting_name,"
    " waiting_since, due, due_time, returned, done_at, created_at, version, answered_by FROM action ";

Bytes seal(Tx& tx, Vault& vault, Id<DataKey> key, std::int64_t id, std::string_view column,
           std::string_view text) {
    return vault.seal(tx, key, {"action", column, id}, text);
}

ActionRow action_from(const Row& row, Tx& tx, Vault& vault) {
    const auto key = row.get<Id<DataKey>>(4);
    const auto open = [&](std::string_view column, int at) {
        return vault.open(tx, key, {"action", column, row.integer(0)}, row.blob(at));
    };
    return {
        .id = row.get<Id<Action>>(0),
        .case_id = row.get<Id<record::Case>>(1),
        .consultation = row.get<Id<consultation::Consultation>>(2),
        .handover = row.get<Id<handover::Handover>>(3),
        .answered_by = row.get<Id<handover::Handover>>(20),
        .key = key,
        .kind = row.text(5) == "follow_up" ? ActionKind::follow_up : ActionKind::act,
        .what = open("what", 6),
        .holder_name = open("holder_name", 10),
        .holder = {.side = row.get<std::string>(7),
                   .organisation = row.get<Id<Organisation>>(8),
                   .account = row.get<Id<Account>>(9),
                   .name = {}},
        .waiting_side = row.get<std::string>(11),
        .waiting_name = open("waiting_name", 12),
        .waiting_since = row.get<std::optional<Date>>(13),
        .due = row.get<Date>(14),
        .due_time = row.get<std::string>(15),
        .returned = row.get<bool>(16),
        .done_at = row.get<std::optional<Instant>>(17),
        .created_at = row.get<Instant>(18),
        .version = row.integer(19),
    };
}

/// Keeps what the action is now, so that the change after it can be undone.
void remember(Tx& tx, Id<Action> id, std::string_view change, Id<Account> by, Instant at) {
    tx.run(
        "INSERT INTO action_change (id, action_id, version, change, side, holder_organisation,"
        " holder_account, holder_name, due, due_time, done_at, returned, by_account, at)"
        " SELECT $1, id, version, $2, side, holder_organisation, holder_account, holder_name, due,"
        " due_time, done_at, returned, $3, $4 FROM action WHERE id = $5",
        next_number(tx, "action_change"), change, by, at, id);
}

void end_all(Tx& tx, Id<handover::Handover> id, std::string_view kind, Id<Account> by, Instant at) {
    tx.run(
        "UPDATE action_change SET undone = 1 WHERE undone = 0 AND action_id IN"
        " (SELECT id FROM action WHERE handover_id = $1 AND kind = $2)",
        id, kind);
    tx.run(
        "UPDATE action SET done_at = $3, done_by = $4, version = version + 1"
        " WHERE handover_id = $1 AND kind = $2 AND done_at IS NULL",
        id, kind, at, by);
}

void expect_one(std::int64_t changed) {
    if (changed == 0) throw Stale{};
}

}  // namespace

std::string number_of(Id<handover::Handover> id) {
    const std::string digits = std::to_string(id.value);
    return "H-" + std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

Id<Action> add_action(Tx& tx, Vault& vault, const NewAction& fresh, Instant at) {
    const std::int64_t id = next_number(tx, "action");
    tx.run(
        "INSERT INTO action (id, case_id, consultation_id, handover_id, centre_id, key_id, kind,"
        " what, side, holder_organisation, holder_account, holder_name, waiting_side,"
        " waiting_name, waiting_since, due, due_time, returned, created_by, created_at, answered_by)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,"
        " $19, $20, $21)",
        id, fresh.case_id, fresh.consultation, fresh.handover, fresh.centre, fresh.key,
        fresh.kind == ActionKind::follow_up ? "follow_up" : "act",
        seal(tx, vault, fresh.key, id, "what", fresh.what), fresh.holder.side,
        fresh.holder.organisation, fresh.holder.account,
        seal(tx, vault, fresh.key, id, "holder_name", fresh.holder.name), fresh.waiting_side,
        seal(tx, vault, fresh.key, id, "waiting_name", fresh.waiting_name), fresh.waiting_since,
        fresh.due, fresh.due_time, fresh.returned, fresh.created_by, at, fresh.answered_by);
    return {id};
}

ActionRow find_action(Tx& tx, Vault& vault, Id<Action> id) {
    auto found = tx.first(
        SqlText(kColumns) + "WHERE id = $1",
        [&](const Row& row) { return action_from(row, tx, vault); }, id);
    if (!found) throw NotFound{};
    return std::move(*found);
}

std::optional<ActionRow> visible_action(Tx& tx, Vault& vault, const Subject& who, Id<Action> id,
                                        Date today) {
    const SqlText sql = SqlText(kColumns) +
                        "WHERE id = $4 AND ((case_id IS NULL AND centre_id = $1) OR EXISTS"
                        " (SELECT 1 FROM case_record c WHERE c.id = action.case_id AND " +
                        record::visible_cases(who.role) + "))";
    return tx.first(
        sql, [&](const Row& row) { return action_from(row, tx, vault); }, who.organisation,
        who.account, today, id);
}

std::vector<ActionRow> open_actions_of(Tx& tx, Vault& vault, Id<record::Case> case_id) {
    static const SqlText sql =
        SqlText(kColumns) + "WHERE case_id = $1 AND done_at IS NULL ORDER BY due, due_time, id";
    return tx.all(
        sql, [&](const Row& row) { return action_from(row, tx, vault); }, case_id);
}

std::vector<ActionRow> open_actions_of_consultation(Tx& tx, Vault& vault,
                                                    Id<consultation::Consultation> id) {
    static const SqlText sql =
        SqlText(kColumns) + "WHERE consultation_id = $1 AND done_at IS NULL ORDER BY due, id";
    return tx.all(
        sql, [&](const Row& row) { return action_from(row, tx, vault); }, id);
}

std::vector<ActionRow> open_actions_of_handover(Tx& tx, Vault& vault, Id<handover::Handover> id) {
    static const SqlText sql =
        SqlText(kColumns) + "WHERE handover_id = $1 AND done_at IS NULL ORDER BY due, id";
    return tx.all(
        sql, [&](const Row& row) { return action_from(row, tx, vault); }, id);
}

void finish(Tx& tx, Id<Action> id, std::int64_t version, Id<Account> by, Instant at) {
    remember(tx, id, "finish", by, at);
    expect_one(
        tx.run("UPDATE action SET done_at = $3, done_by = $4, version = version + 1"
               " WHERE id = $1 AND version = $2 AND done_at IS NULL",
               id, version, at, by));
}

void pass(Tx& tx, Vault& vault, Id<Action> id, std::int64_t version, const Holder& to, Date due,
          Id<Account> by, Instant at) {
    remember(tx, id, "pass", by, at);
    const auto key = tx.value<Id<DataKey>>("SELECT key_id FROM action WHERE id = $1", id);
    expect_one(
        tx.run("UPDATE action SET side = $3, holder_organisation = $4, holder_account = $5,"
               " holder_name = $6, due = $7, due_time = '', returned = 0, version = version + 1"
               " WHERE id = $1 AND version = $2 AND done_at IS NULL",
               id, version, to.side, to.organisation, to.account,
               seal(tx, vault, key, id.value, "holder_name", to.name), due));
}

void take_over(Tx& tx, Vault& vault, Id<Action> id, std::int64_t version, const Holder& to,
               Date due, Id<Account> by, Instant at) {
    pass(tx, vault, id, version, to, due, by, at);
    tx.run("UPDATE action_change SET undone = 1 WHERE action_id = $1 AND undone = 0", id);
}

void assign(Tx& tx, Id<Action> id, std::int64_t version, Id<Account> to, Id<Account> by,
            Instant at) {
    remember(tx, id, "assign", by, at);
    expect_one(
        tx.run("UPDATE action SET holder_account = $3, version = version + 1"
               " WHERE id = $1 AND version = $2 AND done_at IS NULL",
               id, version, to));
}

void change_due(Tx& tx, Id<Action> id, std::int64_t version, Date due, std::string_view due_time,
                Id<Account> by, Instant at) {
    remember(tx, id, "due", by, at);
    expect_one(
        tx.run("UPDATE action SET due = $3, due_time = $4, version = version + 1"
               " WHERE id = $1 AND version = $2 AND done_at IS NULL",
               id, version, due, due_time));
}

std::optional<LastChange> last_change(Tx& tx, Id<Action> id, Instant at) {
    return tx.first(
        "SELECT id, by_account, change FROM action_change WHERE action_id = $1 AND undone = 0"
        " AND at >= $2 ORDER BY id DESC LIMIT 1",
        [](const Row& row) {
            const std::string_view change = row.text(2);
            const Step step = change == "finish" ? Step::finish
                              : change == "due"  ? Step::change_due
                                                 : Step::pass;
            return LastChange{row.integer(0), row.get<Id<Account>>(1), step};
        },
        id, Instant{at.ms - kUndoMs});
}

void undo_last(Tx& tx, Vault&, Id<Action> id, Id<Account>, Instant at) {
    const auto last = last_change(tx, id, at);
    if (!last) throw Stale{};
    tx.run(
        "UPDATE action SET side = h.side, holder_organisation = h.holder_organisation,"
        " holder_account = h.holder_account, holder_name = h.holder_name, due = h.due,"
        " due_time = h.due_time, done_at = h.done_at, returned = h.returned,"
        " version = action.version + 1"
        " FROM action_change h WHERE h.id = $2 AND action.id = $1",
        id, last->id);
    tx.run("UPDATE action_change SET undone = 1 WHERE id = $1", last->id);
}

void finish_of_handover(Tx& tx, Id<handover::Handover> id, Id<Account> by, Instant at) {
    end_all(tx, id, "act", by, at);
}

void finish_follow_ups_of_handover(Tx& tx, Id<handover::Handover> id, Id<Account> by, Instant at) {
    end_all(tx, id, "follow_up", by, at);
}

void finish_told(Tx& tx, Id<Organisation> centre, Id<record::Case> case_id, std::string_view link,
                 Id<Account> by, Instant at) {
    const auto waiting = tx.all(
        "SELECT DISTINCT r.id FROM handover r JOIN action a ON a.handover_id = r.id"
        " WHERE r.case_id = $1 AND r.from_id = $2 AND r.state = 'answered' AND r.kind <> 'transfer'"
        " AND a.kind = 'act' AND a.done_at IS NULL ORDER BY r.id",
        [](const Row& row) { return row.get<Id<handover::Handover>>(0); }, case_id, centre);
    for (const auto id : waiting)
        if (number_of(id) == link) finish_of_handover(tx, id, by, at);
}

bool ball_lost(Tx& tx, Id<record::Case> case_id) {
    return tx.value<std::int64_t>(
               "SELECT count(*) FROM case_record c WHERE c.id = $1 AND c.state <> 2"
               " AND NOT EXISTS (SELECT 1 FROM action a WHERE a.case_id = c.id"
               " AND a.done_at IS NULL)",
               case_id) > 0;
}

bool is_placeholder(const ActionRow& action) {
    return past_decision(action.what) == word_text("work.decide_next"_w, Lang::ja);
}

Id<Action> keep_ball(Tx& tx, Vault& vault, const record::CaseBrief& brief, Id<Account> by,
                     Now now) {
    if (!ball_lost(tx, brief.id)) return {};
    const Id<Organisation> responsible = past_decision(brief.responsible);
    const auto kind = people::find_organisation(tx, responsible).kind;
    const bool ours = responsible == brief.centre;
    return add_action(
        tx, vault,
        {.case_id = brief.id,
         .consultation = {},
         .handover = {},
         .centre = brief.centre,
         .key = brief.key,
         .kind = ActionKind::act,
         .what = std::string(word_text("work.decide_next"_w, Lang::ja)),
         .holder = {kind == "centre"         ? "c"
                    : kind == "municipality" ? "m"
                    : kind == "prefecture"   ? "p"
                                             : "o",
                    responsible,
                    ours ? people::still_there(tx, brief.in_charge, responsible) : Id<Account>{},
                    {}},
         .waiting_side = "f",
         .waiting_name = {},
         .waiting_since = now.today,
         .due = next_working_day(now.today),
         .due_time = {},
         .returned = false,
         .created_by = by},
        now.at);
}

}  // namespace michi::work
