// What a file would change: its tables against what the newest editions of their lists say.
#pragma once

#include <memory>
#include <vector>

#include "directory/difference.hpp"
#include "directory/import.hpp"

namespace michi::directory {

struct Plan {
    const Reading* reading{};
    Belonging list;
    std::size_t same{};  // rows that stand in the directory word for word
    /// What of the list is not said again word for word.
    std::shared_ptr<const std::vector<Stored>> stored;
    Difference difference;  // places in reading->entries and in stored
};

/// One a table, in the file's order.
std::vector<Plan> plans_of(Tx& tx, const File& file, const Choices& choices);

Preview preview_of(const File& file, const Plan& plan);

/// The list of each table, by what the lists of its source hold (belonging.cpp). No list is that of
/// two tables.
std::vector<Belonging> belongings(Tx& tx, const File& file, const Choices& choices);

std::string_view source_id(const Reading& reading);
/// 「一覧.xlsx / シート」
std::string table_name(const File& file, const Reading& reading);

}  // namespace michi::directory
