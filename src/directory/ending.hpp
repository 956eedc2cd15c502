// The end of a list that nobody publishes any more: its places go, but for those that another list
// names. It is a batch like an import and is taken back like one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "directory/difference.hpp"
#include "directory/list_identity.hpp"
#include "platform/db.hpp"
#include "policy/policy.hpp"

namespace michi::directory {

struct KeptList {
    PublishedList list;
    std::size_t rows{};            // that its newest edition holds
    std::optional<Date> ended_on;  // nothing while it goes on
    Id<Account> ended_by;          // nobody: by the command
};

/// All lists that hold rows, those that go on first, by name.
std::vector<KeptList> kept_lists(Tx& tx);
/// Throws NotFound.
KeptList kept_list(Tx& tx, Id<PublishedList> id);

/// What would become of its places.
struct Ending {
    std::vector<Stored> going;    // no other list names them
    std::vector<Stored> staying;  // another one does
    std::size_t rows() const { return going.size() + staying.size(); }
};
Ending ending_of(Tx& tx, Id<PublishedList> list);

/// Neither before its newest edition was taken nor ahead; refuses with a sentence about `ended_on`.
Refusals check_end(const KeptList& list, Date on, Date today);

/// `list` goes on until now; `rows`: how many were shown to go or stay. Refuses when that changed.
Refusals end_list(Tx& tx, const KeptList& list, Date on, std::size_t rows, Id<Account> by, Now now);

}  // namespace michi::directory
