// What was written to the Centre of 若葉県 without an account, and when it is open.
#pragma once

#include "demo/town.hpp"

namespace michi::demo {

/// The receipt of Maiko's letter, answered in the morning: with this word it opens.
inline constexpr std::string_view kLetterSeed =
    "a receipt of the demonstration, which is nobody's secret at all";
inline constexpr std::string_view kLetterWord = "しろいふね";

void write_letters(Tx& tx, Vault& vault, const Town& town, Now now);

}  // namespace michi::demo
