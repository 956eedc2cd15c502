// What the program can see of its own state, and what is said of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/word.hpp"

namespace michi::selfcheck {

struct Facts {
    Instant now;
    std::optional<std::uint64_t> disk_free, database_bytes;  // where there is a directory
    std::optional<Instant> backup, drill,
        note;  // when one was last made; brought back on trial; taken to be kept elsewhere
    std::optional<Instant> newest_record;      // of the audit
    std::int64_t records{}, signed_records{};  // of the audit; of them under a signed note
    int open_gaps{};                           // of the audit, that nobody acknowledged
    int administrators{}, heads{};             // whose accounts are open
    std::optional<Instant> certificate_ends;   // of a certificate of its own
    std::optional<Instant> noted_at;           // the newest signed note of the audit
    std::optional<std::int64_t> kept_records;  // as the head beside the database counts them
    std::string exposed;                       // the first file that others can open; "" none
    std::optional<std::uint64_t> log_bytes;    // beside the database
    std::int64_t jobs_waiting{}, jobs_failed{};
};

struct Check {
    std::string_view name;  // a fixed word for programs: "backup"
    bool ok{true};
    Word says;
    Args args;
    Word todo;  // what to do now, when not ok
};

}  // namespace michi::selfcheck
