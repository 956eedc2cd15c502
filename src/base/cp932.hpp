// Windows' Shift_JIS as Excel in Japan reads and writes it (CP932).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace michi {

/// The character of a two-byte code; 0 where there is none (J1-J4).
char32_t cp932_pair(std::uint8_t lead, std::uint8_t trail);
bool is_cp932_lead(std::uint8_t byte);
bool is_cp932_trail(std::uint8_t byte);

/// A text in CP932. What it cannot hold stands as 〓 and is named with how often it came.
struct Cp932Text {
    std::string bytes;
    std::map<std::string, std::size_t> lost;
};
Cp932Text cp932_of(std::string_view utf8);

}  // namespace michi
