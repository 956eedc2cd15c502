#include "directory/table.hpp"

#include <gtest/gtest.h>

namespace michi::directory {
namespace {

Table csv(std::string_view text) { return read_csv(text).value(); }

TEST(Csv, line_breaks_inside_quotes_stay_in_the_cell) {
    const Table table = csv("a,\"b\r\nc\",d\r\n1,\"2\n3\",4\n");
    ASSERT_EQ(table.rows(), 2u);
    EXPECT_EQ(table.at(0, 1), "b\r\nc");
    EXPECT_EQ(table.at(1, 1), "2\n3");
    EXPECT_EQ(table.at(1, 2), "4");
    EXPECT_EQ(table.number(1), 2u);
}

TEST(Csv, lone_carriage_returns_end_rows) {
    const Table table = csv("a,b\r1,2\r");
    ASSERT_EQ(table.rows(), 2u);
    EXPECT_EQ(table.at(1, 0), "1");
}

TEST(Csv, doubled_quotes_are_one) {
    EXPECT_EQ(csv("\"a\"\"b\",c").at(0, 0), "a\"b");
    EXPECT_EQ(csv("a\"b,c").at(0, 0), "a\"b");
    EXPECT_EQ(csv("\"\"\"\"").at(0, 0), "\"");
}

TEST(Csv, an_open_quote_is_refused_with_its_row) {
    const auto table = read_csv("a,b\n1,\"2\n3,4\n");
    ASSERT_FALSE(table);
    EXPECT_EQ(table.error().items.front().args.front().second, "2");
}

TEST(Csv, tabs_and_semicolons_part_cells) {
    EXPECT_EQ(csv("a\tb\tc\n1\t2,2\t3\n").at(1, 1), "2,2");
    EXPECT_EQ(csv("a;b;c\n1;2;3\n").at(1, 2), "3");
    EXPECT_EQ(csv("a,b,x;y\n").at(0, 2), "x;y");
}

TEST(Csv, two_hundred_columns_are_read_and_a_thousand_refused) {
    std::string wide = "x";
    for (int i = 0; i < 199; ++i) wide += ",x";
    EXPECT_EQ(csv(wide).columns(0), 200u);
    EXPECT_FALSE(read_csv(std::string(2000, ',')));
}

TEST(Csv, formulas_stay_text) {
    const Table table = csv("=HYPERLINK(\"x\"),+81-3,-1,@SUM,\"\t=1\",＝cmd\n");
    EXPECT_EQ(table.at(0, 1), "+81-3");
    EXPECT_EQ(table.at(0, 4), "\t=1");
    EXPECT_EQ(table.at(0, 5), "＝cmd");
}

TEST(Csv, any_bytes_end) {
    unsigned seed = 7;
    for (int round = 0; round < 3000; ++round) {
        std::string bytes;
        for (int i = 0; i < 60; ++i) {
            seed = seed * 1103515245u + 12345u;
            constexpr std::string_view kLetters = "\",;\t\r\n a\x82\xA0\xE3\x81\x82\xFF\0名";
            bytes += kLetters[(seed >> 16) % kLetters.size()];
        }
        (void)read_tables(bytes);
    }
}

std::string rows_of(std::size_t count, std::string_view row = "x,y,z\n") {
    std::string text = "事業所名,住所,電話番号\n";
    for (std::size_t i = 0; i < count; ++i) text += row;
    return text;
}

/// What is said, and the row it is said of.
std::pair<Word, std::string> why_not(const Result<std::vector<Table>>& read) {
    if (read) return {};
    const Refusal& why = read.error().items.front();
    return {why.word, why.args.empty() ? "" : why.args.front().second};
}

TEST(Lists, of_two_hundred_thousand_rows_are_read_and_one_more_ends_reading) {
    const auto most = read_tables(rows_of(200'000));
    ASSERT_TRUE(most);
    EXPECT_EQ(most->front().rows(), 200'001U);
    EXPECT_EQ(most->front().at(200'000, 2), "z");
    for (const char* row : {"x,y,z\n", "\n"})
        EXPECT_EQ(why_not(read_tables(rows_of(200'001, row))),
                  std::pair("directory.too_many_rows"_w, std::string("200002")));
    EXPECT_EQ(why_not(read_tables_apart(rows_of(200'001))),
              std::pair("directory.too_many_rows"_w, std::string("200002")));
}

TEST(Lists, of_too_many_cells_end_reading) {
    EXPECT_EQ(why_not(read_tables(rows_of(8'100, std::string(999, ',') + "\n"))).first,
              "directory.too_many_cells"_w);
}

}  // namespace
}  // namespace michi::directory
