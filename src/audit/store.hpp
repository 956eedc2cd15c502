// Rows of the audit.
#pragma once

#include "audit/audit.hpp"

namespace michi::audit {

struct Head {
    Tree tree;
    std::int64_t checkpoint_entries{};
    Instant checkpoint_at;
    std::string seal;
};

std::optional<Head> read_head(Tx& tx);
void write_head(Tx& tx, const Head& head, const Sealer& sealer);
/// What the head's seal covers.
std::string head_bytes(const Head& head);

void add_entries(Tx& tx, const std::vector<Entry>& entries, const std::vector<std::string>& seals);
void add_checkpoint(Tx& tx, std::int64_t entries, Instant at, const std::string& note);

Entry entry_from(const Row& row);
/// Of the newest entry; nothing when there is none.
std::optional<Instant> last_moment(Tx& tx);

Sealer sealer_of(const Vault& vault);

}  // namespace michi::audit
