// Tables that are no lists of places.
#pragma once

#include <vector>

#include "directory/table.hpp"

namespace michi::directory {

/// A table that is no list of places: what it is, and where it belongs. Nothing when it may be one.
Word what_else(const std::vector<Table>& tables);

/// Whether the headings may be there, in an encoding that is none of ours.
bool is_unreadable(const Table& table);

}  // namespace michi::directory
