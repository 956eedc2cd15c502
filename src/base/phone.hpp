// Telephone numbers and post codes as people write them. What is not understood stays as typed.
#pragma once

#include <string>
#include <string_view>

namespace michi {

struct PhoneReading {
    std::string shown;       // hyphenated where the prefix is known, else as typed
    std::string digits;      // for comparison: 0 followed by 8-10 digits, "" when unreadable
    std::string extension;   // 内線
    bool doubtful{};         // a leading zero seems lost: never guessed, shown to the person
};

PhoneReading read_phone(std::string_view typed);

/// "750-0001" or "" when it is not a post code; doubtful: 6 digits (Hokkaido and Aomori lose zeros).
struct PostalReading {
    std::string shown;
    bool doubtful{};
};
PostalReading read_postal(std::string_view typed);

}  // namespace michi
