// Who of the Centre is in charge of a case: put, handed on, since when.

#include <algorithm>

#include "base/era.hpp"
#include "life/pages.hpp"
#include "life/rules.hpp"
#include "people/people.hpp"
#include "work/work.hpp"

namespace michi::life {
namespace {

using web::Answer;
using web::Context;
using work::Opened;

bool counsels(const people::AccountBrief& one) {
    return one.role == Role::centre_counsellor || one.role == Role::centre_head;
}

/// Who may be in charge: counsellors and heads of the Centre that keeps the case, whose accounts are in use.
std::vector<people::AccountBrief> colleagues(Context& c, const Opened& o) {
    auto all = people::accounts_of(c.tx, c.vault, o.brief.centre);
    std::erase_if(all, [](const auto& one) { return !one.enabled || !counsels(one); });
    return all;
}

std::string name_or_nobody(Context& c, Id<Account> account) {
    return account ? people::name_of(c.tx, c.vault, account)
                   : std::string(word_text("life.nobody_in_charge"_w, c.lang));
}

/// Newest first; each ends on the day on which the next one begins.
std::vector<AnsweringRow> history(Context& c, const Opened& o) {
    std::vector<AnsweringRow> rows;
    std::optional<Date> until;
    for (const record::Charge& one : record::charges_of(c.tx, o.brief.id)) {
        rows.push_back({name_or_nobody(c, one.account), full_date(one.since),
                        until ? last_day(one.since, *until) : "",
                        one.by ? people::name_of(c.tx, c.vault, one.by) : ""});
        until = one.since;
    }
    return rows;
}

/// Open steps that the person in charge holds for this case; those of a request move with it.
std::vector<work::ActionRow> steps_of(Context& c, const Opened& o) {
    auto steps = work::open_actions_of(c.tx, c.vault, o.brief.id);
    std::erase_if(steps, [&](const work::ActionRow& one) {
        return !o.brief.in_charge || one.holder.account != o.brief.in_charge;
    });
    return steps;
}

ChargeView charge_view(Context& c, const Opened& o) {
    ChargeView v;
    v.who = work::identity(c, o);
    v.now = name_or_nobody(c, o.brief.in_charge);
    v.was = o.brief.in_charge.value;
    v.steps = static_cast<std::int64_t>(steps_of(c, o).size());
    v.with_steps = !c.form.has("was") || c.form.text("with_steps") == "1";
    v.ask_code = o.brief.is_protected && c.who.assurance != Assurance::fresh;
    for (const auto& one : colleagues(c, o)) {
        const std::string id = std::to_string(one.id.value);
        if (one.id != o.brief.in_charge)
            v.colleagues.push_back({id, {}, one.name, id == c.form.text("account"), false});
    }
    v.history = history(c, o);
    return v;
}

void hand_on_steps(Context& c, const Opened& o, Id<Account> to) {
    for (const work::ActionRow& step : steps_of(c, o)) {
        work::assign(c.tx, step.id, step.version, to, c.who.account, c.now.at);
        c.trace(TraceKind::change, "work.assign", "action/" + std::to_string(step.id.value),
                o.brief.id.value);
    }
}

}  // namespace

Answer show_charge(Context& c) {
    const Opened o = work::open_case(c, Act::put_in_charge);
    return c.page(charge_view(c, o), shell_of(o));
}

Answer put_in_charge(Context& c) {
    const Opened o = work::open_case(c, Act::put_in_charge);
    ChargeView v = charge_view(c, o);
    const Id<Account> to{c.form.number("account")};
    const auto all = colleagues(c, o);
    v.refusals.add(reasons_not_to_put_in_charge(
        {.now = o.brief.in_charge,
         .was_shown = Id<Account>{c.form.number("was")},
         .to = to,
         .to_counsels = std::ranges::find(all, to, &people::AccountBrief::id) != all.end()}));
    // Whoever is put in charge of a protected child reads where it lives.
    if (!v.refusals.any() && o.brief.is_protected) people::factor_is_fresh(c, v.refusals);
    if (v.refusals.any()) return c.refuse(std::move(v), shell_of(o));
    if (v.with_steps) hand_on_steps(c, o, to);
    work::put_in_charge(c.tx, c.vault, c.who, o.brief, to, c.now);
    return saved(c, address_of(o, "team"), "charge");
}

}  // namespace michi::life
