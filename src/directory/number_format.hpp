// What a number format of Excel makes of a number.
#pragma once

#include <string>
#include <string_view>

namespace michi::directory {

/// Whether a number format shows a date or a time.
bool is_date_format(int id, std::string_view code);

/// What a number format makes of a number.
struct NumberFormat {
    enum class Shows { number, date, hours };
    Shows shows{Shows::number};
    std::string pattern;  // 0000000000 or 000-0000; "" when the number stands as it is
};
NumberFormat number_format(int id, std::string_view code);
/// As Excel shows it: 157600271 in 0000000000 is 0157600271.
std::string number_text(double number, const NumberFormat& format);
/// [h]:mm: 1 is 24:00.
std::string hours_since_midnight(double serial);

}  // namespace michi::directory
