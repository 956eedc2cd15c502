// Which municipalities are near: offices, 圏域, distance.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "directory/model.hpp"

namespace michi::directory {

/// The office of a municipality; nothing when unknown.
std::optional<Point> office_of(std::string_view municipality);

/// Kilometres between offices up to which municipalities without a 圏域 count as one area.
inline constexpr double kAreaKm = 25;

struct Region {
    std::string municipality, name;
};
/// As the program knows them, or as an instance has written them down. By code.
std::vector<Region> regions_of(std::string_view prefecture);
/// From now on these stand instead of the program's own in every prefecture that they name a town of;
/// nothing that was learned before. Names that were given out stay valid for good.
void learn_regions(std::vector<Region> learned);

/// 「周南」; "" where no 圏域 is known.
std::string_view area_name(std::string_view municipality);

/// The municipalities of the same 圏域 with itself; where none is known, those whose offices are
/// within kAreaKm, whatever their prefecture. By code.
std::vector<std::string_view> area_of(std::string_view municipality);

/// Municipalities of other prefectures whose offices are within `km` of any of these. By code.
std::vector<std::string_view> across_the_border(std::string_view prefecture, double km);

}  // namespace michi::directory
