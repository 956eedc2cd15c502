#include "platform/clock.hpp"

#include <atomic>

namespace michi {
namespace {

std::atomic<std::int64_t> ahead_ms{0};

}  // namespace

Instant system_now() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count() + ahead_ms};
}

std::chrono::steady_clock::time_point steady_now() { return std::chrono::steady_clock::now(); }

void set_clock_ahead(std::chrono::milliseconds ahead) { ahead_ms = ahead.count(); }

std::chrono::milliseconds clock_ahead() { return std::chrono::milliseconds{ahead_ms}; }

}  // namespace michi
