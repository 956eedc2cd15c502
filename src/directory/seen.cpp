#include "directory/seen.hpp"

#include <algorithm>
#include <array>
#include <mutex>

#include "directory/index.hpp"
#include "directory/store.hpp"
#include "directory/told.hpp"

namespace michi::directory {
namespace {

/// An address tells the spot, and the spot the address.
constexpr Field kWhere[] = {Field::postal, Field::latitude, Field::longitude, Field::sites};

bool is_where(Field field) {
    return field == Field::address || std::ranges::find(kWhere, field) != std::end(kWhere);
}

/// 「083-900-0000 内線 12 / 083-900-0001」 without the extensions: they lead to a person's desk.
std::string without_extensions(std::string_view phone) {
    constexpr std::string_view kBetween = " / ", kExtension = "内線";
    std::string out;
    for (std::size_t at = 0; at < phone.size();) {
        const auto end = std::min(phone.find(kBetween, at), phone.size());
        auto number = phone.substr(at, end - at);
        number = number.substr(0, number.find(kExtension));
        while (!number.empty() && (number.back() == ' ' || number.back() == '('))
            number.remove_suffix(1);
        if (!number.empty()) out.append(out.empty() ? "" : kBetween).append(number);
        at = end + kBetween.size();
    }
    return out;
}

struct Kept {
    std::mutex mutex;
    std::array<std::shared_ptr<const Snapshot>, 2> seen;  // of the whole snapshot beside it
    std::array<std::shared_ptr<const Snapshot>, 2> whole;
};

/// What did not change since is taken over; both are in order of id.
std::shared_ptr<const Snapshot> seen_of(const Snapshot& whole, Visibility audience,
                                        const Snapshot* before_whole, const Snapshot* before_seen) {
    auto seen = std::make_shared<Snapshot>();
    seen->version = whole.version;
    seen->lists = whole.lists;
    std::size_t at = 0;
    for (const auto& listing : whole.listings) {
        if (before_whole) {
            while (at < before_whole->listings.size() &&
                   before_whole->listings[at]->id < listing->id)
                ++at;
            const bool same =
                at < before_whole->listings.size() && before_whole->listings[at] == listing;
            if (same) {
                if (auto known = before_seen->share(listing->id))
                    seen->listings.push_back(std::move(known));
                continue;
            }
        }
        if (auto copy = seen_by(*listing, audience))
            seen->listings.push_back(settled(std::move(*copy)));
    }
    return seen;
}

/// What another directory published stays published, but for what the Centre decided here.
void withhold(Listing& copy, const Listing& listing, Visibility audience) {
    if (copy.values[Field::told].empty()) return;
    std::vector<Field> hidden;
    for (const auto& [field, visibility] : listing.shown)
        if (visibility > audience) hidden.push_back(field);
    if (!hidden.empty()) copy.values[Field::told] = told_without(copy.values[Field::told], hidden);
}

}  // namespace

Visibility default_visibility(Field field) {
    switch (field) {
        case Field::note:
        case Field::contact:
            return Visibility::centre;
        case Field::email:
            return Visibility::partners;
        default:
            return Visibility::open;
    }
}

Visibility visibility_of(const Listing& listing, Field field) {
    const auto said = std::ranges::find(listing.shown, field, &std::pair<Field, Visibility>::first);
    if (said != listing.shown.end()) return said->second;
    return default_visibility(field);
}

std::optional<Listing> seen_by(const Listing& listing, Visibility audience) {
    if (listing.visibility > audience) return std::nullopt;
    if (audience == Visibility::centre) return listing;
    Listing copy = listing;
    copy.shown.clear();
    const bool knows_where = visibility_of(listing, Field::address) <= audience;
    for (const FieldName& name : field_names()) {
        const bool hidden =
            visibility_of(listing, name.field) > audience || (is_where(name.field) && !knows_where);
        if (hidden) copy.values[name.field].clear();
    }
    if (visibility_of(listing, Field::organisation) > audience) {
        copy.provider.clear();
        copy.body = {};
        copy.values[Field::corporation_number].clear();
    }
    if (!knows_where) copy.places.clear();
    withhold(copy, listing, audience);
    std::erase_if(copy.facts, [&](const KnownFact& fact) { return fact.visibility > audience; });
    if (audience == Visibility::open) {
        copy.values[Field::phone] = without_extensions(copy.values[Field::phone]);
        copy.values[Field::fax] = without_extensions(copy.values[Field::fax]);
        copy.confirmed_by.clear();
        for (KnownFact& fact : copy.facts) fact.told_to.clear();
    }
    copy.point = point_of(copy.values);
    copy.words = words_of(copy);
    return copy;
}

std::shared_ptr<const Snapshot> snapshot(Tx& tx, Visibility audience) {
    auto whole = snapshot(tx);
    if (audience == Visibility::centre) return whole;
    if (tx.writes()) return seen_of(*whole, audience, nullptr, nullptr);
    auto& kept = tx.memory<Kept>();
    const auto which = static_cast<std::size_t>(audience);
    const std::lock_guard lock(kept.mutex);
    if (kept.whole[which] != whole) {
        kept.seen[which] =
            seen_of(*whole, audience, kept.whole[which].get(), kept.seen[which].get());
        kept.whole[which] = whole;
    }
    return kept.seen[which];
}

bool hidden_as_stale(std::optional<Date> confirmed_on, std::optional<Date> listed_on, Date today) {
    const std::optional<Date> newest = std::max(confirmed_on, listed_on);
    return !newest || add_months(*newest, kStaleMonths) < today;
}

}  // namespace michi::directory
