#include <gmock/gmock.h>

#include <thread>

#include "audit/audit.hpp"
#include "consultation/consultation.hpp"
#include "town.hpp"
#include "work/work.hpp"

namespace michi::consultation {
namespace {

using testing::HasSubstr;
using testing::Not;
using web::Answer;
using web::Typed;

class Intake : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {work::part(), consultation::part()}};

    std::string call(const Subject& who, const std::string& channel = "phone") {
        const Answer answer = town.post(who, "/w/intake", {{"channel", channel}});
        EXPECT_EQ(answer.status, 303) << answer.body;
        return answer.location;
    }
    Answer send(const Subject& who, const std::string& place, Typed typed, std::string key = {}) {
        typed.emplace_back("register", "1");
        return town.post(who, place, std::move(typed), std::move(key));
    }
    std::string taken(const Subject& who, Typed typed) {
        const std::string place = call(who);
        const Answer answer = send(who, place, std::move(typed));
        EXPECT_EQ(answer.status, 303) << answer.body;
        return place;
    }
    std::string body(const Subject& who, const std::string& place) {
        return town.get(who, place).body;
    }
    std::int64_t count(Sql sql) {
        return town.ask([&](Tx& tx) { return tx.value<std::int64_t>(sql); });
    }
    Subject of_another_centre() {
        Subject other;
        town.write([&](Tx& tx) {
            const auto centre =
                Town::organisation(tx, "centre", "西部医療的ケア児支援センター", town.next);
            other = town.person(tx, "nishi", "西 ゆう", centre, Role::centre_counsellor);
        });
        return other;
    }
    void add_family(Id<record::Case> id, const std::string& phone) {
        town.write([&](Tx& tx) {
            record::Family mother;
            mother.relation = "mother";
            mother.kana = Personal<std::string>("さえき まいこ");
            mother.phone = Personal<std::string>(phone);
            record::add_family(tx, *town.vault, record::find_case(tx, *town.vault, id).child,
                               mother);
        });
    }
};
ON_EACH_ENGINE(Intake);

// ---- who ----
TEST_P(Intake, is_for_the_Centre_and_nobody_else_learns_that_a_reception_exists) {
    const std::string place = call(town.sato);
    for (const Subject& who : {town.sato, town.miura, town.ito})
        EXPECT_EQ(town.get(who, place).status, 200) << who.name;
    for (const Subject& who : {town.kimura, town.tsukushi}) {
        EXPECT_EQ(town.get(who, place).status, 403) << who.name;
        EXPECT_EQ(page_text(town.get(who, place)).size(),
                  page_text(town.get(who, "/w/intake/R-9")).size())
            << "there or not";
        EXPECT_EQ(town.get(who, "/w/intake").status, 403);
        EXPECT_EQ(town.post(who, "/w/intake", {}).status, 403);
        EXPECT_EQ(town.post(who, place + "/outcome", {{"outcome", "advice"}}).status, 403);
    }
    const Subject other = of_another_centre();
    EXPECT_EQ(town.get(other, place).status, 404);
    for (const char* act : {"", "/draft", "/hint", "/discard", "/resume", "/outcome", "/complete",
                            "/unheard", "/case", "/no-case", "/in-charge"})
        EXPECT_EQ(town.post(other, place + act, {{"words", "あ"}}).status, 404) << act;
}

// ---- A1 ----
TEST_P(Intake, registers_with_a_channel_and_one_character) {
    const std::string place = taken(town.miura, {{"channel", "phone"}, {"words", "あ"}});
    EXPECT_THAT(body(town.miura, place), HasSubstr("あとで補う"));
    EXPECT_THAT(body(town.miura, "/w/intake?view=incomplete"), HasSubstr(place));
}

TEST_P(Intake, without_words_says_so_and_keeps_everything_typed) {
    const std::string place = call(town.miura);
    const Answer page = send(town.miura, place,
                             {{"caller_kana", "さえき まいこ"},
                              {"caller_phone", "非通知"},
                              {"year", "6"},
                              {"month", "7"},
                              {"topic", "work"},
                              {"topic", "nursery"},
                              {"main_topic", "nursery"},
                              {"care_oxygen", "2"},
                              {"next_what", "市へ聞く"}});
    EXPECT_EQ(page.status, 422);
    for (const char* kept : {"相談の内容を書いてください", "さえき まいこ", "非通知", "市へ聞く",
                             "value=\"nursery\" checked", "value=\"work\" checked"})
        EXPECT_THAT(page.body, HasSubstr(kept));
    EXPECT_EQ(count("SELECT count(*) FROM consultation WHERE state = 1"), 0);
}

TEST_P(Intake, of_the_desk_folds_what_a_short_call_does_not_need) {
    EXPECT_THAT(body(town.sato, call(town.sato)), HasSubstr("<details class=\"fold\" >"));
    EXPECT_THAT(body(town.miura, call(town.miura)), HasSubstr("<details class=\"fold\" open>"));
}

// ---- B11, B9, B10 ----
TEST_P(Intake, sent_twenty_times_at_once_is_registered_once_and_answered_alike) {
    const std::string place = call(town.miura);
    std::vector<std::string> locations(20);
    std::vector<std::thread> senders;
    for (int i = 0; i < 20; ++i)
        senders.emplace_back([&, i] {
            locations[size_t(i)] = page_text(
                send(town.miura, place, {{"words", "一度だけ"}, {"child_kana", "ためし ひかり"}},
                     "the-same-key-twenty-times"));
        });
    for (auto& sender : senders) sender.join();
    for (const auto& location : locations) EXPECT_EQ(location, locations[0]);
    EXPECT_EQ(count("SELECT count(*) FROM case_record"), 1);
    EXPECT_EQ(count("SELECT count(*) FROM entry"), 1);
}

TEST_P(Intake, begun_twenty_times_with_one_key_gets_one_number) {
    std::vector<std::thread> senders;
    for (int i = 0; i < 20; ++i)
        senders.emplace_back([&] {
            town.post(town.miura, "/w/intake", {{"channel", "phone"}}, "one-ring-of-the-telephone");
        });
    for (auto& sender : senders) sender.join();
    EXPECT_EQ(count("SELECT count(*) FROM consultation"), 1);
}

TEST_P(Intake, keeps_a_draft_as_it_is_typed) {
    const std::string place = call(town.miura);
    const Answer saved = town.post(
        town.miura, place + "/draft",
        {{"version", "1"}, {"words", "途中の"}, {"child_kana", "ためし"}, {"case", "W-0001"}});
    EXPECT_EQ(saved.status, 200);
    EXPECT_THAT(saved.body, HasSubstr("\"version\":2"));
    EXPECT_THAT(body(town.miura, place), HasSubstr("途中の"));
    EXPECT_THAT(body(town.miura, place), HasSubstr("value=\"ためし\""));
}

TEST_P(Intake, of_two_windows_shows_both_texts_and_overwrites_nothing) {
    const std::string place = call(town.miura);
    town.post(town.ito, place + "/draft",
              {{"version", "1"}, {"words", "伊藤が聞いた文"}, {"urgency", "today"}});
    EXPECT_EQ(
        town.post(town.miura, place + "/draft", {{"version", "1"}, {"words", "三浦が聞いた文"}})
            .status,
        409);
    const Answer page = send(town.miura, place, {{"version", "1"}, {"words", "三浦が聞いた文"}});
    EXPECT_EQ(page.status, 422);
    for (const char* shown : {"伊藤が聞いた文", "三浦が聞いた文", "伊藤 健さんが", "今日中",
                              "name=\"version\" value=\"2\""})
        EXPECT_THAT(page.body, HasSubstr(shown));
    EXPECT_EQ(count("SELECT count(*) FROM consultation WHERE state = 1"), 0);
    EXPECT_EQ(send(town.miura, place, {{"version", "2"}, {"words", "両方の文"}}).status, 303);
    EXPECT_THAT(body(town.miura, place), HasSubstr("両方の文"));
}

TEST_P(Intake, registered_meanwhile_is_not_registered_again) {
    const std::string place = taken(town.miura, {{"words", "一度目"}});
    const Answer page = send(town.ito, place, {{"words", "二度目"}});
    EXPECT_EQ(page.status, 409);
    EXPECT_THAT(page.body, HasSubstr("二度目")) << "what was typed is still there to be copied";
    EXPECT_EQ(town.post(town.ito, place + "/draft", {{"words", "三度目"}}).status, 409);
}

TEST_P(Intake, left_without_a_word_is_no_reception_and_with_words_a_draft) {
    const std::string silent = call(town.miura), begun = call(town.miura);
    EXPECT_EQ(
        town.post(town.miura, silent, {{"leave", "1"}, {"era", "r"}, {"in_charge", "3"}}).location,
        "/w/intake");
    EXPECT_EQ(town.get(town.miura, silent).status, 404);
    town.post(town.miura, begun, {{"leave", "1"}, {"words", "また掛けるとのこと"}});
    const std::string drafts = body(town.ito, "/w/intake?view=draft");
    EXPECT_THAT(drafts, HasSubstr(begun));
    EXPECT_THAT(drafts, Not(HasSubstr(silent + "\"")));
}

TEST_P(Intake, put_away_by_mistake_comes_back) {
    const std::string place = call(town.miura);
    town.post(town.miura, place, {{"leave", "1"}, {"words", "まちがい電話"}});
    const Answer gone = town.post(town.miura, place + "/discard", {});
    EXPECT_EQ(gone.status, 303);
    EXPECT_THAT(body(town.miura, gone.location), HasSubstr(place + "/resume"));
    EXPECT_EQ(town.post(town.miura, place + "/resume", {}).location, place);
    EXPECT_THAT(body(town.miura, place), HasSubstr("まちがい電話"));
}

// ---- A3, A4 ----
TEST_P(Intake, of_the_area_never_asks_for_a_child) {
    const std::string place =
        taken(town.miura, {{"words", "3号研修の受け方"}, {"caller_kind", "municipality"}});
    const std::string page = body(town.miura, place);
    EXPECT_THAT(page, HasSubstr("地域支援"));
    EXPECT_THAT(page, HasSubstr("お子さんの情報はいりません"));
    EXPECT_EQ(count("SELECT count(*) FROM case_record"), 0);
}

TEST_P(Intake, shows_and_changes_which_topic_is_the_main_one) {
    const std::string place =
        taken(town.miura,
              {{"words", "あ"}, {"topic", "nursery"}, {"topic", "work"}, {"main_topic", "work"}});
    EXPECT_THAT(body(town.miura, place), HasSubstr("仕事との両立（主）・保育所・園"));
    EXPECT_EQ(town.post(town.miura, place + "/complete",
                        {{"caller_kind", "mother"},
                         {"municipality", town.home},
                         {"class", "individual"},
                         {"topic", "nursery"},
                         {"topic", "work"},
                         {"main_topic", "nursery"}})
                  .status,
              303);
    EXPECT_THAT(body(town.miura, place), HasSubstr("保育所・園（主）・仕事との両立"));
    EXPECT_EQ(count("SELECT count(*) FROM consultation_topic WHERE is_main = 1"), 1);
    EXPECT_THAT(body(town.miura, "/w/intake?view=incomplete"), Not(HasSubstr(place)));
}

TEST_P(Intake, completed_never_touches_the_words_and_says_which_field_is_wrong) {
    const std::string place = taken(town.miura, {{"words", "「そのままの言葉」"}});
    EXPECT_EQ(town.post(town.miura, place + "/complete", {{"municipality", "000000"}}).status, 422);
    EXPECT_EQ(town.post(town.miura, place + "/complete",
                        {{"words", "別の言葉"}, {"caller_kind", "father"}})
                  .status,
              303);
    EXPECT_THAT(body(town.miura, place), HasSubstr("「そのままの言葉」"));
    EXPECT_EQ(town.post(town.miura, place + "/unheard", {}).status, 303);
    EXPECT_THAT(body(town.miura, "/w/intake?view=incomplete"), Not(HasSubstr(place)));
}

// ---- A5 ----
TEST_P(Intake, says_while_typing_who_may_be_known_already) {
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

TEST_P(Intake, of_a_protected_child_says_only_whom_to_ask) {
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

TEST_P(Intake, of_another_Centre_says_only_to_ask_there) {
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

TEST_P(Intake, ties_to_the_case_that_was_picked_and_not_to_one_said_to_be_another) {
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
TEST_P(Intake, shows_which_sentence_of_the_Act_applies_and_asks_about_school_from_18_on) {
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
TEST_P(Intake, without_outcome_for_three_working_days_is_put_before_the_head) {
    const std::string place = taken(town.miura, {{"words", "あ"}});
    EXPECT_THAT(body(town.ito, "/w/intake"), Not(HasSubstr("3開庁日をすぎても")));
    town.pass_days(6);
    EXPECT_THAT(body(town.ito, "/w/intake"),
                HasSubstr("3開庁日をすぎても対応の結果のない受付が 1件"));
    EXPECT_THAT(body(town.ito, "/w/intake?view=late"), HasSubstr(place));
    EXPECT_EQ(town.post(town.ito, place + "/outcome", {}).status, 422);
    EXPECT_EQ(town.post(town.ito, place + "/outcome", {{"outcome", "won"}}).status, 422);
    EXPECT_EQ(
        town.post(town.ito, place + "/outcome", {{"outcome", "advice"}, {"list", "late"}}).location,
        "/w/intake?view=late");
    EXPECT_THAT(body(town.ito, "/w/intake?view=late"), Not(HasSubstr(place)));
}

TEST_P(Intake, closes_with_an_outcome_and_nothing_else) {
    const std::string place = taken(town.miura, {{"words", "あ"}});
    EXPECT_EQ(town.post(town.miura, place + "/outcome", {{"outcome", "information"}}).status, 303);
    EXPECT_EQ(count("SELECT count(*) FROM consultation WHERE outcome = 'information'"), 1);
    EXPECT_EQ(
        town.post(town.miura, call(town.miura) + "/outcome", {{"outcome", "information"}}).status,
        409)
        << "a draft is not closed";
}

// ---- assignment, ties ----
TEST_P(Intake, received_at_the_desk_is_given_to_a_counsellor_in_one_act) {
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

TEST_P(Intake, without_a_case_is_tied_by_number_and_untied_again) {
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
    EXPECT_EQ(count("SELECT count(*) FROM entry"), 0);
}

TEST_P(Intake, takes_only_organisations_that_exist_as_those_who_may_be_told) {
    EXPECT_EQ(send(town.miura, call(town.miura),
                   {{"words", "あ"},
                    {"child_kana", "ためし ひかり"},
                    {"tell", std::to_string(town.city.value)},
                    {"tell", "999999"},
                    {"tell", "x"},
                    {"tell", "99999999999999999999"}})
                  .status,
              303);
    EXPECT_EQ(count("SELECT count(DISTINCT organisation_id) FROM consent"), 1);
}

// ---- masking, language ----
TEST_P(Intake, hides_words_and_names_while_names_are_hidden) {
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

TEST_P(Intake, has_no_name_in_its_title_or_address) {
    const std::string place = call(town.miura);
    town.post(town.miura, place + "/draft",
              {{"version", "1"}, {"words", "あ"}, {"child_kana", "ためし ひかり"}});
    const std::string page = body(town.miura, place);
    const auto from = page.find("<title>"), to = page.find("</title>");
    EXPECT_EQ(page.substr(from, to - from).find("ためし"), std::string::npos);
    EXPECT_EQ(place.find("%"), std::string::npos);
}

TEST_P(Intake, leaves_the_audit_who_registered_tied_gave_on_and_closed) {
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
