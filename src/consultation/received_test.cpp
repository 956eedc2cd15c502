#include "audit/audit.hpp"
#include "base/era.hpp"
#include "consultation/pages_test.hpp"

namespace michi::consultation {
namespace {

class Received : public AtReception {};
ON_EACH_ENGINE(Received);

// ---- a paper note that is entered afterwards ----
TEST_P(Received, of_a_paper_note_counts_on_its_own_day_and_stands_there_in_the_case) {
    town.pass_days(*Date::from_ymd(2027, 4, 1) - town.now().today);
    const auto id = town.child("さえき ひなた");
    const std::string place = taken(town.miura, {{"words", "夜の電話のメモ"},
                                                 {"case", record::case_number(id)},
                                                 {"received_day", "3/31"},
                                                 {"received_time", "20:40"}});
    EXPECT_EQ(town.ask([](Tx& tx) {
        return tx.value<std::string>("SELECT month || ' ' || received_on FROM consultation");
    }),
              "2027-03 2027-03-31");
    EXPECT_THAT(body(town.miura, place), HasSubstr("3月31日（水） 20:40（"));
    EXPECT_THAT(body(town.miura, "/w/intake"), HasSubstr("20:40"));
    EXPECT_THAT(body(town.miura, "/w/cases/" + record::case_number(id)), HasSubstr("20:40"));

    const auto correct = [&](const std::string& day, const std::string& time) {
        return town.post(town.miura, place + "/complete",
                         {{"caller_kind", "mother"},
                          {"class", "individual"},
                          {"received_day", day},
                          {"received_time", time}});
    };
    EXPECT_EQ(correct("3/30", "9:15").status, 303);
    EXPECT_EQ(town.ask([](Tx& tx) {
        return tx.value<std::string>("SELECT month || ' ' || received_on FROM consultation");
    }),
              "2027-03 2027-03-30");
    EXPECT_THAT(body(town.miura, "/w/cases/" + record::case_number(id)), HasSubstr("09:15"));
    const Answer refused = correct("4/1", "23:59");
    EXPECT_EQ(refused.status, 422);
    EXPECT_THAT(refused.body, HasSubstr("今より先です"));
}

TEST_P(Received, keeps_the_day_that_きのう_meant_when_it_was_typed) {
    const std::string place = call(town.miura);
    const auto yesterday = town.now().today - 1;
    town.post(town.miura, place + "/draft",
              {{"words", "メモ"}, {"received_day", "きのう"}, {"received_time", "9:00"}});
    town.pass_days(1);
    EXPECT_THAT(body(town.miura, place), HasSubstr(plain_date(yesterday)));
    EXPECT_THAT(body(town.miura, place), Not(HasSubstr("data-in-call")));
}

// ---- A5 ----
TEST_P(Received, lists_fifty_a_page_and_every_reception_on_one_of_them) {
    for (int n = 0; n < 57; ++n) taken(town.miura, {{"words", "電話"}});
    std::set<std::string> seen;
    const auto read = [&](const std::string& place) {
        const std::string page = body(town.miura, place);
        std::size_t rows = 0;
        for (auto at = page.find("class=\"act\" href=\"/w/intake/"); at != std::string::npos;
             at = page.find("class=\"act\" href=\"/w/intake/", at + 1), ++rows)
            seen.insert(page.substr(at + 18, page.find('"', at + 18) - at - 18));
        return rows;
    };
    EXPECT_EQ(read("/w/intake?view=open"), 50u);
    EXPECT_THAT(body(town.miura, "/w/intake?view=open"), HasSubstr("view=open&amp;page=2"));
    EXPECT_EQ(read("/w/intake?view=open&page=2"), 7u);
    EXPECT_EQ(seen.size(), 57u) << "the count beside the tab is the length of its list";
    EXPECT_EQ(read("/w/intake?view=open&page=999999999999"), 7u);
    EXPECT_EQ(read("/w/intake?view=open&page=-3"), 50u);
}

TEST_P(Received, says_while_typing_who_may_be_known_already) {
    const auto id = town.child("さえき ひなた");
    add_family(id, "090-0000-4417");
    const std::string place = call(town.sato);
    const std::string number = record::case_number(id);
    for (const Typed& typed :
         {Typed{{"caller_phone", "０９０ー００００ー４４１７"}},
          Typed{{"child_kana", "サエキ　ヒナタ"}}, Typed{{"child_kana", "ｻｴｷﾋﾅﾀ"}}}) {
        const Answer panel = town.post(town.sato, place + "/hint", typed);
        EXPECT_EQ(panel.status, 200);
        EXPECT_THAT(panel.body, HasSubstr(number));
        EXPECT_THAT(panel.body, HasSubstr("さえき ひなた さん"));
    }
    EXPECT_THAT(town.post(town.sato, place + "/hint",
                          {{"caller_phone", "090-0000-4417"}, {"child_kana", "さえき ひなた"}})
                    .body,
                HasSubstr("電話番号とかなが同じ"));
    EXPECT_THAT(town.post(town.sato, place + "/hint", {{"child_kana", "たなか ひなた"}}).body,
                Not(HasSubstr(number)));
}

TEST_P(Received, of_a_protected_child_says_only_whom_to_ask) {
    Id<record::Case> id;
    town.write([&](Tx& tx) {
        id = record::open_case(tx, *town.vault,
                               {.centre = town.centre,
                                .in_charge = town.miura.account,
                                .kanji = "守野 ひなた",
                                .kana = "もりの ひなた",
                                .birth = std::nullopt,
                                .address = {},
                                .municipality = town.home,
                                .stay = "home",
                                .care = {},
                                .is_protected = true,
                                .opened_on = town.now().today,
                                .number = 0});
    });
    const std::string place = call(town.sato);
    const std::string panel =
        town.post(town.sato, place + "/hint", {{"child_kana", "もりの ひなた"}}).body;
    EXPECT_THAT(panel, HasSubstr("三浦 あかりにたずねてください"));
    for (const std::string& secret : {record::case_number(id), std::string("守野"),
                                      std::string(find_municipality(town.home)->name)})
        EXPECT_THAT(panel, Not(HasSubstr(secret)));
    EXPECT_THAT(town.post(town.miura, place + "/hint", {{"child_kana", "もりの ひなた"}}).body,
                HasSubstr(record::case_number(id)))
        << "the team knows";
}

TEST_P(Received, of_another_Centre_says_only_to_ask_there) {
    const Subject other = of_another_centre();
    const auto id = town.child("さえき ひなた");
    const std::string place = call(other);
    const std::string panel =
        town.post(other, place + "/hint", {{"child_kana", "さえき ひなた"}}).body;
    EXPECT_THAT(panel, HasSubstr("若葉県医療的ケア児支援センターにたずねてください"));
    EXPECT_THAT(panel, Not(HasSubstr(record::case_number(id))));
    EXPECT_EQ(send(other, place, {{"words", "あ"}, {"case", record::case_number(id)}}).status, 422)
        << "nor can it be tied to";
}

TEST_P(Received, ties_to_the_case_that_was_picked_and_not_to_one_said_to_be_another) {
    const auto id = town.child("さえき ひなた");
    const std::string number = record::case_number(id);
    const std::string place = call(town.miura);
    EXPECT_THAT(
        town.post(town.miura, place + "/hint", {{"child_kana", "さえき ひなた"}, {"other", number}})
            .body,
        HasSubstr("name=\"other\" value=\"" + number + "\" checked"));
    const Answer done =
        send(town.miura, place,
             {{"words", "続きの相談"}, {"child_kana", "さえき ひなた"}, {"case", number}});
    EXPECT_EQ(done.location, "/w/cases/" + number);
    EXPECT_EQ(count("SELECT count(*) FROM case_record"), 1);
    EXPECT_EQ(send(town.miura, call(town.miura),
                   {{"words", "別の子"},
                    {"child_kana", "さえき ひなた"},
                    {"case", number},
                    {"other", number}})
                  .status,
              303);
    EXPECT_EQ(count("SELECT count(*) FROM case_record"), 2);
}

// ---- A10 ----
TEST_P(Received, shows_which_sentence_of_the_Act_applies_and_asks_about_school_from_18_on) {
    const std::string place = call(town.miura);
    const auto panel = [&](Typed typed) {
        return town.post(town.miura, place + "/hint", std::move(typed)).body;
    };
    EXPECT_THAT(panel({}), HasSubstr("まず相談を受けます"));
    EXPECT_THAT(panel({{"year", "2024"}, {"month", "7"}, {"day", "12"}}), HasSubstr("18歳未満"));
    EXPECT_THAT(panel({{"year", "2027"}, {"month", "4"}, {"day", "1"}}), HasSubstr("出産前"));
    const std::string grown = panel({{"year", "2006"}, {"month", "1"}, {"day", "1"}});
    EXPECT_THAT(grown, HasSubstr("name=\"enrolled\""));
    EXPECT_THAT(grown, HasSubstr("引き続き支援が要るとき"));
    EXPECT_THAT(panel({{"year", "2006"}, {"month", "1"}, {"day", "1"}, {"enrolled", "1"}}),
                HasSubstr("在学中は法2条"));
    EXPECT_THAT(panel({{"municipality", "outside"}, {"care_other", "1"}}),
                HasSubstr("転入の前から"));
    EXPECT_THAT(panel({{"municipality", "outside"}, {"care_other", "1"}}),
                HasSubstr("スコア表にない医療的ケアも対象"));
}

// ---- A12 ----
TEST_P(Received, without_outcome_for_three_working_days_is_put_before_the_head) {
    const std::string place = taken(town.miura, {{"words", "あ"}});
    EXPECT_THAT(body(town.ito, "/w/intake"), Not(HasSubstr("3開庁日を過ぎても")));
    town.pass_days(6);
    EXPECT_THAT(body(town.ito, "/w/intake"),
                HasSubstr("3開庁日を過ぎても対応の結果のない受付が 1件"));
    EXPECT_THAT(body(town.ito, "/w/intake?view=late"), HasSubstr(place));
    EXPECT_EQ(town.post(town.ito, place + "/outcome", {}).status, 422);
    EXPECT_EQ(town.post(town.ito, place + "/outcome", {{"outcome", "won"}}).status, 422);
    EXPECT_EQ(
        town.post(town.ito, place + "/outcome", {{"outcome", "advice"}, {"list", "late"}}).location,
        "/w/intake?view=late");
    EXPECT_THAT(body(town.ito, "/w/intake?view=late"), Not(HasSubstr(place)));
}

TEST_P(Received, closes_with_an_outcome_and_nothing_else) {
    const std::string place = taken(town.miura, {{"words", "あ"}});
    EXPECT_EQ(town.post(town.miura, place + "/outcome", {{"outcome", "information"}}).status, 303);
    EXPECT_EQ(count("SELECT count(*) FROM consultation WHERE is_settled = 1"), 1);
    EXPECT_THAT(body(town.miura, place), HasSubstr("情報提供"));
    EXPECT_EQ(
        town.post(town.miura, call(town.miura) + "/outcome", {{"outcome", "information"}}).status,
        409)
        << "a draft is not closed";
}

// ---- assignment, ties ----
TEST_P(Received, received_at_the_desk_is_given_to_a_counsellor_in_one_act) {
    const std::string place = taken(town.sato, {{"words", "折り返しがほしい"}});
    EXPECT_THAT(body(town.ito, "/w/intake?view=unassigned"), HasSubstr(place));
    EXPECT_EQ(town.post(town.ito, place + "/in-charge", {{"in_charge", "999"}}).status, 422);
    EXPECT_EQ(town.post(town.ito, place + "/in-charge",
                        {{"in_charge", std::to_string(town.kimura.account.value)}})
                  .status,
              422)
        << "not of the Centre";
    EXPECT_EQ(town.post(town.ito, place + "/in-charge",
                        {{"in_charge", std::to_string(town.miura.account.value)}})
                  .status,
              303);
    EXPECT_THAT(body(town.miura, place), HasSubstr("担当 三浦 あかり"));
    EXPECT_THAT(body(town.miura, place), HasSubstr("受け 佐藤 花"));
    EXPECT_THAT(body(town.miura, "/w"), HasSubstr("/w/intake/")) << "it is in her day";
}

TEST_P(Received, without_a_case_is_tied_by_number_and_untied_again) {
    const auto id = town.child("べつの こども");
    const std::string place = taken(town.miura, {{"words", "匿名の相談"}});
    EXPECT_EQ(town.post(town.miura, place + "/case", {{"case", "W-9999"}}).status, 422);
    EXPECT_EQ(town.post(town.miura, place + "/case", {{"case", "たぶん"}}).status, 422);
    EXPECT_EQ(town.post(town.miura, place + "/case", {{"case", "new"}}).status, 422)
        << "no child was named";
    EXPECT_EQ(town.post(town.miura, place + "/no-case", {}).status, 409);
    EXPECT_EQ(town.post(town.miura, place + "/case", {{"case", "ｗ－" + std::to_string(id.value)}})
                  .status,
              303);
    EXPECT_EQ(count("SELECT count(*) FROM consultation WHERE case_id IS NOT NULL"), 1);
    EXPECT_EQ(town.post(town.miura, place + "/case", {{"case", record::case_number(id)}}).status,
              409)
        << "one case only";
    EXPECT_EQ(town.post(town.miura, place + "/no-case", {}).status, 303);
    EXPECT_EQ(count("SELECT count(*) FROM consultation WHERE case_id IS NOT NULL"), 0);
    EXPECT_EQ(count("SELECT count(*) FROM entry WHERE kind <> 'machine'"), 0);
}

TEST_P(Received, takes_only_organisations_that_exist_as_those_who_may_be_told) {
    EXPECT_EQ(send(town.miura, call(town.miura),
                   {{"words", "あ"},
                    {"child_kana", "ためし ひかり"},
                    {"caller_kind", "mother"},
                    {"tell", std::to_string(town.city.value)},
                    {"tell", "999999"},
                    {"tell", "x"},
                    {"tell", "99999999999999999999"}})
                  .status,
              303);
    EXPECT_EQ(count("SELECT count(DISTINCT organisation_id) FROM consent"), 1);
}

TEST_P(Received, allows_telling_only_by_whoever_may_change_the_consent_of_the_case) {
    const auto id = town.child("べつの こども", false);
    const std::string number = record::case_number(id);
    const std::string place = taken(town.sato, {{"words", "匿名の相談"},
                                                {"caller_kind", "mother"},
                                                {"tell", std::to_string(town.city.value)}});
    EXPECT_EQ(town.post(town.sato, place + "/case", {{"case", number}}).status, 422)
        << "the desk changes no consent, now or later";
    EXPECT_EQ(count("SELECT count(*) FROM consent"), 0);
    town.door.people["miura"].assurance = Assurance::second_factor;
    const Answer asked = town.post(town.miura, place + "/case", {{"case", number}});
    EXPECT_EQ(asked.status, 422);
    EXPECT_THAT(asked.body, HasSubstr("name=\"code\""));
    EXPECT_EQ(count("SELECT count(*) FROM consultation WHERE case_id IS NOT NULL"), 0);
    town.door.people["miura"].assurance = Assurance::fresh;
    EXPECT_EQ(town.post(town.miura, place + "/case", {{"case", number}}).status, 303);
    EXPECT_GT(count("SELECT count(*) FROM consent"), 0);
    EXPECT_EQ(send(town.sato, call(town.sato),
                   {{"words", "もう一度"},
                    {"case", number},
                    {"caller_kind", "mother"},
                    {"tell", std::to_string(town.city.value)}})
                  .status,
              422);
}

TEST_P(Received, allows_telling_towns_and_partners_and_nobody_else) {
    Id<Organisation> family;
    town.write([&](Tx& tx) { family = Town::organisation(tx, "family", "ご家族", ""); });
    EXPECT_EQ(send(town.miura, call(town.miura),
                   {{"words", "あ"},
                    {"child_kana", "ためし ひかり"},
                    {"caller_kind", "mother"},
                    {"tell", std::to_string(family.value)},
                    {"tell", std::to_string(town.centre.value)}})
                  .status,
              303);
    EXPECT_EQ(count("SELECT count(*) FROM consent"), 0);
}

TEST_P(Received, about_a_protected_child_is_untied_by_whoever_may_know_where_it_lives) {
    const std::string place =
        taken(town.miura, {{"words", "あ"},
                           {"child_kana", "ためし ひかり"},
                           {"municipality", town.home},
                           {"in_charge", std::to_string(town.miura.account.value)}});
    town.write([&](Tx& tx) {
        tx.run("UPDATE case_record SET is_protected = 1, in_charge = $1", town.miura.account);
    });
    const auto linked = [&] {
        return count("SELECT count(*) FROM consultation WHERE case_id IS NOT NULL");
    };
    EXPECT_EQ(town.post(town.ito, place + "/no-case", {}).status, 409);
    EXPECT_EQ(town.post(town.sato, place + "/no-case", {}).status, 409);
    EXPECT_EQ(linked(), 1);
    EXPECT_EQ(town.post(town.miura, place + "/no-case", {}).status, 303);
}

TEST_P(Received, of_a_protected_child_says_by_no_sentence_that_it_lives_outside) {
    const std::string place =
        taken(town.miura, {{"words", "あ"},
                           {"child_kana", "ためし ひかり"},
                           {"municipality", "outside"},
                           {"in_charge", std::to_string(town.miura.account.value)}});
    town.write([&](Tx& tx) {
        tx.run("UPDATE case_record SET is_protected = 1, in_charge = $1", town.miura.account);
    });
    EXPECT_THAT(body(town.miura, place), HasSubstr("県外にお住まいでも"));
    EXPECT_THAT(body(town.sato, place), Not(HasSubstr("県外")));
}

TEST_P(Received, loses_nothing_by_a_form_that_was_made_while_names_were_hidden) {
    const std::string place = taken(town.miura, {{"words", "あ"},
                                                 {"child_kana", "ためし ひかり"},
                                                 {"caller_phone", "090-0000-4417"},
                                                 {"case", ""}});
    town.write([](Tx& tx) { tx.run("UPDATE consultation SET case_id = NULL"); });
    EXPECT_EQ(town.post(town.miura, place + "/complete",
                        {{"caller_kind", "father"}, {"class", "individual"}})
                  .status,
              303);
    EXPECT_THAT(body(town.miura, place), HasSubstr("4417"));
    EXPECT_THAT(body(town.miura, place), HasSubstr("ためし ひかり"));
}

// ---- a call that must not tell where they live, before there is a case ----
TEST_P(Received, hides_where_they_live_from_all_but_who_took_it_and_then_who_has_it_in_charge) {
    const std::string place = taken(town.miura, {{"words", "急な引っ越しでした"},
                                                 {"caller_kind", "mother"},
                                                 {"caller_phone", "090-0000-4417"},
                                                 {"municipality", town.home},
                                                 {"hide_home", "1"}});
    const std::string name(find_municipality(town.home)->name);
    const auto told = [&](const Subject& who) {
        return body(who, "/w/intake").find(name) != std::string::npos ||
               body(who, place).find("4417") != std::string::npos ||
               body(who, place).find("value=\"" + town.home + "\" selected") != std::string::npos;
    };
    EXPECT_TRUE(told(town.miura));
    for (const Subject& who : {town.sato, town.ito}) EXPECT_FALSE(told(who)) << who.name;

    const Typed to_ito{{"in_charge", std::to_string(town.ito.account.value)}};
    EXPECT_EQ(town.post(town.sato, place + "/in-charge", to_ito).status, 422);
    EXPECT_EQ(town.post(town.miura, place + "/in-charge", to_ito).status, 303);
    EXPECT_TRUE(told(town.ito));
    for (const Subject& who : {town.miura, town.sato}) EXPECT_FALSE(told(who)) << who.name;
}

TEST_P(Received, that_hides_where_they_live_loses_nothing_when_somebody_else_completes_it) {
    const std::string place = taken(town.miura, {{"words", "あ"},
                                                 {"child_kana", ""},
                                                 {"caller_phone", "090-0000-4417"},
                                                 {"municipality", town.home},
                                                 {"hide_home", "1"}});
    EXPECT_EQ(town.post(town.sato, place + "/complete",
                        {{"caller_kind", "father"},
                         {"class", "individual"},
                         {"municipality", town.next},
                         {"caller_phone", ""},
                         {"hide_home", "0"}})
                  .status,
              303);
    EXPECT_EQ(town.post(town.sato, place + "/case", {{"case", "new"}}).status, 422);
    const std::string page = body(town.miura, place);
    EXPECT_THAT(page, HasSubstr("4417"));
    EXPECT_THAT(page, HasSubstr("value=\"" + town.home + "\" selected"));
    EXPECT_THAT(body(town.sato, place), Not(HasSubstr("4417")));
    EXPECT_EQ(town.post(town.miura, place + "/complete",
                        {{"caller_kind", "father"},
                         {"class", "individual"},
                         {"municipality", town.home},
                         {"caller_phone", "090-0000-4417"},
                         {"hide_home", "0"}})
                  .status,
              303);
    EXPECT_THAT(body(town.sato, place), HasSubstr("4417"));
}

TEST_P(Received, taken_down_that_hides_where_they_live_goes_on_with_its_taker_or_a_head) {
    const std::string place = call(town.miura);
    const Typed typed{{"words", "あ"}, {"caller_phone", "090-0000-4417"}, {"hide_home", "1"}};
    EXPECT_EQ(town.post(town.miura, place + "/draft", typed).status, 200);
    EXPECT_THAT(body(town.miura, place), HasSubstr("4417"));
    EXPECT_THAT(body(town.ito, place), HasSubstr("4417"));
    EXPECT_THAT(body(town.sato, place), Not(HasSubstr("4417")));
    EXPECT_THAT(body(town.sato, place), HasSubstr("続きを書けるのは"));
    EXPECT_EQ(town.post(town.sato, place + "/draft", {{"words", "い"}}).status, 409);
    EXPECT_EQ(send(town.sato, place, {{"words", "い"}}).status, 409);
    EXPECT_THAT(body(town.miura, place), HasSubstr("4417"));
}

TEST_P(Received, puts_nobody_in_charge_of_a_protected_child_but_by_the_head) {
    const std::string place = taken(town.miura, {{"words", "あ"}, {"child_kana", "ためし ひかり"}});
    town.write([](Tx& tx) { tx.run("UPDATE case_record SET is_protected = 1, in_charge = NULL"); });
    const web::Typed to_ito{{"in_charge", std::to_string(town.ito.account.value)}};
    for (const Subject& who : {town.miura, town.sato})
        EXPECT_EQ(town.post(who, place + "/in-charge", to_ito).status, 422) << who.name;
    EXPECT_EQ(count("SELECT count(*) FROM case_record WHERE in_charge IS NOT NULL"), 0);
    EXPECT_EQ(town.post(town.ito, place + "/in-charge", to_ito).status, 303);
    EXPECT_EQ(count("SELECT count(*) FROM case_record WHERE in_charge IS NOT NULL"), 1);
}

TEST_P(Received, that_puts_somebody_in_charge_tells_them_and_the_course) {
    const std::string place = taken(town.miura, {{"words", "あ"}, {"child_kana", "ためし ひかり"}});
    town.write([](Tx& tx) { tx.run("UPDATE case_record SET in_charge = NULL"); });
    EXPECT_EQ(town.post(town.miura, place + "/in-charge",
                        {{"in_charge", std::to_string(town.ito.account.value)}})
                  .status,
              303);
    EXPECT_EQ(count("SELECT count(*) FROM account_notice WHERE kind = 'charge_given'"), 1);
    EXPECT_THAT(body(town.ito, "/w/cases/" + record::case_number({1})), HasSubstr("主担当を"));
}

TEST_P(Received, without_a_name_is_completed_and_becomes_a_case) {
    const std::string place = taken(town.miura, {{"words", "はじめは名のらなかった"}});
    EXPECT_EQ(town.post(town.miura, place + "/case", {{"case", "new"}}).status, 422);
    const web::Typed heard{{"child_kana", "ためし ひかり"},
                           {"birth", "R6.7.12"},
                           {"caller_phone", "090-0000-4417"},
                           {"caller_kind", "mother"}};
    auto wrong = heard;
    wrong[1].second = "R6.13.12";
    const Answer refused = town.post(town.miura, place + "/complete", wrong);
    EXPECT_EQ(refused.status, 422);
    EXPECT_THAT(refused.body, HasSubstr("birth-err"));
    EXPECT_EQ(town.post(town.miura, place + "/complete", heard).status, 303);
    EXPECT_THAT(body(town.miura, place), HasSubstr("value=\"令和6年7月12日\""));
    EXPECT_EQ(town.post(town.miura, place + "/case", {{"case", "new"}}).status, 303);
    EXPECT_EQ(count("SELECT count(*) FROM case_record"), 1);
    EXPECT_THAT(body(town.miura, place), Not(HasSubstr("name=\"child_kana\"")))
        << "the case says it now";
}

// ---- masking, language ----
TEST_P(Received, hides_words_and_names_while_names_are_hidden) {
    const std::string done = taken(town.miura, {{"words", "ひなたのこと"},
                                                {"caller_kana", "さえき まいこ"},
                                                {"caller_phone", "090-0000-4417"}});
    const std::string draft = call(town.miura);
    town.post(town.miura, draft,
              {{"leave", "1"}, {"words", "ひなたのこと"}, {"caller_kana", "さえき まいこ"}});
    town.door.masked.insert("ito");
    for (const std::string& place : {done, draft, std::string("/w/intake")})
        for (const char* secret : {"ひなた", "さえき", "4417"})
            EXPECT_THAT(body(town.ito, place), Not(HasSubstr(secret))) << place;
    town.door.masked.insert("miura");
    EXPECT_THAT(body(town.miura, call(town.miura)), HasSubstr("name=\"words\""))
        << "a call can be taken all the same";
}

TEST_P(Received, has_no_name_in_its_title_or_address) {
    const std::string place = call(town.miura);
    town.post(town.miura, place + "/draft",
              {{"version", "1"}, {"words", "あ"}, {"child_kana", "ためし ひかり"}});
    const std::string page = body(town.miura, place);
    const auto from = page.find("<title>"), to = page.find("</title>");
    EXPECT_EQ(page.substr(from, to - from).find("ためし"), std::string::npos);
    EXPECT_EQ(place.find("%"), std::string::npos);
}

TEST_P(Received, leaves_the_audit_who_registered_tied_gave_on_and_closed) {
    town.database->on_seal(audit::sealing(*town.vault, [this] { return town.clock; }));
    const auto id = town.child("べつの こども");
    const std::string place = taken(town.miura, {{"words", "あ"}});
    town.post(town.miura, place + "/case", {{"case", record::case_number(id)}});
    town.post(town.miura, place + "/no-case", {});
    town.post(town.ito, place + "/in-charge",
              {{"in_charge", std::to_string(town.ito.account.value)}});
    town.post(town.ito, place + "/outcome", {{"outcome", "advice"}});
    for (const Sql sql :
         {Sql("SELECT count(*) FROM audit_entry WHERE action = 'consultation.register'"),
          Sql("SELECT count(*) FROM audit_entry WHERE action = 'consultation.link'"),
          Sql("SELECT count(*) FROM audit_entry WHERE action = 'consultation.unlink'"),
          Sql("SELECT count(*) FROM audit_entry WHERE action = 'consultation.assign'"),
          Sql("SELECT count(*) FROM audit_entry WHERE action = 'consultation.outcome'")})
        EXPECT_EQ(count(sql), 1);
}

}  // namespace
}  // namespace michi::consultation
