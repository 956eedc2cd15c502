// The readers of what comes from outside, each as a function over any bytes. What a reader promises is checked
// after it: a broken promise ends the process, as a crash would.
#pragma once

#include <span>
#include <string_view>

namespace michi::fuzz {

struct Target {
    std::string_view name;
    void (*run)(std::string_view bytes);
};

std::span<const Target> targets();
const Target* target_named(std::string_view name);

}  // namespace michi::fuzz
