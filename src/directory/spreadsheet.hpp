// The sheets of an OpenDocument spreadsheet (.ods) as tables: what its cells show.
#pragma once

#include <vector>

#include "directory/archive.hpp"
#include "directory/table.hpp"

namespace michi::directory {

bool is_spreadsheet(const Archive& archive);
Result<std::vector<Table>> read_spreadsheet(Archive& archive);

}  // namespace michi::directory
