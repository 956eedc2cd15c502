// Front door of needs: what other capabilities may know of it.
#pragma once

#include "needs/model.hpp"
#include "web/web.hpp"

namespace michi::needs {

web::Part part();

}  // namespace michi::needs
