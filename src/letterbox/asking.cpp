// What the pages of the form show of a draft, and the mark by which two pages of one browser know of each other.

#include <algorithm>

#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "letterbox/packing.hpp"
#include "letterbox/pages.hpp"
#include "people/people.hpp"
#include "published/published.hpp"

namespace michi::letterbox {
namespace {

using published::spoken_at;
using web::Context;

std::vector<Choice> town_choices(Context& c, std::string_view chosen) {
    std::vector<Choice> list;
    for (const auto& town : municipalities_of(people::home_prefecture(c.tx, {})))
        list.push_back(
            {std::string(town.code), {}, std::string(town.name), town.code == chosen, false});
    return list;
}

std::string code_text(const Context& c, const Code* code) {
    return code ? std::string(word_text(code->word, c.lang)) : std::string{};
}

void fill_reply_lines(const Context& c, AskView& v, const Asked& a, const Seconds& s) {
    const auto add = [&](Word label, std::string text) {
        if (!text.empty()) v.lines.push_back({label, std::move(text)});
    };
    add("letterbox.way"_w, code_text(c, record::find_code(a.way, kWays)));
    if (a.way == "phone") {
        add("letterbox.phone"_w, a.phone);
        add("letterbox.call_time"_w, code_text(c, record::find_code(a.call_time, kTimes)));
    }
    if (a.way == "letter") add("letterbox.address"_w, a.address);
    add("letterbox.name"_w, a.name);
    add("letterbox.word"_w, trimmed(s.word).empty()
                                ? std::string(word_text("letterbox.word_made_later"_w, c.lang))
                                : s.word);
    add("letterbox.birth"_w, s.birth);
}

/// Everything that will be sent, as it was typed.
void fill_lines(const Context& c, AskView& v, const Draft& draft) {
    const Asked& a = draft.asked;
    const auto add = [&](Word label, std::string text) {
        if (!text.empty()) v.lines.push_back({label, std::move(text)});
    };
    add("letterbox.asker"_w, code_text(c, record::find_code(a.asker, kAskers)));
    if (a.asker == "office") {
        add("letterbox.office_kind"_w, code_text(c, record::find_code(a.office_kind, kOffices)));
        add("letterbox.office"_w, a.office);
    }
    if (const auto* town = find_municipality(a.municipality))
        add("letterbox.town"_w, std::string(town->name));
    add("letterbox.words"_w, a.words);
    fill_reply_lines(c, v, a, draft.seconds);
}

/// What one page of the form asks, alone.
Draft of_step(std::string_view step, const Draft& draft) {
    const Asked& a = draft.asked;
    Draft only;
    if (step == "who") only.asked.asker = a.asker;
    if (step == "words")
        only.asked = {.asker = {},
                      .office_kind = a.office_kind,
                      .office = a.office,
                      .municipality = a.municipality,
                      .words = a.words};
    if (step == "reply") {
        only.asked = {.way = a.way,
                      .phone = a.phone,
                      .call_time = a.call_time,
                      .name = a.name,
                      .address = a.address};
        only.seconds = draft.seconds;
    }
    if (step == "check") {
        only.asked = a;
        only.seconds = draft.seconds;
    }
    return only;
}

}  // namespace

std::size_t step_place(std::string_view step) {
    return std::size_t(std::ranges::find(kSteps, step) - kSteps.begin());
}

std::string address_of(const Context& c, std::string_view step) {
    return spoken_at(c, std::string(kPath).append(step));
}

std::string mark_of(const Context& c, std::string_view step, const Draft& draft) {
    const std::string what =
        std::string(step).append("\n").append(packed_draft(of_step(step, draft)));
    return base64url(c.vault.mac("letterbox-page", what).data);
}

AskView ask_view(Context& c, std::string_view step, const Draft& draft) {
    const Asked& a = draft.asked;
    AskView v;
    v.step = step;
    v.was = mark_of(c, step, draft);
    v.action = address_of(c, step);
    v.close = address_of(c, "close");
    if (const auto at = step_place(step); at > 0) v.back = address_of(c, kSteps[at - 1]);
    v.is_office = a.asker == "office";
    v.askers = choices(kAskers, a.asker);
    v.offices = choices(kOffices, a.office_kind);
    v.ways = choices(kWays, a.way);
    v.times = choices(kTimes, a.call_time);
    v.towns = town_choices(c, a.municipality);
    v.words = a.words;
    v.office = a.office;
    v.phone = a.phone;
    v.name = a.name;
    v.address = a.address;
    v.word = draft.seconds.word;
    v.birth = draft.seconds.birth;
    v.standing = standing_of(c, centre_for(c.tx, a.municipality));
    if (step != "check") return v;
    fill_lines(c, v, draft);
    v.danger_kind = danger_kind(a.words);
    v.danger = danger_said(a.words, c.lang);
    return v;
}

}  // namespace michi::letterbox
