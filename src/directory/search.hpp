// Searching and matching over the snapshot: pure, the same question gives the same list.
#pragma once

#include <map>
#include <span>

#include "directory/legal_ages.hpp"
#include "directory/listing.hpp"
#include "directory/nearby.hpp"
#include "directory/opening.hpp"

namespace michi::directory {

/// What is found for its words although it neither holds them nor is of a kind that answers them.
enum class Rest : std::uint8_t {
    none,
    known,         // what is known to do one of the conditions that are asked
    of_the_place,  // what stands in the municipality, where nothing else was said
    all,
};

struct Asked {
    std::vector<std::string> kinds;      // any of them; none: all
    std::string words;                   // all of them, in any field
    std::vector<std::string> suggested;  // kinds that answer the words, best first
    std::size_t close{};                 // the first of them: each stands among the first places
    std::vector<std::string> unknown;    // words of which nothing was understood
    std::vector<std::string> names;      // of these the ones that stand alone
    Rest rest{Rest::none};
    bool place_first{};              // what stands in the municipality, before the rest of its kind
    std::string municipality;        // where one starts from
    std::vector<std::string> towns;  // several that the words name: one starts from none
    std::optional<double> within_km;      // straight line; 0: inside the municipality only
    bool in_area{};                       // inside the 圏域 of the municipality
    std::vector<std::string> conditions;  // ids of conditions.hpp
    std::optional<int> age;               // completed years, asked with "age"
    std::optional<int> weight;            // kilograms, asked with "weight"
    std::optional<When> when;             // a day and an hour, asked with kOpen
    Visibility may_see{Visibility::open};
    Date today{};
    std::size_t first{}, most{SIZE_MAX};  // which of the matches, best first, are wanted
};

/// Asked like a condition: whether it is open at Asked::when, as its lists say.
inline constexpr std::string_view kOpen = "open";

struct Reason {
    std::string condition;
    Answer answer{Answer::not_known};
    std::string detail;
    std::optional<Date> as_of;
    std::string source;
    std::string told_to;
    std::optional<Room> room;  // of "vacancy"
    bool stale{};              // told too long ago to count
    const LegalAges* law{};    // of "age": what the law says before the place does
};

/// What is told beside the answer: of the law, else of the place.
std::string detail_of(const Reason& reason, Lang lang);

struct Match {
    std::shared_ptr<const Listing> listing;
    std::vector<Reason> reasons;  // one a condition asked, in the order asked
    std::size_t yes{}, not_known{}, no{};
    std::size_t
        rank{};  // 0: it is called so; then the words stand in it; then a name; then its kind's place
    bool said{};  // called so: by its whole name, its number, its telephone number
    std::optional<double> km;
    bool about{};               // measured from its municipality's office
    std::optional<Date> fresh;  // newest word of the place itself
    bool old{};                 // not confirmed for more than six months
};

struct Found {
    std::vector<Match> matches;                          // best first, of those wanted
    std::size_t total{}, fitting{};                      // fitting: every condition is yes
    std::map<std::string, std::size_t> by_municipality;  // without the question where
};

/// No × first; where room is asked, fresh room before all else; then the place that is called so, places
/// that hold the words; of the kinds that answer them three of the best and one of each close one;
/// then fewer ？, then the kinds as they answer, then the municipality that is named, then fresher,
/// then nearer, then by name and number.
Found search(const Snapshot& snapshot, const Asked& asked);
/// Whether anything of the kind is there, and the prefectures (two digits) things stand in.
bool holds_kind(const Snapshot& snapshot, std::string_view kind);
const std::vector<std::string>& prefectures_of(const Snapshot& snapshot);

/// Why one service fits or does not, condition by condition, whether a search would find it or not.
Match match_of(const std::shared_ptr<const Listing>& listing, const Asked& asked);

inline constexpr int kOldMonths = 6;

struct Tile {
    std::string_view code;
    int row{}, column{};
};
/// Where the municipalities of a prefecture stand in the tile map.
std::vector<Tile> tiles_of(std::string_view prefecture);

}  // namespace michi::directory
