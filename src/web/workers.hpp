// Threads for work that blocks. Each lane has its own behind a queue that ends: what does not fit is refused,
// not piled up, and what is slow holds up nothing but its own lane.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "platform/metrics.hpp"
#include "web/web.hpp"

namespace michi::web {

struct LaneSize {
    int threads{};
    std::size_t queue{};  // jobs that may wait
    std::size_t share{};  // of them from one address: 50 colleagues may sit behind one
    int nice{};           // above 0 where pages come first
};

/// Addresses take turns, so that many jobs of one hold up another's by no more than one.
class Workers {
  public:
    explicit Workers(const LaneSize& size);
    ~Workers();
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;
    /// False when the queue or the address's share of it is full, or the threads are ending.
    bool post(const std::string& address, std::function<void()> job);
    std::size_t waiting();
    /// Finishes what is queued.
    void end();

  private:
    using Jobs = std::deque<std::function<void()>>;
    void run();
    std::function<void()> next();
    const LaneSize size_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::unordered_map<std::string, Jobs> waiting_;  // by address, never empty
    std::deque<std::string> turns_;                  // each address that waits, once
    std::size_t queued_{};
    bool ending_{};
    std::vector<std::thread> threads_;
};

class Lanes {
  public:
    /// Pages need threads only where their storage waits for a network.
    Lanes(bool pages_wait, int loops);
    /// Null: made on the loop that asks.
    Workers* of(Lane lane);
    void end();

  private:
    std::unique_ptr<Workers> pages_;
    Workers sign_in_, files_, imports_;
    metrics::Gauge sign_ins_waiting_, files_waiting_, imports_waiting_;
};

}  // namespace michi::web
