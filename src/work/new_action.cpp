// A new step of a case, whose turn it is and by when.

#include "base/said_day.hpp"
#include "base/text.hpp"
#include "base/working_days.hpp"
#include "work/due.hpp"
#include "work/holder.hpp"
#include "work/pages.hpp"
#include "work/shown.hpp"
#include "work/work.hpp"

namespace michi::work {

using web::Answer;
using web::Context;
using web::Url;

namespace {

constexpr int kLongestDueMonths = 60;

}  // namespace

Result<Date> read_due(std::string_view field, const std::string& typed, Date today,
                      Date otherwise) {
    Refusals no;
    const auto day = read_said_day(field, typed, Toward::coming, today, no);
    if (day && *day > add_months(today, kLongestDueMonths)) no.add(field, "work.due_far"_w);
    if (day && *day < add_months(today, -kLongestDueMonths)) no.add(field, "work.due_long_past"_w);
    if (no.any()) return refused(std::move(no));
    return day.value_or(otherwise);
}

Answer new_action(Context& c) {
    const Opened o = open_case(c, Act::set_action);
    const std::string what = trimmed(c.form.text("next_what"));
    const bool watch = c.form.text("watch") == "1";
    const auto due =
        read_due("next_due", c.form.text("next_due"), c.now.today,
                 watch ? add_months(c.now.today, 1) : add_working_days(c.now.today, kPassDays));
    Refusals no = check_text("next_what", what, 1500);
    if (what.empty()) no.add("next_what", "work.say_what"_w);
    if (!due) no.add(due.error());
    const std::string side = c.form.maybe("side").value_or("c");
    const auto to = holder_of(c, &o.brief,
                              {.side = side,
                               .name = c.form.text("next_who"),
                               .organisation = {},
                               .account = c.who.account,
                               .name_field = "next_who"});
    if (!to) no.add(to.error());
    if (no.any()) return case_again(c, std::move(no));
    end_placeholder(c, o.brief.id);
    add_action(c.tx, c.vault,
               {.case_id = o.brief.id,
                .consultation = {},
                .handover = {},
                .centre = o.brief.centre,
                .key = o.brief.key,
                .kind = watch ? ActionKind::follow_up : ActionKind::act,
                .what = what,
                .holder = *to,
                .waiting_side = "f",
                .waiting_name = {},
                .waiting_since = c.now.today,
                .due = *due,
                .due_time = {},
                .returned = false,
                .created_by = c.who.account},
               c.now.at);
    c.trace(TraceKind::create, "work.add", "case/" + std::to_string(o.brief.id.value),
            o.brief.id.value);
    return c.see_other(Url("/w/cases").segment(record::case_number(o.brief.id)));
}

}  // namespace michi::work
