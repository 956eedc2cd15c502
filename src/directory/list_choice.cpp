#include "directory/list_choice.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include "directory/pages.hpp"
#include "directory/store.hpp"

namespace michi::directory {
namespace {

constexpr std::string_view kName = "list", kSeen = "seen", kNew = "new";
constexpr std::size_t kListsShown = 12;

/// 3 of "list3"; nothing of other names.
std::optional<std::size_t> table_of(std::string_view name, std::string_view what) {
    if (!name.starts_with(what)) return std::nullopt;
    name.remove_prefix(what.size());
    std::size_t table = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), table);
    const bool whole = error == std::errc{} && end == name.data() + name.size() && table < 1000;
    return whole ? std::optional(table) : std::nullopt;
}

std::string value_of(const PublishedList& list) { return std::to_string(list.id.value); }

}  // namespace

Choices choices_in(const web::Form& said) {
    Choices choices;
    for (const auto& [name, value] : said.fields)
        if (const auto table = table_of(name, kName); table && !value.empty())
            choices[*table] = {{said.number(name)}};
    return choices;
}

std::optional<std::size_t> said_twice(const Choices& choices) {
    std::set<std::int64_t> lists;
    for (const auto& [table, chosen] : choices)
        if (chosen.list && !lists.insert(chosen.list.value).second) return table;
    return std::nullopt;
}

bool as_shown(const web::Form& said) {
    return std::ranges::all_of(said.fields, [&](const auto& field) {
        const auto table = table_of(field.first, kName);
        if (!table) return true;
        const std::string seen = said.text(std::string(kSeen) + std::to_string(*table));
        return seen == field.second ||
               (seen.empty() && field.second == kNew);  // shown as a new one
    });
}

void add_choices(web::Url& address, const web::Form& said) {
    for (const auto& [name, value] : said.fields)
        if (table_of(name, kName)) address.query(name, value);
}

void show_list(web::Context& c, const Preview& preview, std::size_t place, PreviewView& view) {
    view.number = std::to_string(place);
    view.list = preview.list.name;
    view.publisher = place_name(preview.publisher);
    view.asked = !preview.list.asked.empty();
    const std::string shown = preview.list.list ? value_of(*preview.list.list) : std::string(kNew);
    if (!view.asked) view.seen = shown;
    const auto add = [&](const PublishedList& list, std::string text) {
        view.lists.push_back(
            {value_of(list), {}, std::move(text), value_of(list) == view.seen, false});
    };
    for (const Candidate& one : preview.list.asked)
        add(one.list, say("directory.list_candidate"_w, c.lang,
                          {{"list", one.list.name},
                           {"rows", std::to_string(one.rows)},
                           {"known", std::to_string(one.known)}}));
    if (!view.asked) {
        if (preview.list.list)
            add(*preview.list.list,
                say("directory.list_edition"_w, c.lang, {{"list", preview.list.name}}));
        for (const PublishedList& list : published_lists(c.tx, name_of(preview.source).id))
            if (view.lists.size() < kListsShown && value_of(list) != shown)
                add(list, say("directory.list_edition"_w, c.lang, {{"list", list.name}}));
    }
    if (view.lists.empty()) return;
    const std::string name = preview.list.list ? list_name_from(preview.file) : preview.list.name;
    view.lists.push_back({std::string(kNew),
                          {},
                          say("directory.list_new"_w, c.lang, {{"list", name}}),
                          view.seen == kNew,
                          false});
}

}  // namespace michi::directory
