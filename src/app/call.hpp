// What somebody typed after `michishirube`: words and options, read once, wrong use said in a
// sentence.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace michi::app {

/// Wrong use: the sentence for standard error; exit status 2.
struct WrongUse : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// What may stand behind two hyphens; one that takes nothing is a flag.
struct Option {
    std::string_view name, takes, says;
};

class Call {
  public:
    Call(std::span<const std::string> words, std::span<const Option> known, std::size_t most_words);

    std::span<const std::string> words() const { return words_; }
    /// The word at this place; WrongUse("Say … .") when it is missing.
    const std::string& word(std::size_t place, std::string_view what) const;
    std::optional<std::string> maybe(std::string_view option) const;
    std::string text(std::string_view option, std::string_view otherwise = {}) const;
    std::int64_t number(std::string_view option, std::int64_t otherwise, std::int64_t least,
                        std::int64_t most) const;
    bool has(std::string_view flag) const { return given_.contains(flag); }

  private:
    std::vector<std::string> words_;
    std::map<std::string, std::string, std::less<>> given_;
};

/// Of a file that somebody named; WrongUse when it cannot be read.
std::string text_of(const std::string& file);

}  // namespace michi::app
