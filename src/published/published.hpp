// Front door of what everybody may see: the public pages of the directory, its files and its API.
#pragma once

#include "web/web.hpp"

namespace michi::published {

web::Part part();

}  // namespace michi::published
