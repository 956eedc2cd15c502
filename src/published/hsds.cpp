#include "published/hsds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "base/municipality.hpp"
#include "published/overlay.hpp"
#include "published/pages.hpp"
#include "published/times.hpp"

namespace michi::published {
namespace {

namespace json = boost::json;
using Object = Hsds::Object;

std::string words(Word word) { return std::string(word_text(word, Lang::ja)); }

void put(Object& object, std::string_view name, const std::string& text) {
    if (!text.empty()) object[name] = text;
}

bool is_uri(std::string_view text) {
    const bool web = text.starts_with("https://") || text.starts_with("http://");
    return web && text.size() > 10 && std::ranges::all_of(text, [](char c) {
               return c > ' ' && c < 0x7F &&
                      std::string_view("<>\"\\^`{|}").find(c) == std::string_view::npos;
           });
}

bool is_mail(std::string_view text) {
    const auto at = text.find('@');
    return at != text.npos && at > 0 && text.find('.', at) != text.npos &&
           std::ranges::all_of(text, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '@' || c == '.' || c == '-' || c == '_' || c == '+';
           });
}

std::string status_of(const Entry& entry) {
    if (entry.text(Field::closed) == "closed") return "defunct";
    if (entry.open().gone) return "inactive";  // no list names it any more
    return entry.paused() ? "temporarily closed" : "active";
}

const directory::KnownFact* fact(const Entry& entry, std::string_view condition) {
    return entry.open().fact(condition);
}

/// 「人工呼吸器：対応しています（…）。」 one sentence for each answer.
std::string eligibility(const Entry& entry, Date today) {
    std::string text;
    for (const auto& saying : sayings_of(entry, Lang::ja, today))
        text += words(saying.about) + "：" + saying.said + "。";
    return text;
}

std::string value_of(const directory::KnownFact& fact) {
    return fact.answer == directory::Answer::yes  ? "yes"
           : fact.answer == directory::Answer::no ? "no"
                                                  : "not known";
}

std::string moment_of(Date day) { return day.iso() + "T00:00:00+09:00"; }

/// What was done to a record last. Which fields a new edition of a list changed is not told here, and
/// who is never a person.
struct LastAction {
    std::string type, field, before, after;
    Word by;
};
LastAction last_action(const Entry& entry) {
    const Listing& open = entry.open();
    const bool own = open.lists.empty() || std::ranges::count(open.lists, std::int64_t{0}) > 0;
    const Word by = own ? "published.changed_by_centre"_w : "published.changed_by_list"_w;
    const std::string status = status_of(entry);
    if (status == "defunct" || status == "inactive")
        return {"delete", "status", "active", status, by};
    if (open.entered_at && open.entered_at == open.changed_at)
        return {"create", "name", "", entry.name(), by};
    if (entry.confirmed_on() && open.changed_at &&
        *entry.confirmed_on() == open.changed_at->in_japan())
        return {"update", "assured_date", "", entry.confirmed_on()->iso(),
                "published.changed_by_centre"_w};
    return {"update", "last_modified", "", last_modified(entry).iso(), by};
}

/// D17: the provenance of a service, as HSDS tells it.
Object metadata_of(const Entry& entry, std::string id, const std::string& service) {
    const LastAction last = last_action(entry);
    return {{"id", std::move(id)},
            {"resource_id", service},
            {"resource_type", "service"},
            {"last_action_date", last_modified(entry).in_japan().iso()},
            {"last_action_type", last.type},
            {"field_name", last.field},
            {"previous_value", last.before},
            {"replacement_value", last.after},
            {"updated_by", words(last.by)}};
}

}  // namespace

Instant last_modified(const Entry& entry) { return entry.open().changed_at.value_or(Instant{}); }

// ---- identifiers ----
std::string Hsds::id_of(const Entry& entry) const {
    if (entry.retold()) return entry.retold()->names.service;
    return uuid_of(vault_, Named::service, entry.id().value);
}
std::string Hsds::id_of(const Body& body) const {
    if (!body.told.empty()) return body.told;
    return uuid_of(vault_, body.alone ? Named::lone_body : Named::body, body.number);
}
std::string Hsds::id_of(const directory::Spot& spot) const {
    return uuid_of(vault_, Named::place, spot.id.value);
}
std::string Hsds::id_of(const Entry& entry, const directory::Spot& spot) const {
    return uuid_of(vault_, Named::at_place, entry.id().value, std::to_string(spot.id.value));
}
std::string Hsds::part(const Entry& entry, const std::string& which) const {
    return uuid_of(vault_, Named::part, entry.id().value, which);
}

// ---- a service ----
Object Hsds::minimal(const Entry& entry) const {
    return {{"id", id_of(entry)},
            {"name", entry.name()},
            {"status", status_of(entry)},
            {"last_modified", last_modified(entry).iso()}};
}

/// Of a service: what there is one of. What it has several of stands only in the whole.
Object Hsds::plain(const Entry& entry) const {
    Object service = overlaid(entry, ours(entry));
    for (auto property = service.begin(); property != service.end();)
        if (property->value().is_structured())
            property = service.erase(property);
        else
            ++property;
    return service;
}

Object Hsds::ours(const Entry& entry) const {
    Object service{
        {"id", id_of(entry)}, {"organization_id", id_of(body_of(entry))}, {"name", entry.name()}};
    put(service, "alternate_name", entry.text(Field::kana));
    put(service, "description", words(kind_word(entry.kind())));
    if (is_uri(entry.text(Field::url))) service["url"] = entry.text(Field::url);
    if (is_mail(entry.text(Field::email))) service["email"] = entry.text(Field::email);
    service["status"] = status_of(entry);
    put(service, "application_process", entry.text(Field::first_step));
    put(service, "fees_description", entry.text(Field::fee));
    put(service, "eligibility_description", eligibility(entry, all_.day()));
    if (const auto* age = fact(entry, "age"); age && age->answer == directory::Answer::yes) {
        if (age->low) service["minimum_age"] = *age->low;
        if (age->high) service["maximum_age"] = *age->high;
    }
    if (entry.confirmed_on()) service["assured_date"] = entry.confirmed_on()->iso();
    service["last_modified"] = last_modified(entry).iso();
    return service;
}

json::array Hsds::phones(const Entry& entry) const {
    json::array phones;
    for (const auto& [field, type] : {std::pair{Field::phone, "voice"}, {Field::fax, "fax"}}) {
        std::string_view rest = entry.text(field);
        while (!rest.empty()) {
            const auto end = std::min(rest.find(" / "), rest.size());
            const std::string number(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 3, rest.size()));
            phones.push_back(Object{{"id", part(entry, std::string(type) + number)},
                                    {"service_id", id_of(entry)},
                                    {"number", number},
                                    {"type", type}});
        }
    }
    return phones;
}

json::array Hsds::schedules(const Entry& entry) const {
    const std::string& days = entry.text(Field::days);
    std::string text = days;
    for (Field field : {Field::hours, Field::closed_days, Field::hours_note})
        if (!entry.text(field).empty()) text += (text.empty() ? "" : " ") + entry.text(field);
    if (text.empty()) return {};
    Object schedule{{"id", part(entry, "schedule")}, {"service_id", id_of(entry)}};
    std::string codes;
    for (std::string_view code : weekdays_of(days))
        codes.append(codes.empty() ? "" : ",").append(code);
    if (!codes.empty()) {
        schedule["freq"] = "WEEKLY";
        schedule["wkst"] = "MO";
        schedule["byday"] = codes;
    }
    const Opening opening = opening_of(entry.text(Field::hours));
    put(schedule, "opens_at", opening.from);
    put(schedule, "closes_at", opening.to);
    schedule["description"] = text;
    return {schedule};
}

json::array Hsds::attributes(const Entry& entry) const {
    json::array list;
    const auto add = [&](const Term& term, const std::string& value, const std::string& which) {
        list.push_back(Object{{"id", part(entry, which)},
                              {"link_id", id_of(entry)},
                              {"taxonomy_term_id", term.id},
                              {"link_type", "taxonomy"},
                              {"link_entity", "service"},
                              {"value", value},
                              {"taxonomy_term", Hsds::term(term, false)}});
    };
    add(term_of_kind(entry.kind()), entry.kind(), "kind");
    for (const auto& known : entry.open().facts)
        if (const Term* term = term_of_condition(known.condition))
            add(*term, value_of(known), fmt::format("fact/{}", known.id.value));
    return list;
}

json::array Hsds::capacities(const Entry& entry) const {
    json::array list;
    for (const auto& known : entry.open().facts) {
        if (!known.room || !known.room->available) continue;
        const auto unit =
            std::ranges::find(directory::kRoomUnits, known.room->unit, &directory::RoomUnit::id);
        const bool named = unit != directory::kRoomUnits.end();
        Object capacity{
            {"id", part(entry, fmt::format("room/{}", known.id.value))},
            {"service_id", id_of(entry)},
            {"unit", Object{{"id", uuid_of_word(Named::term, "unit/" + known.room->unit)},
                            {"name", words(named ? unit->word : directory::kRoomUnits[0].word)}}},
            {"available", *known.room->available}};
        if (known.room->maximum) capacity["maximum"] = *known.room->maximum;
        put(capacity, "description",
            directory::room_line(*known.room, directory::is_stale_room(known.as_of, all_.day()),
                                 Lang::ja));
        capacity["updated"] = moment_of(known.as_of);
        list.push_back(std::move(capacity));
    }
    return list;
}

json::array Hsds::areas(const Entry& entry) const {
    json::array list;
    const auto add = [&](const std::string& name, const std::string& which) {
        list.push_back(Object{{"id", part(entry, which)},
                              {"service_id", id_of(entry)},
                              {"name", name},
                              {"description", name}});
    };
    if (!entry.text(Field::area).empty()) add(entry.text(Field::area), "area");
    if (const auto* area = fact(entry, directory::kArea))
        for (const std::string& code : area->places) add(place_name(code), "area/" + code);
    return list;
}

json::array Hsds::documents(const Entry& entry) const {
    if (entry.text(Field::papers).empty()) return {};
    return {Object{{"id", part(entry, "papers")},
                   {"service_id", id_of(entry)},
                   {"document", entry.text(Field::papers)}}};
}

void Hsds::add_nested(Object& service, const Entry& entry) const {
    const auto add = [&](std::string_view name, json::array list) {
        if (!list.empty()) service[name] = std::move(list);
    };
    add("phones", phones(entry));
    add("schedules", schedules(entry));
    add("service_areas", areas(entry));
    add("required_documents", documents(entry));
    if (edition_ == Edition::v3_1) add("capacities", capacities(entry));
    add("attributes", attributes(entry));
    if (entry.open().changed_at)
        add("metadata", {metadata_of(entry, part(entry, "last_action"), id_of(entry))});
}

Object Hsds::ours_nested(const Entry& entry) const {
    Object service = ours(entry);
    add_nested(service, entry);
    return service;
}

json::array Hsds::at_locations(const Entry& entry) const {
    if (json::array told = places_told(entry); !told.empty()) return told;
    json::array places;
    for (const Site& site : sites_of(entry)) places.push_back(at_location(site, false));
    return places;
}

Object Hsds::whole(const Entry& entry) const {
    Object service = ours_nested(entry);
    service["organization"] = organization_of(entry);
    if (json::array places = at_locations(entry); !places.empty())
        service["service_at_locations"] = std::move(places);
    return overlaid(entry, std::move(service));
}

// ---- words ----
Object Hsds::taxonomy(const Taxonomy& taxonomy) {
    return {{"id", taxonomy.id},
            {"name", words(taxonomy.name)},
            {"description", words(taxonomy.about)}};
}

Object Hsds::term(const Term& term, bool full) {
    const auto& all = taxonomies();
    const auto& taxonomy = *std::ranges::find(all, term.taxonomy, &Taxonomy::code);
    Object object{{"id", term.id},
                  {"code", term.code},
                  {"name", words(term.name)},
                  {"description", words(term.name) + "：" + words(term.about)},
                  {"taxonomy", words(taxonomy.name)},
                  {"taxonomy_id", taxonomy.id},
                  {"language", "ja"}};
    if (!term.parent.empty()) object["parent_id"] = term.parent;
    if (full) object["taxonomy_detail"] = Hsds::taxonomy(taxonomy);
    return object;
}

}  // namespace michi::published
