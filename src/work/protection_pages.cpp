// 住所秘匿 of a case: set, reviewed, ended; each step with its reason, and a second person is told.

#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/said_day.hpp"
#include "people/people.hpp"
#include "work/pages.hpp"
#include "work/protection.hpp"
#include "work/shown.hpp"
#include "work/work.hpp"

namespace michi::work {
namespace {

using record::Protection;
using record::ProtectionStep;
using web::Answer;
using web::Context;
using web::Url;

constexpr int kUsualReview = 6;  // months

std::optional<ProtectionStep> step_named(std::string_view name) {
    for (const auto step : {ProtectionStep::set, ProtectionStep::review, ProtectionStep::end})
        if (record::name_of(step) == name) return step;
    return std::nullopt;
}

std::string day_or_nothing(const Context& c, const std::optional<Date>& day) {
    return day ? detail_date(*day, c.now.today) : std::string{};
}

void fill_steps(Context& c, ProtectionView& v, const std::vector<Protection>& steps) {
    for (const Protection& step : steps) {
        const auto* asker = record::find_code(step.asked_by, record::kProtectionAskers);
        v.steps.push_back({list_date(step.at.in_japan(), c.now.today) + " " + step.at.clock(),
                           word_of(step.step), c.masked ? "" : step.reason,
                           asker ? std::string(word_text(asker->word, c.lang)) : "",
                           day_or_nothing(c, step.until), day_or_nothing(c, step.review_on),
                           people::name_of(c.tx, c.vault, step.by)});
    }
}

ProtectionView protection_view(Context& c, const Opened& o) {
    ProtectionView v;
    v.who = identity(c, o);
    v.is_protected = o.brief.is_protected;
    const auto steps = record::protections_of(c.tx, c.vault, o.brief);
    v.due = record::review_is_due(
        v.is_protected, steps.empty() ? std::nullopt : std::optional(steps.front()), c.now.today);
    fill_steps(c, v, steps);
    v.reason = c.form.text("reason");
    v.until = c.form.text("until");
    v.review_on =
        c.form.maybe("review_on").value_or(document_date(add_months(c.now.today, kUsualReview)));
    v.askers = choices(record::kProtectionAskers, c.form.text("asked_by"));
    v.ask_code = c.may(Act::protect_case, o.around).step_up();
    return v;
}

Protection read_step(const Context& c, ProtectionStep step, Refusals& no) {
    return {.step = step,
            .reason = trimmed(c.form.text("reason")),
            .asked_by = c.form.text("asked_by"),
            .until = read_said_day("until", c.form.text("until"), Toward::coming, c.now.today, no),
            .review_on = read_said_day("review_on", c.form.text("review_on"), Toward::coming,
                                       c.now.today, no),
            .by = c.who.account,
            .at = c.now.at};
}

web::Shell protection_shell(const Opened& o) {
    return {.title = record::case_number(o.brief.id), .active = "cases"};
}

}  // namespace

Answer show_protection(Context& c) {
    const Opened o = open_case(c, Act::see_protection);
    return c.page(protection_view(c, o), protection_shell(o));
}

Answer change_protection(Context& c) {
    const Opened o = open_case(c, Act::see_protection);
    if (!c.may(Act::protect_case, o.around).allowed()) c.require(Act::protect_case, o.around);
    const auto step = step_named(c.form.text("step"));
    if (!step) throw NotFound{};
    ProtectionView v = protection_view(c, o);
    const Protection next = read_step(c, *step, v.refusals);
    v.refusals.add(record::reasons_not_to_take(next, o.brief.is_protected, c.now.today));
    if (!v.refusals.any()) people::factor_is_fresh(c, v.refusals);
    if (v.refusals.any()) return c.refuse(std::move(v), protection_shell(o));
    record::take_protection(c.tx, c.vault, o.brief, next);
    note_protection(c.tx, c.vault, c.who, o.brief, *step, c.now);
    return c.see_other(
        Url("/w/cases").segment(record::case_number(o.brief.id)).segment("protection"));
}

}  // namespace michi::work
