#include "platform/sandbox_doors.hpp"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <vector>

namespace michi::sandbox {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;  // these need terabytes of addresses
#else
constexpr bool kSanitized = false;
#endif

#if defined(__x86_64__)
constexpr std::uint32_t kMachine = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kMachine = AUDIT_ARCH_AARCH64;
#else
#error "the sandbox knows x86_64 and aarch64"
#endif

bool limit(__rlimit_resource what, rlim_t most, rlim_t grace = 0) {
    const rlimit both{most, most + grace};
    return setrlimit(what, &both) == 0;
}

/// Pages that the program itself has mapped already.
std::size_t mapped_bytes() {
    std::size_t pages = 0;
    if (std::FILE* file = std::fopen("/proc/self/statm", "re")) {
        if (std::fscanf(file, "%zu", &pages) != 1) pages = 0;
        std::fclose(file);
    }
    return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

bool limit_resources(std::size_t memory, unsigned cpu_seconds) {
    return limit(RLIMIT_CPU, cpu_seconds, 1) && limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) &&
           limit(RLIMIT_NOFILE,
                 kSanitized ? 8 : 4) &&  // one more for the Landlock rules, or a pipe
           limit(RLIMIT_NPROC, 0) &&
           (kSanitized || limit(RLIMIT_AS, mapped_bytes() + memory));
}

/// Without the right to do so the filter below still keeps every socket shut.
void leave_network() {
    if (unshare(CLONE_NEWNET) != 0) (void)unshare(CLONE_NEWUSER | CLONE_NEWNET);
}

/// No path may be opened, made, removed or run. A kernel without Landlock has the filter alone.
bool shut_files() {
    const long version =
        syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version <= 0) return true;
    const std::uint64_t rights[] = {(1u << (version == 1 ? 13 : version == 2 ? 14 : 15)) - 1};
    const long rules = syscall(SYS_landlock_create_ruleset, rights, sizeof rights, 0);
    if (rules < 0) return false;
    const bool shut = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    close(static_cast<int>(rules));
    return shut;
}

// What memory, reading the input and writing the answer need.
constexpr std::uint32_t kAllowed[] = {
    __NR_read,          __NR_write,           __NR_lseek,        __NR_brk,
    __NR_munmap,        __NR_mremap,          __NR_madvise,      __NR_futex,
    __NR_exit,          __NR_exit_group,      __NR_rt_sigreturn, __NR_getrandom,
    __NR_clock_gettime, __NR_restart_syscall,
};
// What a sanitizer does beside the program: its own stack for signals, its threads' names and turns; whether an
// address can be read it tries by a pipe.
constexpr std::uint32_t kAllowedToSanitizers[] = {
    __NR_sigaltstack, __NR_rt_sigprocmask,    __NR_rt_sigaction, __NR_getpid, __NR_gettid,
    __NR_sched_yield, __NR_sched_getaffinity, __NR_pipe2,        __NR_close,
};
// The same, but never with memory that can be run.
constexpr std::uint32_t kAllowedUnlessRunnable[] = {__NR_mmap, __NR_mprotect};

constexpr std::uint32_t low_word(std::size_t argument) {
    return static_cast<std::uint32_t>(offsetof(seccomp_data, args) + argument * 8);
}

sock_filter load(std::uint32_t at) { return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, at); }
sock_filter answer(std::uint32_t what) { return BPF_STMT(BPF_RET | BPF_K, what); }
sock_filter equal(std::uint32_t value, std::uint8_t yes, std::uint8_t no) {
    return BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, yes, no);
}

std::vector<sock_filter> filter() {
    std::vector<sock_filter> code{
        load(offsetof(seccomp_data, arch)),
        equal(kMachine, 1, 0),
        answer(SECCOMP_RET_KILL_PROCESS),
        load(offsetof(seccomp_data, nr)),
    };
    const auto allow = [&](std::uint32_t call) {
        code.push_back(equal(call, 0, 1));
        code.push_back(answer(SECCOMP_RET_ALLOW));
    };
    for (const std::uint32_t call : kAllowed) allow(call);
    if (kSanitized)
        for (const std::uint32_t call : kAllowedToSanitizers) allow(call);
    for (const std::uint32_t call : kAllowedUnlessRunnable) {
        code.push_back(equal(call, 0, 4));
        code.push_back(load(low_word(2)));
        code.push_back(BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1));
        code.push_back(answer(SECCOMP_RET_KILL_PROCESS));
        code.push_back(answer(SECCOMP_RET_ALLOW));
    }
    code.push_back(answer(SECCOMP_RET_KILL_PROCESS));
    return code;
}

bool shut_calls() {
    auto code = filter();
    const sock_fprog program{static_cast<unsigned short>(code.size()), code.data()};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

}  // namespace

bool shut_doors(std::size_t memory, unsigned cpu_seconds) {
    tzset();  // reads its file while it may: libraries ask for local time later
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_DUMPABLE, 0);
    leave_network();
    if (close_range(3, ~0u, 0) != 0) return false;
    if (!limit_resources(memory, cpu_seconds)) return false;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
    return shut_files() && shut_calls();
}

}  // namespace michi::sandbox
