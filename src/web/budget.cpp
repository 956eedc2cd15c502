#include "web/budget.hpp"

namespace michi::web {

bool Budget::fits(const Sums& address, std::size_t bytes, bool stranger) const {
    if (sums_.all + bytes > sizes_.all || address.all + bytes > sizes_.of_address) return false;
    return !stranger || (sums_.strangers + bytes <= sizes_.strangers &&
                         address.strangers + bytes <= sizes_.strangers_of_address);
}

void Budget::count(const std::string& address, std::size_t bytes, bool stranger) {
    Sums& own = addresses_[address];
    for (Sums* sums : {&sums_, &own}) {
        sums->all += bytes;
        if (stranger) sums->strangers += bytes;
    }
}

void Budget::uncount(const std::string& address, std::size_t bytes, bool stranger) {
    const auto own = addresses_.find(address);
    for (Sums* sums : {&sums_, &own->second}) {
        sums->all -= bytes;
        if (stranger) sums->strangers -= bytes;
    }
    if (own->second.all == 0) addresses_.erase(own);
}

std::size_t Budget::held() const {
    const std::lock_guard lock(mutex_);
    return sums_.all;
}

bool Budget::Part::hold(std::size_t bytes, const std::string& address, bool stranger) {
    const std::lock_guard lock(budget_.mutex_);
    if (held_) budget_.uncount(address_, held_, stranger_);
    const auto own = budget_.addresses_.find(address);
    if (!budget_.fits(own == budget_.addresses_.end() ? Sums() : own->second, bytes, stranger)) {
        if (held_) budget_.count(address_, held_, stranger_);
        return false;
    }
    if (bytes) budget_.count(address, bytes, stranger);
    address_ = address;
    held_ = bytes;
    stranger_ = stranger;
    return true;
}

void Budget::Part::give_back() {
    if (!held_) return;
    const std::lock_guard lock(budget_.mutex_);
    budget_.uncount(address_, held_, stranger_);
    held_ = 0;
}

}  // namespace michi::web
