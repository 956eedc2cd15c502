// When a state of the instance is one that somebody has to see to.
#pragma once

#include "selfcheck/model.hpp"

namespace michi::selfcheck {

/// A night and two hours: a backup that was missed once is told the next morning.
inline constexpr std::int64_t kBackupMs = 26LL * 60 * 60 * 1000;
/// A night and two hours: notes are taken to another place each day.
inline constexpr std::int64_t kNoteMs = 26LL * 60 * 60 * 1000;
/// Once a month and some days (docs/operations.md).
inline constexpr std::int64_t kDrillMs = 35LL * 24 * 60 * 60 * 1000;
/// Certificates are renewed a month before they end; three weeks leave time for paper.
inline constexpr std::int64_t kCertificateMs = 21LL * 24 * 60 * 60 * 1000;
/// A server signs each minute.
inline constexpr std::int64_t kUnsignedRecords = 100'000;
inline constexpr std::int64_t kAheadMs = 5LL * 60 * 1000;
/// A due day lies within five years (docs/rules).
inline constexpr int kYearsPlanned = 5;
/// Bytes. A migration and a restore need the database once more beside itself.
inline constexpr std::uint64_t kLeastFree = 2ULL << 30;

/// In the order of a page: what loses data first. Moments are written for readers of that language.
std::vector<Check> checks_of(const Facts& facts, Lang lang);
/// Those of them that need no database.
std::vector<Check> checks_of_machine(const Facts& facts, Lang lang);

}  // namespace michi::selfcheck
