#include "people/notices.hpp"

#include <algorithm>
#include <array>

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
};

const Kind& kind_of(Notice notice) { return kKinds.at(static_cast<std::size_t>(notice)); }

}  // namespace

void tell(Tx& tx, Id<Account> account, Notice notice, Instant at) {
    tx.run("INSERT INTO account_notice (id, account_id, kind, at) VALUES ($1, $2, $3, $4)",
           next_number(tx, "account_notice"), account, kind_of(notice).stored, at);
}

std::vector<NoticeLine> notices_of(Tx& tx, Id<Account> account) {
    return tx.all(
        "SELECT kind, at, seen_at FROM account_notice WHERE account_id = $1 ORDER BY id DESC LIMIT 20",
        [](const Row& row) {
            const auto kind = std::ranges::find(kKinds, row.text(0), &Kind::stored);
            return NoticeLine{kind == kKinds.end() ? Notice::new_device : kind->notice,
                              row.get<Instant>(1), !row.null(2)};
        },
        account);
}

void mark_notices_seen(Tx& tx, Id<Account> account, Instant at) {
    tx.run("UPDATE account_notice SET seen_at = $2 WHERE account_id = $1 AND seen_at IS NULL",
           account, at);
}

Word sentence_of(Notice notice) { return kind_of(notice).sentence; }

}  // namespace michi::people
