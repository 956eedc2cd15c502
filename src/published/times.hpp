// Opening times of published lists as a program reads them. What is not plain stays text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace michi::published {

/// 「月・火・水」「平日」「月〜金」「毎日」 as MO TU WE …; empty when it says anything else beside.
std::vector<std::string_view> weekdays_of(std::string_view days);

struct Opening {
    std::string from, to;  // "09:00"
};
/// 「9:00〜17:00」 and nothing else; otherwise both are empty.
Opening opening_of(std::string_view hours);

}  // namespace michi::published
