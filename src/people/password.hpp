// Passwords: Argon2id, and the rules of the floor (security bar A2, A3).
#pragma once

#include <string>

#include "base/result.hpp"

namespace michi::people {

/// 12-128 characters with a second factor; nothing else is demanded; well known and personal words are refused.
Refusals reasons_not_to_take(std::string_view password, std::string_view login,
                             std::string_view name);

}  // namespace michi::people
