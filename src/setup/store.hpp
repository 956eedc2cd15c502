// What setup asks the tables: what is open at an organisation, what an instance still lacks.
#pragma once

#include <map>

#include "directory/directory.hpp"
#include "people/people.hpp"

namespace michi::setup {

/// What must go somewhere else before an organisation ends; its places in teams and its entries end with it.
struct OpenThere {
    std::int64_t steps{}, requests{}, cases{}, accounts{}, invitations{}, covers{};
    std::int64_t consultations{},
        to_sort{};  // of a Centre: without an outcome or answer, and not yet taken in
    bool any() const {
        return steps + requests + cases + accounts + invitations + covers + consultations +
                   to_sort >
               0;
    }
};
OpenThere open_there(Tx& tx, Id<Organisation> id, Instant at);
/// The newest day of which anything is on record: it was still there then.
std::optional<Date> last_known(Tx& tx, Id<Organisation> id);
/// Ends its places in teams and its right to write entries of the directory.
void leave_teams(Tx& tx, Id<Organisation> id, Date on);

/// Open accounts of each organisation.
std::map<Id<Organisation>, std::int64_t> open_accounts(Tx& tx);

struct Lacks {
    bool head{}, second_administrator{}, directory{}, regions{};
};
Lacks lacks_of(Tx& tx);

}  // namespace michi::setup
