#include "directory/freshness.hpp"

#include <map>

#include "directory/directory.hpp"

namespace michi::directory {

std::vector<FreshShare> fresh_shares(const Snapshot& all, Date today) {
    std::map<std::string, FreshShare> shares;
    FreshShare& whole = shares[""];
    const auto add = [](FreshShare& share, bool confirmed, bool unconfirmed) {
        ++share.all;
        share.confirmed += confirmed;
        share.unconfirmed += unconfirmed;
    };
    for (const auto& listing : all.listings) {
        if (listing->gone || listing->values[Field::closed] == "closed") continue;
        const auto last = last_word(*listing);
        const bool silent =
            listing->unconfirmed_since && (!last || *last < *listing->unconfirmed_since);
        const bool confirmed = !silent && last && add_months(*last, kOldMonths) >= today;
        add(whole, confirmed, silent);
        const std::string& code = listing->values[Field::municipality];
        if (!code.empty()) add(shares[code], confirmed, silent);
    }
    std::vector<FreshShare> list;
    for (auto& [code, share] : shares) {
        share.municipality = code;
        list.push_back(std::move(share));
    }
    return list;
}

}  // namespace michi::directory
