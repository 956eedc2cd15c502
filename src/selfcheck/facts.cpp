// What can be seen from here: the database's own words, the disk, the certificate.

#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdio>
#include <ctime>
#include <filesystem>
#include <memory>
#include <thread>

#include "audit/audit.hpp"
#include "people/people.hpp"
#include "platform/jobs.hpp"
#include "selfcheck/rules.hpp"
#include "selfcheck/selfcheck.hpp"

namespace michi::selfcheck {
namespace {

std::optional<Instant> done_at(Tx& tx, std::string_view what) {
    return tx.first(
        "SELECT done_at FROM upkeep WHERE what = $1",
        [](const Row& row) { return row.get<Instant>(0); }, what);
}

std::optional<Instant> instant_of(const ASN1_TIME* time) {
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
    return Instant{static_cast<std::int64_t>(timegm(&parts)) * 1000};
}

/// Of the first certificate in the file; nothing where it cannot be read.
std::optional<Instant> end_of_certificate(const std::string& file) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> in(std::fopen(file.c_str(), "re"),
                                                             std::fclose);
    if (!in) return std::nullopt;
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(
        PEM_read_X509(in.get(), nullptr, nullptr, nullptr), X509_free);
    if (!certificate) return std::nullopt;
    return instant_of(X509_get0_notAfter(certificate.get()));
}

std::optional<std::uint64_t> free_of(const std::string& directory) {
    std::error_code error;
    const auto space = std::filesystem::space(directory, error);
    if (error) return std::nullopt;
    return space.available;
}

std::optional<std::uint64_t> size_of(const std::string& file) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    if (error) return std::nullopt;
    return size;
}

std::string exposed_of(const std::vector<std::string>& secrets) {
    constexpr auto kOthers = std::filesystem::perms::group_all | std::filesystem::perms::others_all;
    for (const std::string& file : secrets) {
        std::error_code error;
        const auto about = std::filesystem::status(file, error);
        if (std::filesystem::exists(about) &&
            (about.permissions() & kOthers) != std::filesystem::perms::none)
            return file;
    }
    return {};
}

/// What this machine shows beside the database.
Facts facts_around(const Premises& around, Instant now) {
    Facts facts{.now = now};
    if (!around.database_file.empty()) {
        facts.disk_free = free_of(around.directory);
        facts.database_bytes = size_of(around.database_file);
        facts.log_bytes = size_of(around.database_file + "-wal").value_or(0);
    }
    if (!around.tls_certificate.empty())
        facts.certificate_ends = end_of_certificate(around.tls_certificate).value_or(Instant{});
    facts.exposed = exposed_of(around.secrets);
    return facts;
}

constexpr int kLooks = 5;
constexpr std::chrono::milliseconds kBetweenLooks{10};

/// The head follows a commit by a moment: one that is behind is looked at again.
std::optional<std::int64_t> kept_of(const Premises& around, std::int64_t records) {
    if (!around.kept_records) return std::nullopt;
    std::int64_t kept = around.kept_records();
    for (int look = 1; kept < records && look < kLooks; ++look) {
        std::this_thread::sleep_for(kBetweenLooks);
        kept = around.kept_records();
    }
    // Another node of the same database keeps its own.
    if (around.database_file.empty()) kept = std::max(kept, records);
    return around.kept_before > records ? around.kept_before : std::min(kept, records);
}

}  // namespace

void note_done(Tx& tx, std::string_view what, Instant at) {
    tx.run(
        "INSERT INTO upkeep (what, done_at) VALUES ($1, $2)"
        " ON CONFLICT (what) DO UPDATE SET done_at = excluded.done_at",
        what, at);
}

Facts facts(Tx& tx, const Premises& around, Instant now) {
    const audit::Extent extent = audit::extent(tx);
    Facts facts = facts_around(around, now);
    facts.backup = done_at(tx, kBackup);
    facts.drill = done_at(tx, kDrill);
    facts.note = done_at(tx, kNote);
    facts.newest_record = extent.newest;
    facts.records = extent.entries;
    facts.signed_records = extent.noted;
    facts.noted_at = extent.noted_at;
    facts.kept_records = kept_of(around, extent.entries);
    for (const audit::Gap& gap : audit::gaps(tx)) facts.open_gaps += gap.is_open() ? 1 : 0;
    facts.administrators = static_cast<int>(people::count_able(tx, Role::administrator));
    facts.heads = static_cast<int>(people::count_able(tx, Role::centre_head));
    for (const JobSummary& jobs : job_summaries(tx)) {
        facts.jobs_waiting += jobs.waiting;
        facts.jobs_failed += jobs.failed;
    }
    return facts;
}

std::vector<Check> checks(Tx& tx, const Premises& around, Instant now, Lang lang) {
    return checks_of(facts(tx, around, now), lang);
}

std::vector<Check> checks_around(const Premises& around, Instant now, Lang lang) {
    return checks_of_machine(facts_around(around, now), lang);
}

}  // namespace michi::selfcheck
