// The home of the administrator: ages, and red where it matters.

#include <algorithm>

#include "selfcheck/keeper.hpp"
#include "selfcheck/selfcheck.hpp"
#include "town.hpp"

namespace michi::selfcheck {
namespace {

const Instant kNow = at_in_japan(*Date::from_ymd(2026, 11, 30), 9 * 60);

Instant days_ago(int days) { return {kNow.ms - std::int64_t(days) * 24 * 60 * 60 * 1000}; }

/// Everything as it should be.
Kept well() {
    return {.now = kNow,
            .backup = days_ago(0),
            .drill = days_ago(20),
            .newest_record = days_ago(0),
            .checks = {{"backup"}, {"restore_drill"}, {"audit_gaps"}, {"audit_notes"}, {"disk"}},
            .waiting = {},
            .lists = {kNow.in_japan() - 30, kNow.in_japan() - 200}};
}

struct Row {
    const char* said;
    Word red;  // the line that is red; none: nothing is
    void (*change)(Kept&);
};

TEST(Keeper, is_told_in_red_only_what_has_to_be_done) {
    const Row rows[] = {
        {"all is well", {}, [](Kept&) {}},
        {"the backup is late", "selfcheck.keep_backup"_w, [](Kept& k) { k.checks[0].ok = false; }},
        {"no drill", "selfcheck.keep_drill"_w, [](Kept& k) { k.checks[1].ok = false; }},
        {"a gap", "selfcheck.keep_audit"_w, [](Kept& k) { k.checks[2].ok = false; }},
        {"no note", "selfcheck.keep_audit"_w, [](Kept& k) { k.checks[3].ok = false; }},
        {"the disk", "selfcheck.keep_server"_w, [](Kept& k) { k.checks[4].ok = false; }},
        {"two days are no delay",
         {},
         [](Kept& k) {
             k.waiting = {days_ago(2), days_ago(1)};
         }},
        {"three are", "selfcheck.keep_accounts"_w, [](Kept& k) { k.waiting = {days_ago(3)}; }},
        {"a year's list", {}, [](Kept& k) { k.lists = {k.now.in_japan() - kListDays}; }},
        {"an older one", "selfcheck.keep_lists"_w,
         [](Kept& k) { k.lists.push_back(k.now.in_japan() - kListDays - 1); }},
        {"none was taken", {}, [](Kept& k) { k.lists.clear(); }},
    };
    for (const Row& row : rows) {
        Kept kept = well();
        row.change(kept);
        const auto duties = duties_of(kept);
        EXPECT_EQ(duties.size(), 6u);
        for (const Duty& duty : duties) {
            EXPECT_EQ(duty.red, row.red && duty.name == row.red) << row.said;
            EXPECT_NE(say(duty.says, Lang::ja, duty.args), "") << row.said;
        }
        EXPECT_TRUE(!row.red || duties.front().name == row.red) << "what is red stands first";
    }
}

TEST(Keeper, is_told_how_old_each_thing_is) {
    Kept kept = well();
    kept.waiting = {days_ago(2), days_ago(0)};
    const auto days = [&](Word name) {
        const auto duties = duties_of(kept);
        return std::ranges::find(duties, name, &Duty::name)->days;
    };
    EXPECT_EQ(days("selfcheck.keep_backup"_w), 0);
    EXPECT_EQ(days("selfcheck.keep_drill"_w), 20);
    EXPECT_EQ(days("selfcheck.keep_accounts"_w), 2) << "the oldest";
    EXPECT_EQ(days("selfcheck.keep_lists"_w), 200) << "the oldest";
    kept.backup.reset();
    EXPECT_FALSE(days("selfcheck.keep_backup"_w)) << "never is no age";
}

class Home : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {part()}};
    Subject admin = town.join("admin", "管理 者", town.centre, Role::administrator);
};
ON_EACH_ENGINE(Home);

TEST_P(Home, of_the_administrator_shows_what_never_was_done_and_what_was) {
    std::string page = town.get(admin, "/a").body;
    EXPECT_NE(page.find("まだ一度もありません"), page.npos);
    EXPECT_NE(page.find("要対応"), page.npos);
    town.write([&](Tx& tx) { note_done(tx, kBackup, town.now().at); });
    town.pass_days(1);
    page = town.get(admin, "/a").body;
    EXPECT_NE(page.find("1日前"), page.npos);
    for (const auto& who : {town.miura, town.kimura, town.ken, town.ito})
        EXPECT_EQ(town.get(who, "/a").status, 403) << who.name;
}

}  // namespace
}  // namespace michi::selfcheck
