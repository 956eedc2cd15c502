// What was received: its words as they were said, what is still to be completed, the outcome, its case, who carries it on.

#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/phone.hpp"
#include "consent/consent.hpp"
#include "consultation/pages.hpp"
#include "people/people.hpp"
#include "record/record.hpp"

namespace michi::consultation {
namespace {

using web::Answer;
using web::Context;
using web::Url;

web::Shell shell(const Context& c, const Reception& r) {
    return {
        .title = say("consultation.reception_of"_w, c.lang, {{"number", reception_number(r.id)}}),
        .active = "intake"};
}

void fill_heard(Context& c, ReceptionView& v, const Reception& r, const Answers& a) {
    if (c.masked) return;
    v.words = a.words;
    v.facts = facts(c, a);
    std::erase_if(v.facts, [](const Fact& f) {
        return f.label == "consultation.words"_w || f.label == "consultation.outcome"_w ||
               f.label == "consultation.received_when"_w || f.label == "consultation.col_case"_w ||
               f.label == "consultation.in_charge"_w;
    });
    v.names_child = names_a_child(r.answers);
    if (!r.case_id && v.may_edit) v.same = same_persons(c, r.answers);
}

void fill_deeds(Context& c, ReceptionView& v, const Reception& r) {
    v.may_edit = c.may(Act::edit_consultation, around(c, r)).allowed();
    v.outcomes = choices(kOutcomes, r.outcome);
    v.colleagues = colleagues(c, r.in_charge);
    v.callers = choices(kCallers, r.answers.caller_kind);
    v.classes = choices(kClasses, class_of(r.answers));
    v.topics = topic_chips(r.answers);
    v.missing = to_complete(r.answers);
    v.put_aside = r.put_aside;
    v.version = r.version;
}

bool knows_home(const Context& c, const Reception& r) {
    return c.may(Act::edit_consultation, around(c, r)).opens(Field::location);
}

/// Who it is about is completed as long as no case says it.
bool names_people(const Context& c, const Reception& r) {
    return !c.masked && !r.case_id && knows_home(c, r);
}

/// Asked once somebody is there who would know.
bool asks_to_hide(const Reception& r) { return bool(who_knows_home(r.in_charge, r.received_by)); }

void take_people(const web::Form& form, Answers& a) {
    // A form that was made while names were hidden holds none of them, and empties none.
    if (!form.has("child_kana")) return;
    a.child_kana = form.text("child_kana");
    a.child_kanji = form.text("child_kanji");
    a.caller_phone = read_phone(form.text("caller_phone")).shown;
    a.year = form.text("birth");  // a whole date in the first box
    a.era = a.month = a.day = {};
}

/// What stands in the form unchanged is no note entered afterwards.
void correct_moment(const Context& c, const Reception& r, Answers& a) {
    if (!c.form.has("received_day")) return;
    Answers typed;
    take_moment(c.form, c.now.today, typed);
    if (typed.received_day == plain_date(r.received_at.in_japan()) &&
        typed.received_time == r.received_at.clock())
        return;
    a.received_day = typed.received_day;
    a.received_time = typed.received_time;
}

/// Only what this form can mend; the rest was registered as it is.
Refusals of_the_form(Refusals no) {
    std::erase_if(no.items, [](const Refusal& one) {
        constexpr std::array kHere{"municipality", "child_kana",   "child_kanji",  "caller_phone",
                                   "year",         "received_day", "received_time"};
        return std::ranges::find(kHere, one.field) == kHere.end();
    });
    for (Refusal& one : no.items)
        if (one.field == "year") one.field = "birth";
    return no;
}

ReceptionView view_of(Context& c, const Reception& r, Refusals refusals) {
    ReceptionView v;
    v.id = v.number = reception_number(r.id);
    v.masked = c.masked;
    v.written = r.answers.channel == "web_form" && !r.received_by;
    v.alarm = r.alarm;
    if (r.waits_since) v.waits = age_text(*r.waits_since, c.now.at, c.lang);
    v.draft = r.state == State::draft;
    v.when = received_text(c, r);
    v.received_day = plain_date(r.received_at.in_japan());
    v.received_time = r.received_at.clock();
    v.received_by = people::name_of(c.tx, c.vault, r.received_by);
    v.in_charge = people::name_of(c.tx, c.vault, r.in_charge);
    v.case_number = r.case_id ? record::case_number(r.case_id) : "";
    v.typed_case = c.form.text("case");
    const Answers heard = shown(r.answers, c.may(Act::read_consultation, around(c, r)));
    v.rules = explanation(heard, r.received_at.in_japan());
    fill_deeds(c, v, r);
    v.municipalities = municipality_choices(c, heard);
    fill_heard(c, v, r, heard);
    v.knows_home = knows_home(c, r);
    v.names_people = names_people(c, r);
    if (v.names_people) {
        v.child_kana = heard.child_kana;
        v.child_kanji = heard.child_kanji;
        v.caller_phone = heard.caller_phone;
        if (asks_to_hide(r)) v.hidings = choices(kHidings, heard.hide_home);
        v.never = heard.call_time == record::kNotToBeCalled;
        if (const auto birth = birth_of(heard); birth && *birth) v.birth = plain_date(**birth);
    }
    v.refusals = std::move(refusals);
    return v;
}

Answer refuse(Context& c, const Reception& r, std::string_view field, Word why) {
    Refusals no;
    no.add(field, why);
    return c.refuse(view_of(c, r, std::move(no)), shell(c, r));
}

/// Only what was registered is completed, tied, given on, settled.
Reception registered(Context& c) {
    Reception r = open(c, Act::edit_consultation);
    if (r.state != State::registered) throw Stale{};
    return r;
}

void changed(Context& c, std::string_view what, const Reception& r, std::string detail = {}) {
    c.trace(TraceKind::change, "consultation." + std::string(what), at_reception(r.id),
            r.case_id.value, std::move(detail));
}

Answer back(Context& c, const Reception& r) {
    const std::string list = c.form.text("list");
    if (list.empty()) return c.see_other(url_of(r.id));
    return c.see_other(Url("/w/intake").query("view", list));
}

/// Whoever has a protected case in charge reads all of it: where nobody has, a head decides, with the factor. A call
/// that hides where they live is given on by whoever knows.
Word why_not_by_anybody(Context& c, const Reception& r) {
    if (hides_home(r.answers.hide_home, r.case_id))
        return knows_home(c, r) ? Word{} : "consultation.given_by_whoever_may_know"_w;
    if (!r.case_id) return {};
    const auto brief = record::find_case(c.tx, c.vault, r.case_id);
    return brief.is_protected && !brief.in_charge ? "consultation.head_decides_in_charge"_w
                                                  : Word{};
}

Refusals reasons_not_to_put_in_charge(Context& c, const Reception& r) {
    Refusals no;
    const Word why = why_not_by_anybody(c, r);
    if (why == Word{}) return no;
    if (c.who.role == Role::centre_head)
        people::factor_is_fresh(c, no);
    else
        no.add("in_charge", why);
    return no;
}

}  // namespace

Answer show_received(Context& c, const Reception& r, Refusals refusals) {
    return c.page(view_of(c, r, std::move(refusals)), shell(c, r));
}

Answer outcome(Context& c) {
    const Reception r = registered(c);
    const std::string chosen = c.form.text("outcome");
    if (!record::find_code(chosen, kOutcomes))
        return refuse(c, r, "outcome", "consultation.say_outcome"_w);
    set_outcome(c.tx, c.vault, r.id, chosen);
    changed(c, "outcome", r);  // which one is sealed; the audit would keep it in clear
    return back(c, r);
}

Answer complete(Context& c) {
    const Reception r = registered(c);
    if (c.form.has("version") && c.form.number("version") != r.version) throw Stale{};
    Answers a = r.answers;
    a.caller_kind = c.form.text("caller_kind");
    a.cls = c.form.text("class");
    // What is not shown to whoever completes it stays as it was heard.
    if (knows_home(c, r) && c.form.has("municipality"))
        a.municipality = c.form.text("municipality");
    a.topics = with_main_first(c.form.texts("topic"), c.form.text("main_topic"));
    if (names_people(c, r)) take_people(c.form, a);
    if (names_people(c, r) && asks_to_hide(r) &&
        record::find_code(c.form.text("hide_home"), kHidings))
        a.hide_home = c.form.text("hide_home");
    correct_moment(c, r, a);
    keep_known(c, a);
    if (Refusals no = of_the_form(reasons_not_to_register(c, r, a)); no.any())
        return c.refuse(view_of(c, r, std::move(no)), shell(c, r));
    if (r.case_id)
        record::set_moment_of_linked(c.tx, r.case_id, reception_number(r.id),
                                     received_at(a, r.started_at, c.now).value());
    save_draft(c.tx, c.vault, r, a, c.now, c.who.account);
    changed(c, "complete", r);
    return back(c, r);
}

Answer leave_unheard(Context& c) {
    const Reception r = registered(c);
    put_aside(c.tx, r.id);
    changed(c, "leave_unheard", r);
    return back(c, r);
}

Refusals reasons_not_to_allow(Context& c, const Answers& answers, Id<record::Case> existing) {
    Refusals no;
    if (answers.tell.empty() || !record::find_code(answers.caller_kind, record::kRelations))
        return no;
    if (existing) {
        const auto brief = record::find_case(c.tx, c.vault, existing);
        const auto around = consent::circumstances(c.tx, c.who, brief, c.now.today);
        if (!c.may(Act::change_consent, around).allowed())
            no.add("tell", "consultation.tell_is_for_counsellors"_w);
    }
    if (!no.any()) people::factor_is_fresh(c, no);
    return no;
}

Answer link(Context& c) {
    const Reception r = registered(c);
    if (r.case_id) throw Stale{};
    if (!knows_home(c, r)) return refuse(c, r, "case", "consultation.tied_by_whoever_may_know"_w);
    const bool fresh = c.form.text("case") == "new";
    if (fresh && !names_a_child(r.answers))
        return refuse(c, r, "case", "consultation.no_child_named"_w);
    const auto existing = fresh ? Id<record::Case>{} : readable_case(c, c.form.text("case"));
    if (!fresh && !existing) return refuse(c, r, "case", "consultation.case_unknown"_w);
    if (Refusals no = reasons_not_to_allow(c, r.answers, existing); no.any())
        return c.refuse(view_of(c, r, std::move(no)), shell(c, r));
    const auto id = link_case(c.tx, c.vault, c.who, r, existing, c.now);
    c.trace(TraceKind::change, "consultation.link", at_reception(r.id), id.value);
    return back(c, r);
}

Answer unlink(Context& c) {
    const Reception r = registered(c);
    Refusals no = reasons_not_to_unlink(r, ties_of(c.tx, c.vault, r));
    // Untied, the call tells everybody at the Centre where the child lives.
    if (r.case_id && !knows_home(c, r)) no.add(kWhole, "consultation.untied_by_whoever_may_know"_w);
    if (no.any()) return c.refuse(view_of(c, r, std::move(no)), shell(c, r));
    unlink_case(c.tx, c.vault, c.who, r, c.now);
    changed(c, "unlink", r);
    return back(c, r);
}

Answer assign_to(Context& c) {
    const Reception r = registered(c);
    const auto to = colleague(c, c.form.text("in_charge"));
    if (!to) return refuse(c, r, "in_charge", "consultation.say_in_charge"_w);
    if (Refusals no = reasons_not_to_put_in_charge(c, r); no.any())
        return c.refuse(view_of(c, r, std::move(no)), shell(c, r));
    assign(c.tx, c.vault, c.who, r, to, c.now);
    changed(c, "assign", r, "account=" + std::to_string(to.value));
    return back(c, r);
}

}  // namespace michi::consultation
