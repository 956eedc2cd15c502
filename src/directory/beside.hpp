// Rows of a table that are no rows of its list: totals, notes, headings that come again.
#pragma once

#include <cstddef>
#include <string_view>

#include "directory/layout.hpp"

namespace michi::directory {

/// 「※…は要予約」: a note, whatever else it names.
bool begins_as_a_note(std::string_view text);

/// Whether the row says something about the list instead of naming a place. Such rows are told,
/// not refused.
bool is_beside_data(const Table& table, const Layout& layout, std::size_t row);

}  // namespace michi::directory
