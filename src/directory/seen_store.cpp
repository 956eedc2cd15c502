// Who may read what, when lists were taken, where services stand: beside what store.cpp holds.

#include <algorithm>

#include "directory/seen.hpp"
#include "directory/store.hpp"

namespace michi::directory {
namespace {

std::optional<Field> field_named(std::string_view id) {
    const auto found = std::ranges::find(field_names(), id, &FieldName::id);
    return found == field_names().end() ? std::nullopt : std::optional(found->field);
}

template <class F>
void on_each(Listings& found, Id<Service> id, F&& act) {
    if (const auto service = found.find(id); service != found.end()) act(*service->second);
}

}  // namespace

void fill_beside(Tx& tx, Listings& found, std::int64_t version) {
    tx.each(
        "SELECT h.service_id, h.field, h.visibility FROM directory_shown h"
        " JOIN directory_service s ON s.id = h.service_id WHERE s.changed > $1",
        [&](const Row& row) {
            on_each(found, row.get<Id<Service>>(0), [&](Listing& listing) {
                if (const auto field = field_named(row.text(1)))
                    listing.shown.emplace_back(*field, row.get<Visibility>(2));
            });
        },
        version);
    tx.each(
        "SELECT a.service_id, p.id, p.postal, p.address, p.municipality, p.latitude, p.longitude"
        " FROM directory_service_at_place a JOIN directory_place p ON p.id = a.place_id"
        " JOIN directory_service s ON s.id = a.service_id WHERE s.changed > $1"
        " ORDER BY a.service_id, p.id",
        [&](const Row& row) {
            on_each(found, row.get<Id<Service>>(0), [&](Listing& listing) {
                Spot spot{row.get<Id<Place>>(1), row.get<std::string>(2), row.get<std::string>(3),
                          row.get<std::string>(4), std::nullopt};
                if (!row.null(5) && !row.null(6))
                    spot.point = Point{row.get<double>(5), row.get<double>(6)};
                listing.places.push_back(std::move(spot));
            });
        },
        version);
    tx.each(
        "SELECT DISTINCT r.service_id, r.list_id FROM directory_record r"
        " JOIN directory_service s ON s.id = r.service_id"
        " WHERE s.changed > $1 AND r.gone_on IS NULL ORDER BY r.service_id, r.list_id",
        [&](const Row& row) {
            on_each(found, row.get<Id<Service>>(0),
                    [&](Listing& listing) { listing.lists.push_back(row.get<std::int64_t>(1)); });
        },
        version);
}

std::map<std::int64_t, Date> lists_taken(Tx& tx) {
    std::map<std::int64_t, Date> taken;
    tx.each("SELECT id, taken_at FROM directory_list WHERE ended_on IS NULL", [&](const Row& row) {
        taken.emplace(row.get<std::int64_t>(0), now_at(row.get<Instant>(1)).today);
    });
    return taken;
}

void show_to(Tx& tx, Id<Service> service, const Showing& showing) {
    touch_service(tx, service, next_version(tx));
    tx.run("UPDATE directory_service SET visibility = $2 WHERE id = $1", service,
           static_cast<int>(showing.entry));
    for (const auto& [field, visibility] : showing.fields)
        tx.run(
            "INSERT INTO directory_shown (service_id, field, visibility) VALUES ($1, $2, $3)"
            " ON CONFLICT (service_id, field) DO UPDATE SET visibility = excluded.visibility",
            service, id_of(field), static_cast<int>(visibility));
    for (const auto& [fact, visibility] : showing.facts)
        tx.run("UPDATE directory_fact SET visibility = $3 WHERE id = $2 AND service_id = $1",
               service, fact, static_cast<int>(visibility));
}

}  // namespace michi::directory
