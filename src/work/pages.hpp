// Handlers of work, by page.
#pragma once

#include "web/web.hpp"
#include "work/model.hpp"
#include "work/views.hpp"

namespace michi::work {

web::Answer home(web::Context& c);
web::Answer my_day(web::Context& c);
web::Answer start(web::Context& c);
web::Answer my_page(web::Context& c);
web::Answer set_density(web::Context& c);

web::Answer show_action(web::Context& c);
web::Answer finish_action(web::Context& c);
web::Answer pass_action(web::Context& c);
web::Answer move_due(web::Context& c);
web::Answer take_back_action(web::Context& c);
/// The fresh change of the step in `?undo=` that the reader's organisation made; on the page of a case only of its
/// own steps. The words are as masked as the list of the day.
UndoView undoable(web::Context& c, Id<record::Case> on);
/// What was put there so that the case had a turn (form field "instead") goes when somebody says whose turn it is,
/// or when the last step is there again.
void end_placeholder(web::Context& c, Id<record::Case> case_id);
web::Answer undo_action(web::Context& c);
web::Answer assign_action(web::Context& c);
web::Answer peek_action(web::Context& c);
web::Answer new_action(web::Context& c);

web::Answer show_case(web::Context& c);
web::Answer list_cases(web::Context& c);
web::Answer show_access(web::Context& c);

web::Answer write_entry(web::Context& c);
web::Answer show_entry(web::Context& c);
web::Answer edit_entry_text(web::Context& c);
web::Answer tell_entry(web::Context& c);

web::Answer show_profile(web::Context& c);
web::Answer save_profile(web::Context& c);
web::Answer show_facts_history(web::Context& c);
web::Answer read_day(web::Context& c);
web::Answer show_consent(web::Context& c);
web::Answer record_consent(web::Context& c);
web::Answer show_protection(web::Context& c);
web::Answer change_protection(web::Context& c);

/// The case page again with refusals at the composer or the next-action form.
web::Answer case_again(web::Context& c, Refusals refusals);

}  // namespace michi::work
