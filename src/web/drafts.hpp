// The one store of what was typed and not sent yet. A draft belongs to one account and one form as it was
// opened (its one-time key); it is offered to that account on the form's page, never put in unasked.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web/web.hpp"

namespace michi::web {

inline constexpr std::int64_t kDraftDays = 14;
/// Of one account; the oldest go first.
inline constexpr int kMostDrafts = 100;

struct DraftLine {
    std::int64_t id{};
    std::string once_key, action, page;  // page: where the form stands, with its query
    Instant saved_at{};
};
struct Draft : DraftLine {
    Form form;  // its hidden marks too (version, was_…): what it was opened with
};

/// Whether a form holds anything that a person typed and that may be kept: no search, nothing about
/// signing in, no secret.
bool is_worth_keeping(const Route& route, const Form& form);

/// Keeps or renews the draft of this form; a form that goes on with an earlier draft takes its place.
void keep_draft(Tx& tx, Vault& vault, Id<Account> account, std::string_view action,
                const Form& form, Instant at);
/// The form was saved: its draft and the one it went on with end.
void end_drafts(Tx& tx, Id<Account> account, const Form& form);
/// The key of the draft that this form goes on with, which another key of it may be by now; "" none.
std::string draft_key(Tx& tx, Id<Account> account, const Form& form);
void discard_draft(Tx& tx, Id<Account> account, std::int64_t id);

/// The newest first; none older than 14 days.
std::vector<DraftLine> drafts_of(Tx& tx, Id<Account> account, Instant at);
/// Those whose form stands on this page; of a page that another query makes another page (?case=), the same only.
std::vector<DraftLine> drafts_on(std::vector<DraftLine> drafts, std::string_view target);
std::optional<Draft> find_draft(Tx& tx, Vault& vault, Id<Account> account, std::int64_t id,
                                Instant at);
/// Whoever may not open the page any more has no drafts on it.
void end_drafts_on(Tx& tx, Id<Account> account, std::string_view path);
/// The page of an address on which a draft was gone on with; /w for what is no address of ours.
std::string without_draft(std::string page);
/// Where the draft is gone on with.
Url place_of(const DraftLine& draft);

}  // namespace michi::web
