// The page of accounts: what is proposed about them, and what one person alone may do.
// Passwords are never seen or set.
#pragma once

#include "people/people.hpp"

namespace michi::people {

web::Answer show_accounts(web::Context& c);
web::Answer propose_invitation(web::Context& c);
/// A link by which the owner sets a new password; the second factor stays.
web::Answer propose_password(web::Context& c);
/// A link by which the owner begins anew with an authenticator; the password stays.
web::Answer propose_factor(web::Context& c);
web::Answer propose_enabling(web::Context& c);
/// Another role or another organisation: agreed to like an invitation.
web::Answer show_move(web::Context& c);
web::Answer propose_move(web::Context& c);
web::Answer withdraw_proposal(web::Context& c);
/// At once, by one person: nobody gains by it.
web::Answer disable_account(web::Context& c);
/// On paper, for the owner; the proposer's alone.
web::Answer show_letter(web::Context& c);
/// All that the reader may hand out, a sheet each.
web::Answer show_letters(web::Context& c);

}  // namespace michi::people
