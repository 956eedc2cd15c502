// What the disk and SQLite can do at most: the controls of everything durable.
#pragma once

#include <string>

namespace bench {

/// Commits of one row a second: write-ahead log, synchronous FULL, one after another.
double commits_a_second(const std::string& directory, double seconds);
/// Appends of 4 KiB with fdatasync a second.
double syncs_a_second(const std::string& directory, double seconds);
/// The schema and every row of a database into a new file, table by table, by the shortest loop
/// there is: one statement a row, one transaction, references not looked at.
double copy_seconds(const std::string& from, const std::string& to);

}  // namespace bench
