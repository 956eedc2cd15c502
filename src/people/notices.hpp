// What the owner of an account is told about it: a new device, a new password, a new factor (A5, A8).
#pragma once

#include "people/people.hpp"

namespace michi::people {

enum class Notice {
    new_device,
    password_set,
    factor_set,
    factor_asked,
    factor_reset,
    recovery_used,
    recovery_new,
    clock_back
};

struct NoticeLine {
    Notice notice{};
    Instant at{};
    bool seen{};
};

void tell(Tx& tx, Id<Account> account, Notice notice, Instant at);
/// Newest first, at most 20.
std::vector<NoticeLine> notices_of(Tx& tx, Id<Account> account);
void mark_notices_seen(Tx& tx, Id<Account> account, Instant at);
Word sentence_of(Notice notice);

}  // namespace michi::people
