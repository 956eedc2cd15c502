// Threads for work that blocks, behind a queue that ends: what does not fit is refused, not piled up.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace michi::web {

class Workers {
  public:
    Workers(int threads, std::size_t queue_limit);
    ~Workers();
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;
    /// False when the queue is full or the threads are ending.
    bool post(std::function<void()> job);
    /// Finishes what is queued.
    void end();

  private:
    void run();
    std::size_t limit_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> queue_;
    bool ending_{};
    std::vector<std::thread> threads_;
};

}  // namespace michi::web
