// Names, kana, birth dates and telephone numbers in memory: the search over persons and the hint
// that somebody may be known already. Never at rest (security bar 4.2).
#pragma once

#include <atomic>
#include <mutex>

#include "platform/changes.hpp"
#include "platform/person_index.hpp"
#include "record/record.hpp"

namespace michi::record {

/// One person for each case; ids are those of the cases.
class Persons {
  public:
    /// Says that load() is under way elsewhere: nobody waits for it.
    void expect_load();
    void load(Tx& tx, Vault& vault);
    /// Follows what was committed since, in this snapshot; loads when nobody does. False as long
    /// as not everybody has been read.
    bool keep_up(Tx& tx, Vault& vault);
    bool is_behind(Tx& tx) const { return follower_.is_behind(tx); }
    bool tidy() { return index_.tidy(); }
    const PersonIndex& index() const { return index_; }

  private:
    enum class State { empty, loading, whole };

    PersonIndex index_;
    Follower follower_;
    std::mutex loading_;
    std::atomic<State> state_{State::empty};
};

}  // namespace michi::record
