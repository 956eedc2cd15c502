#include "consultation/rules.hpp"

#include <algorithm>
#include <ranges>

#include "base/age.hpp"
#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "base/said_day.hpp"
#include "base/said_time.hpp"
#include "base/working_days.hpp"
#include "consultation/fields.hpp"

namespace michi::consultation {
namespace {

constexpr int kOutcomeWithin = 3;           // working days
constexpr int kLongestBack = 5 * 12;        // months; what is older is told in the words
constexpr std::size_t kWordsLimit = 60000;  // bytes, some 20,000 characters

struct Clue {
    std::string_view topic;
    std::string_view words[8];
};

// Words of families that point to a topic; folded when compared (rows D18, 別紙2 of the circular).
constexpr Clue kClues[] = {
    {"nursery", {"保育", "幼稚園", "こども園", "入園"}},
    {"work", {"仕事", "復職", "育休", "会社", "離職", "働"}},
    {"night_care", {"夜", "眠れ", "2時間おき", "吸引が続"}},
    {"respite", {"預け", "短期入所", "レスパイト", "休みたい"}},
    {"discharge", {"退院", "在宅移行", "NICU"}},
    {"school", {"学校", "就学", "通学", "付添", "付き添"}},
    {"sibling", {"きょうだい", "兄弟", "姉", "弟", "妹"}},
    {"money", {"お金", "手当", "助成", "手帳", "受給者証"}},
    {"adulthood", {"18歳", "卒業", "成人", "就労", "将来", "先々"}},
    {"disaster", {"災害", "停電", "避難"}},
};

bool means(std::string_view folded, const Clue& clue) {
    for (std::string_view word : clue.words)
        if (!word.empty() && folded.find(fold(word)) != std::string_view::npos) return true;
    return false;
}

std::string typed_birth(const Answers& a) {
    if (a.year.empty() && a.month.empty() && a.day.empty()) return {};
    // A whole date pasted into the first box is understood.
    if (a.month.empty() && a.day.empty()) return a.year;
    const bool western = a.era == "w" || fold_width(a.year).size() == 4;
    const std::string era = western ? "" : a.era == "h" ? "平成" : a.era == "s" ? "昭和" : "令和";
    return era + a.year + "年" + a.month + "月" + a.day + "日";
}

void check_codes(Refusals& no, const Answers& a) {
    if (!record::find_code(a.channel, kChannels)) no.add("channel", "consultation.say_channel"_w);
    if (!a.municipality.empty() && a.municipality != kOutside && !find_municipality(a.municipality))
        no.add("municipality", "consultation.municipality_unknown"_w);
}

}  // namespace

Result<std::optional<Date>> birth_of(const Answers& answers) {
    const std::string typed = typed_birth(answers);
    if (typed.empty()) return std::optional<Date>{};
    const auto read = read_date("year", typed);
    if (!read) return tl::unexpected(read.error());
    return std::optional<Date>{read->date};
}

std::optional<Date> readable_birth(const Answers& answers) {
    const auto birth = birth_of(answers);
    return birth ? *birth : std::nullopt;
}

Refusals reasons_not_to_register(const Answers& a, Date today) {
    Refusals no;
    check_codes(no, a);
    if (trimmed(a.words).empty()) no.add("words", "consultation.say_words"_w);
    no.add(check_text("words", a.words, kWordsLimit));
    no.add(check_name("caller_kana", a.caller_kana));
    no.add(check_name("child_kana", a.child_kana));
    no.add(check_name("child_kanji", a.child_kanji));
    no.add(check_text("caller_phone", a.caller_phone, 300));
    no.add(check_text("next_what", a.next_what, 1500));
    if (!a.tell.empty() && !record::find_code(a.caller_kind, record::kRelations))
        no.add("tell", "consultation.tell_needs_family"_w);
    if (!a.outcome.empty() && !record::find_code(a.outcome, kOutcomes))
        no.add("outcome", "consultation.say_outcome"_w);
    const auto birth = birth_of(a);
    if (!birth)
        no.add(birth.error());
    else if (*birth)
        no.add(check_birth("year", **birth, today));
    if (!a.next_due.empty())
        if (const auto due = read_said_day("next_due", a.next_due, Toward::coming, today); !due)
            no.add(due.error());
    return no;
}

namespace {

/// "14:30" as minutes after midnight.
int minutes_of(std::string_view clock) {
    const auto two = [&](std::size_t at) { return (clock[at] - '0') * 10 + (clock[at + 1] - '0'); };
    return two(0) * 60 + two(3);
}

}  // namespace

bool entered_afterwards(const Answers& a) {
    return !trimmed(a.received_day).empty() || !trimmed(a.received_time).empty();
}

Result<Instant> received_at(const Answers& a, Instant started, Now now) {
    const bool day_said = !trimmed(a.received_day).empty();
    const auto time = read_said_time("received_time", a.received_time);
    if (!time) return tl::unexpected(time.error());
    if (!entered_afterwards(a)) return started;
    Date day = started.in_japan();
    if (day_said) {
        const auto read = read_said_day("received_day", a.received_day, Toward::past, now.today);
        if (!read) return tl::unexpected(read.error());
        day = *read;
        if (day > now.today) return refused("received_day", "consultation.received_ahead"_w);
        if (day < add_months(now.today, -kLongestBack))
            return refused("received_day", "consultation.received_long_ago"_w);
    }
    if (time->empty()) return refused("received_time", "consultation.say_received_time"_w);
    const Instant at = at_in_japan(day, minutes_of(*time));
    if (at > now.at) return refused("received_time", "consultation.received_ahead"_w);
    return at;
}

Eligibility eligibility(const Answers& answers, Date today) {
    const auto birth = birth_of(answers);
    const bool known = birth && *birth;
    if (answers.cls == "area" || (!known && class_of(answers) == "area")) return Eligibility::area;
    if (!known) return Eligibility::not_known;
    if (today < **birth) return Eligibility::unborn;
    if (today <= attains(**birth, 18)) return Eligibility::child;
    if (answers.enrolled == "1") return Eligibility::high_school;
    if (answers.enrolled == "0") return Eligibility::grown_up;
    return today <= first_march_after_18(**birth) ? Eligibility::high_school
                                                  : Eligibility::grown_up;
}

bool school_matters(const Answers& answers, Date today) {
    const auto e = eligibility(answers, today);
    return e == Eligibility::high_school || e == Eligibility::grown_up;
}

std::vector<Word> explanation(const Answers& a, Date today) {
    const auto e = eligibility(a, today);
    std::vector<Word> said{sentence(e)};
    if (e == Eligibility::area) return said;
    if (a.care.contains("other")) said.push_back("consultation.eligible_any_care"_w);
    if (a.municipality == kOutside) said.push_back("consultation.eligible_moving_in"_w);
    return said;
}

Word sentence(Eligibility eligibility) {
    switch (eligibility) {
        case Eligibility::child:
            return "consultation.eligible_child"_w;
        case Eligibility::unborn:
            return "consultation.eligible_unborn"_w;
        case Eligibility::high_school:
            return "consultation.eligible_high_school"_w;
        case Eligibility::grown_up:
            return "consultation.eligible_grown_up"_w;
        case Eligibility::not_known:
            return "consultation.eligible_not_known"_w;
        case Eligibility::area:
            return "consultation.eligible_area"_w;
    }
    return "consultation.eligible_not_known"_w;
}

std::string age_band(std::optional<Date> birth, Date today) {
    if (!birth) return "unknown";
    if (today < *birth) return "unborn";
    const int years = age_on(*birth, today).years;
    if (years < 1) return "0";
    if (years < 3) return "1_2";
    if (years < 6) return "3_5";
    if (years < 12) return "6_11";
    if (years < 15) return "12_14";
    if (years < 18) return "15_17";
    if (years < 20) return "18_19";
    return years < 30 ? "20s" : "30plus";
}

Answers shown(Answers a, const Decision& decision) {
    for (const AnswerField& field : kAnswerFields)
        if (field.of && !decision.opens(*field.of)) (a.*field.member).clear();
    if (!decision.opens(Field::location)) a.tell.clear();
    if (!decision.opens(Field::medical)) a.care.clear();
    return a;
}

int unheard(const Answers& a) {
    std::map<std::string_view, bool> heard{{"care", !a.care.empty()},
                                           {"topics", !a.topics.empty()},
                                           {"birth", !typed_birth(a).empty()}};
    for (const AnswerField& field : kAnswerFields)
        if (!field.heard.empty()) heard[field.heard] |= !(a.*field.member).empty();
    return int(std::ranges::count(heard | std::views::values, false));
}

bool is_blank(const Answers& a) {
    return a.care.empty() && a.topics.empty() && a.tell.empty() && typed_birth(a).empty() &&
           std::ranges::none_of(kAnswerFields, [&](const AnswerField& field) {
               return field.begins && !trimmed(a.*field.member).empty();
           });
}

std::vector<Word> to_complete(const Answers& a) {
    std::vector<Word> missing;
    if (a.caller_kind.empty()) missing.push_back("consultation.missing_caller"_w);
    if (a.topics.empty()) missing.push_back("consultation.missing_topic"_w);
    if (a.municipality.empty()) missing.push_back("consultation.missing_municipality"_w);
    return missing;
}

Refusals reasons_not_to_unlink(const Reception& r, Ties ties) {
    Refusals no;
    if (!r.case_id) no.add(kWhole, "consultation.not_linked"_w);
    if (r.case_id && ties.rewritten) no.add(kWhole, "consultation.entry_rewritten"_w);
    if (r.case_id && r.is_new_case && ties.more) no.add(kWhole, "consultation.case_lives_on"_w);
    return no;
}

std::vector<std::string> with_main_first(std::vector<std::string> topics, std::string_view main) {
    const auto at = std::ranges::find(topics, main);
    if (at != topics.end()) std::rotate(topics.begin(), at, at + 1);
    return topics;
}

bool names_a_child(const Answers& a) {
    if (a.cls == "area") return false;
    return !trimmed(a.child_kana).empty() || !trimmed(a.child_kanji).empty();
}

std::string class_of(const Answers& a) {
    if (!a.cls.empty()) return a.cls;
    const bool body =
        a.caller_kind == "medical" || a.caller_kind == "municipality" || a.caller_kind == "school";
    return body && !names_a_child(a) ? "area" : "individual";
}

Codes codes_of(const Answers& a, Date day) {
    Codes codes{.channel = a.channel,
                .caller_kind = a.caller_kind,
                .municipality = a.municipality,
                .age_band = age_band(readable_birth(a), day),
                .outcome = {},
                .hide_home = a.hide_home,
                .topics = {}};
    for (const std::string& topic : a.topics)
        if (record::find_code(topic, kTopics) &&
            std::ranges::find(codes.topics, topic) == codes.topics.end())
            codes.topics.push_back(topic);
    if (codes.topics.size() > 1) std::ranges::sort(codes.topics.begin() + 1, codes.topics.end());
    return codes;
}

bool is_complete(const Codes& codes) {
    return !codes.caller_kind.empty() && !codes.municipality.empty() && !codes.topics.empty();
}

std::string_view entry_kind(std::string_view channel) {
    if (channel == "home_visit" || channel == "facility_visit" || channel == "office_visit")
        return "visit";
    if (channel == "meeting" || channel == "online_meeting") return "meeting";
    return channel == "phone" ? "phone" : "letter";
}

std::vector<std::string> suggested_topics(std::string_view folded_words) {
    std::vector<std::string> topics;
    for (const Clue& clue : kClues)
        if (means(folded_words, clue)) topics.emplace_back(clue.topic);
    return topics;
}

bool outcome_overdue(Date received_on, Date today) {
    return working_days_between(received_on, today) > kOutcomeWithin;
}

Date overdue_until(Date today) {
    Date day = today;
    while (!outcome_overdue(day, today)) day = day - 1;
    return day;
}

}  // namespace michi::consultation
