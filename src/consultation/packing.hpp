// The form of one consultation and its codes, each as one text, to be sealed whole.
#pragma once

#include "consultation/model.hpp"

namespace michi::consultation {

std::string packed(const Answers& answers);
Answers unpacked(std::string_view text);
std::string packed(const Codes& codes);
Codes unpacked_codes(std::string_view text);

}  // namespace michi::consultation
