// What a list is about tells the kinds of service that its rows can be.
#pragma once

#include <string_view>

#include "directory/layout.hpp"

namespace michi::directory {

/// ナビイ 機関区分, '1' to '5'.
std::string_view navii_kind(char digit);

/// Whether municipalities and prefectures publish such lists, each its own.
bool comes_from_many(Source source);

/// Of a row that nothing else tells; "" where the list must tell it.
std::string_view kind_of_the_rest(Source source);

/// A name only tells the kind where the list is about such places.
bool fits(Source source, std::string_view kind);

}  // namespace michi::directory
