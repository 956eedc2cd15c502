// Telephone numbers among the words that people write around them: each can be dialled, the words stay.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace michi {

/// A stretch of what was written: a number that can be dialled, or the words around ("" digits).
struct PhonePiece {
    std::string text, digits;
};

/// 夜は0834-22-1111（母）、090-1234-5678. The pieces together are the text; a fax is no telephone.
/// Linear in the input.
std::vector<PhonePiece> phone_pieces(std::string_view text);

/// The first number in it, for one button that dials; "" when there is none.
std::string dial_digits(std::string_view text);

}  // namespace michi
