// A condition's answer as one text, so that a change carries it like any other item.
#pragma once

#include <string>
#include <string_view>

#include "directory/directory.hpp"

namespace michi::assurance {

/// "yes|2|18|detail"; of room "has|2|4|3|days". "" when nothing was told.
struct Told {
    std::string answer;  // yes no ask; of room a state's id
    std::string low, high, third;
    std::string detail;  // of room: which days
    friend bool operator==(const Told&, const Told&) = default;
};
std::string packed(const Told& told);
Told unpacked(std::string_view text);

/// What is known of it now. Old words about room are not repeated: they count no more.
Told told_of(const directory::KnownFact* fact, Date today);
/// For people.
std::string line_of(std::string_view condition, const Told& told, Lang lang);
directory::KnownFact fact_of(std::string_view condition, const Told& told, Date as_of);

}  // namespace michi::assurance
