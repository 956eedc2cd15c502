// Handlers of assurance, and what its pages share.
#pragma once

#include "assurance/form.hpp"
#include "assurance/rules.hpp"
#include "assurance/store.hpp"
#include "base/municipality.hpp"
#include "base/text.hpp"
#include "published/published.hpp"

namespace michi::assurance {

// calls.cpp
web::Answer show_calls(web::Context& c);
web::Answer record_call(web::Context& c);
web::Answer calls_file(web::Context& c);
// edit.cpp
web::Answer show_edit(web::Context& c);
web::Answer save_edit(web::Context& c);
web::Answer make_link(web::Context& c);
web::Answer revoke_link(web::Context& c);
web::Answer change_keeper(web::Context& c);
// campaigns.cpp
web::Answer show_campaigns(web::Context& c);
web::Answer start_campaign(web::Context& c);
web::Answer show_campaign(web::Context& c);
web::Answer record_reminder(web::Context& c);
web::Answer show_sheets(web::Context& c);
web::Answer show_mail(web::Context& c);
web::Answer show_sheet(web::Context& c);
web::Answer addresses_file(web::Context& c);
// own.cpp
web::Answer show_door(web::Context& c);
web::Answer open_sheet(web::Context& c);
web::Answer send_sheet(web::Context& c);
web::Answer show_paper(web::Context& c);
web::Answer send_paper(web::Context& c);
web::Answer list_own(web::Context& c);
web::Answer show_kept(web::Context& c);
web::Answer send_kept(web::Context& c);
// proposals.cpp
web::Answer show_proposals(web::Context& c);
web::Answer show_proposal(web::Context& c);
web::Answer decide_proposal(web::Context& c);
// corrections.cpp
web::Answer show_correction(web::Context& c);
web::Answer send_correction(web::Context& c);
web::Answer show_answers(web::Context& c);
web::Answer find_answer(web::Context& c);

// ---- shared (standing.cpp) ----
/// Guessing at codes from everywhere is slowed.
std::int64_t delay_of_code(web::Context& c);
/// Whether the next code of this address is not looked at.
bool must_wait(web::Context& c);
/// A wrong code is counted.
void note_wrong_code(web::Context& c);
using Entry = directory::Listing;
/// The entry of {S} as far as this person may know it; throws NotFound.
std::shared_ptr<const Entry> entry_of(web::Context& c);
std::shared_ptr<const Entry> entry_with(Tx& tx, Id<directory::Service> id,
                                        directory::Visibility audience);
Freshness freshness_of(const directory::Snapshot& all, const Entry& entry, Date today);
std::string_view tone_of(Freshness freshness);
std::string place_of(const Entry& entry);
Word kind_word(std::string_view kind);
std::vector<Choice> kind_choices(const directory::Snapshot& all, std::string_view chosen);
std::vector<Choice> place_choices(const directory::Snapshot& all, std::string_view chosen);
std::vector<DiffLine> diff_lines(const std::vector<Change>& changes, Lang lang);
web::Shell staff_shell(const web::Context& c, Word title);
using published::public_shell;
using published::spoken_at;
/// What a mail to the place says: 0 the first, 1 and 2 the reminders.
std::string mail_text(web::Context& c, const Letter& letter, const Entry& entry,
                      std::int64_t which);
/// 「2日と3時間」, 「5時間」.
std::string hours_line(std::int64_t hours, Lang lang);
/// One number of a page of fifty: how many pages, and where this one begins.
struct PageOf {
    std::int64_t page{1}, pages{1};
    std::size_t from{};
};
inline constexpr std::size_t kPage = 50;
PageOf page_of(std::size_t total, std::int64_t asked);

}  // namespace michi::assurance
