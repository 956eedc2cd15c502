// One case told through: call, request, interim reply, and what the Centre owes the mother today.
#pragma once

#include "demo/town.hpp"

namespace michi::demo {

inline constexpr std::int64_t kStoryCase = 231, kStoryRequest = 412;
inline constexpr int kStorySent = 2;  // working days before today

/// When the mother called: what came in before has a smaller number.
Instant story_called(Date today);
/// Before the requests beside it: they are numbered around H-0412.
void tell_story(Tx& tx, Vault& vault, const Town& town, Now now);

}  // namespace michi::demo
