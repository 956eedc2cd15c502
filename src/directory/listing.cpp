#include "directory/listing.hpp"

#include <algorithm>
#include <mutex>

#include "directory/store.hpp"

namespace michi::directory {
namespace {

struct Kept {
    std::mutex mutex;
    std::shared_ptr<const Snapshot> newest = std::make_shared<Snapshot>();
};

const auto kById = [](const std::shared_ptr<const Listing>& listing) { return listing->id; };

/// The earlier snapshot with the changed listings put in their places; read anew as a whole when
/// services were taken out since.
std::shared_ptr<const Snapshot> brought_up(Tx& tx, const Snapshot& kept, std::int64_t version) {
    const auto emptied = tx.value<std::int64_t>("SELECT emptied FROM directory_state WHERE id = 1");
    const Snapshot before = kept.version < emptied ? Snapshot{} : kept;
    auto fresh = std::make_shared<Snapshot>();
    fresh->version = version;
    auto changed = listings_since(tx, before.version);
    std::ranges::set_union(changed, before.listings, std::back_inserter(fresh->listings), {}, kById,
                           kById);
    return fresh;
}

}  // namespace

const KnownFact* Listing::fact(std::string_view condition) const {
    const auto found = std::ranges::find(facts, condition, &KnownFact::condition);
    return found == facts.end() ? nullptr : &*found;
}

const Listing* Snapshot::find(Id<Service> id) const {
    const auto found = std::ranges::lower_bound(listings, id, {}, kById);
    return found != listings.end() && (*found)->id == id ? found->get() : nullptr;
}

std::shared_ptr<const Snapshot> snapshot(Tx& tx) {
    auto& kept = tx.memory<Kept>();
    const auto version = tx.value<std::int64_t>("SELECT version FROM directory_state WHERE id = 1");
    const std::lock_guard lock(kept.mutex);
    if (kept.newest->version >= version && !tx.writes()) return kept.newest;
    auto fresh =
        kept.newest->version == version ? kept.newest : brought_up(tx, *kept.newest, version);
    if (!tx.writes()) kept.newest = fresh;  // what is not committed yet is nobody else's
    return fresh;
}

}  // namespace michi::directory
