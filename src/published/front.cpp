// The address without a path: whose place this is, where to call, and the ways in.

#include "base/municipality.hpp"
#include "directory/directory.hpp"
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

FrontCentre shown(Tx& tx, const people::OrganisationCard& card) {
    return {.name = card.brief.name,
            .phone = card.brief.phone,
            .phone_digits = directory::digits_of(card.brief.phone),
            .hours = card.hours,
            .areas = areas_text(tx, card.brief.id)};
}

}  // namespace

web::Answer front_door(web::Context& c) {
    c.require(Act::visit_public, {});
    if (c.who.account) return c.see_other(web::Url("/w"));
    FrontView v;
    for (const auto& centre : people::organisations(c.tx, "centre"))
        v.centres.push_back(shown(c.tx, people::organisation_card(c.tx, centre.id)));
    web::Shell shell{.title = v.centres.empty() ? std::string() : v.centres.front().name};
    shell.family = doorstep(c.tx);
    if (shell.family->centre.empty())
        shell.family->centre = std::string(word_text("web.product"_w, c.lang));
    return c.page(std::move(v), std::move(shell));
}

}  // namespace michi::published
