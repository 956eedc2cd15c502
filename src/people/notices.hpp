// What people are told on their next page: owners about their account (a new device, a new password, a
// new factor), heads and the two persons of a proposal about others' (A5, A8).
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
    clock_back,
    password_asked,
    enabled,
    of_invited,
    of_password_asked,
    of_password_used,
    of_factor_asked,
    of_factor_gone,
    of_enabled,
    of_host,
    proposal_agreed,
    proposal_refused,
    proposal_ended,
    protection_changed,
    moved,
    password_asked_alone,
    factor_asked_alone,
    factor_reset_alone,
    moved_alone,
    of_password_used_alone,
    of_factor_gone_alone,
    move_asked,
    of_move_asked,
    of_moved,
    of_moved_alone,
    proposal_agreed_whole,
    protected_left,
    succession_waits,
    charge_given,  // a case is theirs from now on
    cases_handed   // those of somebody who left
};
/// The notice as it is where nobody had to agree, so that there was no code; the same for most.
Notice alone(Notice notice);

struct NoticeLine {
    Notice notice{};
    Id<Account> about;  // nobody: the reader's own
    Instant at{};
    bool seen{};
    std::string link{};  // "W-0231": the case it is about
};

void tell(Tx& tx, Id<Account> account, Notice notice, Instant at, Id<Account> about = {},
          std::string_view link = "");
/// Every head of the Centre but the one whom it is about.
void tell_heads(Tx& tx, Notice notice, Instant at, Id<Account> about);
/// Newest first, at most 20.
std::vector<NoticeLine> notices_of(Tx& tx, Id<Account> account);
void mark_notices_seen(Tx& tx, Id<Account> account, Instant at);
Word sentence_of(Notice notice);

}  // namespace michi::people
