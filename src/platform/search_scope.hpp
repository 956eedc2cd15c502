// What a reader may find: the places (cases, or cases by visibility) that the policy lets them
// read.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace michi {

class SearchScope {
  public:
    static SearchScope everything();
    /// Only what lies in one of these places. An empty list finds nothing.
    explicit SearchScope(std::vector<std::int64_t> places);

    bool is_everything() const { return everything_; }
    bool allows(std::int64_t place) const;
    bool allows_any(std::span<const std::int64_t> places) const;
    /// Ascending, each once; empty for everything().
    std::span<const std::int64_t> places() const { return places_; }

  private:
    SearchScope() = default;
    bool everything_{};
    std::vector<std::int64_t> places_;
    std::vector<std::uint64_t> bits_;  // from places_.front(), when the places lie close together
};

}  // namespace michi
