// What the program can see of its own state, and what is said of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/word.hpp"

namespace michi::selfcheck {

struct Facts {
    Instant now;
    std::optional<std::uint64_t> disk_free, database_bytes;  // where there is a directory
    std::optional<Instant> backup,
        drill;  // the newest that was made, that was brought back on trial
    std::optional<Instant> newest_record;      // of the audit
    std::int64_t records{}, signed_records{};  // of the audit; of them under a signed note
    int open_gaps{};                           // of the audit, that nobody acknowledged
    int administrators{}, heads{};             // whose accounts are open
    std::optional<Instant> certificate_ends;   // of a certificate of its own
};

struct Check {
    std::string_view name;  // a fixed word for programs: "backup"
    bool ok{true};
    Word says;
    Args args;
    Word todo;  // what to do now, when not ok
};

}  // namespace michi::selfcheck
