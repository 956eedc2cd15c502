#include "directory/linking.hpp"

#include <algorithm>

#include "base/fold.hpp"
#include "directory/cells.hpp"
#include "directory/kinds.hpp"
#include "directory/place.hpp"
#include "directory/sites.hpp"
#include "platform/series.hpp"

namespace michi::directory {
namespace {

constexpr double kSameSpotKm = 0.3;

/// A list that does not tell hospitals from clinics still speaks of the same place.
bool same_kind(std::string_view left, std::string_view right) {
    if (left == right) return true;
    const auto* a = find_kind(left);
    const auto* b = find_kind(right);
    return a && b && a->sector == b->sector &&
           (left.ends_with("_other") || right.ends_with("_other"));
}

bool same_spot(const Values& left, const Values& right) {
    for (Field field : {Field::address, Field::phone})
        if (!left[field].empty() && same_meaning(field, left[field], right[field])) return true;
    const auto a = point_of(left), b = point_of(right);
    return a && b && distance_km(*a, *b) <= kSameSpotKm;
}

std::string body_key(const Values& values) {
    const std::string& organisation = values[Field::organisation];
    return organisation.empty() ? fold(values[Field::name]) + "|" + values[Field::municipality]
                                : fold(organisation);
}

}  // namespace

Linking::Linking(std::vector<Link> known) : known_(std::move(known)) {
    for (std::size_t i = 0; i < known_.size(); ++i) by_name_[key(known_[i].values)].push_back(i);
}

std::string Linking::key(const Values& values) {
    return values[Field::municipality] + "|" + name_key(values[Field::name]);
}

Id<Service> Linking::service_for(const Entry& fresh, std::string_view source_id) {
    if (known_.empty()) return {};
    const auto found = by_name_.find(key(fresh.values));
    if (found == by_name_.end()) return {};
    const std::string source = std::string(source_id) + "|" + fresh.publisher;
    for (std::size_t i : found->second) {
        Link& link = known_[i];
        const bool fits = !link.sources.contains(source) && same_kind(link.kind, fresh.kind) &&
                          same_spot(link.values, fresh.values);
        if (!fits) continue;
        link.sources.insert(source);
        return link.service;
    }
    return {};
}

Home::Home(Tx& tx) : places_(places(tx)) {
    for (const ProviderRow& row : providers(tx)) {
        if (!row.corporation_number.empty()) by_number_.emplace(row.corporation_number, row.id);
        by_name_.emplace(row.folded, row.id);
    }
}

Id<Provider> Home::provider_of(Tx& tx, const Values& values) {
    const std::string& number = values[Field::corporation_number];
    const std::string key = body_key(values);
    if (const auto found = by_number_.find(number); !number.empty() && found != by_number_.end())
        return found->second;
    if (const auto found = by_name_.find(key); number.empty() && found != by_name_.end())
        return found->second;
    const std::string& organisation = values[Field::organisation];
    const ProviderRow row{.id = {next_number(tx, "directory_provider")},
                          .name = organisation.empty() ? values[Field::name] : organisation,
                          .folded = key,
                          .corporation_number = number};
    insert_provider(tx, row);
    if (!number.empty()) by_number_.emplace(number, row.id);
    by_name_.emplace(key, row.id);
    return row.id;
}

void Home::settle(Tx& tx, Id<Service> service, const Values& values) {
    std::set<Id<Place>> stands_at;
    if (!values[Field::address].empty()) stands_at.insert(place_of(tx, values));
    for (const Site& site : sites_in(values[Field::sites]))
        stands_at.insert(place_of(tx, values_of(site)));
    if (!stands_at.empty()) set_places(tx, service, stands_at);
}

Id<Place> Home::place_of(Tx& tx, const Values& values) {
    const std::string key = values[Field::municipality] + "|" + address_key(values[Field::address]);
    auto& place = places_[key];
    if (!place) place = insert_place(tx, {next_number(tx, "directory_place")}, key, values);
    return place;
}

}  // namespace michi::directory
