// 受付: a consultation from the first ring to its outcome, as plain values.
#pragma once

#include <map>

#include "record/model.hpp"
#include "work/model.hpp"

namespace michi::consultation {

using record::Code;

/// Channels (domain dossier, code list C2).
inline constexpr std::array kChannels{
    Code{"phone", "consultation.channel_phone"_w},
    Code{"office_visit", "consultation.channel_office_visit"_w},
    Code{"home_visit", "consultation.channel_home_visit"_w},
    Code{"facility_visit", "consultation.channel_facility_visit"_w},
    Code{"email", "consultation.channel_email"_w},
    Code{"web_form", "consultation.channel_web_form"_w},
    Code{"online_meeting", "consultation.channel_online_meeting"_w},
    Code{"line_chat", "consultation.channel_line_chat"_w},
    Code{"fax", "consultation.channel_fax"_w},
    Code{"letter", "consultation.channel_letter"_w},
    Code{"meeting", "consultation.channel_meeting"_w},
};

/// Callers as the intake offers them (dossier C1, grouped as the office groups them).
inline constexpr std::array kCallers{
    Code{"mother", "consultation.caller_mother"_w},
    Code{"father", "consultation.caller_father"_w},
    Code{"grandparent", "consultation.caller_grandparent"_w},
    Code{"self", "consultation.caller_self"_w},
    Code{"medical", "consultation.caller_medical"_w},
    Code{"municipality", "consultation.caller_municipality"_w},
    Code{"school", "consultation.caller_school"_w},
    Code{"other", "consultation.caller_other"_w},
};

/// 相談の分類 as the intake offers them, each with the dossier's C4 numbers it gathers.
inline constexpr std::array kTopics{
    Code{"nursery", "consultation.topic_nursery"_w},        // 08 09
    Code{"work", "consultation.topic_work"_w},              // 19
    Code{"night_care", "consultation.topic_night_care"_w},  // 03 20
    Code{"respite", "consultation.topic_respite"_w},        // 07
    Code{"discharge", "consultation.topic_discharge"_w},    // 01 02
    Code{"school", "consultation.topic_school"_w},          // 10 11 12 13
    Code{"sibling", "consultation.topic_sibling"_w},        // 20
    Code{"money", "consultation.topic_money"_w},            // 17 18
    Code{"adulthood", "consultation.topic_adulthood"_w},    // 14 15
    Code{"disaster", "consultation.topic_disaster"_w},      // 21
    Code{"community", "consultation.topic_community"_w},    // 26 27 28 29
    Code{"other", "consultation.topic_other"_w},            // 99
};

inline constexpr std::array kCallTimes{
    Code{"daytime", "consultation.call_daytime"_w},
    Code{"evening", "consultation.call_evening"_w},
    Code{"any", "consultation.call_any"_w},
    Code{"never", "consultation.call_never"_w},
};
inline constexpr std::array kUrgencies{
    Code{"today", "consultation.urgency_today"_w},
    Code{"days", "consultation.urgency_days"_w},
    Code{"normal", "consultation.urgency_normal"_w},
};
inline constexpr std::array kSafeties{
    Code{"none", "consultation.safety_none"_w},
    Code{"worry", "consultation.safety_worry"_w},
    Code{"act", "consultation.safety_act"_w},
};
/// 住所秘匿: is there somebody who must not learn where the child lives?
inline constexpr std::array kHidings{
    Code{"0", "consultation.hide_home_no"_w},
    Code{"1", "consultation.hide_home_yes"_w},
};
/// 個別支援 / 地域支援 (dossier C3).
inline constexpr std::array kClasses{
    Code{"individual", "consultation.class_individual"_w},
    Code{"area", "consultation.class_area"_w},
};
/// 対応結果 (dossier C5).
inline constexpr std::array kOutcomes{
    Code{"information", "consultation.outcome_information"_w},
    Code{"referred", "consultation.outcome_referred"_w},
    Code{"liaised", "consultation.outcome_liaised"_w},
    Code{"handed_over", "consultation.outcome_handed_over"_w},
    Code{"advice", "consultation.outcome_advice"_w},
    Code{"continuing", "consultation.outcome_continuing"_w},
};

enum class State { draft = 0, registered = 1, discarded = 2 };

/// The choice beside the municipalities: lives elsewhere, perhaps moving in.
inline constexpr std::string_view kOutside = "outside";

/// What the form holds, as typed: nothing is lost, nothing is corrected.
struct Answers {
    std::string channel{"phone"}, cls, caller_kind, caller_phone, caller_kana, call_time;
    std::string received_day, received_time;  // of what is entered afterwards; "" is now
    std::string child_kana, child_kanji, era, year, month, day, municipality, stay;
    std::string hide_home;                    // somebody must not learn where: "1" yes, "0" no
    std::string enrolled;                     // in high school at 18 or later: "1" yes, "0" no
    std::map<std::string, std::string> care;  // kind -> "1" yes, "2" not known
    std::string words, urgency, safety, next_what, next_due;
    std::string in_charge;            // account that carries it on; "" is decided later
    std::string outcome;              // when the call itself settled it
    std::string existing;             // "W-0231": the case it belongs to
    std::vector<std::string> topics;  // the first is the main one
    std::vector<std::string> tell;    // organisations the caller allows, by id
    std::vector<std::string> others;  // cases that were said to be somebody else's
    friend bool operator==(const Answers&, const Answers&) = default;
};

/// What is counted of a consultation; "" where it is not known. One sealed value of its row.
struct Codes {
    std::string channel, caller_kind, municipality, age_band, outcome, hide_home;
    std::vector<std::string> topics;  // of kTopics, each once: the main one first, the others by id
};

struct Reception {
    Id<Consultation> id;
    Id<Organisation> centre;
    Id<DataKey> key;
    State state{State::draft};
    Id<record::Case> case_id;
    Id<Account> received_by, in_charge;
    Instant started_at{};   // when its number was drawn
    Instant received_at{};  // when it reached the Centre: the same, or as a note says it
    std::optional<Instant> registered_at, linked_at;
    std::string outcome;
    bool is_new_case{};                  // the case was opened by this reception
    bool put_aside{};                    // what was not heard will not be asked any more
    std::optional<Instant> waits_since;  // whoever wrote it waits for an answer
    bool alarm{};                        // words of danger stand in what waits
    Answers answers;
    std::int64_t version{1};
    Instant saved_at{};
    Id<Account> saved_by;
};

/// 住まいを知られてはいけない人がいる: until there is a case, which is protected itself, whoever took the call
/// knows where they live, and then whoever has it in charge. Nobody else is told by the call.
inline bool hides_home(std::string_view answer, Id<record::Case> its_case) {
    return answer == "1" && !its_case;
}
inline Id<Account> who_knows_home(Id<Account> in_charge, Id<Account> received_by) {
    return in_charge ? in_charge : received_by;
}

/// Which sentence of the rule speaks of this child. Explains; never refuses.
/// 医療的ケア児支援法 art. 2; circular of 31 August 2021, 3 対象者.
enum class Eligibility { child, unborn, high_school, grown_up, not_known, area };

}  // namespace michi::consultation
