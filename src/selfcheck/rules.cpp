// Each check: what it looks at, the sentence when it holds, the one when not, and what to do.

#include "selfcheck/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/era.hpp"
#include "base/working_days.hpp"

namespace michi::selfcheck {
namespace {

std::string moment(Instant at, Lang lang) {
    return fmt::format("{} {}", lang == Lang::ja ? full_date(at.in_japan()) : at.in_japan().iso(),
                       at.clock());
}

std::string gigabytes(std::uint64_t bytes) {
    return fmt::format("{:.1f}", static_cast<double>(bytes) / (1ULL << 30));
}

std::string days(std::int64_t ms) { return std::to_string(ms / (24LL * 60 * 60 * 1000)); }

/// A thing that has to be done again and again.
struct Habit {
    std::string_view name;
    std::optional<Instant> last;
    std::int64_t every;
    Word done, late, never, todo;
};

Check check_of(const Habit& habit, const Facts& facts, Lang lang) {
    if (!habit.last) return {habit.name, false, habit.never, {}, habit.todo};
    const bool ok = facts.now.ms - habit.last->ms <= habit.every;
    return {habit.name,
            ok,
            ok ? habit.done : habit.late,
            {{"at", moment(*habit.last, lang)}},
            habit.todo};
}

Check backup_of(const Facts& facts, Lang lang) {
    return check_of(
        {"backup", facts.backup, kBackupMs, "selfcheck.backup_done"_w, "selfcheck.backup_late"_w,
         "selfcheck.backup_never"_w, "selfcheck.backup_do"_w},
        facts, lang);
}

Check drill_of(const Facts& facts, Lang lang) {
    return check_of({"restore_drill", facts.drill, kDrillMs, "selfcheck.drill_done"_w,
                     "selfcheck.drill_late"_w, "selfcheck.drill_never"_w, "selfcheck.drill_do"_w},
                    facts, lang);
}

Check note_of(const Facts& facts, Lang lang) {
    return check_of({"note_elsewhere", facts.note, kNoteMs, "selfcheck.note_done"_w,
                     "selfcheck.note_late"_w, "selfcheck.note_never"_w, "selfcheck.note_do"_w},
                    facts, lang);
}

/// A head that counts more than there is: records are missing. One that counts less was put back, and
/// cannot tell any more what is lost.
Check head_of(const Facts& facts, Lang) {
    if (!facts.kept_records) return {"audit_head", true, "selfcheck.head_none"_w, {}, {}};
    const auto kept = *facts.kept_records;
    const Word says = kept > facts.records   ? "selfcheck.head_ahead"_w
                      : kept < facts.records ? "selfcheck.head_behind"_w
                                             : "selfcheck.head_fits"_w;
    return {"audit_head",
            kept == facts.records,
            says,
            {{"kept", std::to_string(kept)}, {"n", std::to_string(facts.records)}},
            kept > facts.records ? "selfcheck.head_ahead_do"_w : "selfcheck.head_behind_do"_w};
}

Check files_of(const Facts& facts, Lang) {
    const bool ok = facts.exposed.empty();
    return {"file_modes",
            ok,
            ok ? "selfcheck.files_guarded"_w : "selfcheck.files_open"_w,
            {{"file", facts.exposed}},
            "selfcheck.files_do"_w};
}

Check disk_of(const Facts& facts, Lang) {
    if (!facts.disk_free) return {"disk", true, "selfcheck.disk_elsewhere"_w, {}, {}};
    const bool ok = *facts.disk_free >= std::max(kLeastFree, facts.database_bytes.value_or(0));
    return {"disk",
            ok,
            ok ? "selfcheck.disk_free"_w : "selfcheck.disk_scarce"_w,
            {{"free", gigabytes(*facts.disk_free)},
             {"used", gigabytes(facts.database_bytes.value_or(0))}},
            "selfcheck.disk_do"_w};
}

Check gaps_of(const Facts& facts, Lang) {
    const bool ok = facts.open_gaps == 0;
    return {"audit_gaps",
            ok,
            ok ? "selfcheck.gaps_none"_w : "selfcheck.gaps_open"_w,
            {{"n", std::to_string(facts.open_gaps)}},
            "selfcheck.gaps_do"_w};
}

Check notes_of(const Facts& facts, Lang) {
    const auto bare = facts.records - facts.signed_records;
    const bool ok = bare < kUnsignedRecords;
    return {"audit_notes",
            ok,
            ok ? "selfcheck.notes_fresh"_w : "selfcheck.notes_old"_w,
            {{"n", std::to_string(bare)}},
            "selfcheck.notes_do"_w};
}

Check clock_of(const Facts& facts, Lang lang) {
    const bool ok = !facts.newest_record || facts.newest_record->ms <= facts.now.ms + kAheadMs;
    return {"clock",
            ok,
            ok ? "selfcheck.clock_right"_w : "selfcheck.clock_back"_w,
            {{"now", moment(facts.now, lang)},
             {"at", moment(facts.newest_record.value_or(facts.now), lang)}},
            "selfcheck.clock_do"_w};
}

Check certificate_of(const Facts& facts, Lang lang) {
    if (!facts.certificate_ends)
        return {"certificate", true, "selfcheck.certificate_elsewhere"_w, {}, {}};
    const auto left = facts.certificate_ends->ms - facts.now.ms;
    const Word word = left <= 0               ? "selfcheck.certificate_over"_w
                      : left < kCertificateMs ? "selfcheck.certificate_soon"_w
                                              : "selfcheck.certificate_holds"_w;
    return {"certificate",
            left >= kCertificateMs,
            word,
            {{"at", moment(*facts.certificate_ends, lang)},
             {"days", days(std::max<std::int64_t>(left, 0))}},
            "selfcheck.certificate_do"_w};
}

/// Two persons keep accounts together: with one of them gone nobody can be let in.
Check keepers_of(const Facts& facts, Lang) {
    const bool ok = facts.administrators > 0 && facts.heads > 0;
    return {"account_keepers",
            ok,
            ok ? "selfcheck.keepers_there"_w : "selfcheck.keepers_missing"_w,
            {{"administrators", std::to_string(facts.administrators)},
             {"heads", std::to_string(facts.heads)}},
            "selfcheck.keepers_do"_w};
}

/// Days beyond the table would count as open: its next edition is due before anybody plans that far.
Check holidays_of(const Facts& facts, Lang) {
    const int until = holidays_known_until().year();
    const bool ok = facts.now.in_japan().year() + kYearsPlanned <= until;
    return {"holidays",
            ok,
            ok ? "selfcheck.holidays_known"_w : "selfcheck.holidays_end"_w,
            {{"year", std::to_string(until)}},
            "selfcheck.holidays_do"_w};
}

std::vector<Check> looked(std::initializer_list<Check (*)(const Facts&, Lang)> looks,
                          const Facts& facts, Lang lang) {
    std::vector<Check> checks;
    for (const auto look : looks) checks.push_back(look(facts, lang));
    return checks;
}

}  // namespace

std::vector<Check> checks_of(const Facts& facts, Lang lang) {
    return looked({gaps_of, head_of, backup_of, drill_of, note_of, disk_of, files_of, clock_of,
                   notes_of, certificate_of, keepers_of, holidays_of},
                  facts, lang);
}

std::vector<Check> checks_of_machine(const Facts& facts, Lang lang) {
    return looked({disk_of, files_of, certificate_of}, facts, lang);
}

}  // namespace michi::selfcheck
