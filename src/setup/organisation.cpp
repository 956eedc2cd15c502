// One organisation: its card, what it was called, and its end.

#include <algorithm>

#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/said_day.hpp"
#include "base/text.hpp"
#include "people/opening.hpp"
#include "record/model.hpp"
#include "setup/pages.hpp"
#include "setup/rules.hpp"
#include "setup/store.hpp"

namespace michi::setup {

void render(const OrganisationView& v, web::Out& out);

namespace {

using people::OrganisationCard;
using web::Answer;
using web::Context;

Id<Organisation> asked_id(const Context& c) { return {c.number("organisation")}; }

/// Families' organisation has no page.
OrganisationCard asked_card(Context& c) {
    auto card = people::organisation_card(c.tx, asked_id(c));
    if (card.brief.kind == "family") throw NotFound{};
    return card;
}

/// Hours that are kept as data are said by their own page alone.
bool keeps_hours(Context& c, const OrganisationCard& card) {
    return card.brief.id && people::opening_of(c.tx, card.brief.id, c.now.today).told;
}

OrganisationCard typed(Context& c, OrganisationCard card) {
    const auto& form = c.form;
    if (!card.brief.id) card.brief.kind = form.text("kind");
    card.brief.name = trimmed(form.text("name"));
    card.brief.municipality = form.text("municipality");
    card.brief.desk = card.brief.kind == "municipality" ? form.text("desk") : "";
    card.brief.trade = card.brief.kind == "partner" ? form.text("trade") : "";
    card.brief.phone = phone_text(form.text("phone"));
    card.fax = phone_text(form.text("fax"));
    card.contact = trimmed(form.text("contact"));
    if (!keeps_hours(c, card)) card.hours = trimmed(form.text("hours"));
    card.covered_by = {form.number("covered_by")};
    return card;
}

std::vector<Choice> cover_choices(Context& c, const OrganisationCard& card) {
    std::vector<Choice> list;
    for (const auto& other : people::organisations(c.tx, card.brief.kind))
        if (other.id != card.brief.id)
            list.push_back({std::to_string(other.id.value),
                            {},
                            other.name,
                            other.id == card.covered_by,
                            false});
    // What was chosen stays chosen: ended since, or of the kind that was chosen before.
    const auto stands = [&](const Choice& one) { return one.on; };
    if (card.covered_by && std::ranges::none_of(list, stands))
        list.push_back({std::to_string(card.covered_by.value),
                        {},
                        people::find_organisation(c.tx, card.covered_by).name,
                        true,
                        false});
    return list;
}

struct OpenWords {
    std::int64_t OpenThere::*count;
    Word what, how;
    std::string_view href;
    Act may;
};
constexpr std::array kOpenWords{
    OpenWords{&OpenThere::steps, "setup.open_steps"_w, "setup.open_steps_how"_w, "/w",
              Act::see_worklist},
    OpenWords{&OpenThere::requests, "setup.open_requests"_w, "setup.open_requests_how"_w,
              "/w/handovers", Act::list_handovers},
    OpenWords{&OpenThere::cases, "setup.open_cases"_w, "setup.open_cases_how"_w, "/w/cases",
              Act::list_cases},
    OpenWords{&OpenThere::accounts, "setup.open_accounts"_w, "setup.open_accounts_how"_w,
              "/a/accounts?organisation=", Act::manage_accounts},
    OpenWords{&OpenThere::invitations, "setup.open_invitations"_w, "setup.open_invitations_how"_w,
              "/a/accounts", Act::manage_accounts},
    OpenWords{&OpenThere::covers, "setup.open_covers"_w, "setup.open_covers_how"_w,
              "/a/organisations", Act::keep_organisations},
    OpenWords{&OpenThere::consultations, "setup.open_consultations"_w,
              "setup.open_consultations_how"_w, "/w/intake?view=open", Act::see_intake_list},
    OpenWords{&OpenThere::to_sort, "setup.open_to_sort"_w, "setup.open_to_sort_how"_w,
              "/w/intake/sort", Act::see_intake_list},
};

void fill_open(Context& c, OrganisationView& v, Id<Organisation> id) {
    const OpenThere open = open_there(c.tx, id, c.now.at);
    v.accounts = open.accounts;
    for (const OpenWords& words : kOpenWords) {
        if (open.*words.count == 0) continue;
        std::string href(ever(c.who.role, words.may) ? words.href : std::string_view{});
        if (href.ends_with('=')) href += std::to_string(id.value);
        v.open.push_back({words.what, words.how, open.*words.count, std::move(href)});
    }
}

void fill_history(Context& c, OrganisationView& v, const OrganisationCard& card) {
    for (const auto& earlier : people::earlier_names(c.tx, card.brief.id))
        v.earlier.push_back({earlier.name, detail_date(earlier.until - 1, c.now.today)});
    if (card.ended_on) v.ended = detail_date(*card.ended_on, c.now.today);
    v.end_on = c.form.maybe("end_on").value_or(document_date(c.now.today));
    if (!card.provider) return;
    const auto all = directory::snapshot(c.tx);
    for (const auto& listing : all->listings)
        if (listing->body.value == card.provider) v.taken_from = listing->provider;
}

OrganisationView view_of(Context& c, const OrganisationCard& card) {
    const auto& brief = card.brief;
    OrganisationView v{.id = brief.id.value,
                       .kind = brief.kind,
                       .kind_word = kind_word(brief.kind),
                       .kinds = choices(kKinds, brief.kind),
                       .towns = town_choices(c, brief.municipality),
                       .desks = choices(people::kDesks, brief.desk),
                       .trades = choices(record::kTrades, brief.trade),
                       .covers = cover_choices(c, card),
                       .name = brief.name,
                       .contact = card.contact,
                       .phone = brief.phone,
                       .fax = card.fax,
                       .hours = card.hours};
    if (!brief.id) return v;
    fill_open(c, v, brief.id);
    fill_history(c, v, card);
    v.hours_kept = keeps_hours(c, card);
    v.saved = c.query.has("saved");
    return v;
}

web::Shell shell(const Context& c, const OrganisationCard& card) {
    return shell_of(c, card.brief.id ? "setup.organisation"_w : "setup.new_organisation"_w);
}

Answer refused(Context& c, const OrganisationCard& card, Refusals no) {
    auto v = view_of(c, card);
    v.refusals = std::move(no);
    return c.refuse(std::move(v), shell(c, card));
}

Refusals reasons(Context& c, const OrganisationCard& card) {
    Refusals no = reasons_against(card, people::home_prefecture(c.tx, c.who.organisation));
    const bool itself = card.covered_by && card.covered_by == card.brief.id;
    if (card.covered_by) people::find_organisation(c.tx, card.covered_by);
    if (itself) no.add("covered_by", "setup.covers_itself"_w);
    for (const auto& other : people::organisations(c.tx, card.brief.kind))
        if (other.id != card.brief.id && other.name == card.brief.name &&
            other.municipality == card.brief.municipality)
            no.add("name", "setup.name_is_there"_w);
    return no;
}

Answer keep(Context& c, const OrganisationCard& card) {
    if (auto no = reasons(c, card); no.any()) return refused(c, card, std::move(no));
    const auto id = keep_organisation(c, card);
    return c.see_other(
        web::Url("/a/organisations").segment(std::to_string(id.value)).query("saved", "1"));
}

/// The day from which it is no more: today or before, never before what is known of it.
std::optional<Date> end_day(Context& c, Id<Organisation> id, Refusals& no) {
    const auto read = read_said_day("end_on", c.form.text("end_on"), Toward::past, c.now.today);
    if (!read) {
        no.add(read.error());
        return std::nullopt;
    }
    if (*read > c.now.today) no.add("end_on", "setup.end_not_yet"_w);
    if (const auto known = last_known(c.tx, id); known && *read < *known)
        no.add("end_on", "setup.end_too_early"_w, {{"day", detail_date(*known, c.now.today)}});
    return *read;
}

void trace(Context& c, std::string action, Id<Organisation> id, std::string detail) {
    c.trace(TraceKind::change, std::move(action), "organisation/" + std::to_string(id.value), 0,
            std::move(detail));
}

}  // namespace

Id<Organisation> keep_organisation(Context& c, const OrganisationCard& card) {
    const bool fresh = !card.brief.id;
    const auto id = keep(c.tx, card, c.now.today);
    trace(c, fresh ? "setup.add_organisation" : "setup.change_organisation", id, card.brief.kind);
    return id;
}

Answer new_organisation(Context& c) {
    c.require(Act::keep_organisations, {});
    OrganisationCard card;
    card.brief.kind = kind_word(c.query.text("kind")) ? c.query.text("kind") : "partner";
    return c.page(view_of(c, card), shell(c, card));
}

Answer add_organisation(Context& c) {
    c.require(Act::keep_organisations, {});
    return keep(c, typed(c, {}));
}

Answer show_organisation(Context& c) {
    c.require(Act::keep_organisations, {}, "organisation/" + std::string(c.part("organisation")));
    const auto card = asked_card(c);
    return c.page(view_of(c, card), shell(c, card));
}

Answer change_organisation(Context& c) {
    c.require(Act::keep_organisations, {});
    return keep(c, typed(c, asked_card(c)));
}

Answer end_it(Context& c) {
    c.require(Act::keep_organisations, {});
    const auto card = asked_card(c);
    Refusals no;
    const auto day = end_day(c, card.brief.id, no);
    if (open_there(c.tx, card.brief.id, c.now.at).any()) no.add("open", "setup.open_first"_w);
    if (card.brief.kind == "centre" && people::organisations(c.tx, "centre").size() < 2)
        no.add(kWhole, "setup.last_centre"_w);
    if (no.any()) return refused(c, card, std::move(no));
    people::end_organisation(c.tx, card.brief.id, *day);
    leave_teams(c.tx, card.brief.id, *day);
    trace(c, "setup.end_organisation", card.brief.id, day->iso());
    return c.see_other(web::Url("/a/organisations").query("ended", "1"));
}

Answer reopen_it(Context& c) {
    c.require(Act::keep_organisations, {});
    const auto card = asked_card(c);
    people::end_organisation(c.tx, card.brief.id, std::nullopt);
    trace(c, "setup.reopen_organisation", card.brief.id, "");
    return c.see_other(web::Url("/a/organisations")
                           .segment(std::to_string(card.brief.id.value))
                           .query("saved", "1"));
}

}  // namespace michi::setup
