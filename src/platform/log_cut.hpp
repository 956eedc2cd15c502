// What a sync that failed leaves in the log.
#pragma once

struct sqlite3;

namespace michi {

/// Cuts the log back to the last commit that was acknowledged. Behind it stands the one that was
/// refused: the next start would read that from the system's memory, take it for durable and copy it
/// back, and a loss of power in that moment would leave half of it.
void cut_log(sqlite3* db);

}  // namespace michi
