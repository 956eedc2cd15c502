// All entries at one version of the directory and one day, in memory.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "published/entry.hpp"
#include "web/kept.hpp"

namespace michi::published {

class Catalogue {
  public:
    std::span<const std::shared_ptr<const Entry>> entries() const { return entries_; }
    const Entry* find(Id<directory::Service> id) const;
    /// Those that are over and still told to programs, by id.
    std::span<const std::shared_ptr<const Entry>> ended() const { return ended_; }
    const Entry* find_ended(Id<directory::Service> id) const;
    /// By an identifier that another directory gave to a service or to its place.
    const Entry* told_as(std::string_view id) const;
    /// The identifier that another directory gave to the body of this number; "" when none did.
    std::string_view body_told_as(std::int64_t number) const;
    const Entry& entry_of(const Listing& open) const { return *find(open.id); }
    /// As many as asked for, best first; kept for the next who asks the same, never with words.
    std::shared_ptr<const directory::Found> search(const directory::Asked& asked) const;
    bool has_kind(std::string_view kind) const;
    const directory::Snapshot& open() const { return open_; }
    /// Two digits each: where something is public.
    const std::vector<std::string>& prefectures() const;
    std::int64_t version() const { return open_.version; }
    Date day() const { return day_; }
    /// A whole list of this edition: made by whoever asks first, while the others wait, and kept as long
    /// as the edition. `name` stands for all that `make` is given beside the edition.
    std::shared_ptr<const web::Kept> file(const std::string& name,
                                          const std::function<std::string()>& make) const;
    /// Changes whenever a page or file made from it may differ.
    std::string tag(std::string_view face) const;

  private:
    friend std::shared_ptr<const Catalogue> catalogue(Tx& tx, Date today);
    std::vector<std::shared_ptr<const Entry>> entries_;  // by id
    directory::Snapshot open_;                           // the same, for searching
    std::vector<std::shared_ptr<const Entry>> ended_;
    std::unordered_map<std::string_view, const Entry*> told_;  // of both
    std::unordered_map<std::int64_t, std::string_view> bodies_;
    void learn_names();
    Date day_{};
    mutable std::mutex mutex_;
    mutable std::unordered_map<std::string, std::shared_ptr<const directory::Found>> found_;
    struct File {
        std::once_flag once;
        std::shared_ptr<const web::Kept> kept;
    };
    mutable std::unordered_map<std::string, std::shared_ptr<File>> files_;
    mutable std::size_t file_bytes_{};
};

std::shared_ptr<const Catalogue> catalogue(Tx& tx, Date today);

}  // namespace michi::published
