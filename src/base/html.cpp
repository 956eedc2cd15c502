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

/// Where the kanji (three bytes in UTF-8, U+3005 and U+4E00-U+9FFF) begin that end the text.
std::size_t kanji_run(std::string_view text) {
    std::size_t at = text.size();
    while (at >= 3) {
        const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at - i]); };
        const unsigned code = (byte(3) & 0x0FU) << 12 | (byte(2) & 0x3FU) << 6 | (byte(1) & 0x3FU);
        const bool whole = (byte(3) & 0xF0U) == 0xE0U;
        if (!whole || !(code == 0x3005 || (code >= 0x4E00 && code <= 0x9FFF))) break;
        at -= 3;
    }
    return at;
}

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

Html ruby(std::string_view text) {
    constexpr std::string_view kOpen = "《", kClose = "》", kFrom = "｜";
    std::string out;
    while (!text.empty()) {
        const auto open = text.find(kOpen), close = text.find(kClose);
        if (open == text.npos || close == text.npos || close < open) break;
        const auto before = text.substr(0, open);
        const auto marked = before.rfind(kFrom);
        const auto base = marked == before.npos ? kanji_run(before) : marked;
        escape_into(out, before.substr(0, base));
        out += "<ruby>";
        escape_into(out, before.substr(marked == before.npos ? base : base + kFrom.size()));
        out += "<rp>（</rp><rt>";
        escape_into(out, text.substr(open + kOpen.size(), close - open - kOpen.size()));
        out += "</rt><rp>）</rp></ruby>";
        text.remove_prefix(close + kClose.size());
    }
    escape_into(out, text);
    return Html::trusted(std::move(out));
}

}  // namespace michi
