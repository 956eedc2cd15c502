#include "assurance/told.hpp"

#include <array>
#include <charconv>

namespace michi::assurance {
namespace {

using directory::Answer;

std::string text_of(const std::optional<int>& number) {
    return number ? std::to_string(*number) : std::string{};
}

std::optional<int> number_of(const std::string& text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

Told room_told(const directory::KnownFact& fact) {
    const directory::Room room = fact.room.value_or(directory::Room{});
    Told told;
    for (const auto& name : directory::kRoomStates)
        if (name.state == room.state) told.answer = name.id;
    if (told.answer.empty()) return {};
    told.low = text_of(room.available);
    told.high = text_of(room.maximum);
    told.third = text_of(room.waiting);
    told.detail = room.times;
    return told;
}

directory::Room room_of(const Told& told) {
    directory::Room room;
    room.state = directory::room_state(told.answer).value_or(directory::RoomState::not_told);
    room.times = told.detail;
    room.available = number_of(told.low);
    room.maximum = number_of(told.high);
    room.waiting = number_of(told.third);
    return room;
}

Answer answer_of(directory::RoomState state) {
    switch (state) {
        case directory::RoomState::has:
            return Answer::yes;
        case directory::RoomState::none:
        case directory::RoomState::waitlist:
            return Answer::no;
        default:
            return Answer::not_known;
    }
}

}  // namespace

std::string packed(const Told& told) {
    if (told.answer.empty()) return {};
    return told.answer + '|' + told.low + '|' + told.high + '|' + told.third + '|' + told.detail;
}

Told unpacked(std::string_view text) {
    Told told;
    std::array<std::string*, 4> parts{&told.answer, &told.low, &told.high, &told.third};
    for (std::string* part : parts) {
        const auto end = std::min(text.find('|'), text.size());
        *part = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    told.detail = text;
    return told;
}

Told told_of(const directory::KnownFact* fact, Date today) {
    if (!fact) return {};
    if (fact->condition == directory::kVacancy)
        return directory::is_stale_room(fact->as_of, today) ? Told{} : room_told(*fact);
    Told told;
    told.answer = fact->answer == Answer::yes ? "yes" : fact->answer == Answer::no ? "no" : "ask";
    told.low = text_of(fact->low);
    told.high = text_of(fact->high);
    told.detail = fact->detail;
    return told;
}

std::string line_of(std::string_view condition, const Told& told, Lang lang) {
    if (told.answer.empty()) return {};
    if (condition == directory::kVacancy) return directory::room_line(room_of(told), false, lang);
    std::string line(word_text(told.answer == "yes"  ? "assurance.answer_yes"_w
                               : told.answer == "no" ? "assurance.answer_no"_w
                                                     : "assurance.answer_ask"_w,
                               lang));
    const auto* known = directory::find_condition(condition);
    if (known && !(told.low.empty() && told.high.empty())) {
        const std::string unit(word_text(directory::measure_word(known->measure), lang));
        line += " " + (told.low == told.high ? told.low : told.low + "〜" + told.high) + unit;
    }
    if (!told.detail.empty()) line += "（" + told.detail + "）";
    return line;
}

directory::KnownFact fact_of(std::string_view condition, const Told& told, Date as_of) {
    directory::KnownFact fact;
    fact.condition = condition;
    fact.as_of = as_of;
    if (condition == directory::kVacancy) {
        fact.room = room_of(told);
        fact.answer = answer_of(fact.room->state);
        return fact;
    }
    fact.answer = told.answer == "yes"  ? Answer::yes
                  : told.answer == "no" ? Answer::no
                                        : Answer::not_known;
    fact.low = number_of(told.low);
    fact.high = number_of(told.high);
    fact.detail = told.detail;
    return fact;
}

}  // namespace michi::assurance
