#include "directory/nearby.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>

namespace michi::directory {
namespace {

struct Office {
    std::string_view code;
    double latitude, longitude;
};
constexpr Office kOffices[] = {
#include "directory/offices.inc"
};

struct Area {
    std::string_view code, name;
};
constexpr Area kAreas[] = {
#include "directory/areas.inc"
};

/// What is known: compiled in, or written down since.
struct KnownAreas {
    std::vector<Area> areas{std::begin(kAreas), std::end(kAreas)};
    std::vector<Region> texts{};  // that the rows above point into
    const KnownAreas* before{};   // whose names may still be in use
};

std::atomic<const KnownAreas*>& known_place() {
    static std::atomic<const KnownAreas*> place{new KnownAreas};  // names are given out for good
    return place;
}
const std::vector<Area>& known_areas() {
    return known_place().load(std::memory_order_acquire)->areas;
}

Point point_at(const Office& office) { return {office.latitude, office.longitude}; }

std::vector<std::string_view> within(Point from, double km) {
    std::vector<std::string_view> near;
    for (const Office& office : kOffices)
        if (distance_km(from, point_at(office)) <= km) near.push_back(office.code);
    return near;
}

std::vector<std::string_view> measured_across(std::string_view prefecture, double km) {
    std::vector<Point> own;
    for (const Office& office : kOffices)
        if (office.code.starts_with(prefecture)) own.push_back(point_at(office));
    std::vector<std::string_view> near;
    for (const Office& office : kOffices) {
        if (office.code.starts_with(prefecture)) continue;
        const Point there = point_at(office);
        if (std::ranges::any_of(own, [&](Point here) { return distance_km(here, there) <= km; }))
            near.push_back(office.code);
    }
    return near;
}

}  // namespace

std::optional<Point> office_of(std::string_view municipality) {
    const auto* found = std::ranges::lower_bound(kOffices, municipality, {}, &Office::code);
    if (found == std::end(kOffices) || found->code != municipality) return std::nullopt;
    return point_at(*found);
}

std::string_view area_name(std::string_view municipality) {
    const auto& areas = known_areas();
    const auto found = std::ranges::lower_bound(areas, municipality, {}, &Area::code);
    return found == areas.end() || found->code != municipality ? "" : found->name;
}

std::vector<Region> regions_of(std::string_view prefecture) {
    std::vector<Region> regions;
    for (const Area& area : known_areas())
        if (area.code.starts_with(prefecture.substr(0, 2)))
            regions.push_back({std::string(area.code), std::string(area.name)});
    return regions;
}

void learn_regions(std::vector<Region> learned) {
    auto* fresh = new KnownAreas;
    fresh->texts = std::move(learned);
    std::erase_if(fresh->areas, [&](const Area& area) {
        return std::ranges::any_of(fresh->texts, [&](const Region& r) {
            return r.municipality.substr(0, 2) == area.code.substr(0, 2);
        });
    });
    for (const Region& region : fresh->texts)
        if (!region.name.empty()) fresh->areas.push_back({region.municipality, region.name});
    std::ranges::sort(fresh->areas, {}, &Area::code);
    fresh->before = known_place().load(std::memory_order_acquire);
    known_place().store(fresh, std::memory_order_release);
}

std::vector<std::string_view> area_of(std::string_view municipality) {
    const std::string_view name = area_name(municipality);
    if (name.empty()) {
        const auto office = office_of(municipality);
        return office ? within(*office, kAreaKm) : std::vector{municipality};
    }
    std::vector<std::string_view> together;
    for (const Area& area : known_areas())
        if (area.name == name && area.code.substr(0, 2) == municipality.substr(0, 2))
            together.push_back(area.code);
    return together;
}

std::vector<std::string_view> across_the_border(std::string_view prefecture, double km) {
    struct Known {
        std::mutex mutex;
        std::map<std::pair<std::string, double>, std::vector<std::string_view>> found;
    };
    static Known known;  // offices do not move: each prefecture is measured once
    const std::lock_guard lock(known.mutex);
    const auto [place, fresh] = known.found.try_emplace({std::string(prefecture), km});
    if (fresh) place->second = measured_across(prefecture, km);
    return place->second;
}

}  // namespace michi::directory
