// What was written on the question pages as one text, to be sealed whole.
#pragma once

#include "letterbox/model.hpp"

namespace michi::letterbox {

std::string packed_asked(const Asked& asked);
Asked unpacked_asked(std::string_view text);
std::string packed_draft(const Draft& draft);
Draft unpacked_draft(std::string_view text);

}  // namespace michi::letterbox
