// Tables, or the reason why there are none, on their way out of the child that read them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "directory/table.hpp"

namespace michi::directory {

std::string packed(const Result<std::vector<Table>>& tables);

/// Believes nothing: what came may be from a child that the file had taken over. Nothing when any
/// number in it does not hold.
std::optional<Result<std::vector<Table>>> unpacked(std::string_view bytes);

}  // namespace michi::directory
