// Addresses, municipalities and coordinates as lists write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "directory/model.hpp"

namespace michi::directory {

/// Equal for addresses that differ only in spelling: width, 丁目/番/号 and dashes, 大字, kanji
/// numbers of 丁目, the prefecture in front. For comparison only.
std::string address_key(std::string_view address);

/// The 6-digit code of the municipality an address stands in; 郡 may stand before it, and a name that
/// ended leads to what took over. "" when unknown. `prefecture`: two digits, or "" when only the address can tell.
std::string municipality_of(std::string_view address, std::string_view prefecture);

/// The same where nothing tells the prefecture: only when one municipality in the country fits.
std::string lone_municipality(std::string_view address);

/// Codes with 6, 5 or 3 digits (these with the prefecture's), "62014.0", lost zero; a code that ended
/// leads to the one that took over. "" when it names no municipality.
std::string municipality_code(std::string_view typed, std::string_view prefecture);
/// The address with its building behind it, unless it names it already.
std::string with_building(const std::string& address, const std::string& building);

/// The same municipality, or wards of a 政令指定都市 and the city itself, which lists name by turns. Cities of one
/// prefecture whose wards are numbered together (横浜市 and 川崎市) count as one: no doubt is said there.
bool may_be_one_city(std::string_view one, std::string_view other);

/// "35" of 350001, 35000, 35, "35(山口)"; "" when there is none.
std::string prefecture_digits(std::string_view typed);

/// A post code before the address, or in brackets behind it: 「〒760−0017 香川県…」.
struct PostalInAddress {
    std::string postal, rest;  // "" and the whole when there is none
};
PostalInAddress postal_in(std::string_view address);

struct PointReading {
    std::optional<Point> point;
    Word note;  // what was wrong or mended
};
PointReading read_point(std::string_view latitude, std::string_view longitude);
/// 「34.3428,134.0466」
PointReading read_point(std::string_view both);
/// From 日本測地系 to 世界測地系; right to some ten metres.
Point from_tokyo_datum(Point tokyo);

}  // namespace michi::directory
