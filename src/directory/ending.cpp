#include "directory/ending.hpp"

#include <algorithm>
#include <set>

#include "directory/store.hpp"
#include "directory/taking.hpp"

namespace michi::directory {
namespace {

constexpr Sql kListColumns =
    "SELECT l.id, l.source, l.name, l.publisher, l.coverage, l.headings, l.file_name, l.taken_at,"
    " l.ended_on, l.ended_by, (SELECT count(*) FROM directory_record r WHERE r.list_id = l.id"
    " AND r.gone_on IS NULL AND r.batch_id NOT IN (SELECT id FROM directory_batch WHERE staged > 0))"
    " FROM directory_list l ";

KeptList kept_from(const Row& row) {
    return {.list = {.id = row.get<Id<PublishedList>>(0),
                     .source = row.get<std::string>(1),
                     .name = row.get<std::string>(2),
                     .publisher = row.get<std::string>(3),
                     .coverage = row.get<std::string>(4),
                     .headings = row.get<std::string>(5),
                     .file_name = row.get<std::string>(6),
                     .taken_at = row.get<Instant>(7)},
            .rows = row.get<std::size_t>(10),
            .ended_on = row.get<std::optional<Date>>(8),
            .ended_by = row.get<std::optional<Id<Account>>>(9).value_or(Id<Account>{})};
}

/// Services of the list that another list names too.
std::set<Id<Service>> named_elsewhere(Tx& tx, Id<PublishedList> list) {
    std::set<Id<Service>> named;
    tx.each(
        "SELECT DISTINCT o.service_id FROM directory_record o WHERE o.list_id > 0 AND o.list_id <> $1"
        " AND o.gone_on IS NULL AND o.batch_id NOT IN (SELECT id FROM directory_batch WHERE staged > 0)"
        " AND o.service_id IN (SELECT r.service_id FROM directory_record r WHERE r.list_id = $1)",
        [&](const Row& row) { named.insert(row.get<Id<Service>>(0)); }, list);
    return named;
}

}  // namespace

std::vector<KeptList> kept_lists(Tx& tx) {
    static const SqlText sql =
        SqlText(kListColumns) +
        "WHERE EXISTS (SELECT 1 FROM directory_record r WHERE r.list_id = l.id)"
        " ORDER BY l.ended_on IS NOT NULL, l.name, l.id";
    return tx.all(sql, kept_from);
}

KeptList kept_list(Tx& tx, Id<PublishedList> id) {
    static const SqlText sql =
        SqlText(kListColumns) +
        "WHERE l.id = $1 AND EXISTS (SELECT 1 FROM directory_record r WHERE r.list_id = l.id)";
    auto found = tx.first(sql, kept_from, id);
    if (!found) throw NotFound{};
    return std::move(*found);
}

Ending ending_of(Tx& tx, Id<PublishedList> list) {
    const auto elsewhere = named_elsewhere(tx, list);
    Ending ending;
    each_record(tx, list, [&](Stored&& stored) {
        if (stored.gone) return;
        auto& where = elsewhere.contains(stored.service) ? ending.staying : ending.going;
        where.push_back(std::move(stored));
    });
    return ending;
}

Refusals check_end(const KeptList& list, Date on, Date today) {
    Refusals no;
    if (list.ended_on) no.add(kWhole, "directory.list_ended_already"_w);
    if (on > today) no.add("ended_on", "directory.not_in_future"_w);
    if (on < now_at(list.list.taken_at).today) no.add("ended_on", "directory.end_before_edition"_w);
    return no;
}

Refusals end_list(Tx& tx, const KeptList& list, Date on, std::size_t rows, Id<Account> by,
                  Now now) {
    Refusals no = check_end(list, on, now.today);
    if (!no.any() && rows != list.rows) no.add(kWhole, "directory.list_changed_since"_w);
    if (no.any()) return no;
    std::vector<Stored> standing;
    each_record(tx, list.list.id, [&](Stored&& stored) {
        if (!stored.gone) standing.push_back(std::move(stored));
    });
    const Id<Batch> batch = insert_batch(tx, {.source = list.list.source,
                                              .file_name = list.list.name,
                                              .sha256 = {},  // no file: a list that ended
                                              .gone = standing.size(),
                                              .by = by,
                                              .at = now.at,
                                              .list = list.list.id});
    const std::int64_t version = next_version(tx);
    Home home(tx);
    for (const Stored& stored : standing) {
        insert_change(tx, batch, "gone", stored);
        mark_gone(tx, stored.id, on, batch);
        merge_again(tx, stored.service, stored.kind, version, home, now);
    }
    tx.run("UPDATE directory_list SET ended_on = $2, ended_by = $3 WHERE id = $1", list.list.id, on,
           by ? std::optional(by) : std::nullopt);
    count_taken(tx);
    return no;
}

}  // namespace michi::directory
