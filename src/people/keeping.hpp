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
/// What somebody holds in person: open steps, cases in charge, calls without an outcome.
struct Holdings {
    std::int64_t steps{}, cases{}, calls{};
};
Holdings holdings_of(Tx& tx, Id<Account> account);
/// What is the Centre's and nobody's.
Holdings unheld(Tx& tx);
std::string text_of(const Holdings& held);  // for the audit
/// Whether a person of that role can hold whatever one of the other could.
bool may_follow(Role leaver, Role follower);
/// That, and both are of one organisation, and the account of who follows is open.
bool may_follow(const AccountBrief& leaver, const AccountBrief& follower);
/// To who follows, else to nobody: then it is their organisation's, and of a protected case the heads are
/// told. Whoever stays in the organisation keeps what the new role may hold. Answers what went.
Holdings hand_on(Tx& tx, Id<Account> leaver, Id<Account> follower, Instant at,
                 std::optional<Role> stays_as = std::nullopt);
/// The account without its name, which a job does not open. Throws NotFound.
AccountBrief standing_of(Tx& tx, Id<Account> id);

/// Its sessions and proposals end too, and nobody holds what was in hand. Answers what that was.
Holdings close_account(Tx& tx, Id<Account> account, Instant at);
/// Whoever keeps accounts is told that a change of staff waits though its day has come.
void tell_keepers_of_waiting(Tx& tx, Id<Account> leaver, Instant at);
/// Whether the person may propose anything about somebody of this role.
bool may_keep(Role who, Role about);

}  // namespace michi::people
