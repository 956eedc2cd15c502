// 地域の課題: what was looked for and not found.

#include "directory/question.hpp"
#include "directory/seen.hpp"
#include "directory/store.hpp"

namespace michi::directory {
namespace {

using web::Context;
using web::Url;

}  // namespace

web::Answer record_gap(Context& c) {
    c.require(Act::record_issue, {});
    const Question q = read_question(c, c.form);  // the words are nobody's lack of a service
    if (!q.token.empty() && !asks_by_choice(q))
        return c.see_other(with_question(Url("/w/resources"), q));
    Asked asked = q.asked;
    asked.most = 0;
    const Found found = search(*snapshot(c.tx, may_see(c.who.role)), asked);
    NewIssue issue{.organisation = c.who.organisation,
                   .municipality = q.asked.municipality,
                   .kinds = q.asked.kinds,
                   .conditions = q.care,
                   .within_km = {},
                   .found = found.total,
                   .fitting = found.fitting,
                   .note = {},
                   .by = c.who.account,
                   .at = c.now.at};
    if (q.asked.age) issue.conditions.push_back("age:" + std::to_string(*q.asked.age));
    issue.conditions.insert(issue.conditions.end(), q.needs.begin(), q.needs.end());
    if (q.asked.within_km) issue.within_km = static_cast<int>(*q.asked.within_km);
    const auto id = record_issue(c.tx, issue);
    c.trace(TraceKind::create, "directory.issue", issue_number(id));
    return c.see_other(Url("/w/issues").query("new", std::to_string(id.value)));
}

}  // namespace michi::directory
