#include "work/turns.hpp"

#include <algorithm>

namespace michi::work {
namespace {

struct Far {
    bool asked;
    std::string_view state;
    Word said;
};
/// A request between this organisation and another one while it is the other's turn.
constexpr std::array kFar{
    Far{true, "answered", "work.far_answered"_w},  Far{true, "confirmed", "work.far_confirmed"_w},
    Far{false, "sent", "work.far_sent"_w},         Far{false, "received", "work.far_received"_w},
    Far{false, "accepted", "work.far_accepted"_w}, Far{false, "working", "work.far_accepted"_w},
};

}  // namespace

std::optional<Turn> turn_named(std::string_view id) {
    const auto it = std::ranges::find(kTurns, id, &TurnRow::id);
    if (it == kTurns.end()) return std::nullopt;
    return static_cast<Turn>(it - kTurns.begin());
}

Turn turn_of(const Held& held) {
    if (held.ours) return held.asked && held.state == "sent" ? Turn::fresh : Turn::ours;
    if (held.side == "f") return Turn::family;
    return held.side == "c" ? Turn::centre : Turn::others;
}

Word said_of(const Held& held) {
    const auto it = std::ranges::find_if(
        kFar, [&](const Far& far) { return far.asked == held.asked && far.state == held.state; });
    if (it != kFar.end()) return it->said;
    return held.side == "f"   ? "work.with_family"_w
           : held.side == "c" ? "work.with_centre"_w
                              : "work.with_others"_w;
}

}  // namespace michi::work
