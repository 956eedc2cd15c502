// Telephone numbers and post codes as people write them. What is not understood stays as typed.
#pragma once

#include <string>
#include <string_view>

namespace michi {

struct PhoneReading {
    std::string shown;  // hyphenated when nothing else was written beside the number, else as typed
    std::string digits;     // for comparison and tel: links, "0834291111"; "" when unreadable
    std::string extension;  // 内線
    bool doubtful{};        // a leading zero seems lost: never guessed, shown to the person
};

/// Reads one number: full-width, brackets, any dash, +81, 内線. Linear in the input.
PhoneReading read_phone(std::string_view typed);

struct PostalReading {
    std::string shown;  // "750-0001", or "" when it is not a post code
    bool doubtful{};    // 6 digits: Hokkaido and Aomori lose their zero in spreadsheets
};
PostalReading read_postal(std::string_view typed);

}  // namespace michi
