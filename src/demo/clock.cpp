// The one row that only `demo` writes: this is a demonstration, and so far is its clock ahead.
#include "demo/demo.hpp"

namespace michi::demo {

std::optional<std::chrono::milliseconds> ahead(Tx& tx) {
    const auto found =
        tx.all("SELECT ahead_ms FROM demonstration", [](const Row& row) { return row.integer(0); });
    if (found.empty()) return std::nullopt;
    return std::chrono::milliseconds{found.front()};
}

void set_ahead(Tx& tx, std::chrono::milliseconds ahead) {
    tx.run(
        "INSERT INTO demonstration (id, ahead_ms) VALUES (1, $1)"
        " ON CONFLICT (id) DO UPDATE SET ahead_ms = excluded.ahead_ms",
        std::int64_t(ahead.count()));
    Trace trace;
    trace.kind = TraceKind::system;
    trace.action = "demo.clock";
    trace.detail = std::to_string(ahead.count());
    tx.trace(std::move(trace));
}

}  // namespace michi::demo
