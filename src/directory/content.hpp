// What a list says of a place, as one text: in the store, and while a file is worked with. Of 100,000
// rows this is a third of what their values take.
#pragma once

#include <string>
#include <string_view>

#include "directory/model.hpp"

namespace michi::directory {

/// One line a field, empty ones left out; every value is one line.
std::string pack(const Values& values);
Values unpack(std::string_view content);

}  // namespace michi::directory
