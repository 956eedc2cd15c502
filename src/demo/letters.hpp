// What was written to the Centre of 若葉県 without an account, and when it is open.
#pragma once

#include "demo/town.hpp"

namespace michi::demo {

/// The receipt of Maiko's letter, answered in the morning: with this word it opens.
inline constexpr std::string_view kLetterSeed =
    "a receipt of the demonstration, which is nobody's secret at all";
inline constexpr std::string_view kLetterWord = "しろいふね";

/// Its hours of a week; before anything is written to it.
void open_the_centre(Tx& tx, const Town& town, Date today);

/// She wrote the night before last and read the answer in the morning.
Instant letter_written(Date today);
void write_by_night(Tx& tx, Vault& vault, const Town& town, Now now);
/// A school asked for somebody who teaches.
Instant office_wrote(Date today);
void write_from_an_office(Tx& tx, Vault& vault, const Town& town, Now now);

}  // namespace michi::demo
