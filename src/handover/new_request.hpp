// The way to a new request: what, to whom, what is told; looked over once more before it leaves.
#pragma once

#include "web/web.hpp"

namespace michi::handover {

web::Answer new_request(web::Context& c);
/// A receiver that is not in the list: it gets papers.
web::Answer add_outside(web::Context& c);
web::Answer check_request(web::Context& c);
web::Answer send_request(web::Context& c);

}  // namespace michi::handover
