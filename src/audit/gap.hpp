// Entries that were there and are not: a gap is itself an entry of the audit, so that it is signed and
// cannot be taken back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/trace.hpp"

namespace michi::audit {

inline constexpr std::string_view kGap = "audit.gap", kGapSeen = "audit.gap_seen";

struct Gap {
    enum class Cause {
        lost,     // found at a start: the database holds fewer entries than were kept
        restored  // declared by a restore: what came after the backup is not in it
    };
    Cause cause{Cause::lost};
    std::int64_t there{};                 // entries before it
    std::optional<std::int64_t> missing;  // entries after them; nothing: not known
    Instant since;                        // of the last entry before it, or of the backup
    std::int64_t seq{};                   // of the entry that says so
    Instant found_at;
    bool seen{};  // somebody acknowledged that it was lost
    /// Whether an entry of this number is known to be gone.
    bool covers(std::int64_t entries) const {
        return missing && entries > there && entries <= there + *missing;
    }
    bool is_open() const { return cause == Cause::lost && !seen; }
};

/// As the entry's object and detail, codes only, and back.
Trace trace_of(const Gap& gap);
Gap gap_from(std::int64_t seq, Instant at, std::string_view object, std::string_view detail);

/// "22 entries are missing since 2026-11-28T10:12:00Z"
std::string sentence_of(const Gap& gap);

}  // namespace michi::audit
