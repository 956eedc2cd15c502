// The form of one consultation as one text, to be sealed whole.
#pragma once

#include "consultation/model.hpp"

namespace michi::consultation {

std::string packed(const Answers& answers);
Answers unpacked(std::string_view text);

}  // namespace michi::consultation
