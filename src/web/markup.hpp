// The forms of a page that our own templates made: which controls they have, where each stands in the text.
// Only for well-formed markup with quoted values, as tools/templates.py lets through.
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace michi::web {

/// A stretch of the page: bytes [from, to).
struct Stretch {
    std::size_t from{}, to{};
};

/// A start tag; names as written (templates write small letters), values unescaped.
struct Tag {
    Stretch at{};
    std::string_view name;
    std::vector<std::pair<std::string_view, std::string>> attributes{};
    const std::string* find(std::string_view attribute) const;
    std::string value(std::string_view attribute) const;  // "" when absent
    bool has(std::string_view attribute) const { return find(attribute) != nullptr; }
};

struct Option {
    Tag tag;
    std::string value;
};

/// input, select, textarea or a button that sends.
struct Control {
    Tag tag;
    std::string kind;  // "text", "checkbox", "radio", "hidden", "submit", "select", "textarea", …
    std::string name, value;  // of a text area: what stands in it
    Stretch inside{};         // of a text area
    std::vector<Option> options{};
    std::vector<std::size_t>
        folded_in{};        // the <details> around it, as indexes into Forms::details
    bool is_typed() const;  // not hidden, no file, no button, no password
    bool is_checkable() const { return kind == "checkbox" || kind == "radio"; }
};

struct FormThere {
    Tag tag;
    std::string action, id;
    std::vector<Control> controls{};
    std::size_t after_mark{};  // where the hidden marks end (behind _from), or behind the tag
};

struct Forms {
    std::vector<FormThere> forms;
    std::vector<Tag> details;
};

Forms forms_of(std::string_view page);
/// Tags are views of the page: one that is gone with the line is not read.
template <std::same_as<std::string> Page>
Forms forms_of(Page&& page) = delete;
std::vector<Tag> tags_of(std::string_view page);  // end tags too: "/form"
std::string unescaped(std::string_view markup);

/// What is written anew in a page, each stretch once.
class Edits {
  public:
    void replace(Stretch at, std::string text) { edits_.push_back({at, std::move(text)}); }
    /// The start tag again with this attribute only as said; null takes it away.
    void set(const Tag& tag, std::string_view attribute, const std::string* value);
    void set(const Tag& tag, std::vector<std::pair<std::string_view, std::string>> attributes);
    std::string applied_to(std::string_view page);

  private:
    struct Edit {
        Stretch at;
        std::string text;
    };
    std::vector<Edit> edits_;
};

/// What a browser would send of this form, without a button: names and values in their order.
std::vector<std::pair<std::string, std::string>> sent_by(const FormThere& form);

}  // namespace michi::web
