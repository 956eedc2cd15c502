#include "platform/search_scope.hpp"

#include <algorithm>

namespace michi {
namespace {
constexpr std::uint64_t kSparse = 256;  // bits a place may cost before a list is better
}

SearchScope SearchScope::everything() {
    SearchScope all;
    all.everything_ = true;
    return all;
}

SearchScope::SearchScope(std::vector<std::int64_t> places) : places_(std::move(places)) {
    std::sort(places_.begin(), places_.end());
    places_.erase(std::unique(places_.begin(), places_.end()), places_.end());
    if (places_.empty()) return;
    const auto width = std::uint64_t(places_.back()) - std::uint64_t(places_.front());
    if (width / kSparse >= places_.size()) return;
    bits_.resize(width / 64 + 1);
    for (const std::int64_t place : places_) {
        const auto bit = std::uint64_t(place) - std::uint64_t(places_.front());
        bits_[bit / 64] |= std::uint64_t{1} << (bit % 64);
    }
}

bool SearchScope::allows(std::int64_t place) const {
    if (everything_) return true;
    if (bits_.empty()) return std::binary_search(places_.begin(), places_.end(), place);
    if (place < places_.front() || place > places_.back()) return false;
    const auto bit = std::uint64_t(place) - std::uint64_t(places_.front());
    return (bits_[bit / 64] >> (bit % 64) & 1) != 0;
}

bool SearchScope::allows_any(std::span<const std::int64_t> places) const {
    return everything_ ||
           std::any_of(places.begin(), places.end(), [&](auto place) { return allows(place); });
}

}  // namespace michi
