// Codes of municipalities (全国地方公共団体コード): check digit, names, validity.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"

namespace michi {

struct Municipality {
    std::string_view code;  // 6 digits with check digit
    std::string_view prefecture, name, kana;
};

/// Modulus 11 over the first five digits (総務省「全国地方公共団体コード」仕様). '\0' when not
/// digits.
char check_digit(std::string_view five);
/// 5 or 6 digits (a lost leading zero is not guessed) to the 6-digit code; nothing when wrong.
std::optional<std::string> full_code(std::string_view typed);
/// A code that ended by merger, division or a city's rise; lists carry them for years.
struct FormerMunicipality {
    std::string_view code, prefecture, name;
    int ended_on;          // 20240101: the first day without it
    std::string_view now;  // the code that took over; "" when the area was divided
    bool began_then;       // that code began on the same day
};

/// nullptr when the code never ended.
const FormerMunicipality* former_municipality(std::string_view code);
/// All of a prefecture that ended, in order of code.
std::span<const FormerMunicipality> former_municipalities_of(std::string_view prefecture);
/// Whether the code stood for a municipality on that day.
bool is_valid_on(std::string_view code, Date day);
/// nullptr when unknown.
const Municipality* find_municipality(std::string_view code);
/// All of a prefecture (first two digits), in order of code; 99 is the fictitious 若葉県.
std::span<const Municipality> municipalities_of(std::string_view prefecture);
/// Those of a prefecture that keep offices of their own: all but the wards of designated cities.
std::vector<Municipality> towns_of(std::string_view prefecture);
/// The code of a prefecture itself: "350001" for "35…"; "" when there is none.
std::string prefecture_code(std::string_view prefecture);
/// 「山口県」 for "35…"; "" when there is none.
std::string_view prefecture_name(std::string_view prefecture);
/// The prefecture of the demonstration, which is nowhere.
inline constexpr std::string_view kFictitious = "99";
/// The municipality an address begins with (longest name; a former name leads to the one that took
/// over), within the prefecture when given.
const Municipality* municipality_in(std::string_view address, std::string_view prefecture);

/// A code that a newer list of codes brought, renamed or dropped; ended_on 0: it stands.
struct LearnedMunicipality {
    std::string code, prefecture, name, kana;
    int ended_on{};  // 20270401: the first day without it
};
/// From now on the functions above know these beside what is compiled in, and nothing that was
/// learned before. Rows that were given out stay valid for good.
void learn(std::vector<LearnedMunicipality> learned);

}  // namespace michi
