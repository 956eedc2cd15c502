#include "directory/listing.hpp"

#include <algorithm>
#include <mutex>

#include "directory/index.hpp"
#include "directory/store.hpp"

namespace michi::directory {
namespace {

struct Kept {
    std::mutex mutex;
    std::shared_ptr<const Snapshot> newest = std::make_shared<Snapshot>();
};

constexpr std::int64_t kOwnList = 0;  // what the Centre itself wrote

const auto kById = [](const std::shared_ptr<const Listing>& listing) { return listing->id; };

/// The earlier snapshot with the changed listings put in their places; read anew as a whole when
/// services were taken out since.
std::shared_ptr<const Snapshot> brought_up(Tx& tx, const Snapshot& kept, std::int64_t version) {
    const auto emptied = tx.value<std::int64_t>("SELECT emptied FROM directory_state WHERE id = 1");
    const Snapshot before = kept.version < emptied ? Snapshot{} : kept;
    auto fresh = std::make_shared<Snapshot>();
    fresh->version = version;
    fresh->lists = lists_taken(tx);
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

std::shared_ptr<const Listing> Snapshot::share(Id<Service> id) const {
    const auto found = std::ranges::lower_bound(listings, id, {}, kById);
    return found != listings.end() && (*found)->id == id ? *found : nullptr;
}

std::optional<Date> Snapshot::listed_on(const Listing& listing) const {
    std::optional<Date> newest;
    for (std::int64_t list : listing.lists)
        if (const auto taken = lists.find(list); taken != lists.end())
            newest = std::max(newest, std::optional(taken->second));
    if (listing.entered_at && std::ranges::find(listing.lists, kOwnList) != listing.lists.end())
        newest = std::max(newest, std::optional(now_at(*listing.entered_at).today));
    return newest;
}

struct Snapshot::Lazy {
    std::once_flag once;
    std::unique_ptr<const Index> index;
};

std::shared_ptr<Snapshot::Lazy> Snapshot::new_lazy() { return std::make_shared<Lazy>(); }

const Index& Snapshot::index() const {
    std::call_once(lazy_->once, [&] { lazy_->index = std::make_unique<Index>(listings); });
    return *lazy_->index;
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
