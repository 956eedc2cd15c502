// What a person types into fields that programs read on: refused with a sentence, never taken in silence.
#pragma once

#include "base/result.hpp"
#include "directory/model.hpp"

namespace michi::directory {

/// Telephone, fax, post code and 法人番号 (its check digit) of one field; `key` is the form's name of it.
Refusals check_typed(Field field, const std::string& key, std::string_view typed);
/// Both or neither, numbers, in Japan, not the one in the other's place; at "f:latitude".
Refusals check_position(std::string_view latitude, std::string_view longitude);

}  // namespace michi::directory
