// Handlers of needs, and what they share.
#pragma once

#include "directory/question.hpp"
#include "needs/rules.hpp"
#include "needs/store.hpp"
#include "needs/views.hpp"
#include "web/web.hpp"

namespace michi::needs {

web::Answer show_issues(web::Context& c);
web::Answer issues_csv(web::Context& c);
web::Answer show_issue(web::Context& c);
web::Answer move_issue_on(web::Context& c);
web::Answer show_waiting(web::Context& c);
web::Answer show_waited(web::Context& c);
web::Answer add_waiting(web::Context& c);
web::Answer stop_waiting(web::Context& c);

web::Answer show_prefecture(web::Context& c);

/// Of a period of months, "12", "3" or "all": newest first.
std::vector<Issue> issues_in(web::Context& c, const std::string& period);
/// A number, or the star of one that is withheld.
std::string cell_text(const Cell& cell);
/// The tile map of the last line of a table by area.
std::vector<GapTile> tiles_of(web::Context& c, const GapTable& areas, std::string_view chosen);

/// The Centre sees every number and every issue; others what is not small, and their own.
bool sees_whole(const web::Context& c);
/// 「医療型短期入所」, 「2歳」, 「夜間」, 「10km以内」: one a condition.
std::vector<std::string> words_of(const web::Context& c, const Need& need);
std::string text_of(const web::Context& c, const Need& need);
std::string kind_text(const web::Context& c, std::string_view kind);
std::string area_text(const web::Context& c, std::string_view municipality);
web::Shell shell_of(const web::Context& c, Word title);

}  // namespace michi::needs
