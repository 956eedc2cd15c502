// The second factor's rows: the secret, the codes that were spent, the recovery codes.
#pragma once

#include "people/people.hpp"

namespace michi::people {

/// healed: taken, and the mark of a clock that had run ahead is gone with it.
enum class Taken { no, yes, healed };

/// Spends a code of the account's secret: once per step wherever it is typed, also under concurrency.
Taken take_code(Tx& tx, Vault& vault, Id<Account> account, std::string_view code, Instant at);
/// Sets the secret by a code that proves that the app has it, and spends this code.
bool take_secret(Tx& tx, Vault& vault, Id<Account> account, const std::string& secret,
                 std::string_view code, Instant at);
/// True once per recovery code.
bool take_recovery_code(Tx& tx, Id<Account> account, std::string_view code, Instant at);

/// "" before enrolment.
std::string totp_secret(Tx& tx, Vault& vault, Id<Account> account);
/// Ten codes of 80 bits; only their hashes stay.
std::vector<std::string> new_recovery_codes(Tx& tx, Id<Account> account);
/// Back to the state before enrolment; recovery codes with it. The caller ends sessions.
void take_factor_away(Tx& tx, Vault& vault, Id<Account> account);

}  // namespace michi::people
