#include <algorithm>

#include "base/packed.hpp"
#include "directory/directory.hpp"
#include "needs/store.hpp"
#include "needs/waiting.hpp"
#include "platform/in_clear.hpp"
#include "platform/series.hpp"
#include "record/record.hpp"

namespace michi::needs {
namespace {

constexpr std::string_view kTable = "need_waiting";

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : " ") + part;
    return text;
}

/// The names are those of the migration that moved them out of columns of their own.
std::string packed(const WaitingRow& row) {
    std::string text;
    pack(text, "municipality", row.need.municipality);
    pack(text, "kinds", joined(row.need.kinds));
    pack(text, "conditions", joined(row.need.conditions));
    pack(text, "within_km", row.need.within_km ? std::to_string(*row.need.within_km) : "");
    pack(text, "speaker", row.speaker);
    return text;
}

void put(WaitingRow& row, std::string_view name, std::string value) {
    if (name == "municipality") row.need.municipality = std::move(value);
    if (name == "kinds") row.need.kinds = parted(value);
    if (name == "conditions") row.need.conditions = parted(value);
    if (name == "within_km") row.need.within_km = std::stoi(value);
    if (name == "speaker") row.speaker = std::move(value);
}

WaitingRow waiting_from(const Row& row, Tx& tx, Vault& vault) {
    WaitingRow one{.id = row.get<Id<Waiting>>(0),
                   .case_id = row.get<Id<record::Case>>(1),
                   .need = {},
                   .version = row.integer(2),
                   .speaker = {},
                   .agreed_on = row.get<Date>(3),
                   .by = row.get<Id<Account>>(4),
                   .at = row.get<Instant>(5)};
    unpack(vault.open(tx, row.get<Id<DataKey>>(6), {kTable, "need", one.id.value}, row.blob(7)),
           [&](std::string_view name, std::string value) { put(one, name, std::move(value)); });
    return one;
}

Bytes sealed(Tx& tx, Vault& vault, Id<Waiting> id, const WaitingRow& row) {
    return vault.seal(tx, record::key_of(tx, row.case_id), {kTable, "need", id.value}, packed(row));
}

bool same(const WaitingRow& left, const WaitingRow& right) {
    return left.case_id == right.case_id && left.need.municipality == right.need.municipality &&
           left.need.kinds == right.need.kinds && left.need.conditions == right.need.conditions &&
           left.need.within_km == right.need.within_km;
}

}  // namespace

bool has_opened(const directory::Match& match, std::int64_t since) {
    return match.no == 0 && match.listing->changed > since;
}

std::vector<WaitingRow> waiting(Tx& tx, Vault& vault) {
    return tx.all(
        "SELECT w.id, w.case_id, w.directory_version, w.agreed_on, w.added_by, w.added_at, h.key_id, w.need"
        " FROM need_waiting w JOIN case_record c ON c.id = w.case_id JOIN child h ON h.id = c.child_id"
        " WHERE w.ended_at IS NULL AND c.state <> 2 ORDER BY w.added_at, w.id",
        [&](const Row& row) { return waiting_from(row, tx, vault); });
}

Id<Waiting> begin_waiting(Tx& tx, Vault& vault, const WaitingRow& row) {
    const auto all = waiting(tx, vault);
    const auto known =
        std::ranges::find_if(all, [&](const WaitingRow& one) { return same(one, row); });
    if (known != all.end()) return known->id;
    const Id<Waiting> id{next_number(tx, "need_waiting")};
    tx.run(
        "INSERT INTO need_waiting (id, case_id, need, directory_version, agreed_on, added_by,"
        " added_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        id, row.case_id, sealed(tx, vault, id, row), row.version, row.agreed_on, row.by, row.at);
    return id;
}

void rewrite_waiting(Tx& tx, Vault& vault, const WaitingRow& row) {
    tx.run("UPDATE need_waiting SET need = $2 WHERE id = $1", row.id,
           sealed(tx, vault, row.id, row));
}

void seal_in_clear(Tx& tx, Vault& vault) {
    take_in_clear(tx, "need_waiting.need", [&](std::int64_t id, const std::string& value) {
        WaitingRow row;
        row.case_id = Id<record::Case>{
            tx.value<std::int64_t>("SELECT case_id FROM need_waiting WHERE id = $1", id)};
        for (auto& [name, code] : codes_in_clear(value)) put(row, name, code);
        tx.run("UPDATE need_waiting SET need = $2 WHERE id = $1", id, sealed(tx, vault, {id}, row));
    });
}

bool end_waiting(Tx& tx, Id<Waiting> id, std::string_view reason, Id<Account> by, Instant at) {
    if (tx.value<std::int64_t>("SELECT count(*) FROM need_waiting WHERE id = $1", id) == 0)
        throw NotFound{};
    return tx.run(
               "UPDATE need_waiting SET end_reason = $2, ended_by = $3, ended_at = $4"
               " WHERE id = $1 AND ended_at IS NULL",
               id, reason, by, at) > 0;
}

}  // namespace michi::needs
