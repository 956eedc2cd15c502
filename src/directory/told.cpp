#include "directory/told.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "directory/hsds_file.hpp"
#include "directory/row.hpp"

namespace michi::directory {
namespace {

namespace json = boost::json;
using Object = json::object;

/// What of an object speaks of a field: properties of the service itself, or of every object in it.
struct Part {
    Field field;
    std::string_view property;
    bool everywhere;
};
constexpr bool kHere = false, kEverywhere = true;
constexpr Part kParts[] = {
    {Field::name, "name", kHere},
    {Field::kana, "alternate_name", kHere},
    {Field::about, "description", kHere},
    {Field::closed, "status", kHere},
    {Field::organisation, "organization", kHere},
    {Field::organisation, "organization_id", kEverywhere},
    {Field::organisation, "program", kHere},
    {Field::organisation, "program_id", kHere},
    {Field::organisation, "funding", kHere},
    {Field::address, "service_at_locations", kHere},
    {Field::address, "locations", kEverywhere},
    {Field::email, "email", kEverywhere},
    {Field::email, "assurer_email", kHere},
    {Field::url, "url", kHere},
    {Field::url, "additional_urls", kHere},
    {Field::days, "schedules", kEverywhere},
    {Field::hours, "schedules", kEverywhere},
    {Field::closed_days, "schedules", kEverywhere},
    {Field::hours_note, "schedules", kEverywhere},
    {Field::ages, "minimum_age", kHere},
    {Field::ages, "maximum_age", kHere},
    {Field::fee, "fees_description", kHere},
    {Field::fee, "fees", kHere},
    {Field::fee, "cost_options", kHere},
    {Field::first_step, "application_process", kHere},
    {Field::papers, "required_documents", kHere},
    {Field::area, "service_areas", kEverywhere},
    {Field::contact, "contacts", kEverywhere},
    {Field::capacity, "capacities", kHere},
};

void everywhere(Object& object, auto&& on_object) {
    on_object(object);
    for (auto& [name, value] : object) {
        if (auto* inside = value.if_object()) everywhere(*inside, on_object);
        if (auto* list = value.if_array())
            for (auto& item : *list)
                if (auto* inside = item.if_object()) everywhere(*inside, on_object);
    }
}

bool is_fax(const json::value& phone) {
    const auto* object = phone.if_object();
    const auto* type = object ? object->if_contains("type") : nullptr;
    return type && type->is_string() && type->get_string() == "fax";
}

void take_numbers_out(Object& object, bool fax) {
    auto* phones = object.if_contains("phones");
    auto* list = phones ? phones->if_array() : nullptr;
    if (!list) return;
    json::array kept(list->storage());
    for (auto& phone : *list)
        if (is_fax(phone) != fax) kept.push_back(std::move(phone));
    *list = std::move(kept);
    if (list->empty()) object.erase("phones");
}

std::string text_at(const Object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    const auto* text = value ? value->if_string() : nullptr;
    return text ? std::string(*text) : std::string();
}

}  // namespace

std::optional<Object> told_object(std::string_view told) {
    if (told.empty()) return std::nullopt;
    json::error_code wrong;
    json::value value = json::parse(told, wrong);
    if (wrong || !value.is_object()) return std::nullopt;
    return std::move(value.get_object());
}

std::optional<Values> values_told(std::string_view told) {
    const auto table = read_hsds(told);
    const auto layout = table ? hsds_layout(*table) : std::nullopt;
    if (!layout || table->rows() != 2) return std::nullopt;
    RowRead row = read_row(*table, *layout, 1);
    if (!row.why.empty()) return std::nullopt;
    return std::move(row.entry.values);
}

void take_out(Object& object, std::span<const Field> fields) {
    for (Field field : fields) {
        for (const Part& part : kParts) {
            if (part.field != field) continue;
            if (part.everywhere)
                everywhere(object, [&](Object& inside) { inside.erase(part.property); });
            else
                object.erase(part.property);
        }
        if (field == Field::phone || field == Field::fax)
            everywhere(object,
                       [&](Object& inside) { take_numbers_out(inside, field == Field::fax); });
    }
}

std::string told_without(std::string_view told, std::span<const Field> fields) {
    auto object = told_object(told);
    if (!object) return {};
    take_out(*object, fields);
    return json::serialize(*object);
}

ToldNames names_told(std::string_view told) {
    ToldNames names;
    const auto object = told_object(told);
    if (!object) return names;
    names.service = text_at(*object, "id");
    if (const auto* body = object->if_contains("organization"); body && body->is_object())
        names.body = text_at(body->get_object(), "id");
    if (names.body.empty()) names.body = text_at(*object, "organization_id");
    if (const auto* places = object->if_contains("service_at_locations");
        places && places->is_array())
        for (const auto& place : places->get_array())
            if (place.is_object()) names.at_places.push_back(text_at(place.get_object(), "id"));
    return names;
}

}  // namespace michi::directory
