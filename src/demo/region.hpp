// What a prefecture sees of its region: months that the head confirmed, and what was not found in a year.
#pragma once

#include "demo/town.hpp"
#include "platform/vault.hpp"

namespace michi::demo {

/// The months that are over, each confirmed on the third working day after it; issues of twelve months.
void show_region(Tx& tx, Vault& vault, const Town& town, unsigned seed, Now now);

}  // namespace michi::demo
