// Front door of NAME: what other capabilities may know of it.
#pragma once

#include "web/web.hpp"

namespace michi::NAME {

web::Part part();

}  // namespace michi::NAME
