// Finish, pass, move: each a small act on one ball, undone for half an hour.

#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/said_day.hpp"
#include "base/said_time.hpp"
#include "base/working_days.hpp"
#include "consent/consent.hpp"
#include "people/people.hpp"
#include "work/course.hpp"
#include "work/due.hpp"
#include "work/holder.hpp"
#include "work/pages.hpp"

namespace michi::work {
namespace {

using web::Answer;
using web::Context;
using web::Url;

constexpr std::size_t kReasonLimit = 1500;

Circumstances around_of(Context& c, const ActionRow& action) {
    Circumstances around;
    if (action.case_id)
        around = consent::circumstances(
            c.tx, c.who, record::find_case(c.tx, c.vault, action.case_id), c.now.today);
    else if (c.tx.value<Id<Organisation>>("SELECT centre_id FROM action WHERE id = $1",
                                          action.id) == c.who.organisation)
        around.relation = Relation::centre;
    around.mine = whose_step(c, action, around.relation);
    return around;
}

void require(Context& c, Act act, const ActionRow& action, const Circumstances& around) {
    c.require(act, around, "action/" + std::to_string(action.id.value), action.case_id.value);
}

ActionRow find(Context& c, Act act) {
    const Id<Action> id{c.number("action")};
    auto action = visible_action(c.tx, c.vault, c.who, id, c.now.today);
    if (!action) consent::absent(c, act, "action/" + std::to_string(id.value));
    return std::move(*action);
}

ActionRow open(Context& c, Act act) {
    ActionRow action = find(c, act);
    require(c, act, action, around_of(c, action));
    return action;
}

Decision opened(Context& c, const ActionRow& action) {
    return opening(c, around_of(c, action), action);
}

/// Whom the step lies with stands chosen for whoever may know it.
bool may_name(Context& c, const Decision& opens, const people::OrganisationBrief& holder) {
    return holder.id == c.who.organisation || holder.kind == "centre" ||
           opens.opens(Field::location);
}

/// A change is undone by the organisation that made it, whoever holds the step since.
Circumstances around_change(Context& c, const ActionRow& action) {
    Circumstances around = around_of(c, action);
    if (const auto last = last_change(c.tx, action.id, c.now.at)) {
        const auto by = people::find_account(c.tx, c.vault, last->by).organisation;
        around.mine = whose(c.who, last->by, by);
    }
    return around;
}

std::string holder_name(Context& c, const Holder& to) {
    const std::string person = people::name_of(c.tx, c.vault, to.account);
    if (!person.empty()) return person;
    if (to.organisation) return people::find_organisation(c.tx, to.organisation).name;
    return to.name;
}

/// Under 住所秘匿 only the side, to whoever may not know who helps.
std::string holder_shown(Context& c, const ActionRow& action, const Decision& opens) {
    const std::string side(word_text(record::side_of(action.holder.side).word, c.lang));
    if (!action.holder.organisation) {
        const std::string name = action.holder_name.shown(opens);
        return name.empty() ? side : name;
    }
    const auto who = people::find_organisation(c.tx, action.holder.organisation);
    if (may_name(c, opens, who)) return holder_name(c, action.holder);
    return side;
}

/// The page of the case from which the step was opened; none: it was the list of the day.
std::optional<Url> page_behind(const std::string& then, const ActionRow& action) {
    if (!action.case_id) return std::nullopt;
    Url at = Url("/w/cases").segment(record::case_number(action.case_id));
    if (then == "case") return at;
    if (then == "closing") return at.segment("closing");
    return std::nullopt;
}

ActionView view_of(Context& c, const ActionRow& action, Refusals refusals = {}) {
    ActionView v;
    const Decision opens = opened(c, action);
    const WorkRow row = action_row(c, action, opens);
    v.id = row.id;
    v.version = row.version;
    v.what = row.what;
    v.href = row.href;
    v.context = action.case_id ? record::case_number(action.case_id) : row.href;
    v.due = c.form.maybe("due").value_or(document_date(action.due));
    v.due_time = c.form.maybe("due_time").value_or(action.due_time);
    // Beside an organisation stands a person of it.
    const Id<Organisation> holder = action.holder.organisation;
    const bool named = !holder || may_name(c, opens, people::find_organisation(c.tx, holder));
    v.name =
        c.form.maybe("name").value_or(named && !c.masked ? action.holder_name.shown(opens) : "");
    const std::string side = c.form.maybe("side").value_or(action.holder.side);
    for (const auto& s : record::kSides)
        v.sides.push_back({std::string(s.id), s.word, {}, s.id == side, false});
    for (const auto& o : people::organisations(c.tx, ""))
        v.organisations.push_back({std::to_string(o.id.value),
                                   {},
                                   o.name,
                                   o.id == action.holder.organisation && may_name(c, opens, o),
                                   false});
    for (const auto& a : people::accounts_of(c.tx, c.vault, c.who.organisation))
        if (takes_steps(a))
            v.accounts.push_back(
                {std::to_string(a.id.value), {}, a.name, a.id == action.holder.account, false});
    const Circumstances around = around_of(c, action);
    v.may_move = c.may(Act::move_action, around).allowed();
    v.may_take_back = may_take_back(c, action, around);
    v.may_finish = !action.done_at && !moves_with_request(action) &&
                   c.may(Act::finish_action, around).allowed();
    v.then = c.form.maybe("then").value_or(c.query.text("then"));
    if (const auto page = page_behind(v.then, action)) v.came_from = page->text();
    v.reason = c.form.text("reason");
    v.holder = told(c, action.case_id, holder_shown(c, action, opens));
    v.refusals = std::move(refusals);
    return v;
}

web::Shell shell(const Context& c) {
    return {.title = std::string(word_text("work.pass_title"_w, c.lang)), .active = "work"};
}

std::int64_t version_of(const Context& c, const ActionRow& action) {
    return c.form.has("version") ? c.form.number("version") : action.version;
}

void said(Context& c, std::string_view act, const ActionRow& action, Word line = {},
          Args args = {}) {
    if (action.case_id && line) {
        args.emplace_back("what", action.what.shown(opened(c, action)));
        wrote(c, action.case_id, line, args);
    }
    c.trace(TraceKind::change, "work." + std::string(act),
            "action/" + std::to_string(action.id.value), action.case_id.value);
}

/// Where one was, with the line that undoes it.
Answer back(const Context& c, const ActionRow& action, Id<Action> instead = {}) {
    const std::string then = c.form.text("then"), id = std::to_string(action.id.value);
    const auto page = page_behind(then, action);
    Url to = page.value_or(Url("/w"));
    to.query("undo", id);
    if (page) to.query("then", then);
    if (instead) to.query("instead", std::to_string(instead.value));
    return c.see_other(to);
}

Result<Holder> read_holder(Context& c, const ActionRow& action) {
    const auto brief = action.case_id
                           ? std::optional(record::find_case(c.tx, c.vault, action.case_id))
                           : std::nullopt;
    auto to = holder_of(c, brief ? &*brief : nullptr,
                        {.side = c.form.text("side"),
                         .name = c.form.text("name"),
                         .organisation = {c.form.number("organisation")},
                         .account = {c.form.number("account")}});
    if (to && moves_with_request(action) && to->organisation != action.holder.organisation)
        return refused(kWhole, "work.moves_with_request"_w);
    return to;
}

/// Into the course, where whoever held the step reads who took it back and why.
void say_why_taken(Context& c, const ActionRow& action, std::string reason) {
    if (!action.case_id) return;
    const auto entry =
        record::add_entry(c.tx, c.vault,
                          {.case_id = action.case_id,
                           .at = c.now.at,
                           .kind = "request",
                           .side = "c",
                           .author = c.who.account,
                           .organisation = c.who.organisation,
                           .visible = record::Visible::organisations,
                           .title = say("work.said_take_back"_w, Lang::ja,
                                        {{"what", action.what.shown(opened(c, action))}}),
                           .text = std::move(reason),
                           .topics = {},
                           .minutes = std::nullopt,
                           .link = {}});
    consent::tell_readers(c.tx, action.case_id, c.who.organisation,
                          "N-" + std::to_string(entry.value), c.who.account, c.now);
}

}  // namespace

/// The page for whoever may move the step, or take it back from another organisation.
Answer show_action(Context& c) {
    const ActionRow action = find(c, Act::move_action);
    const Circumstances around = around_of(c, action);
    const bool takes = may_take_back(c, action, around);
    require(c, takes ? Act::take_back_action : Act::move_action, action, around);
    return c.page(view_of(c, action), shell(c));
}

Answer finish_action(Context& c) {
    const ActionRow action = open(c, Act::finish_action);
    if (action.done_at) return back(c, action);
    // Only a deed of the request ends its turn: there the answer is written.
    if (moves_with_request(action))
        return c.see_other(Url::local(action_row(c, action, opened(c, action)).href));
    finish(c.tx, action.id, version_of(c, action), c.who.account, c.now.at);
    said(c, "finish", action, "work.wrote_finish"_w);
    if (!action.case_id) return back(c, action);
    // Whoever closes the case sees what is left there.
    const bool closes = c.form.text("then") == "closing";
    // Nobody would hold the ball: it lies with the responsible, and the case page asks whose turn it is.
    const auto instead = keep_ball(c.tx, c.vault, record::find_case(c.tx, c.vault, action.case_id),
                                   c.who.account, c.now);
    if (!instead || closes) return back(c, action, instead);
    return c.see_other(Url("/w/cases")
                           .segment(record::case_number(action.case_id))
                           .query("ask", "1")
                           .query("instead", std::to_string(instead.value))
                           .query("undo", std::to_string(action.id.value))
                           .query("then", "case"));
}

Answer pass_action(Context& c) {
    const ActionRow action = open(c, Act::move_action);
    const auto to = read_holder(c, action);
    const auto due = read_due("pass_due", c.form.text("pass_due"), c.now.today,
                              add_working_days(c.now.today, kPassDays));
    Refusals no;
    if (!to) no.add(to.error());
    if (!due) no.add(due.error());
    if (no.any()) return c.refuse(view_of(c, action, std::move(no)), shell(c));
    pass(c.tx, c.vault, action.id, version_of(c, action), *to, *due, c.who.account, c.now.at);
    said(c, "pass", action, "work.wrote_pass"_w, {{"who", holder_name(c, *to)}});
    return back(c, action);
}

Answer move_due(Context& c) {
    const ActionRow action = open(c, Act::move_action);
    const auto due = read_due("due", c.form.text("due"), c.now.today, action.due);
    const auto time = read_said_time("due_time", c.form.text("due_time"));
    Refusals no;
    if (!due) no.add(due.error());
    if (!time) no.add(time.error());
    if (no.any()) return c.refuse(view_of(c, action, std::move(no)), shell(c));
    change_due(c.tx, action.id, version_of(c, action), *due, *time, c.who.account, c.now.at);
    said(c, "due", action, "work.wrote_due"_w, {{"date", list_date(*due, c.now.today)}});
    return back(c, action);
}

Answer assign_action(Context& c) {
    const ActionRow action = open(c, Act::move_action);
    const Id<Account> to{c.form.number("account")};
    const auto colleagues = people::accounts_of(c.tx, c.vault, c.who.organisation);
    const bool known = std::ranges::any_of(
        colleagues, [&](const auto& one) { return one.id == to && takes_steps(one); });
    if (action.holder.organisation != c.who.organisation || action.done_at) throw NotFound{};
    if (!known) {
        Refusals no;
        no.add("account", "work.say_person"_w);
        return c.refuse(view_of(c, action, std::move(no)), shell(c));
    }
    assign(c.tx, action.id, version_of(c, action), to, c.who.account, c.now.at);
    said(c, "assign", action, "work.wrote_pass"_w, {{"who", people::name_of(c.tx, c.vault, to)}});
    const std::string then = c.form.text("back");
    if (web::is_local_path(then))
        return c.see_other(Url::local(then).query("undo", std::to_string(action.id.value)));
    return back(c, action);
}

Answer take_back_action(Context& c) {
    const ActionRow action = open(c, Act::take_back_action);
    if (action.done_at) return back(c, action);
    const std::string reason = trimmed(c.form.text("reason"));
    Refusals no = check_text("reason", reason, kReasonLimit);
    if (reason.empty()) no.add("reason", "work.say_why_taken"_w);
    if (moves_with_request(action)) no.add(kWhole, "work.moves_with_request"_w);
    if (no.any()) return c.refuse(view_of(c, action, std::move(no)), shell(c));
    pass(c.tx, c.vault, action.id, version_of(c, action),
         {.side = "c", .organisation = c.who.organisation, .account = c.who.account, .name = {}},
         action.due, c.who.account, c.now.at);
    say_why_taken(c, action, reason);
    said(c, "take_back", action);
    return back(c, action);
}

namespace {

std::string undo_says(Context& c, const ActionRow& action, Step step, const Decision& opens) {
    std::string what = what_of(c, action, opens);
    if (what.empty()) what = word_text("work.step_not_shown"_w, c.lang);
    switch (step) {
        case Step::finish:
            return say("work.said_finished"_w, c.lang, {{"what", what}});
        case Step::pass:
            return say(
                "work.said_passed"_w, c.lang,
                {{"what", what}, {"who", told(c, action.case_id, holder_shown(c, action, opens))}});
        case Step::change_due:
            return say("work.said_due_moved"_w, c.lang,
                       {{"what", what}, {"date", list_date(action.due, c.now.today)}});
    }
    return {};
}

}  // namespace

void end_placeholder(Context& c, Id<record::Case> case_id) {
    const Id<Action> id{c.form.number("instead")};
    if (!id) return;
    const ActionRow action = find_action(c.tx, c.vault, id);
    if (action.case_id != case_id || action.done_at || moves_with_request(action) ||
        !is_placeholder(action) || !c.may(Act::finish_action, around_of(c, action)).allowed())
        return;
    finish(c.tx, id, action.version, c.who.account, c.now.at);
    said(c, "finish", action);
}

UndoView undoable(Context& c, Id<record::Case> on) {
    const Id<Action> id{c.query.number("undo")};
    const auto last = id ? last_change(c.tx, id, c.now.at) : std::nullopt;
    if (!last) return {};
    const ActionRow action = find_action(c.tx, c.vault, id);
    const Circumstances around = around_change(c, action);
    if ((on && action.case_id != on) || !c.may(Act::undo_action, around).allowed()) return {};
    return {.action = id.value,
            .change = last->id,
            .instead = c.query.number("instead"),
            .says = undo_says(c, action, last->step, opening(c, around, action)),
            .then = c.query.text("then")};
}

Answer undo_action(Context& c) {
    const ActionRow action = find(c, Act::undo_action);
    require(c, Act::undo_action, action, around_change(c, action));
    // The button names one change; another one since is not taken back for it.
    const auto last = last_change(c.tx, action.id, c.now.at);
    if (c.form.has("change") && last && c.form.number("change") != last->id) throw Stale{};
    undo_last(c.tx, c.vault, action.id, c.who.account, c.now.at);
    end_placeholder(c, action.case_id);
    said(c, "undo", action, "work.wrote_undo"_w);
    auto page = page_behind(c.form.text("then"), action);
    return c.see_other(page ? page->query("said", "undone") : Url("/w"));
}

}  // namespace michi::work
