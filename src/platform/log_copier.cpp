#include "platform/log_copier.hpp"

#include <exception>

#include "platform/clock.hpp"
#include "platform/log.hpp"
#include "platform/metrics.hpp"

namespace michi {
namespace {

const metrics::Durations kCopies("michi_log_copy_seconds",
                                 "Copying the log back into the database file.");

}  // namespace

LogCopier::LogCopier(std::function<Copy()> open)
    : open_(std::move(open)), thread_([this] { run(); }) {}

LogCopier::~LogCopier() {
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
        wake_.notify_one();
    }
    thread_.join();
}

void LogCopier::wake() {
    const std::lock_guard lock(mutex_);
    wanted_ = true;
    wake_.notify_one();
}

bool LogCopier::busy() const {
    const std::lock_guard lock(mutex_);
    return wanted_;
}

bool LogCopier::wait() {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return closing_ || wanted_; });
    return !closing_;
}

void LogCopier::run() {
    Copy copy;
    while (wait()) {
        try {
            if (!copy) copy = open_();
            const auto begun = steady_now();
            copied_ = copy();
            kCopies.observe(std::chrono::duration<double>(steady_now() - begun).count());
        } catch (const std::exception& why) {
            copy = nullptr;  // opened anew the next time
            log_fault("copy_log", why.what());
        }
        const std::lock_guard lock(mutex_);
        wanted_ = false;
    }
}

}  // namespace michi
