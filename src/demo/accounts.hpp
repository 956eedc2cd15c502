// People of a demonstration: their accounts, ready to sign in.
#pragma once

#include <map>

#include "demo/demo.hpp"
#include "people/people.hpp"

namespace michi::demo {

struct Person {
    std::string login, name;
    Role role{Role::family};
    Id<Organisation> at;
    std::string password, totp_secret;  // in clear; raw bytes
};

struct Joined {
    std::vector<DemoAccount> accounts;      // in their order
    std::map<std::string, Subject> people;  // by login
};

/// Letter and code behind them: a password and an authenticator are there already.
Joined join(Database& database, Vault& vault, const std::vector<Person>& people, Now now);

}  // namespace michi::demo
