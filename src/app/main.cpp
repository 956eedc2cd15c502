#include <string>
#include <vector>

#include "app/commands.hpp"

int main(int count, char** words) {
    const std::vector<std::string> typed(words + 1, words + count);
    return michi::app::run(typed);
}
