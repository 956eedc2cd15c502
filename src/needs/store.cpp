#include "needs/store.hpp"

#include "directory/directory.hpp"
#include "platform/series.hpp"

namespace michi::needs {
namespace {

constexpr Sql kIssue =
    "SELECT id, organisation_id, municipality, kinds, conditions, within_km, found, fitting, note,"
    " state, version, created_by, created_at FROM regional_issue ";

Issue issue_from(const Row& row) {
    return {.id = row.get<Id<directory::RegionalIssue>>(0),
            .organisation = row.get<Id<Organisation>>(1),
            .need = need_from(row, 2),
            .found = row.integer(6),
            .fitting = row.integer(7),
            .note = row.get<std::string>(8),
            .state = row.get<IssueState>(9),
            .version = row.integer(10),
            .by = row.get<Id<Account>>(11),
            .at = row.get<Instant>(12)};
}

}  // namespace

std::vector<std::string> parted(std::string_view text) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find(' ', at), text.size());
        parts.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

Need need_from(const Row& row, int at) {
    return {.municipality = row.get<std::string>(at),
            .kinds = parted(row.text(at + 1)),
            .conditions = parted(row.text(at + 2)),
            .within_km = row.get<std::optional<int>>(at + 3)};
}

std::vector<Issue> issues(Tx& tx) {
    static const SqlText sql = SqlText(kIssue) + "ORDER BY id DESC";
    return tx.all(sql, issue_from);
}

Issue find_issue(Tx& tx, Id<directory::RegionalIssue> id) {
    static const SqlText sql = SqlText(kIssue) + "WHERE id = $1";
    auto found = tx.first(sql, issue_from, id);
    if (!found) throw NotFound{};
    return *std::move(found);
}

std::vector<IssueEvent> events_of(Tx& tx, Id<directory::RegionalIssue> id) {
    return tx.all(
        "SELECT state, note, by_account, at FROM regional_issue_event WHERE issue_id = $1 ORDER BY "
        "id",
        [](const Row& row) {
            return IssueEvent{.state = row.get<IssueState>(0),
                              .note = row.get<std::string>(1),
                              .by = row.get<Id<Account>>(2),
                              .at = row.get<Instant>(3)};
        },
        id);
}

void move_issue(Tx& tx, const Issue& before, IssueState to, const std::string& note, Id<Account> by,
                Instant at) {
    const auto changed = tx.run(
        "UPDATE regional_issue SET state = $3, version = version + 1 WHERE id = $1 AND version = "
        "$2",
        before.id, before.version, int(to));
    if (changed == 0) throw Stale{};
    tx.run(
        "INSERT INTO regional_issue_event (id, issue_id, state, note, by_account, at) VALUES ($1, "
        "$2, $3, $4, $5, $6)",
        next_number(tx, "regional_issue_event"), before.id, int(to), note, by, at);
}

}  // namespace michi::needs
