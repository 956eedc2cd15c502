// Handlers of the API.
#pragma once

#include "web/web.hpp"

namespace michi::published {

web::Answer hsds_editions(web::Context& c);
web::Answer hsds_about(web::Context& c);
web::Answer hsds_services(web::Context& c);
web::Answer hsds_service(web::Context& c);
web::Answer hsds_organizations(web::Context& c);
web::Answer hsds_organization(web::Context& c);
web::Answer hsds_at_locations(web::Context& c);
web::Answer hsds_at_location(web::Context& c);
web::Answer hsds_taxonomies(web::Context& c);
web::Answer hsds_taxonomy(web::Context& c);
web::Answer hsds_terms(web::Context& c);
web::Answer hsds_term(web::Context& c);

}  // namespace michi::published
