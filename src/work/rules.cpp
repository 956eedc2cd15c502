// Which open action is the ball that a banner names.

#include "work/work.hpp"

namespace michi::work {
namespace {

bool sooner(const ActionRow& left, const ActionRow& right) {
    return std::tuple(left.due, left.due_time, left.id) <
           std::tuple(right.due, right.due_time, right.id);
}

bool ours_and_due(const ActionRow& action, Date today) {
    return action.holder.side == "c" && action.due <= today;
}

}  // namespace

const ActionRow* main_ball(std::span<const ActionRow> open, Date today) {
    const ActionRow* ball = nullptr;
    for (const ActionRow& action : open) {
        if (action.kind != ActionKind::act) continue;
        const bool ours = ours_and_due(action, today);
        const bool held = ball && ours_and_due(*ball, today);
        if (!ball || (ours && !held) || (ours == held && sooner(action, *ball))) ball = &action;
    }
    return ball;
}

}  // namespace michi::work
