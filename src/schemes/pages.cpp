// 手当・制度: what a family can get, and the entries behind it.

#include <algorithm>
#include <array>
#include <charconv>

#include "base/age.hpp"
#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "consent/consent.hpp"
#include "people/people.hpp"
#include "record/record.hpp"
#include "schemes/rules.hpp"
#include "schemes/schemes.hpp"
#include "schemes/store.hpp"
#include "schemes/views.hpp"

namespace michi::schemes {
namespace {

using web::Context;
using web::Url;

struct TrustName {
    std::string_view id;
    Word word;
};
constexpr std::array kTrusts{TrustName{"0", "schemes.trust_read"_w},
                             TrustName{"1", "schemes.trust_second_hand"_w},
                             TrustName{"2", "schemes.trust_memory"_w}};

std::optional<int> small_number(std::string_view typed) {
    const std::string text = trimmed(fold_width(typed));
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    return whole && value >= 0 && value <= 120 ? std::optional(value) : std::nullopt;
}

std::string home_of(Context& c) { return people::home_prefecture(c.tx, c.who.organisation); }

std::string place_text(const Context& c, const Scheme& scheme) {
    if (scheme.place.empty())
        return std::string(word_text(
            scheme.up_to_municipality ? "schemes.up_to_municipality"_w : "schemes.everywhere"_w,
            c.lang));
    if (const auto* found = find_municipality(scheme.place)) return std::string(found->name);
    const auto places = municipalities_of(std::string_view(scheme.place).substr(0, 2));
    return places.empty() ? scheme.place : std::string(places.front().prefecture);
}

std::string ages_text(const Context& c, const Scheme& scheme) {
    const auto years = [](std::optional<int> age) { return age ? std::to_string(*age) : ""; };
    if (scheme.until_school_end)
        return std::string(word_text("schemes.until_school_end"_w, c.lang));
    if (!scheme.from_age && !scheme.below_age)
        return std::string(word_text("schemes.any_age"_w, c.lang));
    if (!scheme.below_age)
        return say("schemes.from_age_on"_w, c.lang, {{"n", years(scheme.from_age)}});
    if (!scheme.from_age) return say("schemes.below"_w, c.lang, {{"n", years(scheme.below_age)}});
    return say("schemes.between"_w, c.lang,
               {{"from", years(scheme.from_age)}, {"below", years(scheme.below_age)}});
}

OfferView offer_view(const Context& c, const Offer& offer) {
    const Scheme& scheme = *offer.scheme;
    const Judged& judged = offer.judged;
    const auto day = [&](std::optional<Date> date) {
        return date ? detail_date(*date, c.now.today) : "";
    };
    return {.number = std::to_string(scheme.id.value),
            .name = scheme.name,
            .what = scheme.what,
            .amount = scheme.amount,
            .holder = scheme.holder,
            .ask_at = scheme.ask_at,
            .place = place_text(c, scheme),
            .ages = ages_text(c, scheme),
            .from = day(judged.from),
            .until = day(judged.until),
            .as_of = detail_date(scheme.as_of, c.now.today),
            .source = scheme.source,
            .trust = kTrusts[static_cast<std::size_t>(scheme.trust)].word,
            .doubtful = scheme.trust != Trust::read,
            .old = is_old(scheme, c.now.today),
            .ask_age = judged.ask_age,
            .ask_place = judged.ask_place};
}

void fill_groups(const Context& c, SchemesView& v, const std::vector<Offer>& offers) {
    constexpr std::pair<When, Word> kGroups[] = {{When::now, "schemes.now"_w},
                                                 {When::ask, "schemes.ask"_w},
                                                 {When::later, "schemes.later"_w}};
    for (const auto& [when, title] : kGroups) {
        GroupView group{title, {}};
        for (const Offer& offer : offers)
            if (offer.judged.when == when) group.offers.push_back(offer_view(c, offer));
        if (!group.offers.empty()) v.groups.push_back(std::move(group));
    }
}

/// From a case as far as this person may see it, else from what was typed.
Family family_in(Context& c, SchemesView& v) {
    Family family;
    family.today = c.now.today;
    if (const std::string from = c.query.text("from"); find_municipality(from))
        family.municipality = from;
    family.age = small_number(c.query.text("age"));
    const std::string number = c.query.text("case");
    if (!number.starts_with("W-")) return family;
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(number.data() + 2, number.data() + number.size(), id);
    if (error != std::errc{} || end != number.data() + number.size()) throw NotFound{};
    const record::Shown seen = consent::open_case(c, {id}, Act::read_case).seen;
    if (!seen.municipality.empty()) family.municipality = seen.municipality;
    family.birth = seen.birth;
    v.case_number = v.case_name = record::case_number({id});
    if (!c.masked && !seen.name().empty())
        v.case_name += " " + seen.name() + std::string(word_text("schemes.san"_w, c.lang));
    if (family.birth) v.age = std::to_string(age_on(*family.birth, c.now.today).years);
    return family;
}

web::Shell shell_of(const Context& c) {
    return {.title = std::string(word_text("schemes.title"_w, c.lang)), .active = "resources"};
}

// ---- one entry ----
std::vector<Choice> places_of(Context& c, std::string_view chosen) {
    const std::string home = home_of(c);
    std::vector<Choice> places{{"", "schemes.everywhere"_w, {}, chosen.empty(), false}};
    const auto municipalities = municipalities_of(home);
    const std::string prefecture = prefecture_code(home);
    if (!municipalities.empty())
        places.push_back({prefecture,
                          {},
                          std::string(municipalities.front().prefecture),
                          chosen == prefecture,
                          false});
    for (const Municipality& m : municipalities)
        places.push_back({std::string(m.code), {}, std::string(m.name), m.code == chosen, false});
    const bool listed = std::ranges::any_of(places, &Choice::on);
    if (!listed) places.push_back({std::string(chosen), {}, std::string(chosen), true, false});
    return places;
}

std::string number_text(std::optional<int> number) { return number ? std::to_string(*number) : ""; }
std::string day_text(std::optional<Date> day) { return day ? document_date(*day) : ""; }

SchemeView scheme_view(Context& c, const Scheme& scheme) {
    return {.number = scheme.id ? std::to_string(scheme.id.value) : "",
            .edition = std::to_string(scheme.edition),
            .name = scheme.name,
            .what = scheme.what,
            .amount = scheme.amount,
            .holder = scheme.holder,
            .ask_at = scheme.ask_at,
            .from_age = number_text(scheme.from_age),
            .below_age = number_text(scheme.below_age),
            .valid_from = day_text(scheme.valid_from),
            .valid_until = day_text(scheme.valid_until),
            .as_of = document_date(scheme.as_of),
            .source = scheme.source,
            .places = places_of(c, scheme.place),
            .trusts = choices(kTrusts, std::to_string(static_cast<int>(scheme.trust))),
            .up_to_municipality = scheme.up_to_municipality,
            .until_school_end = scheme.until_school_end,
            .retired = scheme.retired,
            .may_edit = c.may(Act::edit_directory, {}).allowed()};
}

void fill_editions(Context& c, SchemeView& v, const std::vector<Edition>& all) {
    for (const Edition& one : all) {
        std::string valid = day_text(one.scheme.valid_from);
        if (one.scheme.valid_until) valid += "〜" + day_text(one.scheme.valid_until);
        v.editions.push_back({.when = one.at.ms ? list_date(one.at.in_japan(), c.now.today) : "",
                              .by = one.by ? people::name_of(c.tx, c.vault, one.by)
                                           : std::string(word_text("schemes.shipped"_w, c.lang)),
                              .amount = one.scheme.amount,
                              .valid = valid,
                              .source = one.scheme.source});
    }
}

std::optional<int> age_in(const Context& c, const char* field, Refusals& no) {
    if (trimmed(c.form.text(field)).empty()) return std::nullopt;
    const auto age = small_number(c.form.text(field));
    if (!age) no.add(field, "schemes.say_age"_w);
    return age;
}

std::string text_in(const Context& c, const char* field, std::size_t most, Refusals& no) {
    no.add(check_text(field, c.form.text(field), most));
    return trimmed(c.form.text(field));
}

constexpr std::size_t kLine = 120, kText = 1000;

Scheme scheme_in(const Context& c, Id<SchemeRow> id, Refusals& no) {
    Scheme scheme;
    scheme.id = id;
    scheme.edition = c.form.number("edition");
    scheme.name = text_in(c, "name", kLine, no);
    scheme.what = text_in(c, "what", kText, no);
    scheme.amount = text_in(c, "amount", kText, no);
    scheme.holder = text_in(c, "holder", kText, no);
    scheme.ask_at = text_in(c, "ask_at", kLine, no);
    scheme.source = text_in(c, "source", kText, no);
    scheme.place = c.form.text("place");
    scheme.up_to_municipality = c.form.has("up_to_municipality");
    scheme.from_age = age_in(c, "from_age", no);
    scheme.below_age = age_in(c, "below_age", no);
    scheme.until_school_end = c.form.has("until_school_end");
    scheme.valid_from = read_optional_date("valid_from", c.form.text("valid_from"), no);
    scheme.valid_until = read_optional_date("valid_until", c.form.text("valid_until"), no);
    scheme.as_of = read_optional_date("as_of", c.form.text("as_of"), no).value_or(c.now.today);
    const auto* trust = std::ranges::find(kTrusts, c.form.text("trust"), &TrustName::id);
    if (trust != kTrusts.end()) scheme.trust = static_cast<Trust>(trust - kTrusts.begin());
    scheme.retired = c.form.has("retired");
    no.add(reasons_not_to_keep(scheme, c.now.today));
    return scheme;
}

/// The page as it was typed: also what is no number and no day stays.
SchemeView typed_view(Context& c, const Scheme& scheme, Refusals no) {
    SchemeView v = scheme_view(c, scheme);
    for (auto [field, text] : {std::pair("from_age", &v.from_age),
                               {"below_age", &v.below_age},
                               {"valid_from", &v.valid_from},
                               {"valid_until", &v.valid_until},
                               {"as_of", &v.as_of}})
        *text = c.form.text(field);
    v.refusals = std::move(no);
    return v;
}

web::Answer show_schemes(Context& c) {
    c.require(Act::see_directory, {});
    SchemesView v;
    const Family family = family_in(c, v);
    if (v.case_number.empty()) v.age = number_text(family.age);
    v.municipalities.push_back({"", "schemes.any_place"_w, {}, family.municipality.empty(), false});
    for (const Municipality& m : municipalities_of(home_of(c)))
        v.municipalities.push_back(
            {std::string(m.code), {}, std::string(m.name), m.code == family.municipality, false});
    const auto all = schemes(c.tx);
    fill_groups(c, v, offers(all, family));
    v.may_edit = c.may(Act::edit_directory, {}).allowed();
    return c.page(std::move(v), shell_of(c));
}

web::Answer new_scheme(Context& c) {
    c.require(Act::edit_directory, {});
    Scheme scheme;
    scheme.as_of = c.now.today;
    return c.page(scheme_view(c, scheme), shell_of(c));
}

web::Answer show_scheme(Context& c) {
    c.require(Act::see_directory, {});
    const auto all = editions(c.tx, {c.number("scheme")});
    SchemeView v = scheme_view(c, all.front().scheme);
    fill_editions(c, v, all);
    return c.page(std::move(v), shell_of(c));
}

web::Answer save(Context& c, Id<SchemeRow> id) {
    Refusals no;
    const Scheme scheme = scheme_in(c, id, no);
    if (no.any()) return c.refuse(typed_view(c, scheme, std::move(no)), shell_of(c));
    const Id<SchemeRow> kept = insert_edition(c.tx, scheme, c.who.account, c.now.at);
    c.trace(TraceKind::change, "schemes.edition", "scheme/" + std::to_string(kept.value));
    return c.see_other(Url("/w/schemes").segment(std::to_string(kept.value)));
}

web::Answer add_scheme(Context& c) {
    c.require(Act::edit_directory, {});
    return save(c, {});
}

web::Answer edit_scheme(Context& c) {
    c.require(Act::edit_directory, {});
    const auto all = editions(c.tx, {c.number("scheme")});
    if (all.front().scheme.edition == c.form.number("edition"))
        return save(c, all.front().scheme.id);
    Refusals no;
    const Scheme typed = scheme_in(c, all.front().scheme.id, no);
    no.add("", "schemes.changed_meanwhile"_w);
    SchemeView v = typed_view(c, typed, std::move(no));
    v.edition = std::to_string(all.front().scheme.edition);  // saving once more is a decision
    fill_editions(c, v, all);
    return c.refuse(std::move(v), shell_of(c));
}

constexpr std::array kRoutes{
    web::Route{web::Method::get, "/w/schemes", show_schemes, Act::see_directory},
    web::Route{web::Method::get, "/w/schemes/new", new_scheme, Act::edit_directory},
    web::Route{web::Method::post, "/w/schemes", add_scheme, Act::edit_directory},
    web::Route{web::Method::get, "/w/schemes/{scheme}", show_scheme, Act::see_directory},
    web::Route{web::Method::post, "/w/schemes/{scheme}", edit_scheme, Act::edit_directory},
};

}  // namespace

web::Part part() { return {"schemes", kRoutes}; }

}  // namespace michi::schemes
