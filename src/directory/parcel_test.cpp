#include "directory/parcel.hpp"

#include <gtest/gtest.h>

#include "directory/files_test.hpp"
#include "platform/sandbox.hpp"

namespace michi::directory {
namespace {

void expect_equal(const Table& left, const Table& right, const std::string& name) {
    ASSERT_EQ(left.rows(), right.rows()) << name;
    EXPECT_EQ(left.name, right.name);
    EXPECT_EQ(left.problems.size(), right.problems.size());
    for (std::size_t row = 0; row < left.rows(); ++row) {
        ASSERT_EQ(left.columns(row), right.columns(row)) << name;
        EXPECT_EQ(left.number(row), right.number(row));
        for (std::size_t i = 0; i < left.columns(row); ++i) {
            EXPECT_EQ(left.at(row, i), right.at(row, i)) << name;
            EXPECT_EQ(left.kind(row, i), right.kind(row, i)) << name;
        }
    }
}

TEST(Apart, every_published_list_comes_out_of_the_child_as_it_is_read_here) {
    for (const std::string& name : published_names()) {
        const std::string bytes = published(name);
        const auto here = read_tables(bytes), apart = read_tables_apart(bytes);
        ASSERT_TRUE(here && apart) << name;
        ASSERT_EQ(here->size(), apart->size()) << name;
        for (std::size_t i = 0; i < here->size(); ++i) expect_equal((*here)[i], (*apart)[i], name);
    }
}

TEST(Apart, what_the_reader_refuses_comes_out_with_its_words) {
    for (const std::string bytes : {"", "\xD0\xCF\x11\xE0", "PK\x03\x04junk", "a,\"b\n1,2"}) {
        const auto here = read_tables(bytes), apart = read_tables_apart(bytes);
        ASSERT_FALSE(here);
        ASSERT_FALSE(apart);
        EXPECT_EQ(here.error().items, apart.error().items);
    }
}

TEST(Parcel, is_little_more_than_the_text_of_a_table) {
    Table table;
    std::size_t text = 0;
    for (std::size_t row = 1; row <= 1000; ++row) {
        table.begin_row(row);
        for (int i = 0; i < 40; ++i) table.add("電話番号"), text += 12;
    }
    table.repeat_down(3, 1, 1000);
    EXPECT_LT(packed(std::vector<Table>{table}).size(), text + 2 * table.cells());
}

TEST(Parcel, a_text_is_of_whole_characters_and_so_is_every_cell) {
    Table table;
    table.begin_row(1);
    table.add("あおば園");
    const std::string whole = packed(std::vector<Table>{table});
    const auto text = whole.find("あおば園");
    ASSERT_TRUE(unpacked(whole));
    std::string broken = whole;
    broken[text] = '\xFF';
    EXPECT_FALSE(unpacked(broken)) << "not UTF-8";
    std::string cut = whole;
    const auto cell = text + 12 + 1;  // behind the text: how many cells, then the size of the first
    ASSERT_EQ(cut[cell], 12 << 3);
    cut[cell] = 11 << 3;
    EXPECT_FALSE(unpacked(cut)) << "a cell that ends within a character";
}

TEST(Parcel, nothing_that_is_cut_or_turned_is_believed) {
    Table table;
    table.begin_row(1);
    table.add("あおば園");
    table.add("30", CellKind::number);
    table.problems.push_back({1, "2", "directory.cell_error"_w, {{"value", "#N/A"}}});
    const std::string whole = packed(std::vector<Table>{table});
    ASSERT_TRUE(unpacked(whole));
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_FALSE(unpacked(whole.substr(0, size))) << size;
    for (std::size_t at = 0; at < whole.size(); ++at)
        for (const char change : {'\x7f', '\xff', '\x80'}) {
            std::string turned = whole;
            turned[at] = change;
            const auto read = unpacked(turned);
            if (!read || !*read) continue;
            for (const Table& one : **read)  // what is believed can be read to its end
                for (std::size_t row = 0; row < one.rows(); ++row)
                    for (std::size_t i = 0; i < one.columns(row); ++i) (void)one.at(row, i).size();
        }
}

}  // namespace
}  // namespace michi::directory
