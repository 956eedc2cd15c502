// What runs: the program's own number, as its package has it.
#pragma once

#include <string_view>

namespace michi::app {

inline constexpr std::string_view kVersion = MICHI_VERSION;

}  // namespace michi::app
