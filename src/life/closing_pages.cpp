// A case is closed and taken up again: each with its reason, after what is still open has ended.

#include "base/era.hpp"
#include "base/text.hpp"
#include "consultation/consultation.hpp"
#include "handover/handover.hpp"
#include "letterbox/letterbox.hpp"
#include "life/pages.hpp"
#include "life/rules.hpp"
#include "life/steps.hpp"
#include "people/people.hpp"
#include "work/work.hpp"

namespace michi::life {
namespace {

using record::CaseStep;
using record::StepKind;
using web::Answer;
using web::Context;
using work::ActionRow;
using work::Opened;

Turn turn_of(const Opened& o, const ActionRow& a) {
    return {.ours = a.holder.organisation == o.brief.centre,
            .follow_up = a.kind == work::ActionKind::follow_up,
            .of_request = bool(a.handover)};
}

/// What closing finishes along, and what stands in its way.
struct Ends {
    std::vector<ActionRow> along, before;
};
Ends ends_of(Context& c, const Opened& o) {
    auto open = work::open_actions_of(c.tx, c.vault, o.brief.id);
    std::vector<Turn> turns;
    for (const auto& a : open) turns.push_back(turn_of(o, a));
    const auto holds = holding(turns);
    Ends ends;
    for (std::size_t i = 0; i < open.size(); ++i)
        if (holds[i])
            ends.before.push_back(std::move(open[i]));
        else if (!turns[i].of_request)
            ends.along.push_back(std::move(open[i]));
    return ends;
}

OpenRow row_of(Context& c, const Opened& o, const ActionRow& a) {
    auto row = work::action_row(c, a, work::opening(c, o.around, a));
    work::offer(c, row, a, o.around);
    const bool opens = row.may_pass || row.may_take_back;
    const std::string at = "/w/actions/" + std::to_string(row.id) + "?then=closing";
    return {.what = row.what,
            .whose = std::string(word_text(row.holder.label, c.lang)),
            .due = row.due,
            .href = opens ? at : "",
            .step = row.may_finish ? row.id : 0,
            .version = row.version};
}

/// Both sides are named to whoever may know them; only a side opens the request.
OpenRow row_of(Context& c, const Opened& o, const handover::Request& r) {
    const auto other = r.from == c.who.organisation ? r.to : r.from;
    const bool ours = r.from == c.who.organisation || r.to == c.who.organisation;
    const std::string number = handover::handover_number(r.id);
    return {.what = number + " " + std::string(word_text(handover::word_of(r.kind), c.lang)) +
                    "（" + std::string(word_text(handover::word_of(r.state), c.lang)) + "）",
            .whose = record::may_name(o.brief, o.decision, c.who.organisation, other)
                         ? people::find_organisation(c.tx, other).name
                         : "",
            .due = list_date(r.answer_due, c.now.today),
            .href = ours ? "/w/handovers/" + number : ""};
}

/// Somebody wrote and waits: whoever closes a case would leave them without an answer.
OpenRow row_of(Context& c, const letterbox::Waiting& letter) {
    const std::string number = consultation::reception_number(letter.id);
    return {.what = say("life.writer_waits"_w, c.lang, {{"number", number}}),
            .whose = "",
            .due = list_date(letter.since.in_japan(), c.now.today),
            .href = "/w/intake/" + number + "/thread"};
}

ClosingView closing_view(Context& c, const Opened& o) {
    ClosingView v;
    v.who = work::identity(c, o);
    v.is_closed = o.brief.state == RecordState::closed;
    v.may_close = c.may(Act::close_case, o.around).allowed();
    v.may_reopen = v.is_closed && c.may(Act::reopen_case, o.around).allowed();
    if (!v.is_closed) {
        for (const auto& r : handover::open_requests(c.tx, c.vault, o.brief.id))
            v.open.push_back(row_of(c, o, r));
        for (const auto& letter : letterbox::waiting_of(c.tx, o.brief.id))
            v.open.push_back(row_of(c, letter));
        const Ends ends = ends_of(c, o);
        for (const auto& a : ends.before) v.open.push_back(row_of(c, o, a));
        for (const auto& a : ends.along) v.ended.push_back(row_of(c, o, a).what);
    }
    fill_steps(c, v.steps, o);
    v.reasons = v.is_closed ? choices(record::kReopenings, c.form.text("reason"))
                            : choices(record::kClosings, c.form.text("reason"));
    v.words = c.form.text("words");
    return v;
}

CaseStep read_step(const Context& c, StepKind kind) {
    return {.kind = kind,
            .reason = c.form.text("reason"),
            .words = trimmed(c.form.text("words")),
            .place_before = {},
            .place_after = {},
            .on = {},
            .by = c.who.account,
            .at = c.now.at};
}

/// The reason's code says what kind of closing it was; words about the family stay under the child's key.
void tell_step(Context& c, const Opened& o, const CaseStep& step) {
    const bool closes = step.kind == StepKind::closed;
    tell(c, o, closes ? "life.said_closed"_w : "life.said_reopened"_w,
         {{"why", reason_text(step, Lang::ja)}}, closes ? "life.close" : "life.reopen");
}

}  // namespace

Answer show_closing(Context& c) {
    const Opened o = work::open_case(c, Act::reopen_case);
    return c.page(closing_view(c, o), shell_of(o));
}

Answer close_case(Context& c) {
    const Opened o = work::open_case(c, Act::close_case);
    ClosingView v = closing_view(c, o);
    const CaseStep step = read_step(c, StepKind::closed);
    v.refusals.add(record::reasons_not_to_take(step, o.brief.state));
    if (!v.open.empty()) v.refusals.add(kWhole, "life.still_open"_w);
    if (v.refusals.any()) return c.refuse(std::move(v), shell_of(o));
    for (const auto& a : ends_of(c, o).along)
        work::finish(c.tx, a.id, a.version, c.who.account, c.now.at);
    record::take_step(c.tx, c.vault, o.brief, step);
    tell_step(c, o, step);
    return saved(c, address_of(o, "closing"), "closed");
}

Answer reopen_case(Context& c) {
    const Opened o = work::open_case(c, Act::reopen_case);
    ClosingView v = closing_view(c, o);
    const CaseStep step = read_step(c, StepKind::reopened);
    v.refusals.add(record::reasons_not_to_take(step, o.brief.state));
    if (v.refusals.any()) return c.refuse(std::move(v), shell_of(o));
    record::take_step(c.tx, c.vault, o.brief, step);
    work::keep_ball(c.tx, c.vault, record::find_case(c.tx, c.vault, o.brief.id), c.who.account,
                    c.now);
    tell_step(c, o, step);
    return saved(c, web::Url("/w/cases").segment(record::case_number(o.brief.id)), "reopened");
}

}  // namespace michi::life
