#include "letterbox/rules.hpp"

#include <gtest/gtest.h>

namespace michi::letterbox {
namespace {

Asked written(std::string words) {
    Asked asked;
    asked.words = std::move(words);
    return asked;
}

TEST(Letterbox, wants_the_words_and_nothing_else) {
    for (const char* step : {"who", "words", "reply", "check"})
        EXPECT_FALSE(reasons_against(step, written("夜"), {}).any()) << step;
    for (const char* empty : {"", " ", "　\n"}) {
        EXPECT_NE(reasons_against("words", written(empty), {}).on("words"), nullptr);
        EXPECT_NE(reasons_against("check", written(empty), {}).on("words"), nullptr);
        EXPECT_FALSE(reasons_against("reply", written(empty), {}).any()) << "asked elsewhere";
    }
}

TEST(Letterbox, takes_four_thousand_characters_and_says_how_many_there_are) {
    std::string words;
    for (std::size_t i = 0; i < kLongestWords; ++i) words += "夜";
    EXPECT_FALSE(reasons_against_words("words", words).any());
    const Refusals no = reasons_against_words("words", words + "夜");
    ASSERT_NE(no.on("words"), nullptr);
    EXPECT_NE(say(no.on("words")->word, Lang::ja, no.on("words")->args).find("4001"),
              std::string::npos);
}

TEST(Letterbox, wants_a_number_or_an_address_only_of_whoever_chose_that_way) {
    struct Row {
        const char *way, *phone, *address;
        const char* refused;
    };
    for (const Row& row : {Row{"here", "", "", ""}, Row{"phone", "", "", "phone"},
                           Row{"phone", "090-0000-0001", "", ""}, Row{"letter", "", "", "address"},
                           Row{"letter", "", "若葉市川端町1", ""}}) {
        Asked asked = written("夜");
        asked.way = row.way;
        asked.phone = row.phone;
        asked.address = row.address;
        const Refusals no = reasons_against("reply", asked, {});
        EXPECT_EQ(no.any(), row.refused[0] != '\0') << row.way;
        if (no.any()) {
            EXPECT_EQ(no.items.front().field, row.refused);
        }
    }
}

TEST(Letterbox, makes_a_word_for_whoever_chose_none_and_refuses_a_short_one) {
    EXPECT_FALSE(reasons_against("reply", written("夜"), {"", ""}).any());
    EXPECT_FALSE(reasons_against("reply", written("夜"), {"しろいふね", ""}).any());
    EXPECT_NE(reasons_against("reply", written("夜"), {"ねこ", ""}).on("word"), nullptr);
    EXPECT_NE(reasons_against("reply", written("夜"), {"", "きのう生まれ"}).on("birth"), nullptr);
    EXPECT_FALSE(reasons_against("reply", written("夜"), {"", "令和6年7月12日"}).any());
}

TEST(Letterbox, compares_words_and_days_as_people_type_them) {
    EXPECT_EQ(compared(" しろいふね "), compared("シロイフネ"));
    EXPECT_EQ(compared("Ｗｈｉｔｅ"), compared("white"));
    EXPECT_NE(compared("しろいふね"), compared("くろいふね"));
    EXPECT_EQ(compared_birth("令和6年7月12日"), compared_birth("2024-07-12"));
    EXPECT_EQ(compared_birth("いつか"), "");
}

TEST(Letterbox, puts_an_office_under_the_region_and_a_family_under_nothing_it_did_not_say) {
    Asked office = written("研修について");
    office.asker = "office";
    office.office_kind = "school";
    office.office = "みなと小学校";
    const auto area = as_consultation(office, false);
    EXPECT_EQ(area.cls, "area");
    EXPECT_EQ(area.caller_kind, "school");
    EXPECT_EQ(area.caller_kana, "みなと小学校");
    EXPECT_EQ(area.channel, "web_form");

    Asked family = written("  夜が つらい\n");
    family.asker = "family";
    family.name = "まい";
    const auto plain = as_consultation(family, false);
    EXPECT_EQ(plain.words, family.words) << "byte by byte";
    EXPECT_EQ(plain.cls, "");
    EXPECT_EQ(plain.caller_kind, "");
    EXPECT_EQ(plain.caller_phone, "");
    EXPECT_EQ(plain.urgency, "");
    EXPECT_EQ(as_consultation(family, true).urgency, "today");
    family.phone = "09000000001";
    EXPECT_EQ(as_consultation(family, false).caller_phone, "") << "said, but not to be called";
    family.way = "phone";
    EXPECT_EQ(as_consultation(family, false).caller_phone, "090-0000-0001");
}

TEST(Letterbox, tells_its_writer_three_states_and_no_more) {
    const auto letter = [](Kind kind) { return Letter{kind, {}, {}, std::string("文")}; };
    const std::vector<Letter> asked{letter(Kind::asked)};
    const std::vector<Letter> answered{letter(Kind::asked), letter(Kind::answered)};
    const std::vector<Letter> told{letter(Kind::asked), letter(Kind::told)};
    const std::vector<Letter> again{letter(Kind::asked), letter(Kind::answered),
                                    letter(Kind::asked)};
    EXPECT_EQ(progress(asked, false), Progress::received);
    EXPECT_EQ(progress(asked, true), Progress::in_charge);
    EXPECT_EQ(progress(answered, true), Progress::answered);
    EXPECT_EQ(progress(told, false), Progress::answered);
    EXPECT_EQ(progress(again, true), Progress::in_charge);
    EXPECT_TRUE(has_answer(again));
    EXPECT_FALSE(has_answer(told)) << "nothing to be opened here";
}

TEST(LetterboxRules, keep_what_was_typed_but_what_deceives_the_eye) {
    EXPECT_EQ(legible("前\u202E後\x1B[31m\x01\u2066\x7F"), "前後[31m");
    EXPECT_EQ(legible("  一行目\r\n二行目\tか\u3099 👨‍👩‍👧\n"),
              "  一行目\r\n二行目\tか\u3099 👨‍👩‍👧\n");
}

}  // namespace
}  // namespace michi::letterbox
