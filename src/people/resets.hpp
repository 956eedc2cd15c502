// A second factor is taken away by two administrators, neither of whom it belongs to (A5).
#pragma once

#include <map>

#include "people/people.hpp"

namespace michi::people {

struct AskedReset {
    Id<Account> by;
    Instant at{};
};
enum class ResetStep { ask, withdraw, agree, refuse };

/// What an administrator's press of the button means. Asking lapses after seven days. Pure.
ResetStep reset_step(const std::optional<AskedReset>& asked, Id<Account> me, Id<Account> owner,
                     Instant at);

std::map<Id<Account>, AskedReset> asked_resets(Tx& tx, Instant at);
void ask_reset(Tx& tx, Id<Account> owner, Id<Account> by, Instant at);
void drop_reset(Tx& tx, Id<Account> owner);

}  // namespace michi::people
