// What a consultation needs (two things), what it says about eligibility (never a gate), what is
// still to be asked.
#pragma once

#include "base/result.hpp"
#include "consultation/model.hpp"

namespace michi::consultation {

/// Only a channel and one character of words are demanded; a date that cannot be read is said so.
Refusals reasons_not_to_register(const Answers& answers);

/// Nothing typed: no date. Throws nothing; an unreadable date is a refusal on "year".
Result<std::optional<Date>> birth_of(const Answers& answers);

Eligibility eligibility(const Answers& answers, Date today);
Word sentence(Eligibility eligibility);

/// Age band for counting: unborn 0 1_2 3_5 6_11 12_14 15_17 18_19 20s 30plus unknown.
std::string age_band(std::optional<Date> birth, Date today);

/// How many of the things the form asks are not yet heard.
int unheard(const Answers& answers);

/// A consultation about no child: 地域支援, or nothing that names one.
bool names_a_child(const Answers& answers);

/// 個別 when a child or family is meant, unless the person chose.
std::string class_of(const Answers& answers);

/// Topics that words of the memo suggest, in the order of the list.
std::vector<std::string> suggested_topics(std::string_view folded_words);

/// A registered consultation without an outcome after three working days is on the head's list.
bool outcome_overdue(Date registered_on, Date today);

}  // namespace michi::consultation
