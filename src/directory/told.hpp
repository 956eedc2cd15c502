// The HSDS object with which another directory told of a service, kept whole: what no field of ours
// holds is told again as it came, and what changed here stands over it.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "directory/model.hpp"

namespace michi::directory {

/// The object of Field::told; nothing when there is none or it is no object.
std::optional<boost::json::object> told_object(std::string_view told);

bool same_meaning(Field field, std::string_view left, std::string_view right);  // cells.hpp

/// What the fields hold when nobody but that object speaks.
std::optional<Values> values_told(std::string_view told);

/// Takes out whatever in the object speaks of these fields, at every depth where it would tell the
/// same: the telephone of a service also stands at its places, its contacts and its body.
void take_out(boost::json::object& object, std::span<const Field> fields);

/// The object's text without what the Centre does not show of these fields.
std::string told_without(std::string_view told, std::span<const Field> fields);

/// The identifiers by which others know the service, its body and its places.
struct ToldNames {
    std::string service, body;
    std::vector<std::string> at_places;  // service_at_location, in their order
};
ToldNames names_told(std::string_view told);

}  // namespace michi::directory
