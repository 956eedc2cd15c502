// Asking in writing without an account, as plain values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "consultation/model.hpp"

namespace michi::letterbox {

using consultation::Consultation;
using record::Code;

struct Thread;   // a row of message_thread
struct Message;  // a row of message

/// だれが書いているか.
inline constexpr std::array kAskers{
    Code{"family", "letterbox.asker_family"_w},
    Code{"self", "letterbox.asker_self"_w},
    Code{"relative", "letterbox.asker_relative"_w},
    Code{"office", "letterbox.asker_office"_w},
};
/// An office asks for the region: no child is named. As reception groups them.
inline constexpr std::array kOffices{
    Code{"medical", "letterbox.office_medical"_w},
    Code{"municipality", "letterbox.office_municipality"_w},
    Code{"school", "letterbox.office_school"_w},
    Code{"other", "letterbox.office_other"_w},
};
/// どう返事をするか. Under the code it can always be read.
inline constexpr std::array kWays{
    Code{"here", "letterbox.way_here"_w},
    Code{"phone", "letterbox.way_phone"_w},
    Code{"letter", "letterbox.way_letter"_w},
};
/// When a telephone may ring (consultation::kCallTimes without 不可).
inline constexpr std::array kTimes{
    Code{"daytime", "letterbox.time_daytime"_w},
    Code{"evening", "letterbox.time_evening"_w},
    Code{"any", "letterbox.time_any"_w},
};

/// How the Centre answered, when not under the code.
inline constexpr std::array kTold{
    Code{"phone", "letterbox.told_phone"_w},
    Code{"letter", "letterbox.told_letter"_w},
    Code{"in_person", "letterbox.told_in_person"_w},
};

/// Pages of the form, in their order; the last sends.
inline constexpr std::array<std::string_view, 4> kSteps{"who", "words", "reply", "check"};

/// What somebody wrote on the question pages, as typed.
struct Asked {
    std::string asker;                   // kAskers; "" not said
    std::string office_kind, office;     // of an office
    std::string municipality;            // 6-digit code; "" not said
    std::string words;                   // never changed by anybody
    std::string way{"here"};             // kWays
    std::string phone, call_time, name;  // name: under which the writer is called
    std::string address;                 // where a letter goes
    friend bool operator==(const Asked&, const Asked&) = default;
};

/// What opens the answer and the state besides the code. Kept as keyed digests alone, once it was sent.
struct Seconds {
    std::string word, birth;  // as typed; birth "" when none was given
};

/// As it is being written, and the receipt once it was sent.
struct Draft {
    std::int64_t id{};
    Asked asked;
    Seconds seconds;
    bool is_sent{};
    std::string code;       // of the receipt
    std::string made_word;  // the word that was made for whoever chose none
    Instant saved_at{};
    std::string danger;  // of the receipt: what kind of danger its words told of, "" of none
};

enum class State { to_sort = 0, taken = 1, aside = 2 };
enum class Kind { asked = 0, answered = 1, told = 2 };

/// What whoever wrote may know of it.
enum class Progress { received, in_charge, answered };

struct Letter {
    Kind kind{};
    Id<Account> author;  // of the Centre; none: whoever began
    Instant at{};
    Personal<Field::notes, std::string> words;  // of what was asked and answered
    std::string told;                           // kTold
    Personal<Field::contact, std::string>
        note;  // of how somebody was reached: it says how to reach them
};

/// What was asked beside the words, as one decision lets it through: every page that shows it goes by this.
struct Wishes {
    std::string asker, office_kind, way;            // kAskers, kOffices, kWays
    record::Whereabouts<std::string> office;        // who helps there
    record::Whereabouts<std::string> municipality;  // 6-digit code
    Personal<Field::contact, std::string> phone, call_time, name, address;
};

struct Correspondence {
    Id<Thread> id;
    Id<Organisation> centre;
    Id<DataKey> key;
    State state{};
    Id<Consultation> consultation;
    bool has_birth{}, alarm{};
    Instant begun_at{};
    std::string lang;
    Wishes wishes;
    std::vector<Letter> letters;  // the oldest first
};

}  // namespace michi::letterbox
