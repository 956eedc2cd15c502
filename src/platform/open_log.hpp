// The log as a connection of ours has it open.
#pragma once

#include <cstdint>

struct sqlite3;

namespace michi {

/// Salt-1 and salt-2 as they stand there: another pair is another log. 0 for one that is empty.
std::uint64_t salt_of_open_log(sqlite3* db);

/// After a sync that failed: cuts the log back to the last commit that was acknowledged. Behind it
/// stands the one that was refused: the next start would read that from the system's memory, take it
/// for durable and copy it back, and a loss of power in that moment would leave half of it.
void cut_log(sqlite3* db);

}  // namespace michi
