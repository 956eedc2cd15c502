#include "directory/geo_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <string>

namespace michi::directory {
namespace {

namespace json = boost::json;

std::string text_of(const json::value& value) {
    if (const auto* text = value.if_string()) return std::string(*text);
    if (value.is_null() || value.is_object() || value.is_array()) return {};
    if (const auto* number = value.if_double()) return fmt::format("{:.15g}", *number);
    return json::serialize(value);
}

const json::object* object_in(const json::object& whole, std::string_view name) {
    const auto* found = whole.if_contains(name);
    return found ? found->if_object() : nullptr;
}

/// Longitude and latitude of a point; nothing of lines and areas.
const json::array* point_of(const json::object& feature) {
    const auto* geometry = object_in(feature, "geometry");
    const auto* type = geometry ? geometry->if_contains("type") : nullptr;
    const auto* at = geometry ? geometry->if_contains("coordinates") : nullptr;
    const auto* numbers = at ? at->if_array() : nullptr;
    const bool point = type && type->is_string() && type->get_string() == "Point";
    return point && numbers && numbers->size() >= 2 ? numbers : nullptr;
}

std::vector<std::string> columns_of(const json::array& features) {
    std::vector<std::string> columns;
    for (const json::value& feature : features) {
        const auto* object = feature.if_object();
        const auto* properties = object ? object_in(*object, "properties") : nullptr;
        if (!properties) continue;
        for (const auto& [name, value] : *properties)
            if (columns.size() < kColumnLimit - 2 &&
                std::ranges::find(columns, std::string_view(name)) == columns.end())
                columns.emplace_back(name);
    }
    return columns;
}

void add_feature(Table& table, const json::object& feature, const std::vector<std::string>& columns,
                 bool own_position) {
    const auto* properties = object_in(feature, "properties");
    for (const std::string& column : columns) {
        const auto* value = properties ? properties->if_contains(column) : nullptr;
        table.add(value ? text_of(*value) : std::string{});
    }
    if (own_position) return;
    const auto* point = point_of(feature);
    table.add(point ? text_of((*point)[1]) : std::string{});
    table.add(point ? text_of((*point)[0]) : std::string{});
}

}  // namespace

bool is_geo_json(std::string_view text) {
    return text.substr(0, 4096).find("\"FeatureCollection\"") != text.npos;
}

Result<Table> read_geo_json(std::string_view text) {
    json::error_code wrong;
    const json::value whole = json::parse(text, wrong);
    const auto* object = wrong ? nullptr : whole.if_object();
    const auto* list = object ? object->if_contains("features") : nullptr;
    const auto* features = list ? list->if_array() : nullptr;
    if (!features) return refused(kWhole, "directory.json_broken"_w);
    if (features->empty()) return refused(kWhole, "directory.json_without_services"_w);
    const auto columns = columns_of(*features);
    const bool own_position = std::ranges::find(columns, "緯度") != columns.end();
    Table table;
    table.begin_row(0);
    for (const std::string& column : columns) table.add(column);
    if (!own_position) table.add("緯度"), table.add("経度");
    std::size_t row = 0;
    for (const json::value& feature : *features) {
        const auto* one = feature.if_object();
        if (!one) continue;
        table.begin_row(++row);
        if (const Word why = table.too_much())
            return refused(kWhole, why, {{"row", std::to_string(row)}});
        add_feature(table, *one, columns, own_position);
    }
    return table;
}

}  // namespace michi::directory
