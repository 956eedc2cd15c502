// What the disk and SQLite can do at most: the controls of everything durable.
#pragma once

#include <string>

namespace bench {

/// Commits of one row a second: write-ahead log, synchronous FULL, one after another.
double commits_a_second(const std::string& directory, double seconds);
/// Appends of 4 KiB with fdatasync a second.
double syncs_a_second(const std::string& directory, double seconds);

}  // namespace bench
