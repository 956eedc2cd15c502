// Searching and matching over the snapshot: pure, the same question gives the same list.
#pragma once

#include <map>
#include <span>

#include "directory/listing.hpp"

namespace michi::directory {

struct Asked {
    std::vector<std::string> kinds;       // any of them; none: all
    std::string words;                    // all of them, in any field
    std::vector<std::string> suggested;   // kinds that answer the words, best first
    std::string municipality;             // where one starts from
    std::optional<double> within_km;      // straight line; 0: inside the municipality only
    std::vector<std::string> conditions;  // ids of conditions.hpp
    std::optional<int> age;               // completed years, asked with "age"
    std::optional<int> weight;            // kilograms, asked with "weight"
    Visibility may_see{Visibility::open};
    Date today{};
};

struct Reason {
    std::string condition;
    Answer answer{Answer::not_known};
    std::string detail;
    std::optional<Date> as_of;
    std::string source;
    std::string told_to;
    std::optional<Room> room;  // of "vacancy"
    bool stale{};              // told too long ago to count
};

struct Match {
    std::shared_ptr<const Listing> listing;
    std::vector<Reason> reasons;  // one a condition asked, in the order asked
    std::size_t yes{}, not_known{}, no{};
    std::size_t rank{};  // 0: the words stand in it; else the place of its kind among the suggested
    std::optional<double> km;
    bool about{};               // measured from its municipality's office
    std::optional<Date> fresh;  // newest word of the place itself
    bool old{};                 // not confirmed for more than six months
};

struct Found {
    std::vector<Match> matches;                          // best first
    std::map<std::string, std::size_t> by_municipality;  // without the question where
};

/// No × first, then fewer ？, then the words themselves before what answers them, then fresher, then nearer, then by name and number.
Found search(const Snapshot& snapshot, const Asked& asked);

/// The office of a municipality; nothing when unknown.
std::optional<Point> office_of(std::string_view municipality);

inline constexpr int kOldMonths = 6;

struct Tile {
    std::string_view code;
    int row{}, column{};
};
/// Where the municipalities of a prefecture stand in the tile map.
std::vector<Tile> tiles_of(std::string_view prefecture);

}  // namespace michi::directory
