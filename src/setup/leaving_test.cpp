// Whoever leaves, moves or has another role holds nothing that they may no longer hold.
#include "setup/pages_test.hpp"

namespace michi::setup {
namespace {

class Leaving : public TownToSetUp {
  public:
    Id<record::Case> child = town.child();  // 三浦 is in charge
    Subject kuro = town.join("kuro", "黒木 三", town.centre, Role::centre_counsellor);

    /// 三浦 holds a protected case, a step of it and a call.
    void SetUp() override {
        town.post(town.miura, "/w/cases/" + record::case_number(child) + "/actions",
                  {{"next_what", "電話をかける"},
                   {"side", "c"},
                   {"days", "3"},
                   {"account", std::to_string(town.miura.account.value)}});
        town.post(town.miura, "/w/intake", {{"channel", "phone"}});
        town.write([&](Tx& tx) {
            record::set_protected(tx, child, true);
            tx.run("UPDATE consultation SET state = 1, in_charge = $1", town.miura.account);
            tx.run("UPDATE account SET password = 'x'");
        });
        EXPECT_EQ(held(town.miura), "steps=1 cases=1 calls=1");
    }
    std::string held(const Subject& who) {
        return town.ask(
            [&](Tx& tx) { return people::text_of(people::holdings_of(tx, who.account)); });
    }
    std::string nobodys() {
        return town.ask([](Tx& tx) { return people::text_of(people::unheld(tx)); });
    }
    /// The cases that 伊藤 was told of.
    std::string told(const Subject& who, std::string_view kind) {
        std::string links;
        town.ask([&](Tx& tx) {
            tx.each(
                "SELECT link FROM account_notice WHERE account_id = $1 AND kind = $2",
                [&](const Row& row) { links += "/" + std::string(row.text(0)); }, who.account,
                kind);
            return 0;
        });
        return links;
    }
    void move(const Subject& who, Id<Organisation> to, const std::string& role) {
        const std::string place = "/a/accounts/" + std::to_string(who.account.value) + "/move";
        const auto answer =
            town.post(admin, place, {{"organisation", std::to_string(to.value)}, {"role", role}});
        ASSERT_EQ(answer.status, 303);
        const auto id = answer.location.substr(answer.location.rfind('=') + 1);
        ASSERT_EQ(
            town.post(town.ito, "/a/agreements", {{"deed", "agree"}, {"proposal", id}}).status,
            303);
    }
    int plan(const Subject& by, const Subject& leaver, const Subject* follower,
             const std::string& day) {
        return town
            .post(by, "/a/successions",
                  {{"leaver", std::to_string(leaver.account.value)},
                   {"follower", follower ? std::to_string(follower->account.value) : "0"},
                   {"on", day}})
            .status;
    }
    int carry() {
        int done = 0;
        town.write([&](Tx& tx) { done = carry_out(tx, town.now()); });
        return done;
    }
    bool open(const Subject& who) {
        return town.ask([&](Tx& tx) { return people::standing_of(tx, who.account).enabled; });
    }
};
ON_EACH_ENGINE(Leaving);

TEST_P(Leaving, the_organisation_leaves_everything_to_the_centre) {
    move(town.miura, town.city, "municipal_officer");
    EXPECT_EQ(held(town.miura), "steps=0 cases=0 calls=0");
    EXPECT_EQ(nobodys(), "steps=1 cases=1 calls=1");
    EXPECT_EQ(told(town.ito, "protected_left"), "/" + record::case_number(child));
    EXPECT_NE(town.get(admin, "/a/successions").body.find("だれも持っていないものがあります"),
              std::string::npos);
}

TEST_P(Leaving, the_account_closed_leaves_everything_to_the_centre) {
    town.post(admin, "/a/accounts/" + std::to_string(town.miura.account.value) + "/disable", {});
    EXPECT_EQ(held(town.miura), "steps=0 cases=0 calls=0");
    EXPECT_EQ(told(town.ito, "protected_left"), "/" + record::case_number(child));
}

TEST_P(Leaving, is_not_taken_back_by_undoing_what_gave_it_away) {
    const auto step = town.ask([&](Tx& tx) {
        return tx.value<std::int64_t>("SELECT id FROM action WHERE holder_account = $1",
                                      town.miura.account);
    });
    const std::string at = "/w/actions/" + std::to_string(step);
    EXPECT_EQ(
        town.post(town.ito, at + "/assign", {{"account", std::to_string(town.ito.account.value)}})
            .status,
        303);
    town.post(admin, "/a/accounts/" + std::to_string(town.miura.account.value) + "/disable", {});
    EXPECT_EQ(town.post(town.ito, at + "/undo", {}).status, 409) << "no change of it is fresh";
    EXPECT_EQ(held(town.miura), "steps=0 cases=0 calls=0");
}

TEST_P(Leaving, counselling_leaves_cases_and_calls_and_keeps_what_the_new_role_may_hold) {
    move(town.miura, town.centre, "receptionist");
    EXPECT_EQ(held(town.miura), "steps=1 cases=0 calls=0");
    EXPECT_EQ(told(town.ito, "protected_left"), "/" + record::case_number(child));
}

TEST_P(Leaving, for_another_role_that_counsels_keeps_all) {
    move(town.miura, town.centre, "centre_head");
    EXPECT_EQ(held(town.miura), "steps=1 cases=1 calls=1");
    EXPECT_EQ(told(town.ito, "protected_left"), "");
}

TEST_P(Leaving, is_followed_only_by_who_may_hold_the_same) {
    for (const Subject& who : {town.sato, admin, town.kimura, town.miura})
        EXPECT_EQ(plan(admin, town.miura, &who, "2026-12-01"), 422) << who.name;
    EXPECT_EQ(plan(admin, town.miura, &kuro, "2026-12-01"), 303);
    town.pass_days(10);
    EXPECT_EQ(carry(), 1);
    EXPECT_EQ(held(kuro), "steps=1 cases=1 calls=1");
    EXPECT_EQ(told(town.ito, "protected_left"), "");
    EXPECT_EQ(told(kuro, "cases_handed"), "/") << "whoever goes on hears of it, once";
}

/// What may have happened to who was to follow.
constexpr Sql kMeanwhile[] = {
    "UPDATE account SET organisation_id = $2 WHERE id = $1",
    "UPDATE account SET state = 0 WHERE id = $1 AND organisation_id <> $2",
    "UPDATE account SET role = 'receptionist' WHERE id = $1 AND organisation_id <> $2",
};

TEST_P(Leaving, is_followed_by_nobody_who_moved_closed_or_changed_meanwhile) {
    std::string all;
    for (const Sql how : kMeanwhile) {
        const std::string n = std::to_string(all.size());
        const Subject leaver =
                          town.join("leaver" + n, "去る 人", town.centre, Role::centre_counsellor),
                      follower = town.join("follower" + n, "続く 人", town.centre,
                                           Role::centre_counsellor);
        town.write([&](Tx& tx) {
            record::set_in_charge(tx, child, leaver.account, leaver.account, town.now().today);
        });
        ASSERT_EQ(plan(admin, leaver, &follower, (town.now().today + 3).iso()), 303);
        town.write([&](Tx& tx) { tx.run(how, follower.account, town.city); });
        town.pass_days(4);
        EXPECT_EQ(carry(), 1) << n;
        EXPECT_EQ(held(follower), "steps=0 cases=0 calls=0") << n;
        EXPECT_EQ(held(leaver), "steps=0 cases=0 calls=0") << n;
        all += "/" + record::case_number(child);
    }
    EXPECT_EQ(told(town.ito, "protected_left"), all);
}

TEST_P(Leaving, of_two_administrators_on_one_day_leaves_one_and_says_so) {
    const Subject second = town.join("admin2", "管理 二", town.centre, Role::administrator);
    town.write([&](Tx& tx) { tx.run("UPDATE account SET password = 'x'"); });
    EXPECT_EQ(plan(second, admin, nullptr, "2026-12-01"), 303);
    EXPECT_EQ(plan(admin, second, nullptr, "2026-12-01"), 303);
    town.pass_days(10);
    EXPECT_EQ(carry(), 1);
    EXPECT_TRUE(open(admin) != open(second));
    const Subject& left = open(admin) ? admin : second;
    EXPECT_EQ(carry(), 0);
    EXPECT_EQ(told(left, "succession_waits"), "/") << "once";
    EXPECT_EQ(told(town.ito, "succession_waits"), "/");
    const std::string page = town.get(left, "/a/successions").body;
    EXPECT_NE(page.find("まだ済んでいません"), std::string::npos);
    EXPECT_NE(page.find("最後の管理者"), std::string::npos);
    const Subject third = town.join("admin3", "管理 三", town.centre, Role::administrator);
    town.write(
        [&](Tx& tx) { tx.run("UPDATE account SET password = 'x' WHERE id = $1", third.account); });
    EXPECT_EQ(carry(), 1) << "once another has begun";
    EXPECT_FALSE(open(left));
}

}  // namespace
}  // namespace michi::setup
