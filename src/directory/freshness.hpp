// How much of the directory was confirmed within half a year, by municipality.
#pragma once

#include <string>
#include <vector>

#include "directory/listing.hpp"

namespace michi::directory {

struct FreshShare {
    std::string municipality;
    std::int64_t all{}, confirmed{}, unconfirmed{};  // unconfirmed: asked, reminded twice, silent
    std::int64_t percent() const { return all == 0 ? 0 : confirmed * 100 / all; }
};
/// Municipalities in order of their code, the whole first (its code is ""). Entries that are gone or
/// closed are not counted.
std::vector<FreshShare> fresh_shares(const Snapshot& all, Date today);
/// Municipalities taken together by their 圏域, in order of the first code of each; those of which no
/// 圏域 is known are left out. `municipality` holds the name of the area.
std::vector<FreshShare> by_area(const std::vector<FreshShare>& shares);
/// The same, from memory when neither the directory nor the day has changed.
std::shared_ptr<const std::vector<FreshShare>> fresh_shares(Tx& tx, Visibility audience,
                                                            Date today);

}  // namespace michi::directory
