// What this program can do: one line a capability.
#pragma once

#include <vector>

#include "web/web.hpp"

namespace michi::app {

std::vector<web::Part> parts();
/// Counts beside the entries of the rail.
web::RailCounts rail_counts();

}  // namespace michi::app
