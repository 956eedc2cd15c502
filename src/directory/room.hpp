// Room at a place: what it last told, how long that counts.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "base/date.hpp"
#include "base/word.hpp"

namespace michi::directory {

/// After FHIR Gravity's capacity statuses: has, has not, waiting list, further assessment.
enum class RoomState { not_told = 0, has = 1, none = 2, waitlist = 3, needs_assessment = 4 };

struct RoomStateName {
    std::string_view id;
    Word word;
    RoomState state;
};
inline constexpr std::array kRoomStates{
    RoomStateName{"has", "directory.state_has"_w, RoomState::has},
    RoomStateName{"none", "directory.state_none"_w, RoomState::none},
    RoomStateName{"waitlist", "directory.state_waitlist"_w, RoomState::waitlist},
    RoomStateName{"needs_assessment", "directory.state_needs_assessment"_w,
                  RoomState::needs_assessment},
};

/// What is counted; HSDS calls it a unit.
struct RoomUnit {
    std::string_view id;
    Word word;
};
inline constexpr std::array kRoomUnits{
    RoomUnit{"place", "directory.unit_place"_w}, RoomUnit{"bed", "directory.unit_bed"_w},
    RoomUnit{"child", "directory.unit_child"_w}, RoomUnit{"visit", "directory.unit_visit"_w},
    RoomUnit{"plan", "directory.unit_plan"_w},
};

struct Room {
    RoomState state{RoomState::not_told};
    std::string unit;   // id of kRoomUnits, "" when only the state was told
    std::string times;  // 「水曜」「12月」, "" for any time
    std::optional<int> available, maximum, waiting, wait_months;
    friend bool operator==(const Room&, const Room&) = default;
};

/// So long a word about room counts; after it one may only say when it was last told.
inline constexpr int kRoomDays = 30;
inline bool is_stale_room(Date told, Date today) { return told + kRoomDays < today; }

Word state_word(RoomState state);
/// 「空きあり 2床（全4床） 水曜 待ち3人」; of an old word 「前に聞いたとき 空きあり」.
std::string room_line(const Room& room, bool stale, Lang lang);
std::optional<RoomState> room_state(std::string_view id);

}  // namespace michi::directory
