// The rows that were not taken, as the file that came, with the reasons in a column behind: to be
// mended and sent again.
#pragma once

#include "base/word.hpp"
#include "directory/reading.hpp"

namespace michi::directory {

/// UTF-8 with its mark, so that Excel reads it.
std::string returned_csv(const Reading& reading, Lang lang);

/// 「一覧.csv」 -> 「一覧（直すところ）.csv」
std::string returned_name(std::string_view file);

}  // namespace michi::directory
