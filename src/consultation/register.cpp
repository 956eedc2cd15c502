// What registering makes: case, family, entry, consents, the next turn; and how a wrong tie is undone.

#include <algorithm>

#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/phone.hpp"
#include "base/said_day.hpp"
#include "base/working_days.hpp"
#include "consent/consent.hpp"
#include "consultation/store.hpp"
#include "record/protection.hpp"
#include "record/steps.hpp"
#include "work/work.hpp"

namespace michi::consultation {
namespace {

record::NewCase case_from(const Reception& draft, Id<Account> in_charge, Id<record::Case> number,
                          Now now) {
    const Answers& a = draft.answers;
    record::NewCase fresh{.centre = draft.centre,
                          .in_charge = in_charge,
                          .kanji = a.child_kanji,
                          .kana = a.child_kana,
                          .birth = readable_birth(a),
                          .address = {},
                          .municipality = a.municipality == kOutside ? "" : a.municipality,
                          .stay = a.stay,
                          .care = {},
                          .is_protected = false,
                          .opened_on = now.today,
                          .number = number.value};
    for (const auto& [kind, answer] : a.care)
        fresh.care.push_back(
            {kind, answer == "2" ? record::CareAnswer::not_known : record::CareAnswer::yes});
    return fresh;
}

bool is_family(std::string_view caller) {
    return caller == "mother" || caller == "father" || caller == "grandparent" || caller == "self";
}

void add_caller(Tx& tx, Vault& vault, Id<record::Case> id, const Answers& a) {
    if (!is_family(a.caller_kind)) return;
    const auto brief = record::find_case(tx, vault, id);
    record::Family member;
    member.relation = a.caller_kind;
    member.kana = a.caller_kana;
    member.name = a.caller_kana;
    member.phone = read_phone(a.caller_phone).shown;
    member.call_time = a.call_time;
    record::add_family(tx, vault, brief.child, member);
}

std::string caller_word(const Answers& a) {
    const auto* caller = record::find_code(a.caller_kind, kCallers);
    return std::string(
        word_text(caller ? caller->word : "consultation.caller_unknown"_w, Lang::ja));
}

std::string entry_title(const Answers& a) {
    const auto* channel = record::find_code(a.channel, kChannels);
    return say("consultation.entry_title"_w, Lang::ja,
               {{"who", caller_word(a)},
                {"how", std::string(word_text(
                            channel ? channel->word : "consultation.channel_phone"_w, Lang::ja))}});
}

void add_entry(Tx& tx, Vault& vault, const Subject& who, const Reception& r, Id<record::Case> id) {
    std::string topics;
    for (const std::string& topic : r.answers.topics) topics += (topics.empty() ? "" : ",") + topic;
    record::add_entry(tx, vault,
                      {.case_id = id,
                       .at = r.received_at,
                       .kind = std::string(entry_kind(r.answers.channel)),
                       .side = is_family(r.answers.caller_kind) ? "f" : "o",
                       .author = who.account,
                       .organisation = who.organisation,
                       .visible = record::Visible::centre,
                       .title = entry_title(r.answers),
                       .text = r.answers.words,
                       .topics = topics,
                       .minutes = std::nullopt,
                       .link = reception_number(r.id)});
}

/// What a caller allows by ticking one receiver: who the child is, how to call, what care is needed.
constexpr Mask kToldByTelephone = (Field::identity | Field::contact) | Field::medical;

Id<Organisation> organisation_of(const std::string& id) {
    return {id.size() < 12 ? std::atoll(id.c_str()) : 0};
}

/// 口頭で確認: what the caller allows counts at once; paper may follow. What cannot be recorded (a
/// caller who is none of the family, from before that was asked) allows nothing.
void record_consents(Tx& tx, Vault& vault, const Subject& who, const Reception& r,
                     Id<record::Case> id, Now now) {
    for (const std::string& organisation : r.answers.tell) {
        consent::Said said{.case_id = id,
                           .organisation = organisation_of(organisation),
                           .answers = {},
                           .basis = "oral",
                           .speaker = r.answers.caller_kind,
                           .heard_by = r.received_by ? r.received_by : who.account,
                           .expires = {}};
        consent::answer_all(said, kToldByTelephone, consent::Answer::yes);
        consent::record(tx, vault, who, said, now);
    }
}

constexpr int kLookAgainMonths = 1;  // what was heard in a call is confirmed soon

std::string asker_of(std::string_view caller) {
    if (record::find_code(caller, record::kProtectionAskers)) return std::string(caller);
    return "other";
}

/// 住所秘匿 that a caller asked for closes the case with its first minute. No factor is asked for: it
/// opens nothing, and a call is not broken off. That it was not for this child is ended on its page.
void hide_home(Tx& tx, Vault& vault, const Subject& who, const Reception& r, Id<record::Case> id,
               Now now) {
    const auto brief = record::find_case(tx, vault, id);
    if (r.answers.hide_home != "1" || brief.is_protected) return;
    record::take_protection(tx, vault, brief,
                            {.step = record::ProtectionStep::set,
                             .reason = say("consultation.hide_home_asked"_w, Lang::ja,
                                           {{"number", reception_number(r.id)}}),
                             .asked_by = asker_of(r.answers.caller_kind),
                             .until = {},
                             .review_on = add_months(now.today, kLookAgainMonths),
                             .by = who.account,
                             .at = now.at});
    work::note_protection(tx, vault, who, brief, record::ProtectionStep::set, now);
}

Date due_of(const Answers& a, Now now) {
    if (!trimmed(a.next_due).empty())
        if (const auto due = read_said_day("next_due", a.next_due, Toward::coming, now.today))
            return *due;
    return next_working_day(now.today);
}

/// There is always a next step: what was typed, or to decide it on the next working day.
void add_next(Tx& tx, Vault& vault, const Reception& r, Id<record::Case> id, Id<Account> in_charge,
              const Subject& who, Now now) {
    const Answers& a = r.answers;
    const Word usual = in_charge ? "consultation.decide_next"_w : "consultation.decide_who"_w;
    const auto key = id ? record::find_case(tx, vault, id).key : r.key;
    work::add_action(
        tx, vault,
        {.case_id = id,
         .consultation = r.id,
         .handover = {},
         .centre = r.centre,
         .key = key,
         .kind = work::ActionKind::act,
         .what =
             trimmed(a.next_what).empty() ? std::string(word_text(usual, Lang::ja)) : a.next_what,
         .holder = {.side = "c", .organisation = r.centre, .account = in_charge, .name = {}},
         .waiting_side = is_family(a.caller_kind) ? "f" : "o",
         .waiting_name = caller_word(a),
         .waiting_since = r.received_at.in_japan(),
         .due = due_of(a, now),
         .due_time = {},
         .returned = false,
         .created_by = who.account},
        now.at);
}

/// A case always has a turn; without one, only what was left open is somebody's.
bool needs_turn(const Reception& r, Id<record::Case> id, Id<Account> in_charge,
                const Subject& who) {
    if (id || !trimmed(r.answers.next_what).empty()) return true;
    return r.answers.outcome.empty() && in_charge != who.account;
}

/// A call about a closed case takes it up again: whatever it brings has to be somebody's.
void take_up_again(Tx& tx, Vault& vault, const Subject& who, const Reception& r,
                   Id<record::Case> id, Now now) {
    const auto brief = record::find_case(tx, vault, id);
    if (brief.state != RecordState::closed) return;
    record::take_step(tx, vault, brief,
                      {.kind = record::StepKind::reopened,
                       .reason = "new_need",
                       .words = {},
                       .place_before = {},
                       .place_after = {},
                       .on = {},
                       .by = who.account,
                       .at = now.at});
    record::note_change(
        tx, vault, id,
        say("consultation.taken_up_again"_w, Lang::ja, {{"number", reception_number(r.id)}}), who,
        now.at);
}

Id<record::Case> tie(Tx& tx, Vault& vault, const Subject& who, const Reception& r,
                     const Registration& how, Now now) {
    const bool fresh = !how.existing && names_a_child(r.answers);
    Id<record::Case> id = how.existing;
    if (fresh) {
        id = record::open_case(tx, vault, case_from(r, how.in_charge, how.number, now));
        add_caller(tx, vault, id, r.answers);
    }
    if (!id) return id;
    mark_linked(tx, r.id, id, fresh, now);
    take_up_again(tx, vault, who, r, id, now);
    add_entry(tx, vault, who, r, id);
    record_consents(tx, vault, who, r, id, now);
    hide_home(tx, vault, who, r, id, now);
    return id;
}

void end_turns(Tx& tx, Vault& vault, const Reception& r, const Subject& who, Now now) {
    for (const auto& action : work::open_actions_of_consultation(tx, vault, r.id))
        if (!action.handover) work::finish(tx, action.id, action.version, who.account, now.at);
}

}  // namespace

Id<record::Case> register_reception(Tx& tx, Vault& vault, const Subject& who,
                                    const Reception& draft, const Registration& how, Now now) {
    mark_registered(tx, vault, draft.id, how.in_charge, draft.answers.outcome, now);
    const auto id = tie(tx, vault, who, draft, how, now);
    if (needs_turn(draft, id, how.in_charge, who))
        add_next(tx, vault, draft, id, how.in_charge, who, now);
    return id;
}

Id<record::Case> link_case(Tx& tx, Vault& vault, const Subject& who, const Reception& r,
                           Id<record::Case> existing, Now now) {
    const auto id =
        tie(tx, vault, who, r, {.existing = existing, .in_charge = r.in_charge, .number = {}}, now);
    if (!id) return id;
    end_turns(tx, vault, r, who, now);
    add_next(tx, vault, r, id, r.in_charge, who, now);
    return id;
}

Ties ties_of(Tx& tx, Vault& vault, const Reception& r) {
    Ties ties;
    if (!r.case_id) return ties;
    const std::string link = reception_number(r.id);
    ties.rewritten = record::version_of_linked(tx, r.case_id, link).value_or(1) > 1;
    const auto brief = record::find_case(tx, vault, r.case_id);
    const auto entries =
        record::entries_of(tx, vault, brief, Relation::centre, r.centre, {"", false}, 2);
    ties.more = other_consultation_of(tx, r.case_id, r.id) ||
                std::ranges::any_of(entries, [&](const auto& e) { return e.link != link; }) ||
                std::ranges::any_of(work::open_actions_of(tx, vault, r.case_id),
                                    [&](const auto& a) { return a.consultation != r.id; });
    return ties;
}

namespace {

/// A case that this call had opened and that somebody closed meanwhile is closed once.
void close_by_mistake(Tx& tx, Vault& vault, const Subject& who, Id<record::Case> id, Now now) {
    const auto brief = record::find_case(tx, vault, id);
    if (brief.state == RecordState::closed) return;
    record::take_step(tx, vault, brief,
                      {.kind = record::StepKind::closed,
                       .reason = "by_mistake",
                       .words = {},
                       .place_before = {},
                       .place_after = {},
                       .on = {},
                       .by = who.account,
                       .at = now.at});
}

/// Whether it was closed until this call was tied to it, and nothing was left to do since.
bool was_closed_before(Tx& tx, Vault& vault, const Reception& r) {
    if (!r.linked_at || !work::open_actions_of(tx, vault, r.case_id).empty()) return false;
    const auto steps = record::steps_of(tx, vault, record::find_case(tx, vault, r.case_id));
    return !steps.empty() && steps.front().kind == record::StepKind::reopened &&
           steps.front().at == *r.linked_at;
}

}  // namespace

void unlink_case(Tx& tx, Vault& vault, const Subject& who, const Reception& r, Now now) {
    record::withdraw_linked(tx, r.case_id, reception_number(r.id));
    if (r.linked_at) consent::take_back(tx, vault, who, r.case_id, *r.linked_at, now);
    end_turns(tx, vault, r, who, now);
    mark_linked(tx, r.id, {}, false, now);
    if (r.is_new_case || was_closed_before(tx, vault, r))
        close_by_mistake(tx, vault, who, r.case_id, now);
    else
        work::keep_ball(tx, vault, record::find_case(tx, vault, r.case_id), who.account, now);
    if (r.outcome.empty()) add_next(tx, vault, r, {}, r.in_charge, who, now);
}

void assign(Tx& tx, Vault& vault, const Subject& who, const Reception& r, Id<Account> to, Now now) {
    mark_assigned(tx, r.id, to);
    bool held = false;
    for (const auto& action : work::open_actions_of_consultation(tx, vault, r.id)) {
        held = true;
        if (action.holder.organisation != r.centre || action.handover) continue;
        work::pass(tx, vault, action.id, action.version,
                   {.side = "c", .organisation = r.centre, .account = to, .name = {}}, action.due,
                   who.account, now.at);
    }
    if (!held && r.outcome.empty() && to != who.account)
        add_next(tx, vault, r, r.case_id, to, who, now);
    if (!r.case_id) return;
    const auto brief = record::find_case(tx, vault, r.case_id);
    if (!brief.in_charge) work::put_in_charge(tx, vault, who, brief, to, now);
}

}  // namespace michi::consultation
