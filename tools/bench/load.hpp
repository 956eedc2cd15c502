// A load of keep-alive connections from one thread: requests in turn, times of all answers.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bench {

/// Sent with every request of a connection; connections take the sessions in turn.
struct Session {
    std::string cookie, csrf;
};

struct Load {
    int port{};
    int connections{32};
    double seconds{5}, warm_up{1};
    std::string accept_encoding;
    std::vector<Session> sessions;
    /// "GET /path" or "POST /path form"; "{n}" in a form becomes a number never used before.
    std::vector<std::string> requests;
    int expected{200};
};

struct Outcome {
    std::int64_t answers{}, wrong{}, bytes{};
    std::int64_t all{};  // answers, those before the measuring too
    double seconds{}, own_cpu{};
    std::vector<std::int32_t> microseconds;  // sorted
    double at(double share) const;           // milliseconds
};

Outcome run(const Load& load);

}  // namespace bench
