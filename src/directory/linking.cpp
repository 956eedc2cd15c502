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

/// Numbers of cities' lists are not each other's: the name must speak for it, or the spot.
bool same_name(const Values& left, const Values& right) {
    return name_key(left[Field::name]) == name_key(right[Field::name]) || same_spot(left, right);
}

std::string body_key(const Values& values) {
    const std::string& organisation = values[Field::organisation];
    return organisation.empty() ? fold(values[Field::name]) + "|" + values[Field::municipality]
                                : fold(organisation);
}

}  // namespace

Linking::Linking(std::vector<Link> known) : known_(std::move(known)), there_(known_.size()) {
    for (std::size_t i = 0; i < known_.size(); ++i) {
        by_name_[key(known_[i].values)].push_back(i);
        for (const std::string& number : known_[i].numbers) by_number_.emplace(number, i);
    }
}

std::string Linking::key(const Values& values) {
    return values[Field::municipality] + "|" + name_key(values[Field::name]);
}

std::string Linking::number(const Entry& entry, std::string_view source) {
    return entry.system_no.empty() ? std::string{} : std::string(source) + "|" + entry.system_no;
}

bool Linking::may_be(const Link& link, const Entry& fresh, std::int64_t list) const {
    return !link.lists.contains(list) && same_kind(link.kind, fresh.kind);
}

Linking::Found Linking::found(std::size_t place) const {
    if (place < there_) return {known_[place].service, {}};
    return {{}, place - there_};
}

void Linking::add(const Entry& fresh, std::string_view source, std::int64_t list) {
    const std::size_t place = known_.size();
    known_.push_back({.service = {},
                      .kind = fresh.kind,
                      .values = fresh.values,
                      .lists = {list},
                      .numbers = {}});
    by_name_[key(fresh.values)].push_back(place);
    if (auto own = number(fresh, source); !own.empty()) by_number_.emplace(std::move(own), place);
}

Linking::Found Linking::service_for(const Entry& fresh, std::string_view source,
                                    std::int64_t list) {
    if (known_.empty()) return {};
    if (const auto numbered = by_number_.find(number(fresh, source)); numbered != by_number_.end())
        if (Link& link = known_[numbered->second];
            may_be(link, fresh, list) && same_name(link.values, fresh.values)) {
            link.lists.insert(list);
            return found(numbered->second);
        }
    const auto named = by_name_.find(key(fresh.values));
    if (named == by_name_.end()) return {};
    for (std::size_t i : named->second) {
        Link& link = known_[i];
        if (!may_be(link, fresh, list) || !same_spot(link.values, fresh.values)) continue;
        link.lists.insert(list);
        return found(i);
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
