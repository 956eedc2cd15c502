// Changes told in the order of commits: how what a process keeps in memory follows its database,
// whoever wrote (this process, another node, a command).
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <string_view>

#include "platform/db.hpp"

namespace michi {

/// Becomes known when `tx` commits. `what` is a kind of row ("case", "entry").
void note_change(Tx& tx, std::string_view what, std::int64_t row);

/// The newest change in this snapshot; 0 when there is none.
std::int64_t newest_change(Tx& tx);

inline constexpr std::int64_t kChangesKept = 100'000;
/// Lets go of all but the newest; whoever is further behind reads everything again.
void forget_old_changes(Tx& tx);

/// How far one reader has followed.
class Follower {
  public:
    using Again = std::function<void(std::string_view what, std::int64_t row)>;
    enum class Way { whole, more, missed };

    void stand_at(std::int64_t change);
    bool is_behind(Tx& tx) const;
    /// Calls `again` once for each row that changed since, at most `at_most` changes at a time.
    /// A writing transaction sees what is not committed yet and follows nothing.
    Way follow(Tx& tx, const Again& again, int at_most);

  private:
    mutable std::mutex mutex_;
    std::int64_t seen_{};
};

}  // namespace michi
