#include "published/overlay.hpp"

#include <boost/json.hpp>

namespace michi::published {
namespace {

namespace json = boost::json;
using Object = json::object;

Object told(const Entry& entry) {
    auto object = directory::told_object(entry.text(Field::told)).value_or(Object{});
    directory::take_out(object, entry.retold()->changed);
    return object;
}

bool has(const json::array& list, std::string_view property, const json::value& value) {
    return std::ranges::any_of(list, [&](const json::value& item) {
        const auto* object = item.if_object();
        const auto* known = object ? object->if_contains(property) : nullptr;
        return known && *known == value;
    });
}

/// Our answers stand for theirs of the same term; what only they say stays.
void join_attributes(json::value& theirs, json::value ours) {
    if (!theirs.is_array() || !ours.is_array()) return;
    json::array joined;
    for (auto& one : theirs.get_array()) {
        const auto* object = one.if_object();
        const auto* term = object ? object->if_contains("taxonomy_term_id") : nullptr;
        if (!term || !has(ours.get_array(), "taxonomy_term_id", *term)) joined.push_back(one);
    }
    for (auto& one : ours.get_array()) joined.push_back(std::move(one));
    theirs = std::move(joined);
}

void join_lists(json::value& theirs, json::value ours) {
    if (!theirs.is_array() || !ours.is_array()) return;
    for (auto& one : ours.get_array())
        if (!has(theirs.get_array(), "id", one.as_object()["id"]))
            theirs.get_array().push_back(std::move(one));
}

void join_sentences(json::value& theirs, const json::value& ours) {
    if (!theirs.is_string() || !ours.is_string()) return;
    const std::string_view before = theirs.get_string(), more = ours.get_string();
    if (before.find(more) != before.npos) return;
    theirs = std::string(before) + "\n" + std::string(more);
}

/// What changes without a change of the fields: what was asked and answered here.
bool answered_here(const Entry& entry) {
    return !entry.open().facts.empty() || entry.confirmed_on().has_value();
}

}  // namespace

Object overlaid(const Entry& entry, Object ours) {
    if (!entry.retold()) return ours;
    Object object = told(entry);
    const bool as_it_came = entry.retold()->changed.empty() && !answered_here(entry);
    for (auto& [name, value] : ours) {
        auto* theirs = object.if_contains(name);
        if (!theirs)
            object[name] = std::move(value);
        else if (name == "attributes" && answered_here(entry))
            join_attributes(*theirs, std::move(value));
        else if (name == "capacities")
            join_lists(*theirs, std::move(value));
        else if (name == "eligibility_description")
            join_sentences(*theirs, value);
        else if (name == "assured_date" || (name == "last_modified" && !as_it_came))
            *theirs = std::move(value);
    }
    return object;
}

Object overlaid_body(const Entry& entry, Object ours) {
    if (!entry.retold()) return ours;
    Object object = told(entry);
    auto* body = object.if_contains("organization");
    if (!body || !body->is_object()) return ours;
    Object theirs = std::move(body->get_object());
    for (auto& [name, value] : ours)
        if (!theirs.contains(name) || name == "services") theirs[name] = std::move(value);
    return theirs;
}

json::array places_told(const Entry& entry) {
    if (!entry.retold() || !entry.retold()->keeps_places()) return {};
    Object object = told(entry);
    auto* places = object.if_contains("service_at_locations");
    return places && places->is_array() ? std::move(places->get_array()) : json::array{};
}

}  // namespace michi::published
