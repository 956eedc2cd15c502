// What a prefecture sees of its region: months that the head confirmed, and what was not found in a year.
#pragma once

#include "demo/town.hpp"

namespace michi::demo {

/// The months that are over, each confirmed on the third working day after it; issues of twelve months.
void show_region(Tx& tx, const Town& town, unsigned seed, Now now);

}  // namespace michi::demo
