// Front door of audit: keeps every trace in an order that cannot be changed unseen.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "audit/entry.hpp"
#include "audit/gap.hpp"
#include "platform/db.hpp"
#include "platform/vault.hpp"
#include "web/web.hpp"

namespace michi::audit {

/// The newest head outside the database.
class OutsideHead;
/// In `file`, made where it is absent. Throws StorageUnavailable when it cannot be had.
std::shared_ptr<OutsideHead> open_outside_head(const std::string& file, const Vault& vault);
/// With the minute's note, so that a power cut leaves no older one.
void sync(const OutsideHead& head);
/// The note in it; "" when there is none or it is not of this instance.
std::string note_of(const OutsideHead& head);
/// Entries that the head in `file` counts; 0 when there is no file or it is not of this instance.
std::int64_t entries_outside(const std::string& file, const Vault& vault);
/// Whether a note is signed by this instance, whatever it says.
bool is_ours(const Vault& vault, const std::string& note);

/// What Database::on_seal takes. `vault` outlives it. With `outside` the head is kept there after each
/// commit; the first that finds fewer entries than it counts records the gap before anything else.
Seal sealing(const Vault& vault, std::function<Instant()> clock,
             std::shared_ptr<const OutsideHead> outside = {});

/// Signs the tree as it stands when entries came since the last note (once a minute by `serve`).
void sign_checkpoint(Tx& tx, const Vault& vault, Instant at);
/// The newest signed note, to be kept elsewhere; "" when there is none.
std::string newest_checkpoint(Tx& tx);

/// How much there is, as the head says it: one row is read.
struct Extent {
    std::int64_t entries{}, noted{};  // noted: of them under a signed note
    std::optional<Instant> newest, noted_at;
};
Extent extent(Tx& tx);

struct Verdict {
    std::int64_t entries{};
    bool ok{true};
    std::optional<std::int64_t> first_bad;
    std::string what;                   // one sentence in English when not ok
    std::vector<std::string> declared;  // what is known to be missing, a sentence each
};

/// Reads everything once. `outside` are notes kept elsewhere: they find a whole older database. Not ok
/// as well while a gap that nobody acknowledged is recorded.
Verdict verify(Tx& tx, const Vault& vault, const std::vector<std::string>& outside = {});
Verdict verify(Database& database, const Vault& vault,
               const std::vector<std::string>& outside = {});

/// Every gap that was recorded, oldest first.
std::vector<Gap> gaps(Tx& tx);
/// A restore says that what came after its copy is missing; `newest` is a note of the instance that
/// was lost ("" none): it tells how much.
void declare_restore(Tx& tx, const std::string& newest);
/// Somebody knows of the lost entries and answers for going on; the gaps stay recorded.
int acknowledge_gaps(Tx& tx);

web::Part part();

/// Who looked at or changed this case, newest first.
std::vector<Entry> entries_of_case(Tx& tx, std::int64_t case_id, int limit);
/// Newest first, before `seq` (0: from the end).
std::vector<Entry> entries_before(Tx& tx, std::int64_t seq, int limit);

}  // namespace michi::audit
