// Front door of people: accounts, organisations, sign-in.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "platform/db.hpp"
#include "platform/vault.hpp"
#include "policy/policy.hpp"
#include "web/web.hpp"

namespace michi::people {

/// kind: centre, municipality, partner, prefecture.
struct OrganisationBrief {
    Id<Organisation> id;
    std::string kind, name, municipality, phone;
    std::string trade{};  // of a partner: record::kTrades
};

/// Throws NotFound.
OrganisationBrief find_organisation(Tx& tx, Id<Organisation> id);
/// In order of municipality and id; kind "" = all.
std::vector<OrganisationBrief> organisations(Tx& tx, std::string_view kind);
Id<Organisation> create_organisation(Tx& tx, const OrganisationBrief& fresh);

struct AccountBrief {
    Id<Account> id;
    Id<Organisation> organisation;
    Role role{Role::family};
    std::string login, name;
    bool enabled{true};
};

/// "" when there is no such account. Names are kept in memory after the first reading.
std::string name_of(Tx& tx, Vault& vault, Id<Account> id);
/// Throws NotFound.
AccountBrief find_account(Tx& tx, Vault& vault, Id<Account> id);
/// Whether anybody of it has an account that works: an organisation without one is reached on paper.
bool signs_in(Tx& tx, Id<Organisation> organisation);
std::vector<AccountBrief> accounts_of(Tx& tx, Vault& vault, Id<Organisation> organisation);

/// Accounts of a role that can sign in: open, invited and enrolled.
std::int64_t count_able(Tx& tx, Role role);

struct NewAccount {
    Id<Organisation> organisation;
    Role role{Role::family};
    std::string login, name;
    std::string password_hash;  // Argon2id; "" until the invitation is used
    std::string totp_secret;    // raw bytes; "" until enrolment
};
Id<Account> create_account(Tx& tx, Vault& vault, const NewAccount& fresh, Instant at);

/// Argon2id (m = 19,456 KiB, t = 2, p = 1). Slow on purpose: never on the writer.
std::string hash_password(const std::string& password);
bool password_matches(const std::string& hash, const std::string& password);

std::unique_ptr<web::Door> make_door(Vault& vault);

/// For a form that carries the second factor in its own field `code`, so that nothing typed is lost:
/// true when it was given within five minutes or is given here. Ask it before anything is written: a
/// refusal keeps the guess that was counted.
bool factor_is_fresh(web::Context& c, Refusals& no);

/// On this person's next page: 住所秘匿 of that case was set, reviewed or ended by somebody else.
void tell_of_protection(Tx& tx, Id<Account> who, std::string_view case_number, Instant at);

std::optional<Role> role_named(std::string_view name);

web::Part part();

}  // namespace michi::people
