// The pages of the beginning and of its people: what is missing, roles, invitations, changes of staff.
#include "setup/pages_test.hpp"

namespace michi::setup {
namespace {

class PeoplePages : public TownToSetUp {};
ON_EACH_ENGINE(PeoplePages);

TEST_P(PeoplePages, what_an_administrator_sees_has_the_heading_of_keeping) {
    const std::string page = town.get(admin, "/a/setup").body;
    EXPECT_NE(page.find("<div class=\"sec\">設定と管理</div>"), std::string::npos);
    EXPECT_EQ(page.find("市町村・県とのつながり"), std::string::npos);
}

TEST_P(PeoplePages, every_way_to_what_is_missing_says_what_is_done_there) {
    std::string page = town.get(admin, "/a/setup").body;
    page = page.substr(page.find("id=\"lacks\""));
    page.resize(page.find("</section>"));
    std::set<std::string> ways;
    int links = 0;
    for (auto at = page.find("<a "); at != std::string::npos; at = page.find("<a ", at + 1)) {
        const auto from = page.find('>', at) + 1;
        ways.insert(page.substr(from, page.find("</a>", from) - from));
        ++links;
    }
    EXPECT_GT(links, 3);
    EXPECT_EQ(ways.size(), std::size_t(links));
}

TEST_P(PeoplePages, set_the_centre_up_and_say_what_is_missing) {
    const std::string before = town.get(admin, "/a/setup").body;
    EXPECT_NE(before.find("センターの電話番号がありません"), std::string::npos);
    const std::string place = "/a/setup/centres/" + std::to_string(town.centre.value);
    EXPECT_EQ(town.post(admin, place, {{"name", "センター"}, {"phone", ""}}).status, 422);
    EXPECT_EQ(town.post(admin, place,
                        {{"name", "県のセンター"},
                         {"phone", "083-902-0000"},
                         {"hours", "平日 9:00〜17:00"},
                         {"town", town.home}})
                  .status,
              303);
    const std::string after = town.get(admin, "/a/setup").body;
    EXPECT_EQ(after.find("センターの電話番号がありません"), std::string::npos);
    EXPECT_EQ(town.ask([&](Tx& tx) { return people::areas_of(tx, town.centre); }),
              std::vector<std::string>{town.home});
    EXPECT_EQ(town.post(admin, "/a/setup/centres/" + std::to_string(town.city.value),
                        {{"name", "x"}, {"phone", "083-902-0000"}})
                  .status,
              404)
        << "a town's desk is no Centre";
}

TEST_P(PeoplePages, write_down_which_towns_belong_together) {
    const auto towns = towns_of(town.home);
    web::Typed typed{{"source", ""}};
    for (const auto& one : towns) typed.emplace_back("region_" + std::string(one.code), "東部");
    EXPECT_EQ(town.post(admin, "/a/setup/regions", typed).status, 422) << "the source is asked for";
    typed.front().second = "第8次保健医療計画";
    EXPECT_EQ(town.post(admin, "/a/setup/regions", typed).status, 303);
    EXPECT_EQ(directory::area_name(towns.back().code), "東部");
    EXPECT_EQ(directory::area_of(towns.front().code).size(), towns.size());
    EXPECT_NE(town.get(admin, "/a/setup").body.find("第8次保健医療計画"), std::string::npos);
    directory::learn_regions(std::vector<directory::Region>{});
}

TEST_P(PeoplePages,
       divide_the_towns_between_two_Centres_by_region_and_leave_the_rest_to_the_second) {
    const auto towns = towns_of(town.home);
    web::Typed regions{{"source", "第8次保健医療計画"}};
    for (std::size_t i = 0; i < towns.size(); ++i)
        regions.emplace_back("region_" + std::string(towns[i].code), i % 3 == 0 ? "東部" : "西部");
    ASSERT_EQ(town.post(admin, "/a/setup/regions", regions).status, 303);
    const std::string first = "/a/setup/centres/" + std::to_string(town.centre.value);
    EXPECT_EQ(town.get(admin, "/a/setup").body.find("name=\"rest\""), std::string::npos)
        << "nothing is divided yet: each Centre has the whole prefecture";
    const auto keep = [&](const std::string& place, web::Typed typed) {
        typed.insert(typed.end(), {{"name", "センター " + place.substr(place.size() - 3)},
                                   {"phone", "083-902-0000"}});
        return town.post(admin, place, std::move(typed)).status;
    };
    ASSERT_EQ(keep(first, {{"region", "東部"}, {"town", std::string(towns[1].code)}}), 303);
    const auto of = [&](Id<Organisation> id) {
        return town.ask([&](Tx& tx) { return people::areas_of(tx, id); });
    };
    std::vector<std::string> east, west;
    for (std::size_t i = 0; i < towns.size(); ++i)
        (i % 3 == 0 || i == 1 ? east : west).emplace_back(towns[i].code);
    EXPECT_EQ(of(town.centre), east);
    EXPECT_NE(town.get(admin, "/a/setup").body.find("name=\"rest\""), std::string::npos);
    ASSERT_EQ(keep("/a/setup/centres/new", {{"rest", "1"}}), 303);
    EXPECT_EQ(of(named("センター new")), west) << "one tick";
    EXPECT_EQ(keep(first, {{"region", "南部"}}), 303) << "an unknown region is no town";
    EXPECT_TRUE(of(town.centre).empty());
    directory::learn_regions(std::vector<directory::Region>{});
}

// ---- people ----
TEST_P(PeoplePages, offer_and_take_only_roles_that_fit_the_organisation) {
    const std::string none = town.get(admin, "/a/accounts").body;
    EXPECT_EQ(none.find("name=\"role\""), std::string::npos)
        << "no organisation is chosen by itself";
    const std::string centre =
        town.get(admin, "/a/accounts?organisation=" + std::to_string(town.centre.value)).body;
    EXPECT_EQ(centre.find("value=\"municipal_officer\""), std::string::npos);
    EXPECT_NE(centre.find("value=\"centre_counsellor\""), std::string::npos);
    const auto invite = [&](Id<Organisation> where, const std::string& role) {
        return town
            .post(admin, "/a/accounts",
                  {{"login", role.substr(0, 8) + std::to_string(where.value)},
                   {"name", "人"},
                   {"role", role},
                   {"organisation", std::to_string(where.value)}})
            .status;
    };
    EXPECT_EQ(invite(town.centre, "municipal_officer"), 422);
    EXPECT_EQ(invite(town.city, "centre_counsellor"), 422);
    EXPECT_EQ(invite({}, "municipal_officer"), 422);
    EXPECT_EQ(invite(town.city, "municipal_officer"), 303);
}

TEST_P(PeoplePages, invite_several_from_a_list) {
    const std::string file =
        "組織,役割,氏名,ログイン名\r\n北浜市 障がい福祉課,市町村の担当,青木 一,aoki\r\n" +
        std::to_string(town.centre.value) + ",受付・事務,赤木 二,akagi\r\n";
    const auto seen = upload(admin, "/a/accounts/list", file);
    ASSERT_EQ(seen.status, 200) << seen.body;
    const auto proposals = [&] {
        return town.ask(
            [](Tx& tx) { return tx.value<std::int64_t>("SELECT count(*) FROM account_proposal"); });
    };
    EXPECT_EQ(proposals(), 0);
    EXPECT_EQ(
        town.post(admin, "/a/accounts/list", {{"take", "1"}, {"rows", hidden(seen.body, "rows")}})
            .status,
        303);
    EXPECT_EQ(proposals(), 2);
    const std::string letters = town.get(admin, "/a/proposals/letters").body;
    EXPECT_NE(letters.find("青木 一"), std::string::npos);
    EXPECT_NE(letters.find("赤木 二"), std::string::npos);
    for (const char* bad :
         {"どこか,市町村の担当,青木 一,aoki2", "北浜市 障がい福祉課,センター長,青木 一,aoki2",
          "北浜市 障がい福祉課,市町村の担当,,aoki2", "北浜市 障がい福祉課,市町村の担当,青木 一,あ",
          "北浜市 障がい福祉課,市町村の担当,青木 一,aoki"}) {
        const auto answer = upload(admin, "/a/accounts/list",
                                   "組織,役割,氏名,ログイン名\r\n" + std::string(bad) + "\r\n");
        EXPECT_EQ(answer.status, 422) << bad;
        EXPECT_NE(answer.body.find(">2</th>"), std::string::npos) << bad;
    }
    EXPECT_EQ(proposals(), 2);
}

TEST_P(PeoplePages, never_close_oneself_or_the_last_administrator) {
    const std::string own = "/a/accounts/" + std::to_string(admin.account.value);
    EXPECT_EQ(town.post(admin, own + "/disable", {}).status, 409);
    const auto second = town.join("admin2", "管理 二", town.centre, Role::administrator);
    town.write(
        [&](Tx& tx) { tx.run("UPDATE account SET password = 'x' WHERE id = $1", admin.account); });
    EXPECT_EQ(town.post(second, own + "/disable", {}).status, 409) << "the last who has begun";
    town.write(
        [&](Tx& tx) { tx.run("UPDATE account SET password = 'x' WHERE id = $1", second.account); });
    EXPECT_EQ(town.post(second, own + "/disable", {}).status, 303);
}

TEST_P(PeoplePages, move_somebody_once_a_second_person_agrees) {
    const std::string place = "/a/accounts/" + std::to_string(town.kimura.account.value) + "/move";
    const std::string to = std::to_string(town.other_city.value);
    EXPECT_EQ(town.get(admin, place).status, 200);
    EXPECT_EQ(town.post(admin, place, {{"organisation", to}, {"role", "partner"}}).status, 422);
    const auto proposed =
        town.post(admin, place, {{"organisation", to}, {"role", "municipal_officer"}});
    ASSERT_EQ(proposed.status, 303);
    const auto where = [&] {
        return town
            .ask([&](Tx& tx) { return people::find_account(tx, *town.vault, town.kimura.account); })
            .organisation;
    };
    EXPECT_EQ(where(), town.city) << "not before the second person";
    EXPECT_EQ(town.post(admin, place, {{"organisation", to}, {"role", "municipal_officer"}}).status,
              409)
        << "one waits already";
    const auto id = proposed.location.substr(proposed.location.rfind('=') + 1);
    EXPECT_EQ(town.post(town.ito, "/a/agreements", {{"deed", "agree"}, {"proposal", id}}).status,
              303);
    EXPECT_EQ(where(), town.other_city);
}

TEST_P(PeoplePages, hand_on_what_somebody_holds_when_the_day_has_come) {
    const auto follower = town.join("kuro", "黒木 三", town.centre, Role::centre_counsellor);
    const auto child = town.child();  // 三浦 is in charge
    town.post(town.miura, "/w/cases/" + record::case_number(child) + "/actions",
              {{"next_what", "電話をかける"},
               {"side", "c"},
               {"days", "3"},
               {"account", std::to_string(town.miura.account.value)}});
    const auto held = [&](const Subject& who) {
        return town.ask([&](Tx& tx) { return people::holdings_of(tx, who.account); });
    };
    const people::Holdings before = held(town.miura);
    EXPECT_EQ(before.cases, 1);
    const auto plan = [&](const std::string& follows, const std::string& day) {
        return town.post(admin, "/a/successions",
                         {{"leaver", std::to_string(town.miura.account.value)},
                          {"follower", follows},
                          {"on", day}});
    };
    EXPECT_EQ(plan(std::to_string(town.kimura.account.value), "2026-12-01").status, 422)
        << "of another organisation";
    EXPECT_EQ(plan(std::to_string(follower.account.value), "いつか").status, 422);
    EXPECT_EQ(plan(std::to_string(follower.account.value), "2026-12-01").status, 303);
    EXPECT_EQ(plan("0", "2026-12-01").status, 409) << "planned already";
    EXPECT_EQ(held(follower).cases, 0) << "until that day it is a plan";
    const auto carry = [&] {
        int done = 0;
        town.write([&](Tx& tx) { done = carry_out(tx, town.now()); });
        return done;
    };
    EXPECT_EQ(carry(), 0);
    town.pass_days(10);
    EXPECT_EQ(carry(), 1);
    EXPECT_EQ(held(follower).cases, before.cases);
    EXPECT_EQ(held(follower).steps, before.steps);
    EXPECT_EQ(held(town.miura).cases, 0);
    EXPECT_FALSE(
        town.ask([&](Tx& tx) { return people::find_account(tx, *town.vault, town.miura.account); })
            .enabled);
    EXPECT_EQ(carry(), 0) << "once";
}

TEST_P(PeoplePages, take_a_planned_change_back) {
    town.post(admin, "/a/successions",
              {{"leaver", std::to_string(town.miura.account.value)},
               {"follower", "0"},
               {"on", "2027-03-31"}});
    EXPECT_EQ(town.post(admin, "/a/successions/1/withdraw", {}).status, 303);
    EXPECT_EQ(town.post(admin, "/a/successions/1/withdraw", {}).status, 409);
    town.pass_days(200);
    town.write([&](Tx& tx) { EXPECT_EQ(carry_out(tx, town.now()), 0); });
    EXPECT_EQ(town.post(admin, "/a/successions",
                        {{"leaver", std::to_string(admin.account.value)},
                         {"follower", "0"},
                         {"on", "2027-03-31"}})
                  .status,
              409)
        << "nobody plans their own end";
}

}  // namespace
}  // namespace michi::setup
