#include "platform/sheet.hpp"

#include <gtest/gtest.h>
#include <zip.h>

#include <random>

#include "directory/archive.hpp"
#include "directory/workbook.hpp"

namespace michi {
namespace {

constexpr std::string_view kNasty[] = {"=HYPERLINK(\"http://x\")",
                                       "+81-90-0000-0000",
                                       "-1",
                                       "@SUM(A1)",
                                       "\t=1",
                                       "\r=1",
                                       "\n=1",
                                       "＝cmd",
                                       "＋1",
                                       "－1",
                                       "＠x",
                                       "−1",
                                       "'=1",
                                       "''=1",
                                       "'",
                                       "'x",
                                       "1-2-3",
                                       "0012",
                                       "a,b",
                                       "\"q\"",
                                       "a\r\nb",
                                       "",
                                       "佐伯 ひなた"};

/// Texts of such pieces and of plain ones, in every order.
std::string some_text(std::mt19937& random) {
    constexpr std::string_view kPieces[] = {
        "=",  "+", "-", "@", "\t", "\r", "\n", "＝", "＋",      "－",  "＠",    "−",  "'",
        "\"", ",", ";", "0", "7",  "a",  "件", " ",  "_x000D_", "<b>", "&amp;", "髙", "𠮷"};
    std::string text;
    for (auto n = random() % 6; n > 0; --n) text += kPieces[random() % std::size(kPieces)];
    return text;
}

Sheet of_texts(const std::vector<std::string>& texts) {
    Sheet sheet{.name = "一覧", .header = {"文", "数"}, .rows = {}, .widths = {}};
    for (const auto& text : texts) sheet.rows.push_back({text, std::int64_t(sheet.rows.size())});
    return sheet;
}

TEST(Csv, lets_no_text_begin_like_a_formula) {
    for (const auto text : kNasty) {
        const std::string cell = guarded(text);
        for (const char* sign : {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "−"})
            EXPECT_FALSE(cell.starts_with(sign)) << text;
        EXPECT_EQ(unguarded(cell), text);
    }
    EXPECT_EQ(guarded("若葉市"), "若葉市");
    EXPECT_EQ(guarded("1-2-3"), "1-2-3");
}

TEST(Csv, gives_back_every_one_of_a_hundred_thousand_texts) {
    std::mt19937 random(1);
    std::vector<std::string> texts(std::begin(kNasty), std::end(kNasty));
    while (texts.size() < 100000) texts.push_back(some_text(random));
    const std::string file = csv(of_texts(texts));
    ASSERT_TRUE(file.starts_with("\xEF\xBB\xBF"));
    const auto table = directory::read_csv(std::string_view(file).substr(3));
    ASSERT_TRUE(table);
    ASSERT_EQ(table->rows(), texts.size() + 1);
    for (std::size_t i = 0; i < texts.size(); ++i)
        ASSERT_EQ(table->at(i + 1, 0), texts[i]) << i;  // reading takes the guard off
}

TEST(Csv, writes_numbers_as_they_are_and_ends_lines_with_both_signs) {
    EXPECT_EQ(csv({.name = "",
                   .header = {"月", "件数"},
                   .rows = {{std::string("2026-11"), std::int64_t(1284)}},
                   .widths = {}}),
              "\xEF\xBB\xBF月,件数\r\n2026-11,1284\r\n");
}

TEST(Xlsx, holds_texts_as_texts_numbers_as_numbers_and_no_formula) {
    std::vector<std::string> texts(std::begin(kNasty), std::end(kNasty));
    auto archive = directory::Archive::open(xlsx({of_texts(texts)}));
    ASSERT_TRUE(archive);
    const auto sheet = archive->read("xl/worksheets/sheet1.xml");
    ASSERT_TRUE(sheet);
    EXPECT_EQ(sheet->find("<f"), std::string::npos);
    EXPECT_EQ(sheet->find("<f>"), std::string::npos);
    const auto tables = directory::read_workbook(*archive);
    ASSERT_TRUE(tables);
    ASSERT_EQ(tables->size(), 1U);
    EXPECT_EQ((*tables)[0].name, "一覧");
    for (std::size_t i = 0; i < texts.size(); ++i) {
        EXPECT_EQ((*tables)[0].at(i + 1, 1), std::to_string(i));
        EXPECT_EQ((*tables)[0].kind(i + 1, 1), directory::CellKind::number);
        EXPECT_EQ((*tables)[0].kind(i + 1, 0), directory::CellKind::text) << texts[i];
    }
}

TEST(Xlsx, prints_one_page_wide_with_its_headings_on_each) {
    Sheet sheet = of_texts({"a"});
    sheet.name = "11月'の";
    auto archive = directory::Archive::open(xlsx({sheet}));
    ASSERT_TRUE(archive);
    const std::string page = *archive->read("xl/worksheets/sheet1.xml");
    EXPECT_NE(page.find("<pageSetUpPr fitToPage=\"1\"/>"), std::string::npos);
    EXPECT_NE(page.find("fitToWidth=\"1\" fitToHeight=\"0\""), std::string::npos);
    const std::string book = *archive->read("xl/workbook.xml");
    EXPECT_NE(book.find("Print_Titles\" localSheetId=\"0\">'11月&#39;&#39;の'!$1:$1"),
              std::string::npos)
        << book;
}

TEST(Xlsx, is_the_same_bytes_for_the_same_figures) {
    const Sheet sheet = of_texts({"a", "=b"});
    EXPECT_EQ(xlsx({sheet, sheet}), xlsx({sheet, sheet}));
}

}  // namespace
}  // namespace michi
