// When a Centre is open: its week, its own days, the turn of the year. What the cards of the organisation and the
// front page say in words is made of it.

#include "base/era.hpp"
#include "base/said_day.hpp"
#include "base/text.hpp"
#include "people/opening.hpp"
#include "setup/pages.hpp"
#include "setup/rules.hpp"
#include "setup/store.hpp"

namespace michi::setup {

void render(const HoursView& v, web::Out& out);

namespace {

using people::OrganisationCard;
using web::Answer;
using web::Context;

constexpr int kTurnFrom = 1229, kTurnUntil = 103;  // 年末年始, as offices close
constexpr std::size_t kWhyLimit = 300;             // bytes

struct DayName {
    std::string_view field;
    Word word;
    std::size_t weekday;
};
constexpr std::array kDays{
    DayName{"mon", "setup.day_mon"_w, 1}, DayName{"tue", "setup.day_tue"_w, 2},
    DayName{"wed", "setup.day_wed"_w, 3}, DayName{"thu", "setup.day_thu"_w, 4},
    DayName{"fri", "setup.day_fri"_w, 5}, DayName{"sat", "setup.day_sat"_w, 6},
    DayName{"sun", "setup.day_sun"_w, 0},
};

/// Only a Centre keeps its hours as data: what families read is reckoned from them.
OrganisationCard asked_centre(Context& c) {
    auto card = people::organisation_card(c.tx, {c.number("organisation")});
    if (card.brief.kind != "centre") throw NotFound{};
    return card;
}

web::Url place_of(const OrganisationCard& card) {
    return web::Url("/a/organisations")
        .segment(std::to_string(card.brief.id.value))
        .segment("hours");
}

/// As a fresh Centre's form begins: nothing is chosen but the days on which every office is closed.
people::Opening known_opening(Context& c, const OrganisationCard& card) {
    return people::opening_of(c.tx, card.brief.id, c.now.today);
}

std::string next_text(const Context& c, const OfficeHours& hours) {
    const auto next = next_opening(hours, c.now.today, minute_of(c.now.at));
    return next ? detail_date(next->day, c.now.today) + " " + minute_text(next->minute)
                : std::string{};
}

HoursView view_of(Context& c, const OrganisationCard& card, const people::Opening& opening) {
    HoursView v;
    v.id = card.brief.id.value;
    v.name = card.brief.name;
    v.words = opening.told ? std::string{} : card.hours;
    v.on_holidays = opening.hours.on_holidays;
    v.turn = !opening.told || opening.hours.closed_from != 0;
    v.costs_nothing = opening.costs_nothing;
    v.told = opening.told;
    for (const DayName& day : kDays)
        v.days.push_back({std::string(day.field), day.word,
                          spans_text(opening.hours.week[day.weekday], Lang::ja)});
    for (const auto& [day, spans] : opening.hours.days)
        v.own.push_back({day.iso(), detail_date(day, c.now.today), spans_text(spans, c.lang),
                         opening.why.contains(day) ? opening.why.at(day) : std::string{}});
    v.next = next_text(c, opening.hours);
    v.saved = c.query.has("saved");
    return v;
}

web::Shell shell(const Context& c) { return shell_of(c, "setup.hours_title"_w); }

/// What is typed stands in the view again, read or not.
Answer refused(Context& c, const OrganisationCard& card, Refusals no) {
    HoursView v = view_of(c, card, known_opening(c, card));
    v.refusals = std::move(no);
    return c.refuse(std::move(v), shell(c));
}

people::Opening typed(Context& c, Refusals& no) {
    people::Opening opening;
    for (const DayName& day : kDays) {
        auto spans = read_spans(day.field, c.form.text(day.field));
        if (spans)
            opening.hours.week[day.weekday] = std::move(*spans);
        else
            no.add(spans.error());
    }
    opening.hours.on_holidays = c.form.has("on_holidays");
    const bool turn = c.form.has("turn");
    opening.hours.closed_from = turn ? kTurnFrom : 0;
    opening.hours.closed_until = turn ? kTurnUntil : 0;
    opening.costs_nothing = c.form.has("costs_nothing");
    if (!no.any() && !is_told(opening.hours)) no.add("mon", "setup.say_hours"_w);
    return opening;
}

struct OwnDay {
    Date day;
    Spans spans;
    std::string why;
};

std::optional<OwnDay> typed_day(Context& c, Refusals& no) {
    const auto day = read_said_day("own_day", c.form.text("own_day"), Toward::coming, c.now.today);
    auto spans = read_spans("own_hours", c.form.text("own_hours"));
    if (!day) no.add(day.error());
    if (!spans) no.add(spans.error());
    no.add(check_text("own_why", c.form.text("own_why"), kWhyLimit));
    if (no.any()) return std::nullopt;
    if (*day < c.now.today) no.add("own_day", "setup.own_day_past"_w);
    if (no.any()) return std::nullopt;
    return OwnDay{*day, std::move(*spans), trimmed(c.form.text("own_why"))};
}

Answer changed(Context& c, const OrganisationCard& card, std::string detail) {
    c.trace(TraceKind::change, "setup.hours", "organisation/" + std::to_string(card.brief.id.value),
            0, std::move(detail));
    return c.see_other(place_of(card).query("saved", "1"));
}

}  // namespace

Answer show_hours(Context& c) {
    c.require(Act::keep_organisations, {}, "organisation/" + std::string(c.part("organisation")));
    const auto card = asked_centre(c);
    return c.page(view_of(c, card, known_opening(c, card)), shell(c));
}

Answer keep_hours(Context& c) {
    c.require(Act::keep_organisations, {});
    auto card = asked_centre(c);
    Refusals no;
    if (c.form.has("drop")) {
        const auto day = Date::parse_iso(c.form.text("drop"));
        if (!day) throw NotFound{};
        people::drop_own_day(c.tx, card.brief.id, *day);
        return changed(c, card, "drop=" + day->iso());
    }
    if (c.form.has("add")) {
        const auto own = typed_day(c, no);
        if (!own) return refused(c, card, std::move(no));
        people::keep_own_day(c.tx, card.brief.id, own->day, own->spans, own->why);
        return changed(c, card, "day=" + own->day.iso());
    }
    const auto opening = typed(c, no);
    if (no.any()) return refused(c, card, std::move(no));
    people::keep_opening(c.tx, card.brief.id, opening);
    card.hours = people::week_text(opening.hours, Lang::ja);
    people::keep_card(c.tx, card, c.now.today);
    return changed(c, card, "week");
}

}  // namespace michi::setup
