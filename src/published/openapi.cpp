#include "published/openapi.hpp"

#include <boost/json.hpp>

#include "published/hsds_ask.hpp"

namespace michi::published {
namespace {

namespace json = boost::json;
using json::array;
using json::object;

/// A list of the API, its item, and where HSDS describes the item.
struct Resource {
    std::string_view list, item, says;
    bool places;   // may be asked by post code
    bool filters;  // may be asked by what a service is
};
constexpr Resource kResources[] = {
    {"services", "service", "Services that help a child who needs medical care.", false, true},
    {"organizations", "organization", "Bodies that run services.", false, true},
    {"service_at_locations", "service_at_location", "A service at one of its places.", true, true},
    {"taxonomies", "taxonomy", "Kinds of service, kinds of medical care and other conditions.",
     false, false},
    {"taxonomy_terms", "taxonomy_term", "One kind or condition.", false, false},
};

struct Parameter {
    std::string_view name, type, format, says, example;
    bool of_services;  // only where a service decides
};
constexpr Parameter kParameters[] = {
    {"page", "integer", "", "Page from 1.", "1", false},
    {"per_page", "integer", "", "Items a page, 1 to 100; 50 when not said.", "50", false},
    {"format", "string", "", "json, or ndjson: the whole list, one object a line.", "json", false},
    {"search", "string", "", "Words; by POST they stay out of addresses and logs.", "短期入所",
     false},
    {"minimal", "boolean", "", "Only what identifies; the whole list on one page.", "false", false},
    {"full", "boolean", "", "Nested objects too.", "false", false},
    {"taxonomy_id", "string", "", "Only of this taxonomy.", "", false},
    {"taxonomy_term_id", "string", "", "Of this kind, or known to meet this condition.", "", true},
    {"organization_id", "string", "uuid", "Of this body.", "", true},
    {"modified_after", "string", "", "A day or moment of ISO 8601.", "2026-11-24", true},
    {"minimum_age", "integer", "", "Takes somebody of this age or older (ORUK).", "2", true},
    {"maximum_age", "integer", "", "Takes somebody of this age or younger (ORUK).", "6", true},
    {"day", "string", "", "Open on MO TU WE TH FR SA SU (ORUK).", "SA", true},
    {"start_time", "string", "", "Open from HH:MM (ORUK).", "09:00", true},
    {"end_time", "string", "", "Open until HH:MM (ORUK).", "17:00", true},
    {"full_service", "boolean", "", "Of an organization: its services too.", "false", true},
};
constexpr Parameter kOfPlaces[] = {
    {"postcode", "string", "", "Near this post code.", "745-0034", false},
    {"proximity", "number", "", "Metres from the post code; needs postcode.", "5000", false},
};
constexpr Parameter kOfTerms[] = {
    {"parent_id", "string", "", "Below this term.", "", false},
    {"top_only", "boolean", "", "Only terms without a parent.", "false", false},
};

json::value example_of(const Parameter& p) {
    if (p.type == "integer" || p.type == "number") return std::stoi(std::string(p.example));
    if (p.type == "boolean") return p.example == "true";
    return json::string(p.example);
}

object schema_of(const Parameter& p) {
    object schema{{"type", p.type}};
    if (!p.format.empty()) schema["format"] = p.format;
    if (p.name == "page") schema["minimum"] = 1;
    if (p.name == "per_page") {
        schema["minimum"] = 1;
        schema["maximum"] = kMostPerPage;
    }
    if (p.name == "format") schema["enum"] = array{"json", "ndjson"};
    if (p.name == "day") schema["enum"] = array{"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
    return schema;
}

object parameter_of(const Parameter& p) {
    object made{
        {"name", p.name}, {"in", "query"}, {"description", p.says}, {"schema", schema_of(p)}};
    if (!p.example.empty()) made["example"] = example_of(p);
    return made;
}

object reference(std::string_view to) { return {{"$ref", "#/components/" + std::string(to)}}; }

/// What can be asked of a list.
std::vector<Parameter> parameters_of(const Resource& resource) {
    std::vector<Parameter> all;
    for (const Parameter& p : kParameters)
        if (!p.of_services || resource.filters) all.push_back(p);
    if (resource.places) all.insert(all.end(), std::begin(kOfPlaces), std::end(kOfPlaces));
    if (resource.list == "taxonomy_terms")
        all.insert(all.end(), std::begin(kOfTerms), std::end(kOfTerms));
    return all;
}

object answers(std::string_view says, object content, bool by_id) {
    object made{{"200", object{{"description", says}, {"content", std::move(content)}}},
                {"400", reference("responses/Problem")}};
    if (by_id) made["404"] = reference("responses/Problem");
    return made;
}

object version_parameter() {
    return {{"name", "version"},
            {"in", "path"},
            {"required", true},
            {"description", "Edition of HSDS."},
            {"schema", object{{"type", "string"}, {"enum", array{"3.0", "3.1"}}}},
            {"example", "3.1"}};
}

object json_of(object schema) {
    return {{"application/json", object{{"schema", std::move(schema)}}}};
}

object page_of(const Resource& resource) {
    return {{"allOf",
             array{reference("schemas/page"),
                   object{{"type", "object"},
                          {"properties",
                           object{{"contents",
                                   object{{"type", "array"},
                                          {"items", reference("schemas/" +
                                                              std::string(resource.item))}}}}}}}}};
}

object operation(std::string id, const Resource& resource, std::string_view says) {
    return {{"operationId", std::move(id)},
            {"summary", says},
            {"description", resource.says},
            {"tags", array{resource.list}},
            {"security", array{object{}}}};
}

void add_list(object& paths, const Resource& resource) {
    object content = json_of(page_of(resource));
    content["application/x-ndjson"] =
        object{{"schema", object{{"type", "string"}, {"description", "One object a line."}}}};
    array parameters{version_parameter()};
    object properties;
    for (const Parameter& p : parameters_of(resource)) {
        parameters.push_back(parameter_of(p));
        object property = schema_of(p);
        property["description"] = p.says;
        properties[p.name] = std::move(property);
    }
    object get = operation("list_" + std::string(resource.list), resource, "A page of the list");
    get["parameters"] = std::move(parameters);
    get["responses"] = answers("A page.", content, false);
    object post = operation("ask_" + std::string(resource.list), resource,
                            "The same, asked in the body: words stay out of addresses and logs");
    post["parameters"] = array{version_parameter()};
    post["requestBody"] = object{
        {"content",
         object{{"application/json",
                 object{{"schema", object{{"type", "object"}, {"properties", properties}}}}}}}};
    post["responses"] = answers("A page.", std::move(content), false);
    paths["/hsds/{version}/" + std::string(resource.list)] =
        object{{"get", std::move(get)}, {"post", std::move(post)}};
}

void add_one(object& paths, const Resource& resource) {
    object get = operation("get_" + std::string(resource.item), resource, "One of them, whole");
    get["parameters"] = array{version_parameter(), object{{"name", resource.item},
                                                          {"in", "path"},
                                                          {"required", true},
                                                          {"description", "As the list names it."},
                                                          {"schema", object{{"type", "string"}}}}};
    get["responses"] =
        answers("It, whole.", json_of(reference("schemas/" + std::string(resource.item))), true);
    paths["/hsds/{version}/" + std::string(resource.list) + "/{" + std::string(resource.item) +
          "}"] = object{{"get", std::move(get)}};
}

object about(std::string_view id, std::string_view says, bool versioned) {
    object get{{"operationId", id},
               {"summary", says},
               {"tags", array{"about"}},
               {"security", array{object{}}},
               {"responses",
                answers("What is served here.", json_of(reference("schemas/about")), versioned)}};
    if (versioned) get["parameters"] = array{version_parameter()};
    return {{"get", std::move(get)}};
}

object required(object properties) {
    array names;
    for (const auto& property : properties) names.push_back(json::value(property.key()));
    return {
        {"type", "object"}, {"required", std::move(names)}, {"properties", std::move(properties)}};
}

object schemas() {
    const object text{{"type", "string"}}, number{{"type", "integer"}}, truth{{"type", "boolean"}};
    object made;
    for (const Resource& resource : kResources) {
        object properties{{"id", text}};
        if (resource.item != "service_at_location") properties["name"] = text;
        if (resource.item == "service") properties["status"] = text;
        object schema = required(std::move(properties));
        schema["description"] = "As the official HSDS schema of " + std::string(resource.item) +
                                " tells it, with that edition's own terms.";
        made[resource.item] = std::move(schema);
    }
    made["page"] = required({{"total_items", number},
                             {"total_pages", number},
                             {"page_number", number},
                             {"size", number},
                             {"first_page", truth},
                             {"last_page", truth},
                             {"empty", truth},
                             {"contents", object{{"type", "array"}, {"items", object{}}}}});
    made["about"] = required({{"version", text}, {"profile", text}, {"openapi_url", text}});
    made["problem"] = required({{"title", text}, {"status", number}});
    made["problem"].as_object()["description"] =
        "RFC 9457: what is wrong (detail), where (parameter), what to do now (next).";
    return made;
}

}  // namespace

std::string openapi(std::string_view server) {
    object paths;
    paths["/openapi.json"] = object{
        {"get",
         object{{"operationId", "describe"},
                {"summary", "This description"},
                {"tags", array{"about"}},
                {"security", array{object{}}},
                {"responses", answers("OpenAPI 3.1.", json_of({{"type", "object"}}), false)}}}};
    paths["/hsds"] = about("editions", "Editions that are served, the newest first", false);
    paths["/hsds/{version}"] = about(
        "edition", "One edition; HSDS asks for it with a slash behind, which is the same", true);
    array tags{object{{"name", "about"}, {"description", "What is served."}}};
    for (const Resource& resource : kResources) {
        add_list(paths, resource);
        add_one(paths, resource);
        tags.push_back(object{{"name", resource.list}, {"description", resource.says}});
    }
    const object problem{{"description", "What is wrong, where, and what to do now."},
                         {"content", object{{"application/problem+json",
                                             object{{"schema", reference("schemas/problem")}}}}}};
    return json::serialize(object{
        {"openapi", "3.1.0"},
        {"info",
         object{{"title", "みちしるべ: the public directory"},
                {"version", "1"},
                {"summary", "Services for children who need medical care, as HSDS 3.0 and 3.1."},
                {"description",
                 "Open without a key, from any origin. Holds only what is public; what nobody "
                 "told is left out and never means no."},
                {"license", object{{"name", "Apache 2.0"}, {"identifier", "Apache-2.0"}}}}},
        {"servers", array{object{{"url", server}}}},
        {"security", array{object{}}},
        {"tags", std::move(tags)},
        {"paths", std::move(paths)},
        {"components",
         object{{"schemas", schemas()}, {"responses", object{{"Problem", problem}}}}}});
}

web::Answer show_openapi(web::Context& c) {
    c.require(Act::visit_public, {});
    web::Answer answer;
    answer.type = "application/json";
    answer.body = openapi(c.host.empty() ? "/" : c.front());
    return answer;
}

}  // namespace michi::published
