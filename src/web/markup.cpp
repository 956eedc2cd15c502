#include "web/markup.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/html.hpp"

namespace michi::web {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

bool ends_name(char c) {
    return c == '=' || c == '>' || c == '/' || kBlanks.find(c) != std::string_view::npos;
}

/// Reads the page tag by tag.
class Reader {
  public:
    explicit Reader(std::string_view page) : page_(page) {}
    Forms read() {
        while (const auto tag = next()) see(*tag);
        tie_by_id();
        return std::move(found_);
    }
    std::vector<Tag> tags() {
        std::vector<Tag> all;
        while (auto tag = next()) all.push_back(std::move(*tag));
        return all;
    }

  private:
    std::optional<Tag> next() {
        for (at_ = page_.find('<', at_); at_ < page_.size(); at_ = page_.find('<', at_)) {
            const std::size_t from = at_++;
            if (at_ == page_.size()) break;
            const char c = page_[at_];
            if (c == '/' || (c >= 'a' && c <= 'z')) return tag(from);
        }
        return std::nullopt;
    }
    std::string_view word() {
        const std::size_t from = at_;
        if (at_ < page_.size() && page_[at_] == '/') ++at_;
        while (at_ < page_.size() && !ends_name(page_[at_])) ++at_;
        return page_.substr(from, at_ - from);
    }
    Tag tag(std::size_t from) {
        Tag tag{.at = {from, 0}, .name = word()};
        while (at_ < page_.size() && page_[at_] != '>') attribute(tag);
        tag.at.to = at_ < page_.size() ? ++at_ : at_;
        return tag;
    }
    void attribute(Tag& tag) {
        const auto name = word();
        if (name.empty() || name == "/") {
            at_ += name.empty() ? 1 : 0;
            return;
        }
        std::string value;
        if (page_.substr(at_).starts_with("=\"")) {
            const auto close = std::min(page_.find('"', at_ + 2), page_.size());
            value = unescaped(page_.substr(at_ + 2, close - at_ - 2));
            at_ = std::min(close + 1, page_.size());
        }
        tag.attributes.emplace_back(name, std::move(value));
    }

    void see(const Tag& tag) {
        if (tag.name == "form") return begin(tag);
        if (tag.name == "/form") {
            form_.reset();
            return;
        }
        if (tag.name == "details") {
            open_.push_back(found_.details.size());
            found_.details.push_back(tag);
        }
        if (tag.name == "/details" && !open_.empty()) open_.pop_back();
        if (tag.name == "input" || tag.name == "button") control(tag);
        if (tag.name == "select") control(tag);
        if (tag.name == "textarea") area(tag);
        if (tag.name == "option") option(tag);
        if (tag.name == "/select") choosing_ = nullptr;
    }
    void begin(const Tag& tag) {
        form_ = found_.forms.size();
        found_.forms.push_back({tag, tag.value("action"), tag.value("id"), {}, tag.at.to});
    }
    static std::string kind_of(const Tag& tag) {
        if (tag.name == "input") return tag.has("type") ? tag.value("type") : "text";
        if (tag.name == "button") return tag.has("type") ? tag.value("type") : "submit";
        return std::string(tag.name);
    }
    /// A control belongs to the form that it names, else to the one it stands in.
    Control* control(const Tag& tag) {
        Control c{.tag = tag,
                  .kind = kind_of(tag),
                  .name = tag.value("name"),
                  .value = tag.value("value"),
                  .folded_in = open_};
        if (c.is_checkable() && !tag.has("value")) c.value = "on";
        if (!form_ && !tag.has("form")) return choosing_ = nullptr;
        if (c.name == "_from" && form_) found_.forms[*form_].after_mark = tag.at.to;
        auto& controls = tag.has("form") ? loose_ : found_.forms[*form_].controls;
        controls.push_back(std::move(c));
        choosing_ = tag.name == "select" ? &controls.back() : nullptr;
        return &controls.back();
    }
    void area(const Tag& tag) {
        const auto end = std::min(page_.find("</textarea", at_), page_.size());
        Control* c = control(tag);
        if (c) {
            c->inside = {tag.at.to, end};
            c->value = unescaped(page_.substr(tag.at.to, end - tag.at.to));
            if (c->value.starts_with('\n')) c->value.erase(0, 1);
        }
        at_ = end;
    }
    void option(const Tag& tag) {
        const auto end = std::min(page_.find('<', at_), page_.size());
        const auto text = unescaped(page_.substr(at_, end - at_));
        if (choosing_)
            choosing_->options.push_back({tag, tag.has("value") ? tag.value("value") : text});
    }
    void tie_by_id() {
        for (Control& c : loose_) {
            const auto form = std::ranges::find(found_.forms, c.tag.value("form"), &FormThere::id);
            if (form != found_.forms.end()) form->controls.push_back(std::move(c));
        }
    }

    std::string_view page_;
    std::size_t at_{};
    Forms found_;
    std::optional<std::size_t> form_;
    std::vector<std::size_t> open_;
    std::vector<Control> loose_;
    Control* choosing_{};
};

void send_choice(const Control& c, std::vector<std::pair<std::string, std::string>>& sent) {
    const Option* chosen = c.options.empty() ? nullptr : &c.options.front();
    for (const Option& option : c.options)
        if (option.tag.has("selected")) chosen = &option;
    if (chosen) sent.emplace_back(c.name, chosen->value);
}

}  // namespace

const std::string* Tag::find(std::string_view attribute) const {
    for (const auto& [known, text] : attributes)
        if (known == attribute) return &text;
    return nullptr;
}

std::string Tag::value(std::string_view attribute) const {
    const auto* found = find(attribute);
    return found ? *found : std::string();
}

bool Control::is_typed() const {
    static constexpr std::array kOthers{"hidden", "file", "submit", "button", "reset", "password"};
    return !name.empty() && std::ranges::find(kOthers, kind) == kOthers.end();
}

void Edits::set(const Tag& tag, std::vector<std::pair<std::string_view, std::string>> attributes) {
    std::string text = "<" + std::string(tag.name);
    for (const auto& [name, value] : attributes) {
        text.append(" ").append(name);
        if (value.empty()) continue;  // HTML reads both alike
        text += "=\"";
        escape_into(text, value);
        text += '"';
    }
    replace(tag.at, text + ">");
}

void Edits::set(const Tag& tag, std::string_view attribute, const std::string* value) {
    auto attributes = tag.attributes;
    std::erase_if(attributes, [&](const auto& a) { return a.first == attribute; });
    if (value) attributes.emplace_back(attribute, *value);
    set(tag, std::move(attributes));
}

std::string Edits::applied_to(std::string_view page) {
    std::ranges::stable_sort(edits_, {}, [](const Edit& e) { return e.at.from; });
    std::string out;
    std::size_t at = 0;
    for (const Edit& edit : edits_) {
        out.append(page.substr(at, edit.at.from - at)).append(edit.text);
        at = edit.at.to;
    }
    return out.append(page.substr(at));
}

Forms forms_of(std::string_view page) { return Reader(page).read(); }
std::vector<Tag> tags_of(std::string_view page) { return Reader(page).tags(); }

std::string unescaped(std::string_view markup) {
    static constexpr std::pair<std::string_view, char> kNames[] = {
        {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
    std::string text;
    while (!markup.empty()) {
        const auto* found = std::ranges::find_if(
            kNames, [&](const auto& name) { return markup.starts_with(name.first); });
        const bool known = found != std::end(kNames);
        text += known ? found->second : markup.front();
        markup.remove_prefix(known ? found->first.size() : 1);
    }
    return text;
}

std::vector<std::pair<std::string, std::string>> sent_by(const FormThere& form) {
    std::vector<std::pair<std::string, std::string>> sent;
    for (const Control& c : form.controls) {
        if (c.name.empty() || c.tag.has("disabled") || c.kind == "submit" || c.kind == "button" ||
            c.kind == "file")
            continue;
        if (c.kind == "select")
            send_choice(c, sent);
        else if (!c.is_checkable() || c.tag.has("checked"))
            sent.emplace_back(c.name, c.value);
    }
    return sent;
}

}  // namespace michi::web
