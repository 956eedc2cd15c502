// What a sending and each deed move: ball, team, responsibility, ledger.

#include "assurance/assurance.hpp"
#include "base/working_days.hpp"
#include "consent/consent.hpp"
#include "directory/directory.hpp"
#include "handover/handover.hpp"
#include "people/people.hpp"
#include "platform/series.hpp"
#include "policy/past_decision.hpp"
#include "work/work.hpp"

namespace michi::handover {
namespace {

Bytes seal(Tx& tx, Vault& vault, Id<DataKey> key, std::string_view table, std::int64_t id,
           std::string_view column, std::string_view text) {
    return vault.seal(tx, key, {table, column, id}, text);
}

std::string items_text(Mask items) {
    std::string text;
    for (const auto& category : consent::kCategories)
        if (has(items, category.field))
            text += (text.empty() ? "" : ",") + std::string(category.id);
    return text;
}

std::string dates_text(const std::vector<Date>& dates) {
    std::string text;
    for (const Date date : dates) text += (text.empty() ? "" : ",") + date.iso();
    return text;
}

std::string side_of(Tx& tx, Id<Organisation> id) {
    const auto kind = people::find_organisation(tx, id).kind;
    return kind == "centre" ? "c" : kind == "municipality" ? "m" : kind == "prefecture" ? "p" : "o";
}

Id<Account> person_of(const record::CaseBrief& brief, const Request& r, Id<Organisation> holder) {
    if (holder == r.from) return r.sent_by;
    return holder == brief.centre ? brief.in_charge : Id<Account>{};
}

void add_event(Tx& tx, Vault& vault, const Request& r, Id<DataKey> key, std::string_view deed,
               State state, Id<Account> by, Id<Organisation> organisation, std::string_view text,
               Instant at) {
    const auto id = next_number(tx, "handover_event");
    tx.run(
        "INSERT INTO handover_event (id, handover_id, at, act, state, account_id, organisation_id, side, text)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id, r.id, at, deed, name_of(state), by, organisation, side_of(tx, organisation),
        seal(tx, vault, key, "handover_event", id, "text", text));
}

struct Ball {
    Id<Organisation> holder;
    std::string what;
    Date due{};
    bool returned{};
    bool of_request{true};  // moves with the request's deeds
};

/// The request's ball lies with exactly one side; the earlier one is finished.
void place_ball(Tx& tx, Vault& vault, const record::CaseBrief& brief, const Request& r,
                const Ball& ball, Id<Account> by, Now now) {
    work::finish_of_handover(tx, r.id, by, now.at);
    const std::string side = side_of(tx, ball.holder);
    work::add_action(tx, vault,
                     {.case_id = brief.id,
                      .consultation = {},
                      .handover = ball.of_request ? r.id : Id<Handover>{},
                      .centre = brief.centre,
                      .key = brief.key,
                      .kind = work::ActionKind::act,
                      .what = ball.what,
                      .holder = {side, ball.holder, person_of(brief, r, ball.holder),
                                 ball.holder == r.to ? past_decision(r.owner_name) : ""},
                      .waiting_side = "f",
                      .waiting_name = {},
                      .waiting_since = now.today,
                      .due = ball.due,
                      .due_time = {},
                      .returned = ball.returned,
                      .created_by = by},
                     now.at);
}

std::string text_of(Word word, const Request& r) {
    return say(word, Lang::ja,
               {{"number", handover_number(r.id)}, {"title", past_decision(r.title)}});
}

/// Who says what comes next when the request is over.
Id<Organisation> decides_after(const record::CaseBrief& brief, const Request& r) {
    if (r.state == State::declined || r.state == State::returned) return r.from;
    if (r.kind == Kind::transfer && r.state == State::closed) return r.to;
    return r.kind == Kind::pull || r.kind == Kind::advice ? past_decision(brief.responsible)
                                                          : r.from;
}

/// Over, or only watched. A no always comes back to the sender as something to decide; else only a case that
/// would be left without a turn gets one.
void place_last_ball(Tx& tx, Vault& vault, const record::CaseBrief& brief, const Request& r,
                     Id<Account> by, Now now) {
    work::finish_of_handover(tx, r.id, by, now.at);
    if (!is_open(r.state)) work::finish_follow_ups_of_handover(tx, r.id, by, now.at);
    const bool said_no = r.state == State::declined || r.state == State::returned;
    if (!said_no && !work::ball_lost(tx, brief.id)) return;
    place_ball(tx, vault, brief, r,
               {.holder = decides_after(brief, r),
                .what = text_of("handover.ball_decide"_w, r),
                .due = next_working_day(now.today),
                .returned = said_no,
                .of_request = false},
               by, now);
}

Word awaited(const Request& r) {
    if (r.state != State::accepted) return "handover.ball_reply"_w;
    return r.kind == Kind::transfer ? "handover.ball_contact"_w
           : r.kind == Kind::pull   ? "handover.ball_transfer"_w
                                    : "handover.ball_reply"_w;
}

void place_ball_of(Tx& tx, Vault& vault, const record::CaseBrief& brief, const Request& r,
                   Id<Account> by, Now now) {
    const auto whose = turn(r);
    if (!whose) return place_last_ball(tx, vault, brief, r, by, now);
    if (*whose == By::sender)
        return place_ball(
            tx, vault, brief, r,
            {r.from, text_of("handover.ball_answered"_w, r), next_working_day(now.today), true}, by,
            now);
    place_ball(tx, vault, brief, r,
               {r.to, text_of(awaited(r), r), std::max(r.answer_due, now.today), false}, by, now);
}

/// 見守り: the sender asks after the family on these days, also when the days are chosen anew.
void set_follow_ups(Tx& tx, Vault& vault, const record::CaseBrief& brief, const Request& r,
                    Id<Account> by, Now now) {
    work::finish_follow_ups_of_handover(tx, r.id, by, now.at);
    for (const Date date : r.watch_dates) {
        if (date < now.today) continue;
        work::add_action(tx, vault,
                         {.case_id = brief.id,
                          .consultation = {},
                          .handover = r.id,
                          .centre = brief.centre,
                          .key = brief.key,
                          .kind = work::ActionKind::follow_up,
                          .what = text_of("handover.ball_follow_up"_w, r),
                          .holder = {side_of(tx, r.from), r.from, r.sent_by, {}},
                          .waiting_side = "f",
                          .waiting_name = {},
                          .waiting_since = {},
                          .due = date,
                          .due_time = {},
                          .returned = false,
                          .created_by = by},
                         now.at);
    }
}

/// One organisation carries the case; who carried it before goes on helping.
void let_carry(Tx& tx, const Request& r) {
    using record::Standing;
    tx.run(
        "UPDATE case_member SET standing = $3 WHERE case_id = $1 AND organisation_id <> $2 AND standing = $4 AND until IS NULL",
        r.case_id, r.to, int(Standing::helps), int(Standing::carries));
    record::set_standing(tx, r.case_id, r.to, Standing::carries);
}

/// The receiver reaches what it works on as long as it works on it; who is responsible is never put out.
void place_team(Tx& tx, const Request& r, Deed deed, Date today) {
    using record::Standing;
    if (r.kind == Kind::pull || r.kind == Kind::advice) return;
    if (r.kind == Kind::transfer && deed == Deed::accept) return let_carry(tx, r);
    const auto responsible = tx.value<Id<Organisation>>(
        "SELECT responsible_id FROM case_record WHERE id = $1", r.case_id);
    if (responsible == r.to) return;
    if (deed == Deed::accept) record::set_standing(tx, r.case_id, r.to, Standing::helps);
    if (is_open(r.state)) return;
    std::int64_t others = 0, taken = 0;
    tx.each(
        "SELECT state FROM handover WHERE case_id = $1 AND to_id = $2 AND is_open = 1 AND id <> $3 AND kind NOT IN ('pull', 'advice')",
        [&](const Row& row) {
            ++others;
            taken += row.text(0) != "sent" && row.text(0) != "received";
        },
        r.case_id, r.to, r.id);
    if (others == 0)
        record::end_membership(tx, r.case_id, r.to, today);
    else
        record::set_standing(tx, r.case_id, r.to, taken ? Standing::helps : Standing::asked);
}

void add_receiver(Tx& tx, Vault& vault, const NewRequest& fresh, Date today) {
    if (fresh.kind == Kind::pull || fresh.kind == Kind::advice) return;
    const auto there = tx.value<std::int64_t>(
        "SELECT count(*) FROM case_member WHERE case_id = $1 AND organisation_id = $2 AND until IS NULL AND standing <> 4",
        fresh.case_id, fresh.to);
    if (there) return;
    const auto kind = people::find_organisation(tx, fresh.to).kind;
    record::add_member(tx, vault, fresh.case_id,
                       {.organisation = fresh.to,
                        .organisation_name = {},
                        .standing = record::Standing::asked,
                        .sector = kind == "municipality" ? "municipality" : "welfare",
                        .person = {},
                        .since = today,
                        .until = {}});
}

void note_in_timeline(Tx& tx, Vault& vault, const Request& r, Word title, std::string_view text,
                      Id<Account> by, Id<Organisation> organisation, Instant at) {
    const auto who = people::find_organisation(tx, r.to).name;
    record::add_entry(
        tx, vault,
        {.case_id = r.case_id,
         .at = at,
         .kind = organisation == r.from ? "request" : "reply",
         .side = side_of(tx, organisation),
         .author = by,
         .organisation = organisation,
         .visible = record::Visible::shared,
         .title = say(title, Lang::ja, {{"who", who}, {"number", handover_number(r.id)}}),
         .text = std::string(text),
         .topics = {},
         .minutes = std::nullopt,
         .link = handover_number(r.id)});
}

Word entry_title(Deed deed) {
    switch (deed) {
        case Deed::receive:
            return "handover.said_receive"_w;
        case Deed::accept:
            return "handover.said_accept"_w;
        case Deed::decline:
            return "handover.said_decline"_w;
        case Deed::note:
            return "handover.said_note"_w;
        case Deed::answer:
            return "handover.said_answer"_w;
        case Deed::give_back:
            return "handover.said_give_back"_w;
        case Deed::take_back:
            return "handover.said_take_back"_w;
        case Deed::recall:
            return "handover.said_recall"_w;
        case Deed::contact:
            return "handover.said_contact"_w;
        case Deed::confirm:
            return "handover.said_confirm"_w;
        case Deed::finish:
            return "handover.said_finish"_w;
        case Deed::close:
            return "handover.said_close"_w;
    }
    return "handover.said_note"_w;
}

/// What a place declines is kept where the next person looks for a place.
void tell_directory(Tx& tx, const Request& r, Deed deed, const Attempt& attempt) {
    if (deed != Deed::decline && deed != Deed::give_back) return;
    directory::note_declined(tx, {.organisation = r.to,
                                  .bodies = assurance::bodies_kept_by(tx, r.to),
                                  .reason = r.reason_code,
                                  .request = handover_number(r.id),
                                  .by = attempt.by,
                                  .on = attempt.now.today,
                                  .at = attempt.now.at});
}

}  // namespace

std::string handover_number(Id<Handover> id) {
    std::string digits = std::to_string(id.value);
    if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
    return "H-" + digits;
}

Result<Id<Handover>> send(Tx& tx, Vault& vault, const NewRequest& fresh, Now now) {
    const auto brief = record::find_case(tx, vault, fresh.case_id);
    const Mask allowed = fresh.kind == Kind::pull || fresh.kind == Kind::advice
                             ? fresh.items
                             : consent::consented_to(tx, fresh.case_id, fresh.to, now.today);
    Refusals no = reasons_not_to_send(fresh.kind, fresh.items, allowed, fresh.request);
    if (fresh.kind == Kind::transfer)
        if (const auto first = open_transfer(tx, vault, fresh.case_id))
            no.add(kWhole, "handover.transfer_open"_w,
                   {{"number", handover_number(first->id)},
                    {"who", people::find_organisation(tx, first->to).name}});
    if ((fresh.kind == Kind::pull || fresh.kind == Kind::advice) && fresh.to != brief.centre)
        no.add("receiver", "handover.say_receiver"_w);
    if (no.any()) return refused(std::move(no));
    Request r{.id = {fresh.number ? claim_number(tx, "handover", fresh.number)
                                  : next_number(tx, "handover")},
              .case_id = fresh.case_id,
              .kind = fresh.kind,
              .state = State::sent,
              .from = fresh.from,
              .to = fresh.to,
              .title = fresh.title,
              .request = fresh.request,
              .items = fresh.items,
              .sent_by = fresh.by,
              .sent_at = now.at,
              .answer_due = fresh.answer_due};
    const auto text = [&](std::string_view column, const std::string& value) {
        return seal(tx, vault, brief.key, "handover", r.id.value, column, value);
    };
    tx.run(
        "INSERT INTO handover (id, case_id, kind, state, from_id, to_id, title, request, items, sent_by, sent_at,"
        " answer_due, owner_name, next_step) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)",
        r.id, r.case_id, name_of(r.kind), name_of(r.state), r.from, r.to,
        text("title", fresh.title), text("request", fresh.request), items_text(r.items), r.sent_by,
        r.sent_at, r.answer_due, Bytes{});
    add_event(tx, vault, r, brief.key, "send", State::sent, fresh.by, fresh.from, fresh.request,
              now.at);
    add_receiver(tx, vault, fresh, now.today);
    if (fresh.kind != Kind::pull && fresh.kind != Kind::advice)
        consent::tell(tx, r.case_id, r.to, r.items, handover_number(r.id), fresh.by, now.at);
    note_in_timeline(tx, vault, r, "handover.said_send"_w, fresh.request, fresh.by, fresh.from,
                     now.at);
    place_ball_of(tx, vault, brief, r, fresh.by, now);
    return r.id;
}

void save(Tx& tx, Vault& vault, const Request& before, const Change& change,
          const Attempt& attempt) {
    const Request& r = change.after;
    const auto brief = record::find_case(tx, vault, r.case_id);
    const auto text = [&](std::string_view column, const std::string& value) {
        return seal(tx, vault, brief.key, "handover", r.id.value, column, value);
    };
    const auto changed = tx.run(
        "UPDATE handover SET state = $3, is_open = $4, accepted_on = $5, first_contact = $6, family_answer = $7,"
        " family_on = $8, owner_name = $9, next_step = $10, watch_dates = $11, reason_code = $12, version = version + 1"
        " WHERE id = $1 AND version = $2",
        r.id, before.version, name_of(r.state), is_open(r.state), r.accepted_on, r.first_contact,
        r.family_answer, r.family_on, text("owner_name", past_decision(r.owner_name)),
        text("next_step", past_decision(r.next_step)), dates_text(r.watch_dates), r.reason_code);
    if (changed == 0) throw Stale{};
    add_event(tx, vault, r, brief.key, name_of(change.deed), r.state, attempt.by,
              attempt.by_organisation, change.text, attempt.now.at);
    if (change.responsible_changes) record::set_responsible(tx, r.case_id, change.responsible);
    place_team(tx, r, change.deed, attempt.now.today);
    tell_directory(tx, r, change.deed, attempt);
    if (change.deed == Deed::confirm || change.deed == Deed::finish || change.deed == Deed::close)
        record::mark_told(tx, r.case_id, handover_number(r.id), attempt.now.at);
    note_in_timeline(tx, vault, r, entry_title(change.deed), change.text, attempt.by,
                     attempt.by_organisation, attempt.now.at);
    const bool chosen_anew = r.state == State::watching && r.watch_dates != before.watch_dates;
    if (r.kind == Kind::transfer && (change.deed == Deed::accept || chosen_anew))
        set_follow_ups(tx, vault, brief, r, attempt.by, attempt.now);
    if (r.kind == Kind::transfer && change.deed == Deed::finish)
        record::set_state(tx, r.case_id, RecordState::watching);
    place_ball_of(tx, vault, brief, r, attempt.by, attempt.now);
}

}  // namespace michi::handover
