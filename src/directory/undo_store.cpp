// Rows of a batch that is taken back.

#include "directory/directory.hpp"
#include "directory/store.hpp"

namespace michi::directory {

std::optional<std::vector<Undoable>> changes_of(Tx& tx, Id<Batch> batch) {
    const auto undone = tx.first(
        "SELECT undone_at FROM directory_batch WHERE id = $1 AND staged = 0",
        [](const Row& row) { return !row.null(0); }, batch);
    if (!undone) throw NotFound{};
    if (*undone) return std::nullopt;
    return tx.all(
        "SELECT c.record_id, r.service_id, c.change, c.before, r.list_id, c.before_system_no,"
        " c.before_provider_number, c.before_kind, c.before_gone_on, c.before_batch,"
        " r.batch_id <> c.batch_id"
        "   OR c.change = 'new' AND NOT EXISTS (SELECT 1 FROM directory_record a WHERE a.service_id = r.service_id"
        "                                        AND a.batch_id <> c.batch_id AND a.batch_id <> 0) AND ("
        "     EXISTS (SELECT 1 FROM directory_fact f WHERE f.service_id = r.service_id)"
        "     OR EXISTS (SELECT 1 FROM directory_candidate d WHERE d.service_id = r.service_id)"
        "     OR EXISTS (SELECT 1 FROM directory_refusal n WHERE n.service_id = r.service_id)"
        "     OR EXISTS (SELECT 1 FROM directory_service s WHERE s.id = r.service_id AND s.held = 1)"
        "     OR EXISTS (SELECT 1 FROM directory_record o WHERE o.service_id = r.service_id"
        "                AND o.batch_id = 0))"
        " FROM directory_change c JOIN directory_record r ON r.id = c.record_id"
        " WHERE c.batch_id = $1 ORDER BY c.record_id DESC",
        [](const Row& row) {
            Undoable one;
            one.change = row.get<std::string>(2);
            one.before.id = row.get<Id<Record>>(0);
            one.before.service = row.get<Id<Service>>(1);
            one.before.values = unpack(row.text(3));
            one.before.list = row.get<std::int64_t>(4);
            one.before.system_no = row.get<std::string>(5);
            one.before.provider_number = row.get<std::string>(6);
            one.before.kind = row.get<std::string>(7);
            one.before.gone_on = row.get<std::optional<Date>>(8);
            one.kept = one.change == "new" || !row.null(9);
            one.before.batch = row.get<std::optional<std::int64_t>>(9).value_or(0);
            one.edited = row.get<bool>(10);
            return one;
        },
        batch);
}

bool has_newer_edition(Tx& tx, Id<Batch> batch) {
    return tx.value<std::int64_t>(
               "SELECT count(*) FROM directory_batch n JOIN directory_batch b ON b.id = $1"
               " WHERE b.list_id > 0 AND n.list_id = b.list_id AND n.id > b.id AND n.staged = 0"
               " AND n.undone_at IS NULL AND n.added + n.changed + n.gone > 0",
               batch) > 0;
}

void hold(Tx& tx, Id<Service> id) {
    tx.run("UPDATE directory_service SET held = 1 WHERE id = $1 AND held = 0", id);
}

void drop_record(Tx& tx, Id<Record> record) {
    tx.run("DELETE FROM directory_record WHERE id = $1", record);
}

void put_back(Tx& tx, const Stored& before) {
    tx.run(
        "UPDATE directory_record SET system_no = $2, provider_number = $3, kind = $4,"
        " content = $5, gone_on = $6, batch_id = $7 WHERE id = $1",
        before.id, before.system_no, before.provider_number, before.kind, pack(before.values),
        before.gone_on, before.batch);
}

void drop_service(Tx& tx, Id<Service> service, std::int64_t version) {
    tx.run("DELETE FROM directory_service_at_place WHERE service_id = $1", service);
    tx.run("DELETE FROM directory_shown WHERE service_id = $1", service);
    tx.run("DELETE FROM directory_service WHERE id = $1", service);
    tx.run("UPDATE directory_state SET emptied = $1 WHERE id = 1", version);
}

void know_as_before(Tx& tx, Id<Batch> batch) {
    tx.run(
        "UPDATE directory_list SET headings = '', file_name = coalesce((SELECT b.file_name"
        " FROM directory_batch b WHERE b.list_id = directory_list.id AND b.undone_at IS NULL"
        " AND b.staged = 0 AND b.sha256 <> '' ORDER BY b.id DESC LIMIT 1), ''),"
        " taken_at = coalesce((SELECT b.at FROM directory_batch b"
        " WHERE b.list_id = directory_list.id AND b.undone_at IS NULL AND b.staged = 0"
        " AND b.sha256 <> '' ORDER BY b.id DESC LIMIT 1), taken_at)"
        " WHERE id = (SELECT list_id FROM directory_batch WHERE id = $1 AND sha256 <> '')",
        batch);
    tx.run(
        "UPDATE directory_list SET ended_on = (SELECT max(r.gone_on) FROM directory_record r"
        " WHERE r.list_id = directory_list.id), ended_by = (SELECT b.by_account FROM directory_batch b"
        " WHERE b.list_id = directory_list.id AND b.undone_at IS NULL AND b.staged = 0"
        " ORDER BY b.id DESC LIMIT 1)"
        " WHERE id = (SELECT list_id FROM directory_batch WHERE id = $1 AND sha256 <> '')"
        " AND '' = (SELECT b.sha256 FROM directory_batch b WHERE b.list_id = directory_list.id"
        " AND b.undone_at IS NULL AND b.staged = 0 ORDER BY b.id DESC LIMIT 1)",
        batch);
}

void mark_undone(Tx& tx, Id<Batch> batch, Id<Account> by, Instant at) {
    tx.run("DELETE FROM directory_change WHERE batch_id = $1", batch);
    tx.run(
        "UPDATE directory_list SET ended_on = NULL, ended_by = NULL WHERE id = (SELECT list_id"
        " FROM directory_batch WHERE id = $1 AND sha256 = '')",
        batch);  // a batch without a file is a list that ended
    tx.run("UPDATE directory_batch SET undone_by = $2, undone_at = $3 WHERE id = $1", batch, by,
           at);
}

}  // namespace michi::directory
