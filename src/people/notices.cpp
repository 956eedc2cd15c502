#include "people/notices.hpp"

#include <algorithm>
#include <array>

#include "people/keeping.hpp"
#include "platform/series.hpp"

namespace michi::people {
namespace {

struct Kind {
    Notice notice;
    std::string_view stored;
    Word sentence;
};
constexpr std::array kKinds{
    Kind{Notice::new_device, "new_device", "people.notice_new_device"_w},
    Kind{Notice::password_set, "password_set", "people.notice_password_set"_w},
    Kind{Notice::factor_set, "factor_set", "people.notice_factor_set"_w},
    Kind{Notice::factor_asked, "factor_asked", "people.notice_factor_asked"_w},
    Kind{Notice::factor_reset, "factor_reset", "people.notice_factor_reset"_w},
    Kind{Notice::recovery_used, "recovery_used", "people.notice_recovery_used"_w},
    Kind{Notice::recovery_new, "recovery_new", "people.notice_recovery_new"_w},
    Kind{Notice::clock_back, "clock_back", "people.notice_clock_back"_w},
    Kind{Notice::password_asked, "password_asked", "people.notice_password_asked"_w},
    Kind{Notice::enabled, "enabled", "people.notice_enabled"_w},
    Kind{Notice::of_invited, "of_invited", "people.notice_of_invited"_w},
    Kind{Notice::of_password_asked, "of_password_asked", "people.notice_of_password_asked"_w},
    Kind{Notice::of_password_used, "of_password_used", "people.notice_of_password_used"_w},
    Kind{Notice::of_factor_asked, "of_factor_asked", "people.notice_of_factor_asked"_w},
    Kind{Notice::of_factor_gone, "of_factor_gone", "people.notice_of_factor_gone"_w},
    Kind{Notice::of_enabled, "of_enabled", "people.notice_of_enabled"_w},
    Kind{Notice::of_host, "of_host", "people.notice_of_host"_w},
    Kind{Notice::proposal_agreed, "proposal_agreed", "people.notice_proposal_agreed"_w},
    Kind{Notice::proposal_refused, "proposal_refused", "people.notice_proposal_refused"_w},
    Kind{Notice::proposal_ended, "proposal_ended", "people.notice_proposal_ended"_w},
    Kind{Notice::protection_changed, "protection_changed", "people.notice_protection_changed"_w},
    Kind{Notice::moved, "moved", "people.notice_moved"_w},
    Kind{Notice::password_asked_alone, "password_asked_alone",
         "people.notice_password_asked_alone"_w},
    Kind{Notice::factor_asked_alone, "factor_asked_alone", "people.notice_factor_asked_alone"_w},
    Kind{Notice::factor_reset_alone, "factor_reset_alone", "people.notice_factor_reset_alone"_w},
    Kind{Notice::moved_alone, "moved_alone", "people.notice_moved_alone"_w},
    Kind{Notice::of_password_used_alone, "of_password_used_alone",
         "people.notice_of_password_used_alone"_w},
    Kind{Notice::of_factor_gone_alone, "of_factor_gone_alone",
         "people.notice_of_factor_gone_alone"_w},
    Kind{Notice::move_asked, "move_asked", "people.notice_move_asked"_w},
    Kind{Notice::of_move_asked, "of_move_asked", "people.notice_of_move_asked"_w},
    Kind{Notice::of_moved, "of_moved", "people.notice_of_moved"_w},
    Kind{Notice::of_moved_alone, "of_moved_alone", "people.notice_of_moved_alone"_w},
    Kind{Notice::proposal_agreed_whole, "proposal_agreed_whole",
         "people.notice_proposal_agreed_whole"_w},
    Kind{Notice::protected_left, "protected_left", "people.notice_protected_left"_w},
    Kind{Notice::succession_waits, "succession_waits", "people.notice_succession_waits"_w},
    Kind{Notice::charge_given, "charge_given", "people.notice_charge_given"_w},
    Kind{Notice::cases_handed, "cases_handed", "people.notice_cases_handed"_w},
};

struct Alone {
    Notice by_two, by_one;
};
constexpr std::array kAlone{
    Alone{Notice::password_asked, Notice::password_asked_alone},
    Alone{Notice::factor_asked, Notice::factor_asked_alone},
    Alone{Notice::factor_reset, Notice::factor_reset_alone},
    Alone{Notice::moved, Notice::moved_alone},
    Alone{Notice::of_password_used, Notice::of_password_used_alone},
    Alone{Notice::of_factor_gone, Notice::of_factor_gone_alone},
    Alone{Notice::of_moved, Notice::of_moved_alone},
};

const Kind& kind_of(Notice notice) { return kKinds.at(static_cast<std::size_t>(notice)); }

}  // namespace

Notice alone(Notice notice) {
    const auto* found = std::ranges::find(kAlone, notice, &Alone::by_two);
    return found == kAlone.end() ? notice : found->by_one;
}

void tell(Tx& tx, Id<Account> account, Notice notice, Instant at, Id<Account> about,
          std::string_view link) {
    tx.run(
        "INSERT INTO account_notice (id, account_id, kind, at, about_id, link)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        next_number(tx, "account_notice"), account, kind_of(notice).stored, at, about, link);
}

void tell_of_protection(Tx& tx, Id<Account> who, std::string_view case_number, Instant at) {
    tell(tx, who, Notice::protection_changed, at, {}, case_number);
}

void tell_of_charge(Tx& tx, Id<Account> who, std::string_view case_number, Instant at) {
    tell(tx, who, Notice::charge_given, at, {}, case_number);
}

void tell_heads(Tx& tx, Notice notice, Instant at, Id<Account> about) {
    const auto heads = tx.all(
        "SELECT id FROM account WHERE role = $1 AND state = 1 ORDER BY id",
        [](const Row& row) { return row.get<Id<Account>>(0); }, michi::name_of(Role::centre_head));
    for (const auto head : heads)
        if (head != about) tell(tx, head, notice, at, about);
}

void tell_keepers_of_waiting(Tx& tx, Id<Account> leaver, Instant at) {
    const auto keepers =
        tx.all("SELECT id, role FROM account WHERE state = 1 ORDER BY id", [](const Row& row) {
            return std::pair(row.get<Id<Account>>(0),
                             role_named(row.text(1)).value_or(Role::family));
        });
    for (const auto& [id, role] : keepers)
        if (ever(role, Act::manage_accounts)) tell(tx, id, Notice::succession_waits, at, leaver);
}

std::vector<NoticeLine> notices_of(Tx& tx, Id<Account> account) {
    return tx.all(
        "SELECT kind, about_id, at, seen_at, link FROM account_notice WHERE account_id = $1 ORDER BY id DESC LIMIT 20",
        [](const Row& row) {
            const auto kind = std::ranges::find(kKinds, row.text(0), &Kind::stored);
            return NoticeLine{kind == kKinds.end() ? Notice::new_device : kind->notice,
                              row.get<Id<Account>>(1), row.get<Instant>(2), !row.null(3),
                              row.get<std::string>(4)};
        },
        account);
}

void mark_notices_seen(Tx& tx, Id<Account> account, Instant at) {
    tx.run("UPDATE account_notice SET seen_at = $2 WHERE account_id = $1 AND seen_at IS NULL",
           account, at);
}

Word sentence_of(Notice notice) { return kind_of(notice).sentence; }

}  // namespace michi::people
