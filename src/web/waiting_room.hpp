// Where requests that are put off wait. Its places end, so that waiting is no new way to fill the memory.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace michi::web {

inline constexpr int kMostWaiting = 2048;     // at once
inline constexpr int kMostWaitingOfOne = 64;  // of one household
/// Those of one household go on one after the other, so that they never take both places of the hash.
inline constexpr std::chrono::milliseconds kApart{60};

class WaitingRoom {
  public:
    using Moment = std::chrono::steady_clock::time_point;
    /// When this one goes on: after its wait, and apart from the others of its household. Nothing when
    /// the room, or the household's part of it, is full.
    std::optional<Moment> enter(const std::string& household, Moment now,
                                std::chrono::milliseconds wait);
    void leave(const std::string& household);

  private:
    std::mutex mutex_;
    struct Household {
        int waiting{};
        Moment last{};  // when the latest of them goes on
    };
    std::map<std::string, Household> waiting_;
    int all_{};
};

}  // namespace michi::web
