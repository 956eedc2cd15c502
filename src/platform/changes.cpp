#include "platform/changes.hpp"

#include <set>
#include <utility>

namespace michi {

void note_change(Tx& tx, std::string_view what, std::int64_t row) {
    tx.run("INSERT INTO change (what, row_id) VALUES ($1, $2)", what, row);
}

std::int64_t newest_change(Tx& tx) { return tx.value<std::int64_t>("SELECT max(id) FROM change"); }

void forget_old_changes(Tx& tx) {
    tx.run("DELETE FROM change WHERE id <= $1", newest_change(tx) - kChangesKept);
}

void Follower::stand_at(std::int64_t change) {
    const std::lock_guard lock(mutex_);
    seen_ = change;
}

bool Follower::is_behind(Tx& tx) const {
    const std::lock_guard lock(mutex_);
    return seen_ < newest_change(tx);
}

Follower::Way Follower::follow(Tx& tx, const Again& again, int at_most) {
    if (tx.writes()) return Way::whole;
    const std::lock_guard lock(mutex_);
    std::set<std::pair<std::string, std::int64_t>> rows;
    std::int64_t last = seen_;
    int count = 0;
    tx.each(
        "SELECT id, what, row_id FROM change WHERE id > $1 ORDER BY id LIMIT $2",
        [&](const Row& row) {
            last = row.integer(0);
            rows.emplace(row.get<std::string>(1), row.integer(2));
            ++count;
        },
        seen_, at_most);
    if (count == 0) return Way::whole;
    const auto oldest = tx.value<std::int64_t>("SELECT min(id) FROM change");
    if (oldest > seen_ + 1) return Way::missed;
    for (const auto& [what, row] : rows) again(what, row);
    seen_ = last;
    return count == at_most ? Way::more : Way::whole;
}

}  // namespace michi
