#include "directory/outline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <map>
#include <numbers>

#include "directory/place.hpp"

namespace michi::directory {
namespace {

namespace json = boost::json;

struct Spot {
    double x{}, y{};  // degrees east and north, then pixels
};
using Ring = std::vector<Spot>;
using Pieces = std::map<std::string, std::vector<Ring>>;  // by municipality

struct NoBoundary {};  // the file has another shape than a boundary's

Spot spot_of(const json::value& pair) {
    const json::array& numbers = pair.as_array();
    return {numbers.at(0).to_number<double>(), numbers.at(1).to_number<double>()};
}

Ring ring_of(const json::value& points) {
    Ring ring;
    for (const json::value& point : points.as_array()) ring.push_back(spot_of(point));
    return ring;
}

/// The arcs of a TopoJSON: steps from the point before, in a grid.
std::vector<Ring> arcs_of(const json::object& file) {
    Spot scale{1, 1}, shift{};
    const bool stepped = file.contains("transform");
    if (stepped) {
        scale = spot_of(file.at("transform").at("scale"));
        shift = spot_of(file.at("transform").at("translate"));
    }
    std::vector<Ring> arcs;
    for (const json::value& arc : file.at("arcs").as_array()) {
        Ring ring;
        Spot at;
        for (const json::value& point : arc.as_array()) {
            const Spot step = spot_of(point);
            at = stepped ? Spot{at.x + step.x, at.y + step.y} : step;
            ring.push_back({at.x * scale.x + shift.x, at.y * scale.y + shift.y});
        }
        arcs.push_back(std::move(ring));
    }
    return arcs;
}

/// Arcs joined end to end; a negative number is an arc walked backwards.
Ring joined(const json::value& numbers, const std::vector<Ring>& arcs) {
    Ring ring;
    for (const json::value& value : numbers.as_array()) {
        const auto number = value.to_number<std::int64_t>();
        Ring arc = arcs.at(static_cast<std::size_t>(number < 0 ? ~number : number));
        if (number < 0) std::ranges::reverse(arc);
        ring.insert(ring.end(), ring.empty() || arc.empty() ? arc.begin() : arc.begin() + 1,
                    arc.end());
    }
    return ring;
}

std::string code_of(const json::object& properties) {
    const json::value* code = properties.if_contains("N03_007");
    if (!code || !code->is_string()) return {};  // a lake's share that belongs to nobody
    const std::string digits(code->as_string());
    return municipality_code(digits, std::string_view(digits).substr(0, 2));
}

/// `outline_of` turns the innermost list of a geometry into a ring.
template <class OutlineOf>
void add_pieces(Pieces& pieces, const json::object& geometry, const std::string& code,
                const json::value& lists, OutlineOf outline_of) {
    if (geometry.at("type").as_string() == "Polygon") {
        for (const json::value& ring : lists.as_array()) pieces[code].push_back(outline_of(ring));
    } else if (geometry.at("type").as_string() == "MultiPolygon") {
        for (const json::value& polygon : lists.as_array())
            for (const json::value& ring : polygon.as_array())
                pieces[code].push_back(outline_of(ring));
    } else {
        throw NoBoundary{};
    }
}

Pieces pieces_of(const json::value& parsed) {
    const json::object& file = parsed.as_object();
    Pieces pieces;
    if (file.at("type").as_string() == "Topology") {
        const auto arcs = arcs_of(file);
        for (const auto& object : file.at("objects").as_object())
            for (const json::value& one : object.value().at("geometries").as_array()) {
                const json::object& geometry = one.as_object();
                const std::string code = code_of(geometry.at("properties").as_object());
                if (!code.empty())
                    add_pieces(pieces, geometry, code, geometry.at("arcs"),
                               [&](const json::value& ring) { return joined(ring, arcs); });
            }
        return pieces;
    }
    for (const json::value& one : file.at("features").as_array()) {
        const std::string code = code_of(one.at("properties").as_object());
        const json::object& geometry = one.at("geometry").as_object();
        if (!code.empty()) add_pieces(pieces, geometry, code, geometry.at("coordinates"), ring_of);
    }
    return pieces;
}

struct Frame {
    double west{180}, east{-180}, south{90}, north{-90};
    void hold(Spot spot) {
        west = std::min(west, spot.x), east = std::max(east, spot.x);
        south = std::min(south, spot.y), north = std::max(north, spot.y);
    }
    double shrink() const { return std::cos((south + north) / 2 * std::numbers::pi / 180); }
    double scale() const { return kOutlineWidth / ((east - west) * shrink()); }
    Spot pixels(Spot spot) const {
        return {(spot.x - west) * shrink() * scale(), (north - spot.y) * scale()};
    }
    int height() const { return static_cast<int>(std::ceil((north - south) * scale())); }
};

double area(const Ring& ring) {
    double twice = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i)
        twice += ring[i].x * ring[i + 1].y - ring[i + 1].x * ring[i].y;
    return std::abs(twice) / 2;
}

/// The middle of the widest stretch that the line at this height runs inside the ring.
std::pair<double, double> widest_at(const Ring& ring, double y) {
    std::vector<double> crossings;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const Spot a = ring[i], b = ring[i + 1];
        if ((a.y <= y) == (b.y <= y)) continue;
        crossings.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
    }
    std::ranges::sort(crossings);
    std::pair<double, double> best{0, 0};  // width, middle
    for (std::size_t i = 0; i + 1 < crossings.size(); i += 2)
        best = std::max(best,
                        {crossings[i + 1] - crossings[i], (crossings[i] + crossings[i + 1]) / 2});
    return best;
}

/// A spot that is surely inside, with room for a number.
Spot inside(const Ring& ring) {
    const auto [low, high] = std::ranges::minmax(ring, {}, &Spot::y);
    Spot best{ring.front()};
    double widest = -1;
    constexpr int kLines = 24;
    for (int i = 1; i < kLines; ++i) {
        const double y = low.y + (high.y - low.y) * i / kLines;
        const double edge = std::min(y - low.y, high.y - y);
        const auto [width, middle] = widest_at(ring, y);
        const double room = std::min(width, 4 * edge);  // neither a spit nor the rim
        if (room > widest) widest = room, best = {middle, y};
    }
    return best;
}

void append_path(std::string& path, const Ring& ring) {
    int last_x = 0, last_y = 0;
    bool first = true;
    for (const Spot& spot : ring) {
        const int x = static_cast<int>(std::lround(spot.x)),
                  y = static_cast<int>(std::lround(spot.y));
        if (!first && x == last_x && y == last_y) continue;
        path += first ? fmt::format("M{} {}", x, y) : fmt::format("l{} {}", x - last_x, y - last_y);
        first = false, last_x = x, last_y = y;
    }
    path += 'z';
}

Shape drawn(const std::string& code, std::vector<Ring> rings, const Frame& frame) {
    Shape shape;
    shape.code = code;
    for (Ring& ring : rings)
        for (Spot& spot : ring) spot = frame.pixels(spot);
    std::ranges::sort(rings, std::ranges::greater{}, area);
    for (const Ring& ring : rings)
        if (&ring == &rings.front() || area(ring) >= 1) append_path(shape.path, ring);
    const Spot middle = inside(rings.front());
    shape.x = static_cast<int>(std::lround(middle.x));
    shape.y = static_cast<int>(std::lround(middle.y));
    return shape;
}

Result<Outline> drawn(const Pieces& pieces) {
    Outline outline;
    Frame frame;
    for (const auto& [code, rings] : pieces) {
        if (outline.prefecture.empty()) outline.prefecture = code.substr(0, 2);
        if (outline.prefecture != code.substr(0, 2))
            return refused("file", "directory.outline_of_several"_w);
        for (const Ring& ring : rings) {
            if (ring.size() < 4) throw NoBoundary{};
            for (const Spot& spot : ring) frame.hold(spot);
        }
    }
    if (pieces.empty() || frame.east <= frame.west || frame.north <= frame.south)
        return refused("file", "directory.outline_unknown"_w);
    outline.width = kOutlineWidth;
    outline.height = frame.height();
    outline.credit = "「国土数値情報（行政区域データ）」（国土交通省）を加工して作成";
    std::size_t size = 0;
    for (const auto& [code, rings] : pieces) {
        outline.shapes.push_back(drawn(code, rings, frame));
        size += outline.shapes.back().path.size();
    }
    if (size > kOutlineLimit) return refused("file", "directory.outline_too_fine"_w);
    return outline;
}

}  // namespace

Result<Outline> read_outline(std::string_view text) {
    boost::system::error_code wrong;
    const json::value parsed = json::parse(json::string_view(text.data(), text.size()), wrong);
    if (wrong) return refused("file", "directory.outline_unknown"_w);
    try {
        return drawn(pieces_of(parsed));
    } catch (const NoBoundary&) {
    } catch (const std::exception&) {  // a member that is missing or of another kind
    }
    return refused("file", "directory.outline_unknown"_w);
}

}  // namespace michi::directory
