#include "letterbox/letterbox_test.hpp"

#include <regex>

#include "base/receipt_code.hpp"
#include "letterbox/pages.hpp"
#include "people/opening.hpp"

namespace michi::letterbox {
namespace {

class Letterbox : public LetterboxTown {};
ON_EACH_ENGINE(Letterbox);

/// A page without what chance writes into it: a token of 43 letters holds "R-1" or "W-" now and then.
std::string without_tokens(const Answer& page) {
    static const std::regex token(R"x((name="(?:_csrf|_once|ticket)" value="|nonce=")[^"]*)x");
    return std::regex_replace(page.body, token, "$1");
}

// ---- the thin road ----
TEST_P(Letterbox, takes_a_message_by_night_and_gives_its_answer_to_code_and_word) {
    town.clock = at_in_japan(*Date::from_ymd(2026, 11, 25), 23 * 60 + 10);
    const std::string words = "  夜中の吸引が\n1時間おきです。\n";
    const std::string code = written(words);
    EXPECT_EQ(read_receipt_code(code), code);

    const std::string number = newest();
    EXPECT_THAT(town.get(town.miura, "/w/intake?view=waiting").body, HasSubstr(number));
    const auto kept = town.ask([&](Tx& tx) {
        return consultation::find_reception(tx, *town.vault,
                                            {count("SELECT max(id) FROM consultation")});
    });
    EXPECT_EQ(kept.answers.words, words) << "byte by byte";
    EXPECT_EQ(kept.answers.channel, "web_form");
    EXPECT_EQ(kept.answers.municipality, town.home);
    EXPECT_TRUE(kept.waits_since);
    EXPECT_FALSE(kept.in_charge);

    town.pass_days(1);
    EXPECT_THAT(town.get(town.miura, "/w/intake/" + number).body, HasSubstr("/thread"));
    EXPECT_THAT(town.get(town.miura, "/w/intake/" + number + "/thread").body,
                HasSubstr("夜中の吸引が"));
    const Answer preview = answer(town.miura, number, "訪問看護を調べます。", "preview");
    EXPECT_EQ(preview.status, 200);
    EXPECT_THAT(preview.body, HasSubstr("ご家族に送る"));
    EXPECT_EQ(count("SELECT count(*) FROM message"), 1) << "a preview sends nothing";
    EXPECT_EQ(answer(town.miura, number, "訪問看護を調べます。").status, 303);
    EXPECT_THAT(without_tokens(town.get(town.miura, "/w/intake?view=waiting")),
                Not(HasSubstr(number)));

    EXPECT_THAT(other.post("/contact/status", {{"code", code}}).body,
                HasSubstr("お返事があります"));
    EXPECT_THAT(other.post("/contact/status", {{"code", code}}).body,
                Not(HasSubstr("訪問看護を調べます。")));
    const Answer read = other.post("/contact/answer", {{"code", code}, {"word", "シロイフネ"}});
    EXPECT_THAT(read.body, HasSubstr("訪問看護を調べます。"));
    EXPECT_THAT(read.body, Not(HasSubstr("三浦"))) << "the Centre answers, not a person's name";
}

TEST_P(Letterbox, lets_its_writer_go_on_and_puts_it_back_into_the_queue) {
    const std::string code = written(), number = newest();
    EXPECT_EQ(answer(town.miura, number, "調べます。").status, 303);
    const Answer read = maiko.post("/contact/answer", {{"code", code}, {"word", "しろいふね"}});
    const auto at = read.body.find("name=\"ticket\" value=\"");
    ASSERT_NE(at, std::string::npos);
    const std::string ticket = read.body.substr(at + 21, read.body.find('"', at + 21) - at - 21);
    EXPECT_EQ(
        maiko.post("/contact/answer/more", {{"ticket", ticket}, {"words", "ありがとう"}}).location,
        "/contact/answer/sent");
    EXPECT_THAT(town.get(town.miura, "/w/intake?view=waiting").body, HasSubstr(number));
    EXPECT_THAT(town.get(town.miura, "/w/intake/" + number + "/thread").body,
                HasSubstr("ありがとう"));
    EXPECT_EQ(count("SELECT count(*) FROM consultation"), 1) << "one consultation, one number";

    town.clock.ms += 31 * 60 * 1000;
    const Answer late =
        maiko.post("/contact/answer/more", {{"ticket", ticket}, {"words", "もう一つ"}});
    EXPECT_EQ(late.status, 422);
    EXPECT_THAT(late.body, HasSubstr("もう一つ")) << "nothing typed is lost";
    EXPECT_EQ(maiko
                  .post("/contact/answer/more",
                        {{"code", code}, {"word", "しろいふね"}, {"words", "もう一つ"}})
                  .status,
              303);
    for (const char* forged : {"1.9999999999999.AAAA", "", "1", "1.2", "a.b.c"})
        EXPECT_EQ(
            other.post("/contact/answer/more", {{"ticket", forged}, {"words", "ほかの人"}}).status,
            422)
            << forged;
}

// ---- what is typed ----
TEST_P(Letterbox, keeps_what_was_typed_over_refusals_going_back_and_a_second_click) {
    EXPECT_EQ(maiko.post("/contact/message/who", {{"asker", "family"}}).status, 303);
    const std::string again = maiko.post("/contact/message/words", {{"words", " "}}).location;
    EXPECT_EQ(again, "/contact/message/words?again=1") << "going back from it finds a page";
    const Answer refused = maiko.get(again);
    EXPECT_EQ(refused.status, 422);
    EXPECT_THAT(refused.body, HasSubstr("一言でもかまいません"));
    EXPECT_EQ(maiko.post("/contact/message/words", {{"words", "夜のこと"}}).status, 303);
    const Answer numberless = maiko.get(
        maiko.post("/contact/message/reply", {{"way", "phone"}, {"name", "まい"}}).location);
    EXPECT_EQ(numberless.status, 422);
    EXPECT_THAT(numberless.body, HasSubstr("value=\"まい\""));
    EXPECT_THAT(maiko.get("/contact/message/words").body, HasSubstr("夜のこと")) << "back";
    EXPECT_EQ(maiko
                  .post("/contact/message/reply",
                        {{"way", "phone"}, {"phone", "090-0000-0001"}, {"name", "まい"}})
                  .status,
              303);
    const Answer check = maiko.get("/contact/message/check");
    for (const char* shown : {"夜のこと", "090-0000-0001", "まい", "相談にお答えするため"})
        EXPECT_THAT(check.body, HasSubstr(shown));
    const std::string code = maiko.send();
    EXPECT_EQ(maiko.post("/contact/message/check", {}).location, "/contact/done") << "again";
    EXPECT_EQ(maiko.code(), code);
    for (const char* back : {"who", "words", "reply", "check"})
        EXPECT_EQ(maiko.get(std::string("/contact/message/") + back).location, "/contact/done");
    EXPECT_EQ(count("SELECT count(*) FROM message_thread"), 1);
    EXPECT_EQ(count("SELECT count(*) FROM consultation"), 1);
}

TEST_P(Letterbox, shows_a_draft_to_its_own_browser_alone_and_forgets_it) {
    EXPECT_EQ(maiko.post("/contact/message/words", {{"words", "だれにも言えないこと"}}).status,
              303);
    EXPECT_THAT(other.get("/contact/message/words").body, Not(HasSubstr("言えないこと")));
    town.clock.ms += kDraftKept + 1;
    EXPECT_THAT(maiko.get("/contact/message/words").body, Not(HasSubstr("言えないこと")));
    EXPECT_EQ(maiko.post("/contact/message/words", {{"words", "あたらしい文"}}).status, 303);
    EXPECT_THAT(maiko.get("/contact/message/words").body, HasSubstr("あたらしい文"));
    const Answer closed = maiko.post("/contact/message/close", {});
    EXPECT_EQ(closed.location, "/resources");
    EXPECT_EQ(count("SELECT count(*) FROM message_draft"), 0);
    EXPECT_THAT(maiko.get("/contact/message/words").body, Not(HasSubstr("あたらしい文")));
}

TEST_P(Letterbox, keeps_a_draft_under_no_token_that_a_browser_brings) {
    const std::string planted(43, 'p');
    maiko.letter_cookie = planted;
    EXPECT_EQ(maiko.post("/contact/message/words", {{"words", "だれにも言えないこと"}}).status,
              303);
    EXPECT_NE(maiko.letter_cookie, planted);
    other.letter_cookie = planted;
    EXPECT_THAT(other.get("/contact/message/words").body, Not(HasSubstr("言えないこと")));
    const std::string writing = maiko.letter_cookie;
    EXPECT_EQ(maiko.post("/contact/message/reply", {}).status, 303);
    EXPECT_EQ(maiko.letter_cookie, writing) << "the same sitting";
    maiko.send();
    const std::string code = maiko.code();
    maiko.letter_cookie = writing;
    EXPECT_EQ(maiko.post("/contact/message/check", {}).location, "/contact/done");
    EXPECT_EQ(maiko.code(), code) << "a second click, with the cookie of the first";
    Visitor safe(town, "192.0.2.88");
    safe.secure = true;
    EXPECT_EQ(safe.post("/contact/message/words", {{"words", "夜のこと"}}).status, 303);
    EXPECT_THAT(safe.set, testing::Contains(testing::StartsWith("__Host-michi_letter=")));
}

TEST_P(Letterbox, makes_a_word_for_whoever_chose_none) {
    maiko.write({}, {{"words", "聞きたいことがあります"}}, {});
    const std::string code = maiko.send();
    const std::string page = maiko.get("/contact/done").body, mark = "class=\"bigcode\">";
    const auto word = page.find(mark, page.find(code)) + mark.size();
    const std::string digits = page.substr(word, 6);
    EXPECT_EQ(digits.find_first_not_of("0123456789"), std::string::npos) << digits;
    answer(town.miura, newest(), "お答えします。");
    EXPECT_THAT(other.post("/contact/answer", {{"code", code}, {"word", digits}}).body,
                HasSubstr("お答えします。"));
}

TEST_P(Letterbox, keeps_nothing_readable_of_what_was_written) {
    const std::string code = written("川端町の家のこと", "令和6年7月12日");
    answer(town.miura, newest(), "うかがいます。");
    const std::pair<const char*, const char*> kColumns[] = {
        {"message_thread", "asked"}, {"message_thread", "code"}, {"message_thread", "word"},
        {"message_thread", "birth"}, {"message", "words"},       {"message_draft", "body"},
        {"consultation", "answers"}};
    for (const auto& [table, column] : kColumns) {
        std::string all;
        town.database->read([&](Tx& tx) {
            tx.connection().execute("SELECT " + std::string(column) + " FROM " + table, {},
                                    [&](const Row& row) { all += row.blob(0); });
        });
        EXPECT_GT(all.size(), 16U) << table << " " << column;
        for (const std::string& secret : {std::string("川端町"), std::string("しろいふね"), code,
                                          std::string("2024-07-12"), std::string("うかがいます")})
            EXPECT_EQ(all.find(secret), std::string::npos) << table << " " << secret;
    }
}

TEST_P(Letterbox, leaves_nothing_in_titles_and_tells_no_search_engine) {
    const std::string code = written("川端町の家のこと");
    Visitor fresh(town, "192.0.2.60");
    for (const char* at : {"/contact/message/who", "/contact/done", "/contact/status"}) {
        const bool receipt = std::string_view(at).ends_with("done");
        const Answer page = (receipt ? maiko : fresh).get(at);
        EXPECT_EQ(page.status, 200) << at;
        const auto title = page.body.substr(0, page.body.find("</title>"));
        EXPECT_EQ(title.find(code), std::string::npos) << at;
        EXPECT_THAT(page.headers, testing::Contains(testing::Pair("X-Robots-Tag", "noindex")));
        EXPECT_FALSE(page.shared) << "no cache keeps it";
    }
}

// ---- what opens it ----
TEST_P(Letterbox, opens_the_state_by_the_day_that_was_given_and_by_nothing_else) {
    const std::string code = written("夜のこと", "令和6年7月12日");
    EXPECT_EQ(other.post("/contact/status", {{"code", code}}).status, 422);
    EXPECT_EQ(other.post("/contact/status", {{"code", code}, {"birth", "2024-07-13"}}).status, 422);
    EXPECT_THAT(other.post("/contact/status", {{"code", code}, {"birth", "R6.7.12"}}).body,
                HasSubstr("受け取りました"));
    EXPECT_EQ(other.post("/contact/answer", {{"code", code}, {"word", "2024-07-12"}}).status, 422)
        << "a birth date is what an ex-partner knows";
}

TEST_P(Letterbox, leads_whoever_comes_by_an_address_alone_to_the_form) {
    for (const char* at : {"/contact/answer", "/contact/answer/more"}) {
        const Answer led = maiko.get(at);
        EXPECT_EQ(led.status, 303) << at;
        EXPECT_THAT(maiko.get(led.location).body, HasSubstr("合ことばを入れると開きます"));
        EXPECT_THAT(maiko.get(std::string(at) + "?lang=en").location, HasSubstr("lang=en"));
    }
}

TEST_P(Letterbox, closes_a_code_for_half_an_hour_after_six_wrong_words) {
    const std::string code = written();
    for (int i = 0; i < 6; ++i) {
        Visitor one(town, "192.0.2." + std::to_string(20 + i));
        EXPECT_THAT(one.post("/contact/answer", {{"code", code}, {"word", "くろいふね"}}).body,
                    HasSubstr("合ことばが、送ったときのものとちがいます"));
    }
    Visitor fresh(town, "192.0.2.40");
    EXPECT_THAT(fresh.post("/contact/answer", {{"code", code}, {"word", "しろいふね"}}).body,
                HasSubstr("30分のあいだ開きません"));
    town.clock.ms += 30 * 60 * 1000 + 1;
    EXPECT_EQ(fresh.post("/contact/answer", {{"code", code}, {"word", "しろいふね"}}).status, 200);
}

TEST_P(Letterbox, refuses_wrong_codes_of_one_network_and_nobody_elses) {
    const std::string code = written();
    for (int i = 0; i < 10; ++i)
        EXPECT_EQ(other.post("/contact/status", {{"code", "2222-2222-2222"}}).status, 422);
    EXPECT_THAT(other.post("/contact/status", {{"code", code}}).body, HasSubstr("しばらく"));
    Visitor fresh(town, "198.51.100.1");
    EXPECT_EQ(fresh.post("/contact/status", {{"code", code}}).status, 200);
}

// ---- the Centre ----
TEST_P(Letterbox, puts_words_of_danger_first_and_takes_them_as_they_are) {
    written("ふつうの質問です。");
    Visitor worried(town, "192.0.2.50");
    worried.write({{"asker", "family"}}, {{"words", "息が止まりそうでこわい。意識がない"}}, {});
    EXPECT_THAT(worried.get("/contact/message/check").body, HasSubstr("119"));
    EXPECT_EQ(worried.send().size(), 14U);
    const std::string red = newest();
    Visitor third(town, "192.0.2.51");
    third.write({}, {{"words", "もう一つの質問です。"}}, {});
    third.send();
    for (const char* view : {"", "open", "waiting"}) {
        const std::string page = town.get(town.miura, "/w/intake?view=" + std::string(view)).body;
        const auto first = page.find("class=\"it");
        ASSERT_NE(first, std::string::npos) << view;
        EXPECT_LT(page.find(red, first), page.find("R-1\"", first)) << view;
        EXPECT_THAT(page.substr(first, 40), HasSubstr("alarm")) << view;
    }
    EXPECT_THAT(town.get(town.miura, "/w/intake").body, HasSubstr("危険の言葉"));
}

TEST_P(Letterbox, takes_a_flood_and_lets_nobody_else_wait_for_it) {
    Visitor flood(town, "203.0.113.5");
    std::string last;
    for (int i = 0; i < 13; ++i) {
        flood.letter_cookie.clear();
        flood.write({}, {{"words", "あ" + std::to_string(i)}}, {{"word", "しろいふね"}});
        last = flood.send();
        EXPECT_EQ(last.size(), 14U) << "each has its code";
    }
    EXPECT_EQ(count("SELECT count(*) FROM consultation"), 10);
    EXPECT_EQ(count("SELECT count(*) FROM message_thread WHERE state = 0"), 3);
    written("ほかの家族の質問");
    EXPECT_EQ(count("SELECT count(*) FROM consultation"), 11);
    EXPECT_THAT(flood.post("/contact/status", {{"code", last}}).body, HasSubstr("受け取りました"));

    EXPECT_THAT(town.get(town.sato, "/w/intake").body, HasSubstr("/w/intake/sort"));
    EXPECT_THAT(town.get(town.sato, "/w/intake/sort").body, HasSubstr("あ12"));
    const auto ids = town.ask([&](Tx& tx) {
        return tx.all("SELECT id FROM message_thread WHERE state = 0 ORDER BY id",
                      [](const Row& row) { return std::to_string(row.integer(0)); });
    });
    EXPECT_EQ(town.post(town.sato, "/w/intake/sort", {{"deed", "take"}}).status, 422);
    EXPECT_EQ(town.post(town.sato, "/w/intake/sort",
                        {{"deed", "take"}, {"thread", ids[0] + ".1"}, {"thread", ids[1] + ".1"}})
                  .status,
              303);
    EXPECT_EQ(count("SELECT count(*) FROM consultation"), 13);
    EXPECT_EQ(town.post(town.sato, "/w/intake/sort", {{"deed", "aside"}, {"thread", ids[2] + ".1"}})
                  .status,
              303);
    EXPECT_EQ(count("SELECT count(*) FROM message_thread WHERE state = 0"), 0);
    EXPECT_EQ(town.post(town.sato, "/w/intake/sort", {{"deed", "back"}, {"thread", ids[2] + ".1"}})
                  .status,
              303);
    EXPECT_EQ(count("SELECT count(*) FROM message_thread WHERE state = 0"), 1);
}

TEST_P(Letterbox, counts_an_office_as_help_for_the_region) {
    maiko.write({{"asker", "office"}},
                {{"words", "研修の講師をお願いできますか。"},
                 {"office_kind", "school"},
                 {"office", "みなと小学校"}},
                {});
    maiko.send();
    EXPECT_EQ(count("SELECT count(*) FROM consultation WHERE class = 'area'"), 1);
    const auto codes = town.ask([&](Tx& tx) {
        return consultation::codes_of(
            consultation::find_reception(tx, *town.vault,
                                         {count("SELECT max(id) FROM consultation")})
                .answers,
            town.now().today);
    });
    EXPECT_EQ(codes.channel, "web_form");
    EXPECT_EQ(codes.caller_kind, "school");
    const std::string number = newest();
    EXPECT_THAT(town.get(town.miura, "/w/intake/" + number + "/thread").body,
                HasSubstr("みなと小学校"));
    EXPECT_THAT(answer(town.miura, number, "うかがいます。", "preview").body,
                HasSubstr("書いた機関に送る"));
}

TEST_P(Letterbox, records_an_answer_by_telephone_without_showing_its_note) {
    const std::string code = written(), number = newest();
    EXPECT_EQ(town.post(town.miura, "/w/intake/" + number + "/thread/told", {}).status, 422);
    EXPECT_EQ(town.post(town.miura, "/w/intake/" + number + "/thread/told",
                        {{"seen", "1"}, {"way", "phone"}, {"note", "お母さんは疲れた様子"}})
                  .status,
              303);
    EXPECT_THAT(town.get(town.miura, "/w/intake/" + number + "/thread").body,
                HasSubstr("疲れた様子"));
    const Answer read = other.post("/contact/answer", {{"code", code}, {"word", "しろいふね"}});
    EXPECT_THAT(read.body, HasSubstr("電話でお答えしました"));
    EXPECT_THAT(read.body, Not(HasSubstr("疲れた様子")));
}

TEST_P(Letterbox, tells_the_second_of_two_who_answer_and_keeps_the_text) {
    written();
    const std::string number = newest();
    EXPECT_EQ(answer(town.miura, number, "三浦の返事", "send", "1").status, 303);
    const Answer second = answer(town.ito, number, "伊藤の返事", "send", "1");
    EXPECT_EQ(second.status, 422);
    EXPECT_THAT(second.body, HasSubstr("伊藤の返事"));
    EXPECT_THAT(second.body, HasSubstr("三浦の返事"));
    EXPECT_THAT(second.body, HasSubstr("name=\"seen\" value=\"2\""));
}

TEST_P(Letterbox, is_tied_to_a_case_that_its_writer_never_sees) {
    const std::string code = written("ひなたの夜のこと"), number = newest();
    const auto id = town.child();
    EXPECT_EQ(
        town.post(town.miura, "/w/intake/" + number + "/case", {{"case", record::case_number(id)}})
            .status,
        303);
    EXPECT_THAT(town.get(town.miura, "/w/intake/" + number + "/thread").body,
                HasSubstr(record::case_number(id)));
    answer(town.miura, number, "お返事です。");
    const Answer read = other.post("/contact/answer", {{"code", code}, {"word", "しろいふね"}});
    EXPECT_THAT(read.body, HasSubstr("お返事です。"));
    for (const char* hidden : {"W-", "R-", "さえき"})
        EXPECT_THAT(without_tokens(read), Not(HasSubstr(hidden)));
}

TEST_P(Letterbox, of_a_protected_child_is_answered_by_whoever_is_in_charge) {
    maiko.write({{"asker", "family"}}, {{"words", "住まいのこと"}},
                {{"way", "phone"}, {"phone", "090-0000-0077"}, {"word", "しろいふね"}});
    maiko.send();
    const std::string number = newest();
    const auto id = town.child();
    town.post(town.miura, "/w/intake/" + number + "/case", {{"case", record::case_number(id)}});
    town.write([&](Tx& tx) { record::set_protected(tx, id, true); });
    EXPECT_THAT(town.get(town.miura, "/w/intake/" + number + "/thread").body,
                HasSubstr("090-0000-0077"));
    const std::string page = town.get(town.ito, "/w/intake/" + number + "/thread").body;
    EXPECT_THAT(page, Not(HasSubstr("090-0000-0077")));
    EXPECT_EQ(town.post(town.miura, "/w/intake/" + number + "/thread/told",
                        {{"seen", "1"}, {"way", "phone"}, {"note", "新しい番号にかけた"}})
                  .status,
              303);
    EXPECT_THAT(town.get(town.miura, "/w/intake/" + number + "/thread").body,
                HasSubstr("新しい番号にかけた"));
    for (const Subject& who : {town.ito, town.sato})
        EXPECT_THAT(town.get(who, "/w/intake/" + number + "/thread").body,
                    Not(HasSubstr("新しい番号にかけた")))
            << who.name;
    EXPECT_EQ(answer(town.ito, number, "返事").status, 409);
    EXPECT_EQ(answer(town.miura, number, "返事").status, 303);
}

TEST_P(Letterbox, is_the_Centres_alone) {
    written();
    const std::string at = "/w/intake/" + newest() + "/thread";
    for (const Subject& who : {town.kimura, town.tsukushi, town.ken}) {
        EXPECT_EQ(town.get(who, at).status, 403) << who.name;
        EXPECT_EQ(town.post(who, at, {{"words", "あ"}}).status, 403) << who.name;
        EXPECT_EQ(town.get(who, "/w/intake/sort").status, 403) << who.name;
    }
    EXPECT_EQ(town.get(town.sato, at).status, 200) << "the desk reads what it receives";
    EXPECT_EQ(town.post(town.sato, at, {{"words", "あ"}, {"seen", "1"}}).status, 403)
        << "counsellors answer";
    EXPECT_EQ(town.get(town.miura, "/w/intake/R-999/thread").status, 404);
}

TEST_P(Letterbox, goes_to_no_Centre_where_nobody_can_read) {
    Id<Organisation> second;
    town.write([&](Tx& tx) {
        second = Town::organisation(tx, "centre", "若葉県第二センター", "");
        people::set_areas(tx, second, {town.next});
    });
    const auto to = [&] {
        maiko.letter_cookie.clear();
        maiko.write({}, {{"words", "夜のこと"}, {"municipality", town.next}},
                    {{"word", "しろいふね"}});
        maiko.send();
        return count("SELECT centre_id FROM message_thread ORDER BY id DESC LIMIT 1");
    };
    EXPECT_EQ(to(), town.centre.value) << "nobody has an account there";
    town.write(
        [&](Tx& tx) { town.person(tx, "daini", "第二 担当", second, Role::centre_counsellor); });
    EXPECT_EQ(to(), second.value);
    const std::string code = maiko.code();
    town.write(
        [&](Tx& tx) { tx.run("UPDATE account SET state = 0 WHERE organisation_id = $1", second); });
    EXPECT_EQ(to(), town.centre.value) << "the last who read there is gone";
    const Answer more = other.post("/contact/answer/more",
                                   {{"code", code}, {"word", "しろいふね"}, {"words", "つづき"}});
    EXPECT_EQ(more.status, 422);
    EXPECT_THAT(more.body, HasSubstr("いま読む人がいません"));
    EXPECT_THAT(more.body, HasSubstr("つづき"));
}

TEST_P(Letterbox, goes_to_the_Centre_of_the_whole_prefecture_from_a_town_that_none_names) {
    Id<Organisation> whole;
    town.write([&](Tx& tx) {
        people::set_areas(tx, town.centre, {town.home});
        whole = Town::organisation(tx, "centre", "若葉県全域センター", "");
        town.person(tx, "zeniki", "全域 担当", whole, Role::centre_counsellor);
    });
    town.write([&](Tx& tx) {
        EXPECT_EQ(centre_for(tx, town.next), whole);
        EXPECT_EQ(centre_for(tx, ""), whole) << "of whoever does not say where they live";
        EXPECT_EQ(centre_for(tx, town.home), town.centre);
    });
}

TEST_P(Letterbox, says_when_it_is_read) {
    town.write([&](Tx& tx) {
        people::Opening opening;
        for (std::size_t day = 1; day < 6; ++day) opening.hours.week[day] = {{540, 1020}};
        people::keep_opening(tx, town.centre, opening);
        people::keep_own_day(tx, town.centre, *Date::from_ymd(2026, 11, 26), {}, "研修のため");
    });
    EXPECT_THAT(maiko.get("/contact/message/who").body, HasSubstr("今日は 17:00 まで"));
    town.clock = at_in_japan(*Date::from_ymd(2026, 11, 25), 23 * 60);
    EXPECT_THAT(maiko.get("/contact/message/who").body, HasSubstr("11月27日（金） 9:00 からです"));
    const std::string front = maiko.get("/").body;
    EXPECT_THAT(front, HasSubstr("いまは閉まっています"));
    EXPECT_THAT(front, HasSubstr("研修のため"));
    EXPECT_THAT(front, HasSubstr("/contact"));
}

TEST_P(Letterbox, speaks_english_to_whoever_asks_in_it) {
    EXPECT_THAT(maiko.get("/contact/message/who?lang=en").body, HasSubstr("Who is asking?"));
    EXPECT_EQ(maiko.post("/contact/message/who?lang=en", {}).location,
              "/contact/message/words?lang=en");
}

}  // namespace
}  // namespace michi::letterbox
