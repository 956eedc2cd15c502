// Whether what was typed as a telephone number can be dialled.
#pragma once

#include <string_view>

#include "base/result.hpp"

namespace michi {

/// Words around a number, several numbers and short codes (110, #8000) are as good as one; digits that are
/// no whole number are refused with a sentence. Empty text and words without digits pass.
Refusals check_phone(std::string_view field, std::string_view typed);

}  // namespace michi
