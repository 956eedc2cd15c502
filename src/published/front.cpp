// The address without a path: whose place this is, where to call, and the ways in.

#include <algorithm>

#include "base/era.hpp"
#include "base/municipality.hpp"
#include "base/office_hours.hpp"
#include "directory/directory.hpp"
#include "people/opening.hpp"
#include "people/people.hpp"
#include "published/pages.hpp"

namespace michi::published {

void render(const FrontView& v, web::Out& out);

namespace {

std::string areas_text(Tx& tx, Id<Organisation> centre) {
    std::string names;
    for (const std::string& code : people::areas_of(tx, centre))
        if (const auto* town = find_municipality(code))
            names += (names.empty() ? "" : "・") + std::string(town->name);
    return names;
}

/// Whether somebody answers now, and when next; nothing where nobody said when it is open.
void fill_now(const web::Context& c, FrontCentre& v, const OfficeHours& hours) {
    const int minute = minute_of(c.now.at);
    const auto at = [&](const michi::Opening& opening) {
        return detail_date(opening.day, c.now.today) + " " + minute_text(opening.minute);
    };
    if (const auto until = open_until(hours, c.now.today, minute)) {
        v.open = true;
        v.now = say("published.front_open"_w, c.lang, {{"until", minute_text(*until)}});
    } else if (const auto next = next_opening(hours, c.now.today, minute)) {
        v.now = say("published.front_closed"_w, c.lang, {{"when", at(*next)}});
    }
}

constexpr int kDaysAhead = 14;  // own days that are told beforehand

/// Days off and other hours of the next two weeks, with their reason.
void fill_own_days(const web::Context& c, FrontCentre& v, const people::Opening& opening) {
    for (const auto& [day, spans] : opening.hours.days) {
        if (day > c.now.today + kDaysAhead) break;
        std::string line = detail_date(day, c.now.today) + " ";
        line += spans.empty() ? std::string(word_text("published.front_day_off"_w, c.lang))
                              : spans_text(spans, c.lang);
        if (const auto why = opening.why.find(day);
            why != opening.why.end() && !why->second.empty())
            line += say("published.front_day_why"_w, c.lang, {{"why", why->second}});
        v.own_days.push_back(std::move(line));
    }
}

FrontCentre shown(web::Context& c, const people::OrganisationCard& card) {
    FrontCentre v{.name = card.brief.name,
                  .phone = card.brief.phone,
                  .phone_digits = directory::digits_of(card.brief.phone),
                  .hours = card.hours,
                  .areas = areas_text(c.tx, card.brief.id)};
    const auto opening = people::opening_of(c.tx, card.brief.id, c.now.today);
    v.costs_nothing = opening.costs_nothing;
    if (!opening.told) return v;
    v.hours = people::week_text(opening.hours, c.lang);
    fill_now(c, v, opening.hours);
    fill_own_days(c, v, opening);
    return v;
}

/// Whoever looks for it from outside types the prefecture's name.
std::string title_of(const web::Context& c, std::string_view prefecture) {
    if (prefecture.empty()) return std::string(word_text("published.front_title"_w, c.lang));
    return say("published.front_title_of"_w, c.lang, {{"prefecture", std::string(prefecture)}});
}

}  // namespace

web::Answer front_door(web::Context& c) {
    c.require(Act::visit_public, {});
    if (c.who.account) return c.see_other(web::Url("/w"));
    FrontView v;
    for (const auto& centre : people::organisations(c.tx, "centre"))
        v.centres.push_back(shown(c, people::organisation_card(c.tx, centre.id)));
    v.title = title_of(c, prefecture_name(people::home_prefecture(c.tx, {})));
    v.costs_nothing =
        !v.centres.empty() && std::ranges::all_of(v.centres, &FrontCentre::costs_nothing);
    v.contact = spoken_at(c, "/contact");
    v.status = spoken_at(c, "/contact/status");
    v.resources = spoken_at(c, "/resources");
    web::Shell shell{.title = v.title};
    shell.family = doorstep(c.tx);
    shell.family->plain = "/";
    shell.family->english = "/?lang=en";
    shell.family->face = c.lang == Lang::en ? "english" : "plain";
    if (shell.family->centre.empty())
        shell.family->centre = std::string(word_text("web.product"_w, c.lang));
    return c.page(std::move(v), std::move(shell));
}

std::string spoken_at(const web::Context& c, std::string path) {
    if (c.lang == Lang::en && !c.who.account) path += "?lang=en";
    return path;
}

web::Shell public_shell(web::Context& c, Word title) {
    web::Shell shell{.title = std::string(word_text(title, c.lang))};
    shell.family = doorstep(c.tx);
    if (c.who.account) return shell;  // they chose their language themselves
    shell.family->plain = c.path;
    shell.family->english = c.path + "?lang=en";
    shell.family->face = c.lang == Lang::en ? "english" : "plain";
    return shell;
}

}  // namespace michi::published
