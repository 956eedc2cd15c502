// What can be seen from here: the database's own words, the disk, the certificate.

#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdio>
#include <ctime>
#include <filesystem>
#include <memory>

#include "audit/audit.hpp"
#include "people/people.hpp"
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

}  // namespace

void note_done(Tx& tx, std::string_view what, Instant at) {
    tx.run(
        "INSERT INTO upkeep (what, done_at) VALUES ($1, $2)"
        " ON CONFLICT (what) DO UPDATE SET done_at = excluded.done_at",
        what, at);
}

Facts facts(Tx& tx, const Premises& around, Instant now) {
    const audit::Extent extent = audit::extent(tx);
    Facts facts{.now = now,
                .backup = done_at(tx, kBackup),
                .drill = done_at(tx, kDrill),
                .newest_record = extent.newest,
                .records = extent.entries,
                .signed_records = extent.noted};
    for (const audit::Gap& gap : audit::gaps(tx)) facts.open_gaps += gap.is_open() ? 1 : 0;
    facts.administrators = static_cast<int>(people::count_able(tx, Role::administrator));
    facts.heads = static_cast<int>(people::count_able(tx, Role::centre_head));
    if (!around.database_file.empty()) {
        facts.disk_free = free_of(around.directory);
        facts.database_bytes = size_of(around.database_file);
    }
    if (!around.tls_certificate.empty())
        facts.certificate_ends = end_of_certificate(around.tls_certificate).value_or(Instant{});
    return facts;
}

std::vector<Check> checks(Tx& tx, const Premises& around, Instant now, Lang lang) {
    return checks_of(facts(tx, around, now), lang);
}

}  // namespace michi::selfcheck
