// Front door of reports: what the Centre's work adds up to.
#pragma once

#include "web/web.hpp"

namespace michi::reports {

web::Part part();

}  // namespace michi::reports
