// Codes that somebody without an account keeps on paper or tells on the telephone: eleven random characters
// and one that checks them. Pure; the random bytes come from the caller.
// The alphabet has no two characters that look or sound alike (no 0 O 1 I L, no B D G N Q S U Z), and 23 of
// them: under that prime the check finds every wrong character and every two that changed places.
#pragma once

#include <string>
#include <string_view>

#include "base/word.hpp"

namespace michi {

/// Random bytes that one code may use up; of fewer than it needs there is none ("").
inline constexpr std::size_t kReceiptBytes = 48;

/// "7K2M-HX4P-93TV".
std::string receipt_code(std::string_view random);
/// As people type it: any width, case and spacing. "" when it is no code.
std::string read_receipt_code(std::string_view typed);
/// As it is read out, group by group: 「ナナ・ケー・ニ・エム、…」, "7 Kilo 2 Mike, …".
std::string spoken_receipt_code(std::string_view code, Lang lang);

}  // namespace michi
