// The handlers of reception and what they share; only the capability's own files include this.
#pragma once

#include "consultation/store.hpp"
#include "consultation/views.hpp"
#include "people/people.hpp"
#include "web/web.hpp"

namespace michi::consultation {

// ---- the one-screen intake ----
web::Answer start(web::Context& c);
web::Answer show(web::Context& c);
web::Answer save(web::Context& c);
void look(web::Context& c);  // what `hint` shows, worked out before the writer's turn
web::Answer hint(web::Context& c);
web::Answer close(web::Context& c);
web::Answer discard(web::Context& c);
web::Answer resume(web::Context& c);
// ---- what was received ----
web::Answer show_received(web::Context& c, const Reception& r, Refusals refusals = {});
web::Answer outcome(web::Context& c);
web::Answer complete(web::Context& c);
web::Answer leave_unheard(web::Context& c);
web::Answer link(web::Context& c);
web::Answer unlink(web::Context& c);
web::Answer assign_to(web::Context& c);
web::Answer queue(web::Context& c);

// ---- shared ----
/// The form as typed; a day as it is said (きのう) is written out, since it is read again later.
Answers read_answers(const web::Context& c);
Refusals reasons_not_to_register(const web::Context& c, const Reception& r, const Answers& answers);
/// The day and time of a note, from its two fields.
void take_moment(const web::Form& form, Date today, Answers& answers);
/// 「3月31日(火) 14:20」, and where it was entered afterwards the day of that.
std::string received_text(const web::Context& c, const Reception& r);
/// Whom a family may allow to be told of a child: not its own Centre, no family, no prefecture.
bool may_be_told(const people::OrganisationBrief& organisation);
/// What the family allowed is recorded with the case: whoever ties a call to `existing` has the right to
/// change its consent, and the factor at hand.
Refusals reasons_not_to_allow(web::Context& c, const Answers& answers, Id<record::Case> existing);
/// Ids that a form brings are taken only when they stand in a list the person was shown.
void keep_known(web::Context& c, Answers& answers);
Id<Account> colleague(web::Context& c, const std::string& id);
std::vector<Choice> colleagues(web::Context& c, Id<Account> chosen);
/// The case of this number when the person may read it; else none.
Id<record::Case> readable_case(web::Context& c, const std::string& number);

LiveView live(web::Context& c, const Reception& r, const Answers& answers);
std::vector<HintRow> same_persons(web::Context& c, const Answers& answers);
std::string code_text(const web::Context& c, const record::Code* code);
std::string municipality_text(const web::Context& c, std::string_view code);
std::string birth_text(const web::Context& c, const Answers& answers);
std::vector<TopicChip> topic_chips(const Answers& answers);
std::vector<Choice> municipality_choices(web::Context& c, const Answers& answers);
std::vector<Choice> class_choices(const Answers& answers);
/// Everything that was heard, in the order of the form; empty answers are left out. The words come last.
std::vector<Fact> facts(web::Context& c, const Answers& answers);

}  // namespace michi::consultation
