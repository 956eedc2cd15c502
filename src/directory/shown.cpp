// Words and lines that several pages of the directory share.

#include <fmt/format.h>

#include <algorithm>

#include "base/era.hpp"
#include "base/municipality.hpp"
#include "base/phone_pieces.hpp"
#include "directory/conditions.hpp"
#include "directory/freshness.hpp"
#include "directory/layout.hpp"
#include "directory/merge.hpp"
#include "directory/pages.hpp"

namespace michi::directory {

Visibility may_see(Role role) {
    switch (role) {
        case Role::centre_counsellor:
        case Role::centre_head:
        case Role::receptionist:
        case Role::administrator:
            return Visibility::centre;
        case Role::municipal_officer:
        case Role::local_coordinator:
        case Role::partner:
        case Role::prefecture_officer:
            return Visibility::partners;
        case Role::family:
            return Visibility::open;
    }
    return Visibility::open;
}

std::string place_name(std::string_view municipality) {
    const auto* found = find_municipality(municipality);
    return found ? std::string(found->name) : std::string{};
}

Word kind_word(std::string_view kind) {
    const auto* found = find_kind(kind);
    return found ? found->word : "directory.kind_public_facility"_w;
}

std::string fresh_line(const web::Context& c, const Listing& listing, std::optional<Date> fresh,
                       bool old) {
    if (listing.unconfirmed_since && (!fresh || *fresh < *listing.unconfirmed_since))
        return say("directory.unconfirmed_since"_w, c.lang,
                   {{"day", list_date(*listing.unconfirmed_since, c.now.today)}});
    if (!fresh) return std::string(word_text("directory.never_asked"_w, c.lang));
    const std::string day = list_date(*fresh, c.now.today);
    if (old) return say("directory.asked_long_ago"_w, c.lang, {{"day", day}});
    std::string who = listing.confirmed_on == fresh ? listing.confirmed_by : "";
    for (const KnownFact& fact : listing.facts)
        if (fact.as_of == *fresh && !fact.told_to.empty()) who = fact.told_to;
    if (who.empty()) return say("directory.asked_on"_w, c.lang, {{"day", day}});
    return say("directory.asked_by"_w, c.lang, {{"day", day}, {"who", who}});
}

std::string first_phone(std::string_view phones) {
    return std::string(phones.substr(0, phones.find(" / ")));
}

std::string first_phone(const Values& values) { return first_phone(values[Field::phone]); }

std::string where_line(const web::Context& c, const Match& match) {
    const Values& values = match.listing->values;
    std::string line = values[Field::address].empty() ? place_name(values[Field::municipality])
                                                      : values[Field::address];
    if (match.km) {
        const std::string km = fmt::format("{:.1f}", *match.km);
        line += "・" + say(match.about ? "directory.about_km"_w : "directory.straight_km"_w, c.lang,
                           {{"km", km}});
    }
    if (!values[Field::capacity].empty())
        line += "・" + say("directory.capacity_of"_w, c.lang, {{"n", values[Field::capacity]}});
    return line;
}

std::string digits_of(std::string_view phone) { return dial_digits(phone); }

std::string tone_of(Answer answer) {
    return answer == Answer::yes ? "y" : answer == Answer::no ? "n" : "u";
}

std::string fact_line(const web::Context& c, const KnownFact& fact) {
    std::string line =
        fact.room ? room_line(*fact.room, is_stale_room(fact.as_of, c.now.today), c.lang) : "";
    const auto add = [&](const std::string& part) {
        if (!part.empty()) line.append(line.empty() ? "" : " ").append(part);
    };
    const Condition* condition = find_condition(fact.condition);
    if (condition) add(range_text(condition->measure, fact.low, fact.high, c.lang));
    std::string places;
    for (const std::string& code : fact.places)
        places.append(places.empty() ? "" : "・").append(place_name(code));
    add(places);
    add(fact.detail);
    return line;
}

std::string list_name(const web::Context& c, std::string_view id, std::string_view publisher) {
    if (id == kOwnSource) return std::string(word_text("directory.own_source"_w, c.lang));
    const auto source = source_named(id);
    const std::string text =
        source ? std::string(word_text(name_of(*source).word, c.lang)) : std::string(id);
    const std::string place = place_name(publisher);
    return place.empty() ? text : text + "（" + place + "）";
}

std::string source_line(const web::Context& c, const KnownFact& fact) {
    struct Way {
        std::string_view id;
        Word word;
    };
    // That a place said no is the Centre's: others read the answer alone.
    const Way kWays[] = {
        {"phone", "directory.way_phone"_w},
        {"visit", "directory.way_visit"_w},
        {"paper", "directory.way_paper"_w},
        {"web", "directory.way_web"_w},
        {"office", "directory.way_office"_w},
        {"list", "directory.way_list"_w},
        {"refusals", c.may(Act::edit_directory, {}).allowed() ? "directory.way_refusals"_w
                                                              : "directory.way_centre"_w}};
    const auto* found = std::ranges::find(kWays, fact.source, &Way::id);
    const std::string way =
        found == std::end(kWays) ? "" : std::string(word_text(found->word, c.lang));
    return fact.told_to.empty() ? way : fact.told_to + " " + way;
}

FreshView fresh_view(const web::Context& c) {
    const auto row = [](std::string name, const FreshShare& share) {
        return FreshRow{std::move(name), share.all, share.confirmed, share.unconfirmed,
                        share.percent()};
    };
    const auto shares = fresh_shares(c.tx, may_see(c.who.role), c.now.today);
    FreshView v;
    for (const FreshShare& share : *shares) {
        std::string name = place_name(share.municipality);
        if (share.municipality.empty())
            v.whole = row({}, share);
        else if (!name.empty())
            v.places.push_back(row(std::move(name), share));
    }
    for (const FreshShare& area : by_area(*shares))
        v.areas.push_back(
            row(say("directory.fresh_area"_w, c.lang, {{"name", area.municipality}}), area));
    v.may_call = c.may(Act::edit_directory, {}).allowed();
    return v;
}

web::Shell resources_shell(const web::Context& c, Word title) {
    return {.title = std::string(word_text(title, c.lang)), .active = "resources", .focus = true};
}

}  // namespace michi::directory
