// Entries in the words of the public pages.

#include <algorithm>

#include "base/era.hpp"
#include "base/municipality.hpp"
#include "published/pages.hpp"

namespace michi::published {
namespace {

using directory::Answer;

struct EasyKind {
    std::string_view kind;
    Word word;
};
/// Kinds that families meet; the others are shown by their official word.
constexpr EasyKind kEasyKinds[] = {
    {"short_stay", "published.easy_short_stay"_w},
    {"daytime_respite", "published.easy_daytime_respite"_w},
    {"medical_visiting_nurse", "published.easy_visiting_nurse"_w},
    {"child_development_support", "published.easy_child_development"_w},
    {"medical_child_development", "published.easy_child_development"_w},
    {"home_visit_child_development", "published.easy_home_development"_w},
    {"after_school_day_service", "published.easy_after_school"_w},
    {"nursery_visit_support", "published.easy_nursery_visit"_w},
    {"child_consultation_support", "published.easy_consultation"_w},
    {"consultation_support", "published.easy_consultation"_w},
    {"childcare_nursery", "published.easy_nursery"_w},
    {"childcare_centre", "published.easy_nursery"_w},
    {"childcare_sick", "published.easy_sick_care"_w},
    {"childcare_temporary", "published.easy_temporary"_w},
    {"medical_hospital", "published.easy_hospital"_w},
    {"medical_clinic", "published.easy_clinic"_w},
    {"medical_respite", "published.easy_respite"_w},
    {"medical_pharmacy", "published.easy_pharmacy"_w},
    {"school_special", "published.easy_special_school"_w},
    {"home_help", "published.easy_home_help"_w},
    {"visiting_bath", "published.easy_bath"_w},
    {"mobility_support", "published.easy_mobility"_w},
    {"peer_group", "published.easy_peers"_w},
    {"health_centre", "published.easy_health_centre"_w},
    {"disaster_shelter", "published.easy_shelter"_w},
    {"disaster_charging", "published.easy_charging"_w},
};

/// Conditions that families meet.
constexpr EasyKind kEasyConditions[] = {
    {"ventilator", "published.easy_c_ventilator"_w},
    {"tracheostomy", "published.easy_c_tracheostomy"_w},
    {"suction", "published.easy_c_suction"_w},
    {"tube_feeding", "published.easy_c_tube_feeding"_w},
    {"oxygen", "published.easy_c_oxygen"_w},
    {"catheterization", "published.easy_c_catheterization"_w},
    {"injection", "published.easy_c_injection"_w},
    {"dialysis", "published.easy_c_dialysis"_w},
    {"seizure", "published.easy_c_seizure"_w},
    {"night", "published.easy_c_night"_w},
    {"weekend", "published.easy_c_weekend"_w},
    {"transport", "published.easy_c_transport"_w},
    {"siblings", "published.easy_c_siblings"_w},
    {"nurse", "published.easy_c_nurse"_w},
    {"bathing", "published.easy_c_bathing"_w},
    {"school_holidays", "published.easy_c_school_holidays"_w},
    {"vacancy", "published.easy_c_vacancy"_w},
    {"severe_disabilities", "published.easy_c_severe_disabilities"_w},
};

std::string range_text(const directory::KnownFact& fact, Lang lang) {
    const auto* condition = directory::find_condition(fact.condition);
    return condition ? directory::range_text(condition->measure, fact.low, fact.high, lang) : "";
}

std::string day_text(Date day, Date today, Lang lang) {
    return lang == Lang::en ? day.iso() : detail_date(day, today);
}

std::string answered(Answer answer, const std::string& detail, std::optional<Date> day, Lang lang,
                     Date today) {
    if (answer == Answer::not_known && detail.empty())
        return std::string(word_text("published.not_told"_w, lang));
    std::string text;
    if (answer != Answer::not_known)
        text = word_text(answer == Answer::yes ? "published.yes"_w : "published.no"_w, lang);
    if (!detail.empty()) text += (text.empty() ? "" : lang == Lang::en ? ": " : "：") + detail;
    if (day) text += say("published.told_on"_w, lang, {{"day", day_text(*day, today, lang)}});
    return text;
}

std::string tone_of(Answer answer) {
    return answer == Answer::yes ? "y" : answer == Answer::no ? "n" : "u";
}

}  // namespace

Lang lang_of(Face face) { return face == Face::english ? Lang::en : Lang::ja; }

Word kind_word(std::string_view kind) {
    const auto* found = directory::find_kind(kind);
    return found ? found->word : "directory.kind_public_facility"_w;
}

std::string easy_kind(std::string_view kind) {
    const auto* found = std::ranges::find(kEasyKinds, kind, &EasyKind::kind);
    return found == std::end(kEasyKinds) ? "" : std::string(word_text(found->word, Lang::ja));
}

std::string easy_or(std::string_view kind, Word official) {
    const std::string easy = easy_kind(kind);
    return easy.empty() ? std::string(word_text(official, Lang::ja)) : easy;
}

std::string easy_condition(std::string_view condition, Word official) {
    const auto* found = std::ranges::find(kEasyConditions, condition, &EasyKind::kind);
    return std::string(
        word_text(found == std::end(kEasyConditions) ? official : found->word, Lang::ja));
}

std::string place_name(std::string_view municipality) {
    const auto* found = find_municipality(municipality);
    return found ? std::string(found->name) : std::string{};
}

std::string fresh_line(const Entry& entry, Lang lang, Date today) {
    const auto confirmed = entry.confirmed_on();
    const auto silent = entry.open().unconfirmed_since;
    if (silent && (!confirmed || *confirmed < *silent))
        return say("published.unconfirmed_since"_w, lang,
                   {{"day", day_text(*silent, today, lang)}});
    if (confirmed) {
        const bool old = add_months(*confirmed, directory::kOldMonths) < today;
        return say(old ? "published.confirmed_long_ago"_w : "published.confirmed_on"_w, lang,
                   {{"day", day_text(*confirmed, today, lang)}});
    }
    if (const auto listed = entry.listed_on())
        return say("published.listed_on"_w, lang, {{"day", day_text(*listed, today, lang)}});
    return std::string(word_text("published.never_confirmed"_w, lang));
}

SayingView saying_of(const directory::Reason& reason, Lang lang, Date today) {
    const auto* condition = directory::find_condition(reason.condition);
    const std::string room =
        reason.room ? directory::room_line(*reason.room, reason.stale, lang) : "";
    return {tone_of(reason.answer), condition ? condition->word : Word{},
            answered(reason.answer, room.empty() ? directory::detail_of(reason, lang) : room,
                     reason.as_of, lang, today)};
}

std::string said_of(const directory::KnownFact& fact, Lang lang, Date today) {
    std::string detail = range_text(fact, lang);
    if (fact.room)
        detail =
            directory::room_line(*fact.room, directory::is_stale_room(fact.as_of, today), lang);
    for (const std::string& place : fact.places)
        detail += (detail.empty() ? "" : "・") + place_name(place);
    if (!fact.detail.empty()) detail += (detail.empty() ? "" : " ") + fact.detail;
    return answered(fact.answer, detail, fact.as_of, lang, today);
}

std::vector<SayingView> sayings_of(const Entry& entry, Lang lang, Date today) {
    std::vector<SayingView> sayings;
    for (const auto& condition : directory::conditions())
        for (const auto& fact : entry.open().facts) {
            if (fact.condition != condition.id) continue;
            sayings.push_back({tone_of(fact.answer), condition.word, said_of(fact, lang, today)});
        }
    return sayings;
}

ItemView item_view(const Entry& entry, const Question& q, Date today) {
    const std::string& address = entry.text(Field::address);
    const std::string phone = directory::first_phone(entry.text(Field::phone));
    return {.number = directory::service_number(entry.id()),
            .name = entry.name(),
            .body = entry.body() == entry.name() ? "" : entry.body(),
            .where = address.empty() ? place_name(entry.text(Field::municipality)) : address,
            .phone = phone,
            .phone_digits = directory::digits_of(phone),
            .fresh = fresh_line(entry, lang_of(q.face), today),
            .href = address_of(entry.id(), q.face),
            .kind = kind_word(entry.kind()),
            .kind_reading = q.face == Face::easy ? easy_kind(entry.kind()) : "",
            .sayings = {}};
}

}  // namespace michi::published
