// Front door of life: what happens to a case as a whole, beside the work on it.
#pragma once

#include "web/web.hpp"

namespace michi::life {

web::Part part();

}  // namespace michi::life
