// gzip and brotli for texts on their way to a browser that takes them.
#pragma once

#include <string>
#include <string_view>

namespace michi::web {

enum class Coding { none, gzip, br };

/// The best of what `accepted` (Accept-Encoding) names; a coding with q=0 is not taken.
Coding coding_for(std::string_view accepted);
std::string_view name_of(Coding coding);
std::string compressed(std::string_view text, Coding coding);

}  // namespace michi::web
