#include "people/opening.hpp"

#include <charconv>

namespace michi::people {
namespace {

std::string packed(const Spans& spans) {
    std::string text;
    for (const Span& span : spans) {
        if (!text.empty()) text += ',';
        text += std::to_string(span.from);
        text += '-';
        text += std::to_string(span.until);
    }
    return text;
}

/// Takes a number and what follows it off the front.
int number_off(std::string_view& text) {
    int number = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), number).ptr;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (!text.empty()) text.remove_prefix(1);
    return number;
}

Spans unpacked(std::string_view text) {
    Spans spans;
    while (!text.empty()) {
        Span span;
        span.from = number_off(text);
        span.until = number_off(text);
        spans.push_back(span);
    }
    return spans;
}

Opening opening_from(const Row& row) {
    Opening opening;
    const std::string week = row.get<std::string>(0);
    std::string_view rest = week;
    for (Spans& day : opening.hours.week) {
        const auto end = std::min(rest.find(';'), rest.size());
        day = unpacked(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    opening.hours.on_holidays = row.get<bool>(1);
    opening.hours.closed_from = static_cast<int>(row.integer(2));
    opening.hours.closed_until = static_cast<int>(row.integer(3));
    opening.costs_nothing = row.get<bool>(4);
    opening.told = true;
    return opening;
}

constexpr std::array<Word, 7> kDayNames{"people.day_0"_w, "people.day_1"_w, "people.day_2"_w,
                                        "people.day_3"_w, "people.day_4"_w, "people.day_5"_w,
                                        "people.day_6"_w};

/// Monday first, as offices write.
constexpr std::size_t kFromMonday[] = {1, 2, 3, 4, 5, 6, 0};

}  // namespace

Opening opening_of(Tx& tx, Id<Organisation> organisation, Date from) {
    Opening opening = tx.first(
                            "SELECT week, on_holidays, closed_from, closed_until, costs_nothing"
                            " FROM organisation_opening WHERE organisation_id = $1",
                            opening_from, organisation)
                          .value_or(Opening{});
    tx.each(
        "SELECT day, hours, why FROM organisation_day WHERE organisation_id = $1 AND day >= $2"
        " ORDER BY day",
        [&](const Row& row) {
            const auto day = row.get<Date>(0);
            opening.hours.days[day] = unpacked(row.get<std::string>(1));
            opening.why[day] = row.get<std::string>(2);
        },
        organisation, from);
    return opening;
}

void keep_opening(Tx& tx, Id<Organisation> organisation, const Opening& opening) {
    std::string week;
    for (const Spans& day : opening.hours.week) {
        if (&day != opening.hours.week.data()) week += ';';
        week += packed(day);
    }
    tx.run("DELETE FROM organisation_opening WHERE organisation_id = $1", organisation);
    tx.run(
        "INSERT INTO organisation_opening (organisation_id, week, on_holidays, closed_from, closed_until,"
        " costs_nothing) VALUES ($1, $2, $3, $4, $5, $6)",
        organisation, week, opening.hours.on_holidays ? 1 : 0, opening.hours.closed_from,
        opening.hours.closed_until, opening.costs_nothing ? 1 : 0);
}

void keep_own_day(Tx& tx, Id<Organisation> organisation, Date day, const Spans& hours,
                  std::string_view why) {
    drop_own_day(tx, organisation, day);
    tx.run(
        "INSERT INTO organisation_day (organisation_id, day, hours, why) VALUES ($1, $2, $3, $4)",
        organisation, day, packed(hours), why);
}

void drop_own_day(Tx& tx, Id<Organisation> organisation, Date day) {
    tx.run("DELETE FROM organisation_day WHERE organisation_id = $1 AND day = $2", organisation,
           day);
}

std::string week_text(const OfficeHours& hours, Lang lang) {
    std::string text;
    for (std::size_t i = 0; i < std::size(kFromMonday);) {
        const Spans& spans = hours.week[kFromMonday[i]];
        std::size_t last = i;
        while (last + 1 < std::size(kFromMonday) && hours.week[kFromMonday[last + 1]] == spans)
            ++last;
        if (!spans.empty()) {
            std::string days(word_text(kDayNames[kFromMonday[i]], lang));
            if (last > i)
                days = say("people.days_to"_w, lang,
                           {{"from", days},
                            {"to", std::string(word_text(kDayNames[kFromMonday[last]], lang))}});
            if (!text.empty()) text += word_text("people.days_and"_w, lang);
            text +=
                say("people.days_at"_w, lang, {{"days", days}, {"hours", spans_text(spans, lang)}});
        }
        i = last + 1;
    }
    return text;
}

}  // namespace michi::people
