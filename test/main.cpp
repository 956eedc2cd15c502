// Every test binary can be the sandboxed child of itself.
#include <gmock/gmock.h>

#include "platform/sandbox.hpp"

int main(int count, char** words) {
    if (const auto status = michi::sandbox::child_status(count, words)) return *status;
    testing::InitGoogleMock(&count, words);
    return RUN_ALL_TESTS();
}
