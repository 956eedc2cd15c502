// What a sandboxed child gives up before it touches the input.
#pragma once

#include <cstddef>

namespace michi::sandbox {

/// Limits memory, time and descriptors, leaves the network, shuts the file system (Landlock) and
/// all system calls but those of computing (seccomp: any other kills). False: not all is shut.
bool shut_doors(std::size_t memory, unsigned cpu_seconds);

}  // namespace michi::sandbox
