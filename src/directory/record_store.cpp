// Rows of lists as they were last published, and what each import changed of them.

#include "directory/packed_records.hpp"
#include "directory/store.hpp"
#include "platform/series.hpp"

namespace michi::directory {
namespace {

constexpr Sql kRecordColumns =
    "SELECT id, service_id, source, publisher, list_id, system_no, provider_number, kind, content, "
    "gone_on, batch_id"
    " FROM directory_record ";

/// Without what it says.
Stored packed_from(const Row& row) {
    return {.id = row.get<Id<Record>>(0),
            .service = row.get<Id<Service>>(1),
            .source = row.get<std::string>(2),
            .publisher = row.get<std::string>(3),
            .system_no = row.get<std::string>(5),
            .provider_number = row.get<std::string>(6),
            .kind = row.get<std::string>(7),
            .values = {},
            .gone = !row.null(9),
            .gone_on = row.get<std::optional<Date>>(9),
            .batch = row.get<std::int64_t>(10),
            .list = row.get<std::int64_t>(4)};
}

Stored record_from(const Row& row) {
    Stored stored = packed_from(row);
    stored.values = unpack(row.text(8));
    return stored;
}

SqlText records_of_a_list() {
    return SqlText(kRecordColumns) +
           "WHERE list_id = $1 AND batch_id NOT IN"
           " (SELECT id FROM directory_batch WHERE staged > 0) ORDER BY id";
}

}  // namespace

void each_record(Tx& tx, Id<PublishedList> list, const std::function<void(Stored&&)>& on_record) {
    static const SqlText sql = records_of_a_list();
    tx.each(
        sql, [&](const Row& row) { on_record(record_from(row)); }, list);
}

void each_packed(Tx& tx, Id<PublishedList> list,
                 const std::function<void(Stored&&, std::string_view)>& on_record) {
    static const SqlText sql = records_of_a_list();
    tx.each(
        sql, [&](const Row& row) { on_record(packed_from(row), row.text(8)); }, list);
}

void each_standing(Tx& tx, std::string_view source,
                   const std::function<void(Stored&&)>& on_record) {
    static const SqlText sql = SqlText(kRecordColumns) +
                               "WHERE source = $1 AND gone_on IS NULL AND batch_id NOT IN"
                               " (SELECT id FROM directory_batch WHERE staged > 0) ORDER BY id";
    tx.each(
        sql, [&](const Row& row) { on_record(record_from(row)); }, source);
}

std::vector<Stored> records_of(Tx& tx, Id<Service> service) {
    static const SqlText sql = SqlText(kRecordColumns) + "WHERE service_id = $1 ORDER BY id";
    return tx.all(sql, record_from, service);
}

std::vector<Stored> shared_records(Tx& tx) {
    static const SqlText sql =
        SqlText(kRecordColumns) +
        "WHERE service_id IN (SELECT r.service_id FROM directory_record r JOIN directory_service s"
        " ON s.id = r.service_id WHERE s.changed >= 0 AND s.gone_on IS NULL AND r.gone_on IS NULL"
        " GROUP BY r.service_id HAVING count(*) > 1) ORDER BY service_id, id";
    return tx.all(sql, record_from);
}

std::vector<Settled> settled_ones(Tx& tx) {
    return tx.all("SELECT service_id, field, said FROM directory_settled", [](const Row& row) {
        return Settled{row.get<Id<Service>>(0), row.get<std::string>(1), row.get<std::string>(2)};
    });
}

void settle(Tx& tx, const Settled& one, Id<Account> by, Instant at) {
    tx.run(
        "INSERT INTO directory_settled (service_id, field, said, by_account, at)"
        " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (service_id, field) DO UPDATE SET"
        " said = excluded.said, by_account = excluded.by_account, at = excluded.at",
        one.service, one.field, one.said, by, at);
}

void insert_record(Tx& tx, const Stored& record, Id<Batch> batch) {
    tx.run(
        "INSERT INTO directory_record (id, service_id, source, publisher, list_id, system_no,"
        " provider_number, kind, content, batch_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
        "$10)",
        record.id, record.service, record.source, record.publisher, record.list, record.system_no,
        record.provider_number, record.kind, pack(record.values), batch.value);
}

void update_record(Tx& tx, const Stored& record, Id<Batch> batch) {
    tx.run(
        "UPDATE directory_record SET system_no = $2, provider_number = $3, kind = $4,"
        " content = $5, gone_on = NULL, batch_id = $6 WHERE id = $1",
        record.id, record.system_no, record.provider_number, record.kind, pack(record.values),
        batch.value);
}

void mark_gone(Tx& tx, Id<Record> record, Date on, Id<Batch> batch) {
    tx.run("UPDATE directory_record SET gone_on = $2, batch_id = $3 WHERE id = $1", record, on,
           batch.value);
}

void insert_change(Tx& tx, Id<Batch> batch, std::string_view change, const Stored& before) {
    tx.run(
        "INSERT INTO directory_change (batch_id, record_id, change, before,"
        " before_system_no, before_provider_number, before_kind, before_gone_on, before_batch)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        batch, before.id, change, pack(before.values), before.system_no, before.provider_number,
        before.kind, before.gone_on, before.batch);
}

void insert_addition(Tx& tx, Id<Batch> batch, Id<Record> record) {
    tx.run("INSERT INTO directory_change (batch_id, record_id, change) VALUES ($1, $2, 'new')",
           batch, record);
}

Id<Batch> insert_batch(Tx& tx, const BatchRow& row) {
    const Id<Batch> id{next_number(tx, "directory_batch")};
    tx.run(
        "INSERT INTO directory_batch (id, source, file_name, sha256, rows_read, added, changed, "
        "gone,"
        " unchanged, refused, by_account, at, staged, list_id) VALUES ($1, $2, $3, $4, $5, $6, $7,"
        " $8, $9, $10, $11, $12, $13, $14)",
        id, row.source, row.file_name, row.sha256, row.rows, row.added, row.changed, row.gone,
        row.unchanged, row.refused, row.by, row.at, row.staged, row.list.value);
    return id;
}

}  // namespace michi::directory
