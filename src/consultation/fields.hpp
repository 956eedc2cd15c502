// Every field of the intake form that is one text, declared once: from here come how it is read and kept, who
// sees it, whether it makes a form more than blank, and whether it counts among what was not heard yet.
#pragma once

#include <optional>

#include "consultation/model.hpp"

namespace michi::consultation {

struct AnswerField {
    std::string_view id;  // of the form and of what is sealed
    std::string Answers::*member;
    std::optional<michi::Field>
        of;  // class for decide(); none: how the work goes, not about the child
    /// Asked of a caller: one of a group that is filled is heard. "" is not asked.
    std::string_view heard{};
    /// Whoever filled it has begun a form; what a page chooses beforehand has not.
    bool begins{true};
};

inline constexpr std::array kAnswerFields{
    AnswerField{.id = "channel", .member = &Answers::channel, .of = {}, .begins = false},
    AnswerField{.id = "class", .member = &Answers::cls, .of = {}},
    AnswerField{.id = "caller_kind", .member = &Answers::caller_kind, .of = {}, .heard = "caller"},
    AnswerField{.id = "caller_phone",
                .member = &Answers::caller_phone,
                .of = michi::Field::contact,
                .heard = "phone"},
    AnswerField{.id = "caller_kana", .member = &Answers::caller_kana, .of = michi::Field::contact},
    AnswerField{.id = "call_time",
                .member = &Answers::call_time,
                .of = michi::Field::contact,
                .heard = "call_time"},
    AnswerField{.id = "received_day", .member = &Answers::received_day, .of = {}},
    AnswerField{.id = "received_time", .member = &Answers::received_time, .of = {}},
    AnswerField{.id = "child_kana",
                .member = &Answers::child_kana,
                .of = michi::Field::identity,
                .heard = "child"},
    AnswerField{.id = "child_kanji",
                .member = &Answers::child_kanji,
                .of = michi::Field::identity,
                .heard = "child"},
    // An era alone is chosen beforehand; whether a birth was heard is for typed_birth() to say.
    AnswerField{
        .id = "era", .member = &Answers::era, .of = michi::Field::identity, .begins = false},
    AnswerField{
        .id = "year", .member = &Answers::year, .of = michi::Field::identity, .begins = false},
    AnswerField{
        .id = "month", .member = &Answers::month, .of = michi::Field::identity, .begins = false},
    AnswerField{
        .id = "day", .member = &Answers::day, .of = michi::Field::identity, .begins = false},
    AnswerField{.id = "municipality",
                .member = &Answers::municipality,
                .of = michi::Field::location,
                .heard = "municipality"},
    AnswerField{
        .id = "stay", .member = &Answers::stay, .of = michi::Field::location, .heard = "stay"},
    AnswerField{.id = "hide_home", .member = &Answers::hide_home, .of = {}},
    AnswerField{.id = "enrolled",
                .member = &Answers::enrolled,
                .of = michi::Field::identity,
                .begins = false},
    AnswerField{.id = "words", .member = &Answers::words, .of = michi::Field::notes},
    AnswerField{.id = "urgency", .member = &Answers::urgency, .of = {}, .heard = "urgency"},
    AnswerField{.id = "safety", .member = &Answers::safety, .of = {}, .heard = "safety"},
    AnswerField{.id = "next_what", .member = &Answers::next_what, .of = michi::Field::plan},
    AnswerField{.id = "next_due", .member = &Answers::next_due, .of = michi::Field::plan},
    AnswerField{.id = "in_charge", .member = &Answers::in_charge, .of = {}, .begins = false},
    AnswerField{.id = "outcome", .member = &Answers::outcome, .of = {}},
    AnswerField{.id = "case", .member = &Answers::existing, .of = {}},
};

}  // namespace michi::consultation
