// The list of keys, and switching single letters off for one person.
#pragma once

#include "web/web.hpp"

namespace michi::people {

web::Answer keys_page(web::Context& c);
web::Answer switch_keys(web::Context& c);

}  // namespace michi::people
