// Rows of a list that is on its way into the directory, or never arrived.

#include "directory/store.hpp"

namespace michi::directory {

std::int64_t taken(Tx& tx) {
    return tx.value<std::int64_t>("SELECT taken FROM directory_state WHERE id = 1");
}

void count_taken(Tx& tx) { tx.run("UPDATE directory_state SET taken = taken + 1 WHERE id = 1"); }

bool is_staged(Tx& tx, Id<Batch> batch) {
    return tx.value<std::int64_t>(
               "SELECT count(*) FROM directory_batch WHERE id = $1 AND staged = 1", batch) > 0;
}

std::vector<Id<Batch>> staged_batches(Tx& tx) {
    return tx.all("SELECT id FROM directory_batch WHERE staged > 0 ORDER BY id",
                  [](const Row& row) { return row.get<Id<Batch>>(0); });
}

void make_live(Tx& tx, Id<Batch> batch, std::int64_t version) {
    tx.run("UPDATE directory_batch SET staged = 0 WHERE id = $1", batch);
    tx.run("UPDATE directory_service SET changed = $2 WHERE changed = $1", staged_version(batch),
           version);
}

bool sweep_some(Tx& tx, Id<Batch> batch) {
    const auto version = staged_version(batch);
    // 2: some of it is gone already. Whoever was writing it finds it stale and does not make the rest live.
    tx.run("UPDATE directory_batch SET staged = 2 WHERE id = $1 AND staged = 1", batch);
    tx.run(
        "DELETE FROM directory_change WHERE batch_id = $2 AND record_id IN (SELECT id FROM"
        " directory_record WHERE service_id IN (SELECT id FROM directory_service"
        " WHERE changed = $1 ORDER BY id LIMIT 500))",
        version, batch);
    tx.run(
        "DELETE FROM directory_record WHERE service_id IN (SELECT id FROM directory_service"
        " WHERE changed = $1 ORDER BY id LIMIT 500)",
        version);
    tx.run(
        "DELETE FROM directory_service_at_place WHERE service_id IN (SELECT id FROM"
        " directory_service WHERE changed = $1 ORDER BY id LIMIT 500)",
        version);
    const auto swept = tx.run(
        "DELETE FROM directory_service WHERE id IN (SELECT id FROM directory_service"
        " WHERE changed = $1 ORDER BY id LIMIT 500)",
        version);
    if (swept == 0) tx.run("DELETE FROM directory_batch WHERE id = $1 AND staged > 0", batch);
    return swept > 0;
}

}  // namespace michi::directory
