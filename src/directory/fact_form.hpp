// The form that takes the answer of a telephone call, and the quick way to answer what was asked.
#pragma once

#include "directory/question.hpp"

namespace michi::directory {

/// Its choices, with what was typed.
FactForm fact_form(web::Context& c, const Snapshot& all);
/// What the form says, or why it cannot be taken.
Result<NewFact> read_fact(const web::Context& c);

/// What to ask by telephone: what the search asked, else what is asked often and not known. At most
/// nine, so that each has a digit.
std::vector<ToAskView> to_ask(const web::Context& c, const Listing& listing, const Question& q);
/// "ventilator:yes" of a button, told today by telephone; nothing when it is no such answer.
std::optional<NewFact> read_told(const web::Context& c);

}  // namespace michi::directory
