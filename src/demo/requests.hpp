// Requests in every state of every kind, beside the story's own.
#pragma once

#include "demo/town.hpp"
#include "record/record.hpp"

namespace michi::demo {

/// Sent and moved by the same rules as by hand; `cases` in any order, each used once at most.
void send_requests(Tx& tx, Vault& vault, const Town& town,
                   const std::vector<Id<record::Case>>& cases, Now now);

}  // namespace michi::demo
