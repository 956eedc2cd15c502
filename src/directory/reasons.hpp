// The answer of one service to one condition.
#pragma once

#include "directory/search.hpp"

namespace michi::directory {

/// What may not be seen, was told too long ago to count, or depends on a number that was not given is
/// not known.
Reason reason_of(const Listing& listing, const std::string& condition, const Asked& asked);

}  // namespace michi::directory
