// Rows of the letterbox: threads with their letters, and what is being written.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "letterbox/letterbox.hpp"
#include "letterbox/model.hpp"
#include "platform/db.hpp"
#include "platform/vault.hpp"

namespace michi::letterbox {

// ---- what is being written ----
inline constexpr std::int64_t kDraftKept = 24LL * 60 * 60 * 1000;  // ms after its last page
/// From then on what was written opens by its word alone, and a receipt not at all.
inline constexpr std::int64_t kDraftOpen = 2LL * 60 * 60 * 1000;
/// The draft of this cookie, unless it has been left for too long.
std::optional<Draft> draft_with(Tx& tx, Vault& vault, std::string_view token, Instant at);
/// Begins it or keeps it as it is now.
void keep_draft(Tx& tx, Vault& vault, std::string_view token, const Draft& draft, Instant at);
void end_draft(Tx& tx, const Vault& vault, std::string_view token);
void forget_drafts(Tx& tx, Instant at);

// ---- threads ----
Id<Thread> begin_thread(Tx& tx, Vault& vault, const NewThread& fresh, Instant at);
/// The consultation that it becomes, under the day on which it was written.
Id<Consultation> take_in(Tx& tx, Vault& vault, const Correspondence& thread);
void put_aside(Tx& tx, Id<Thread> id, bool aside);

std::optional<Correspondence> thread_with(Tx& tx, Vault& vault, std::string_view code);
std::optional<Correspondence> thread_of(Tx& tx, Vault& vault, Id<Consultation> consultation);
/// Throws NotFound.
Correspondence find_thread(Tx& tx, Vault& vault, Id<Thread> id);
/// Words of danger first, then the oldest.
std::vector<Correspondence> threads_in(Tx& tx, Vault& vault, Id<Organisation> centre, State state,
                                       int at_most, std::int64_t skip = 0);
std::int64_t count_threads(Tx& tx, Id<Organisation> centre, State state);
/// Of this Centre.
std::optional<Correspondence> thread_at(Tx& tx, Vault& vault, Id<Organisation> centre,
                                        Id<Thread> id);
/// Whether the code's thread has this second answer; `code` as read_receipt_code() reads it.
bool is_word(Tx& tx, const Vault& vault, std::string_view code, std::string_view typed);
bool is_birth(Tx& tx, const Vault& vault, std::string_view code, std::string_view typed);

/// One more letter; the consultation waits again, or no more. What was put aside is to be sorted again when its
/// writer goes on.
void add_letter(Tx& tx, Vault& vault, const Correspondence& thread, Kind kind, Id<Account> author,
                std::string_view words, Instant at);

}  // namespace michi::letterbox
