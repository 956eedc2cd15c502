// What a browser calls itself, in the words of its owner.
#pragma once

#include <string>
#include <string_view>

namespace michi::people {

/// "Chrome・Windows" of a User-Agent line; what is not known stands as it came, its first 40 characters.
std::string device_name(std::string_view agent);

}  // namespace michi::people
