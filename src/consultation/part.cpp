// The route table of reception: every row says who may.

#include "consent/consent.hpp"
#include "consultation/pages.hpp"

namespace michi::consultation {
namespace {

using web::Method;
using web::Route;

constexpr std::array kRoutes{
    Route{Method::get, "/w/intake", queue, Act::see_intake_list},
    Route{Method::post, "/w/intake", start, Act::receive_consultation},
    Route{Method::get, "/w/intake/{R}", show, Act::read_consultation},
    Route{Method::post, "/w/intake/{R}", close, Act::edit_consultation},
    Route{Method::post, "/w/intake/{R}/draft", save, Act::edit_consultation},
    Route{.method = Method::post,
          .path = "/w/intake/{R}/hint",
          .run = hint,
          .may = Act::read_consultation,
          .before = look},
    Route{Method::post, "/w/intake/{R}/discard", discard, Act::edit_consultation},
    Route{Method::post, "/w/intake/{R}/resume", resume, Act::edit_consultation},
    Route{Method::post, "/w/intake/{R}/outcome", outcome, Act::edit_consultation},
    Route{Method::post, "/w/intake/{R}/complete", complete, Act::edit_consultation},
    Route{Method::post, "/w/intake/{R}/unheard", leave_unheard, Act::edit_consultation},
    Route{Method::post, "/w/intake/{R}/case", link, Act::edit_consultation},
    Route{Method::post, "/w/intake/{R}/no-case", unlink, Act::edit_consultation},
    Route{Method::post, "/w/intake/{R}/in-charge", assign_to, Act::edit_consultation},
};

}  // namespace

Circumstances of_centre() {
    Circumstances circumstances;
    circumstances.relation = Relation::centre;
    return circumstances;
}

Circumstances around(const web::Context& c, const Reception& r) {
    Circumstances circumstances;
    circumstances.relation = r.centre == c.who.organisation ? Relation::centre : Relation::none;
    record::put_protection(c.tx, c.who, r.case_id, circumstances);
    if (hides_home(r.answers.hide_home, r.case_id)) {
        const bool goes_on = r.state == State::draft && c.who.role == Role::centre_head;
        circumstances.is_protected = true;
        circumstances.in_protected_team =
            goes_on || who_knows_home(r.in_charge, r.received_by) == c.who.account;
    }
    return circumstances;
}

std::string at_reception(Id<Consultation> id) { return "consultation/" + std::to_string(id.value); }

web::Url url_of(Id<Consultation> id) { return web::Url("/w/intake").segment(reception_number(id)); }

Reception open(web::Context& c, Act act) {
    const Id<Consultation> id{c.number("R")};
    auto r = reception_of(c.tx, c.vault, c.who.organisation, id);
    if (!r) consent::absent(c, act, at_reception(id));
    c.require(act, around(c, *r), at_reception(id), r->case_id.value);
    return std::move(*r);
}

web::Part part() { return {"consultation", kRoutes}; }

}  // namespace michi::consultation
