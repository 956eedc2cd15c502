// libFuzzer's entry; the environment names the target: MICHI_FUZZ=json fuzz_all CORPUS
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "targets.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const auto* target = michi::fuzz::target_named(std::getenv("MICHI_FUZZ") ? std::getenv("MICHI_FUZZ") : "");
    if (!target) {
        std::fputs("MICHI_FUZZ names no target\n", stderr);
        std::abort();
    }
    target->run({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
