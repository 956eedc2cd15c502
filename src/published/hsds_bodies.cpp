// Bodies and places as objects of HSDS, and which service belongs to which.
#include <algorithm>
#include <boost/json.hpp>

#include "base/municipality.hpp"
#include "published/hsds.hpp"
#include "published/overlay.hpp"
#include "published/pages.hpp"

namespace michi::published {
namespace {

namespace json = boost::json;
using Object = Hsds::Object;

constexpr std::string_view kCorporations = "JP-JCN";  // org-id.guide: 法人番号

Body body_named(const Catalogue& all, const Entry& entry) {
    const bool alone = !entry.open().body;
    std::string told;
    if (const Retold* retold = entry.retold(); retold && retold->keeps(Field::organisation))
        told = retold->names.body;
    if (told.empty() && !alone) told = all.body_told_as(entry.open().body.value);
    return {alone,           alone ? entry.id().value : entry.open().body.value,
            entry.body(),    entry.text(Field::corporation_number),
            std::move(told), {}};
}

}  // namespace

std::vector<Body> bodies_of(const Catalogue& all) {
    std::map<std::tuple<int, std::int64_t, std::string>, Body> found;
    for (const auto& entry : all.entries()) {
        Body named = body_named(all, *entry);
        const int rank = !named.told.empty() ? 0 : named.alone ? 2 : 1;
        Body& body = found[{rank, rank == 0 ? 0 : named.number, named.told}];
        if (body.entries.empty())
            body = std::move(named);
        else if (body.corporation_number.empty())
            body.corporation_number = named.corporation_number;
        body.entries.push_back(entry.get());
    }
    std::vector<Body> bodies;
    for (auto& [key, body] : found) bodies.push_back(std::move(body));
    return bodies;
}

std::vector<Site> sites_of(const Entry& entry) {
    std::vector<Site> sites;
    const Retold* retold = entry.retold();
    if (retold && retold->keeps_places() && !retold->names.at_places.empty()) {
        for (std::size_t i = 0; i < retold->names.at_places.size(); ++i)
            sites.push_back({&entry, nullptr, i});
        return sites;
    }
    for (const auto& spot : entry.open().places) sites.push_back({&entry, &spot, 0});
    return sites;
}

Body Hsds::body_of(const Entry& entry) const { return body_named(all_, entry); }

Object Hsds::organization_of(const Entry& entry) const {
    Body body = body_of(entry);
    body.entries = {&entry};
    return organization(body, false, false);
}

Object Hsds::organization(const Body& body, bool full, bool with_services) const {
    std::vector<std::string> kinds;
    for (const Entry* entry : body.entries)
        if (const auto kind = std::string(word_text(kind_word(entry->kind()), Lang::ja));
            std::ranges::find(kinds, kind) == kinds.end())
            kinds.push_back(kind);
    std::string about = body.name;
    for (std::size_t i = 0; i < kinds.size(); ++i) about += (i ? "、" : "：") + kinds[i];
    Object organization{{"id", id_of(body)}, {"name", body.name}, {"description", about}};
    if (!body.corporation_number.empty() && !body.alone)
        organization["organization_identifiers"] =
            json::array{Object{{"id", uuid_of(vault_, Named::part, body.number, "corporation")},
                               {"organization_id", id_of(body)},
                               {"identifier_scheme", kCorporations},
                               {"identifier_type", "法人番号"},
                               {"identifier", body.corporation_number}}};
    if (full) add_locations(organization, body);
    if (with_services) {
        json::array services;
        for (const Entry* entry : body.entries) {
            Object service = overlaid(*entry, ours_nested(*entry));
            service.erase("organization");
            services.push_back(std::move(service));
        }
        organization["services"] = std::move(services);
    }
    for (const Entry* entry : body.entries)
        if (entry->retold() && entry->retold()->names.body == body.told)
            return overlaid_body(*entry, std::move(organization));
    return organization;
}

void Hsds::add_locations(Object& organization, const Body& body) const {
    std::map<std::string, Object> locations;
    for (const Entry* entry : body.entries)
        for (auto& place : at_locations(*entry))
            if (auto* where = place.as_object().if_contains("location");
                where && where->is_object())
                locations.emplace(std::string(where->as_object()["id"].as_string()),
                                  std::move(where->get_object()));
    json::array list;
    for (auto& [id, where] : locations) list.push_back(std::move(where));
    if (!list.empty()) organization["locations"] = std::move(list);
}

Object Hsds::location(const directory::Spot& spot) const {
    Object location{{"id", id_of(spot)}, {"location_type", "physical"}};
    if (!spot.address.empty()) location["name"] = spot.address;
    if (spot.point) {
        location["latitude"] = spot.point->latitude;
        location["longitude"] = spot.point->longitude;
    }
    const auto* town = find_municipality(spot.municipality);
    location["addresses"] =
        json::array{Object{{"id", uuid_of(vault_, Named::part, spot.id.value, "address")},
                           {"location_id", id_of(spot)},
                           {"address_1", spot.address},
                           {"city", town ? std::string(town->name) : ""},
                           {"state_province", town ? std::string(town->prefecture) : ""},
                           {"postal_code", spot.postal},
                           {"country", "JP"},
                           {"address_type", "physical"}}};
    return location;
}

Object Hsds::at_location(const Site& site, bool full) const {
    const Entry& entry = *site.entry;
    Object at;
    if (site.spot) {
        at = {{"id", id_of(entry, *site.spot)},
              {"service_id", id_of(entry)},
              {"location_id", id_of(*site.spot)},
              {"location", location(*site.spot)}};
    } else {
        at = std::move(places_told(entry).at(site.told).as_object());
        at["service_id"] = id_of(entry);
    }
    if (full) {
        Object service = ours_nested(entry);
        service["organization"] = organization_of(entry);
        service = overlaid(entry, std::move(service));
        service.erase("service_at_locations");
        at["service"] = std::move(service);
    }
    return at;
}

}  // namespace michi::published
