// Numbers of a row that tables and typists damage.
#pragma once

#include <string_view>

namespace michi::directory {

/// 「7550001.0」 of a table that held numbers, without its fraction.
std::string_view without_fraction(std::string_view cell);

/// Five or six digits whose check digit does not hold, or that no municipality ever had. Codes of
/// prefectures (350001, 35000) are none.
bool is_no_code(std::string_view typed);

}  // namespace michi::directory
