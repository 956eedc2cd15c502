// Front door of audit: keeps every trace in an order that cannot be changed unseen.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "audit/entry.hpp"
#include "platform/db.hpp"
#include "platform/vault.hpp"

namespace michi::audit {

/// What Database::on_seal takes. `vault` outlives it.
Seal sealing(const Vault& vault, std::function<Instant()> clock);

/// Signs the tree as it stands when entries came since the last note (once a minute by `serve`).
void sign_checkpoint(Tx& tx, const Vault& vault, Instant at);
/// The newest signed note, to be kept elsewhere; "" when there is none.
std::string newest_checkpoint(Tx& tx);

struct Verdict {
    std::int64_t entries{};
    bool ok{true};
    std::optional<std::int64_t> first_bad;
    std::string what;  // one sentence in English when not ok
};

/// Reads everything once. `outside` is a note kept elsewhere ("" none): finds a whole older
/// database.
Verdict verify(Tx& tx, const Vault& vault, const std::string& outside = {});
Verdict verify(Database& database, const Vault& vault, const std::string& outside = {});

/// Who looked at or changed this case, newest first.
std::vector<Entry> entries_of_case(Tx& tx, std::int64_t case_id, int limit);
/// Newest first, before `seq` (0: from the end).
std::vector<Entry> entries_before(Tx& tx, std::int64_t seq, int limit);

}  // namespace michi::audit
