// Which open action is the ball that a banner names.

#include "work/merge.hpp"
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

Changed what_changed(std::string_view was, std::string_view is) {
    const auto inside = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; };
    const std::size_t shorter = std::min(was.size(), is.size());
    std::size_t front = 0, back = 0;
    while (front < shorter && was[front] == is[front]) ++front;
    while (front > 0 &&
           ((front < was.size() && inside(was[front])) || (front < is.size() && inside(is[front]))))
        --front;
    while (back < shorter - front && was[was.size() - 1 - back] == is[is.size() - 1 - back]) ++back;
    while (back > 0 && (inside(was[was.size() - back]) || inside(is[is.size() - back]))) --back;
    return {was.substr(0, front), was.substr(front, was.size() - front - back),
            is.substr(front, is.size() - front - back), was.substr(was.size() - back)};
}

}  // namespace michi::work
