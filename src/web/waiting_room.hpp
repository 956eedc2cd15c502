// Where requests that are put off wait. Its places end, so that waiting is no new way to fill the memory.
#pragma once

#include <map>
#include <mutex>
#include <string>

namespace michi::web {

inline constexpr int kMostWaiting = 2048;     // at once
inline constexpr int kMostWaitingOfOne = 64;  // of one household

class WaitingRoom {
  public:
    /// False when the room, or the household's part of it, is full.
    bool enter(const std::string& household);
    void leave(const std::string& household);

  private:
    std::mutex mutex_;
    std::map<std::string, int> waiting_;
    int all_{};
};

}  // namespace michi::web
