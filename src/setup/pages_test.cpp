// The pages of setup through the real router: organisations, lists, changes of staff.
#include "assurance/assurance.hpp"
#include "audit/audit.hpp"
#include "base/municipality.hpp"
#include "consultation/consultation.hpp"
#include "directory/directory.hpp"
#include "handover/handover.hpp"
#include "setup/setup.hpp"
#include "setup/succession.hpp"
#include "town.hpp"
#include "work/work.hpp"

namespace michi::setup {
namespace {

using web::Answer;

class Pages : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(),
              {setup::part(), people::part(), work::part(), handover::part(), directory::part(),
               assurance::part(), consultation::part()}};
    Subject admin = town.join("admin", "管理 者", town.centre, Role::administrator);

    std::string at(Id<Organisation> id, const std::string& deed = "") const {
        return "/a/organisations/" + std::to_string(id.value) + deed;
    }
    people::OrganisationCard card(Id<Organisation> id) {
        return town.ask([&](Tx& tx) { return people::organisation_card(tx, id); });
    }
    std::vector<people::OrganisationBrief> of_kind(const std::string& kind) {
        return town.ask([&](Tx& tx) { return people::organisations(tx, kind); });
    }
    Id<Organisation> named(const std::string& name) {
        for (const auto& o : of_kind(""))
            if (o.name == name) return o.id;
        return {};
    }
    /// What a form of this organisation sends when nothing is changed.
    web::Typed as_it_is(Id<Organisation> id) {
        const auto c = card(id);
        return {{"name", c.brief.name},
                {"municipality", c.brief.municipality},
                {"desk", c.brief.desk},
                {"trade", c.brief.trade},
                {"contact", c.contact},
                {"phone", c.brief.phone},
                {"fax", c.fax},
                {"hours", c.hours},
                {"covered_by", std::to_string(c.covered_by.value)}};
    }
    static web::Typed with(web::Typed typed, const std::string& name, const std::string& value) {
        for (auto& [field, text] : typed)
            if (field == name) text = value;
        return typed;
    }
    Answer upload(const Subject& who, const std::string& target, const std::string& bytes) {
        const std::string body =
            "--XyZzY\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n"
            "the-token-of-this-session\r\n--XyZzY\r\nContent-Disposition: form-data; name=\"_once\""
            "\r\n\r\nonce-of-a-list-" +
            std::to_string(++files_) +
            "\r\n--XyZzY\r\nContent-Disposition: form-data; name=\"file\"; filename=\"list.csv\"\r\n"
            "Content-Type: text/csv\r\n\r\n" +
            bytes + "\r\n--XyZzY--\r\n";
        return town.post_raw(who, target, body, "multipart/form-data; boundary=XyZzY");
    }
    static std::string hidden(const std::string& html, const std::string& name) {
        const auto from = html.find("name=\"" + name + "\" value=\"");
        if (from == std::string::npos) return {};
        const auto start = from + name.size() + 15;
        std::string text = html.substr(start, html.find('"', start) - start);
        for (const auto& [entity, sign] :
             {std::pair("&quot;", "\""), std::pair("&#39;", "'"), std::pair("&lt;", "<"),
              std::pair("&gt;", ">"), std::pair("&#10;", "\n"), std::pair("&#13;", "\r"),
              std::pair("&amp;", "&")})
            for (auto place = text.find(entity); place != std::string::npos;
                 place = text.find(entity, place))
                text.replace(place, std::string_view(entity).size(), sign);
        return text;
    }

  private:
    int files_{};
};
ON_EACH_ENGINE(Pages);

TEST_P(Pages, are_for_those_whom_the_policy_lets_in) {
    for (const char* page : {"/a/organisations", "/a/organisations/new", "/a/organisations/list",
                             "/a/organisations/bodies", "/a/organisations/csv"}) {
        EXPECT_EQ(town.get(admin, page).status, 200) << page;
        EXPECT_EQ(town.get(town.ito, page).status, 200) << page;
        for (const Subject& who : {town.miura, town.sato, town.kimura, town.tsukushi, town.ken})
            EXPECT_NE(town.get(who, page).status, 200) << page << " " << who.name;
    }
    for (const char* page : {"/a/setup", "/a/setup/regions"}) {
        EXPECT_EQ(town.get(admin, page).status, 200) << page;
        EXPECT_NE(town.get(town.ito, page).status, 200) << page;
    }
}

TEST_P(Pages, make_the_desks_of_all_towns_in_one_step_and_once) {
    const auto towns = towns_of(town.home);
    const auto before = of_kind("municipality").size();
    const web::Typed both{{"desk", "education"},
                          {"name_education", "教育委員会"},
                          {"desk", "nursery"},
                          {"name_nursery", "保育課"}};
    EXPECT_EQ(town.post(admin, "/a/organisations/desks", both).status, 303);
    EXPECT_EQ(of_kind("municipality").size(), before + 2 * towns.size());
    EXPECT_TRUE(named(std::string(towns.back().name) + " 教育委員会"));
    const auto again = town.post(admin, "/a/organisations/desks", both);
    EXPECT_NE(again.location.find("made=0"), std::string::npos) << again.location;
    EXPECT_EQ(town.post(admin, "/a/organisations/desks", {{"desk", "x"}, {"name_x", "y"}}).status,
              422);
    EXPECT_EQ(town.post(admin, "/a/organisations/desks", {}).status, 422);
    EXPECT_EQ(of_kind("municipality").size(), before + 2 * towns.size());
}

TEST_P(Pages, leave_the_answer_for_a_town_to_its_welfare_desk) {
    town.post(admin, "/a/organisations/desks",
              {{"desk", "education"}, {"name_education", "教育委員会"}});
    EXPECT_EQ(town.ask([&](Tx& tx) { return people::desk_of(tx, town.home); }), town.city);
}

TEST_P(Pages, keep_what_an_organisation_was_called) {
    const auto typed = with(as_it_is(town.nursing), "name", "つくし訪問看護");
    EXPECT_EQ(town.post(admin, at(town.nursing), typed).status, 303);
    const std::string page = town.get(admin, at(town.nursing)).body;
    EXPECT_NE(page.find("<h1>つくし訪問看護</h1>"), std::string::npos);
    EXPECT_NE(page.find("つくし訪問看護ステーション"), std::string::npos) << "the earlier name";
}

struct Wrong {
    const char *field, *value;
};
constexpr Wrong kWrong[] = {{"name", ""}, {"municipality", "999999"}, {"phone", "あとで"},
                            {"fax", "0"}, {"trade", "shop"},          {"name", "\u202e"}};

TEST_P(Pages, say_what_is_wrong_and_lose_nothing_typed) {
    for (const Wrong& wrong : kWrong) {
        auto typed = with(as_it_is(town.nursing), wrong.field, wrong.value);
        typed = with(typed, "hours", "平日だけ");
        const auto answer = town.post(admin, at(town.nursing), typed);
        EXPECT_EQ(answer.status, 422) << wrong.field;
        EXPECT_NE(answer.body.find("id=\"" + std::string(wrong.field) + "-err\""),
                  std::string::npos)
            << wrong.field;
        EXPECT_NE(answer.body.find("平日だけ"), std::string::npos) << wrong.field;
    }
    EXPECT_EQ(card(town.nursing).hours, "");
}

TEST_P(Pages, end_an_organisation_once_what_is_open_there_went_somewhere) {
    const auto child = town.child();
    town.write([&](Tx& tx) {
        record::add_member(tx, *town.vault, child,
                           {.organisation = town.nursing,
                            .organisation_name = {},
                            .standing = record::Standing::helps,
                            .sector = "nursing",
                            .person = {},
                            .since = town.now().today,
                            .until = {}});
    });
    const std::string today = town.now().today.iso();
    const auto refused = town.post(admin, at(town.nursing, "/end"), {{"end_on", today}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_NE(refused.body.find("/a/accounts?organisation=" + std::to_string(town.nursing.value)),
              std::string::npos)
        << "an account is open there";
    town.write([&](Tx& tx) {
        tx.run("UPDATE account SET state = 0 WHERE organisation_id = $1", town.nursing);
    });
    EXPECT_EQ(town.post(admin, at(town.nursing, "/end"), {{"end_on", "2027-01-01"}}).status, 422)
        << "not before the day has come";
    EXPECT_EQ(town.post(admin, at(town.nursing, "/end"), {{"end_on", today}}).status, 303);
    for (const auto& o : of_kind("partner")) EXPECT_NE(o.id, town.nursing);
    town.write([&](Tx& tx) {
        EXPECT_EQ(tx.value<std::string>("SELECT until FROM case_member WHERE organisation_id = $1",
                                        town.nursing),
                  today);
    });
    EXPECT_EQ(town.post(admin, at(town.nursing, "/reopen"), {}).status, 303);
    EXPECT_FALSE(card(town.nursing).ended_on);
}

TEST_P(Pages, name_every_thing_that_is_open_there) {
    const auto child = town.child();
    town.post(town.miura, "/w/cases/" + record::case_number(child) + "/actions",
              {{"next_what", "電話をかける"},
               {"side", "m"},
               {"days", "3"},
               {"organisation", std::to_string(town.city.value)}});
    town.post(town.miura, "/w/handovers",
              {{"case", record::case_number(child)},
               {"kind", "inquiry"},
               {"receiver", std::to_string(town.city.value)},
               {"item", "contact"},
               {"title", "支え"},
               {"request", "お願いします。"}});
    const std::string page = town.get(town.ito, at(town.city)).body;
    for (const char* href : {"href=\"/w/handovers\"", "href=\"/w\"", "/a/accounts?organisation="})
        EXPECT_NE(page.find(href), std::string::npos) << href;
    EXPECT_EQ(
        town.post(admin, at(town.centre, "/end"), {{"end_on", town.now().today.iso()}}).status /
            100,
        4)
        << "the only Centre stays";
}

TEST_P(Pages, tell_the_list_as_a_file_that_changes_nothing_when_it_is_taken_again) {
    const auto file = town.get(admin, "/a/organisations/csv").body;
    EXPECT_NE(file.find("つくし訪問看護ステーション"), std::string::npos);
    const auto seen = upload(admin, "/a/organisations/list", file);
    EXPECT_EQ(seen.status, 200);
    EXPECT_EQ(hidden(seen.body, "rows"), "") << "nothing would change";
}

TEST_P(Pages, take_a_list_after_a_look_at_what_would_change) {
    const std::string number = std::to_string(town.nursing.value);
    const std::string file = "番号,種別,市町村,名前,電話,業種\r\n" + number +
                             ",関係機関,,つくし訪問看護ステーション,083-902-1111,\r\n,関係機関," +
                             town.home + ",みなと園,083-902-2222,保育所・園\r\n";
    const auto seen = upload(admin, "/a/organisations/list", file);
    ASSERT_EQ(seen.status, 200);
    EXPECT_FALSE(named("みなと園")) << "a look changes nothing";
    const auto rows = hidden(seen.body, "rows");
    ASSERT_NE(rows, "");
    EXPECT_EQ(town.post(admin, "/a/organisations/list", {{"take", "1"}, {"rows", rows}}).status,
              303);
    EXPECT_TRUE(named("みなと園"));
    EXPECT_EQ(card(town.nursing).brief.phone, "083-902-1111");
}

struct BadRow {
    const char *row, *column, *what;
};
constexpr BadRow kBadRows[] = {
    {"999,関係機関,,園,", "番号", "この番号の組織はありません"},
    {",会社,,園,", "種別", "市町村・関係機関"},
    {",市町村,,福祉課,", "市町村", "市町村をえらんで"},
    {",関係機関,どこか市,園,", "市町村", "この県の市町村"},
    {",関係機関,,,", "名前", "名前を書いて"},
    {",関係機関,,園,あとで", "電話", "市外局番から"},
};

TEST_P(Pages, refuse_a_list_by_row_column_and_what_to_do) {
    for (const BadRow& bad : kBadRows) {
        const auto answer = upload(
            admin, "/a/organisations/list",
            "番号,種別,市町村,名前,電話\r\n,関係機関,,よい園,\r\n" + std::string(bad.row) + "\r\n");
        EXPECT_EQ(answer.status, 422) << bad.row;
        EXPECT_NE(answer.body.find(">3</th>"), std::string::npos) << bad.row;
        EXPECT_NE(answer.body.find(bad.what), std::string::npos) << bad.row;
        EXPECT_NE(answer.body.find(">" + std::string(bad.column) + "</td>"), std::string::npos)
            << bad.row;
    }
    EXPECT_FALSE(named("よい園")) << "all or nothing";
    EXPECT_EQ(upload(admin, "/a/organisations/list", "なまえ\r\n園\r\n").status, 422);
    EXPECT_EQ(town.post(admin, "/a/organisations/list", {}).status, 422);
}

TEST_P(Pages, make_organisations_of_bodies_that_keep_their_entries) {
    town.write([&](Tx& tx) {
        directory::Values values;
        values[directory::Field::name] = "訪問看護 みなと";
        values[directory::Field::organisation] = "医療法人 みなと";
        values[directory::Field::phone] = "083-902-3333";
        values[directory::Field::municipality] = town.home;
        directory::add_service(tx, "medical_visiting_nurse", values);
    });
    const auto body =
        town.ask([](Tx& tx) { return directory::snapshot(tx)->listings.front()->body; });
    EXPECT_NE(town.get(admin, "/a/organisations/bodies").body.find("訪問看護 みなと"),
              std::string::npos);
    EXPECT_EQ(town.post(admin, "/a/organisations/bodies", {}).status, 422);
    EXPECT_EQ(
        town.post(admin, "/a/organisations/bodies", {{"body", std::to_string(body.value)}}).status,
        303);
    const auto made = named("訪問看護 みなと");
    ASSERT_TRUE(made);
    EXPECT_EQ(card(made).brief.trade, "nursing");
    EXPECT_EQ(card(made).brief.phone, "083-902-3333");
    EXPECT_EQ(town.ask([&](Tx& tx) { return assurance::bodies_kept_by(tx, made); }),
              std::vector{body});
    EXPECT_EQ(town.get(admin, "/a/organisations/bodies").body.find("訪問看護 みなと"),
              std::string::npos)
        << "taken over once";
}

TEST_P(Pages, what_an_administrator_sees_has_the_heading_of_keeping) {
    const std::string page = town.get(admin, "/a/setup").body;
    EXPECT_NE(page.find("<div class=\"sec\">設定と管理</div>"), std::string::npos);
    EXPECT_EQ(page.find("市町村・県とのつながり"), std::string::npos);
}

TEST_P(Pages, every_way_to_what_is_missing_says_what_is_done_there) {
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

TEST_P(Pages, set_the_centre_up_and_say_what_is_missing) {
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

TEST_P(Pages, write_down_which_towns_belong_together) {
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

// ---- people ----
TEST_P(Pages, offer_and_take_only_roles_that_fit_the_organisation) {
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

TEST_P(Pages, invite_several_from_a_list) {
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

TEST_P(Pages, never_close_oneself_or_the_last_administrator) {
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

TEST_P(Pages, move_somebody_once_a_second_person_agrees) {
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

TEST_P(Pages, hand_on_what_somebody_holds_when_the_day_has_come) {
    const auto follower = town.join("kuro", "黒木 三", town.centre, Role::centre_counsellor);
    const auto child = town.child();  // 三浦 is in charge
    town.post(town.miura, "/w/cases/" + record::case_number(child) + "/actions",
              {{"next_what", "電話をかける"},
               {"side", "c"},
               {"days", "3"},
               {"account", std::to_string(town.miura.account.value)}});
    const auto held = [&](const Subject& who) {
        return town.ask([&](Tx& tx) { return holdings_of(tx, who.account); });
    };
    const Holdings before = held(town.miura);
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

TEST_P(Pages, take_a_planned_change_back) {
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
