// GeoJSON of published lists (国土地理院's shelters, cities' facilities) as a table.
#pragma once

#include <string_view>

#include "directory/table.hpp"

namespace michi::directory {

bool is_geo_json(std::string_view text);
/// A column a property, in the order in which they come first, then 緯度 and 経度 of points.
Result<Table> read_geo_json(std::string_view text);

}  // namespace michi::directory
