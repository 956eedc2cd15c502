// The pages of organisations through the real router: desks, lists, bodies of the directory.
#include "setup/pages_test.hpp"
#include "setup/store.hpp"

namespace michi::setup {
namespace {

class Pages : public TownToSetUp {};
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

/// What may be on record of an organisation, each on a day after its accounts were made.
struct OnRecord {
    const char* what;
    Sql sql;
    bool by_day{};
};
constexpr OnRecord kOnRecord[] = {
    {"an account", "UPDATE account SET created_at = $2 WHERE organisation_id = $1"},
    {"a place in a team", "UPDATE case_member SET since = $2 WHERE organisation_id = $1", true},
    {"the end of one", "UPDATE case_member SET until = $2 WHERE organisation_id = $1", true},
    {"a step", "UPDATE action SET created_at = $2 WHERE holder_organisation = $1"},
    {"a request", "UPDATE handover SET sent_at = $2 WHERE to_id = $1"},
    {"its answer", "UPDATE handover_event SET at = $2 WHERE organisation_id = $1"},
    {"a consent", "UPDATE consent SET recorded_at = $2 WHERE organisation_id = $1"},
};

TEST_P(Pages, end_no_organisation_before_what_is_known_of_it) {
    const auto child = town.child();
    const Date first = town.now().today;
    town.write([&](Tx& tx) {
        record::add_member(tx, *town.vault, child,
                           {.organisation = town.nursing,
                            .organisation_name = {},
                            .standing = record::Standing::helps,
                            .sector = "nursing",
                            .person = {},
                            .since = first,
                            .until = {}});
    });
    town.post(town.miura, "/w/cases/" + record::case_number(child) + "/actions",
              {{"next_what", "電話をかける"},
               {"side", "o"},
               {"days", "3"},
               {"organisation", std::to_string(town.nursing.value)}});
    town.post(town.miura, "/w/handovers",
              {{"case", record::case_number(child)},
               {"kind", "inquiry"},
               {"receiver", std::to_string(town.nursing.value)},
               {"item", "contact"},
               {"title", "支え"},
               {"request", "お願いします。"}});
    town.write([&](Tx& tx) {
        tx.run("UPDATE account SET state = 0 WHERE organisation_id = $1", town.nursing);
        tx.run("UPDATE action SET done_at = $2 WHERE holder_organisation = $1", town.nursing,
               town.clock);
        tx.run("UPDATE handover SET is_open = 0 WHERE to_id = $1", town.nursing);
        tx.run(
            "INSERT INTO handover_event (id, handover_id, at, act, state, account_id, organisation_id, side, text)"
            " SELECT 9000 + id, id, sent_at, 'finish', 'closed', $2, to_id, 'o', $3 FROM handover WHERE to_id = $1",
            town.nursing, town.tsukushi.account, Bytes{});
    });
    const auto ends = [&](Date day) {
        return town.post(admin, at(town.nursing, "/end"), {{"end_on", day.iso()}});
    };
    EXPECT_EQ(ends(*Date::from_ymd(2000, 1, 1)).status, 422);
    for (const OnRecord& one : kOnRecord) {
        town.pass_days(1);
        town.write([&](Tx& tx) {
            const auto rows = one.by_day ? tx.run(one.sql, town.nursing, town.now().today)
                                         : tx.run(one.sql, town.nursing, town.clock);
            ASSERT_GT(rows, 0) << one.what;
        });
        const auto refused = ends(town.now().today - 1);
        EXPECT_EQ(refused.status, 422) << one.what;
        EXPECT_NE(refused.body.find("id=\"end_on-err\""), std::string::npos) << one.what;
        EXPECT_NE(refused.body.find("の記録があります"), std::string::npos) << one.what;
    }
    EXPECT_FALSE(card(town.nursing).ended_on);
    EXPECT_EQ(ends(town.now().today).status, 303);
    EXPECT_EQ(town.ask([](Tx& tx) {
        return tx.value<std::int64_t>("SELECT count(*) FROM case_member WHERE until < since");
    }),
              0);
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
    {",市町村,,福祉課,", "市町村", "市町村を選んで"},
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

TEST_P(Pages, make_a_body_that_is_ticked_twice_one_organisation) {
    town.write([&](Tx& tx) {
        directory::Values values;
        values[directory::Field::name] = "訪問看護 みなと";
        values[directory::Field::municipality] = town.home;
        directory::add_service(tx, "medical_visiting_nurse", values);
    });
    const auto all = town.ask([](Tx& tx) { return directory::snapshot(tx); });
    const std::string body = std::to_string(all->listings.front()->body.value);
    const auto before = of_kind("partner").size();
    EXPECT_EQ(town.post(admin, "/a/organisations/bodies",
                        {{"body", body}, {"body", body}, {"body", body + "x"}, {"body", ""}})
                  .status,
              303);
    EXPECT_EQ(of_kind("partner").size(), before + 1);
}

TEST_P(Pages, refuse_a_list_that_names_a_new_organisation_twice_or_covers_one_by_itself) {
    const auto twice =
        upload(admin, "/a/organisations/list",
               "番号,種別,市町村,名前\r\n,関係機関,,みなと園\r\n,関係機関,,みなと園\r\n");
    EXPECT_EQ(twice.status, 422);
    EXPECT_FALSE(named("みなと園"));
    const std::string number = std::to_string(town.nursing.value);
    const auto itself = upload(
        admin, "/a/organisations/list",
        "番号,名前,代わりの番号\r\n" + number + ",つくし訪問看護ステーション," + number + "\r\n");
    EXPECT_EQ(itself.status, 422) << itself.body;
    EXPECT_NE(itself.body.find("自分の代わりは自分にはできません"), std::string::npos);
}

TEST_P(Pages, count_a_move_that_waits_among_what_is_open_at_an_organisation) {
    town.write([&](Tx& tx) {
        tx.run(
            "INSERT INTO account_proposal (id, deed, state, account_id, login, role, organisation_id, key_id, name,"
            " word, proposed_by, proposed_at, ends_at, salt, token_hash) SELECT 900, 'move', 'waiting', id, login,"
            " role, $1, key_id, name, name, $2, 0, $3, name, name FROM account WHERE id = $2",
            town.nursing, town.ito.account, town.now().at.ms + 1000000);
    });
    EXPECT_EQ(
        town.ask([&](Tx& tx) { return open_there(tx, town.nursing, town.now().at).invitations; }),
        1);
}

}  // namespace
}  // namespace michi::setup
