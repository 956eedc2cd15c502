// All entries at one version of the directory and one day, in memory.
#pragma once

#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "published/entry.hpp"

namespace michi::published {

class Catalogue {
  public:
    std::span<const std::shared_ptr<const Entry>> entries() const { return entries_; }
    const Entry* find(Id<directory::Service> id) const;
    const Entry& entry_of(const Listing& open) const { return *find(open.id); }
    using Order = std::vector<std::uint32_t>;  // places in entries()
    /// Best first; kept for the next who asks the same.
    std::shared_ptr<const Order> search(const directory::Asked& asked) const;
    /// Some of them with their reasons, in the same order.
    std::vector<directory::Match> matches(const directory::Asked& asked,
                                          std::span<const std::uint32_t> places) const;
    std::int64_t version() const { return open_.version; }
    Date day() const { return day_; }
    /// Changes whenever a page or file made from it may differ.
    std::string tag(std::string_view face) const;

  private:
    friend std::shared_ptr<const Catalogue> catalogue(Tx& tx, Date today);
    std::vector<std::shared_ptr<const Entry>> entries_;  // by id
    directory::Snapshot open_;                           // the same, for searching
    Date day_{};
    mutable std::mutex mutex_;
    mutable std::unordered_map<std::string, std::shared_ptr<const Order>> found_;
};

std::shared_ptr<const Catalogue> catalogue(Tx& tx, Date today);

}  // namespace michi::published
