// /a/setup: the prefecture, its Centres, the host's name, and what is still missing.

#include <algorithm>
#include <set>

#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "base/text.hpp"
#include "people/opening.hpp"
#include "setup/editions.hpp"
#include "setup/pages.hpp"
#include "setup/rules.hpp"
#include "setup/store.hpp"
#include "web/written.hpp"

namespace michi::setup {

void render(const SetupView& v, web::Out& out);

namespace {

using people::OrganisationCard;
using web::Answer;
using web::Context;

std::string home(Context& c) { return people::home_prefecture(c.tx, c.who.organisation); }

std::int64_t towns_without_desk(Context& c) {
    return std::ranges::count_if(towns_of(home(c)), [&](const Municipality& town) {
        return !people::desk_of(c.tx, town.code);
    });
}

bool any_centre(Context& c, auto&& lacks) {
    return std::ranges::any_of(people::organisation_cards(c.tx, false), [&](const auto& card) {
        return card.brief.kind == "centre" && lacks(card);
    });
}

void fill_lacks(Context& c, SetupView& v) {
    const auto add = [&](bool missing, Word what, Word how, Word go, std::string href,
                         std::string count = {}) {
        if (missing) v.lacks.push_back({what, how, go, std::move(href), std::move(count)});
    };
    const Lacks lacks = lacks_of(c.tx);
    const std::int64_t desks = towns_without_desk(c);
    add(home(c).empty(), "setup.lacks_prefecture"_w, "setup.lacks_prefecture_how"_w,
        "setup.lacks_prefecture_go"_w, "/a/setup#prefecture");
    add(any_centre(c, [](const auto& card) { return card.brief.phone.empty(); }),
        "setup.lacks_phone"_w, "setup.lacks_phone_how"_w, "setup.lacks_phone_go"_w,
        "/a/setup#centres");
    add(any_centre(c, [](const auto& card) { return card.hours.empty(); }), "setup.lacks_hours"_w,
        "setup.lacks_hours_how"_w, "setup.lacks_hours_go"_w, "/a/setup#centres");
    add(lacks.head, "setup.lacks_head"_w, "setup.lacks_head_how"_w, "setup.lacks_head_go"_w,
        "/a/accounts");
    add(desks > 0, "setup.lacks_desks"_w, "setup.lacks_desks_how"_w, "setup.lacks_desks_go"_w,
        "/a/organisations#desks", std::to_string(desks));
    add(lacks.directory, "setup.lacks_directory"_w, "setup.lacks_directory_how"_w,
        "setup.lacks_directory_go"_w, "/w/resources/import");
    add(!home(c).empty() && directory::regions_of(home(c)).empty(), "setup.lacks_regions"_w,
        "setup.lacks_regions_how"_w, "setup.lacks_regions_go"_w, "/a/setup/regions");
    add(lacks.second_administrator, "setup.lacks_second_admin"_w, "setup.lacks_second_admin_how"_w,
        "setup.lacks_second_admin_go"_w, "/a/accounts");
    add(!c.settings || !web::opens_elsewhere(*c.settings), "setup.lacks_host"_w,
        "setup.lacks_host_how"_w, "setup.lacks_host_go"_w, "/a/setup#host");
}

/// The prefecture's 圏域 in the order of its codes, each with its towns.
std::vector<std::pair<std::string, std::vector<std::string>>> towns_by_region(Context& c) {
    std::vector<std::pair<std::string, std::vector<std::string>>> list;
    for (const auto& [town, name] : directory::regions_of(home(c))) {
        auto found = std::ranges::find(list, name, [](const auto& one) { return one.first; });
        if (found == list.end()) found = list.insert(list.end(), {name, {}});
        found->second.push_back(town);
    }
    return list;
}

/// Towns that no Centre but `except` has; none when nobody has any, since each then has all of them.
std::set<std::string> towns_left(Context& c, Id<Organisation> except) {
    std::set<std::string> left;
    bool divided = false;
    for (const Municipality& town : towns_of(home(c))) left.emplace(town.code);
    for (const auto& card : people::organisation_cards(c.tx, false)) {
        if (card.brief.kind != "centre" || card.brief.id == except) continue;
        for (const std::string& town : people::areas_of(c.tx, card.brief.id)) {
            divided = true;
            left.erase(town);
        }
    }
    return divided ? left : std::set<std::string>{};
}

/// As it was sent: what is refused stands there again, and nothing is added to it meanwhile.
void fill_typed(const web::Form& form, CentreForm& into) {
    const auto tick = [&](std::vector<Choice>& list, const char* name) {
        const auto sent = form.texts(name);
        for (Choice& one : list) one.on = std::ranges::find(sent, one.value) != sent.end();
    };
    tick(into.towns, "town");
    tick(into.regions, "region");
    into.rest = form.has("rest");
    into.whole = !into.rest && std::ranges::none_of(into.towns, &Choice::on) &&
                 std::ranges::none_of(into.regions, &Choice::on);
}

/// What was ticked one by one, by 圏域, or as the rest; in the order of the codes.
std::vector<std::string> typed_areas(Context& c, Id<Organisation> centre) {
    std::set<std::string> ticked;
    for (const std::string& town : c.form.texts("town")) ticked.insert(town);
    const auto regions = c.form.texts("region");
    for (const auto& [name, towns] : towns_by_region(c))
        if (std::ranges::find(regions, name) != regions.end())
            ticked.insert(towns.begin(), towns.end());
    if (c.form.has("rest")) ticked.merge(towns_left(c, centre));
    std::vector<std::string> areas;
    for (const Municipality& town : towns_of(home(c)))
        if (ticked.contains(std::string(town.code))) areas.emplace_back(town.code);
    return areas;
}

CentreForm form_of(Context& c, const OrganisationCard& card,
                   const std::vector<std::string>& areas) {
    CentreForm form{
        .id = card.brief.id ? std::to_string(card.brief.id.value) : "new",
        .name = card.brief.name,
        .phone = card.brief.phone,
        .fax = card.fax,
        .hours = card.hours,
        .towns = {},
        .regions = {},
        .left = std::ssize(towns_left(c, card.brief.id)),
        .whole = areas.empty(),
        .hours_kept = card.brief.id && people::opening_of(c.tx, card.brief.id, c.now.today).told};
    for (const auto& [name, towns] : towns_by_region(c))
        form.regions.push_back({name, {}, std::to_string(towns.size()), false, false});
    for (const Municipality& town : towns_of(home(c))) {
        const bool on = std::ranges::find(areas, town.code) != areas.end();
        form.towns.push_back({std::string(town.code), {}, std::string(town.name), on, false});
    }
    return form;
}

void fill_centres(Context& c, SetupView& v) {
    for (const auto& card : people::organisation_cards(c.tx, false))
        if (card.brief.kind == "centre")
            v.centres.push_back(form_of(c, card, people::areas_of(c.tx, card.brief.id)));
    v.centres.push_back(form_of(c, {}, {}));
}

SetupView view_of(Context& c) {
    SetupView v;
    const std::string prefecture = home(c);
    const auto sections = people::organisations(c.tx, "prefecture");
    v.prefecture = prefecture_name(prefecture);
    v.section = sections.empty() ? std::string() : sections.front().name;
    for (int number = 1; number <= 47; ++number) {
        const std::string two = (number < 10 ? "0" : "") + std::to_string(number);
        v.prefectures.push_back(
            {two, {}, std::string(prefecture_name(two)), two == prefecture, false});
    }
    v.towns = static_cast<std::int64_t>(towns_of(prefecture).size());
    v.host = c.settings ? c.settings->public_host : std::string();
    const bool practice = c.settings && c.settings->demonstration;
    v.host_none = practice ? "setup.host_practice"_w : "setup.host_none"_w;
    v.editions = editions(c.tx, prefecture, c.lang);
    v.saved = c.query.has("saved");
    fill_lacks(c, v);
    fill_centres(c, v);
    return v;
}

web::Shell shell(const Context& c) { return shell_of(c, "setup.title"_w, "setup"); }

Answer saved(Context& c) { return c.see_other(web::Url("/a/setup").query("saved", "1")); }

OrganisationCard typed_centre(Context& c) {
    const std::string id(c.part("centre"));
    OrganisationCard card;
    if (id == "new") {
        card.brief.kind = "centre";
        card.brief.municipality = prefecture_code(home(c));
    } else {
        card = people::organisation_card(c.tx, {c.number("centre")});
    }
    if (card.brief.kind != "centre") throw NotFound{};
    card.brief.name = trimmed(c.form.text("name"));
    card.brief.phone = phone_text(c.form.text("phone"));
    card.fax = phone_text(c.form.text("fax"));
    if (!card.brief.id || !people::opening_of(c.tx, card.brief.id, c.now.today).told)
        card.hours = trimmed(c.form.text("hours"));
    return card;
}

}  // namespace

Answer show_setup(Context& c) {
    c.require(Act::set_up, {});
    return c.page(view_of(c), shell(c));
}

/// The prefecture is said once; its section may get another name at any time.
Answer keep_prefecture(Context& c) {
    c.require(Act::set_up, {});
    const std::string there = home(c), asked = there.empty() ? c.form.text("prefecture") : there;
    const std::string code = asked == kFictitious && there.empty() ? "" : prefecture_code(asked);
    const std::string section = trimmed(c.form.text("section"));
    Refusals no = check_name("section", section);
    if (code.empty()) no.add("prefecture", "setup.say_prefecture"_w);
    if (section.empty()) no.add("section", "setup.say_section"_w);
    if (no.any()) {
        auto v = view_of(c);
        v.section = section;
        v.refusals = std::move(no);
        return c.refuse(std::move(v), shell(c));
    }
    const auto sections = people::organisations(c.tx, "prefecture");
    OrganisationCard card;
    if (!sections.empty()) card = people::organisation_card(c.tx, sections.front().id);
    card.brief.kind = "prefecture";
    card.brief.name = section;
    card.brief.municipality = code;
    keep_organisation(c, card);
    for (auto centre : people::organisation_cards(c.tx, false)) {
        if (centre.brief.kind != "centre" || !centre.brief.municipality.empty()) continue;
        centre.brief.municipality = code;
        keep_organisation(c, centre);
    }
    return saved(c);
}

Answer keep_centre(Context& c) {
    c.require(Act::set_up, {});
    const OrganisationCard card = typed_centre(c);
    Refusals no = reasons_against(card, home(c));
    if (card.brief.phone.empty()) no.add("phone", "setup.say_phone"_w);
    if (no.any()) {
        auto v = view_of(c);
        v.failed = c.part("centre");
        for (CentreForm& form : v.centres)
            if (form.id == v.failed) {
                form = form_of(c, card, {});
                fill_typed(c.form, form);
                form.id = v.failed;
            }
        v.refusals = std::move(no);
        return c.refuse(std::move(v), shell(c));
    }
    const auto id = keep_organisation(c, card);
    people::set_areas(c.tx, id, typed_areas(c, card.brief.id));
    return saved(c);
}

}  // namespace michi::setup
