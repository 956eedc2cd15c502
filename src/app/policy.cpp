#include <cstdio>

#include "app/commands.hpp"
#include "policy/table.hpp"

namespace michi::app {

int policy_command(const Call& call) {
    const auto print = [](std::string_view text) {
        std::fwrite(text.data(), 1, text.size(), stdout);
    };
    if (call.has("json"))
        policy_json(print);
    else
        print(policy_page());
    return kDone;
}

}  // namespace michi::app
