// What is counted, opened consultation by consultation; months that were published.
#pragma once

#include <set>

#include "platform/db.hpp"
#include "platform/vault.hpp"
#include "reports/model.hpp"

namespace michi::reports {

/// The registered consultations of the month and of the two it is compared with, in order of number.
std::vector<Counted> counted(Tx& tx, Vault& vault, Id<Organisation> centre, Month month);

struct MonthTotal {
    Month month;
    std::int64_t all{}, area{}, persons{};
    std::int64_t edition{};  // whose figures these are; 0: today's
    bool changed{};          // since that edition the records say otherwise
};
/// Every month with a registered consultation or an edition, newest first. What was published is told as it was
/// published.
std::vector<MonthTotal> month_totals(Tx& tx, Vault& vault, Id<Organisation> centre);

/// Receptions of the month that are still drafts: they are not counted yet.
bool has_drafts(Tx& tx, Id<Organisation> centre, Month month);

struct Edition {
    Id<Edition> id;
    Month month;
    std::int64_t number{};
    std::string definition;
    Id<Account> made_by;
    Instant made_at{};
};
/// Newest first; of one month when given.
std::vector<Edition> editions(Tx& tx, Id<Organisation> centre, std::optional<Month> month);
std::vector<Counted> counted_in(Tx& tx, Vault& vault, Id<Edition> id);
std::string csv_of(Tx& tx, Id<Edition> id);
/// The next edition's number.
std::int64_t publish(Tx& tx, Vault& vault, Id<Organisation> centre, Month month, Id<Account> by,
                     Instant at, const std::vector<Counted>& counted, std::string_view csv);

/// Children whose address is kept secret now, whatever an older edition says.
std::set<std::int64_t> protected_children(Tx& tx, Id<Organisation> centre);

/// One consultation a line. Only codes and numbers stand in it.
std::string packed(const std::vector<Counted>& counted);
std::vector<Counted> unpacked(std::string_view text);

}  // namespace michi::reports
