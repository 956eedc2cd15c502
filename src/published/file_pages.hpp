// Handlers of the files of the public directory.
#pragma once

#include "web/web.hpp"

namespace michi::published {

web::Answer resources_csv(web::Context& c);   // UTF-8 with a byte order mark
web::Answer resources_sjis(web::Context& c);  // CP932; what it cannot hold stands as 〓
web::Answer resources_lost(web::Context& c);  // which characters those are
web::Answer resources_xlsx(web::Context& c);
web::Answer sitemap(web::Context& c);

}  // namespace michi::published
