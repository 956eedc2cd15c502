// One service from all that its sources say: per field the first that speaks, in order of
// precedence.
#pragma once

#include <array>
#include <span>

#include "directory/difference.hpp"

namespace michi::directory {

inline constexpr std::string_view kOwnSource =
    "centre";  // what the Centre itself wrote: speaks first

/// The lower speaks first: the Centre, WAM NET, a municipality's list, a prefecture's, national
/// ones.
int rank_of(const Stored& record);

struct Merged {
    Values values;
    std::array<std::size_t, kFields> from{};  // index of the record, kNobody when nobody says
    bool gone{};                              // no source lists it any more
    std::optional<Date> gone_on;              // the day on which the last of them dropped it
};
inline constexpr std::size_t kNobody = static_cast<std::size_t>(-1);

Merged merged(std::span<const Stored> records);

}  // namespace michi::directory
