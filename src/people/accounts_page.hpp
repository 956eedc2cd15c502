// What the page of accounts shows: whom, in which state, and what waits.
#pragma once

#include "people/people.hpp"
#include "people/views.hpp"

namespace michi::people {

AccountsView accounts_view(web::Context& c);
web::Shell accounts_shell(const web::Context& c);
/// The roles that this person may propose for an organisation.
std::vector<Choice> roles_for(web::Context& c, Id<Organisation> organisation,
                              std::string_view chosen);
/// All that are open; the chosen one is marked, none by itself.
std::vector<Choice> organisation_choices(web::Context& c, Id<Organisation> chosen);

}  // namespace michi::people
