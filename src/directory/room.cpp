#include "directory/room.hpp"

#include <algorithm>

namespace michi::directory {
namespace {

std::string unit_text(const Room& room, Lang lang) {
    const auto found = std::ranges::find(kRoomUnits, room.unit, &RoomUnit::id);
    return found == kRoomUnits.end() ? "" : std::string(word_text(found->word, lang));
}

void add(std::string& line, const std::string& part) {
    if (!part.empty()) line.append(line.empty() ? "" : " ").append(part);
}

}  // namespace

Word state_word(RoomState state) {
    const auto found = std::ranges::find(kRoomStates, state, &RoomStateName::state);
    return found == kRoomStates.end() ? "directory.state_not_told"_w : found->word;
}

std::optional<RoomState> room_state(std::string_view id) {
    const auto found = std::ranges::find(kRoomStates, id, &RoomStateName::id);
    return found == kRoomStates.end() ? std::nullopt : std::optional(found->state);
}

std::string room_line(const Room& room, bool stale, Lang lang) {
    if (room.state == RoomState::not_told) return {};
    const std::string unit = unit_text(room, lang);
    std::string line;
    if (stale) line = word_text("directory.room_last_told"_w, lang);
    add(line, std::string(word_text(state_word(room.state), lang)));
    if (room.available) add(line, std::to_string(*room.available) + unit);
    if (room.maximum)
        add(line, say("directory.room_of"_w, lang, {{"n", std::to_string(*room.maximum) + unit}}));
    add(line, room.times);
    if (room.waiting)
        add(line, say("directory.room_waiting"_w, lang, {{"n", std::to_string(*room.waiting)}}));
    if (room.wait_months)
        add(line, say("directory.room_months"_w, lang, {{"n", std::to_string(*room.wait_months)}}));
    return line;
}

}  // namespace michi::directory
