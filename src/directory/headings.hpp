// What a heading calls: the columns of the published layouts, and the words that cities put in
// their own lists.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "directory/layout.hpp"

namespace michi::directory {

/// A heading without width, spaces, breaks and the 教育機関 prefix; look-alike dashes as ー.
std::string plain_heading(std::string_view heading);

/// Only what a layout itself calls so.
std::optional<Column> column_of_layout(std::string_view plain);

/// The same where a list says it in words of its own: 「保育所名」「施設の種類」「園名（ふりがな）」.
/// Nothing for headings of persons (園長名) and of the body that runs the place (法人住所).
std::optional<Column> column_by_words(std::string_view plain);

/// Under a group (「申請者」 above 「名称」): what the two rows say together.
std::string under_group(std::string_view group, std::string_view heading);

}  // namespace michi::directory
