// Passwords: Argon2id, and the rules of the floor (security bar A2, A3).
#pragma once

#include <optional>
#include <string>

#include "base/date.hpp"
#include "base/result.hpp"

namespace michi::people {

/// Whose password it will be: words about them are refused as a password.
struct Owner {
    std::string login, name, organisation;
    bool second_factor{};  // will be asked for besides
};

/// 12-128 characters with a second factor, 15-128 without; nothing else is demanded and nothing is
/// converted. What many people use (some 49,000, see docs/dependencies.md) and personal words are refused.
Refusals reasons_not_to_take(std::string_view password, const Owner& owner);

/// Made with other parameters than hash_password's: to be made again at the next sign-in.
bool hash_is_old(const std::string& hash);

}  // namespace michi::people
