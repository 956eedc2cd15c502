#include "web/refill.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "web/markup.hpp"
#include "web/read.hpp"

namespace michi::web {
namespace {

bool is_of_the_form(const Control& c) { return c.kind == "hidden" && comes_back(c.name); }

/// How well a form fits what was sent: its fields among those sent, less what it says otherwise. A page
/// that asks once more before it sends carries them hidden. What asks by its address was never sent.
int fit(const FormThere& form, std::string_view action, const Form& sent) {
    if (form.tag.value("method") != "post") return 0;
    int fields = 0, other = 0;
    for (const Control& c : form.controls) {
        if (!comes_back(c.name) || !sent.has(c.name)) continue;
        const bool same = is_of_the_form(c) && sent.text(c.name) == c.value;
        if (c.is_typed() || (same && !c.value.empty())) ++fields;
        if (is_of_the_form(c) && c.name != "version" && !same) ++other;
    }
    if (fields == 0) return 0;
    return std::max(1, 4 * fields - other) + (form.action == action ? 1000 : 0);
}

const FormThere* form_for(const Forms& page, std::string_view action, const Form& sent) {
    const FormThere* best = nullptr;
    int most = 0;
    for (const FormThere& form : page.forms)
        if (const int fits = fit(form, action, sent); fits > most) {
            best = &form;
            most = fits;
        }
    return best;
}

class Filler {
  public:
    Filler(const std::string& page, const Forms& forms, const Form& sent, Marks marks)
        : page_(page), forms_(forms), sent_(sent), marks_(marks) {}

    std::string fill(const FormThere& form) {
        for (const Control& c : form.controls) {
            if (!comes_back(c.name)) continue;
            if (c.is_typed() || (is_of_the_form(c) && marks_ == Marks::of_the_form)) put(c);
        }
        unfold();
        return edits_.applied_to(page_);
    }

  private:
    /// What was not touched is the page's: somebody else may have changed it meanwhile.
    bool untouched(const Control& c) const {
        const auto was = sent_.maybe("was_" + c.name);
        return was && *was == sent_.text(c.name) && marks_ == Marks::of_the_page;
    }
    void put(const Control& c) {
        if (untouched(c)) return;
        if (c.is_checkable()) return check(c);
        const auto typed = sent_.texts(c.name);
        const std::size_t which = taken_[c.name]++;
        if (which >= typed.size()) return;
        if (c.kind == "select") return choose(c, typed[which]);
        if (!typed[which].empty() && c.kind != "hidden") opened(c);
        if (c.kind == "textarea")
            edits_.replace(c.inside, "\n" + escaped(typed[which]));
        else
            edits_.set(c.tag, "value", &typed[which]);
    }
    void check(const Control& c) {
        const auto chosen = sent_.texts(c.name);
        const bool on = std::ranges::find(chosen, c.value) != chosen.end();
        if (on) opened(c);
        mark(c.tag, "checked", on);
    }
    void choose(const Control& c, const std::string& value) {
        if (std::ranges::find(c.options, value, &Option::value) == c.options.end()) return;
        if (value != c.options.front().value) opened(c);
        for (const Option& option : c.options) mark(option.tag, "selected", option.value == value);
    }
    void opened(const Control& c) {
        for (const std::size_t at : c.folded_in) unfolded_[at] = true;
    }
    void unfold() {
        for (const auto& [at, open] : unfolded_) mark(forms_.details[at], "open", open);
    }
    static std::string escaped(std::string_view text) {
        std::string out;
        escape_into(out, text);
        return out;
    }
    static const std::string& nothing() {
        static const std::string empty;
        return empty;
    }
    void mark(const Tag& tag, std::string_view attribute, bool on) {
        if (tag.has(attribute) != on) edits_.set(tag, attribute, on ? &nothing() : nullptr);
    }
    const std::string& page_;
    const Forms& forms_;
    const Form& sent_;
    Marks marks_;
    std::map<std::string, std::size_t, std::less<>> taken_;
    std::map<std::size_t, bool> unfolded_;
    Edits edits_;
};

bool takes_focus(const Tag& tag) {
    static constexpr std::array kTaking{"input", "select", "textarea", "button", "a", "summary"};
    return tag.has("tabindex") || std::ranges::find(kTaking, tag.name) != kTaking.end();
}

void tie(Edits& edits, const Tag& field, const std::string& message) {
    auto attributes = field.attributes;
    const auto put = [&](std::string_view name, const std::string& value) {
        std::erase_if(attributes, [&](const auto& a) { return a.first == name; });
        attributes.emplace_back(name, value);
    };
    std::string about = field.value("aria-describedby");
    if (about.find(message) == std::string::npos) about += (about.empty() ? "" : " ") + message;
    put("aria-describedby", about);
    if (field.name != "fieldset") put("aria-invalid", "true");
    if (!takes_focus(field)) put("tabindex", "-1");
    edits.set(field, std::move(attributes));
}

}  // namespace

std::string tied(std::string page) {
    const auto tags = tags_of(page);
    std::map<std::string, const Tag*, std::less<>> named, led_to;
    for (const Tag& tag : tags)
        if (const auto* id = tag.find("id")) named.emplace(*id, &tag);
    Edits edits;
    for (const auto& [id, tag] : named)
        if (named.contains(id + "-err")) tie(edits, *tag, id + "-err");
    // The summary leads to fields that have no line of their own, too.
    for (const Tag& tag : tags) {
        const auto name = percent_decoded(tag.value("href"), false).value_or("");
        const auto field = name.starts_with('#') ? named.find(name.substr(1)) : named.end();
        if (field == named.end() || named.contains(field->first + "-err")) continue;
        if (!takes_focus(*field->second)) led_to.insert(*field);
    }
    static const std::string untabbed = "-1";
    for (const auto& [id, tag] : led_to) edits.set(*tag, "tabindex", &untabbed);
    return edits.applied_to(page);
}

bool comes_back(std::string_view name) {
    return !name.empty() && !name.starts_with('_') && !name.starts_with("password") &&
           !name.ends_with("password") && name != "code" && name != "secret" && name != "token";
}

std::string refilled(std::string page, std::string_view action, const Form& sent, Marks marks) {
    const Forms forms = forms_of(page);
    const FormThere* form = form_for(forms, action, sent);
    return form ? Filler(page, forms, sent, marks).fill(*form) : page;
}

std::string going_on(std::string page, std::string_view action, const Form& sent,
                     std::string_view once_key) {
    const Forms forms = forms_of(page);
    const FormThere* form = form_for(forms, action, sent);
    if (!form || once_key.empty()) return page;
    std::string mark = R"(<input type="hidden" name="_draft" value=")";
    escape_into(mark, once_key);
    Edits edits;
    edits.replace({form->after_mark, form->after_mark}, mark + "\">");
    return edits.applied_to(page);
}

bool has_place_for(std::string_view page, std::string_view action, const Form& sent) {
    return form_for(forms_of(page), action, sent) != nullptr;
}

}  // namespace michi::web
