// Words of danger in what was typed: what is told first, whatever else is found. Pure.
#pragma once

#include <cstdint>
#include <string_view>

namespace michi::directory {

enum class Danger : std::uint8_t { none, body, despair };  // body: breath, consciousness

/// Of both the body's.
Danger danger_in(std::string_view typed);

}  // namespace michi::directory
