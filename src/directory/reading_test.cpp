#include "directory/reading.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "directory/files_test.hpp"
#include "directory/kinds.hpp"

namespace michi::directory {
namespace {

Reading one(const std::string& name) {
    auto readings = read_file(published(name));
    EXPECT_TRUE(readings) << name << ": " << say(readings.error().items.front().word, Lang::ja);
    EXPECT_EQ(readings->size(), 1u);
    return std::move(readings->front());
}

std::optional<Entry> named(const Reading& reading, std::string_view name) {
    for (const Entry& entry : reading.entries)
        if (entry.values[Field::name] == name) return entry;
    return std::nullopt;
}

struct Expected {
    std::string_view file;
    Source source;
    std::size_t rows, refused;
};
constexpr Expected kPublished[] = {
    {"350001_pref_childcare_oldlayout_cp932.csv", Source::childcare, 612, 4},
    {"350001_pref_hospital_oldlayout_cp932.csv", Source::hospital, 142, 0},
    {"352012_shimonoseki_shelter.csv", Source::shelter, 245, 0},
    {"352039_yamaguchi-city_health-welfare-facilities_newlayout_cp932.csv", Source::facility, 10,
     0},
    {"352071_kudamatsu_childcare_newlayout_cp932.csv", Source::childcare, 49, 0},
    {"352071_kudamatsu_hospital_newlayout_utf8bom.csv", Source::hospital, 68, 0},
    {"352071_kudamatsu_school_schoolcode-layout_cp932.csv", Source::school, 22, 0},
    {"352080_iwakuni_childcare_newlayout_cp932.csv", Source::childcare, 52, 0},
    {"352080_iwakuni_school_cp932.csv", Source::school, 60, 0},
    {"352152_shunan_hospital_newlayout_utf8bom.csv", Source::hospital, 12, 0},
    {"352152_shunan_kindergarten_oldlayout_utf8bom.csv", Source::childcare, 8, 0},
    {"352152_shunan_middle_publicfacility-layout_utf8bom.csv", Source::facility, 14, 0},
    {"352152_shunan_nursery_oldlayout_utf8bom.csv", Source::childcare, 14, 0},
    {"352152_shunan_primary.xlsx", Source::facility, 27, 0},
    {"352152_shunan_primary_publicfacility-layout_utf8bom.csv", Source::facility, 27, 0},
    {"kouseikyoku_med_inst_202508_pref35.csv", Source::kouseikyoku, 1106, 0},
    {"mext_school_20260529_pref35.csv", Source::mext, 873, 0},
    {"navii_hospital_20250601_pref35.csv", Source::navii, 133, 0},
    {"wam_202503_021_ryoyo_kaigo_pref35.csv", Source::wamnet, 3, 0},
    {"wam_202503_032_shisetsu_nyusho_pref35.csv", Source::wamnet, 48, 0},
    {"wam_202503_053_chiiki_ikou_pref35.csv", Source::wamnet, 46, 0},
    {"wam_202503_062_shuro_teichaku_pref35.csv", Source::wamnet, 17, 0},
    {"wam_202503_064_iryogata_jihatsu_pref35.csv", Source::wamnet, 2, 0},
    {"wam_202503_066_kyotaku_jihatsu_pref35.csv", Source::wamnet, 1, 0},
    {"wam_202503_067_hoikusho_houmon_pref35.csv", Source::wamnet, 28, 0},
    {"wam_202503_068_fukushi_nyusho_pref35.csv", Source::wamnet, 2, 0},
    {"wam_202503_069_iryo_nyusho_pref35.csv", Source::wamnet, 1, 0},
    {"wam_rel2024-04_024_tankinyusho_pref35.csv", Source::wamnet, 98, 0},
};

TEST(Published, every_row_of_every_list_is_accounted_for) {
    EXPECT_EQ(published_names().size(), std::size(kPublished));
    for (const Expected& expected : kPublished) {
        const Reading reading = one(std::string(expected.file));
        EXPECT_EQ(reading.source, expected.source) << expected.file;
        EXPECT_EQ(reading.rows, expected.rows) << expected.file;
        std::set<std::size_t> refused;
        for (const Problem& problem : reading.refused) refused.insert(problem.row);
        EXPECT_EQ(refused.size(), expected.refused) << expected.file;
        EXPECT_EQ(reading.entries.size() + refused.size(), reading.rows) << expected.file;
    }
}

TEST(Published, every_entry_has_a_kind_and_stands_in_yamaguchi) {
    for (const Expected& expected : kPublished)
        for (const Entry& entry : one(std::string(expected.file)).entries) {
            EXPECT_TRUE(find_kind(entry.kind))
                << expected.file << " " << entry.row << " " << entry.kind;
            if (entry.values[Field::address].empty()) continue;
            EXPECT_EQ(entry.values[Field::municipality].substr(0, 2), "35")
                << expected.file << " " << entry.row << " " << entry.values[Field::address];
        }
}

TEST(Published, wamnet_rows_are_whole) {
    const Reading reading = one("wam_rel2024-04_024_tankinyusho_pref35.csv");
    for (const Entry& entry : reading.entries) {
        EXPECT_EQ(entry.kind, "short_stay");
        EXPECT_FALSE(entry.system_no.empty());
        EXPECT_FALSE(entry.values[Field::phone].empty());
    }
}

TEST(Published, one_wamnet_row_in_full) {
    const Reading reading = one("wam_202503_021_ryoyo_kaigo_pref35.csv");
    const auto entry = named(reading, "独立行政法人国立病院機構柳井医療センター");
    ASSERT_TRUE(entry);
    const Values& v = entry->values;
    EXPECT_EQ(entry->kind, "residential_nursing");
    EXPECT_EQ(entry->system_no, "E0000044980");
    EXPECT_EQ(entry->provider_number, "3515200222");
    EXPECT_EQ(v[Field::corporation_number], "1013205001281");
    EXPECT_EQ(v[Field::address], "山口県柳井市伊保庄９５番地");
    EXPECT_EQ(v[Field::municipality], "352128");
    EXPECT_EQ(v[Field::phone], "0820-27-0211");
    EXPECT_EQ(v[Field::capacity], "76");
    EXPECT_EQ(v[Field::hours], "") << "the form's 00:00-00:00 and blanks are not hours";
    EXPECT_NEAR(point_of(v)->longitude, 132.12896220, 1e-8);
}

TEST(Published, broken_phones_and_closures_are_read) {
    const Reading reading = one("350001_pref_childcare_oldlayout_cp932.csv");
    std::size_t closed = 0, with_phone = 0, broken = 0;
    for (const Entry& entry : reading.entries) {
        closed += entry.values[Field::closed] == "closed";
        with_phone += !entry.values[Field::phone].empty();
        broken += entry.values[Field::phone].find_first_of("\r\n") != std::string::npos;
    }
    EXPECT_EQ(broken, 0u);
    EXPECT_GT(closed, 0u);
    EXPECT_GT(with_phone, 590u);
}

TEST(Published, closed_schools_have_their_day) {
    const Reading reading = one("mext_school_20260529_pref35.csv");
    EXPECT_EQ(
        std::ranges::count_if(reading.entries,
                              [](const Entry& e) { return e.values[Field::closed] == "closed"; }),
        76);
    const auto school = named(reading, "下関市立豊浦幼稚園");
    ASSERT_TRUE(school);
    EXPECT_EQ(school->values[Field::closed_on], "2023-05-01");
    EXPECT_EQ(school->kind, "school_kindergarten");
}

TEST(Published, furigana_is_not_glued_to_the_name) {
    const Reading sheet = one("352152_shunan_primary.xlsx");
    const Reading list = one("352152_shunan_primary_publicfacility-layout_utf8bom.csv");
    ASSERT_EQ(sheet.entries.size(), list.entries.size());
    EXPECT_EQ(sheet.entries.front().values[Field::name], "久米小学校");
    EXPECT_EQ(sheet.entries.front().kind, "school_primary");
    EXPECT_EQ(sheet.entries.front().values[Field::phone],
              list.entries.front().values[Field::phone]);
}

TEST(Published, three_digit_codes_join_their_prefecture) {
    EXPECT_EQ(one("navii_hospital_20250601_pref35.csv").entries.front().values[Field::municipality],
              "352012");
}

TEST(Published, running_numbers_are_no_keys_and_lasting_ones_are) {
    EXPECT_EQ(one("352152_shunan_nursery_oldlayout_utf8bom.csv").entries.front().system_no, "");
    EXPECT_EQ(one("352152_shunan_primary.xlsx").entries.front().system_no, "");
    EXPECT_EQ(one("352071_kudamatsu_childcare_newlayout_cp932.csv").entries.front().system_no,
              "KD0000500001");
    EXPECT_EQ(one("352080_iwakuni_childcare_newlayout_cp932.csv").entries.front().system_no,
              "1100001");
}

constexpr std::string_view kHeading =
    "全国地方公共団体コード,ID,名称,住所,緯度,経度,電話番号,法人番号\n";

Reading rows(const std::string& text) {
    return read_file(std::string(kHeading) + text).value().front();
}

TEST(Row, damage_by_excel_is_not_known) {
    const Reading reading =
        rows("352152,AB1000001,あおば,山口県周南市1,34.0,34.0,083-922-1111,1.01321E+12\n");
    const Entry& entry = reading.entries.front();
    EXPECT_EQ(entry.values[Field::corporation_number], "");
    EXPECT_EQ(entry.values[Field::latitude], "");
    EXPECT_EQ(entry.notes.size(), 2u);
}

TEST(Row, swapped_and_far_coordinates) {
    const Reading reading = rows(
        "352152,AB1000001,あおば,周南市1,131.8,34.0,,\n352152,AB1000002,みどり,周南市2,343.2,131,,"
        "\n");
    EXPECT_EQ(reading.entries[0].values[Field::latitude], "34.0");
    EXPECT_EQ(reading.entries[1].values[Field::latitude], "");
}

TEST(Row, a_row_that_cannot_be_read_is_named_by_row_and_column) {
    const Reading reading = rows(
        "352152,AB1000001,,周南市1,,,,\n352152,AB1000002,み\xE3\x81\xE3どりの支援センター,周南市,,,"
        ",\n352152,AB1000003,みどり,周南市,,,,,,はみ出し\n352152,AB1000004,あお\u202Eば,周南市,,,,"
        "\n");
    ASSERT_EQ(reading.refused.size(), 4u);
    EXPECT_TRUE(reading.entries.empty());
    EXPECT_EQ(reading.refused[0].row, 2u);
    EXPECT_EQ(reading.refused[0].column, "名称");
    EXPECT_EQ(reading.refused[1].word, "directory.cell_unreadable"_w);
    EXPECT_EQ(reading.refused[1].row, 3u);
    EXPECT_EQ(reading.refused[2].column, "10");
    EXPECT_EQ(reading.refused[3].column, "名称");
}

TEST(Row, sanitised_hyphens_come_back) {
    const Reading reading =
        rows("352101,AB1000001,ひかり園,光市中央4[sanitize]5,,,0833[sanitize]72[sanitize]1234,\n");
    EXPECT_EQ(reading.entries.front().values[Field::phone], "0833-72-1234");
}

TEST(Row, codes_come_in_many_shapes) {
    for (std::string_view code : {"352152", "35215", "35215.0"})
        EXPECT_EQ(rows(std::string(code) + ",AB1000001,あおば,番地のみ1-1,,,,\n")
                      .entries.front()
                      .values[Field::municipality],
                  "352152")
            << code;
}

TEST(File, what_no_list_looks_like_is_refused_with_a_sentence) {
    EXPECT_EQ(read_file("a,b\n1,2\n").error().items.front().word,
              "directory.kind_not_recognised"_w);
    EXPECT_EQ(read_file("\xD0\xCF\x11\xE0").error().items.front().word,
              "directory.file_old_excel"_w);
    EXPECT_EQ(read_file("").error().items.front().word, "directory.file_empty"_w);
    EXPECT_EQ(read_file("PK\x03\x04junk").error().items.front().word, "directory.zip_broken"_w);
    EXPECT_EQ(read_file(published("352152_shunan_hospital_newlayout_utf8bom.csv"), Source::wamnet)
                  .error()
                  .items.front()
                  .word,
              "directory.not_that_kind"_w);
}

TEST(File, remarks_in_a_heading_do_not_hide_its_column) {
    const auto reading = read_file(
                             "NO,名称(カナ),名称（正式）,住所※必須,電話番号（代表）,電話番号2\n"
                             "1,アオバ,あおば,山口県周南市岐山通1,0834-22-8211,0834-22-0000\n")
                             .value()
                             .front();
    ASSERT_EQ(reading.entries.size(), 1u);
    const Values& values = reading.entries.front().values;
    EXPECT_EQ(values[Field::name], "あおば");
    EXPECT_EQ(values[Field::kana], "アオバ");
    EXPECT_EQ(values[Field::phone], "0834-22-8211");
    EXPECT_EQ(values[Field::municipality], "352152");
}

TEST(File, titles_and_two_heading_rows_stand_above_the_data) {
    const auto reading = read_file(
                             "施設の一覧\n更新日,2026/4/"
                             "1\n\n,,所在地,,\nNO,名称,都道府県名,住所,電話番号\n1,あおば,山口県,"
                             "周南市岐山通1,0834-22-8211\n")
                             .value()
                             .front();
    ASSERT_EQ(reading.entries.size(), 1u);
    EXPECT_EQ(reading.entries.front().row, 6u);
}

// ---- where it lies ----
TEST(Place, is_where_the_address_says_and_a_code_that_says_otherwise_is_named) {
    struct Row {
        std::string code, address, municipality;
        bool named;
    };
    const Row rows[] = {
        {"352152", "山口県周南市岐山通1-1", "352152", false},
        {"352039", "山口県周南市岐山通1-1", "352152", true},
        {"352039", "周南市岐山通1-1", "352152", true},
        {"352152", "岐山通1-1", "352152", false},
        {"", "山口県周南市岐山通1-1", "352152", false},
        {"352039", "広島県呉市中央4-1-6", "342025", true},
        {"342084", "府中市府川町315", "342084", false},
        {"141003", "神奈川県横浜市鶴見区鶴見中央1-1", "141003", false},
        {"131016", "東京都中央区築地1-1-1", "131024", true},
    };
    std::string text =
        "全国地方公共団体コード,所在地_全国地方公共団体コード,名称,所在地_連結表記\n";
    for (const Row& row : rows)
        text += "350001," + row.code + ",架空園" + std::to_string(&row - rows) + "," + row.address +
                "\n";
    const auto read = read_file(text);
    ASSERT_TRUE(read);
    ASSERT_EQ(read->front().entries.size(), std::size(rows));
    for (std::size_t i = 0; i < std::size(rows); ++i) {
        const Entry& entry = read->front().entries[i];
        EXPECT_EQ(entry.values[Field::municipality], rows[i].municipality) << rows[i].address;
        EXPECT_EQ(
            std::ranges::count(entry.notes, "directory.note_code_elsewhere"_w, &Problem::word),
            rows[i].named)
            << rows[i].code << " " << rows[i].address;
    }
}

}  // namespace
}  // namespace michi::directory
