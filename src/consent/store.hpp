// Single rows of consent; only the room's own files include this.
#pragma once

#include "consent/model.hpp"
#include "platform/db.hpp"
#include "platform/vault.hpp"

namespace michi::consent {

/// One answered category of what was said.
void add_row(Tx& tx, Vault& vault, const Said& said, std::size_t category, Id<Account> by,
             Instant at);
/// The organisation works on the case or holds a request about it.
bool takes_part(Tx& tx, Id<record::Case> case_id, Id<Organisation> organisation, Date today);

}  // namespace michi::consent
