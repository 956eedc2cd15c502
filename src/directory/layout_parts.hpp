// What the layouts that are known and those that a person said have in common.
#pragma once

#include <string>
#include <vector>

#include "directory/layout.hpp"

namespace michi::directory {

/// A row as headings.
std::vector<std::string> heading_cells(const Table& table, std::size_t row);
/// Two heading rows: the lower names the column, the upper where the lower is blank; an upper one
/// over several columns is their group.
std::vector<std::string> two_heading_rows(const Table& table, std::size_t row);

/// What a whole list says of its columns: marks of services, and the datum of its positions.
void finish_layout(Layout& layout, const Table& table);

}  // namespace michi::directory
