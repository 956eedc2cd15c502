// Handlers of setup, and what they share.
#pragma once

#include "setup/setup.hpp"
#include "setup/views.hpp"
#include "web/web.hpp"

namespace michi::setup {

web::Answer show_setup(web::Context& c);
web::Answer keep_prefecture(web::Context& c);
web::Answer keep_centre(web::Context& c);
web::Answer show_regions(web::Context& c);
web::Answer keep_regions(web::Context& c);

web::Answer show_organisations(web::Context& c);
web::Answer add_desks(web::Context& c);
web::Answer new_organisation(web::Context& c);
web::Answer add_organisation(web::Context& c);
web::Answer show_organisation(web::Context& c);
web::Answer change_organisation(web::Context& c);
web::Answer show_hours(web::Context& c);
web::Answer keep_hours(web::Context& c);
web::Answer end_it(web::Context& c);
web::Answer reopen_it(web::Context& c);

web::Answer organisations_csv(web::Context& c);
web::Answer show_list(web::Context& c);
void read_list_file(web::Context& c);
/// First shows what would change, then takes it.
web::Answer take_list(web::Context& c);

web::Answer show_bodies(web::Context& c);
web::Answer take_bodies(web::Context& c);

web::Answer show_people_list(web::Context& c);
web::Answer take_people_list(web::Context& c);

web::Answer show_successions(web::Context& c);
web::Answer plan(web::Context& c);
web::Answer withdraw_plan(web::Context& c);

// ---- shared ----
web::Shell shell_of(const web::Context& c, Word title, std::string_view active = "organisations");
/// Towns of the home prefecture, the chosen one added where it lies elsewhere.
std::vector<Choice> town_choices(web::Context& c, std::string_view chosen);
std::string town_name(std::string_view code);
/// New or changed, with its audit; answers its number.
Id<Organisation> keep_organisation(web::Context& c, const people::OrganisationCard& card);

}  // namespace michi::setup
