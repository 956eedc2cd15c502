// What is written on to a letter: nobody ends a wait that they have not read, nothing that came reaches nobody.

#include "base/receipt_code.hpp"
#include "letterbox/letterbox_test.hpp"

namespace michi::letterbox {
namespace {

class Threads : public LetterboxTown {
  public:
    /// Its writer goes on from where they are.
    Answer write_on(Visitor& who, const std::string& code, const std::string& words) {
        return who.post("/contact/answer/more",
                        {{"code", code}, {"word", "しろいふね"}, {"words", words}});
    }
    std::string thread_page(const std::string& number) {
        return town.get(town.miura, "/w/intake/" + number + "/thread").body;
    }
    /// Beyond the share of its network: waits to be sorted under its code.
    std::string waiting(Visitor& from, const std::string& words) {
        for (int i = 0; i < 10; ++i) {
            from.letter_cookie.clear();
            from.write({}, {{"words", "あ" + std::to_string(i)}}, {{"word", "しろいふね"}});
            from.send();
        }
        from.letter_cookie.clear();
        from.write({}, {{"words", words}}, {{"word", "しろいふね"}});
        return from.send();
    }
    std::string last_thread() {
        return std::to_string(count("SELECT max(id) FROM message_thread"));
    }
    Answer sort(const std::string& deed, const std::string& seen) {
        return town.post(town.miura, "/w/intake/sort", {{"deed", deed}, {"thread", seen}});
    }
};
ON_EACH_ENGINE(Threads);

TEST_P(Threads, are_answered_only_by_whoever_has_read_what_came) {
    const std::string code = written(), number = newest();
    EXPECT_EQ(write_on(other, code, "もう死にたいです").status, 303);
    const std::string at = "/w/intake/" + number + "/thread";
    const std::pair<std::string, Typed> kDeeds[] = {
        {at, {{"seen", "1"}, {"words", "お返事です"}, {"step", "send"}}},
        {at, {{"seen", "1"}, {"words", "お返事です"}, {"step", "preview"}}},
        {at + "/told", {{"seen", "1"}, {"way", "letter"}, {"note", "留守電"}}},
        {at + "/told", {{"way", "letter"}, {"note", "留守電"}}}};
    for (const auto& [address, typed] : kDeeds) {
        const Answer refused = town.post(town.miura, address, typed);
        EXPECT_EQ(refused.status, 422) << address;
        EXPECT_THAT(refused.body, HasSubstr("新しい文が届いたか"));
        EXPECT_THAT(refused.body, HasSubstr("死にたい")) << "it is read there";
        EXPECT_THAT(refused.body, HasSubstr("name=\"seen\" value=\"2\""));
        if (address != at) {
            EXPECT_THAT(refused.body, HasSubstr("留守電"));
            EXPECT_THAT(refused.body, HasSubstr("value=\"letter\" checked"));
        }
    }
    EXPECT_EQ(count("SELECT count(*) FROM consultation WHERE alarm = 1 AND waits_since > 0"), 1);
    EXPECT_EQ(town.post(town.miura, at + "/told", {{"seen", "2"}, {"way", "phone"}}).status, 303);
    EXPECT_EQ(town.post(town.miura, at + "/told", {{"seen", "2"}, {"way", "phone"}}).status, 422)
        << "two pages opened at once record once";
    EXPECT_EQ(count("SELECT count(*) FROM message WHERE kind = 2"), 1);
}

TEST_P(Threads, are_put_aside_only_by_whoever_has_read_what_came) {
    Visitor flood(town, "203.0.113.5");
    const std::string code = waiting(flood, "ふつうの相談"), id = last_thread();
    EXPECT_EQ(write_on(other, code, "返事がありません").status, 303);
    const Answer refused = sort("aside", id + ".1");
    EXPECT_EQ(refused.status, 422);
    EXPECT_THAT(refused.body, HasSubstr("続きが届いたもの"));
    EXPECT_THAT(refused.body, Not(HasSubstr("value=\"" + id + ".2\" checked")))
        << "chosen anew when it is read";
    EXPECT_EQ(count("SELECT count(*) FROM message_thread WHERE state = 2"), 0);
    EXPECT_EQ(sort("aside", id + ".2").status, 303);
    EXPECT_EQ(count("SELECT count(*) FROM message_thread WHERE state = 2"), 1);
}

TEST_P(Threads, with_words_of_danger_are_never_put_aside_in_a_sweep) {
    Visitor flood(town, "203.0.113.5");
    waiting(flood, "広告です");
    const std::string advertisement = last_thread();
    flood.letter_cookie.clear();
    flood.write({}, {{"words", "ふつうの相談"}}, {{"word", "しろいふね"}});
    flood.send();
    const std::string red = last_thread();
    town.write([&](Tx& tx) {
        tx.run("UPDATE message_thread SET alarm = 1 WHERE id = $1", std::stoll(red));
    });
    EXPECT_THAT(town.get(town.miura, "/w/intake/sort").body, Not(HasSubstr("\" checked")))
        << "nothing is chosen by itself";
    const Answer swept =
        town.post(town.miura, "/w/intake/sort",
                  {{"deed", "aside"}, {"thread", advertisement + ".1"}, {"thread", red + ".1"}});
    EXPECT_EQ(swept.status, 422);
    EXPECT_THAT(swept.body, HasSubstr("ほかのものと一緒にはよけられません"));
    EXPECT_EQ(count("SELECT count(*) FROM message_thread WHERE state = 2"), 0);
    EXPECT_EQ(sort("aside", advertisement + ".1").status, 303);
    EXPECT_EQ(sort("aside", red + ".1").status, 303) << "alone, by whoever looked";
}

TEST_P(Threads, that_were_put_aside_come_back_when_their_writer_goes_on) {
    Visitor flood(town, "203.0.113.5");
    const std::string code = waiting(flood, "ふつうの相談"), id = last_thread();
    EXPECT_EQ(sort("aside", id + ".1").status, 303);
    EXPECT_EQ(write_on(other, code, "まだ返事がありません").status, 303);
    EXPECT_EQ(count("SELECT count(*) FROM message_thread WHERE state = 0"), 1);
    const std::string page = town.get(town.miura, "/w/intake/sort").body;
    EXPECT_THAT(page, HasSubstr("ふつうの相談")) << "all of its letters";
    EXPECT_THAT(page, HasSubstr("まだ返事がありません"));
    EXPECT_THAT(page, Not(HasSubstr("危険の言葉")));
}

TEST_P(Threads, put_aside_are_all_reached_however_many) {
    town.write([&](Tx& tx) {
        for (int i = 0; i < 120; ++i) {
            const auto id = begin_thread(tx, *town.vault,
                                         {.centre = town.centre,
                                          .code = receipt_code(random_bytes(kReceiptBytes)),
                                          .asked = {.words = "広告" + std::to_string(i)},
                                          .seconds = {"しろいふね", {}}},
                                         town.clock);
            put_aside(tx, id, true);
        }
    });
    EXPECT_THAT(town.get(town.miura, "/w/intake/sort").body, HasSubstr("page=2"));
    const std::string last = town.get(town.miura, "/w/intake/sort?page=3").body;
    EXPECT_THAT(last, HasSubstr("広告119"));
    EXPECT_EQ(sort("back", last_thread() + ".1").status, 303) << "from whatever page";
    EXPECT_EQ(count("SELECT count(*) FROM message_thread WHERE state = 0"), 1);
}

// ---- what they bring about ----
TEST_P(Threads, give_a_turn_to_whoever_is_in_charge_until_they_are_answered) {
    const std::string code = written("夜のこと"), number = newest();
    town.post(town.miura, "/w/intake/" + number + "/in-charge",
              {{"in_charge", std::to_string(town.ito.account.value)}});
    const auto day = [&] { return town.get(town.ito, "/w").body; };
    EXPECT_THAT(day(), Not(HasSubstr("書いた人に返事をする")));
    const auto open = [&] { return count("SELECT count(*) FROM action WHERE done_at IS NULL"); };
    const std::int64_t before = open();
    EXPECT_EQ(write_on(maiko, code, "もう一つ").status, 303);
    EXPECT_EQ(write_on(maiko, code, "さらに一つ").status, 303);
    EXPECT_THAT(day(), HasSubstr("書いた人に返事をする"));
    EXPECT_EQ(open(), before + 1) << "one turn, however often";
    EXPECT_EQ(answer(town.ito, number, "お返事です。").status, 303);
    EXPECT_EQ(open(), before);
}

TEST_P(Threads, that_go_on_after_their_counsellor_left_are_a_turn_of_whoever_follows) {
    const std::string code = written("夜のこと"), number = newest();
    town.post(town.miura, "/w/intake/" + number + "/in-charge",
              {{"in_charge", std::to_string(town.miura.account.value)}});
    EXPECT_EQ(answer(town.miura, number, "お返事です。").status, 303);
    town.write(
        [&](Tx& tx) { tx.run("UPDATE account SET state = 0 WHERE id = $1", town.miura.account); });
    EXPECT_EQ(write_on(maiko, code, "もう一つ").status, 303);
    EXPECT_EQ(count("SELECT count(*) FROM action WHERE done_at IS NULL AND holder_account IS NULL"
                    " AND holder_organisation IS NOT NULL"),
              1)
        << "without a case the Centre's";
    const auto id = town.child();
    town.write([&](Tx& tx) {
        tx.run("UPDATE action SET done_at = 1, done_by = created_by");
        tx.run("UPDATE case_record SET in_charge = $1 WHERE id = $2", town.ito.account, id);
        tx.run("UPDATE consultation SET case_id = $1", id);
    });
    EXPECT_EQ(write_on(maiko, code, "さらに一つ").status, 303);
    EXPECT_THAT(town.get(town.ito, "/w").body, HasSubstr("書いた人に返事をする"));
}

TEST_P(Threads, stand_in_the_course_of_the_case_they_were_tied_to) {
    const std::string code = written("夜のこと"), number = newest();
    const auto id = town.child();
    const std::string page = "/w/cases/" + record::case_number(id);
    EXPECT_EQ(
        town.post(town.miura, "/w/intake/" + number + "/case", {{"case", record::case_number(id)}})
            .status,
        303);
    EXPECT_EQ(write_on(maiko, code, "引っこしました").status, 303);
    EXPECT_EQ(answer(town.miura, number, "うかがいます。").status, 303);
    const std::string course = town.get(town.miura, page).body;
    for (const char* said : {"夜のこと", "引っこしました", "うかがいます。"})
        EXPECT_THAT(course, HasSubstr(said));
    EXPECT_THAT(town.get(town.kimura, page).body, Not(HasSubstr("引っこしました")));
    town.post(town.miura, "/w/intake/" + number + "/thread/told",
              {{"seen", "3"}, {"way", "phone"}, {"note", "新しい番号にかけた"}});
    EXPECT_THAT(town.get(town.miura, page).body, Not(HasSubstr("新しい番号にかけた")));
}

// ---- words of danger ----
TEST_P(Threads, with_words_of_danger_are_taken_in_whatever_the_share) {
    Visitor ward(town, "203.0.113.7");
    waiting(ward, "ふつうの相談");
    ward.letter_cookie.clear();
    ward.write({}, {{"words", "息をしていません"}}, {{"word", "しろいふね"}});
    ward.send();
    EXPECT_EQ(count("SELECT count(*) FROM consultation WHERE alarm = 1"), 1);
    const std::string page = town.get(town.miura, "/w/intake?view=waiting").body;
    const auto first = page.find("class=\"it");
    EXPECT_THAT(page.substr(first, 40), HasSubstr("alarm"));
    for (const Subject& who : {town.miura, town.ito, town.sato}) {
        const std::string day = town.get(who, "/w").body;
        EXPECT_THAT(day, HasSubstr("危険の言葉がある相談が 1 件")) << who.name;
        EXPECT_LT(day.find("危険の言葉"), day.find("class=\"tabs\""));
    }
    EXPECT_THAT(town.get(town.kimura, "/w").body, Not(HasSubstr("危険の言葉")));
}

TEST_P(Threads, with_a_flood_of_danger_hide_no_other_and_stay_red_and_first) {
    Visitor flood(town, "203.0.113.8");
    for (int i = 0; i < 22; ++i) {
        flood.letter_cookie.clear();
        flood.write({}, {{"words", "死にたい" + std::to_string(i)}}, {{"word", "しろいふね"}});
        flood.send();
    }
    EXPECT_EQ(count("SELECT count(*) FROM consultation"), 20);
    EXPECT_EQ(count("SELECT count(*) FROM message_thread WHERE state = 0"), 2);
    for (int i = 0; i < 10; ++i) {
        flood.letter_cookie.clear();
        flood.write({}, {{"words", "ふつう" + std::to_string(i)}}, {{"word", "しろいふね"}});
        flood.send();
    }
    flood.letter_cookie.clear();
    flood.write({}, {{"words", "十一通目"}}, {{"word", "しろいふね"}});
    flood.send();
    const std::string page = town.get(town.miura, "/w/intake/sort").body;
    EXPECT_LT(page.find("死にたい20"), page.find("十一通目"));
    EXPECT_LT(page.find("危険の言葉"), page.find("死にたい20")) << "beside its words";
    EXPECT_THAT(town.get(town.miura, "/w").body, HasSubstr("仕分けを待っています"));
    EXPECT_THAT(town.get(town.miura, "/w/intake").body, HasSubstr("危険の言葉 2 件"));
    written("意識がありません");
    EXPECT_EQ(count("SELECT count(*) FROM consultation"), 31) << "nobody else waits for it";
}

TEST_P(Threads, come_into_the_queue_when_their_writer_writes_words_of_danger) {
    Visitor flood(town, "203.0.113.9");
    const std::string code = waiting(flood, "ふつうの相談"), id = last_thread();
    EXPECT_EQ(sort("aside", id + ".1").status, 303);
    EXPECT_EQ(write_on(other, code, "子どもが息をしていません").status, 303);
    EXPECT_EQ(count("SELECT count(*) FROM message_thread WHERE state = 1 AND alarm = 1"), 1);
    EXPECT_EQ(count("SELECT count(*) FROM consultation WHERE alarm = 1"), 1);
    EXPECT_THAT(thread_page(newest()), HasSubstr("息をしていません"));
}

TEST_P(Threads, that_wait_to_be_sorted_are_the_oldest_that_nobody_answered) {
    Visitor flood(town, "203.0.113.10");
    waiting(flood, "待っている相談");
    town.write([&](Tx& tx) {
        for (std::int64_t id = 1; id <= 10; ++id) consultation::mark_answered(tx, {id});
    });
    for (int id = 1; id <= 10; ++id)
        town.post(town.miura, "/w/intake/R-" + std::to_string(id) + "/outcome",
                  {{"outcome", "advice"}});
    town.pass_days(2);
    EXPECT_THAT(town.get(town.miura, "/w/intake").body, HasSubstr("2日0時間"));
}

TEST_P(Threads, with_words_of_danger_show_119_after_they_were_sent) {
    const std::string code = written("ふつうの相談");
    EXPECT_THAT(maiko.get("/contact/done").body, Not(HasSubstr("class=\"dng\"")));
    const Answer sent = write_on(maiko, code, "子どもが息をしていません");
    EXPECT_EQ(sent.status, 303);
    EXPECT_THAT(maiko.get(sent.location).body, HasSubstr("tel:119"));
    EXPECT_THAT(maiko.get(sent.location).body, HasSubstr("class=\"dng\""));
    for (const char* told : {"danger", "body", "despair", "119"})
        EXPECT_THAT(sent.location, Not(HasSubstr(told))) << "it stays in the browser's history";
    EXPECT_THAT(maiko.get(write_on(maiko, code, "ありがとう").location).body,
                Not(HasSubstr("class=\"dng\"")));
    Visitor second(town, "192.0.2.77");
    second.write({}, {{"words", "生きていたくありません"}}, {});
    second.send();
    EXPECT_THAT(second.get("/contact/done").body, HasSubstr("class=\"dng\""));
}

TEST_P(Threads, take_more_of_their_writer_whoever_else_writes_from_that_network) {
    Visitor ward(town, "203.0.113.11");
    const std::string code = waiting(ward, "ふつうの相談");
    EXPECT_EQ(write_on(ward, code, "もう一つ").status, 303);
    int taken = 1;
    for (Answer one{.status = 303}; one.status == 303 && taken < 50; ++taken)
        one = write_on(ward, code, "つづき" + std::to_string(taken));
    EXPECT_EQ(taken, 31) << "bounded for its thread";
    const Answer beyond = write_on(ward, code, "息をしていません");
    EXPECT_EQ(beyond.status, 422);
    EXPECT_THAT(beyond.body, HasSubstr("息をしていません"));
    EXPECT_THAT(beyond.body, HasSubstr("class=\"dng\""));
}

}  // namespace
}  // namespace michi::letterbox
