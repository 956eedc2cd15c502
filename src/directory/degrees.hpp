// A coordinate as lists write it.
#pragma once

#include <optional>
#include <string_view>

namespace michi::directory {

/// 33.95, 「33°57'00"」, 「33度57分0秒」, 「N33.57.00」 in degrees; nothing when it is no number.
std::optional<double> read_degrees(std::string_view typed);

/// Whether it is written as decimal degrees.
bool is_decimal(std::string_view typed);

}  // namespace michi::directory
