// The real boundary of a prefecture as a picture: read from the TopoJSON or GeoJSON of 国土数値情報
// N03 (行政区域), drawn on the server.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace michi::directory {

struct Shape {
    std::string code;  // 6 digits
    std::string path;  // SVG path in the outline's pixels
    int x{}, y{};      // inside the greatest piece: where the number stands
    friend bool operator==(const Shape&, const Shape&) = default;
};

struct Outline {
    std::string prefecture;  // two digits
    int width{}, height{};
    std::string credit;
    std::vector<Shape> shapes;  // by code
};

/// The width of every picture; the height follows from the prefecture's form.
inline constexpr int kOutlineWidth = 640;
/// All paths together: a page that carries them stays light. More must be simplified first.
inline constexpr std::size_t kOutlineLimit = 120'000;

/// Pieces below a pixel are left out; longitudes shrink by the cosine of the middle latitude.
/// Refuses what is no boundary, one of several prefectures, and one that is not simplified.
Result<Outline> read_outline(std::string_view json);

}  // namespace michi::directory
