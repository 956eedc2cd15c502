// One thing that can be chosen in a form, with the text a person reads.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/word.hpp"

namespace michi {

struct Choice {
    std::string value;
    Word word;  // empty: `text` is shown
    std::string text;
    bool on{};
    bool suggested{};
};
BOOST_DESCRIBE_STRUCT(Choice, (), (value, word, text, on, suggested))

/// Choices of a code list ({id, word} rows) with one of them chosen.
template <class List>
std::vector<Choice> choices(const List& list, std::string_view chosen) {
    std::vector<Choice> made;
    for (const auto& code : list)
        made.push_back({std::string(code.id), code.word, {}, code.id == chosen, false});
    return made;
}

}  // namespace michi
