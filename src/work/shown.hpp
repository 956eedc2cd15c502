// Views made from rows: what one reader may see of a child, an action, an entry.
#pragma once

#include "consent/consent.hpp"
#include "people/people.hpp"
#include "web/web.hpp"
#include "work/views.hpp"
#include "work/worklist.hpp"

namespace michi::work {

/// One case opened by one reader, with what the policy lets through.
struct Opened {
    record::CaseBrief brief;
    Circumstances around;
    Decision decision;
    std::vector<record::Care> care;
    bool may(Field field) const { return has(decision.fields, field); }
};
/// Throws as Context::require does. {W} of the route.
Opened open_case(web::Context& c, Act act);
Opened open_case(web::Context& c, Id<record::Case> id, Act act);

MarkView mark(std::string_view side);
/// 病院 医, 訪問看護 訪, a town 町 … as far as it is known.
MarkView mark_of(const people::OrganisationBrief& organisation);
std::string municipality_name(std::string_view code);
/// "佐伯 ひなた さん" or the number when names are hidden.
std::string shown_name(const web::Context& c, Id<record::Case> id, const std::string& kanji,
                       const std::string& kana);
std::string age_line(const std::optional<Date>& birth, Date today);

IdentityView identity(web::Context& c, const Opened& o);
WorkRow action_row(const web::Context& c, const ActionRow& action, bool may_finish);
std::vector<ConsentRow> consent_rows(web::Context& c, Id<record::Case> id);
std::vector<ConsentRow> consent_rows(web::Context& c, const std::vector<consent::Receiver>& matrix);
std::vector<Word> consent_words();
/// Due text with the overdue working days.
void set_due(WorkRow& row, const ActionRow& action, Date today);

}  // namespace michi::work
