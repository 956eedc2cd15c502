#include "web/waiting_room.hpp"

#include <algorithm>

namespace michi::web {

std::optional<WaitingRoom::Moment> WaitingRoom::enter(const std::string& household, Moment now,
                                                      std::chrono::milliseconds wait) {
    const std::lock_guard lock(mutex_);
    if (all_ >= kMostWaiting) return std::nullopt;
    Household& of_one = waiting_[household];
    if (of_one.waiting >= kMostWaitingOfOne) return std::nullopt;
    of_one.last = std::max(now + wait, of_one.last + kApart);
    ++of_one.waiting;
    ++all_;
    return of_one.last;
}

void WaitingRoom::leave(const std::string& household) {
    const std::lock_guard lock(mutex_);
    const auto place = waiting_.find(household);
    if (place == waiting_.end()) return;
    --all_;
    if (--place->second.waiting == 0) waiting_.erase(place);
}

}  // namespace michi::web
