// Notes and consultations in memory, to be found by any part of their words. Never at rest.
#pragma once

#include <atomic>
#include <mutex>

#include "consultation/consultation.hpp"
#include "platform/changes.hpp"
#include "platform/text_index.hpp"
#include "record/record.hpp"

namespace michi::search {

enum class TextKind { entry = 0, consultation = 1 };

/// Where a text stands. Its key in the index grows with the time of what it tells.
struct TextAt {
    TextKind kind{TextKind::entry};
    std::int64_t row{};
    friend auto operator<=>(const TextAt&, const TextAt&) = default;
};
std::int64_t key_of(TextAt at, Instant when);
TextAt at_key(std::int64_t key);

/// The texts that this person may read.
SearchScope texts_in_reach(Tx& tx, const Subject& who, Date today);

class Texts {
  public:
    using Read = std::function<void(const std::function<void(Tx&)>&)>;

    /// Says that load() is under way elsewhere: nobody waits for it.
    void expect_load();
    /// Newest first, in parts: `read` gives a snapshot for each; `go_on` is asked between them.
    void load(const Read& read, Vault& vault, const std::function<bool()>& go_on);
    /// Follows what was committed since, in this snapshot; loads when nobody does. False as long
    /// as older texts are still to be read.
    bool keep_up(Tx& tx, Vault& vault);
    bool is_behind(Tx& tx) const { return follower_.is_behind(tx); }
    bool tidy() { return index_.tidy(); }
    const TextIndex& index() const { return index_; }

  private:
    void read_again(Tx& tx, Vault& vault, TextAt at);
    void withdraw(std::int64_t entry);

    enum class State { empty, loading, whole };

    TextIndex index_;
    Follower follower_;
    std::mutex loading_, withdrawn_mutex_;
    std::vector<std::int64_t> withdrawn_;  // entries that went while older ones were being read
    std::atomic<State> state_{State::empty};
};

}  // namespace michi::search
