// /a/organisations: the list, and the desks of all towns in one step.

#include <algorithm>

#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "base/text.hpp"
#include "record/model.hpp"
#include "setup/pages.hpp"
#include "setup/rules.hpp"
#include "setup/store.hpp"

namespace michi::setup {

void render(const OrganisationsView& v, web::Out& out);

namespace {

using people::OrganisationCard;
using web::Answer;
using web::Context;

constexpr std::size_t kPage = 50;

struct Asked {
    std::string kind, town, q;
    bool ended{};
    std::size_t page{1};
};

Asked asked_of(const web::Form& form) {
    const auto page = form.number("page");
    return {.kind = form.text("kind"),
            .town = form.text("town"),
            .q = trimmed(form.text("q")),
            .ended = form.text("ended") == "1",
            .page = page > 0 && page < 10'000 ? std::size_t(page) : 1};
}

bool fits(const OrganisationCard& card, const Asked& asked) {
    const auto& brief = card.brief;
    if (brief.kind == "family" || card.ended_on.has_value() != asked.ended) return false;
    if (!asked.kind.empty() && brief.kind != asked.kind) return false;
    if (!asked.town.empty() && brief.municipality != asked.town) return false;
    return asked.q.empty() ||
           fold(brief.name + " " + card.contact).find(fold(asked.q)) != std::string::npos;
}

Word what_word(const people::OrganisationBrief& brief) {
    if (!brief.desk.empty()) return desk_word(brief.desk);
    const auto* trade = record::trade_of(brief.trade);
    return trade ? trade->word : Word{};
}

OrganisationRow row_of(const Context& c, const OrganisationCard& card, std::int64_t accounts) {
    return {.id = card.brief.id.value,
            .name = card.brief.name,
            .place = town_name(card.brief.municipality),
            .phone = card.brief.phone,
            .fax = card.fax,
            .kind = kind_word(card.brief.kind),
            .what = what_word(card.brief),
            .accounts = accounts,
            .ended = card.ended_on ? detail_date(*card.ended_on, c.now.today) : ""};
}

void fill_rows(Context& c, OrganisationsView& v, const Asked& asked,
               const std::vector<OrganisationCard>& all) {
    const auto accounts = open_accounts(c.tx);
    const std::size_t first = (asked.page - 1) * kPage;
    std::size_t place = 0;
    for (const auto& card : all) {
        v.all += card.brief.kind != "family" && !card.ended_on;
        if (!fits(card, asked)) continue;
        if (place >= first && place < first + kPage) {
            const auto count = accounts.find(card.brief.id);
            v.rows.push_back(row_of(c, card, count == accounts.end() ? 0 : count->second));
        }
        ++place;
    }
    v.total = static_cast<std::int64_t>(place);
    if (place > first + kPage)
        v.next = web::Url("/a/organisations")
                     .query("kind", asked.kind)
                     .query("town", asked.town)
                     .query("q", asked.q)
                     .query("ended", asked.ended ? "1" : "")
                     .query("page", std::to_string(asked.page + 1))
                     .text();
}

void fill_desks(Context& c, OrganisationsView& v, const std::string& home,
                const std::vector<OrganisationCard>& all) {
    const auto towns = towns_of(home);
    const auto ticked = c.form.texts("desk");
    for (const people::Desk& desk : people::kDesks) {
        DeskOffer offer{.id = std::string(desk.id), .name = {}, .word = desk.word};
        offer.on = std::ranges::find(ticked, offer.id) != ticked.end();
        offer.name = c.form.maybe("name_" + offer.id).value_or(desk_name(desk));
        offer.missing = std::ranges::count_if(
            towns, [&](const Municipality& town) { return !has_desk(all, town.code, desk.id); });
        v.desks.push_back(std::move(offer));
    }
}

OrganisationsView view_of(Context& c) {
    const Asked asked = asked_of(c.query);
    const std::string home = people::home_prefecture(c.tx, c.who.organisation);
    const auto all = people::organisation_cards(c.tx, true);
    OrganisationsView v;
    v.q = asked.q;
    v.ended = asked.ended;
    v.narrowed = !asked.kind.empty() || !asked.town.empty() || !asked.q.empty() || asked.ended;
    v.prefecture = prefecture_name(home);
    v.kinds = choices(kKinds, asked.kind);
    v.towns = town_choices(c, asked.town);
    fill_rows(c, v, asked, all);
    fill_desks(c, v, home, all);
    if (const auto made = c.query.maybe("made")) {
        v.made = c.query.number("made");
        v.made_word = c.query.text("by") == "list"     ? "setup.made_list"_w
                      : c.query.text("by") == "bodies" ? "setup.made_bodies"_w
                                                       : "setup.made_desks"_w;
    }
    return v;
}

Answer refused(Context& c, Refusals no) {
    auto v = view_of(c);
    v.refusals = std::move(no);
    return c.refuse(std::move(v), shell_of(c, "setup.organisations"_w));
}

Refusals reasons_against_desks(const Context& c) {
    Refusals no;
    const auto ticked = c.form.texts("desk");
    if (ticked.empty()) no.add("desk", "setup.tick_desk"_w);
    for (const std::string& desk : ticked) {
        const std::string field = "name_" + desk;
        if (!desk_word(desk)) no.add("desk", "setup.say_desk"_w);
        if (trimmed(c.form.text(field)).empty()) no.add(field, "setup.say_desk_name"_w);
        no.add(check_name(field, c.form.text(field)));
    }
    if (towns_of(people::home_prefecture(c.tx, c.who.organisation)).empty())
        no.add(kWhole, "setup.no_prefecture"_w);
    return no;
}

}  // namespace

web::Shell shell_of(const Context& c, Word title, std::string_view active) {
    return {.title = std::string(word_text(title, c.lang)), .active = std::string(active)};
}

std::string town_name(std::string_view code) {
    if (const auto* town = find_municipality(code)) return std::string(town->name);
    return code.size() == 6 && code == prefecture_code(code) ? std::string(prefecture_name(code))
                                                             : std::string();
}

std::vector<Choice> town_choices(Context& c, std::string_view chosen) {
    const std::string home = people::home_prefecture(c.tx, c.who.organisation);
    std::vector<Choice> list;
    const auto add = [&](std::string code, std::string name) {
        const bool on = code == chosen;
        list.push_back({std::move(code), {}, std::move(name), on, false});
    };
    if (!home.empty()) add(prefecture_code(home), std::string(prefecture_name(home)));
    for (const Municipality& town : municipalities_of(home))
        add(std::string(town.code), std::string(town.name));
    if (!chosen.empty() && std::ranges::none_of(list, &Choice::on))
        add(std::string(chosen), town_name(chosen));
    return list;
}

Answer show_organisations(Context& c) {
    c.require(Act::keep_organisations, {});
    return c.page(view_of(c), shell_of(c, "setup.organisations"_w));
}

Answer add_desks(Context& c) {
    c.require(Act::keep_organisations, {});
    if (auto no = reasons_against_desks(c); no.any()) return refused(c, std::move(no));
    std::vector<TownDesk> wanted;
    for (const std::string& desk : c.form.texts("desk"))
        wanted.push_back({desk, trimmed(c.form.text("name_" + desk))});
    const auto cards =
        missing_desks(c.tx, people::home_prefecture(c.tx, c.who.organisation), wanted);
    for (const auto& card : cards) keep_organisation(c, card);
    return c.see_other(web::Url("/a/organisations")
                           .query("kind", "municipality")
                           .query("made", std::to_string(cards.size())));
}

}  // namespace michi::setup
