// What a search reads of a snapshot: few bytes a service, beside one another in memory.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "directory/conditions.hpp"
#include "directory/opening.hpp"

namespace michi::directory {

struct Listing;

/// An answer that depends on the child or on the day, and who may know it.
struct Told {
    std::uint8_t answer : 2 {2};  // Answer; not_known where nobody told
    std::uint8_t visibility : 2 {};
};

/// Conditions of which a number decides, in the order of IndexRow::told.
inline constexpr std::array<std::string_view, 4> kMeasured{"age", "weight", kArea, kVacancy};
inline constexpr std::size_t kMostConditions = 64;  // one bit each
inline constexpr std::int32_t kNeverTold = INT32_MIN;

/// Which characters and pairs stand in a text: every bit of a word's stands in each text that holds
/// the word.
using Letters = std::array<std::uint64_t, 4>;

/// What decides of most services that they are not asked for: apart from the rest, so that all of
/// them fit into the cache.
struct IndexHead {
    std::uint8_t shown{255};  // the least Visibility that sees it; 255: gone or closed
    std::uint8_t kind{255};   // place in service_kinds(); 255: another
    std::uint16_t place{};    // place in Index::places
};

struct IndexRow {
    std::int32_t room_told{kNeverTold};  // the day of its one word about room
    std::array<std::int32_t, 3> fresh{kNeverTold, kNeverTold, kNeverTold};  // by Visibility, days
    std::array<double, 3> at{};  // on the sphere of radius 1
    bool has_point{};
    bool stands_elsewhere{};                      // Index::elsewhere holds more
    std::int16_t from_age{0}, to_age{INT16_MAX};  // of the answer to "age", both included
    std::array<std::uint64_t, 3> yes{}, no{};     // by Visibility: a bit for each of conditions()
    std::array<Told, kMeasured.size()> told{};
};

/// A further place of a service that stands in several.
struct Elsewhere {
    std::uint32_t row{};    // of Index::rows
    std::uint16_t place{};  // in Index::places
    bool has_point{};
    std::array<double, 3> at{};  // on the sphere of radius 1
};

/// The row of a listing, its week and its further places beside it, worked out once.
struct Digest {
    IndexHead head;
    Letters letters{};
    IndexRow row;
    Week week;
    std::vector<std::pair<std::string, Elsewhere>> elsewhere{};  // with its municipality
};
Digest digest_of(const Listing& listing);

Letters letters_of(std::string_view folded);

/// On the sphere of radius 1: the scalar product of two is the cosine of the angle between them.
std::array<double, 3> on_sphere(Point point);

class Index {
  public:
    explicit Index(std::span<const std::shared_ptr<const Listing>> listings);
    std::vector<IndexHead> heads;  // in the order of the listings
    std::vector<Letters> letters;  // the same
    std::vector<IndexRow> rows;    // the same
    std::vector<Week> weeks;
    std::vector<Elsewhere> elsewhere;  // in the order of the rows
    std::span<const Elsewhere> elsewhere_of(std::size_t row) const;
    std::vector<std::string> places;  // codes of municipalities; the first is ""
    std::array<bool, 256> has_kind{};
    std::string most_at;  // the prefecture of most services, "" where there are none
    std::vector<std::string> prefectures;  // that services stand in
};

}  // namespace michi::directory
