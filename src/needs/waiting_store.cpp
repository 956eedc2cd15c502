#include <algorithm>

#include "directory/directory.hpp"
#include "needs/store.hpp"
#include "needs/waiting.hpp"
#include "platform/series.hpp"

namespace michi::needs {
namespace {

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : " ") + part;
    return text;
}

WaitingRow waiting_from(const Row& row) {
    return {.id = row.get<Id<Waiting>>(0),
            .case_id = row.get<Id<record::Case>>(1),
            .need = need_from(row, 2),
            .version = row.integer(6),
            .speaker = row.get<std::string>(7),
            .agreed_on = row.get<Date>(8),
            .by = row.get<Id<Account>>(9),
            .at = row.get<Instant>(10)};
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

std::vector<WaitingRow> waiting(Tx& tx) {
    return tx.all(
        "SELECT w.id, w.case_id, w.municipality, w.kinds, w.conditions, w.within_km,"
        " w.directory_version, w.speaker, w.agreed_on, w.added_by, w.added_at FROM need_waiting w JOIN case_record c ON c.id ="
        " w.case_id WHERE w.ended_at IS NULL AND c.state <> 2 ORDER BY w.added_at, w.id",
        waiting_from);
}

Id<Waiting> begin_waiting(Tx& tx, const WaitingRow& row) {
    const auto all = waiting(tx);
    const auto known =
        std::ranges::find_if(all, [&](const WaitingRow& one) { return same(one, row); });
    if (known != all.end()) return known->id;
    const Id<Waiting> id{next_number(tx, "need_waiting")};
    tx.run(
        "INSERT INTO need_waiting (id, case_id, municipality, kinds, conditions, within_km,"
        " directory_version, speaker, agreed_on, added_by, added_at) VALUES ($1, $2, $3, $4, $5, $6,"
        " $7, $8, $9, $10, $11)",
        id, row.case_id, row.need.municipality, joined(row.need.kinds), joined(row.need.conditions),
        row.need.within_km, row.version, row.speaker, row.agreed_on, row.by, row.at);
    return id;
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
