#include "platform/sandbox.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <vector>

namespace michi::sandbox {
namespace {

std::string turned(std::string_view input) { return {input.rbegin(), input.rend()}; }
std::string opening(std::string_view) {
    char byte[1];
    const int file = open("/etc/passwd", O_RDONLY);
    return file >= 0 && read(file, byte, 1) == 1 ? "read it" : "could not";
}
std::string calling_out(std::string_view) {
    return socket(AF_INET, SOCK_STREAM, 0) >= 0 ? "has a socket" : "could not";
}
std::string starting(std::string_view) { return fork() >= 0 ? "has a child" : "could not"; }
std::string making_code(std::string_view) {
    return mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
                0) != MAP_FAILED
               ? "has code"
               : "could not";
}
std::string falling(std::string_view) { std::abort(); }
std::string filling(std::string_view) {
    std::vector<std::string> all;
    for (;;) all.emplace_back(1 << 20, 'x');
}
std::string turning(std::string_view) {
    volatile bool on = true;
    while (on) {
    }
    return {};
}
std::string talking(std::string_view) { return std::string(3u << 20, 'x'); }
std::string surroundings(std::string_view) {
    std::string all;
    for (char** one = environ; *one; ++one) all.append(*one).append("\n");
    return all;
}

const Kind kKinds[] = {{"turned", turned},           {"opening", opening},
                       {"calling_out", calling_out}, {"starting", starting},
                       {"making_code", making_code}, {"falling", falling},
                       {"filling", filling},         {"turning", turning},
                       {"talking", talking},         {"surroundings", surroundings}};

/// A sanitizer needs terabytes of addresses, so that memory has no limit under it.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

TEST(Sandbox, bytes_go_in_and_come_back) {
    const Outcome outcome = run("turned", std::string("a\0b", 3));
    EXPECT_EQ(outcome.end, End::done);
    EXPECT_EQ(outcome.bytes, std::string("b\0a", 3));
    const std::string large(20u << 20, 'x');
    EXPECT_EQ(run("turned", large).bytes, large);
}

TEST(Sandbox, a_child_that_reaches_out_is_killed) {
    for (std::string_view work : {"opening", "calling_out", "starting", "making_code"}) {
        const Outcome outcome = run(work, "");
        EXPECT_EQ(outcome.end, End::died) << work;
        EXPECT_EQ(outcome.signal, SIGSYS) << work;
        EXPECT_EQ(outcome.bytes, "") << work;
    }
}

TEST(Sandbox, its_death_is_an_answer) {
    EXPECT_EQ(run("falling", "").end, End::died);
    EXPECT_EQ(run("no such work", "").end, End::died);
}

TEST(Sandbox, memory_time_and_answer_have_an_end) {
    if (!kSanitized) {
        EXPECT_EQ(run("filling", "", {.memory = 64u << 20}).end, End::too_large);
    }
    EXPECT_EQ(run("turning", "", {.cpu_seconds = 1}).end, End::too_slow);
    EXPECT_EQ(run("turning", "", {.wall_seconds = 1}).end, End::too_slow);
    EXPECT_EQ(run("talking", "", {.answer = 1u << 20}).end, End::too_large);
}

TEST(Sandbox, nothing_of_this_process_is_in_it) {
    setenv("MICHI_PLANTED", "secret", 1);
    EXPECT_EQ(run("surroundings", "").bytes, "TZ=UTC0\n");
    unsetenv("MICHI_PLANTED");
}

}  // namespace
}  // namespace michi::sandbox
