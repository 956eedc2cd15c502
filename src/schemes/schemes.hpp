// Front door of schemes: what other capabilities may know of it.
#pragma once

#include "web/web.hpp"

namespace michi::schemes {

web::Part part();

}  // namespace michi::schemes
