// How long the other side of a connection may still take.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace michi::web {

using Moment = std::chrono::steady_clock::time_point;

/// Bytes buy time at the slowest rate that is borne, but never more than the whole patience from now:
/// what stalls or trickles is given up soon, however much came before.
class Patience {
  public:
    explicit Patience(std::chrono::milliseconds whole) : whole_(whole) {}
    void begin(Moment now) { until_ = now + whole_; }
    void came(std::size_t bytes, std::size_t a_second, Moment now) {
        until_ = std::min(until_ + std::chrono::microseconds(bytes * 1'000'000 / a_second),
                          now + whole_);
    }
    Moment until() const { return until_; }

  private:
    std::chrono::milliseconds whole_;
    Moment until_{};
};

}  // namespace michi::web
