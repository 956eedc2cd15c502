// What the pages of an instance's setup do with accounts beside the page of accounts itself.
#pragma once

#include "people/roles.hpp"

namespace michi::people {

struct Invitation {
    std::string login, name;
    std::string role;  // as it was typed
    Id<Organisation> organisation;
};
/// By field: login, name, role, organisation.
Refusals reasons_not_to_invite(web::Context& c, const Invitation& asked);
/// Proposes it; where one person suffices it has begun. Answers the proposal's number.
std::int64_t propose_invitation_of(web::Context& c, const Invitation& asked);

/// Why the account may not be closed by this person; nothing when it may.
Refusals reasons_not_to_close(web::Context& c, const AccountBrief& account);
/// Nobody ends what nobody else could begin again: the sentence about the last head or administrator who
/// has begun; nothing about others.
Word last_of(Tx& tx, const AccountBrief& account);
/// Its sessions and proposals end too.
void close_account(Tx& tx, Id<Account> account, Instant at);
/// Whether the person may propose anything about somebody of this role.
bool may_keep(Role who, Role about);

}  // namespace michi::people
