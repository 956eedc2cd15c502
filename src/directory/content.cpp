#include "directory/content.hpp"

#include <algorithm>
#include <map>

#include "directory/cells.hpp"

namespace michi::directory {
namespace {

const std::map<std::string_view, Field>& fields_by_id() {
    static const auto made = [] {
        std::map<std::string_view, Field> fields;
        for (const FieldName& name : field_names()) fields.emplace(name.id, name.field);
        return fields;
    }();
    return made;
}

}  // namespace

std::string pack(const Values& values) {
    std::string content;
    for (const FieldName& name : field_names())
        if (const std::string& text = values[name.field]; !text.empty())
            content.append(name.id).append("=").append(one_line(text)).append("\n");
    return content;
}

Values unpack(std::string_view content) {
    Values values;
    for (std::size_t at = 0; at < content.size();) {
        const auto end = std::min(content.find('\n', at), content.size());
        const auto line = content.substr(at, end - at);
        const auto equals = line.find('=');
        const auto found = fields_by_id().find(line.substr(0, equals));
        if (found != fields_by_id().end() && equals != line.npos)
            values[found->second] = line.substr(equals + 1);
        at = end + 1;
    }
    return values;
}

}  // namespace michi::directory
