// One case told through: call, request, interim reply, and what the Centre owes the mother today.
#pragma once

#include "demo/town.hpp"

namespace michi::demo {

inline constexpr std::int64_t kStoryCase = 231;

void tell_story(Tx& tx, Vault& vault, const Town& town, Now now);

}  // namespace michi::demo
