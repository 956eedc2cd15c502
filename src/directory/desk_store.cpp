// Rows around the services: imports, uploads, candidates, regional issues.

#include <algorithm>

#include "directory/directory.hpp"
#include "directory/layout.hpp"
#include "directory/store.hpp"
#include "platform/series.hpp"

namespace michi::directory {
namespace {

constexpr std::int64_t kDayMs = 24LL * 60 * 60 * 1000;

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : " ") + part;
    return text;
}

}  // namespace

std::vector<std::pair<Id<Batch>, BatchRow>> newest_batches(Tx& tx, std::size_t at_most) {
    return tx.all(
        "SELECT id, source, file_name, sha256, rows_read, added, changed, gone, unchanged, "
        "refused, by_account, at, undone_at,"
        " NOT EXISTS (SELECT 1 FROM directory_change c JOIN directory_record r ON r.id = "
        "c.record_id WHERE c.batch_id = directory_batch.id AND r.batch_id <> c.batch_id)"
        " FROM directory_batch WHERE staged = 0 ORDER BY id DESC LIMIT $1",
        [](const Row& row) {
            return std::pair(row.get<Id<Batch>>(0), BatchRow{.source = row.get<std::string>(1),
                                                             .file_name = row.get<std::string>(2),
                                                             .sha256 = row.get<std::string>(3),
                                                             .rows = row.get<std::size_t>(4),
                                                             .added = row.get<std::size_t>(5),
                                                             .changed = row.get<std::size_t>(6),
                                                             .gone = row.get<std::size_t>(7),
                                                             .unchanged = row.get<std::size_t>(8),
                                                             .refused = row.get<std::size_t>(9),
                                                             .by = row.get<Id<Account>>(10),
                                                             .at = row.get<Instant>(11),
                                                             .undone = !row.null(12),
                                                             .last = row.get<bool>(13)});
        },
        at_most);
}

std::vector<Word> credits(Tx& tx) {
    const auto taken = tx.all(
        "SELECT DISTINCT source FROM directory_batch WHERE undone_at IS NULL AND staged = 0"
        " ORDER BY source",
        [](const Row& row) { return row.get<std::string>(0); });
    std::vector<Word> words;
    for (const SourceName& name : source_names())
        if (std::ranges::find(taken, name.id) != taken.end() &&
            std::ranges::find(words, name.credit) == words.end())
            words.push_back(name.credit);
    return words;
}

void keep_upload_row(Tx& tx, const KeptUpload& upload) {
    tx.run("DELETE FROM directory_upload WHERE at < $1", Instant{upload.at.ms - kDayMs});
    tx.run(
        "INSERT INTO directory_upload (token, account_id, file_name, kind, content, at) VALUES "
        "($1, $2, $3, $4, $5, $6)",
        upload.token, upload.account, upload.name, upload.kind, Bytes{upload.bytes}, upload.at);
}

KeptUpload find_upload(Tx& tx, std::string_view token, Id<Account> account) {
    auto found = tx.first(
        "SELECT token, account_id, file_name, kind, content, at FROM directory_upload WHERE token "
        "= $1 AND account_id = $2",
        [](const Row& row) {
            return KeptUpload{.token = row.get<std::string>(0),
                              .account = row.get<Id<Account>>(1),
                              .name = row.get<std::string>(2),
                              .kind = row.get<std::string>(3),
                              .bytes = std::string(row.blob(4)),
                              .at = row.get<Instant>(5)};
        },
        token, account);
    if (!found) throw NotFound{};
    return std::move(*found);
}

void drop_upload(Tx& tx, std::string_view token) {
    tx.run("DELETE FROM directory_upload WHERE token = $1", token);
}

std::vector<Id<Service>> candidates_of(Tx& tx, Id<record::Case> case_id) {
    return tx.all(
        "SELECT service_id FROM directory_candidate WHERE case_id = $1 ORDER BY added_at, "
        "service_id",
        [](const Row& row) { return row.get<Id<Service>>(0); }, case_id);
}

void set_aside(Tx& tx, Id<record::Case> case_id, Id<Service> service, Id<Account> by, Instant at) {
    tx.run(
        "INSERT INTO directory_candidate (case_id, service_id, added_by, added_at) VALUES ($1, $2, "
        "$3, $4)"
        " ON CONFLICT (case_id, service_id) DO NOTHING",
        case_id, service, by, at);
}

std::map<Id<Service>, std::int64_t> times_set_aside(Tx& tx) {
    std::map<Id<Service>, std::int64_t> times;
    tx.each("SELECT service_id, count(*) FROM directory_candidate GROUP BY service_id",
            [&](const Row& row) { times.emplace(row.get<Id<Service>>(0), row.integer(1)); });
    return times;
}

void drop_candidate(Tx& tx, Id<record::Case> case_id, Id<Service> service) {
    tx.run("DELETE FROM directory_candidate WHERE case_id = $1 AND service_id = $2", case_id,
           service);
}

Id<RegionalIssue> record_issue(Tx& tx, const NewIssue& issue) {
    const Id<RegionalIssue> id{next_number(tx, "regional_issue")};
    tx.run(
        "INSERT INTO regional_issue (id, organisation_id, municipality, kinds, conditions, "
        "within_km, found,"
        " fitting, note, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
        "$11)",
        id, issue.organisation, issue.municipality, joined(issue.kinds), joined(issue.conditions),
        issue.within_km, issue.found, issue.fitting, issue.note, issue.by, issue.at);
    return id;
}

}  // namespace michi::directory
