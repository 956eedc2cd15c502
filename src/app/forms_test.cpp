// Every form that a page of the whole program shows, found by opening every page as everybody: one field wrong,
// and the form comes back exactly as it was sent; messages are tied to their fields; Enter presses the main button.
#include <gtest/gtest.h>
#include <list>

#include <algorithm>
#include <set>

#include "every_route.hpp"
#include "kept_form.hpp"
#include "web/drafts.hpp"
#include "web/markup.hpp"
#include "web/read.hpp"
#include "web/refill.hpp"

namespace michi::app {
namespace {

using web::Control;
using web::FormThere;
using web::Method;
using Values = std::vector<std::string>;

struct Place {
    std::string who, page, action;  // action: the route's path
    std::set<std::string> names;
    friend auto operator<=>(const Place&, const Place&) = default;
};

bool is_text(const Control& c) {
    static const std::set<std::string> kinds{"text", "textarea", "tel",  "search",
                                             "date", "number",   "email"};
    return kinds.contains(c.kind) && web::comes_back(c.name);
}

std::set<std::string> typed_names(const FormThere& form) {
    std::set<std::string> names;
    for (const Control& c : form.controls)
        if (c.is_typed() && web::comes_back(c.name)) names.insert(c.name);
    return names;
}

bool holds(std::string_view name, std::initializer_list<std::string_view> parts) {
    return std::ranges::any_of(
        parts, [&](auto part) { return name.find(part) != std::string_view::npos; });
}

/// What a careful person would write there; every field another text.
std::string valid_for(const Control& c) {
    const std::string& n = c.name;
    if (!c.value.empty()) return c.value;
    if (holds(n, {"phone", "tel", "fax"})) return "0834-22-1111";
    if (n == "year") return "6";
    if (n == "month" || n == "day") return "5";
    if (holds(n, {"birth"})) return "2024-07-12";
    if (holds(n, {"due", "date", "until", "from", "expires", "since"})) return "2027-03-31";
    if (holds(n, {"kana"})) return "さくらい もも";
    if (holds(n, {"login"})) return "guest77";
    if (holds(n, {"url", "web", "source"})) return "https://example.jp/";
    return n + " の言葉";
}

std::map<std::string, Values> filled(const FormThere& form) {
    std::map<std::string, Values> typed;
    for (const Control& c : form.controls) {
        if (!c.is_typed() || !web::comes_back(c.name)) continue;
        Values& values = typed[c.name];
        if (c.kind == "radio")
            values = {c.value};  // the last one of its group
        else if (c.kind == "checkbox")
            values.push_back(c.value);
        else if (c.kind == "select")
            values.push_back(c.options.empty() ? "" : c.options.back().value);
        else
            values.push_back(valid_for(c));
    }
    return typed;
}

/// Every way of one field being wrong that a person has.
std::vector<std::pair<std::string, Values>> spoils(const FormThere& form) {
    std::vector<std::pair<std::string, Values>> ways;
    std::map<std::string, int> alike;  // "f:phone", "f:fax", …: some of each kind are enough
    for (const Control& c : form.controls) {
        if (!c.is_typed() || !web::comes_back(c.name)) continue;
        const auto colon = c.name.find(':');
        if (colon != std::string::npos && ++alike[c.kind + c.name.substr(0, colon)] > 3) continue;
        if (is_text(c))
            for (const std::string& wrong : {std::string(), std::string("12"), std::string("13/45"),
                                             std::string(" 行の前\n\n") + std::string(40000, 'x')})
                ways.emplace_back(c.name, Values{wrong});
        else if (c.kind == "select")
            ways.emplace_back(c.name, Values{c.options.empty() ? "" : c.options.front().value});
        else
            ways.emplace_back(c.name, Values{});
    }
    std::ranges::sort(ways);
    ways.erase(std::ranges::unique(ways).begin(), ways.end());
    return ways;
}

const Control* main_button(const FormThere& form) {
    const Control* main = nullptr;
    for (const Control& c : form.controls)
        if (c.kind == "submit" && !main) main = &c;
    for (const Control& c : form.controls)
        if (c.kind == "submit" &&
            (" " + c.tag.value("class") + " ").find(" pri ") != std::string::npos)
            main = &c;
    return main;
}

class Forms : public testing::TestWithParam<bool> {
  public:
    std::unique_ptr<EveryRoute> world = std::make_unique<EveryRoute>(GetParam());

    const Subject& person(const std::string& login) { return world->town.door.people.at(login); }
    std::string action_of(const FormThere& form) const {
        const auto* route = form.tag.value("method") == "post"
                                ? world->town.site.route_for(Method::post, form.action)
                                : nullptr;
        return route ? std::string(route->path) : "";
    }
    /// Every page that a person finds by the addresses of routes and by the links on those pages: one for
    /// each route and set of names in its query.
    template <class F>
    void each_page(F&& see) {
        for (const auto& [login, who] : world->town.door.people) {
            std::vector<std::string> targets;
            for (const auto& [route, target] : world->routes(Method::get))
                targets.push_back(target);
            std::set<std::string> known;
            for (std::size_t i = 0; i < targets.size(); ++i) {
                const std::string target = targets[i];
                if (!known.insert(kind_of(target)).second) continue;
                const std::string body = world->town.get(who, target).body;
                see(login, target, body);
                for (const web::Tag& tag : web::tags_of(body))
                    if (const auto href = tag.value("href");
                        tag.name == "a" && href.starts_with("/"))
                        targets.push_back(href.substr(0, href.find('#')));
            }
        }
    }
    std::string kind_of(const std::string& target) const {
        const auto* route = world->town.site.route_for(Method::get, target);
        std::string kind(route ? route->path : "");
        const auto question = target.find('?');
        if (question == std::string::npos) return kind;
        web::Form query;
        web::read_urlencoded(std::string_view(target).substr(question + 1), query);
        for (const auto& [name, value] : query.fields) kind += "&" + name;
        return kind;
    }
    /// One form of each kind, where it was first seen.
    std::vector<Place> places() {
        std::vector<Place> found;
        std::set<std::pair<std::string, std::set<std::string>>> seen;
        each_page(
            [&](const std::string& login, const std::string& target, const std::string& body) {
                for (const FormThere& form : web::forms_of(body).forms) {
                    const auto names = typed_names(form);
                    const auto action = action_of(form);
                    if (action.empty() || names.empty()) continue;
                    if (seen.emplace(action, names).second)
                        found.push_back({login, target, action, names});
                }
            });
        return found;
    }
    std::optional<FormThere> form_at(const Place& place, const std::string& body) const {
        for (FormThere& form : web::forms_of(body).forms)
            if (action_of(form) == place.action &&
                std::ranges::includes(typed_names(form), place.names))
                return std::move(form);
        return std::nullopt;
    }
    FormThere opened(const Place& place) {
        for (int i = 0; i < 2; ++i) {
            // What is known of a form points into its page.
            bodies_.push_back(world->town.get(person(place.who), place.page).body);
            if (bodies_.size() > kBodies) bodies_.pop_front();
            if (auto form = form_at(place, bodies_.back())) return std::move(*form);
            world = std::make_unique<EveryRoute>(GetParam());  // an earlier try has changed it
        }
        ADD_FAILURE() << place.page << " has lost its form " << place.action;
        return {};
    }
    static web::Typed body_of(const FormThere& form, const std::map<std::string, Values>& typed) {
        web::Typed body;
        for (const Control& c : form.controls)
            if (c.kind == "hidden" && !c.name.starts_with("_")) body.emplace_back(c.name, c.value);
        for (const auto& [name, values] : typed)
            for (const std::string& value : values) body.emplace_back(name, value);
        return body;
    }
    web::Answer send(const Place& place, const FormThere& form,
                     const std::map<std::string, Values>& typed) {
        web::Typed body = body_of(form, typed);
        if (const auto* button = main_button(form); button && !button->name.empty())
            body.emplace_back(button->name, button->value);
        return world->town.post(person(place.who), form.action, std::move(body));
    }

  private:
    static constexpr std::size_t kBodies = 16;
    std::list<std::string> bodies_;
};
ON_EACH_ENGINE(Forms);

std::map<std::string, Values> by_name(const FormThere& form, const std::set<std::string>& names) {
    std::map<std::string, Values> values;
    for (const auto& [name, value] : web::sent_by(form))
        if (names.contains(name)) values[name].push_back(value);
    return values;
}

/// What is typed into a fold is not hidden when the form comes back.
void expect_unfolded(const web::Forms& page, const FormThere& form) {
    for (const Control& c : form.controls) {
        if (!is_text(c) || c.value.empty()) continue;
        for (const std::size_t fold : c.folded_in)
            EXPECT_TRUE(page.details.at(fold).has("open")) << c.name << " is folded away";
    }
}

bool takes_focus(const web::Tag& tag) {
    static const std::set<std::string_view> taking{"input",  "select", "textarea",
                                                   "button", "a",      "summary"};
    return taking.contains(tag.name) || tag.has("tabindex");
}

/// The table of messages and fields: empty on every form with errors.
std::vector<std::string> untied(const std::string& body) {
    std::vector<std::string> wrong;
    const auto tags = web::tags_of(body);
    std::map<std::string, const web::Tag*> named;
    for (const auto& tag : tags)
        if (const auto* id = tag.find("id")) named.emplace(*id, &tag);
    for (const auto& [id, tag] : named) {
        if (!id.ends_with("-err")) continue;
        const auto field = named.find(id.substr(0, id.size() - 4));
        if (field == named.end())
            wrong.push_back(id + " belongs to no field");
        else if (field->second->value("aria-describedby").find(id) == std::string::npos)
            wrong.push_back(id + " is not tied");
        else if (field->second->name != "fieldset" && !field->second->has("aria-invalid"))
            wrong.push_back(id + ": its field is not said to be wrong");
    }
    for (const auto& tag : tags) {
        const std::string href = web::percent_decoded(tag.value("href"), false).value_or("#?");
        if (tag.name != "a" || !href.starts_with("#") || href == "#main" || href.size() < 2)
            continue;
        const auto target = named.find(href.substr(1));
        if (target == named.end())
            wrong.push_back(href + " leads nowhere");
        else if (tag.attributes.size() == 1 && !takes_focus(*target->second))
            wrong.push_back(href + " takes no focus");
    }
    return wrong;
}

TEST_P(Forms, come_back_exactly_as_sent) {
    int refused = 0, tries = 0;
    std::set<std::string> forms, never;
    for (const Place& place : places()) {
        bool any = false;
        for (const auto& [name, wrong] : spoils(opened(place))) {
            const FormThere form = opened(place);
            auto typed = filled(form);
            typed[name] = wrong;
            ++tries;
            const auto answer = send(place, form, typed);
            if (answer.status != 422 && answer.status != 409) continue;
            SCOPED_TRACE(testing::Message()
                         << place.who << " " << place.page << " → " << place.action << ": " << name
                         << " = " << (wrong.empty() ? "nothing" : wrong[0].substr(0, 20)));
            const web::Forms page = web::forms_of(answer.body);
            const auto back = form_at(place, answer.body);
            if (!back) {
                ADD_FAILURE() << "the form is gone";
                continue;
            }
            ++refused;
            any = true;
            std::erase_if(typed, [](const auto& field) { return field.second.empty(); });
            EXPECT_EQ(by_name(*back, place.names), typed);
            expect_unfolded(page, *back);
            EXPECT_EQ(untied(answer.body), std::vector<std::string>{});
        }
        (any ? forms : never).insert(place.action);
    }
    std::printf("%d tries, %d refused forms of %zu kinds; never refused:", tries, refused,
                forms.size());
    for (const auto& action : never)
        if (!forms.contains(action)) std::printf(" %s", action.c_str());
    std::printf("\n");
    EXPECT_GE(refused, 60);
    EXPECT_GE(forms.size(), 25U);
}

TEST_P(Forms, kept_as_drafts_come_back_exactly_and_change_nothing_else) {
    int kept = 0;
    std::set<std::string> kinds;
    for (const Place& place : places()) {
        SCOPED_TRACE(testing::Message() << place.who << " " << place.page << " → " << place.action);
        const FormThere form = opened(place);
        auto typed = filled(form);
        auto before = world->business();
        web::Typed body = body_of(form, typed);
        body.emplace_back("_from", place.page);
        const Subject& who = person(place.who);
        const auto* route = world->town.site.route_for(Method::post, form.action);
        web::Form read;
        for (const auto& [name, value] : body) read.fields.emplace(name, value);
        if (route->reach != web::Reach::inside || !web::is_worth_keeping(*route, read)) continue;
        const auto answer = keep_typed(world->town, who, form.action, std::move(body),
                                       "key-of-form-" + std::to_string(++kept));
        EXPECT_EQ(answer.status, 200) << answer.body;
        auto after = world->business();
        for (auto* content : {&before, &after})
            for (const char* table : {"draft", "data_key", "number_series"}) content->erase(table);
        EXPECT_EQ(before, after);
        const auto drafts = world->town.ask(
            [&](Tx& tx) { return web::drafts_of(tx, who.account, world->town.clock); });
        ASSERT_FALSE(drafts.empty());
        const std::string page = world->town.get(who, web::place_of(drafts.front()).text()).body;
        const auto back = form_at(place, page);
        ASSERT_TRUE(back);
        std::erase_if(typed, [](const auto& field) { return field.second.empty(); });
        EXPECT_EQ(by_name(*back, place.names), typed);
        expect_unfolded(web::forms_of(page), *back);
        kinds.insert(place.action);
    }
    std::printf("%d drafts of %zu kinds of forms\n", kept, kinds.size());
    EXPECT_GE(kinds.size(), 18U);
}

TEST_P(Forms, are_sent_by_enter_as_by_their_main_button) {
    int forms = 0;
    each_page([&](const std::string& login, const std::string& target, const std::string& body) {
        for (const FormThere& form : web::forms_of(body).forms) {
            const bool enters = std::ranges::any_of(
                form.controls, [](const Control& c) { return is_text(c) && c.kind != "textarea"; });
            const auto first =
                std::ranges::find(form.controls, std::string("submit"), &Control::kind);
            if (!enters || first == form.controls.end()) continue;
            ++forms;
            const Control* main = main_button(form);
            SCOPED_TRACE(testing::Message() << login << " " << target << " → " << form.action);
            EXPECT_EQ(first->name + "=" + first->value + first->tag.value("formaction"),
                      main->name + "=" + main->value + main->tag.value("formaction"));
        }
    });
    EXPECT_GT(forms, 200);
}

}  // namespace
}  // namespace michi::app
