#include "platform/sandbox.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <map>
#include <new>

#include "platform/clock.hpp"
#include "platform/log.hpp"
#include "platform/sandbox_doors.hpp"

namespace michi::sandbox {
namespace {

constexpr std::string_view kFlag = "--sandboxed-work";
constexpr int kNoSuchWork = 64, kDoorsOpen = 65, kNoMemory = 66, kNotWritten = 67;

std::map<std::string_view, Work>& kinds() {
    static std::map<std::string_view, Work> all;
    return all;
}

class Descriptor {
  public:
    explicit Descriptor(int number = -1) : number_(number) {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number() const { return number_; }
    void close() {
        if (number_ >= 0) ::close(number_);
        number_ = -1;
    }

  private:
    int number_;
};

bool write_all(int to, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto wrote = ::write(to, bytes.data(), bytes.size());
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(wrote));
    }
    return true;
}

std::string read_all(int from) {
    std::string bytes, chunk(1 << 16, '\0');
    for (;;) {
        const auto got = ::read(from, chunk.data(), chunk.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return bytes;
        bytes.append(chunk, 0, static_cast<std::size_t>(got));
    }
}

/// The child's environment: nothing of ours, and a time zone that needs no file.
pid_t start_child(std::string_view name, const Limits& limits, int input, int answer) {
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, answer, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_t how;
    posix_spawnattr_init(&how);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setsigdefault(&how, &all);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    std::string program = "michishirube", flag(kFlag), work(name),
                memory = std::to_string(limits.memory), cpu = std::to_string(limits.cpu_seconds),
                zone = "TZ=UTC0";
    char* words[] = {program.data(), flag.data(), work.data(), memory.data(), cpu.data(), nullptr};
    char* environment[] = {zone.data(), nullptr};
    pid_t child = -1;
    const int failed = posix_spawn(&child, "/proc/self/exe", &files, &how, words, environment);
    posix_spawnattr_destroy(&how);
    posix_spawn_file_actions_destroy(&files);
    return failed == 0 ? child : -1;
}

/// Reads until the child is done, or has had its time or its space.
End collect(int from, const Limits& limits, std::string& bytes) {
    const auto until = steady_now() + std::chrono::seconds(limits.wall_seconds);
    std::string chunk(1 << 18, '\0');
    for (;;) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - steady_now()).count();
        if (left <= 0) return End::too_slow;
        pollfd waiting{from, POLLIN, 0};
        const int ready = ::poll(&waiting, 1, static_cast<int>(left));
        if (ready < 0 && errno == EINTR) continue;
        if (ready == 0) return End::too_slow;
        const auto got = ::read(from, chunk.data(), chunk.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return End::done;
        bytes.append(chunk, 0, static_cast<std::size_t>(got));
        if (bytes.size() > limits.answer) return End::too_large;
    }
}

void judge(Outcome& outcome, int status) {
    if (WIFSIGNALED(status)) outcome.signal = WTERMSIG(status);
    if (outcome.end != End::done) return;
    if (outcome.signal == SIGXCPU)
        outcome.end = End::too_slow;
    else if (WIFEXITED(status) && WEXITSTATUS(status) == kNoMemory)
        outcome.end = End::too_large;
    else if (WIFEXITED(status) && WEXITSTATUS(status) == kDoorsOpen)
        outcome.end = End::not_started;
    else if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        outcome.end = End::died;
}

std::string_view end_name(End end) {
    constexpr std::string_view kNames[] = {"done", "died", "too_slow", "too_large", "not_started"};
    return kNames[static_cast<std::size_t>(end)];
}

std::size_t number_in(std::string_view text) {
    std::size_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

int do_work(Work work) {
    try {
        const std::string input = read_all(STDIN_FILENO);
        return write_all(STDOUT_FILENO, work(input)) ? 0 : kNotWritten;
    } catch (const std::bad_alloc&) {
        return kNoMemory;
    }
}

}  // namespace

Kind::Kind(std::string_view name, Work work) { kinds().emplace(name, work); }

Outcome run(std::string_view name, std::string_view input, const Limits& limits) {
    Outcome outcome;
    const Descriptor file(memfd_create("input", MFD_CLOEXEC));
    int ends[2];
    const bool ready = file.number() >= 0 && write_all(file.number(), input) &&
                       lseek(file.number(), 0, SEEK_SET) == 0 && pipe2(ends, O_CLOEXEC) == 0;
    if (!ready) {
        log_fault("sandbox_not_started", std::to_string(errno));
        return outcome;
    }
    const Descriptor from(ends[0]);
    Descriptor to(ends[1]);
    const pid_t child = start_child(name, limits, file.number(), to.number());
    to.close();
    if (child < 0) {
        log_fault("sandbox_not_started", std::to_string(errno));
        return outcome;
    }
    outcome.end = collect(from.number(), limits, outcome.bytes);
    if (outcome.end != End::done) kill(child, SIGKILL);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    judge(outcome, status);
    if (outcome.end != End::done) {
        outcome.bytes.clear();
        log(Level::warning, "sandbox_ended",
            {{"work", std::string(name)},
             {"end", std::string(end_name(outcome.end))},
             {"signal", std::to_string(outcome.signal)}});
    }
    return outcome;
}

std::optional<int> child_status(int count, char** words) {
    if (count != 5 || words[1] != kFlag) return std::nullopt;
    const auto found = kinds().find(words[2]);
    if (found == kinds().end()) return kNoSuchWork;
    setpriority(PRIO_PROCESS, 0, 19);  // whatever it does, pages come first
    if (!shut_doors(number_in(words[3]), static_cast<unsigned>(number_in(words[4]))))
        return kDoorsOpen;
    const int status = do_work(found->second);
    _exit(status);  // nothing that ends a program in the usual way has a door to go through
}

}  // namespace michi::sandbox
