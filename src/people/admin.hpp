// Accounts by the administrator: invite by a one-time link, disable at once. Passwords are never seen or set.
#pragma once

#include "people/people.hpp"

namespace michi::people {

Word role_word(Role role);
web::Answer show_accounts(web::Context& c);
web::Answer invite(web::Context& c);
web::Answer set_account_state(web::Context& c);
/// A one-time link of 60 minutes by which the owner sets a new password; the second factor stays.
web::Answer offer_new_password(web::Context& c);
/// Asks, agrees to, or withdraws: see reset_step.
web::Answer reset_factor(web::Context& c);

/// The first administrator of an empty instance; answers the path of the one-time link.
std::string first_administrator(Tx& tx, Vault& vault, std::string_view login, Instant at);

}  // namespace michi::people
