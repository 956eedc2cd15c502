#include "life/pages.hpp"

#include <algorithm>

#include "base/era.hpp"
#include "base/working_days.hpp"
#include "handover/handover.hpp"
#include "work/work.hpp"

namespace michi::life {

web::Shell shell_of(const work::Opened& o) {
    return {.title = record::case_number(o.brief.id), .active = "cases"};
}

web::Url address_of(const work::Opened& o, std::string_view page) {
    return web::Url("/w/cases").segment(record::case_number(o.brief.id)).segment(page);
}

web::Answer saved(const web::Context& c, web::Url at, std::string_view said) {
    return c.see_other(at.query("said", said));
}

void tell(web::Context& c, const work::Opened& o, Word said, const Args& args, std::string_view act,
          std::string detail) {
    record::note_change(c.tx, c.vault, o.brief.id, say(said, Lang::ja, args), c.who, c.now.at);
    c.trace(TraceKind::change, std::string(act), "case/" + std::to_string(o.brief.id.value),
            o.brief.id.value, std::move(detail));
}

std::string last_day(Date since, Date until) { return full_date(std::max(since, until + -1)); }

std::string open_request_with(web::Context& c, const work::Opened& o,
                              Id<Organisation> organisation) {
    for (const auto& r : handover::open_requests(c.tx, c.vault, o.brief.id))
        if (r.from == organisation || r.to == organisation) return handover::handover_number(r.id);
    return {};
}

void take_turns(web::Context& c, const work::Opened& o,
                const std::vector<Id<Organisation>>& of_these) {
    for (const auto& a : work::open_actions_of(c.tx, c.vault, o.brief.id)) {
        if (a.handover || std::ranges::find(of_these, a.holder.organisation) == of_these.end())
            continue;
        work::take_over(
            c.tx, c.vault, a.id, a.version,
            {.side = "c", .organisation = o.brief.centre, .account = o.brief.in_charge, .name = {}},
            std::max(a.due, next_working_day(c.now.today)), c.who.account, c.now.at);
        c.trace(TraceKind::change, "work.take_back", "action/" + std::to_string(a.id.value),
                o.brief.id.value);
    }
}

}  // namespace michi::life
