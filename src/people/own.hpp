// What everybody keeps of their own account: sessions, notices, password, recovery codes, language.
#pragma once

#include "people/password.hpp"
#include "people/people.hpp"

namespace michi::people {

web::Answer me(web::Context& c);
web::Answer end_one(web::Context& c);
web::Answer end_others(web::Context& c);  // all but this one
web::Answer language(web::Context& c);
web::Answer see_notices(web::Context& c);
web::Answer discard_draft(web::Context& c);  // back to the page, without it
void check_new_password(web::Context& c);
/// Other sessions end; this one goes on.
web::Answer take_new_password(web::Context& c);
/// Asks for the second factor again; shown once.
web::Answer renew_codes(web::Context& c);

Owner owner_of(web::Context& c, Id<Account> account);
/// Sets it, tells the owner, keeps a trace. The caller ends sessions.
void change_password(web::Context& c, Id<Account> account, const std::string& hash);

}  // namespace michi::people
