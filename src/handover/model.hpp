// 依頼・引継ぎ as plain values: kinds, states, acts.
#pragma once

#include <array>

#include "base/result.hpp"
#include "record/model.hpp"
#include "work/model.hpp"

namespace michi::handover {

/// inquiry 照会, together 一緒に調整, transfer 引き継ぐ, pull 引き取りの求め, advice 助言の求め.
/// Only an accepted transfer changes who is responsible.
enum class Kind { inquiry, together, transfer, pull, advice };
enum class State {
    sent,
    received,
    accepted,
    working,
    answered,
    confirmed,
    watching,
    closed,
    declined,
    recalled,
    returned
};
enum class Deed {
    receive,
    accept,
    decline,
    note,
    answer,
    give_back,
    take_back,
    recall,
    contact,
    confirm,
    finish,
    close
};

/// A receiver asks the Centre for the case or about it; the other kinds go out from the Centre.
constexpr bool asks_for_the_case(Kind kind) { return kind == Kind::pull || kind == Kind::advice; }

/// What is asked and answered stays between the two sides: it is advice about how to work, no news of the
/// child. The other kinds stand in the shared notes, which whoever helps reads as far as the family allows.
constexpr bool is_between_two(Kind kind) { return kind == Kind::advice; }

inline constexpr std::array kKinds{Kind::inquiry, Kind::together, Kind::transfer, Kind::pull,
                                   Kind::advice};
inline constexpr std::array kStates{State::sent,     State::received, State::accepted,
                                    State::working,  State::answered, State::confirmed,
                                    State::watching, State::closed,   State::declined,
                                    State::recalled, State::returned};
inline constexpr std::array kDeeds{Deed::receive, Deed::accept,    Deed::decline,   Deed::note,
                                   Deed::answer,  Deed::give_back, Deed::take_back, Deed::recall,
                                   Deed::contact, Deed::confirm,   Deed::finish,    Deed::close};

std::string_view name_of(Kind kind);
std::string_view name_of(State state);
std::string_view name_of(Deed deed);
std::optional<Kind> kind_named(std::string_view name);
State state_named(std::string_view name);
Word word_of(Kind kind);
Word word_of(State state);
Word word_of(Deed deed);
Word done_word_of(Deed deed);   // as the story tells it: what was done
Word brief_word_of(Deed deed);  // one or two words
Word label_of(Deed deed);       // what its free text is

/// The reason that ends what a town was asked when the family does not live there any more.
inline constexpr std::string_view kMovedAway = "moved_away";

/// Why a request ends without what it asked for (a list; the sentence beside it is free). Which of them
/// belong to a kind and a deed: reasons_for().
inline constexpr std::array kReasons{
    record::Code{"no_capacity", "handover.reason_no_capacity"_w},
    record::Code{"outside_duty", "handover.reason_outside_duty"_w},
    record::Code{"need_information", "handover.reason_need_information"_w},
    record::Code{"family_refused", "handover.reason_family_refused"_w},
    record::Code{"not_reached", "handover.reason_not_reached"_w},
    record::Code{"moved_away", "handover.reason_moved_away"_w},
    record::Code{"other", "handover.reason_other"_w},
};

struct Request {
    Id<Handover> id;
    Id<record::Case> case_id;
    Kind kind{Kind::inquiry};
    State state{State::sent};
    Id<Organisation> from, to;
    Personal<Field::notes, std::string> title, request;
    Mask items{};
    Id<Account> sent_by;
    Instant sent_at{};
    Date answer_due{};
    std::optional<Date> accepted_on, first_contact, family_on;
    Personal<Field::notes, std::string> owner_name, next_step;
    std::string family_answer;  // yes, no, unreachable; "" not heard
    std::vector<Date> watch_dates;
    std::string reason_code;
    std::int64_t version{1};
};

/// One thing somebody does; the same from a form, JSON or a test.
struct Attempt {
    Deed deed{};
    Id<Organisation> by_organisation;
    Id<Account> by;
    Now now;
    std::string text;  // reply, reason
    std::string reason_code, owner_name, next_step, family_answer;
    std::optional<Date> on;  // first contact, family's answer
    std::vector<Date> watch_dates;
    bool family_moved{};  // the move itself says so (end_for_move), never a form
};

struct Change {
    Request after;
    Deed deed{};
    std::string text;
    std::string_view audit;  // of the move
    bool responsible_changes{};
    Id<Organisation> responsible;
    bool watch_changes{};  // other 見守り dates than before
    bool family_moved{};   // ended by the move: nobody told the family
};

}  // namespace michi::handover
