// What is being written: two pages, two letters, a sitting that was interrupted. Nothing typed is lost in silence.

#include "letterbox/letterbox_test.hpp"

namespace michi::letterbox {
namespace {

class Drafts : public LetterboxTown {
  public:
    static std::string value_of(const std::string& page, const std::string& name) {
        const std::string mark = "name=\"" + name + "\" value=\"";
        const auto at = page.find(mark);
        if (at == std::string::npos) return {};
        const auto from = at + mark.size();
        return page.substr(from, page.find('"', from) - from);
    }
    std::string was(Visitor& who, const std::string& step) {
        return value_of(who.get("/contact/message/" + step).body, "was");
    }
};
ON_EACH_ENGINE(Drafts);

TEST_P(Drafts, begin_anew_after_the_first_was_sent_and_never_show_its_code) {
    const std::string code = written("一通目");
    EXPECT_THAT(maiko.get("/contact/done").body, HasSubstr("もう一通書く"));
    EXPECT_EQ(maiko.post("/contact/message/another", {}).location, "/contact/message/who");
    EXPECT_EQ(maiko.get("/contact/message/who").status, 200);
    EXPECT_EQ(maiko.get("/contact/done").location, "/contact/status") << "the first one's code";
    maiko.write({}, {{"words", "二通目"}}, {{"word", "しろいふね"}});
    EXPECT_NE(maiko.send(), code);
    EXPECT_EQ(count("SELECT count(*) FROM consultation"), 2);
}

TEST_P(Drafts, take_what_was_typed_on_a_page_left_open_as_another_message) {
    const std::string code = written("一通目");
    EXPECT_EQ(maiko.post("/contact/message/words", {{"words", "書き忘れたこと"}}).location,
              "/contact/message/reply");
    EXPECT_THAT(maiko.get("/contact/message/words").body, HasSubstr("書き忘れたこと"));
    EXPECT_EQ(maiko.post("/contact/message/reply", {{"word", "しろいふね"}}).status, 303);
    EXPECT_NE(maiko.send(), code);
    EXPECT_EQ(count("SELECT count(*) FROM message_thread"), 2);
}

TEST_P(Drafts, of_two_pages_are_not_written_over_in_silence) {
    const std::string first = was(maiko, "words"), second = was(maiko, "words");
    EXPECT_EQ(
        maiko.post("/contact/message/words", {{"was", first}, {"words", "一つ目の画面"}}).status,
        303);
    const Answer moved =
        maiko.post("/contact/message/words", {{"was", second}, {"words", "二つ目の画面"}});
    EXPECT_EQ(moved.status, 422);
    EXPECT_THAT(moved.body, HasSubstr("一つ目の画面"));
    EXPECT_THAT(moved.body, HasSubstr("二つ目の画面"));
    EXPECT_EQ(maiko
                  .post("/contact/message/words",
                        {{"was", value_of(moved.body, "was")}, {"words", "両方"}})
                  .status,
              303);
    EXPECT_EQ(maiko.post("/contact/message/reply", {}).status, 303);
    const std::string check = was(maiko, "check");
    EXPECT_EQ(maiko
                  .post("/contact/message/words",
                        {{"was", was(maiko, "words")}, {"words", "送る前に変えた"}})
                  .status,
              303);
    const Answer stale = maiko.post("/contact/message/check", {{"was", check}});
    EXPECT_EQ(stale.status / 100, 4) << "nobody sends what the page did not show";
    EXPECT_THAT(stale.body, HasSubstr("送る前に変えた"));
    EXPECT_EQ(maiko.post("/contact/message/check", {{"was", value_of(stale.body, "was")}}).location,
              "/contact/done");
}

TEST_P(Drafts, left_for_two_hours_open_by_their_word_alone) {
    maiko.write({}, {{"words", "だれにも言えないこと"}}, {{"word", "しろいふね"}});
    town.clock.ms += kDraftOpen + 1;
    for (const char* step : {"who", "words", "reply", "check"}) {
        const Answer page = maiko.get(std::string("/contact/message/") + step);
        EXPECT_THAT(page.body, HasSubstr("書きかけの相談があります")) << step;
        EXPECT_THAT(page.body, Not(HasSubstr("言えないこと"))) << step;
    }
    EXPECT_EQ(maiko.post("/contact/message/continue", {{"word", "くろいふね"}}).status, 422);
    EXPECT_EQ(maiko.post("/contact/message/continue", {{"word", "シロイフネ"}}).location,
              "/contact/message/words");
    EXPECT_THAT(maiko.get("/contact/message/words").body, HasSubstr("言えないこと"));

    town.clock.ms += kDraftOpen + 1;
    for (int i = 0; i < 6; ++i)
        maiko.post("/contact/message/continue", {{"word", "くろいふね" + std::to_string(i)}});
    EXPECT_THAT(maiko.post("/contact/message/continue", {{"word", "しろいふね"}}).body,
                HasSubstr("30分のあいだ"));
    EXPECT_EQ(maiko.post("/contact/message/another", {}).location, "/contact/message/who");
    EXPECT_EQ(count("SELECT count(*) FROM message_draft"), 0);
}

TEST_P(Drafts, lose_nothing_that_a_page_left_open_sends) {
    EXPECT_EQ(maiko.post("/contact/message/words", {{"words", "だれにも言えないこと"}}).status,
              303);
    const std::string open = was(maiko, "words");
    town.clock.ms += kDraftOpen + 1;
    EXPECT_EQ(maiko.post("/contact/message/words", {{"was", open}, {"words", "つづき"}}).location,
              "/contact/message/reply")
        << "the page showed what stood there";
    EXPECT_THAT(maiko.get("/contact/message/words").body, HasSubstr("つづき"));
    town.clock.ms += kDraftKept + 1;
    EXPECT_EQ(maiko.post("/contact/message/words", {{"words", "一日あとの文"}}).status, 303);
    EXPECT_THAT(maiko.get("/contact/message/words").body, HasSubstr("一日あとの文"));
}

TEST_P(Drafts, keep_a_receipt_from_whoever_sits_there_later_and_say_so) {
    const std::string code = written();
    town.clock.ms += kDraftOpen + 1;
    const Answer closed = maiko.get("/contact/done");
    EXPECT_EQ(closed.status, 303);
    const std::string page = maiko.get(closed.location).body;
    EXPECT_THAT(page, HasSubstr("2時間で閉じました"));
    EXPECT_THAT(page, Not(HasSubstr(code)));
    EXPECT_EQ(maiko.get("/contact/message/who").status, 200);
}

TEST_P(Drafts, far_too_long_come_back_whole_with_their_length) {
    EXPECT_THAT(maiko.get("/contact/message/words").body, HasSubstr("multipart/form-data"));
    const auto kanji = [](int n) {
        std::string words;
        for (int i = 0; i < n; ++i) words += "漢";
        return words;
    };
    EXPECT_EQ(maiko.post_parts("/contact/message/words", {{"words", kanji(4000)}}).location,
              "/contact/message/reply");
    for (const int many : {4001, 8000, 20000}) {
        const Answer sent = maiko.post_parts("/contact/message/words", {{"words", kanji(many)}});
        ASSERT_EQ(sent.location, "/contact/message/words?again=1") << many;
        const std::string page = maiko.get(sent.location).body;
        EXPECT_THAT(page, HasSubstr("いま" + std::to_string(many) + "文字あります"));
        EXPECT_THAT(page, HasSubstr(kanji(many))) << "nothing typed is lost";
    }
}

}  // namespace
}  // namespace michi::letterbox
