#include "demo/accounts.hpp"

#include "people/totp.hpp"

namespace michi::demo {

Joined join(Database& database, Vault& vault, const std::vector<Person>& people, Now now) {
    Joined joined;
    std::vector<people::NewAccount> fresh;  // hashed before the writer is held
    for (const Person& person : people)
        fresh.push_back({.organisation = person.at,
                         .role = person.role,
                         .login = person.login,
                         .name = person.name,
                         .password_hash = people::hash_password(person.password),
                         .totp_secret = person.totp_secret});
    database.write_now([&](Tx& tx) {
        joined = {};
        for (std::size_t i = 0; i < people.size(); ++i) {
            const Person& person = people[i];
            const auto id = people::create_account(tx, vault, fresh[i], now.at);
            const auto organisation = people::find_organisation(tx, person.at);
            joined.accounts.push_back({std::string(michi::name_of(person.role)), person.login,
                                       person.password, people::base32(person.totp_secret),
                                       organisation.name});
            joined.people[person.login] = {.account = id,
                                           .organisation = organisation.id,
                                           .role = person.role,
                                           .assurance = Assurance::second_factor,
                                           .name = person.name,
                                           .organisation_name = organisation.name,
                                           .municipality = organisation.municipality,
                                           .session = 0};
        }
    });
    return joined;
}

}  // namespace michi::demo
