#include "directory/mapping.hpp"

#include <gtest/gtest.h>

#include "directory/commands.hpp"
#include "directory/reading.hpp"
#include "engines.hpp"
#include "town.hpp"

namespace michi::directory {
namespace {

const std::string kOwn =
    "うちの一覧\nばんごう,よびな,ばしょ,れんらく先\n1,あおば,周南市岐山通1-1,0834-22-0001\n"
    "2,みどり,周南市岐山通2-2,0834-22-0002\n";

Mapping said(const std::string& text) {
    const Table table = read_tables(text).value().front();
    return {headings_key(table, heading_row(table)),
            Source::facility,
            {"system_no", "name", "address", "phone"}};
}

TEST(Mapping, headings_are_told_from_titles_and_spelling) {
    const Table table = read_tables(kOwn).value().front();
    EXPECT_EQ(heading_row(table), 1u);
    const Table other =
        read_tables("ばんごう , よびな,ばしょ,れんらく先,,\n1,あ,い,う\n").value().front();
    EXPECT_EQ(headings_key(other, 0), headings_key(table, 1));
}

TEST(Mapping, reads_what_nobody_knew) {
    EXPECT_FALSE(read_file(kOwn));
    const Mapping mapping = said(kOwn);
    const auto readings = read_each(read_tables(kOwn).value(), {}, std::span(&mapping, 1));
    ASSERT_TRUE(readings);
    ASSERT_EQ(readings->front().entries.size(), 2u);
    EXPECT_EQ(readings->front().entries[0].values[Field::name], "あおば");
    EXPECT_EQ(readings->front().entries[0].values[Field::municipality], "352152");
    EXPECT_EQ(readings->front().entries[1].values[Field::phone], "0834-22-0002");
}

TEST(Mapping, needs_a_name_and_a_place_and_no_column_twice) {
    EXPECT_FALSE(check_mapping(said(kOwn)).any());
    EXPECT_TRUE(check_mapping({"", Source::facility, {"name", ""}}).any());
    EXPECT_TRUE(check_mapping({"", Source::facility, {"address", "phone"}}).any());
    EXPECT_TRUE(check_mapping({"", Source::facility, {"name", "name", "phone"}}).any());
}

TEST(Mapping, of_a_list_counts_before_that_of_another_with_its_headings) {
    const Mapping swapped{
        said(kOwn).headings, Source::facility, {"", "address", "name", "phone"}, "べつ"};
    const Mapping both[] = {said(kOwn), swapped};
    Table table = read_tables(kOwn).value().front();
    EXPECT_EQ(mapped_as_said(table, both)->of(Column::name), 1u);
    table.name = "べつ2.csv";
    EXPECT_EQ(mapped_as_said(table, both)->of(Column::name), 2u);
}

TEST(Mapping, corrects_a_list_that_is_known_and_keeps_the_rest) {
    const std::string known =
        "名称,住所,電話番号,緊急連絡\nあおば,周南市1,0834-22-0001,0834-22-0009\n";
    const Table table = read_tables(known).value().front();
    const Layout now = *recognise(table);
    Mapping mapping{headings_key(now.headings), now.source, {}};
    for (std::size_t i = 0; i < now.headings.size(); ++i)
        mapping.columns.emplace_back(id_of(now, i));
    EXPECT_EQ(mapping.columns, (std::vector<std::string>{"name", "address", "phone", ""}));
    mapping.columns[2] = "", mapping.columns[3] = "phone";
    const auto readings = read_each({table}, {}, std::span(&mapping, 1));
    EXPECT_EQ(readings->front().entries.front().values[Field::phone], "0834-22-0009");
}

TEST(Mapping, knows_two_heading_rows_again) {
    const Table table =
        read_tables("よびな,いばしょ,\n,まち,ばんち\nあおば,周南市,1-1\n").value().front();
    const Mapping mapping{"よびな|まち|ばんち|", Source::facility, {"name", "city", "block"}};
    const auto layout = mapped_as_said(table, std::span(&mapping, 1));
    ASSERT_TRUE(layout);
    EXPECT_EQ(layout->first_row, 2u);
}

class SavedMapping : public OnEachEngine {};
ON_EACH_ENGINE(SavedMapping);

TEST_P(SavedMapping, is_used_for_every_later_file_with_these_headings) {
    const Now today = now_at(Instant{1795000000000});
    const auto import = [&] {
        return import_files(*database, {{"own.csv", kOwn}}, {}, false, today);
    };
    EXPECT_FALSE(import().all_read);
    database->write_now([&](Tx& tx) { save_mapping(tx, said(kOwn), {}, {}); });
    EXPECT_EQ(import().files.front().fresh.size(), 2u);
    EXPECT_EQ(import().files.front().unchanged, 2u);
}

}  // namespace
}  // namespace michi::directory
