#include "base/word.hpp"

namespace michi {
namespace {

std::string_view value_of(const Args& args, std::string_view name) {
    for (const auto& [key, value] : args)
        if (key == name) return value;
    return {};
}

}  // namespace

std::string say(Word word, Lang lang, const Args& args) {
    std::string_view text = word_text(word, lang);
    std::string said;
    said.reserve(text.size() + 32);
    while (!text.empty()) {
        const auto open = text.find('{');
        const auto close = text.find('}', open);
        if (open == std::string_view::npos || close == std::string_view::npos) break;
        said.append(text.substr(0, open));
        said.append(value_of(args, text.substr(open + 1, close - open - 1)));
        text.remove_prefix(close + 1);
    }
    return said.append(text);
}

}  // namespace michi
