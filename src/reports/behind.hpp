// The list behind a figure: as long as the figure says.
#pragma once

#include "reports/opening.hpp"
#include "web/web.hpp"

namespace michi::reports {

web::Answer list_behind(web::Context& c);

}  // namespace michi::reports
