#include "published/entry.hpp"

namespace michi::published {
namespace {

bool is_over(const Listing& listing) {
    return listing.gone || listing.values[Field::closed] == "closed";
}

std::shared_ptr<const Retold> compared(const Listing& open) {
    const std::string& told = open.values[Field::told];
    const auto as_told = told.empty() ? std::nullopt : directory::values_told(told);
    if (!as_told) return nullptr;
    auto result = std::make_shared<Retold>(Retold{directory::names_told(told), {}});
    for (const auto& name : directory::field_names()) {
        const std::string& now = open.values[name.field];
        if (directory::is_for_people(name.field) && !now.empty() &&
            !directory::same_meaning(name.field, now, (*as_told)[name.field]))
            result->changed.push_back(name.field);
    }
    return result;
}

}  // namespace

Entry::Entry(Listing open, std::optional<Date> listed_on)
    : open_(directory::settled(std::move(open))),
      listed_on_(listed_on),
      retold_(compared(*open_)) {}

std::optional<Entry> Entry::of(const Listing& inside, std::optional<Date> listed_on, Date today) {
    if (is_over(inside) || directory::hidden_as_stale(inside.confirmed_on, listed_on, today))
        return std::nullopt;
    auto open = directory::seen_by(inside, directory::Visibility::open);
    if (!open) return std::nullopt;
    return Entry(std::move(*open), listed_on);
}

std::optional<Entry> Entry::ended(const Listing& inside, Date today) {
    if (!is_over(inside) || !inside.changed_at) return std::nullopt;
    const Date since = now_at(*inside.changed_at).today;
    if (directory::hidden_as_stale(since, {}, today)) return std::nullopt;
    auto open = directory::seen_by(inside, directory::Visibility::open);
    if (!open) return std::nullopt;
    return Entry(std::move(*open), std::nullopt);
}

}  // namespace michi::published
