// Lists that somebody publishes again and again, and their editions.

#include "directory/store.hpp"
#include "platform/series.hpp"

namespace michi::directory {
namespace {

constexpr Sql kListColumns =
    "SELECT id, source, name, publisher, coverage, headings, file_name, taken_at"
    " FROM directory_list ";

PublishedList list_from(const Row& row) {
    return {.id = row.get<Id<PublishedList>>(0),
            .source = row.get<std::string>(1),
            .name = row.get<std::string>(2),
            .publisher = row.get<std::string>(3),
            .coverage = row.get<std::string>(4),
            .headings = row.get<std::string>(5),
            .file_name = row.get<std::string>(6),
            .taken_at = row.get<Instant>(7)};
}

/// A list of that name, and whether it holds a row.
std::optional<std::pair<Id<PublishedList>, bool>> named(Tx& tx, const PublishedList& list,
                                                        const std::string& name) {
    return tx.first(
        "SELECT l.id, EXISTS (SELECT 1 FROM directory_record r WHERE r.list_id = l.id)"
        " FROM directory_list l WHERE l.source = $1 AND l.name = $2",
        [](const Row& row) { return std::pair(row.get<Id<PublishedList>>(0), row.get<bool>(1)); },
        list.source, name);
}

}  // namespace

std::vector<PublishedList> published_lists(Tx& tx, std::string_view source) {
    static const SqlText sql = SqlText(kListColumns) +
                               "WHERE source = $1 AND EXISTS (SELECT 1 FROM directory_record r"
                               " WHERE r.list_id = directory_list.id) ORDER BY id";
    return tx.all(sql, list_from, source);
}

Id<PublishedList> insert_list(Tx& tx, const PublishedList& list,
                              std::span<const Id<PublishedList>> others) {
    std::string name = list.name;
    for (int n = 2;; ++n) {
        const auto found = named(tx, list, name);
        const bool is_another = found && std::ranges::find(others, found->first) != others.end();
        if (found && !found->second && !is_another) return found->first;
        if (!found) break;
        name = list.name + "（" + std::to_string(n) + "）";
    }
    const Id<PublishedList> id{next_number(tx, "directory_list")};
    tx.run(
        "INSERT INTO directory_list (id, source, name, publisher, coverage, headings, file_name,"
        " taken_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        id, list.source, name, list.publisher, list.coverage, list.headings, list.file_name,
        list.taken_at);
    return id;
}

void note_edition(Tx& tx, const PublishedList& list) {
    tx.run(
        "UPDATE directory_list SET publisher = $2, coverage = $3, headings = $4, file_name = $5,"
        " taken_at = $6, ended_on = NULL, ended_by = NULL WHERE id = $1",
        list.id, list.publisher, list.coverage, list.headings, list.file_name, list.taken_at);
}

std::vector<std::pair<Id<PublishedList>, std::string>> lists_of_bytes(Tx& tx,
                                                                      std::string_view source,
                                                                      std::string_view sha256) {
    return tx.all(
        "SELECT list_id, file_name FROM directory_batch WHERE source = $1 AND sha256 = $2"
        " AND staged = 0 AND undone_at IS NULL AND list_id > 0 ORDER BY id DESC",
        [](const Row& row) {
            return std::pair(row.get<Id<PublishedList>>(0), row.get<std::string>(1));
        },
        source, sha256);
}

}  // namespace michi::directory
