// Figures of the instance for /metrics.

#include <cstdlib>
#include <limits>

#include "selfcheck/selfcheck.hpp"

namespace michi::selfcheck {
namespace {

/// Seconds from `then` to now; what never was is infinitely old, so that an alarm rings.
double age(const Facts& facts, const std::optional<Instant>& then) {
    if (!then) return std::numeric_limits<double>::infinity();
    return static_cast<double>(facts.now.ms - then->ms) / 1000;
}

constexpr std::int64_t kLookMs = 1000;

struct Figure {
    std::string_view name, help;
    double (*of)(const Facts&);
};

constexpr Figure kFigures[] = {
    {"michi_backup_age_seconds", "Since the newest backup was made.",
     [](const Facts& f) { return age(f, f.backup); }},
    {"michi_restore_drill_age_seconds", "Since a backup was last brought back on trial.",
     [](const Facts& f) { return age(f, f.drill); }},
    {"michi_audit_note_taken_age_seconds", "Since a note of the audit was last taken elsewhere.",
     [](const Facts& f) { return age(f, f.note); }},
    {"michi_audit_note_age_seconds",
     "Since the newest signed note of the audit; 0 while no record waits for one.",
     [](const Facts& f) { return f.records == f.signed_records ? 0 : age(f, f.noted_at); }},
    {"michi_audit_entries", "Records of the audit.",
     [](const Facts& f) { return double(f.records); }},
    {"michi_audit_unsigned_entries", "Records of the audit under no signed note yet.",
     [](const Facts& f) { return double(f.records - f.signed_records); }},
    {"michi_audit_open_gaps", "Losses of records that nobody acknowledged.",
     [](const Facts& f) { return double(f.open_gaps); }},
    {"michi_disk_free_bytes", "Free for the instance where the database lies.",
     [](const Facts& f) { return double(f.disk_free.value()); }},
    {"michi_database_bytes", "Size of the database file.",
     [](const Facts& f) { return double(f.database_bytes.value()); }},
    {"michi_log_bytes", "Size of the log beside the database file.",
     [](const Facts& f) { return double(f.log_bytes.value()); }},
    {"michi_jobs_waiting", "Pieces of work that are queued, due or not.",
     [](const Facts& f) { return double(f.jobs_waiting); }},
    {"michi_jobs_failed", "Pieces of work that were given up.",
     [](const Facts& f) { return double(f.jobs_failed); }},
    {"michi_certificate_left_seconds", "Until the certificate ends.",
     [](const Facts& f) { return -age(f, f.certificate_ends.value()); }},
};

/// What another machine keeps is no figure of this one.
bool has(const Figure& figure, const Premises& premises) {
    if (figure.name == "michi_certificate_left_seconds") return !premises.tls_certificate.empty();
    if (figure.name == "michi_disk_free_bytes" || figure.name == "michi_database_bytes" ||
        figure.name == "michi_log_bytes")
        return !premises.database_file.empty();
    return true;
}

}  // namespace

Watched::Watched(Database& database, std::function<Instant()> clock)
    : database_(database), clock_(std::move(clock)) {
    const Premises premises = database.memory().of<Premises>();
    for (const Figure& figure : kFigures)
        if (has(figure, premises))
            gauges_.push_back(std::make_unique<metrics::Gauge>(
                figure.name, figure.help, [this, of = figure.of] { return ask(of); }));
}

/// All figures of one look are of one snapshot; metrics::text() asks for them one after the other.
double Watched::ask(double (*figure)(const Facts&)) {
    const Instant now = clock_();
    if (!seen_ || std::abs(now.ms - seen_->now.ms) >= kLookMs)
        seen_ = database_.ask([&](Tx& tx) { return facts(tx, tx.memory<Premises>(), now); });
    return figure(*seen_);
}

}  // namespace michi::selfcheck
