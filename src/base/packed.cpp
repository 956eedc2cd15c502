#include "base/packed.hpp"

namespace michi {

void pack(std::string& out, std::string_view name, std::string_view value) {
    if (value.empty()) return;
    out.append(name)
        .append("=")
        .append(std::to_string(value.size()))
        .append(":")
        .append(value)
        .append("\n");
}

void unpack(std::string_view text,
            const std::function<void(std::string_view name, std::string value)>& take) {
    while (!text.empty()) {
        const auto equals = text.find('='), colon = text.find(':');
        if (equals == std::string_view::npos || colon == std::string_view::npos || colon < equals)
            return;
        const auto size =
            std::stoul("0" + std::string(text.substr(equals + 1, colon - equals - 1)));
        if (colon + 1 + size + 1 > text.size()) return;
        take(text.substr(0, equals), std::string(text.substr(colon + 1, size)));
        text.remove_prefix(colon + size + 2);
    }
}

}  // namespace michi
