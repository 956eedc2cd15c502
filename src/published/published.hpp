// Front door of what everybody may see: the public pages of the directory, its files and its API.
#pragma once

#include "web/web.hpp"

namespace michi::published {

/// Whose pages these are, and where to call.
web::Doorstep doorstep(Tx& tx);

web::Part part();

}  // namespace michi::published
