// One request opened by one of its two sides.
#pragma once

#include "handover/handover.hpp"
#include "handover/views.hpp"
#include "people/people.hpp"
#include "work/naming.hpp"

namespace michi::handover {

std::string side_of(const people::OrganisationBrief& organisation);
MarkView mark(std::string_view side);
/// With its trade, as far as it is known.
MarkView mark_of(const people::OrganisationBrief& organisation);
/// The child's name as the decision opens it, "" when names are hidden.
std::string shown(const web::Context& c, const record::CaseBrief& brief, const Decision& decision);
/// What a side of a request may read of it: also when it takes part in the case no more.
Decision as_a_side(const web::Context& c, Circumstances around);
/// Every request names where a child is helped: a sentence instead of one that may not be named.
std::string named(const web::Context& c, const work::Naming& naming,
                  const people::OrganisationBrief& organisation);

/// Requests by whose turn; `current` is the number of the one that is open beside the list.
ListView list_view(web::Context& c, bool given, Id<record::Case> case_id, std::string_view current);

struct Opened {
    Request request;
    record::CaseBrief brief;
    Circumstances around;
    Decision decision;
    /// What was asked and answered; a reception that may not sees that there is a request, and its state.
    bool may_read() const { return decision.opens(Field::notes); }
    bool is_over{};  // no part in the case any more: what was told stays, nothing new comes
};
/// Throws as Context::require does; NotFound for whoever is on neither side. {H} of the route.
Opened open_request(web::Context& c, Act act);
/// For an act of one side, or of who writes down what a receiver on paper said.
Opened open_request(web::Context& c, Act act, By by);
/// How the reader stands to an act of that side.
Mine whose_side(web::Context& c, const Request& request, By by);

/// Who takes care at the receiver's; "" where that one may not be named.
std::string owner_of(const work::Naming& naming, const Opened& o);
/// The open form; `deed` by its name.
void fill_form(web::Context& c, RequestView& v, const Opened& o, std::string_view deed);
void fill_way_out(web::Context& c, RequestView& v, const Opened& o);

/// Nobody of the receiver signs in here: papers go out, and we write down what comes back.
bool is_on_paper(web::Context& c, const Request& request);
bool is_on_paper(web::Context& c, Id<Organisation> receiver);
/// For whom the reader does this deed: on paper the sender writes down what the receiver said.
Id<Organisation> on_behalf_of(web::Context& c, const Request& request, By by);

web::Answer list_requests(web::Context& c);
web::Answer show_letter(web::Context& c);
web::Answer show_reminder(web::Context& c);
web::Answer record_reminder(web::Context& c);

}  // namespace michi::handover
