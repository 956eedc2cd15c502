// One request opened by one of its two sides.
#pragma once

#include "handover/handover.hpp"
#include "handover/views.hpp"
#include "people/people.hpp"

namespace michi::handover {

std::string side_of(const people::OrganisationBrief& organisation);
MarkView mark(std::string_view side);
/// With its trade, as far as it is known.
MarkView mark_of(const people::OrganisationBrief& organisation);
/// The child's name, "" when names are hidden.
std::string shown(const web::Context& c, const record::CaseBrief& brief);

/// Requests by whose turn; `current` is the number of the one that is open beside the list.
ListView list_view(web::Context& c, bool given, Id<record::Case> case_id, std::string_view current);

struct Opened {
    Request request;
    record::CaseBrief brief;
    Circumstances around;
    bool is_over{};  // no part in the case any more: what was told stays, nothing new comes
};
/// Throws as Context::require does; NotFound for whoever is on neither side. {H} of the route.
Opened open_request(web::Context& c, Act act);

/// Nobody of the receiver signs in here: papers go out, and we write down what comes back.
bool is_on_paper(web::Context& c, const Request& request);
/// For whom the reader does this deed: on paper the sender writes down what the receiver said.
Id<Organisation> on_behalf_of(web::Context& c, const Request& request, Deed deed);

web::Answer list_requests(web::Context& c);
web::Answer show_letter(web::Context& c);
web::Answer show_reminder(web::Context& c);
web::Answer record_reminder(web::Context& c);

}  // namespace michi::handover
