// /a/successions: 年度末の異動 on one page.

#include <algorithm>

#include "base/era.hpp"
#include "base/said_day.hpp"
#include "people/keeping.hpp"
#include "setup/pages.hpp"
#include "setup/succession.hpp"

namespace michi::setup {

void render(const SuccessionsView& v, web::Out& out);

namespace {

using web::Answer;
using web::Context;

std::vector<people::AccountBrief> colleagues(Context& c) {
    auto all = people::accounts_of(c.tx, c.vault, {});
    std::erase_if(all, [](const auto& a) { return !a.enabled || a.role == Role::family; });
    return all;
}

std::string shown(Context& c, const people::AccountBrief& a) {
    return a.name + "（" + people::find_organisation(c.tx, a.organisation).name + "・" +
           std::string(word_text(people::role_word(a.role), c.lang)) + "）";
}

std::vector<Choice> leaver_choices(Context& c, std::int64_t chosen) {
    std::vector<Choice> list;
    for (const auto& a : colleagues(c))
        if (a.id != c.who.account && people::may_keep(c.who.role, a.role))
            list.push_back(
                {std::to_string(a.id.value), {}, shown(c, a), a.id.value == chosen, false});
    return list;
}

std::vector<Choice> follower_choices(Context& c, Id<Account> leaver, std::int64_t chosen) {
    std::vector<Choice> list;
    const auto from = people::find_account(c.tx, c.vault, leaver);
    for (const auto& a : colleagues(c))
        if (people::may_follow(from, a))
            list.push_back(
                {std::to_string(a.id.value), {}, shown(c, a), a.id.value == chosen, false});
    return list;
}

SuccessionRow row_of(Context& c, const Succession& s) {
    const auto leaver = people::find_account(c.tx, c.vault, s.leaver);
    const people::Holdings now = s.done_at ? people::Holdings{s.steps, s.cases, s.calls}
                                           : people::holdings_of(c.tx, s.leaver);
    const bool due = !s.done_at && s.on <= c.now.today;
    return {.id = s.id.value,
            .leaver = leaver.name,
            .organisation = people::find_organisation(c.tx, leaver.organisation).name,
            .follower = people::name_of(c.tx, c.vault, s.follower),
            .on = detail_date(s.on, c.now.today),
            .by = people::name_of(c.tx, c.vault, s.asked_by),
            .steps = now.steps,
            .cases = now.cases,
            .calls = now.calls,
            .waits = due ? hindrance(c.tx, s) : Word{},
            .done = s.done_at.has_value(),
            .may_withdraw = !s.done_at && people::may_keep(c.who.role, leaver.role)};
}

SuccessionsView view_of(Context& c) {
    const auto& form = c.method == web::Method::get ? c.query : c.form;
    SuccessionsView v;
    for (const Succession& s : successions(c.tx, c.now.today)) v.rows.push_back(row_of(c, s));
    const people::Holdings nobodys = people::unheld(c.tx);
    v.nobodys_steps = nobodys.steps;
    v.nobodys_cases = nobodys.cases;
    v.nobodys_calls = nobodys.calls;
    v.leavers = leaver_choices(c, form.number("leaver"));
    v.on = form.maybe("on").value_or(document_date(c.now.today));
    const auto chosen = std::ranges::find_if(v.leavers, &Choice::on);
    if (chosen == v.leavers.end()) return v;
    const Id<Account> leaver{form.number("leaver")};
    v.leaver = leaver.value;
    v.leaver_name = chosen->text;
    v.followers = follower_choices(c, leaver, form.number("follower"));
    const people::Holdings held = people::holdings_of(c.tx, leaver);
    v.steps = held.steps;
    v.cases = held.cases;
    v.calls = held.calls;
    return v;
}

web::Shell shell(const Context& c) { return shell_of(c, "setup.successions"_w, "accounts"); }

Answer refused(Context& c, Refusals no) {
    auto v = view_of(c);
    v.refusals = std::move(no);
    return c.refuse(std::move(v), shell(c));
}

/// Whom nobody here could close is not there.
people::AccountBrief leaver_of(Context& c) {
    auto leaver = people::find_account(c.tx, c.vault, {c.form.number("leaver")});
    if (!people::may_keep(c.who.role, leaver.role)) throw NotFound{};
    return leaver;
}

void check_follower(Context& c, const people::AccountBrief& leaver, Id<Account> follower,
                    Refusals& no) {
    if (!follower) return;
    if (!people::may_follow(leaver, people::find_account(c.tx, c.vault, follower)))
        no.add("follower", "setup.say_follower"_w);
}

}  // namespace

Answer show_successions(Context& c) {
    c.require(Act::manage_accounts, {});
    return c.page(view_of(c), shell(c));
}

Answer plan(Context& c) {
    c.require(Act::manage_accounts, {});
    if (c.form.number("leaver") == 0) {
        Refusals no;
        no.add("leaver", "setup.say_leaver"_w);
        return refused(c, std::move(no));
    }
    const auto leaver = leaver_of(c);
    Succession s{.id = {},
                 .leaver = leaver.id,
                 .follower = {c.form.number("follower")},
                 .on = {},
                 .asked_by = c.who.account};
    Refusals no = people::reasons_not_to_close(c, leaver);
    check_follower(c, leaver, s.follower, no);
    if (const auto day = read_said_day("on", c.form.text("on"), Toward::coming, c.now.today))
        s.on = *day;
    else
        no.add(day.error());
    if (is_planned(c.tx, leaver.id)) no.add(kWhole, "setup.planned_already"_w);
    if (!leaver.enabled) no.add(kWhole, "setup.closed_already"_w);
    if (no.any()) return refused(c, std::move(no));
    plan_succession(c.tx, s, c.now.at);
    c.trace(TraceKind::account, "setup.plan_succession",
            "account/" + std::to_string(leaver.id.value), 0, s.on.iso());
    carry_out(c.tx, c.now);
    return c.see_other(web::Url("/a/successions"));
}

Answer withdraw_plan(Context& c) {
    c.require(Act::manage_accounts, {});
    const auto s = find_succession(c.tx, {c.number("succession")});
    const auto leaver = people::find_account(c.tx, c.vault, s.leaver);
    if (!people::may_keep(c.who.role, leaver.role)) throw NotFound{};
    if (!withdraw_succession(c.tx, s.id, c.now.at)) {
        Refusals no;
        no.add(kWhole, "setup.done_already"_w);
        return refused(c, std::move(no));
    }
    c.trace(TraceKind::account, "setup.withdraw_succession",
            "account/" + std::to_string(s.leaver.value));
    return c.see_other(web::Url("/a/successions"));
}

}  // namespace michi::setup
