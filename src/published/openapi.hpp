// /openapi.json: the API as OpenAPI 3.1 describes it, made from the tables that answer it.
#pragma once

#include <string>

#include "web/web.hpp"

namespace michi::published {

/// The whole description. `server`: the address it is served at, "/" where that is not known.
std::string openapi(std::string_view server);

web::Answer show_openapi(web::Context& c);

}  // namespace michi::published
