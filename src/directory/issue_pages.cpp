// 地域の課題: what was looked for and not found.

#include <algorithm>

#include "base/era.hpp"
#include "directory/question.hpp"
#include "directory/seen.hpp"
#include "directory/store.hpp"
#include "people/people.hpp"

namespace michi::directory {
namespace {

using web::Context;
using web::Url;

std::string asked_text(const Context& c, const IssueRow& issue) {
    std::string text;
    const auto add = [&](std::string_view word) {
        text.append(text.empty() ? "" : "・").append(word);
    };
    for (const std::string& kind : issue.kinds) add(word_text(kind_word(kind), c.lang));
    for (const std::string& id : issue.conditions) {
        const Condition* condition = find_condition(std::string_view(id).substr(0, id.find(':')));
        if (!condition) continue;
        const auto colon = id.find(':');
        add(colon == id.npos ? std::string(word_text(condition->word, c.lang))
                             : say("directory.years_old"_w, c.lang, {{"n", id.substr(colon + 1)}}));
    }
    if (issue.within_km)
        add(say("directory.within"_w, c.lang, {{"km", std::to_string(*issue.within_km)}}));
    return text;
}

}  // namespace

web::Answer record_gap(Context& c) {
    c.require(Act::record_issue, {});
    const Question q = asked_in(c, c.form);
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

web::Answer show_issues(Context& c) {
    c.require(Act::read_issues, {});
    IssuesView v;
    for (const IssueRow& issue : issues(c.tx))
        v.issues.push_back({.number = issue_number(issue.id),
                            .place = place_name(issue.municipality),
                            .asked = asked_text(c, issue),
                            .found = say("directory.found_of"_w, c.lang,
                                         {{"found", std::to_string(issue.found)},
                                          {"fitting", std::to_string(issue.fitting)}}),
                            .when = list_date(issue.at.in_japan(), c.now.today),
                            .by = people::name_of(c.tx, c.vault, issue.by),
                            .note = issue.note,
                            .fresh = issue.id.value == c.query.number("new")});
    web::Shell shell = resources_shell(c, "directory.issues_title"_w);
    shell.active = "issues";
    shell.focus = false;
    return c.page(std::move(v), shell);
}

}  // namespace michi::directory
