// Offices, hospitals, visiting nurses and schools of the directory become organisations in one act; each
// keeps the entries of its own body from then on.

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "assurance/assurance.hpp"
#include "directory/directory.hpp"
#include "setup/pages.hpp"
#include "setup/rules.hpp"

namespace michi::setup {

void render(const TakeOverView& v, web::Out& out);

namespace {

using directory::Field;
using directory::Listing;
using web::Answer;
using web::Context;

constexpr std::size_t kMost = 200;  // rows of one page: narrowed by town and kind

/// What the directory says of one body. One place goes by its own name, several by that of their body.
struct Body {
    Id<directory::Provider> id;
    std::string name, municipality, phone, fax, hours;
    std::string_view trade;
    std::vector<std::string> kinds;
};

std::set<std::int64_t> known_bodies(Tx& tx) {
    std::set<std::int64_t> known;
    for (const auto& card : people::organisation_cards(tx, false))
        if (card.provider) known.insert(card.provider);
    return known;
}

void add_service(Body& body, const Listing& listing) {
    const auto fill = [&](std::string& there, Field field) {
        if (there.empty()) there = listing.values[field];
    };
    fill(body.municipality, Field::municipality);
    fill(body.phone, Field::phone);
    fill(body.fax, Field::fax);
    fill(body.hours, Field::hours);
    const std::string& name = listing.values[Field::name];
    if (body.name.empty()) body.name = name;
    if (body.name != name && !listing.provider.empty()) body.name = listing.provider;
    if (body.trade.empty()) body.trade = trade_of_service(listing.kind);
    if (std::ranges::find(body.kinds, listing.kind) == body.kinds.end())
        body.kinds.push_back(listing.kind);
}

std::map<std::int64_t, Body> bodies(Tx& tx) {
    std::map<std::int64_t, Body> found;
    const auto known = known_bodies(tx);
    const auto all = directory::snapshot(tx);
    for (const auto& listing : all->listings) {
        if (listing->gone || !listing->body || known.contains(listing->body.value)) continue;
        Body& body = found[listing->body.value];
        body.id = listing->body;
        add_service(body, *listing);
    }
    return found;
}

struct Narrow {
    std::string town, kind;
};
Narrow narrow_of(const web::Form& form) { return {form.text("town"), form.text("kind")}; }

bool fits(const Body& body, const Narrow& asked) {
    if (!asked.town.empty() && body.municipality != asked.town) return false;
    return asked.kind.empty() || std::ranges::find(body.kinds, asked.kind) != body.kinds.end();
}

std::string kinds_text(const Context& c, const Body& body) {
    std::string all;
    for (const std::string& kind : body.kinds)
        if (const auto* known = directory::find_kind(kind))
            all += (all.empty() ? "" : "・") + std::string(word_text(known->word, c.lang));
    return all;
}

TakeOverView view_of(Context& c, const web::Form& form) {
    const Narrow asked = narrow_of(form);
    const auto ticked = c.form.texts("body");
    TakeOverView v{.rows = {},
                   .towns = town_choices(c, asked.town),
                   .kinds = {},
                   .town = asked.town,
                   .kind = asked.kind};
    std::set<std::string> kinds;
    for (const auto& [id, body] : bodies(c.tx)) {
        kinds.insert(body.kinds.begin(), body.kinds.end());
        if (!fits(body, asked)) continue;
        ++v.total;
        if (v.rows.size() == kMost) continue;
        const bool on = std::ranges::find(ticked, std::to_string(id)) != ticked.end();
        v.rows.push_back(
            {id, body.name, town_name(body.municipality), body.phone, kinds_text(c, body), on});
    }
    for (const auto& kind : directory::service_kinds())
        if (kinds.contains(std::string(kind.id)))
            v.kinds.push_back({std::string(kind.id), kind.word, {}, kind.id == asked.kind, false});
    return v;
}

web::Shell shell(const Context& c) { return shell_of(c, "setup.bodies_title"_w); }

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

void take_over(Context& c, const Body& body) {
    people::OrganisationCard card;
    card.brief = {.id = {},
                  .kind = "partner",
                  .name = body.name,
                  .municipality = body.municipality,
                  .phone = phone_text(directory::first_phone(body.phone)),
                  .trade = std::string(body.trade)};
    card.fax = phone_text(directory::first_phone(body.fax));
    card.hours = body.hours;
    const auto id = keep_organisation(c, std::move(card));
    people::set_provider(c.tx, id, body.id.value);
    assurance::set_keeper(c.tx, id, body.id, c.who.account, c.now.at);
}

}  // namespace

Answer show_bodies(Context& c) {
    c.require(Act::keep_organisations, {});
    return c.page(view_of(c, c.query), shell(c));
}

Answer take_bodies(Context& c) {
    c.require(Act::keep_organisations, {});
    const auto all = bodies(c.tx);
    std::map<std::int64_t, const Body*> ticked;  // each once, however often it was sent
    for (const std::string& text : c.form.texts("body"))
        if (const auto number = whole_number(text))
            if (const auto found = all.find(*number); found != all.end())
                ticked.emplace(found->first, &found->second);
    if (ticked.empty()) {
        auto v = view_of(c, c.form);
        v.refusals.add("body", "setup.tick_body"_w);
        return c.refuse(std::move(v), shell(c));
    }
    for (const auto& [id, body] : ticked) take_over(c, *body);
    return c.see_other(web::Url("/a/organisations")
                           .query("kind", "partner")
                           .query("made", std::to_string(ticked.size()))
                           .query("by", "bodies"));
}

}  // namespace michi::setup
