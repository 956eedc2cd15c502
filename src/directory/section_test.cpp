// Rows between the places that head what follows, cells that were merged, codes beside the kinds.

#include "directory/section.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "directory/made_test.hpp"
#include "directory/reading.hpp"
#include "directory/row_kind.hpp"

namespace michi::directory {
namespace {

Reading only(const std::string& bytes) {
    auto readings = read_file(bytes);
    EXPECT_TRUE(readings) << say(readings.error().items.front().word, Lang::ja);
    return readings ? std::move(readings->front()) : Reading{};
}
std::size_t said(const std::vector<Problem>& problems, Word word) {
    return static_cast<std::size_t>(std::ranges::count(problems, word, &Problem::word));
}
std::vector<std::string> kinds(const Reading& reading) {
    std::vector<std::string> kinds;
    for (const Entry& entry : reading.entries) kinds.push_back(entry.kind);
    return kinds;
}
using Kinds = std::vector<std::string>;

TEST(Sections, tell_the_kind_of_the_rows_below_and_are_no_places) {
    const Reading reading = only(
        "事業所名,住所,電話番号,定員\n【児童発達支援】,,,\nひまわり,福山市1,084-932-1111,10\n"
        "さくら,福山市2,,10\n■ 放課後等デイサービス（2か所）,,,\nもみじ,福山市3,,10\n"
        "【障害児相談支援】,,,\nけやき,福山市4,,\n");
    EXPECT_EQ(kinds(reading), (Kinds{"child_development_support", "child_development_support",
                                     "after_school_day_service", "child_consultation_support"}));
    EXPECT_TRUE(reading.refused.empty());
    EXPECT_EQ(said(reading.notes, "directory.note_section_kind"_w), 3u);
    EXPECT_EQ(said(reading.remarks, "directory.note_kind_not_told"_w), 0u);
}

TEST(Sections, that_name_a_group_of_kinds_are_said_and_tell_none) {
    const Reading reading =
        only("事業所名,住所,電話番号,定員\n【障害児通所支援】,,,\nひまわり,福山市1,,10\n");
    EXPECT_EQ(reading.entries.size(), 1u);
    EXPECT_EQ(said(reading.notes, "directory.note_beside_data"_w), 1u);
}

TEST(Sections, stand_over_the_headings_too_and_over_headings_that_come_again) {
    const Reading reading = only(
        "指定事業所一覧\n【児童発達支援】,,,\n事業所名,住所,電話番号,定員\nひまわり,福山市1,,10\n"
        "【短期入所】,,,\n事業所名,住所,電話番号,定員\nさくら,福山市2,,10\n");
    EXPECT_EQ(kinds(reading), (Kinds{"child_development_support", "short_stay"}));
}

TEST(Sections, tell_the_town_of_addresses_without_one) {
    const Reading reading = only(
        "番号,施設名,住所,電話\n周南市,,,\n1,ひまわり,岐山通1-1,0834-22-0001\n,【下松市】,,\n"
        "2,さくら,山口県下松市末武1,\n3,もみじ,末武2,\n玖珂郡和木町（1園）,,,\n4,けやき,和木1,\n");
    ASSERT_EQ(reading.entries.size(), 4u);
    EXPECT_EQ(reading.entries[0].values[Field::address], "周南市岐山通1-1");
    EXPECT_EQ(reading.entries[0].values[Field::municipality], "352152");
    EXPECT_EQ(reading.entries[1].values[Field::address], "山口県下松市末武1");
    EXPECT_EQ(reading.entries[2].values[Field::municipality], "352071");
    EXPECT_EQ(reading.entries[3].values[Field::municipality], "353213");
    EXPECT_EQ(said(reading.notes, "directory.note_section_city"_w), 3u);
}

TEST(Sections, of_a_workbook_are_merged_over_its_columns) {
    const Reading reading = only(workbook(
        {{"一覧", "<sheetData>" + sheet_row({"施設名", "住所", "電話番号", "定員"}) +
                      sheet_row({"公立保育所", "", "", ""}) +
                      sheet_row({"架空北", "福山市1", "084-932-1111", "90"}) +
                      sheet_row({"私立保育園", "私立保育園", "私立保育園", "私立保育園"}) +
                      sheet_row({"架空東", "福山市3", "", "60"}) +
                      sheet_row({"認定こども園", "", "", ""}) +
                      sheet_row({"中央", "福山市4", "", "60"}) +
                      "</sheetData><mergeCells><mergeCell ref=\"A2:D2\"/></mergeCells>"}}));
    EXPECT_EQ(kinds(reading),
              (Kinds{"childcare_nursery", "childcare_nursery", "childcare_centre"}));
    EXPECT_TRUE(reading.refused.empty());
}

TEST(Sections, are_not_made_of_a_place_that_tells_its_name_alone) {
    const Reading reading = only(
        "名称,住所,電話番号,備考\n中央保育所,,,\n架空館,福山市1,,\n※児童発達支援は要予約,,,\n");
    EXPECT_EQ(reading.entries.size(), 1u);
    EXPECT_EQ(reading.entries[0].kind, "public_facility");
    ASSERT_EQ(reading.refused.size(), 1u);
    EXPECT_EQ(reading.refused.front().row, 2u);
}

TEST(Sections, are_not_made_of_notes_wherever_they_stand) {
    const Reading left_out =
        only("番号,施設名,住所,電話\n※手話通訳の利用は事前に予約,,,\n1,ひまわり保育園,福山市1,\n");
    EXPECT_EQ(left_out.entries.size(), 1u);
    const Reading kind = only(
        "放課後等デイサービス一覧\n番号,施設名,住所,電話\n※児童発達支援との多機能型を含む,,,\n"
        "1,ひまわり,福山市1,\n");
    EXPECT_EQ(kinds(kind), Kinds{"after_school_day_service"});
    const Reading above = only(
        "放課後等デイサービス一覧\n※児童発達支援との多機能型を含む\n番号,施設名,住所,電話\n"
        "1,ひまわり,福山市1,\n");
    EXPECT_EQ(kinds(above), Kinds{"after_school_day_service"});
}

TEST(Sections, of_kinds_that_are_not_kept_leave_out_what_follows) {
    const Reading reading = only(
        "事業所名,住所,電話番号,定員\n【宿泊型自立訓練】,,,\nひまわり寮,福山市1,,10\n"
        "【短期入所】,,,\nさくら,福山市2,,10\n");
    EXPECT_EQ(kinds(reading), (Kinds{"short_stay"}));
    EXPECT_EQ(said(reading.notes, "directory.note_kind_not_kept"_w), 1u);
}

TEST(Sections, that_were_merged_cells_stand_for_the_blank_rows_below) {
    const Reading reading = only(
        "区分,市町名,施設名,住所,定員\n公立保育所,福山市,ひがし,架空町1,10\n,,にし,架空町2,10\n"
        ",,みなみ,架空町3,10\n認定こども園,尾道市,きた,架空町4,10\n,,なか,架空町5,10\n");
    EXPECT_EQ(kinds(reading), (Kinds{"childcare_nursery", "childcare_nursery", "childcare_nursery",
                                     "childcare_centre", "childcare_centre"}));
    EXPECT_EQ(reading.entries[2].values[Field::address], "福山市架空町3");
    EXPECT_EQ(reading.entries[4].values[Field::municipality], "342050");
    EXPECT_EQ(said(reading.remarks, "directory.note_merged_cells"_w), 2u);
    // Cells that say what the one above says were never merged: a blank one says nothing.
    EXPECT_EQ(kinds(only(
                  "区分,施設名,住所,定員\n保育所,い,福山市1,9\n保育所,ろ,福山市2,9\n,は,福山市3,9\n"
                  ",に,福山市4,9\n"))[3],
              "childcare_other");
}

// ---- codes ----
TEST(KindCodes, that_say_another_kind_than_the_column_are_named) {
    const Reading reading = only(
        "サービス種別,サービス種類コード,事業所名,事業所番号,住所\n"
        "児童発達支援,61,ひまわり,3450000001,福山市1\n放課後等デイサービス,61,さくら,3450000002,福山市2\n"
        ",63,もみじ,3450000003,福山市3\n児童発達支援・放課後等デイサービス,63,けやき,3450000004,福山市4\n");
    EXPECT_EQ(kinds(reading)[2], "after_school_day_service") << "the code alone tells it";
    EXPECT_EQ(reading.entries[1].kind, "after_school_day_service") << "the column counts";
    EXPECT_EQ(said(reading.entries[1].notes, "directory.note_kind_code"_w), 1u);
    EXPECT_EQ(said(reading.entries[0].notes, "directory.note_kind_code"_w), 0u);
    EXPECT_EQ(said(reading.entries[3].notes, "directory.note_kind_code"_w), 0u);
}

TEST(KindCodes, of_schools_and_of_providers_are_compared_too) {
    const Reading school = only(
        "学校コード,学校種,学校名,学校名カナ表記,本分校,学校所在地\n"
        "B135210000015,小学校,いち,イチ,1(本),山口県周南市1\nC135210000024,小学校,に,ニ,1(本),山口県周南市2\n");
    EXPECT_EQ(said(school.entries.at(0).notes, "directory.note_kind_code"_w), 0u);
    EXPECT_EQ(said(school.entries.at(1).notes, "directory.note_kind_code"_w), 1u);
    const Reading office = only(
        "事業所番号,サービスの種類,事業所名,住所\n3450000001,生活介護,い,福山市1\n"
        "3410000001,生活介護,ろ,福山市2\n3410000002,児童発達支援,は,福山市3\n3430000001,計画相談支援,に,福山市4\n");
    std::vector<std::size_t> named;
    for (const Entry& entry : office.entries)
        named.push_back(said(entry.notes, "directory.note_kind_number"_w));
    EXPECT_EQ(named, (std::vector<std::size_t>{1, 0, 1, 0}));
}

TEST(KindCodes, are_read_with_their_names_and_as_claims_write_them) {
    EXPECT_EQ(kind_of_code("24"), "short_stay");
    EXPECT_EQ(kind_of_code("６３：放課後等デイサービス"), "after_school_day_service");
    EXPECT_EQ(kind_of_code("611111"), "child_development_support");
    EXPECT_EQ(kind_of_code("E135210000015"), "school_special");
    EXPECT_EQ(kind_of_code("1"), "");
    EXPECT_EQ(kind_of_code("99"), "");
    EXPECT_EQ(kind_of_code(""), "");
}

}  // namespace
}  // namespace michi::directory
