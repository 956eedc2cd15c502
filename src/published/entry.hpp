// A service as everybody may know it. Public pages, the API, files, the sitemap and totals are made
// from entries and from nothing else, so that what is not public cannot reach them.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "directory/directory.hpp"
#include "directory/told.hpp"

namespace michi::published {

using directory::Field;
using directory::Listing;

/// What of an object told by another directory still holds.
struct Retold {
    directory::ToldNames names;
    std::vector<Field> changed;  // fields that say something else here
    bool keeps(Field field) const { return std::ranges::find(changed, field) == changed.end(); }
    bool keeps_places() const { return keeps(Field::address) && keeps(Field::sites); }
};

class Entry {
  public:
    /// The only way to one: hides what is not public of the whole listing; nothing when the entry is
    /// not public, gone, closed or was confirmed too long ago.
    static std::optional<Entry> of(const Listing& inside, std::optional<Date> listed_on,
                                   Date today);
    /// One that was public and is over, so that programs which hold a copy learn of it; nothing when
    /// it is not over, or for longer than an entry stays without a word.
    static std::optional<Entry> ended(const Listing& inside, Date today);

    Id<directory::Service> id() const { return open_->id; }
    const std::string& kind() const { return open_->kind; }
    const std::string& text(Field field) const { return open_->values[field]; }
    const std::string& name() const { return text(Field::name); }
    /// The body that runs it; its own name stands when the body is not public or not known.
    const std::string& body() const { return open_->provider.empty() ? name() : open_->provider; }
    bool paused() const { return text(Field::closed) == "paused"; }
    std::optional<Date> confirmed_on() const { return open_->confirmed_on; }
    std::optional<Date> listed_on() const { return listed_on_; }
    const Listing& open() const { return *open_; }
    /// As another directory told of it; nullptr when none did.
    const Retold* retold() const { return retold_.get(); }
    std::shared_ptr<const Listing> share() const { return open_; }

  private:
    Entry(Listing open, std::optional<Date> listed_on);
    std::shared_ptr<const Listing> open_;  // without what is hidden
    std::optional<Date> listed_on_;
    std::shared_ptr<const Retold> retold_;
};

}  // namespace michi::published
