#include "directory/returned.hpp"

#include <gtest/gtest.h>

namespace michi::directory {
namespace {

Reading read(const std::string& bytes) { return read_file(bytes).value().front(); }

TEST(Returned, holds_the_refused_rows_alone_with_the_reason_behind) {
    const Reading reading = read("一覧\nNO,名称,住所\n1,あおば,周南市1\n2,,周南市2\n3,みどり,\n");
    EXPECT_EQ(returned_csv(reading, Lang::ja),
              "\xEF\xBB\xBF\"一覧\",\"\",\"\",\"\"\r\n"
              "\"NO\",\"名称\",\"住所\",\"取り込めなかった理由\"\r\n"
              "\"2\",\"\",\"周南市2\",\"名称: 名前がありません。名前を入れてください。\"\r\n"
              "\"3\",\"みどり\",\"\",\"住所: 住所も電話番号もないので、どこにあるかわかりません。"
              "どちらかを入れてください。\"\r\n");
    EXPECT_EQ(returned_name("一覧.csv"), "一覧（直すところ）.csv");
}

TEST(Returned, mended_it_is_read_again) {
    std::string file =
        returned_csv(read("NO,名称,住所\n2,,\"周南市\n2-1\"\n3,＝みどり,\n4,-あお,\n"), Lang::ja);
    EXPECT_NE(file.find("\"'＝みどり\""), std::string::npos) << "no spreadsheet calculates it";
    EXPECT_NE(file.find("\"'-あお\""), std::string::npos);
    const Reading before = read(file);
    EXPECT_EQ(before.rows, 3u);
    EXPECT_EQ(before.returned[1].cells[1], "＝みどり");
    file.replace(file.find("\"2\",\"\""), 6, "\"2\",\"あおば\"");
    const Reading mended = read(file);
    ASSERT_EQ(mended.entries.size(), 1u);
    EXPECT_EQ(mended.entries[0].values[Field::name], "あおば");
}

TEST(Returned, lines_that_begin_with_a_sign_are_guarded_and_read_back) {
    const std::string texts[] = {"+81-834-22-0001", "-1+3", "−5", "＋本館", "@本館"};
    std::string rows;
    for (const std::string& text : texts) rows += "," + text + ",周南市1\n";
    const std::string file = returned_csv(read("名称,備考,住所\n" + rows), Lang::ja);
    for (const std::string& text : texts)
        EXPECT_NE(file.find("\"'" + text + "\""), std::string::npos) << text;
    const Reading again = read(file);
    ASSERT_EQ(again.returned.size(), std::size(texts));
    for (std::size_t i = 0; i < std::size(texts); ++i)
        EXPECT_EQ(again.returned[i].cells[1], texts[i]);
}

TEST(Returned, what_comes_again_has_one_column_of_reasons) {
    const std::string once = returned_csv(read("NO,名称,住所\n1,,周南市1\n"), Lang::ja);
    EXPECT_EQ(returned_csv(read(once), Lang::ja), once);
}

TEST(Returned, a_place_that_stands_twice_is_taken_once) {
    const Reading reading = read("NO,名称,住所\n1,あおば,周南市1\n1,あおば,周南市1\n");
    EXPECT_EQ(reading.entries.size(), 1u);
    ASSERT_EQ(reading.refused.size(), 1u);
    EXPECT_EQ(reading.refused[0].row, 3u);
    EXPECT_EQ(reading.refused[0].word, "directory.same_row"_w);
}

TEST(Returned, what_could_not_be_read_shows_where_it_stood) {
    const Reading reading = read("NO,名称,住所\n1,あお\xFF\xFFば園の名前,周南市1\n");
    EXPECT_NE(returned_csv(reading, Lang::ja).find("［？］"), std::string::npos);
}

}  // namespace
}  // namespace michi::directory
