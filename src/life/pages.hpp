// Handlers of life, and what its pages share.
#pragma once

#include "life/life.hpp"
#include "life/views.hpp"
#include "work/shown.hpp"

namespace michi::life {

web::Answer show_team(web::Context& c);
web::Answer join_team(web::Context& c);
web::Answer show_member(web::Context& c);
web::Answer change_member(web::Context& c);
web::Answer end_member(web::Context& c);

web::Answer show_charge(web::Context& c);
web::Answer put_in_charge(web::Context& c);

web::Answer show_closing(web::Context& c);
web::Answer close_case(web::Context& c);
web::Answer reopen_case(web::Context& c);

web::Answer show_move(web::Context& c);
web::Answer move_case(web::Context& c);

web::Answer show_guardians(web::Context& c);
web::Answer link_guardian(web::Context& c);
web::Answer end_guardian(web::Context& c);

// ---- shared ----
web::Shell shell_of(const work::Opened& o);
web::Url address_of(const work::Opened& o, std::string_view page);
/// To the page that says what was saved, by a word of work/shown.cpp.
web::Answer saved(const web::Context& c, web::Url at, std::string_view said);
/// A line in the course of the case, for the Centre, and the entry of the audit.
void tell(web::Context& c, const work::Opened& o, Word said, const Args& args, std::string_view act,
          std::string detail = {});
/// The last day that is in, of rows whose end is the first day without (Answering, Member).
std::string last_day(Date since, Date until);
/// A request under way between the Centre and this organisation; "" none.
std::string open_request_with(web::Context& c, const work::Opened& o,
                              Id<Organisation> organisation);

/// Turns of these organisations, which read the case no more, are the Centre's from now on; nobody hands
/// them back by undoing.
void take_turns(web::Context& c, const work::Opened& o,
                const std::vector<Id<Organisation>>& of_these);

}  // namespace michi::life
