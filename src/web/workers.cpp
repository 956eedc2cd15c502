#include "web/workers.hpp"

#include <sys/resource.h>

namespace michi::web {
namespace {

// Hashing takes a core for some 30 ms; whole lists are made once and kept; an import takes seconds.
constexpr LaneSize kSignIn{2, 256, 64}, kFiles{2, 512, 128, 5}, kImports{2, 64, 16, 10};
constexpr int kPagesEachLoop = 8;
constexpr std::size_t kQueuedPages = 1024;
constexpr std::string_view kWaiting = "michi_lane_waiting",
                           kWaitingHelp = "Requests that wait for a thread.";

}  // namespace

Workers::Workers(const LaneSize& size) : size_(size) {
    for (int i = 0; i < size.threads; ++i) threads_.emplace_back([this] { run(); });
}

Workers::~Workers() { end(); }

bool Workers::post(const std::string& address, std::function<void()> job) {
    const std::lock_guard lock(mutex_);
    if (ending_ || queued_ >= size_.queue) return false;
    const auto own = waiting_.find(address);
    if (own == waiting_.end()) {
        waiting_[address].push_back(std::move(job));
        turns_.push_back(address);
    } else {
        if (own->second.size() >= size_.share) return false;
        own->second.push_back(std::move(job));
    }
    ++queued_;
    wake_.notify_one();
    return true;
}

std::size_t Workers::waiting() {
    const std::lock_guard lock(mutex_);
    return queued_;
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

/// The first job of the address whose turn it is; the address goes to the end when it has more.
std::function<void()> Workers::next() {
    const auto own = waiting_.find(turns_.front());
    auto job = std::move(own->second.front());
    own->second.pop_front();
    if (own->second.empty())
        waiting_.erase(own);
    else
        turns_.push_back(turns_.front());
    turns_.pop_front();
    --queued_;
    return job;
}

void Workers::run() {
    if (size_.nice > 0) setpriority(PRIO_PROCESS, 0, size_.nice);  // of this thread alone
    for (;;) {
        std::function<void()> job;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [this] { return ending_ || queued_ > 0; });
            if (queued_ == 0) return;
            job = next();
        }
        job();
    }
}

Lanes::Lanes(bool pages_wait, int loops)
    : pages_(pages_wait ? std::make_unique<Workers>(
                              LaneSize{kPagesEachLoop * loops, kQueuedPages, kQueuedPages / 2})
                        : nullptr),
      sign_in_(kSignIn),
      files_(kFiles),
      imports_(kImports),
      sign_ins_waiting_(kWaiting, kWaitingHelp, [this] { return double(sign_in_.waiting()); },
                        {{"lane", "sign_in"}}),
      files_waiting_(kWaiting, kWaitingHelp, [this] { return double(files_.waiting()); },
                     {{"lane", "files"}}),
      imports_waiting_(kWaiting, kWaitingHelp, [this] { return double(imports_.waiting()); },
                       {{"lane", "imports"}}) {}

Workers* Lanes::of(Lane lane) {
    switch (lane) {
        case Lane::sign_in:
            return &sign_in_;
        case Lane::files:
            return &files_;
        case Lane::imports:
            return &imports_;
        case Lane::pages:
            break;
    }
    return pages_.get();
}

void Lanes::end() {
    if (pages_) pages_->end();
    sign_in_.end();
    files_.end();
    imports_.end();
}

}  // namespace michi::web
