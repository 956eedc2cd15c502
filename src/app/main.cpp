#include <string>
#include <vector>

#include "app/commands.hpp"
#include "platform/sandbox.hpp"

int main(int count, char** words) {
    if (const auto status = michi::sandbox::child_status(count, words)) return *status;
    const std::vector<std::string> typed(words + 1, words + count);
    return michi::app::run(typed);
}
