// Handlers of the pages of kept lists.
#pragma once

#include "web/web.hpp"

namespace michi::directory {

web::Answer show_lists(web::Context& c);
web::Answer show_list_end(web::Context& c);
web::Answer end_kept_list(web::Context& c);

}  // namespace michi::directory
