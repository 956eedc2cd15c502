#include "directory/hsds_columns.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <utility>

#include "directory/hsds_json.hpp"
#include "directory/kinds.hpp"
#include "directory/sites.hpp"

namespace michi::directory {
namespace {

namespace json = boost::json;
using Object = json::object;

constexpr HsdsColumn kColumnsOfHsds[] = {
    {Column::system_no, "id"},
    {Column::name, "name"},
    {Column::kana, "alternate_name"},
    {Column::kind, "attributes.taxonomy_term"},
    {Column::about, "description"},
    {Column::status, "status"},
    {Column::organisation, "organization.name"},
    {Column::corporation_number, "organization.organization_identifiers"},
    {Column::postal, "location.addresses.postal_code"},
    {Column::address, "location.addresses.address_1"},
    {Column::latitude, "location.latitude"},
    {Column::longitude, "location.longitude"},
    {Column::sites, "service_at_locations"},
    {Column::phone, "phones"},
    {Column::fax, "phones.fax"},
    {Column::url, "url"},
    {Column::email, "email"},
    {Column::days, "schedules.byday"},
    {Column::opens, "schedules.opens_at"},
    {Column::closes, "schedules.closes_at"},
    {Column::hours_note, "schedules.description"},
    {Column::ages, "minimum_age"},
    {Column::fee, "fees_description"},
    {Column::first_step, "application_process"},
    {Column::papers, "required_documents"},
    {Column::area, "service_areas"},
    {Column::told, "HSDS"},
    {Column::left_out, "schema"},
};

const json::value* at(const Object& object, std::string_view name) {
    return object.if_contains(name);
}

std::string text(const Object& object, std::string_view name) {
    const auto* value = at(object, name);
    const auto* words = value ? value->if_string() : nullptr;
    return words ? std::string(*words) : std::string();
}

const Object* one(const Object& object, std::string_view name) {
    const auto* value = at(object, name);
    return value ? value->if_object() : nullptr;
}

std::string number(const Object& object, std::string_view name) {
    const auto* value = at(object, name);
    if (!value || !value->is_number()) return {};
    return fmt::format("{}", value->to_number<double>());
}

/// A kind of service that this directory knows, or the words that may tell it.
std::string kind_of(const Object& service) {
    std::string words;
    std::string_view known;
    each_object(service, "attributes", [&](const Object& attribute) {
        const auto* term = one(attribute, "taxonomy_term");
        const std::string code = term ? text(*term, "code") : "", value = text(attribute, "value");
        for (const std::string& id : {code, value})
            if (const auto* kind = find_kind(id); kind && known.empty()) known = kind->id;
        if (term) append(words, " ", text(*term, "name"));
    });
    return known.empty() ? words : std::string(known);
}

std::string address_of(const Object& address) {
    std::string whole = text(address, "address_1");
    const auto in_front = [&](const std::string& part) {
        if (!part.empty() && whole.find(part) == std::string::npos) whole = part + whole;
    };
    in_front(text(address, "city"));
    in_front(text(address, "state_province"));
    append(whole, " ", text(address, "address_2"));
    return whole;
}

/// The places of a service in their order; what has no address is none.
std::vector<Site> sites_of(const Object& service) {
    std::vector<Site> sites;
    each_object(service, "service_at_locations", [&](const Object& spot) {
        const auto* location = one(spot, "location");
        if (!location) return;
        Site site;
        site.name = text(*location, "name");
        each_object(*location, "addresses", [&](const Object& address) {
            if (!site.address.empty()) return;
            site.address = address_of(address);
            site.postal = text(address, "postal_code");
        });
        const auto *latitude = at(*location, "latitude"), *longitude = at(*location, "longitude");
        if (latitude && longitude && latitude->is_number() && longitude->is_number())
            site.point = {latitude->to_number<double>(), longitude->to_number<double>()};
        if (site.name == site.address) site.name.clear();
        if (!site.address.empty()) sites.push_back(std::move(site));
    });
    return sites;
}

struct Numbers {
    std::string voice, fax;
};
Numbers numbers_in(const Object& object) {
    Numbers numbers;
    each_object(object, "phones", [&](const Object& phone) {
        append(text(phone, "type") == "fax" ? numbers.fax : numbers.voice, " / ",
               text(phone, "number"));
    });
    return numbers;
}

/// The service's own numbers, or else those of its places, or of the body that runs it.
Numbers numbers_of(const Object& service) {
    Numbers numbers = numbers_in(service);
    const auto take_from = [&](const Object& object) {
        const Numbers more = numbers_in(object);
        if (numbers.voice.empty()) numbers.voice = more.voice;
        if (numbers.fax.empty()) numbers.fax = more.fax;
    };
    each_object(service, "service_at_locations", [&](const Object& spot) {
        take_from(spot);
        if (const auto* location = one(spot, "location")) take_from(*location);
    });
    if (const auto* body = one(service, "organization")) take_from(*body);
    return numbers;
}

std::string corporation_of(const Object& body) {
    std::string found;
    each_object(body, "organization_identifiers", [&](const Object& identifier) {
        if (found.empty() && text(identifier, "identifier_scheme") == "JP-JCN")
            found = text(identifier, "identifier");
    });
    return found;
}

struct Times {
    std::string days, opens, closes, words;
};
/// Of several opening times the first stands in the columns, all words beside.
Times times_of(const Object& service) {
    constexpr std::pair<std::string_view, std::string_view> kDays[] = {
        {"MO", "月"}, {"TU", "火"}, {"WE", "水"}, {"TH", "木"},
        {"FR", "金"}, {"SA", "土"}, {"SU", "日"}};
    Times times;
    bool first = true;
    each_object(service, "schedules", [&](const Object& schedule) {
        append(times.words, " ", text(schedule, "description"));
        if (!std::exchange(first, false)) return;
        const std::string codes = text(schedule, "byday");
        for (const auto& [code, day] : kDays)
            if (codes.find(code) != std::string::npos) append(times.days, "", day);
        times.opens = text(schedule, "opens_at"), times.closes = text(schedule, "closes_at");
    });
    return times;
}

std::string ages_of(const Object& service) {
    const std::string from = number(service, "minimum_age"), to = number(service, "maximum_age");
    if (from.empty() && to.empty()) return {};
    return (from.empty() ? "" : from + "歳") + "〜" + (to.empty() ? "" : to + "歳");
}

std::string joined(const Object& service, std::string_view list, std::string_view name) {
    std::string all;
    each_object(service, list, [&](const Object& item) { append(all, "、", text(item, name)); });
    return all;
}

/// In the words that lists of this country use.
std::string_view status_of(const Object& service) {
    const std::string status = text(service, "status");
    return status == "temporarily closed" || status == "inactive" ? "休止"
           : status == "defunct"                                  ? "廃止"
                                                                  : "";
}

std::string place(Column column, std::vector<Site> sites) {
    if (sites.empty()) return {};
    const Site first = sites.front();
    if (column == Column::postal) return first.postal;
    if (column == Column::address) return first.address;
    if (column == Column::latitude)
        return first.point ? fmt::format("{}", first.point->latitude) : "";
    if (column == Column::longitude)
        return first.point ? fmt::format("{}", first.point->longitude) : "";
    sites.erase(sites.begin());
    return text_of(sites);
}

}  // namespace

std::span<const HsdsColumn> hsds_columns() { return kColumnsOfHsds; }

std::string said_in(const Object& service, Column column) {
    const Object nobody;
    const auto* body = one(service, "organization");
    switch (column) {
        case Column::system_no:
            return text(service, "id");
        case Column::name:
            return text(service, "name");
        case Column::kana:
            return text(service, "alternate_name");
        case Column::kind:
            return kind_of(service);
        case Column::about:
            return text(service, "description");
        case Column::status:
            return std::string(status_of(service));
        case Column::organisation:
            return text(body ? *body : nobody, "name");
        case Column::corporation_number:
            return corporation_of(body ? *body : nobody);
        case Column::postal:
        case Column::address:
        case Column::latitude:
        case Column::longitude:
        case Column::sites:
            return place(column, sites_of(service));
        case Column::phone:
            return numbers_of(service).voice;
        case Column::fax:
            return numbers_of(service).fax;
        case Column::url:
            return text(service, "url");
        case Column::email:
            return text(service, "email");
        case Column::days:
            return times_of(service).days;
        case Column::opens:
            return times_of(service).opens;
        case Column::closes:
            return times_of(service).closes;
        case Column::hours_note:
            return times_of(service).words;
        case Column::ages:
            return ages_of(service);
        case Column::fee: {
            const std::string fee = text(service, "fees_description");
            return fee.empty() ? text(service, "fees") : fee;
        }
        case Column::first_step:
            return text(service, "application_process");
        case Column::papers:
            return joined(service, "required_documents", "document");
        case Column::area:
            return joined(service, "service_areas", "name");
        default:
            return {};
    }
}

}  // namespace michi::directory
