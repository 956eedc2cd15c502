#include "web/workers.hpp"

namespace michi::web {

Workers::Workers(int threads, std::size_t queue_limit) : limit_(queue_limit) {
    for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

Workers::~Workers() { end(); }

bool Workers::post(std::function<void()> job) {
    const std::lock_guard lock(mutex_);
    if (ending_ || queue_.size() >= limit_) return false;
    queue_.push_back(std::move(job));
    wake_.notify_one();
    return true;
}

void Workers::end() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
        wake_.notify_all();
    }
    for (std::thread& thread : threads_)
        if (thread.joinable()) thread.join();
}

void Workers::run() {
    for (;;) {
        std::function<void()> job;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [this] { return ending_ || !queue_.empty(); });
            if (queue_.empty()) return;
            job = std::move(queue_.front());
            queue_.pop_front();
        }
        job();
    }
}

}  // namespace michi::web
