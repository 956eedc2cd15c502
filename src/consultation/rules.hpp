// What a consultation needs (two things), what it says about eligibility (never a gate), what is
// still to be asked.
#pragma once

#include "base/result.hpp"
#include "consultation/model.hpp"

namespace michi::consultation {

/// Only a channel and one character of words are demanded; a date that cannot be read is said so.
Refusals reasons_not_to_register(const Answers& answers, Date today);

/// When it reached the Centre: the day and time that were said, else when its record began; a time alone is
/// of the day on which the record began. Refused on "received_day" or "received_time": what cannot be read, a
/// day without a time, what lies ahead of `now`, what lies more than five years back.
Result<Instant> received_at(const Answers& answers, Instant started, Now now);

/// A note of an earlier moment, not a call that is taken now.
bool entered_afterwards(const Answers& answers);

/// Nothing typed: no date. Throws nothing; an unreadable date is a refusal on "year".
Result<std::optional<Date>> birth_of(const Answers& answers);
/// None where it cannot be read either.
std::optional<Date> readable_birth(const Answers& answers);

Eligibility eligibility(const Answers& answers, Date today);
Word sentence(Eligibility eligibility);
/// Every sentence that applies: age and school first, then care outside the score table, moving in.
std::vector<Word> explanation(const Answers& answers, Date today);
/// From 18 on the Act asks whether the person is in high school.
bool school_matters(const Answers& answers, Date today);

/// Age band for counting: unborn 0 1_2 3_5 6_11 12_14 15_17 18_19 20s 30plus unknown.
std::string age_band(std::optional<Date> birth, Date today);

/// What was heard, as far as a decision opens it: a case under 住所秘匿 hides where the child is also here.
Answers shown(Answers answers, const Decision& decision);

/// How many of the things the form asks are not yet heard.
int unheard(const Answers& answers);

/// Nothing was typed or chosen: a call that was none.
bool is_blank(const Answers& answers);

/// What is to be completed some day; each is a text key. Nothing of it ever stands in the way.
std::vector<Word> to_complete(const Answers& answers);

/// What else hangs on the case that a consultation is to be taken away from.
struct Ties {
    bool rewritten{};  // somebody went on writing in its entry there
    bool more{};       // the case has other entries, consultations or turns
};
Refusals reasons_not_to_unlink(const Reception& reception, Ties ties);

/// The topics with `main` first, when it is one of them.
std::vector<std::string> with_main_first(std::vector<std::string> topics, std::string_view main);

/// A consultation about no child: 地域支援, or nothing that names one.
bool names_a_child(const Answers& answers);

/// 個別 when a child or family is meant, unless the person chose.
std::string class_of(const Answers& answers);
/// What is counted of these answers on the day they were received, without an outcome.
Codes codes_of(const Answers& answers, Date day);
/// Caller, municipality and topic are known.
bool is_complete(const Codes& codes);

/// The kind of the entry that a consultation by this channel becomes: phone visit meeting letter.
std::string_view entry_kind(std::string_view channel);

/// Topics that words of the memo suggest, in the order of the list.
std::vector<std::string> suggested_topics(std::string_view folded_words);

/// A consultation without an outcome after three working days is on the head's list.
bool outcome_overdue(Date received_on, Date today);
/// The latest day whose consultations are overdue today.
Date overdue_until(Date today);

}  // namespace michi::consultation
