// What a database file was when its log began: after a power cut or a kill the two are mixed only when
// they belong together. A file that somebody copied there meanwhile is another base.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace michi {

/// Fills `into` with the bytes of the database file at `offset`; false beyond its end. SQLite reads
/// them: nothing else opens a database file (sqlite_files.hpp).
using ReadDatabase = std::function<bool(std::int64_t offset, std::string& into)>;

/// Once for each log, after its first commit and before anything of it is copied back: keeps prints of the pages that this commit touches, as
/// the database file still has them, in `database`.base. These are the pages that change most.
void keep_log_base(const std::string& database, int frames, const ReadDatabase& read);

/// Whether the file can be the one that the log beside it goes on from: of each print the sector is as
/// it was, or as the log has it by now (it was being copied back). Sectors, because a power cut tears
/// pages. True when nothing is known of this log.
bool fits_log(const std::string& database, const ReadDatabase& read);

}  // namespace michi
