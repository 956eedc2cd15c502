// What objects of the Human Services Data Specification hold, so that what is taken from another
// directory can be told again and still passes the official schemas.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace michi::directory {

/// What had to be left out of an object: the paths, "service_at_locations[1].location.url".
using LeftOut = std::vector<std::string>;

/// Takes out of an object of this type ("service", "organization") what its schema does not allow:
/// values of another shape, and nested objects without what they must have. Properties that the
/// schema does not know stay: profiles may add some. False when the object itself lacks what it must
/// have; the last path in `left_out` says what.
bool fit_to_shape(boost::json::object& object, std::string_view type, LeftOut& left_out);

}  // namespace michi::directory
