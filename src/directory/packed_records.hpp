// Rows of a list with what they say as it is kept: most are compared word for word and need no more.
#pragma once

#include <functional>
#include <string_view>

#include "directory/store.hpp"

namespace michi::directory {

/// The rows of a list, also those that are gone, one at a time. `values` is left out of the record;
/// `content` is what pack() made of it and lives as long as the call.
void each_packed(Tx& tx, Id<PublishedList> list,
                 const std::function<void(Stored&&, std::string_view content)>& on_record);

}  // namespace michi::directory
