// The forms of a page as a browser would send them: what stands in them, with the first button.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "web/testing.hpp"

namespace michi {

struct FoundForm {
    std::string action;
    web::Typed fields;
};

inline std::string unescaped(std::string text) {
    constexpr std::pair<std::string_view, std::string_view> kNamed[] = {
        {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}};
    for (const auto& [name, is] : kNamed)
        for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + 1))
            text.replace(at, name.size(), is);
    return text;
}

/// One tag: its name, "/form" for an end, and its attributes; one without a value has "".
struct Tag {
    std::string name;
    std::map<std::string, std::string, std::less<>> attributes;
    std::string of(std::string_view attribute) const {
        const auto found = attributes.find(attribute);
        return found == attributes.end() ? "" : found->second;
    }
    bool has(std::string_view attribute) const { return attributes.contains(attribute); }
};

inline Tag tag_of(std::string_view inside) {
    Tag tag;
    const auto word = [&] {
        const auto from = inside.find_first_not_of(" \n");
        if (from == std::string_view::npos) return std::string();
        const auto to = std::min(inside.find_first_of(" \n=", from), inside.size());
        const std::string found(inside.substr(from, to - from));
        inside.remove_prefix(to);
        return found;
    };
    tag.name = word();
    for (std::string name = word(); !name.empty(); name = word()) {
        std::string value;
        if (inside.starts_with("=\"")) {
            const auto end = inside.find('"', 2);
            value = unescaped(std::string(inside.substr(2, end - 2)));
            inside.remove_prefix(end + 1);
        }
        tag.attributes.emplace(name, value);
    }
    return tag;
}

/// Reads a page tag by tag and keeps what its POST forms hold.
class Forms {
  public:
    explicit Forms(std::string_view page) : page_(page) {
        while ((at_ = page_.find('<', at_)) != std::string_view::npos) {
            const auto end = page_.find('>', at_);
            if (end == std::string_view::npos) break;
            const Tag tag = tag_of(page_.substr(at_ + 1, end - at_ - 1));
            at_ = end + 1;
            take(tag);
        }
    }
    std::vector<FoundForm> found;

  private:
    void take(const Tag& tag) {
        if (tag.name == "form" && tag.of("method") == "post") {
            found.push_back({tag.of("action"), {}});
            open_ = true;
            pressed_ = false;
            others_.clear();
        } else if (tag.name == "/form" && open_) {
            end_form();
        } else if (open_) {
            take_field(tag);
        }
    }
    void take_field(const Tag& tag) {
        if (tag.name == "input") take_input(tag);
        if (tag.name == "textarea") put(tag.of("name"), text_until("</textarea>"));
        if (tag.name == "select") select_ = tag.of("name"), chosen_ = false;
        if (tag.name == "option" && !select_.empty()) take_option(tag);
        if (tag.name == "/select") select_.clear();
        if (tag.name == "button" && tag.of("type") != "button") take_button(tag);
    }
    void take_input(const Tag& tag) {
        const std::string type = tag.of("type");
        if ((type == "radio" || type == "checkbox") && !tag.has("checked")) return;
        if (type != "file" && type != "submit") put(tag.of("name"), tag.of("value"));
    }
    /// The first one stands for the list until another says that it is chosen.
    void take_option(const Tag& tag) {
        auto& fields = found.back().fields;
        if (!chosen_) {
            put(select_, tag.of("value"));
            chosen_ = true;
        } else if (tag.has("selected") && !fields.empty() && fields.back().first == select_) {
            fields.back().second = tag.of("value");
        }
    }
    void take_button(const Tag& tag) {
        if (tag.has("formaction")) {
            others_.push_back(tag.of("formaction"));
        } else if (!pressed_) {
            pressed_ = true;
            put(tag.of("name"), tag.of("value"));
        }
    }
    void end_form() {
        open_ = false;
        const FoundForm form = found.back();
        for (const std::string& action : others_) found.push_back({action, form.fields});
    }
    void put(const std::string& name, std::string value) {
        if (!name.empty() && name != "_csrf" && name != "_once")
            found.back().fields.emplace_back(name, std::move(value));
    }
    std::string text_until(std::string_view end) {
        const auto stop = page_.find(end, at_);
        std::string text = unescaped(std::string(page_.substr(at_, stop - at_)));
        at_ = stop;
        return text.starts_with('\n') ? text.substr(1) : text;
    }

    std::string_view page_;
    std::size_t at_{};
    bool open_{}, pressed_{}, chosen_{};
    std::string select_;
    std::vector<std::string> others_;
};

/// The form of a page that is sent to this address; none: the page does not offer it.
inline const FoundForm* form_to(const std::vector<FoundForm>& forms, std::string_view action) {
    for (const FoundForm& form : forms)
        if (form.action == action) return &form;
    return nullptr;
}

/// The fields with those that a person filled in.
inline web::Typed filled_in(web::Typed fields, const web::Typed& typed) {
    for (const auto& [name, value] : typed) {
        std::erase_if(fields, [&](const auto& field) { return field.first == name; });
        fields.emplace_back(name, value);
    }
    return fields;
}

}  // namespace michi
