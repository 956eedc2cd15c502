// A sending and each move carried out: rows, team, responsibility, turn, course of the case, ledger.

#include "assurance/assurance.hpp"
#include "base/working_days.hpp"
#include "consent/consent.hpp"
#include "directory/directory.hpp"
#include "handover/rows.hpp"
#include "handover/telling.hpp"
#include "people/people.hpp"
#include "platform/series.hpp"
#include "policy/past_decision.hpp"
#include "work/work.hpp"

namespace michi::handover {
namespace {

std::string side_of(Tx& tx, Id<Organisation> id) {
    const auto kind = people::find_organisation(tx, id).kind;
    return kind == "centre" ? "c" : kind == "municipality" ? "m" : kind == "prefecture" ? "p" : "o";
}

/// One request in the middle of a change, and who changes it when.
struct Carrying {
    Tx& tx;
    Vault& vault;
    const record::CaseBrief& brief;
    const Request& r;
    Id<Account> by;
    Id<Organisation> by_organisation;
    Now now;
};

std::string text_of(Word word, const Request& r) {
    return say(word, Lang::ja,
               {{"number", handover_number(r.id)}, {"title", past_decision(r.title)}});
}

// ---- turns ----
/// Who asked, while they are there; else who has the case in charge.
Id<Account> person_of(const Carrying& c, Id<Organisation> holder) {
    const Id<Account> asker =
        holder == c.r.from ? people::still_there(c.tx, c.r.sent_by, holder) : Id<Account>{};
    if (asker || holder != c.brief.centre) return asker;
    return people::still_there(c.tx, c.brief.in_charge, holder);
}

Id<Organisation> holder_of(const Carrying& c, NextTurn::Holder holder) {
    if (holder == NextTurn::Holder::sender) return c.r.from;
    if (holder == NextTurn::Holder::receiver) return c.r.to;
    return c.tx.value<Id<Organisation>>("SELECT responsible_id FROM case_record WHERE id = $1",
                                        c.r.case_id);
}

/// The request's turn lies with exactly one side; the earlier one is finished.
void place_turn(const Carrying& c, const NextTurn& next) {
    work::finish_of_handover(c.tx, c.r.id, c.by, c.now.at);
    if (next.only_if_lost && !work::ball_lost(c.tx, c.r.case_id)) return;
    const auto holder = holder_of(c, next.holder);
    work::add_action(c.tx, c.vault,
                     {.case_id = c.r.case_id,
                      .handover = next.of_request ? c.r.id : Id<Handover>{},
                      .answered_by = next.returned ? c.r.id : Id<Handover>{},
                      .centre = c.brief.centre,
                      .key = c.brief.key,
                      .kind = work::ActionKind::act,
                      .what = text_of(next.what, c.r),
                      .holder = {side_of(c.tx, holder), holder, person_of(c, holder),
                                 holder == c.r.to ? past_decision(c.r.owner_name) : ""},
                      .waiting_side = "f",
                      .waiting_since = c.now.today,
                      .due = next.until_answer ? std::max(c.r.answer_due, c.now.today)
                                               : next_working_day(c.now.today),
                      .returned = next.returned,
                      .created_by = c.by},
                     c.now.at);
}

/// 見守り: the sender asks after the family on these days, also when the days are chosen anew.
void set_follow_ups(const Carrying& c) {
    work::finish_follow_ups_of_handover(c.tx, c.r.id, c.by, c.now.at);
    for (const Date date : c.r.watch_dates) {
        if (date < c.now.today) continue;
        work::add_action(c.tx, c.vault,
                         {.case_id = c.r.case_id,
                          .handover = c.r.id,
                          .centre = c.brief.centre,
                          .key = c.brief.key,
                          .kind = work::ActionKind::follow_up,
                          .what = text_of("handover.ball_follow_up"_w, c.r),
                          .holder = {side_of(c.tx, c.r.from), c.r.from, person_of(c, c.r.from), {}},
                          .waiting_side = "f",
                          .due = date,
                          .created_by = c.by},
                         c.now.at);
    }
}

// ---- who answers ----
bool takes_part(Tx& tx, Id<record::Case> case_id, Id<Organisation> who) {
    return tx.value<std::int64_t>(
               "SELECT count(*) FROM case_member WHERE case_id = $1 AND organisation_id = $2"
               " AND until IS NULL AND standing <> 4",
               case_id, who) > 0;
}

/// Given back it is as it was before this transfer was accepted, as far as that one still takes part.
Id<Organisation> answers_now(const Carrying& c, const Effects& effects) {
    if (!effects.given_back) return *effects.responsible;
    const auto answering = record::answering_of(c.tx, c.r.case_id);
    if (answering.size() < 2 || past_decision(answering[0].organisation) != c.r.to ||
        answering[0].since != c.r.accepted_on)
        return *effects.responsible;
    const auto before = past_decision(answering[1].organisation);
    const bool there = before == c.brief.centre || takes_part(c.tx, c.r.case_id, before);
    return there ? before : *effects.responsible;
}

// ---- the team ----
/// Who works on a request reaches the case, on either side of it; nobody else stays by one that is over.
void let_leave(const Carrying& c, Id<Organisation> side) {
    using record::Standing;
    std::int64_t others = 0, taken = 0;
    c.tx.each(
        "SELECT state, from_id FROM handover WHERE case_id = $1 AND (to_id = $2 OR from_id = $2)"
        " AND is_open = 1 AND id <> $3",
        [&](const Row& row) {
            ++others;
            taken += row.get<Id<Organisation>>(1) == side ||
                     (row.text(0) != "sent" && row.text(0) != "received");
        },
        c.r.case_id, side, c.r.id);
    if (others == 0)
        record::end_membership(c.tx, c.r.case_id, side, c.now.today);
    else
        record::set_standing(c.tx, c.vault, c.r.case_id, side,
                             taken ? Standing::helps : Standing::asked, c.now.today);
}

/// Who is responsible is never put out.
void place_team(const Carrying& c, Team team) {
    if (team == Team::stays) return;
    const auto responsible = holder_of(c, NextTurn::Holder::responsible);
    if (responsible != c.brief.centre)
        record::let_carry(c.tx, c.vault, c.r.case_id, responsible, c.now.today);
    if (team == Team::joins && responsible != c.r.to)
        record::set_standing(c.tx, c.vault, c.r.case_id, c.r.to, record::Standing::helps,
                             c.now.today);
    if (team != Team::leaves) return;
    for (const auto side : {c.r.from, c.r.to})
        if (side != responsible && side != c.brief.centre) let_leave(c, side);
}

// ---- what is told ----
void note_in_timeline(const Carrying& c, Word title, Id<Organisation> named,
                      std::string_view text) {
    const auto who = people::find_organisation(c.tx, named).name;
    const bool shared = !is_between_two(c.r.kind);
    const auto addressee = shared                          ? Id<Organisation>{}
                           : c.by_organisation == c.r.from ? c.r.to
                                                           : c.r.from;
    record::add_entry(
        c.tx, c.vault,
        {.case_id = c.r.case_id,
         .at = c.now.at,
         .kind = c.by_organisation == c.r.from ? "request" : "reply",
         .side = side_of(c.tx, c.by_organisation),
         .author = c.by,
         .organisation = c.by_organisation,
         .visible = shared ? record::Visible::organisations : record::Visible::centre,
         .addressee = addressee,
         .title = say(title, Lang::ja, {{"who", who}, {"number", handover_number(c.r.id)}}),
         .text = std::string(text),
         .topics = {},
         .minutes = std::nullopt,
         .link = handover_number(c.r.id)});
    consent::tell_readers(c.tx, c.r.case_id, c.by_organisation, handover_number(c.r.id), c.by,
                          c.now, addressee);
}

/// A request that was taken back is nobody's to read any more; the ledger says that it was out.
void withdraw(const Carrying& c) {
    consent::revoke(c.tx, c.r.case_id, handover_number(c.r.id), c.now.at);
    record::close_to_organisations(c.tx, c.r.case_id, c.r.from, handover_number(c.r.id));
}

/// Whom the line of a deed names: the receiver, unless it did what is the sender's otherwise.
Id<Organisation> named_by(const Carrying& c, Deed deed) {
    const bool for_the_sender = row_of(deed).by == By::sender && c.by_organisation == c.r.to;
    return for_the_sender ? c.r.from : c.r.to;
}

void add_to_story(const Carrying& c, std::string_view deed, std::string_view text) {
    add_event(c.tx, c.vault, c.r, c.brief.key,
              {.deed = deed,
               .by = c.by,
               .organisation = c.by_organisation,
               .side = side_of(c.tx, c.by_organisation),
               .text = text,
               .at = c.now.at});
}

/// What a place declines is kept where the next person looks for a place.
void tell_directory(const Carrying& c) {
    directory::note_declined(c.tx, {.organisation = c.r.to,
                                    .bodies = assurance::bodies_kept_by(c.tx, c.r.to),
                                    .reason = c.r.reason_code,
                                    .request = handover_number(c.r.id),
                                    .by = c.by,
                                    .on = c.now.today,
                                    .at = c.now.at});
}

void carry_out(const Carrying& c, const Effects& effects, const Change& change) {
    if (effects.responsible)
        record::set_responsible(c.tx, c.r.case_id, answers_now(c, effects), c.by, c.now.today);
    place_team(c, effects.team);
    if (effects.keeps_refusal) tell_directory(c);
    if (effects.family_told)
        record::mark_told(c.tx, c.r.case_id, handover_number(c.r.id), c.now.at);
    note_in_timeline(c, row_of(change.deed).said, named_by(c, change.deed), change.text);
    if (effects.withdrawn) withdraw(c);
    if (effects.ends_follow_ups) work::finish_follow_ups_of_handover(c.tx, c.r.id, c.by, c.now.at);
    if (effects.sets_follow_ups) set_follow_ups(c);
    if (effects.watches_case) record::set_state(c.tx, c.r.case_id, RecordState::watching);
    place_turn(c, effects.next);
}

Request request_of(Tx& tx, const NewRequest& fresh, Now now) {
    return {.id = {fresh.number ? claim_number(tx, "handover", fresh.number)
                                : next_number(tx, "handover")},
            .case_id = fresh.case_id,
            .kind = fresh.kind,
            .state = State::sent,
            .from = fresh.from,
            .to = fresh.to,
            .title = fresh.title,
            .request = fresh.request,
            .items = carried(fresh.kind, fresh.items),
            .sent_by = fresh.by,
            .sent_at = now.at,
            .answer_due = fresh.answer_due};
}

/// Who helps a protected child is not said to whoever tries to send.
std::string receiver_of(Tx& tx, const record::CaseBrief& brief, const Request& r) {
    return brief.is_protected ? std::string(word_text("handover.not_named"_w, Lang::ja))
                              : people::find_organisation(tx, r.to).name;
}

/// A town hands on what it answers for, to another town: to the Centre it gives back.
Refusals reasons_not_to_pass_on(Tx& tx, const record::CaseBrief& brief, const NewRequest& fresh) {
    Refusals no;
    if (fresh.kind != Kind::transfer || !answers_for(brief, fresh.from))
        no.add(kWhole, "handover.not_yours_to_hand_on"_w);
    if (fresh.to && people::find_organisation(tx, fresh.to).kind != "municipality")
        no.add("receiver", "handover.hand_on_to_a_town"_w);
    return no;
}

}  // namespace

bool answers_for(const record::CaseBrief& brief, Id<Organisation> itself) {
    return past_decision(brief.responsible) == itself;
}

std::string handover_number(Id<Handover> id) {
    std::string digits = std::to_string(id.value);
    if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
    return "H-" + digits;
}

Refusals reasons_not_to_send(Tx& tx, Vault& vault, const record::CaseBrief& brief,
                             const NewRequest& fresh, Date today) {
    const bool asks = asks_for_the_case(fresh.kind);
    const Mask allowed =
        asks ? fresh.items : consent::consented_to(tx, fresh.case_id, fresh.to, today);
    Refusals no = reasons_not_to_send(fresh.kind, fresh.items, allowed, fresh.request);
    if (fresh.kind == Kind::transfer)
        if (const auto first = open_transfer(tx, vault, fresh.case_id))
            no.add(
                kWhole, "handover.transfer_open"_w,
                {{"number", handover_number(first->id)}, {"who", receiver_of(tx, brief, *first)}});
    if (asks && fresh.to && fresh.to != brief.centre) no.add("receiver", "handover.say_receiver"_w);
    if (!asks && fresh.from != brief.centre) no.add(reasons_not_to_pass_on(tx, brief, fresh));
    return no;
}

Result<Id<Handover>> send(Tx& tx, Vault& vault, const NewRequest& fresh, Now now) {
    const auto brief = record::find_case(tx, vault, fresh.case_id);
    if (auto no = reasons_not_to_send(tx, vault, brief, fresh, now.today); no.any())
        return refused(std::move(no));
    const Request r = request_of(tx, fresh, now);
    const Carrying c{tx, vault, brief, r, fresh.by, fresh.from, now};
    insert_request(tx, vault, r, brief.key);
    add_to_story(c, "send", fresh.request);
    if (!asks_for_the_case(r.kind)) {
        const Telling telling{brief, r.to, r.items, !people::signs_in(tx, r.to)};
        keep_told(tx, vault, r.id, brief.key, telling_now(tx, vault, telling, now.today));
        record::take_in(tx, vault, r.case_id, r.to, record::Standing::asked, now.today);
        consent::tell(tx,
                      {.case_id = r.case_id,
                       .organisation = r.to,
                       .path = path_of(r.kind),
                       .categories = consent::consented_to(tx, r.case_id, r.to, now.today),
                       .link = handover_number(r.id)},
                      fresh.by, now.at);
    }
    note_in_timeline(c, "handover.said_send"_w, r.to, fresh.request);
    place_turn(c, next_turn(r));
    return r.id;
}

void save(Tx& tx, Vault& vault, const Request& before, const Change& change,
          const Attempt& attempt) {
    const Request& r = change.after;
    const auto brief = record::find_case(tx, vault, r.case_id);
    const Carrying c{tx, vault, brief, r, attempt.by, attempt.by_organisation, attempt.now};
    update_request(tx, vault, before.version, r, brief.key);
    add_to_story(c, name_of(change.deed), change.text);
    carry_out(c, effects_of(change), change);
}

}  // namespace michi::handover
