// The home of whoever keeps the instance.
#pragma once

#include "web/web.hpp"

namespace michi::selfcheck {

web::Answer show_keeper(web::Context& c);

}  // namespace michi::selfcheck
