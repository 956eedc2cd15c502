// The course of a case and the topics of its entries.
#pragma once

#include "work/shown.hpp"

namespace michi::work {

/// Entries as `?show` and `?auto` ask for them.
void fill_course(web::Context& c, CaseView& v, const Opened& o);

/// To whoever may not read the records: who does; and inside the Centre how many there are and since when, so
/// that nobody tells a family that nothing was written down.
std::string told_of_entries(web::Context& c, const record::CaseBrief& brief, Relation relation);

std::vector<Choice> topic_choices(const std::string& topics);
/// As they are stored: known ids in the order of the list.
std::string topics_of(const std::vector<std::string>& chosen);
std::string topic_names(const std::string& topics);

/// A line that the program writes into the course: who changed what.
void wrote(web::Context& c, Id<record::Case> id, Word what, const Args& args);

}  // namespace michi::work
