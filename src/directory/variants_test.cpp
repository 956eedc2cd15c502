// Lists as other cities publish them: other headings, other shapes, other encodings.

#include <gtest/gtest.h>

#include <algorithm>

#include "directory/headings.hpp"
#include "directory/made_test.hpp"
#include "directory/reading.hpp"

namespace michi::directory {
namespace {

Reading only(const std::string& bytes) {
    auto readings = read_file(bytes);
    EXPECT_TRUE(readings) << say(readings.error().items.front().word, Lang::ja);
    if (!readings) return {};
    EXPECT_EQ(readings->size(), 1u);
    return std::move(readings->front());
}

Values first(const std::string& bytes) {
    const Reading reading = only(bytes);
    EXPECT_FALSE(reading.entries.empty());
    return reading.entries.empty() ? Values{} : reading.entries.front().values;
}

struct Called {
    std::string_view heading;
    std::optional<Column> column;
};

TEST(Headings, of_cities_own_lists_are_understood) {
    constexpr Called kCalled[] = {
        {"保育所名", Column::name},
        {"園名", Column::name},
        {"施設名", Column::name},
        {"事業所の名称", Column::name},
        {"施設・事業所名", Column::name},
        {"訪問看護ステーション名称", Column::name},
        {"施設の種類", Column::kind},
        {"サービス内容", Column::kind},
        {"指定サービス種別", Column::kind},
        {"施設名（カナ）", Column::kana},
        {"園名（ふりがな）", Column::kana},
        {"よみがな", Column::kana},
        {"名称（フリガナ）", Column::kana},
        {"事業所の所在地", Column::address},
        {"所在地（住所）", Column::address},
        {"住所１", Column::address},
        {"住所２", Column::building},
        {"住所（市区町村）", Column::city},
        {"事業所住所（番地以下）", Column::block},
        {"ＴＥＬ", Column::phone},
        {"連絡先（電話番号）", Column::phone},
        {"電話番号(勤務医数)", Column::phone},
        {"ファックス番号", Column::fax},
        {"〒", Column::postal},
        {"事業所郵便番号", Column::postal},
        {"定員（人）", Column::capacity},
        {"診療科", Column::departments},
        {"指定事業所番号", Column::provider_number},
        {"ステーションコード", Column::medical_code},
        {"申請者名称", Column::organisation},
        {"設置主体", Column::organisation},
        {"運営法人名", Column::organisation},
    };
    for (const Called& one : kCalled) {
        const std::string plain = plain_heading(one.heading);
        const auto exact = column_of_layout(plain);
        EXPECT_EQ(exact ? exact : column_by_words(plain), one.column) << one.heading;
    }
}

TEST(Headings, of_persons_and_of_other_things_have_no_column) {
    for (std::string_view heading : {"代表者名", "園長名", "施設長", "管理者氏名", "開設者氏名",
                                     "法人住所", "法人の名称_かな", "申請者の所在地", "電話番号２",
                                     "名称（英語）", "施設数", "設置区分", "電話番号（FAX）"}) {
        const std::string plain = plain_heading(heading);
        EXPECT_FALSE(column_of_layout(plain)) << heading;
        EXPECT_FALSE(column_by_words(plain)) << heading;
    }
}

TEST(Variant, an_office_list_of_a_city_is_not_taken_for_wamnet) {
    const Reading reading = only(
        "事業所番号,サービス種類,事業所名称,事業所郵便番号,事業所住所,事業所電話番号,申請者名称,定員\n"
        "3451200001,児童発達支援,架空ステップ,720-0001,広島県福山市架空町1-1,084-932-1111,株式会社架空,10\n"
        "3451200001,放課後等デイサービス,架空ステップ,720-0001,広島県福山市架空町1-1,,株式会社架空,10\n");
    EXPECT_EQ(reading.source, Source::office);
    ASSERT_EQ(reading.entries.size(), 2u);
    EXPECT_EQ(reading.entries[0].kind, "child_development_support");
    EXPECT_EQ(reading.entries[0].values[Field::organisation], "株式会社架空");
    EXPECT_EQ(reading.entries[1].kind, "after_school_day_service");
    EXPECT_EQ(reading.entries[1].publisher, "342076");
}

TEST(Variant, services_for_the_old_are_told_and_left_out) {
    const Reading reading = only(
        "事業所番号,サービスの種類,事業所名,住所\n"
        "3450000001,居宅介護支援,架空ケアプラン,福山市1\n3450000002,短期入所療養介護,架空老健,福山市2\n"
        "3450000003,短期入所生活介護,架空荘,福山市3\n3460000001,訪問看護,架空訪問看護ステーション,福山市4\n"
        "3410000001,重度訪問介護,架空ヘルプ,福山市5\n");
    ASSERT_EQ(reading.entries.size(), 2u);
    EXPECT_EQ(reading.entries[0].kind, "medical_visiting_nurse");
    EXPECT_EQ(reading.entries[1].kind, "heavy_home_help");
    EXPECT_EQ(reading.beside, 3u);
    EXPECT_TRUE(reading.refused.empty());
    EXPECT_EQ(reading.notes.size(), 3u);
}

TEST(Variant, shelters_of_the_geographical_institute_are_shelters) {
    const Reading reading = only(
        "市町村コード,都道府県名及び市町村名,NO,共通ID,施設・場所名,住所,洪水,崖崩れ、土石流及び地滑り,高潮,"
        "地震,津波,大規模な火事,内水氾濫,火山現象,指定避難所との住所同一,緯度,経度,備考\n"
        "34207,広島県福山市,1,E3420700000001,架空小学校,架空町1-1,1,,1,1,,,,,1,34.4,133.3,\n");
    EXPECT_EQ(reading.source, Source::shelter);
    const Entry& entry = reading.entries.front();
    EXPECT_EQ(entry.publisher, "342076");
    EXPECT_EQ(entry.system_no, "E3420700000001");
    EXPECT_EQ(entry.values[Field::address], "広島県福山市架空町1-1");
}

TEST(Variant, a_list_of_shelters_without_hazards_is_one_by_its_room) {
    const Reading reading = only(
        "市区町村コード,NO,指定区分,名称,住所,想定収容人数\n342076,1,指定避難所,架空体育館,福山市1,100\n");
    EXPECT_EQ(reading.source, Source::shelter);
    EXPECT_EQ(reading.entries.front().kind, "disaster_shelter");
}

TEST(Variant, a_health_bureaus_workbook_gives_its_number_and_no_person) {
    const Values values = first(
        "コード内容別医療機関一覧表\n[令和6年5月1日現在　医科]\n"
        "項番,医療機関番号,医療機関名称,医療機関所在地,電話番号(勤務医数),開設者氏名,管理者氏名,病床数／診療科名\n"
        "1,\"01,1000,1\",架空病院,\"〒720-0001\n広島県福山市架空町1-1\",\"084-932-1111\n常　勤:   10\n(医      10)\","
        "医療法人架空会　理事長　架空太郎,架空太郎,一般　　99\n");
    EXPECT_EQ(values[Field::phone], "084-932-1111");
    EXPECT_EQ(values[Field::postal], "720-0001");
    EXPECT_EQ(values[Field::address], "広島県福山市架空町1-1");
    for (const std::string& text : values.text) EXPECT_EQ(text.find("太郎"), text.npos);
}

TEST(Variant, an_address_comes_in_many_parts) {
    constexpr std::string_view kForms[] = {
        "名称,都道府県,市区町村,町名,番地,電話\n架空園,広島県,福山市,架空町,1-1,084-932-1111\n",
        "名称,都道府県名,市区町村名,住所\n架空園,広島県,福山市,架空町1-1\n",
        "施設名,住所(市区町村),住所(番地以下)\n架空園,広島県福山市,架空町1-1\n",
        "施設名,所在地\n架空園,〒720-0001　広島県福山市架空町1-1\n",
        "施設名,市町名,所在地\n架空園,福山市,広島県福山市架空町1-1\n",
    };
    for (std::string_view form : kForms)
        EXPECT_EQ(first(std::string(form))[Field::address], "広島県福山市架空町1-1") << form;
}

TEST(Variant, totals_notes_and_headings_again_are_told_and_not_refused) {
    const Reading reading = only(
        "認可保育所の一覧\n令和6年4月1日現在\n\n番号,保育所名,所在地,電話番号,定員\n"
        "1,架空北,福山市1,084-932-1111,90\n番号,保育所名,所在地,電話番号,定員\n2,架空南,福山市2,,60\n"
        ",合計,2か所,,150\n計,,,,150\n,※定員は認可のもの,,,\n（注）休園中を含む\n\n出典：福山市,,,,\n");
    EXPECT_EQ(reading.rows, 2u);
    EXPECT_EQ(reading.entries.size(), 2u);
    EXPECT_EQ(reading.beside, 6u);
    EXPECT_TRUE(reading.refused.empty());
    ASSERT_EQ(reading.notes.size(), 6u);
    EXPECT_EQ(reading.notes[0].row, 6u);
    EXPECT_EQ(reading.notes.back().args.front().second, "出典：福山市");
}

TEST(Variant, a_row_with_a_name_alone_is_refused_and_not_passed_over) {
    const Reading reading = only("名称,住所,電話番号,備考\n架空園,,,\n架空館,福山市1,,\n");
    EXPECT_EQ(reading.entries.size(), 1u);
    ASSERT_EQ(reading.refused.size(), 1u);
    EXPECT_EQ(reading.refused.front().row, 2u);
}

TEST(Variant, groups_above_headings_tell_the_body_from_the_place) {
    const Values values = first(
        ",申請者,,,事業所,,,\nサービス種別,名称,所在地,電話番号,名称,所在地,電話番号,事業所番号\n"
        "短期入所,社会福祉法人架空会,東京都1,03-3261-1111,架空の家,広島県福山市2,084-932-1111,3410000001\n");
    EXPECT_EQ(values[Field::name], "架空の家");
    EXPECT_EQ(values[Field::organisation], "社会福祉法人架空会");
    EXPECT_EQ(values[Field::address], "広島県福山市2");
    EXPECT_EQ(values[Field::phone], "084-932-1111");
}

TEST(Variant, a_workbook_with_a_title_two_headings_and_merged_cells_is_read) {
    const Reading reading = only(workbook(
        {{"一覧", "<sheetData>" + sheet_row({"令和6年度 保育所一覧"}) +
                      sheet_row({"区分", "施設名", "住所", "", "連絡先", "", "認可年月日"}) +
                      sheet_row({"", "", "郵便番号", "所在地", "電話番号", "FAX番号", ""}) +
                      sheet_row({"公立保育所", "架空北", "720-0001", "福山市1", "084-932-1111", "",
                                 "#1@36983"}) +
                      sheet_row({"", "架空南", "720-0002", "福山市2", "#849321112", "", ""}) +
                      sheet_row({"私立保育園", "架空東", "720-0003", "福山市3", "", "", ""}) +
                      sheet_row({"計", "3か所", "", "", "", "", ""}) +
                      "</sheetData><mergeCells><mergeCell ref=\"A1:G1\"/><mergeCell ref=\"A4:A5\"/>"
                      "</mergeCells>"}}));
    ASSERT_EQ(reading.entries.size(), 3u);
    EXPECT_TRUE(reading.refused.empty());
    EXPECT_EQ(reading.entries[1].kind, "childcare_nursery");  // from the merged cell above
    EXPECT_EQ(reading.entries[1].values[Field::address], "福山市2");
    EXPECT_EQ(reading.entries[1].notes.size(), 1u);  // the telephone lost its zero
}

TEST(Variant, every_sheet_and_file_that_is_a_list_is_read_and_the_others_are_named) {
    const std::string heads =
        "<sheetData>" + sheet_row({"名称", "医療機関の種類", "住所", "診療科目"});
    const auto readings = read_file(workbook(
        {{"表紙", "<sheetData>" + sheet_row({"医療機関一覧について"}) + "</sheetData>"},
         {"病院", heads + sheet_row({"架空病院", "病院", "福山市1", "内科"}) + "</sheetData>"},
         {"診療所",
          heads + sheet_row({"架空医院", "診療所", "福山市2", "内科"}) + "</sheetData>"}}));
    ASSERT_TRUE(readings);
    ASSERT_EQ(readings->size(), 2u);
    ASSERT_EQ(readings->front().remarks.size(), 1u);
    EXPECT_EQ(readings->front().remarks.front().args.front().second, "表紙");
}

TEST(Variant, a_list_that_a_zip_holds_twice_is_taken_once) {
    const std::string rows = "名称,住所,電話番号\n架空園,福山市1,084-932-1111\n";
    const auto readings = read_file(zipped(
        {{"a.csv", rows}, {"b.csv", in_cp932(rows)}, {"c.tsv", "名称\t住所\n架空館\t福山市2\n"}}));
    ASSERT_TRUE(readings);
    ASSERT_EQ(readings->size(), 3u);
    EXPECT_EQ((*readings)[0].entries.size(), 1u);
    EXPECT_EQ((*readings)[1].entries.size(), 0u);
    EXPECT_EQ((*readings)[2].entries.size(), 1u);
}

TEST(Variant, names_inside_a_zip_may_be_cp932_and_parted_by_backslashes) {
    const std::string rows = "名称,住所\n架空園,福山市1\n";
    const Reading reading = only(zipped({{in_cp932("一覧表/施設ソ.csv"), rows},
                                         {"__MACOSX/._a.csv", std::string("\0\5\x16\7\0\0", 6)},
                                         {in_cp932("読んでください.txt"), in_cp932("説明です")}}));
    EXPECT_EQ(reading.table, "一覧表/施設ソ.csv");
    EXPECT_EQ(only(zipped({{"data\\a.csv", rows}})).table, "data/a.csv");
    EXPECT_FALSE(read_file(zipped({{"..\\a.csv", rows}})));
    EXPECT_FALSE(read_file(zipped({{"x/../a.csv", rows}})));
}

TEST(Variant, every_encoding_and_separator_says_the_same) {
    const std::string rows =
        "名称,住所,電話番号\r\n\"架空\r\nひまわり園\",福山市1,\"084-\r\n932-1111\"\r\n";
    std::string tabs = rows, semicolons = rows;
    std::ranges::replace(tabs, ',', '\t');
    std::ranges::replace(semicolons, ',', ';');
    const Values expected = first(rows);
    EXPECT_EQ(expected[Field::phone], "084-932-1111");
    for (const std::string& bytes :
         {"\xEF\xBB\xBF" + rows, in_cp932(rows), "\xFF\xFE" + encoded(rows, "UTF-16LE"),
          "\xFE\xFF" + encoded(tabs, "UTF-16BE"), tabs, semicolons,
          zipped({{"a.csv", "\xEF\xBB\xBF" + rows}})})
        EXPECT_EQ(first(bytes), expected);
}

}  // namespace
}  // namespace michi::directory
