#include "base/html.hpp"

namespace michi {
namespace {

std::string_view entity(char c) {
    switch (c) {
        case '&': return "&amp;";
        case '<': return "&lt;";
        case '>': return "&gt;";
        case '"': return "&quot;";
        case '\'': return "&#39;";
        default: return {};
    }
}

}  // namespace

void escape_into(std::string& out, std::string_view text) {
    for (;;) {
        const auto at = text.find_first_of("&<>\"'");
        out.append(text.substr(0, at));
        if (at == std::string_view::npos) return;
        out.append(entity(text[at]));
        text.remove_prefix(at + 1);
    }
}

Html escape(std::string_view text) {
    std::string out;
    escape_into(out, text);
    return Html::trusted(std::move(out));
}

}  // namespace michi
