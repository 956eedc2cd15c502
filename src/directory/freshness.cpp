#include "directory/freshness.hpp"

#include <algorithm>
#include <map>

#include <mutex>

#include "directory/directory.hpp"
#include "directory/nearby.hpp"

namespace michi::directory {
namespace {

struct Kept {
    std::mutex mutex;
    std::map<Visibility,
             std::tuple<std::int64_t, Date, std::shared_ptr<const std::vector<FreshShare>>>>
        newest;
};

}  // namespace

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

std::vector<FreshShare> by_area(const std::vector<FreshShare>& shares) {
    std::vector<FreshShare> areas;
    std::vector<std::string> keys;  // names of areas come again in other prefectures
    for (const FreshShare& share : shares) {
        const std::string name(area_name(share.municipality));
        if (name.empty()) continue;
        const std::string key = share.municipality.substr(0, 2) + name;
        const auto at = static_cast<std::size_t>(std::ranges::find(keys, key) - keys.begin());
        if (at == keys.size()) {
            keys.push_back(key);
            areas.push_back({.municipality = name});
        }
        areas[at].all += share.all;
        areas[at].confirmed += share.confirmed;
        areas[at].unconfirmed += share.unconfirmed;
    }
    return areas;
}

std::shared_ptr<const std::vector<FreshShare>> fresh_shares(Tx& tx, Visibility audience,
                                                            Date today) {
    const auto all = snapshot(tx, audience);
    auto& kept = tx.memory<Kept>();
    const std::lock_guard lock(kept.mutex);
    auto& [version, day, shares] = kept.newest[audience];
    if (!shares || version != all->version || day != today) {
        shares = std::make_shared<const std::vector<FreshShare>>(fresh_shares(*all, today));
        version = all->version;
        day = today;
    }
    return shares;
}

}  // namespace michi::directory
