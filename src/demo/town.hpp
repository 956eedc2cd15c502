// Organisations and people who sign in.
#pragma once

#include <map>

#include "demo/demo.hpp"
#include "people/people.hpp"

namespace michi::demo {

struct Town {
    Id<Organisation> centre, hospital, nursing, nursery, consultation_office;
    std::map<std::string, Id<Organisation>> municipalities;  // by code
    std::map<std::string, Subject> people;                   // by login
    std::vector<DemoAccount> accounts;
};

Town make_town(Database& database, Vault& vault, unsigned seed, Now now);

}  // namespace michi::demo
