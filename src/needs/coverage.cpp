#include "needs/coverage.hpp"

#include <algorithm>
#include <set>

namespace michi::needs {
namespace {

std::set<std::string> towns_of(const directory::Listing& listing) {
    std::set<std::string> towns;
    for (const directory::Spot& spot : listing.places)
        if (!spot.municipality.empty()) towns.insert(spot.municipality);
    if (towns.empty()) {
        const std::string& own = listing.values[directory::Field::municipality];
        if (!own.empty()) towns.insert(own);
    }
    return towns;
}

bool is_of(const Cover& cover, std::string_view kind) {
    return !kind.empty() && std::ranges::find(cover.kinds, kind) != cover.kinds.end();
}

}  // namespace

std::map<std::string, Counts> coverage(const directory::Snapshot& all) {
    std::map<std::string, Counts> found;
    for (const auto& listing : all.listings) {
        if (listing->gone) continue;
        for (std::size_t i = 0; i < kCovers.size(); ++i)
            if (is_of(kCovers[i], listing->kind))
                for (const std::string& town : towns_of(*listing)) ++found[town][i];
    }
    return found;
}

std::int64_t towns_without(const std::map<std::string, Counts>& coverage,
                           const std::vector<std::string>& towns, std::size_t cover) {
    return std::ranges::count_if(towns, [&](const std::string& town) {
        const auto at = coverage.find(town);
        return at == coverage.end() || at->second[cover] == 0;
    });
}

}  // namespace michi::needs
