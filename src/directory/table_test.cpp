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

}  // namespace
}  // namespace michi::directory
