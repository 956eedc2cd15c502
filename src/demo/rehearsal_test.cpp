// A real prefecture rehearsed: as an installer would leave it, with nobody in it who could be taken for real.
#include <algorithm>
#include <set>

#include "base/municipality.hpp"
#include "demo/demo.hpp"
#include "directory/directory.hpp"
#include "engines.hpp"
#include "people/people.hpp"
#include "setup/setup.hpp"

namespace michi::demo {
namespace {

class Rehearsal : public OnEachEngine {
  protected:
    Now now{now_at(at_in_japan(*Date::from_ymd(2026, 11, 30), 9 * 60))};
    std::unique_ptr<Vault> vault = open_test_vault();
    std::vector<DemoAccount> accounts = rehearse(*database, *vault, now);

    std::vector<people::OrganisationCard> organisations() {
        return database->ask([](Tx& tx) { return people::organisation_cards(tx, true); });
    }
    std::int64_t count(Sql sql) {
        return database->ask([&](Tx& tx) { return tx.value<std::int64_t>(sql); });
    }
};

ON_EACH_ENGINE(Rehearsal);

TEST_P(Rehearsal, says_of_everybody_that_it_is_practice) {
    ASSERT_FALSE(accounts.empty());
    const auto kept = database->ask([&](Tx& tx) { return people::accounts_of(tx, *vault, {}); });
    EXPECT_EQ(kept.size(), accounts.size());
    for (const auto& account : kept) EXPECT_TRUE(account.name.starts_with("練習 ")) << account.name;
    for (const auto& card : organisations()) {
        const auto& brief = card.brief;
        EXPECT_TRUE(brief.phone.empty() || brief.phone.starts_with("0000-")) << brief.phone;
        EXPECT_TRUE(brief.kind != "centre" || brief.name.ends_with("（練習）")) << brief.name;
    }
}

TEST_P(Rehearsal, has_nobody_and_no_place_of_the_fictitious_prefecture) {
    EXPECT_EQ(count("SELECT count(*) FROM case_record"), 0);
    EXPECT_EQ(count("SELECT count(*) FROM consultation"), 0);
    EXPECT_EQ(count("SELECT count(*) FROM account WHERE role = 'family'"), 0);
    EXPECT_TRUE(database->ask([](Tx& tx) { return directory::snapshot(tx)->listings.empty(); }));
    for (const auto& card : organisations())
        EXPECT_TRUE(card.brief.municipality.empty() || card.brief.municipality.starts_with("35"))
            << card.brief.name;
}

TEST_P(Rehearsal, lets_every_town_have_one_centre_and_a_desk_of_each_kind) {
    std::vector<std::string> towns;
    std::size_t desks = 0, centres = 0;
    for (const auto& card : organisations()) {
        desks += card.brief.kind == "municipality";
        if (card.brief.kind != "centre") continue;
        ++centres;
        for (const auto& town :
             database->ask([&](Tx& tx) { return people::areas_of(tx, card.brief.id); }))
            towns.push_back(town);
    }
    EXPECT_EQ(centres, 2U);
    EXPECT_EQ(desks, 19 * people::kDesks.size());
    EXPECT_EQ(towns.size(), 19U);
    EXPECT_EQ(std::set<std::string>(towns.begin(), towns.end()).size(), 19U);
    EXPECT_EQ(database->ask([](Tx& tx) { return people::desk_of(tx, "352152"); }),
              database->ask([](Tx& tx) {
                  for (const auto& one : people::organisations(tx, "municipality"))
                      if (one.name == "周南市 障がい福祉担当") return one.id;
                  return Id<Organisation>{};
              }));
}

TEST_P(Rehearsal, lets_two_people_bring_in_a_third) {
    std::set<std::string> roles;
    for (const auto& account : accounts) roles.insert(account.role);
    for (const char* role : {"administrator", "centre_head", "centre_counsellor", "receptionist",
                             "municipal_officer", "prefecture_officer"})
        EXPECT_TRUE(roles.contains(role)) << role;
    for (const Role role : {Role::administrator, Role::centre_head})
        EXPECT_GT(database->ask([&](Tx& tx) { return people::count_able(tx, role); }), 0);
}

TEST_P(Rehearsal, draws_other_passwords_each_time) {
    auto other = open_scratch_database(GetParam());
    const auto again = rehearse(*other, *vault, now);
    ASSERT_EQ(again.size(), accounts.size());
    for (std::size_t i = 0; i < again.size(); ++i) {
        EXPECT_EQ(again[i].login, accounts[i].login);
        EXPECT_NE(again[i].password, accounts[i].password);
        EXPECT_NE(again[i].totp_secret, accounts[i].totp_secret);
    }
}

}  // namespace
}  // namespace michi::demo
