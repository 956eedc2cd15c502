// The directory as an audience may know it: what is not for them is not in it.
#pragma once

#include <map>
#include <memory>
#include <optional>

#include "directory/listing.hpp"

namespace michi::directory {

/// Who reads a field when nobody said otherwise: persons and the Centre's notes stay inside.
Visibility default_visibility(Field field);
Visibility visibility_of(const Listing& listing, Field field);

/// A copy without the fields, facts, persons and spots that are not for this audience, and with a
/// text to search that holds no more than that; nothing when the entry itself is not for them.
std::optional<Listing> seen_by(const Listing& listing, Visibility audience);

/// All that this audience may know, from memory when nothing changed.
std::shared_ptr<const Snapshot> snapshot(Tx& tx, Visibility audience);

inline constexpr int kStaleMonths = 18;
/// Neither the place confirmed it nor a list named it for eighteen months: hidden from the public.
/// An entry of which no day is known at all is not shown as current either.
bool hidden_as_stale(std::optional<Date> confirmed_on, std::optional<Date> listed_on, Date today);

/// What the Centre decided for one entry.
struct Showing {
    Visibility entry{Visibility::open};
    std::map<Field, Visibility> fields;    // only these change
    std::map<Id<Fact>, Visibility> facts;  // of this service; others are left alone
};
void show_to(Tx& tx, Id<Service> service, const Showing& showing);

}  // namespace michi::directory
