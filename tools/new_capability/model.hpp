// NAME as plain values.
#pragma once

#include <string>

#include "base/date.hpp"
#include "base/result.hpp"

namespace michi::NAME {

struct Entry {
    Date on{};
    std::string words;
};

}  // namespace michi::NAME
