// All SQL of needs. Only this capability includes it.
#pragma once

#include "needs/model.hpp"
#include "platform/db.hpp"

namespace michi::needs {

/// What is kept as one text with blanks between.
std::vector<std::string> parted(std::string_view text);
/// From four columns: municipality, kinds, conditions, within_km.
Need need_from(const Row& row, int at);

std::vector<Issue> issues(Tx& tx);                                           // newest first
Issue find_issue(Tx& tx, Id<directory::RegionalIssue> id);                   // throws NotFound
std::vector<IssueEvent> events_of(Tx& tx, Id<directory::RegionalIssue> id);  // oldest first
/// Throws Stale when somebody moved it meanwhile.
void move_issue(Tx& tx, const Issue& before, IssueState to, const std::string& note, Id<Account> by,
                Instant at);

}  // namespace michi::needs
