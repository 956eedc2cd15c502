// The words of a search while its session lasts: no address carries them.
#pragma once

#include <optional>
#include <string>

#include "platform/db.hpp"
#include "platform/vault.hpp"
#include "policy/policy.hpp"

namespace michi::web {

/// Answers the token of the address. Words of more than twelve hours ago are let go.
std::string keep_words(Tx& tx, Vault& vault, const Subject& who, std::string_view words,
                       Instant at);
/// Nothing for another session than the one that asked, nor after twelve hours.
std::optional<std::string> kept_words(Tx& tx, Vault& vault, const Subject& who,
                                      std::string_view token, Instant at);

}  // namespace michi::web
