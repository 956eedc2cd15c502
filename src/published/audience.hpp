// Handlers of だれに見せるか.
#pragma once

#include "web/web.hpp"

namespace michi::published {

web::Answer show_audience(web::Context& c);
web::Answer save_audience(web::Context& c);

}  // namespace michi::published
