// Work on untrusted bytes in a process of its own that can do nothing but compute: no file, no
// network, no secret of this program in its memory. Its death is an answer like any other.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace michi::sandbox {

/// From the bytes that came in to the bytes that go back. Runs alone, after the doors are shut.
using Work = std::string (*)(std::string_view input);

/// Names a kind of work once, at namespace scope of the file that does it.
struct Kind {
    Kind(std::string_view name, Work work);
};

struct Limits {
    std::size_t memory = 512u << 20;  // bytes of address space that the child may add
    unsigned cpu_seconds = 30;
    unsigned wall_seconds = 60;
    std::size_t answer = 400u << 20;
};

enum class End { done, died, too_slow, too_large, not_started };

struct Outcome {
    End end{End::not_started};
    int signal{};  // that ended a child which died; 0 when it ended itself
    std::string bytes;
};

/// Starts this program again as a child without a past and hands it the input.
Outcome run(std::string_view name, std::string_view input, const Limits& limits = {});

/// First line of every main(): does the work and tells the status when this process is such a
/// child.
std::optional<int> child_status(int count, char** words);

}  // namespace michi::sandbox
