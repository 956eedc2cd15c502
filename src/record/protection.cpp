// Rows of 住所秘匿.

#include "record/protection.hpp"

#include "platform/series.hpp"
#include "record/store.hpp"

namespace michi::record {
namespace {

ProtectionStep step_named(std::string_view name) {
    return name == "set"      ? ProtectionStep::set
           : name == "review" ? ProtectionStep::review
                              : ProtectionStep::end;
}

}  // namespace

std::vector<Protection> protections_of(Tx& tx, Vault& vault, const CaseBrief& brief) {
    return tx.all(
        "SELECT id, step, reason, asked_by, until, review_on, recorded_by, recorded_at"
        " FROM protection WHERE case_id = $1 ORDER BY id DESC",
        [&](const Row& row) {
            const Sealed sealed(tx, vault, brief.key, "protection", row.integer(0));
            return Protection{.step = step_named(row.text(1)),
                              .reason = sealed.open("reason", row.blob(2)),
                              .asked_by = sealed.open("asked_by", row.blob(3)),
                              .until = row.get<std::optional<Date>>(4),
                              .review_on = row.get<std::optional<Date>>(5),
                              .by = row.get<Id<Account>>(6),
                              .at = row.get<Instant>(7)};
        },
        brief.id);
}

void take_protection(Tx& tx, Vault& vault, const CaseBrief& brief, const Protection& next) {
    const auto id = next_number(tx, "protection");
    const Sealed sealed(tx, vault, brief.key, "protection", id);
    const bool ends = next.step == ProtectionStep::end;
    tx.run(
        "INSERT INTO protection (id, case_id, step, reason, asked_by, until, review_on, recorded_by,"
        " recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id, brief.id, name_of(next.step), sealed.seal("reason", next.reason),
        sealed.seal("asked_by", next.asked_by), ends ? std::nullopt : next.until,
        ends ? std::nullopt : next.review_on, next.by, next.at);
    set_protected(tx, brief.id, !ends);
}

}  // namespace michi::record
