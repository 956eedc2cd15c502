// What a file would change: its tables against what their sources said before.
#pragma once

#include <memory>
#include <vector>

#include "directory/difference.hpp"
#include "directory/import.hpp"

namespace michi::directory {

struct Plan {
    const Reading* reading{};
    std::size_t same{};  // rows that stand in the directory word for word
    /// What of the source is not said again word for word; tables of one source share it.
    std::shared_ptr<const std::vector<Stored>> stored;
    Difference difference;  // places in reading->entries and in stored
};

/// One a table, in the file's order. A row of one table never contradicts another table's.
std::vector<Plan> plans_of(Tx& tx, const File& file);

Preview preview_of(const File& file, const Plan& plan);

std::string_view source_id(const Reading& reading);

}  // namespace michi::directory
