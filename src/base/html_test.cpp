#include "base/html.hpp"

#include <gtest/gtest.h>

namespace {
std::string escaped(std::string_view text) { return std::string(michi::escape(text).markup()); }
}  // namespace

TEST(Html, text_never_becomes_markup) {
    EXPECT_EQ(escaped("<b a=\"x\" c='y'>&"), "&lt;b a=&quot;x&quot; c=&#39;y&#39;&gt;&amp;");
    EXPECT_EQ(escaped("<script>alert(1)</script>"), "&lt;script&gt;alert(1)&lt;/script&gt;");
    EXPECT_EQ(escaped("&amp;"), "&amp;amp;") << "what was typed is shown, not read";
}

TEST(Html, japanese_text_passes_unchanged) {
    for (const char* text : {"", "佐伯 ひなた𠮷", "葛\U000E0101城", "{{7*7}}", "%00"})
        EXPECT_EQ(escaped(text), text);
}

TEST(Html, specials_at_both_ends_and_side_by_side) {
    EXPECT_EQ(escaped("<a>"), "&lt;a&gt;");
    EXPECT_EQ(escaped("<>"), "&lt;&gt;");
    EXPECT_EQ(escaped(std::string("a\0b", 3)), std::string("a\0b", 3));
}

TEST(Html, writes_readings_over_the_kanji_they_belong_to) {
    EXPECT_EQ(michi::ruby("相談《そうだん》する").markup(),
              "<ruby>相談<rp>（</rp><rt>そうだん</rt><rp>）</rp></ruby>する");
    EXPECT_EQ(michi::ruby("お金《かね》と<b>｜ケア児《けあじ》").markup(),
              "お<ruby>金<rp>（</rp><rt>かね</rt><rp>）</rp></ruby>と&lt;b&gt;"
              "<ruby>ケア児<rp>（</rp><rt>けあじ</rt><rp>）</rp></ruby>");
    EXPECT_EQ(michi::ruby("《》だけ").markup().substr(0, 6), "<ruby>");
    EXPECT_EQ(michi::ruby("とじない《かっこ").markup(), "とじない《かっこ");
}
