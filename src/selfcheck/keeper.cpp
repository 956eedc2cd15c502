#include "selfcheck/keeper.hpp"

#include <algorithm>

namespace michi::selfcheck {
namespace {

std::optional<int> days_since(std::optional<Instant> at, Instant now) {
    if (!at) return std::nullopt;
    return std::max(0, now.in_japan() - at->in_japan());
}

bool holds(const Kept& kept, std::string_view name) {
    const auto it = std::ranges::find(kept.checks, name, &Check::name);
    return it == kept.checks.end() || it->ok;
}

Duty backup_of(const Kept& kept) {
    const bool ok = holds(kept, "backup");
    return {.name = "selfcheck.keep_backup"_w,
            .says = !kept.backup ? "selfcheck.keep_never"_w
                    : ok         ? "selfcheck.keep_in_time"_w
                                 : "selfcheck.keep_late"_w,
            .args = {},
            .days = days_since(kept.backup, kept.now),
            .href = "/a/selfcheck",
            .red = !ok};
}

Duty drill_of(const Kept& kept) {
    const bool ok = holds(kept, "restore_drill");
    return {.name = "selfcheck.keep_drill"_w,
            .says = !kept.drill ? "selfcheck.keep_never"_w
                    : ok        ? "selfcheck.keep_in_time"_w
                                : "selfcheck.keep_late"_w,
            .args = {},
            .days = days_since(kept.drill, kept.now),
            .href = "/a/selfcheck",
            .red = !ok};
}

Duty audit_of(const Kept& kept) {
    const bool gap = !holds(kept, "audit_gaps");
    const bool bare = !holds(kept, "audit_notes");
    return {.name = "selfcheck.keep_audit"_w,
            .says = gap    ? "selfcheck.keep_audit_gap"_w
                    : bare ? "selfcheck.keep_audit_bare"_w
                           : "selfcheck.keep_audit_whole"_w,
            .args = {},
            .days = days_since(kept.newest_record, kept.now),
            .href = "/a/audit",
            .red = gap || bare};
}

Duty accounts_of(const Kept& kept) {
    std::optional<Instant> oldest;
    if (!kept.waiting.empty()) oldest = kept.waiting.front();
    const auto days = days_since(oldest, kept.now);
    return {.name = "selfcheck.keep_accounts"_w,
            .says = oldest ? "selfcheck.keep_accounts_wait"_w : "selfcheck.keep_accounts_none"_w,
            .args = {{"n", std::to_string(kept.waiting.size())}},
            .days = days,
            .href = "/a/accounts",
            .red = days && *days >= kWaitDays};
}

/// The oldest decides: a list that nobody takes any more makes its places old.
Duty lists_of(const Kept& kept) {
    std::optional<int> days;
    for (const Date day : kept.lists)
        days = std::max(days.value_or(0), std::max(0, kept.now.in_japan() - day));
    const bool old = days && *days > kListDays;
    return {.name = "selfcheck.keep_lists"_w,
            .says = !days ? "selfcheck.keep_lists_none"_w
                    : old ? "selfcheck.keep_lists_old"_w
                          : "selfcheck.keep_lists_fresh"_w,
            .args = {{"n", std::to_string(kept.lists.size())}},
            .days = days,
            .href = "/w/resources/import",
            .red = old};
}

/// What else of the server does not hold; its page says what to do.
Duty rest_of(const Kept& kept) {
    const auto own = [](const Check& check) {
        return check.name == "backup" || check.name == "restore_drill" ||
               check.name == "audit_gaps" || check.name == "audit_notes";
    };
    const auto wrong = std::ranges::count_if(
        kept.checks, [&](const Check& check) { return !check.ok && !own(check); });
    return {.name = "selfcheck.keep_server"_w,
            .says = wrong ? "selfcheck.wrong"_w : "selfcheck.keep_server_well"_w,
            .args = {{"n", std::to_string(wrong)}},
            .days = {},
            .href = "/a/selfcheck",
            .red = wrong > 0};
}

}  // namespace

std::vector<Duty> duties_of(const Kept& kept) {
    std::vector<Duty> duties;
    for (const auto look : {backup_of, drill_of, audit_of, accounts_of, lists_of, rest_of})
        duties.push_back(look(kept));
    std::ranges::stable_partition(duties, &Duty::red);
    return duties;
}

}  // namespace michi::selfcheck
