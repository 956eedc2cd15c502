// Sessions and one-time links, and how fast one may guess: the rows behind signing in.
#pragma once

#include <map>
#include <set>

#include "people/people.hpp"
#include "web/tries.hpp"

namespace michi::people {

inline constexpr std::int64_t kMinute = 60 * 1000;

/// Many of a household mistype before its new devices wait; strangers everywhere only slow each other.
inline constexpr web::TryLimit kPasswords{.kind = "password",
                                          .window = 60 * kMinute,
                                          .of_one = {3, 10},
                                          .of_household = {20},
                                          .of_all = {600}};
inline constexpr web::TryLimit kOneTimeCodes{
    .kind = "one-time code", .window = 15 * kMinute, .of_one = {5, 5}};
/// Whoever sits at an open screen does not know the password.
inline constexpr web::TryLimit kOldPasswords{
    .kind = "old password", .window = 60 * kMinute, .of_one = {10, 10}};

struct Credentials {
    Id<Account> account;
    Role role{Role::family};
    std::string password_hash;
    bool enabled{};
    bool has_totp{};
};
std::optional<Credentials> credentials(Tx& tx, std::string_view login);

struct NewSession {
    std::string token;
    std::int64_t id{};
};
NewSession begin_session(Tx& tx, Id<Account> account, Assurance assurance, std::string_view agent,
                         Instant at);
/// A new token for the same person with more assurance; the old one ends at once.
NewSession raise_session(Tx& tx, const Subject& who, Assurance assurance, std::string_view agent,
                         Instant at);
void end_session(Tx& tx, std::int64_t id, Instant at);
/// All, or all but one.
void end_sessions_of(Tx& tx, Id<Account> account, Instant at, std::int64_t but = 0);
void set_masked(Tx& tx, std::int64_t session, bool masked);
void set_locked(Tx& tx, std::int64_t session, bool locked);
void confirm_factor(Tx& tx, std::int64_t session, Instant at);
bool is_masked(Tx& tx, std::int64_t session);

void set_password(Tx& tx, Id<Account> account, std::string_view hash);
void set_enabled(Tx& tx, Id<Account> account, bool enabled);
void move_account(Tx& tx, Id<Account> account, Role role, Id<Organisation> organisation);

/// Whether the account was ever signed in to before this session.
bool signed_in_before(Tx& tx, Id<Account> account, std::int64_t session);
std::set<Id<Account>> enrolled_accounts(Tx& tx);
/// Those who have set a password, each with the newest time of signing in; 0 where there is none.
std::map<Id<Account>, Instant> begun_accounts(Tx& tx);

struct OpenSession {
    std::int64_t id{};
    Instant begun_at{}, used_at{};
    std::string agent;
    bool half{};  // by password alone, where a second factor is still to come
};
/// Every session that can still be used: whole ones first, the newest first.
std::vector<OpenSession> sessions_of(Tx& tx, Id<Account> account, Instant at);

}  // namespace michi::people
