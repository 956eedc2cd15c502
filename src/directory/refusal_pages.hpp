// Handlers of the pages about places that said no, and what other pages take from them.
#pragma once

#include "directory/pages.hpp"
#include "directory/refusal.hpp"
#include "directory/refusal_views.hpp"

namespace michi::directory {

web::Answer show_refusal_proposals(web::Context& c);
web::Answer withdraw_refusal(web::Context& c);
web::Answer decide_refusals(web::Context& c);
web::Answer say_who_declined(web::Context& c);

/// For the service's page: what was told, and the form with what was typed.
RefusalsView refusals_view(web::Context& c, const Listing& listing);
/// What the form says, or why it cannot be taken.
Result<PlaceRefusal> read_refusal(const web::Context& c, Id<Service> service);

/// What waits for somebody to decide.
std::size_t count_refusal_proposals(Tx& tx, const Snapshot& all, Date today);

}  // namespace michi::directory
