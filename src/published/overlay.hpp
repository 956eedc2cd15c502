// What another directory told of a service, told again with what is known here standing over it.
#pragma once

#include <boost/json/object.hpp>

#include "published/entry.hpp"

namespace michi::published {

/// The whole object as it came; in place of what changed here, and beside what it does not say,
/// stands `ours`. Of an entry that nobody else told, `ours`.
boost::json::object overlaid(const Entry& entry, boost::json::object ours);

/// The same of the body that runs it.
boost::json::object overlaid_body(const Entry& entry, boost::json::object ours);

/// The places as they came (service_at_location), while they hold.
boost::json::array places_told(const Entry& entry);

}  // namespace michi::published
