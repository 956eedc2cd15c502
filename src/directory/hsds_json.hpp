// Small ways through the JSON of an HSDS object: what is missing or of another shape is passed over.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>

namespace michi::directory {

inline void each_object(const boost::json::object& object, std::string_view name,
                        auto&& on_object) {
    const auto* value = object.if_contains(name);
    const auto* list = value ? value->if_array() : nullptr;
    if (!list) return;
    for (const auto& item : *list)
        if (const auto* inside = item.if_object()) on_object(*inside);
}

inline void append(std::string& all, std::string_view between, std::string_view more) {
    if (more.empty()) return;
    if (!all.empty()) all += between;
    all += more;
}

}  // namespace michi::directory
