// What the pages of the letterbox share: whose they are, when what is written is read, words of danger.

#include <algorithm>

#include "base/era.hpp"
#include "base/office_hours.hpp"
#include "consultation/consultation.hpp"
#include "directory/directory.hpp"
#include "letterbox/pages.hpp"
#include "people/opening.hpp"
#include "people/people.hpp"

namespace michi::letterbox {
namespace {

/// 「12月1日（火）9:00」.
std::string moment_text(const Opening& at, Date today) {
    return detail_date(at.day, today) + " " + minute_text(at.minute);
}

std::string reads_text(const web::Context& c, const OfficeHours& hours) {
    if (!is_told(hours)) return std::string(word_text("letterbox.reads_in_hours"_w, c.lang));
    const int minute = minute_of(c.now.at);
    if (const auto until = open_until(hours, c.now.today, minute))
        return say("letterbox.reads_today"_w, c.lang, {{"until", minute_text(*until)}});
    const auto next = next_opening(hours, c.now.today, minute);
    if (!next) return std::string(word_text("letterbox.reads_in_hours"_w, c.lang));
    return say("letterbox.reads_from"_w, c.lang, {{"when", moment_text(*next, c.now.today)}});
}

}  // namespace

bool somebody_reads(Tx& tx, Id<Organisation> centre) {
    return tx.value<std::int64_t>(
               "SELECT count(*) FROM account WHERE organisation_id = $1 AND state = 1"
               " AND role IN ('centre_head', 'centre_counsellor', 'receptionist')",
               centre) > 0;
}

Id<Organisation> centre_for(Tx& tx, std::string_view municipality) {
    auto centres = people::organisations(tx, "centre");
    if (centres.empty()) throw NotFound{};
    // Where nobody can read at all the first keeps what comes until somebody can.
    const auto read = std::ranges::stable_partition(
        centres, [&](const auto& centre) { return somebody_reads(tx, centre.id); });
    if (read.begin() != centres.begin()) centres.erase(read.begin(), centres.end());
    // A Centre that names no town is there for the whole prefecture.
    Id<Organisation> whole;
    for (const auto& centre : centres) {
        const auto areas = people::areas_of(tx, centre.id);
        if (std::ranges::find(areas, municipality) != areas.end()) return centre.id;
        if (!whole && areas.empty()) whole = centre.id;
    }
    return whole ? whole : centres.front().id;
}

Standing standing_of(web::Context& c, Id<Organisation> centre) {
    const auto card = people::organisation_card(c.tx, centre);
    const auto opening = people::opening_of(c.tx, centre, c.now.today);
    return {.centre = card.brief.name,
            .phone = card.brief.phone,
            .hours = opening.told ? people::week_text(opening.hours, c.lang) : card.hours,
            .reads = reads_text(c, opening.hours)};
}

web::Answer unlisted(web::Answer answer) {
    answer.headers.emplace_back("X-Robots-Tag", "noindex");
    return answer;
}

std::string danger_kind(std::string_view words) {
    switch (directory::danger_in(words)) {
        case directory::Danger::body:
            return "body";
        case directory::Danger::despair:
            return "despair";
        case directory::Danger::none:
            break;
    }
    return {};
}

std::string danger_said(std::string_view words, Lang lang) {
    return danger_said_of(danger_kind(words), lang);
}

std::string danger_said_of(std::string_view kind, Lang lang) {
    // The search names places that listen; here stands the Centre alone, which may be closed.
    if (kind == "despair") return std::string(word_text("letterbox.danger_despair"_w, lang));
    return kind == "body" ? directory::danger_text(directory::Danger::body, lang) : std::string{};
}

std::string danger_mark(std::string_view kind) {
    return kind == "body" ? "1" : kind == "despair" ? "2" : "";
}

std::string danger_of_mark(std::string_view mark) {
    return mark == "1" ? "body" : mark == "2" ? "despair" : "";
}

bool is_held_back(web::Context& c, std::string_view words) {
    const web::Try sent{danger_kind(words).empty() ? kShare : kDangerShare, {}, {}};
    const bool beyond = web::turn_of(c, sent).refused_for > 0;
    if (!beyond) web::note_try(c, sent);
    return beyond;
}

LetterView letter_view(const web::Context& c, const Letter& letter, const std::string& words) {
    LetterView v;
    v.from_centre = letter.kind != Kind::asked;
    v.told = letter.kind == Kind::told;
    v.when = detail_date(letter.at.in_japan(), c.now.today) + " " + letter.at.clock();
    v.words = words;
    if (!v.told) return v;
    const auto* way = record::find_code(letter.told, kTold);
    v.how = way ? way->word : kTold.front().word;
    return v;
}

std::int64_t delay_of_code(web::Context& c) { return web::turn_of(c, {kCodes, {}, {}}).wait; }

}  // namespace michi::letterbox
