#include "people/codes.hpp"

#include <algorithm>

#include "base/bare_code.hpp"
#include "people/totp.hpp"

namespace michi::people {
namespace {

constexpr int kRecoveryCodes = 10;

Bytes hashed(std::string_view secret) { return {sha256(secret)}; }

/// The one place where a code is accepted. What was spent is kept with its step, so that no jump of
/// the clock brings a code back.
bool spend(Tx& tx, Id<Account> account, const std::string& secret, std::string_view code,
           Instant at, std::int64_t last) {
    const auto step = accepted_step(secret, code, at, last);
    if (!step) return false;
    const bool first =
        tx.run("INSERT INTO spent_code (account_id, step) VALUES ($1, $2) ON CONFLICT DO NOTHING",
               account, *step) == 1;
    if (first) tx.run("UPDATE account SET totp_step = $2 WHERE id = $1", account, *step);
    return first;
}

/// With a secret go the codes that were spent of it.
void set_secret(Tx& tx, Vault& vault, Id<Account> account, std::string_view secret) {
    const auto key = tx.value<Id<DataKey>>("SELECT key_id FROM account WHERE id = $1", account);
    tx.run("DELETE FROM spent_code WHERE account_id = $1", account);
    tx.run("UPDATE account SET totp = $2, totp_step = 0 WHERE id = $1", account,
           vault.seal(tx, key, {"account", "totp", account.value}, secret));
}

}  // namespace

Taken take_code(Tx& tx, Vault& vault, Id<Account> account, std::string_view code, Instant at) {
    const auto last =
        tx.value<std::int64_t>("SELECT totp_step FROM account WHERE id = $1", account);
    const bool ahead = is_ahead(last, at);
    if (!spend(tx, account, totp_secret(tx, vault, account), code, at, ahead ? 0 : last))
        return Taken::no;
    return ahead ? Taken::healed : Taken::yes;
}

bool take_secret(Tx& tx, Vault& vault, Id<Account> account, const std::string& secret,
                 std::string_view code, Instant at) {
    if (!accepted_step(secret, code, at, 0)) return false;
    set_secret(tx, vault, account, secret);
    return spend(tx, account, secret, code, at, 0);
}

bool take_recovery_code(Tx& tx, Id<Account> account, std::string_view typed, Instant at) {
    std::string code = bare_code(typed);
    std::ranges::transform(code, code.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c; });
    return tx.run(
               "UPDATE recovery_code SET used_at = $3 WHERE account_id = $1 AND hash = $2 AND used_at IS NULL",
               account, hashed(code), at) == 1;
}

std::string totp_secret(Tx& tx, Vault& vault, Id<Account> account) {
    return tx
        .first(
            "SELECT key_id, totp FROM account WHERE id = $1",
            [&](const Row& r) {
                return vault.open(tx, r.get<Id<DataKey>>(0), {"account", "totp", account.value},
                                  r.blob(1));
            },
            account)
        .value_or("");
}

std::vector<std::string> new_recovery_codes(Tx& tx, Id<Account> account) {
    tx.run("DELETE FROM recovery_code WHERE account_id = $1", account);
    std::vector<std::string> codes;
    for (int i = 0; i < kRecoveryCodes; ++i) {
        codes.push_back(base32(random_bytes(10)));
        tx.run("INSERT INTO recovery_code (account_id, hash) VALUES ($1, $2)", account,
               hashed(codes.back()));
    }
    return codes;
}

void take_factor_away(Tx& tx, Vault& vault, Id<Account> account) {
    set_secret(tx, vault, account, "");
    tx.run("DELETE FROM recovery_code WHERE account_id = $1", account);
}

}  // namespace michi::people
