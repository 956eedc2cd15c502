#include "work/kept_store.hpp"

namespace michi::work {

Kept kept_entries(Tx& tx, Id<record::Case> id) {
    return tx
        .all(
            "SELECT count(*), coalesce(max(at), 0) FROM entry WHERE case_id = $1 AND kind <> 'machine'",
            [](const Row& row) {
                return Kept{row.integer(0), {row.integer(1)}};
            },
            id)
        .front();
}

}  // namespace michi::work
