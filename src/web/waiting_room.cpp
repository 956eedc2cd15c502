#include "web/waiting_room.hpp"

namespace michi::web {

bool WaitingRoom::enter(const std::string& household) {
    const std::lock_guard lock(mutex_);
    if (all_ >= kMostWaiting) return false;
    int& of_one = waiting_[household];
    if (of_one >= kMostWaitingOfOne) return false;
    ++of_one;
    ++all_;
    return true;
}

void WaitingRoom::leave(const std::string& household) {
    const std::lock_guard lock(mutex_);
    const auto place = waiting_.find(household);
    if (place == waiting_.end()) return;
    --all_;
    if (--place->second == 0) waiting_.erase(place);
}

}  // namespace michi::web
