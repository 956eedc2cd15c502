// Front door of assurance: how the directory stays true. Who asked a place and when, what places and
// visitors propose, and who decided.
#pragma once

#include <vector>

#include "assurance/model.hpp"
#include "platform/jobs.hpp"
#include "web/web.hpp"

namespace michi::assurance {

std::string campaign_number(Id<Campaign> id);  // "C-0001"
std::string proposal_number(Id<Proposal> id);  // "P-0001"

/// Sheets that nobody answered after two reminders: their entries are unconfirmed since that day.
/// Answers how many were marked now.
std::int64_t settle_campaigns(Tx& tx, Date today);
std::vector<JobKind> job_kinds();
std::vector<Daily> dailies();

/// For the demonstration: a campaign as if staff had begun it that day, and what came back.
Id<Campaign> begin_campaign(Tx& tx, const Vault& vault, const NewCampaign& fresh);
void note_reminder(Tx& tx, Id<Campaign> campaign, int which, Date on);
std::vector<Letter> letters_of(Tx& tx, Id<Campaign> campaign);
void note_answer(Tx& tx, Id<Letter> letter, std::string_view way, Date on);
Id<Proposal> propose(Tx& tx, Vault& vault, const NewProposal& fresh);

/// What was decided of a proposal; the caller writes what was taken into the directory.
void note_decision(Tx& tx, Vault& vault, Id<Proposal> proposal, const Decided& decided);

/// The bodies whose entries this organisation's people may write.
std::vector<Id<directory::Provider>> bodies_kept_by(Tx& tx, Id<Organisation> organisation);

/// From now on the organisation's people write the entries of this body; once more changes nothing.
void set_keeper(Tx& tx, Id<Organisation> who, Id<directory::Provider> body, Id<Account> by,
                Instant at);

/// Proposals that nobody has decided.
std::int64_t count_waiting(Tx& tx);

web::Part part();

}  // namespace michi::assurance
