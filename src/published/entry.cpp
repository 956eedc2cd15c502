#include "published/entry.hpp"

namespace michi::published {

std::optional<Entry> Entry::of(const Listing& inside, std::optional<Date> listed_on, Date today) {
    const bool over = inside.gone || inside.values[Field::closed] == "closed";
    if (over || directory::hidden_as_stale(inside.confirmed_on, listed_on, today))
        return std::nullopt;
    auto open = directory::seen_by(inside, directory::Visibility::open);
    if (!open) return std::nullopt;
    return Entry(directory::settled(std::move(*open)), listed_on);
}

}  // namespace michi::published
