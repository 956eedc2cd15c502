// Views made from rows: what one reader may see of a child, an action, an entry.
#pragma once

#include "consent/consent.hpp"
#include "people/people.hpp"
#include "web/web.hpp"
#include "work/views.hpp"
#include "work/worklist.hpp"

namespace michi::work {

/// One case opened by one reader, with its care as far as the policy lets it through.
struct Opened : consent::Opened {
    std::vector<record::Care> care{};
};
/// Throws as Context::require does. {W} of the route.
Opened open_case(web::Context& c, Act act);
Opened open_case(web::Context& c, Id<record::Case> id, Act act, Mine mine = Mine::other);

MarkView mark(std::string_view side);
/// 病院 医, 訪問看護 訪, a town 町 … as far as it is known.
MarkView mark_of(const people::OrganisationBrief& organisation);
std::string municipality_name(std::string_view code);
/// A line of a list of cases as this reader may see it.
record::Shown listed(const web::Context& c, const CaseLineRow& row);
/// "佐伯 ひなた さん" or the number when names are hidden.
std::string shown_name(const web::Context& c, Id<record::Case> id, const std::string& kanji,
                       const std::string& kana);
/// What is typed about a child, as it may be shown: while names are hidden, without names and numbers.
std::string told(const web::Context& c, const record::CaseBrief& brief, std::string text);
std::string told(const web::Context& c, Id<record::Case> id, std::string text);
/// What is to be done, so; what the program itself laid down names nobody.
std::string what_of(const web::Context& c, const ActionRow& action, const Decision& opens);
/// What was written down, so: and of a talk with the family only that it was.
std::string text_of(const web::Context& c, const record::CaseBrief& brief,
                    const record::EntryRow& entry, const Decision& decision);
std::string age_line(const std::optional<Date>& birth, Date today);

IdentityView identity(web::Context& c, const Opened& o);
/// What opens a step: reading its case, and to whoever holds it the act that is asked of them.
Decision opening(const web::Context& c, const Circumstances& around, const ActionRow& action);
/// How late a step is, its holder and the Centre mind; to nobody else is it said.
bool may_know_lateness(const Subject& who, const ActionRow& action);
/// Without what one may do with it.
WorkRow action_row(const web::Context& c, const ActionRow& action, const Decision& opens);
/// What the reader may do with the step: the decisions that its routes take.
void offer(web::Context& c, WorkRow& row, const ActionRow& action, Circumstances around);
/// The turn of an open request is never taken: its sender recalls the request.
bool may_take_back(const web::Context& c, const ActionRow& action, const Circumstances& around);
/// Only receivers that may be named to this reader.
std::vector<ConsentRow> consent_rows(web::Context& c, const Opened& o,
                                     const std::vector<consent::Receiver>& matrix);
std::vector<Word> consent_words();
/// Due text with the overdue working days.
void set_due(WorkRow& row, const ActionRow& action, Date today);

}  // namespace michi::work
