// Front door of work: who holds the ball of a case, what is mine today.
#pragma once

#include <span>

#include "platform/db.hpp"
#include "record/protection.hpp"
#include "web/web.hpp"
#include "work/model.hpp"

namespace michi::work {

/// "H-0412", as the course links to it.
std::string number_of(Id<handover::Handover> id);
Id<Action> add_action(Tx& tx, Vault& vault, const NewAction& fresh, Instant at);
/// Throws NotFound. No permission is checked here: ask decide() on its case first.
ActionRow find_action(Tx& tx, Vault& vault, Id<Action> id);
/// The action when its case is visible to this person, or its consultation was received by their Centre.
std::optional<ActionRow> visible_action(Tx& tx, Vault& vault, const Subject& who, Id<Action> id,
                                        Date today);
std::vector<ActionRow> open_actions_of(Tx& tx, Vault& vault, Id<record::Case> case_id);
std::vector<ActionRow> open_actions_of_consultation(Tx& tx, Vault& vault,
                                                    Id<consultation::Consultation> id);
std::vector<ActionRow> open_actions_of_handover(Tx& tx, Vault& vault, Id<handover::Handover> id);

/// Each keeps the earlier state for undo; throws Stale when `version` is not the newest.
void finish(Tx& tx, Id<Action> id, std::int64_t version, Id<Account> by, Instant at);
void pass(Tx& tx, Vault& vault, Id<Action> id, std::int64_t version, const Holder& to, Date due,
          Id<Account> by, Instant at);
/// As pass(), and for good: neither this nor an earlier change is undone.
void take_over(Tx& tx, Vault& vault, Id<Action> id, std::int64_t version, const Holder& to,
               Date due, Id<Account> by, Instant at);
/// Another person of the same organisation; due day and side stay.
void assign(Tx& tx, Id<Action> id, std::int64_t version, Id<Account> to, Id<Account> by,
            Instant at);
void change_due(Tx& tx, Id<Action> id, std::int64_t version, Date due, std::string_view due_time,
                Id<Account> by, Instant at);
struct LastChange {
    std::int64_t id{};
    Id<Account> by;
    Step step{};
};
/// The change that can still be undone; none: there is none.
std::optional<LastChange> last_change(Tx& tx, Id<Action> id, Instant at);
void undo_last(Tx& tx, Vault& vault, Id<Action> id, Id<Account> by, Instant at);
/// Ends the open act that belongs to the handover (it moved on); what is over is not undone.
void finish_of_handover(Tx& tx, Id<handover::Handover> id, Id<Account> by, Instant at);
void finish_follow_ups_of_handover(Tx& tx, Id<handover::Handover> id, Id<Account> by, Instant at);

/// The family was told of the answer to the Centre's request under `link` ("H-0412"): the step
/// that waited for that is over. A transfer goes on waiting for what the family says to it.
void finish_told(Tx& tx, Id<Organisation> centre, Id<record::Case> case_id, std::string_view link,
                 Id<Account> by, Instant at);

/// True when nobody would hold the ball: open case, no open act and no 見守り date.
bool ball_lost(Tx& tx, Id<record::Case> case_id);

/// 住所秘匿 was set, reviewed or ended: its line in the timeline and its audit entry, and a second person
/// (the heads and who is in charge, else the colleagues) is told on the next page.
void note_protection(Tx& tx, Vault& vault, const Subject& by, const record::CaseBrief& brief,
                     record::ProtectionStep step, Now now);
/// Heads and whoever was in charge before, of a protected case that somebody else changed.
void tell_second_persons(Tx& tx, Vault& vault, const Subject& by, const record::CaseBrief& brief,
                         Now now);

/// Somebody is in charge from today, by whichever page: kept on record and in the course; they are told, and of a
/// protected child the second persons.
void put_in_charge(Tx& tx, Vault& vault, const Subject& by, const record::CaseBrief& brief,
                   Id<Account> to, Now now);

/// Never without a turn: whoever is responsible decides what comes next. Answers the new action, if any.
Id<Action> keep_ball(Tx& tx, Vault& vault, const record::CaseBrief& brief, Id<Account> by, Now now);
/// 「次にすることを決める」, as keep_ball() lays it down.
bool is_placeholder(const ActionRow& action);

/// The main ball: the earliest due held by anyone, preferring ours when ours is due or overdue.
const ActionRow* main_ball(std::span<const ActionRow> open, Date today);

/// How many working days it is late; before the next one begins, that its day has passed.
std::string how_late(Date due, Date today, Lang lang);

web::Part part();

}  // namespace michi::work
