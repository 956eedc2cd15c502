// 依頼・引継ぎ: one request with its deeds, and the way to a new one.

#include "handover/pages.hpp"
#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/said_day.hpp"
#include "base/working_days.hpp"
#include "consent/consent.hpp"
#include "handover/handover.hpp"
#include "handover/lane.hpp"
#include "handover/new_request.hpp"
#include "handover/telling.hpp"
#include "handover/views.hpp"
#include "people/people.hpp"

namespace michi::handover {
namespace {

using web::Answer;
using web::Context;
using web::Url;

// ---- one request ----
Circumstances around(Context& c, const Request& request, const record::CaseBrief& brief,
                     bool& is_over) {
    auto around = consent::circumstances(c.tx, c.who, brief, c.now.today);
    // Only the two sides know of it.
    if (c.who.organisation != request.from && c.who.organisation != request.to) throw NotFound{};
    is_over = around.relation == Relation::none;
    if (is_over) around.relation = Relation::asked;
    return around;
}

Attempt attempt_of(Context& c, const Request& r, Deed deed) {
    Attempt a{.deed = deed,
              .by_organisation = on_behalf_of(c, r, row_of(deed).by),
              .by = c.who.account,
              .now = c.now,
              .text = c.form.text("text"),
              .reason_code = c.form.text("reason_code"),
              .owner_name = c.form.text("owner_name"),
              .next_step = c.form.text("next_step"),
              .family_answer = c.form.text("family_answer"),
              .on = std::nullopt,
              .watch_dates = {}};
    if (a.family_answer != "yes" && a.family_answer != "no" && a.family_answer != "unreachable")
        a.family_answer.clear();
    return a;
}

/// Dates are read at the edge; what cannot be read is a refusal at its field.
Refusals read_dates(const Context& c, Attempt& a) {
    Refusals no;
    a.on = read_said_day("on", c.form.text("on"), Toward::past, c.now.today, no);
    for (const std::string& typed : c.form.texts("watch_dates"))
        if (const auto day = read_said_day("watch_dates", typed, Toward::coming, c.now.today, no))
            a.watch_dates.push_back(*day);
    return no;
}

bool offered(Context& c, const Opened& o, Deed deed) {
    Circumstances around = o.around;
    around.mine = whose_side(c, o.request, row_of(deed).by);
    return c.may(row_of(deed).act, around).allowed() &&
           !reasons_not_to(attempt_of(c, o.request, deed), o.request).barred();
}

bool may_remind(Context& c, const Opened& o) {
    Circumstances around = o.around;
    around.mine = whose_side(c, o.request, By::sender);
    return time_to_remind(o.request, c.now.today) && c.may(Act::remind_handover, around).allowed();
}

/// What is not done in passing: it ends what was asked.
bool turns_away(Deed deed) {
    return deed == Deed::decline || deed == Deed::give_back || deed == Deed::take_back ||
           deed == Deed::recall;
}

/// The deed that brings the request further, as it was meant.
bool leads_on(Deed deed, const Request& r) {
    return std::ranges::any_of(moves(), [&](const Move& m) {
        return m.kind == r.kind && m.deed == deed && m.from == r.state && m.to != r.state &&
               m.to != State::declined && m.to != State::recalled && m.to != State::returned;
    });
}

std::string date_of(const std::vector<EventRow>& events, State state, Date today) {
    for (const auto& e : events)
        if (e.state == state) return list_date(e.at.in_japan(), today) + " " + e.at.clock();
    return {};
}

/// The day an answer is due stands at the step that waits for it.
void plan_steps(std::vector<StepView>& steps, const Request& r) {
    if (turn(r) != By::receiver) return;
    for (auto& step : steps)
        if (step.word == word_of(State::answered) && step.when.empty())
            step.when = say("handover.step_until"_w, Lang::ja,
                            {{"day", std::to_string(r.answer_due.month()) + "/" +
                                         std::to_string(r.answer_due.day())}});
}

std::vector<StepView> steps_of(const Request& r, const std::vector<EventRow>& events, Date today) {
    static constexpr std::array kTransfer{State::sent,    State::received, State::accepted,
                                          State::working, State::answered, State::confirmed,
                                          State::watching};
    const bool transfer = r.kind == Kind::transfer;
    static constexpr std::array kInquiry{State::sent, State::received, State::answered,
                                         State::closed};
    static constexpr std::array kTogether{State::sent,    State::received, State::accepted,
                                          State::working, State::answered, State::closed};
    const auto steps = r.kind == Kind::transfer   ? std::span<const State>(kTransfer)
                       : r.kind == Kind::together ? std::span<const State>(kTogether)
                                                  : std::span<const State>(kInquiry);
    std::vector<StepView> views;
    const auto here = std::ranges::find(steps, r.state);
    for (auto it = steps.begin(); it != steps.end(); ++it) {
        const bool past = here != steps.end() ? it < here : !date_of(events, *it, today).empty();
        views.push_back({word_of(*it), date_of(events, *it, today),
                         it == here ? "now"
                         : past     ? "done"
                                    : ""});
    }
    // What is finished goes on being watched: the last step is of its own.
    if (transfer) {
        const bool watched = r.state == State::watching || r.state == State::closed;
        StepView& finished = views.back();
        finished.word = "handover.step_finished"_w;
        if (r.state == State::watching) finished.tone = "done";
        std::string days;
        for (const Date date : r.watch_dates)
            if (is_open(r.state) && date >= today)
                days += (days.empty() ? "" : "・") + std::to_string(date.month()) + "/" +
                        std::to_string(date.day());
        views.push_back({"handover.step_watch"_w, days,
                         r.state == State::watching           ? "now"
                         : watched && finished.tone == "done" ? "done"
                                                              : ""});
    }
    plan_steps(views, r);
    if (here == steps.end())
        views.push_back({word_of(r.state), date_of(events, r.state, today), "now"});
    return views;
}

std::vector<CheckView> checks_of(const Context& c, const work::Naming& naming,
                                 const Wording& wording, const Opened& o) {
    const Request& r = o.request;
    const Closing closed = closing(r);
    std::string watch;
    for (const Date date : r.watch_dates)
        watch += (watch.empty() ? "" : "・") + list_date(date, c.now.today);
    return {
        {"handover.check_owner"_w, c.masked ? "" : owner_of(naming, o), closed.owner_named},
        {"handover.check_next"_w, wording.shown(r.next_step.shown(o.decision)), closed.next_step},
        {"handover.check_family"_w, r.family_on ? list_date(*r.family_on, c.now.today) : "",
         closed.family_agrees},
        {"handover.check_watch"_w, watch, closed.watch_dates}};
}

void fill_talk(const Context& c, RequestView& v, const Opened& o, work::Naming& naming,
               const Wording& wording, const std::vector<EventRow>& events) {
    for (const auto& e : events) {
        if (!o.may_read() || v.taken_back) break;
        v.talk.push_back({naming.mark(e.organisation, e.side),
                          e.is_sending ? "handover.did_send"_w : done_word_of(e.deed),
                          wording.shown(e.text.shown(o.decision)),
                          naming.person_and(e.account, list_date(e.at.in_japan(), c.now.today) +
                                                           " " + e.at.clock())});
    }
}

/// As it went, not as it would go today: what has become known or was allowed since then was not told by this.
void fill_told(Context& c, RequestView& v, const Opened& o) {
    const Request& r = o.request;
    v.told = told_then(c, r, o.decision);
    if (!v.told.empty()) {
        v.told_on = detail_date(r.sent_at.in_japan(), c.now.today);
        v.called = called_then(c, o.brief, v.told.front().goes, o.decision);
        return;
    }
    const Telling telling{o.brief, r.to, r.items, is_on_paper(c, r)};
    v.told = told_lines(c, telling, o.decision);
    v.called = called(c, telling, o.decision);
}

RequestView request_view(Context& c, const Opened& o, std::string_view deed,
                         Refusals refusals = {}) {
    const Request& r = o.request;
    const auto from = people::find_organisation(c.tx, r.from),
               to = people::find_organisation(c.tx, r.to);
    const auto events = events_of(c.tx, c.vault, r);
    RequestView v;
    v.number = handover_number(r.id);
    v.list = list_view(c, r.from == c.who.organisation, {}, v.number);
    v.case_number = record::case_number(r.case_id);
    work::Naming naming(c, o.brief, o.decision);
    const std::string sender = named(c, naming, from), receiver = named(c, naming, to);
    v.name = o.is_over ? "" : shown(c, o.brief, o.decision);
    const Wording wording(c, o.brief, o.decision.opens(Field::identity));
    v.taken_back = r.state == State::recalled && r.to == c.who.organisation;
    v.inward = asks_for_the_case(r.kind);
    v.is_receiver = r.to == c.who.organisation;
    if (o.may_read() && !v.taken_back) v.title = wording.shown(r.title.shown(o.decision));
    if (v.title.empty()) v.title = v.number;
    const std::string by = naming.person(r.sent_by), owner = owner_of(naming, o);
    v.from = sender + (by.empty() ? "" : " " + by);
    v.to = receiver + (owner.empty() || c.masked ? "" : " " + owner);
    if (!v.taken_back) v.request = wording.shown(r.request.shown(o.decision));
    if (!v.inward && !v.taken_back) fill_told(c, v, o);
    v.left = o.is_over && v.is_receiver;
    if (const auto now = record::shown(o.brief, o.decision).responsible;
        !o.is_over && now && naming.may_know(now))
        v.answering = people::find_organisation(c.tx, now).name;
    v.due = detail_date(r.answer_due, c.now.today);
    v.kind = word_of(r.kind);
    v.state = word_of(r.state);
    v.steps = steps_of(r, events, c.now.today);
    auto drawn = lane(r, events, {sender, naming.mark(r.from, side_of(from)).side},
                      {receiver, naming.mark(r.to, side_of(to)).side}, c.now.today, c.lang);
    v.lane = std::move(drawn.svg);
    v.lane_text = std::move(drawn.text);
    fill_talk(c, v, o, naming, wording, events);
    v.checks = checks_of(c, naming, wording, o);
    if (const auto* why = record::find_code(r.reason_code, kReasons); why && !is_open(r.state))
        v.reason = why->word;
    v.transfer = r.kind == Kind::transfer;
    v.version = r.version;
    v.on_paper = r.from == c.who.organisation && is_open(r.state) && is_on_paper(c, r);
    v.may_remind = may_remind(c, o);
    for (const Deed d : kDeeds)
        if (offered(c, o, d))
            v.deeds.push_back({std::string(name_of(d)), word_of(d),
                               leads_on(d, r) && std::ranges::none_of(v.deeds, &DeedView::primary),
                               turns_away(d)});
    std::ranges::stable_partition(v.deeds, [](const DeedView& d) { return !d.away; });
    fill_way_out(c, v, o);
    if (std::ranges::any_of(v.deeds, [&](const DeedView& d) { return d.path == deed; }) ||
        refusals.any())
        fill_form(c, v, o, deed);
    if (naming.may_know(r.to)) v.receiver = std::to_string(r.to.value);
    v.may_forward = r.kind != Kind::transfer && is_open(r.state) && r.from == c.who.organisation &&
                    !open_transfer(c.tx, c.vault, r.case_id) &&
                    c.may(Act::send_handover, o.around).allowed();
    v.refusals = std::move(refusals);
    return v;
}

web::Shell shell(const Request& r) {
    return {.title = handover_number(r.id), .active = "handovers", .focus = true};
}

Answer show(Context& c) {
    const Opened o = open_request(c, Act::read_handover);
    return c.page(request_view(c, o, c.query.text("act")), shell(o.request));
}

/// Somebody acted since the page was opened, or nobody says which page it was: who did what last, and when,
/// beside the words that were typed.
Refusals changed_meanwhile(Context& c, const Opened& o) {
    const Request& r = o.request;
    Refusals no;
    if (c.form.number("version") == r.version) return no;
    const auto events = events_of(c.tx, c.vault, r);
    const EventRow& last = events.back();
    work::Naming naming(c, o.brief, o.decision);
    std::string who = named(c, naming, people::find_organisation(c.tx, last.organisation));
    if (const auto person = naming.person(last.account); !person.empty()) who += " " + person;
    no.add(kWhole, "handover.changed_meanwhile"_w,
           {{"who", who},
            {"at", last.at.clock()},
            {"deed", std::string(word_text(
                         last.is_sending ? "handover.deed_send"_w : word_of(last.deed), c.lang))}});
    return no;
}

/// Whoever received a request in the row of the day goes on there.
Url after(const Context& c, const Request& r, Deed deed) {
    if (deed == Deed::receive && c.form.text("then") == "day")
        return Url("/w").query("received", std::to_string(r.id.value));
    return Url("/w/handovers").segment(handover_number(r.id));
}

template <Deed deed>
Answer act_on(Context& c) {
    const Opened o = open_request(c, row_of(deed).act, row_of(deed).by);
    Attempt attempt = attempt_of(c, o.request, deed);
    Refusals no = changed_meanwhile(c, o);
    no.add(read_dates(c, attempt));
    if (o.request.from == c.who.organisation && !asks_for_the_case(o.request.kind))
        no.add(reasons_not_to_write(c, o.brief, o.request.to,
                                    {{"text", attempt.text}, {"next_step", attempt.next_step}}));
    if (!no.any()) {
        const auto change = perform(attempt, o.request);
        if (change) {
            save(c.tx, c.vault, o.request, *change, attempt);
            c.trace(TraceKind::change, std::string(change->audit),
                    "handover/" + std::to_string(o.request.id.value), o.request.case_id.value);
            return c.see_other(after(c, o.request, deed));
        }
        no = change.error();
    }
    return c.refuse(request_view(c, o, name_of(deed), std::move(no)), shell(o.request));
}

using web::Method;
using web::Route;

template <Deed deed>
constexpr Route deed_at(std::string_view path) {
    return {Method::post, path, act_on<deed>, row_of(deed).act};
}

constexpr std::array kRoutes{
    Route{Method::get, "/w/handovers", list_requests, Act::list_handovers},
    Route{Method::post, "/w/handovers", send_request, Act::send_handover},
    Route{Method::get, "/w/handovers/new", new_request, Act::start_handover},
    Route{Method::post, "/w/handovers/check", check_request, Act::start_handover},
    Route{Method::get, "/w/handovers/{H}", show, Act::read_handover},
    Route{Method::get, "/w/handovers/{H}/letter", show_letter, Act::read_handover},
    Route{Method::get, "/w/handovers/{H}/reminder", show_reminder, Act::remind_handover},
    Route{Method::post, "/w/handovers/{H}/reminder", record_reminder, Act::remind_handover},
    Route{Method::post, "/w/handovers/outside", add_outside, Act::change_team},
    deed_at<Deed::receive>("/w/handovers/{H}/receive"),
    deed_at<Deed::accept>("/w/handovers/{H}/accept"),
    deed_at<Deed::decline>("/w/handovers/{H}/decline"),
    deed_at<Deed::note>("/w/handovers/{H}/note"),
    deed_at<Deed::answer>("/w/handovers/{H}/answer"),
    deed_at<Deed::give_back>("/w/handovers/{H}/give_back"),
    deed_at<Deed::take_back>("/w/handovers/{H}/take_back"),
    deed_at<Deed::recall>("/w/handovers/{H}/recall"),
    deed_at<Deed::contact>("/w/handovers/{H}/contact"),
    deed_at<Deed::confirm>("/w/handovers/{H}/confirm"),
    deed_at<Deed::finish>("/w/handovers/{H}/finish"),
    deed_at<Deed::close>("/w/handovers/{H}/close"),
};

}  // namespace

namespace {

std::string object_of(const Context& c) { return "handover/" + std::to_string(c.number("H")); }

Opened opened(Context& c, Act act) {
    auto request = request_of_side(c.tx, c.vault, c.who.organisation, Id<Handover>{c.number("H")});
    if (!request) consent::absent(c, act, object_of(c));
    Opened o;
    o.request = std::move(*request);
    o.brief = record::find_case(c.tx, c.vault, o.request.case_id);
    o.around = around(c, o.request, o.brief, o.is_over);
    return o;
}

}  // namespace

Opened open_request(Context& c, Act act) {
    Opened o = opened(c, act);
    o.decision = c.require(act, o.around, object_of(c), o.request.case_id.value);
    return o;
}

Opened open_request(Context& c, Act act, By by) {
    Opened o = opened(c, act);
    o.around.mine = whose_side(c, o.request, by);
    o.decision = c.require(act, o.around, object_of(c), o.request.case_id.value);
    return o;
}

bool is_readable(Context& c, const Request& request) {
    bool is_over{};
    const auto brief = record::find_case(c.tx, c.vault, request.case_id);
    return c.may(Act::read_handover, around(c, request, brief, is_over)).allowed();
}

web::Part part() { return {"handover", kRoutes}; }

}  // namespace michi::handover
