// Whose turn it is, as somebody who is asked sorts the day: a town, a coordinator, a partner. Pure.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "base/word.hpp"

namespace michi::work {

/// In the order of the page. fresh: arrived and not yet received by anybody here.
enum class Turn { fresh, ours, centre, others, family };

struct TurnRow {
    std::string_view id;  // in addresses
    Word title;
};
/// In the order of the turns.
inline constexpr std::array kTurns{
    TurnRow{"new", "work.turn_new"_w}, TurnRow{"ours", "work.turn_ours"_w},
    TurnRow{"centre", "work.turn_centre"_w}, TurnRow{"others", "work.turn_others"_w},
    TurnRow{"family", "work.turn_family"_w}};
constexpr const TurnRow& row_of(Turn turn) { return kTurns[static_cast<std::size_t>(turn)]; }
std::optional<Turn> turn_named(std::string_view id);

/// An open step as a receiver stands to it.
struct Held {
    bool ours{};             // this organisation holds it
    bool asked{};            // it is of a request to this organisation
    std::string_view state;  // of that request, or of one by this organisation; "" none
    std::string_view side;   // who holds it: c m o f p
};
Turn turn_of(const Held& held);

/// What a line says of a step that others hold: of a request how far it is, else only whose turn it is.
Word said_of(const Held& held);

/// Only what is ours can be late: whoever waits is not blamed for others.
constexpr bool may_be_late(Turn turn) { return turn == Turn::fresh || turn == Turn::ours; }

}  // namespace michi::work
