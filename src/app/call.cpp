#include "app/call.hpp"

#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace michi::app {

Call::Call(std::span<const std::string> words, std::span<const Option> known,
           std::size_t most_words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (!word.starts_with("--")) {
            if (words_.size() == most_words)
                throw WrongUse(fmt::format("The word \"{}\" is one too many here.", word));
            words_.push_back(word);
            continue;
        }
        const auto equals = word.find('=');
        const std::string name = word.substr(2, equals == std::string::npos ? equals : equals - 2);
        const auto option = std::ranges::find(known, name, &Option::name);
        if (option == known.end()) throw WrongUse(fmt::format("--{} is not known here.", name));
        if (option->takes.empty()) {
            if (equals != std::string::npos)
                throw WrongUse(fmt::format("--{} takes no value.", name));
            given_[name] = "";
        } else if (equals != std::string::npos) {
            given_[name] = word.substr(equals + 1);
        } else if (i + 1 < words.size()) {
            given_[name] = words[++i];
        } else {
            throw WrongUse(fmt::format("--{} needs a value behind it.", name));
        }
    }
}

const std::string& Call::word(std::size_t place, std::string_view what) const {
    if (place >= words_.size()) throw WrongUse(fmt::format("Say {}.", what));
    return words_[place];
}

std::optional<std::string> Call::maybe(std::string_view option) const {
    const auto found = given_.find(option);
    if (found == given_.end()) return std::nullopt;
    return found->second;
}

std::string Call::text(std::string_view option, std::string_view otherwise) const {
    return maybe(option).value_or(std::string(otherwise));
}

std::int64_t Call::number(std::string_view option, std::int64_t otherwise, std::int64_t least,
                          std::int64_t most) const {
    const auto typed = maybe(option);
    if (!typed) return otherwise;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(typed->data(), typed->data() + typed->size(), value);
    if (error != std::errc() || end != typed->data() + typed->size() || value < least ||
        value > most)
        throw WrongUse(fmt::format("--{} takes a number from {} to {}.", option, least, most));
    return value;
}

std::string text_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw WrongUse("The file " + file + " cannot be read.");
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace michi::app
