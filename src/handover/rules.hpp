// The life of a request: one table for the five kinds; what is not listed cannot happen.
#pragma once

#include <span>

#include "handover/model.hpp"

namespace michi::handover {

enum class By { sender, receiver };

struct Move {
    Kind kind;
    Deed deed;
    State from, to;
    By by;
};
std::span<const Move> moves();

bool is_open(State state);
/// The deeds that end a request without what it asked for say why, by a reason of the list and in words.
bool needs_reason(Deed deed, const Request& request);
std::vector<record::Code> reasons_for(Kind kind, Deed deed);
/// Who must act next: the side that holds the ball, or nobody when it is over or only watched.
std::optional<By> turn(const Request& request);

/// The four things that end a transfer (UX: a handover is finished only when they are true).
struct Closing {
    bool owner_named{}, next_step{}, family_agrees{}, watch_dates{}, first_contact{};
    bool whole() const {
        return owner_named && next_step && family_agrees && watch_dates && first_contact;
    }
};
Closing closing(const Request& request);

/// All reasons at once. kWhole: no input could mend it.
Refusals reasons_not_to(const Attempt& attempt, const Request& request);
Result<Change> perform(const Attempt& attempt, const Request& before);

/// What may leave: the asked items must be allowed by the family. Empty when all is allowed.
Refusals reasons_not_to_send(Kind kind, Mask items, Mask consented, std::string_view request);

Date answer_due(Date sent, bool urgent);
/// 1, 3 and 6 months after acceptance, moved to working days.
std::vector<Date> follow_up_dates(Date accepted);

}  // namespace michi::handover
