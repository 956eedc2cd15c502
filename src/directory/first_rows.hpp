// The first rows of a list as they would be read.
#pragma once

#include "directory/columns_views.hpp"
#include "directory/reading.hpp"

namespace michi::directory {

inline constexpr std::size_t kFirstRows = 3;

/// Reads no more of the table than these rows need.
Reading first_rows(const Table& table, const Layout& layout);
/// Puts them into the view: field by field, and why a row would not be taken.
void show_first_rows(const Reading& reading, Lang lang, ColumnsView& view);
/// 「名前: ひがし園／住所: 北浜市中央1」: a row in one line.
std::string told_in_a_line(const Entry& entry, Lang lang);

}  // namespace michi::directory
