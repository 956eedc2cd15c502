#include "documents.hpp"
#include "handover/rules.hpp"

namespace michi::handover {
namespace {

constexpr Id<Organisation> kSender{1}, kReceiver{2};

Date d(const std::string& iso) { return *Date::parse_iso(iso); }

Request transfer_in(State state) {
    return {.kind = Kind::transfer, .state = state, .from = kSender, .to = kReceiver};
}

std::string turn_in(State state) {
    const auto by = turn(transfer_in(state));
    return !by ? "nobody" : *by == By::sender ? "sender" : "receiver";
}

std::string responsible_after(Deed deed) {
    const bool sends = row_of(deed).by == By::sender;
    const State from = deed == Deed::receive || deed == Deed::accept ? State::sent
                       : sends                                       ? State::confirmed
                                                                     : State::working;
    Request before = transfer_in(from);
    before.family_answer = "no";
    const auto change = perform({.deed = deed,
                                 .by_organisation = sends ? kSender : kReceiver,
                                 .now = {.today = d("2026-11-25")},
                                 .text = "伝えます。",
                                 .reason_code = sends ? "family_refused" : "no_capacity",
                                 .owner_name = "木村 彩"},
                                before);
    if (!change) return "refused";
    if (!change->responsible_changes) return "as before";
    if (effects_of(*change).given_back) return "who answered before";
    return change->responsible == kReceiver ? "receiver" : "sender";
}

TEST(Examples, of_turns_are_what_the_rules_answer) {
    const auto rows = examples("handover.md", "Whose turn");
    EXPECT_EQ(rows.size(), kStates.size());
    for (const auto& row : rows) {
        EXPECT_EQ(name_of(state_named(row[0])), row[0]);
        EXPECT_EQ(turn_in(state_named(row[0])), row[1]) << row[0];
    }
}

TEST(Examples, of_responsibility_are_what_the_rules_answer) {
    for (const auto& row : examples("handover.md", "Responsibility")) {
        const auto deed =
            std::ranges::find_if(kDeeds, [&](Deed d) { return name_of(d) == row[0]; });
        ASSERT_NE(deed, kDeeds.end()) << row[0];
        EXPECT_EQ(responsible_after(*deed), row[1]) << row[0];
    }
}

TEST(Examples, of_days_are_what_the_rules_answer) {
    for (const auto& row : examples("working-days.md", "A request"))
        EXPECT_EQ(answer_due(d(row[0]), row[1] == "yes").iso(), row[2]) << row[0];
    for (const auto& row : examples("working-days.md", "見守り after a transfer was accepted")) {
        const auto days = follow_up_dates(d(row[0]));
        ASSERT_EQ(days.size(), 3u);
        for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(days[i].iso(), row[i + 1]) << row[0];
    }
}

}  // namespace
}  // namespace michi::handover
