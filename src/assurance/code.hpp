// Codes that open a sheet or tell what became of a proposal: twelve characters that can be read out on
// the telephone, sixty bits. They stand nowhere: each is made under the instance's key, and only a
// keyed digest of it is kept. With kMostWrongOfAll guesses an hour, a thousand open sheets hold
// against a year of guessing with a chance of five in a thousand millions.
#pragma once

#include <string>
#include <string_view>

#include "platform/db.hpp"
#include "platform/vault.hpp"

namespace michi::assurance {

/// "7K2M-QX4D-90HT" of whatever `what` names.
std::string code_for(const Vault& vault, std::string_view purpose, std::string_view what);
/// As people type it: any width, case and spacing, O for 0, I and L for 1. "" when it is no code.
std::string typed_code(std::string_view typed);
/// What is kept of a code.
Bytes digest_of(const Vault& vault, std::string_view code);

inline constexpr int kMostWrong = 10;        // an hour from one address
inline constexpr int kMostWrongOfAll = 600;  // an hour
inline constexpr int kMostProposals = 10;    // an hour from one address
inline constexpr int kMostProposalsOfAll = 300;

/// Whether this address has to wait: `kind` is "code" or "proposal".
bool must_wait(Tx& tx, const Vault& vault, std::string_view kind, std::string_view address,
               Instant now);
void note_try(Tx& tx, const Vault& vault, std::string_view kind, std::string_view address,
              Instant now);

}  // namespace michi::assurance
