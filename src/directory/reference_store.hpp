// Reference lists as they are kept, and what a newer edition changes of them.
#pragma once

#include <memory>
#include <unordered_map>

#include "directory/import.hpp"
#include "directory/reference.hpp"

namespace michi::directory {

/// In which municipalities a post code lies.
class PostalPlaces {
  public:
    /// None when the code is not known. `postal`: "745-0005", "7450005".
    std::span<const std::string> of(std::string_view postal) const;
    bool empty() const { return places_.empty(); }

  private:
    friend std::shared_ptr<const PostalPlaces> postal_places(Tx& tx);
    std::unordered_map<std::uint32_t, std::vector<std::string>> places_;
};
/// From memory while no newer edition was taken.
std::shared_ptr<const PostalPlaces> postal_places(Tx& tx);

/// Which editions are known.
struct ReferenceEdition {
    std::string kind, area, file_name;
    std::int64_t rows{};
    Instant taken_at{};
};
std::vector<ReferenceEdition> reference_editions(Tx& tx);

/// What the list would change.
Preview preview_reference(Tx& tx, const File& file);
/// Takes it beside what is read, in short turns, and lets it count in the last one.
Preview take_reference(Database& database, const File& file, Now now);

}  // namespace michi::directory
