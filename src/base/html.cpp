#include "base/html.hpp"

#include <array>

namespace michi {
namespace {

std::string_view entity(char c) {
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '"':
            return "&quot;";
        case '\'':
            return "&#39;";
        default:
            return {};
    }
}

/// One look per byte; find_first_of takes five.
constexpr auto kSpecial = [] {
    std::array<bool, 256> special{};
    for (unsigned char c : {'&', '<', '>', '"', '\''}) special[c] = true;
    return special;
}();

}  // namespace

void escape_into(std::string& out, std::string_view text) {
    std::size_t done = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!kSpecial[static_cast<unsigned char>(text[at])]) continue;
        out.append(text, done, at - done).append(entity(text[at]));
        done = at + 1;
    }
    out.append(text, done);
}

Html escape(std::string_view text) {
    std::string out;
    escape_into(out, text);
    return Html::trusted(std::move(out));
}

}  // namespace michi
