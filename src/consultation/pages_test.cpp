#include <thread>

#include "base/html.hpp"
#include "consultation/pages_test.hpp"
#include "phone_rows.hpp"

namespace michi::consultation {
namespace {

class Intake : public AtReception {};
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

TEST_P(Intake, writes_a_telephone_as_it_is_read_and_as_the_page_then_shows_it) {
    for (const PhoneRow& row : kPhoneRows) {
        SCOPED_TRACE(row.typed);
        const std::string place = call(town.miura);
        const Answer saved =
            town.post(town.miura, place + "/draft",
                      {{"version", "1"}, {"words", "あ"}, {"caller_phone", row.typed}});
        ASSERT_EQ(saved.status, 200);
        std::string shown, quoted;
        web::json_string(quoted, row.shown);
        const std::string merged = R"("merged":{"caller_phone":)" + quoted + "}";
        const bool same = std::string_view(row.typed) == row.shown;
        EXPECT_EQ(saved.body.find(merged) == std::string::npos, same) << saved.body;
        escape_into(shown, row.shown);
        EXPECT_THAT(body(town.miura, place), HasSubstr("value=\"" + shown + "\" autocomplete"));
    }
}

TEST_P(Intake, discarded_elsewhere_says_so_and_is_registered_anew_once) {
    const std::string place = call(town.miura);
    town.post(town.miura, place + "/draft", {{"version", "1"}, {"words", "一行"}});
    town.post(town.ito, place + "/discard", {});
    const Answer kept =
        town.post(town.miura, place + "/draft", {{"version", "2"}, {"words", "四行"}});
    EXPECT_EQ(kept.status, 409);
    EXPECT_THAT(kept.body, HasSubstr("\"gone\":\"この受付は、ほかの画面で取りやめに"));
    const web::Typed typed{
        {"version", "1"}, {"words", "一行\n二行\n三行\n四行"}, {"register", "1"}};
    const Answer page = send(town.miura, place, typed);
    EXPECT_EQ(page.status, 409);
    for (const char* shown :
         {"取りやめになりました", "三行\n四行", "name=\"anew\"", "新しい受付として登録する"})
        EXPECT_THAT(page.body, HasSubstr(shown));
    auto anew = typed;
    anew.emplace_back("anew", "1");
    const std::int64_t before = count("SELECT count(*) FROM consultation WHERE state = 1");
    const Answer sent = town.post(town.miura, place, anew, "key-of-the-window");
    EXPECT_EQ(sent.status, 303);
    EXPECT_EQ(town.post(town.miura, place, anew, "key-of-the-window").location, sent.location);
    EXPECT_EQ(count("SELECT count(*) FROM consultation WHERE state = 1"), before + 1);
    EXPECT_THAT(body(town.miura, sent.location), HasSubstr("四行"));
    EXPECT_EQ(count("SELECT count(*) FROM consultation WHERE state = 2"), 1)
        << "it stays discarded";
}

TEST_P(Intake, registered_anew_without_words_leaves_nothing_behind) {
    const std::string place = call(town.miura);
    town.post(town.miura, place + "/draft", {{"version", "1"}, {"words", "一行"}});
    town.post(town.ito, place + "/discard", {});
    const auto before = count("SELECT count(*) FROM consultation");
    EXPECT_EQ(send(town.miura, place, {{"version", "1"}, {"anew", "1"}}).status, 409);
    EXPECT_EQ(count("SELECT count(*) FROM consultation"), before);
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

}  // namespace
}  // namespace michi::consultation
