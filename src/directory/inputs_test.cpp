// Lists that were hard to read: each file, what is taken of it and what is said.

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "directory/commands.hpp"
#include "directory/listing.hpp"
#include "directory/reading.hpp"
#include "engines.hpp"

namespace michi::directory {
namespace {

std::string input(const std::string& name) {
    std::ifstream in(std::string(MICHI_SOURCE) + "/src/directory/testdata_inputs/" + name,
                     std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

Reading read(const std::string& name) {
    auto readings = read_file(input(name));
    EXPECT_TRUE(readings) << name << ": "
                          << (readings ? "" : say(readings.error().items.front().word, Lang::ja));
    return readings ? std::move(readings->front()) : Reading{};
}

Word refusal(const std::string& name) {
    const auto readings = read_file(input(name));
    EXPECT_FALSE(readings) << name;
    return readings ? Word{} : readings.error().items.front().word;
}

Values row(const Reading& reading, std::size_t i) {
    EXPECT_LT(i, reading.entries.size());
    return i < reading.entries.size() ? reading.entries[i].values : Values{};
}

bool says(const std::vector<Problem>& problems, Word word) {
    return std::ranges::find(problems, word, &Problem::word) != problems.end();
}
bool notes(const Reading& reading, std::size_t i, Word word) {
    return i < reading.entries.size() && says(reading.entries[i].notes, word);
}
std::vector<std::string> kinds(const Reading& reading) {
    std::vector<std::string> kinds;
    for (const Entry& entry : reading.entries) kinds.push_back(entry.kind);
    return kinds;
}
using Kinds = std::vector<std::string>;

// ---- columns ----
TEST(Input, of_english_headings_is_read_like_any_other) {
    const Reading reading = read("b01_english_headings.csv");
    const Values& v = row(reading, 0);
    EXPECT_EQ(v[Field::phone], "087-861-5701");
    EXPECT_EQ(v[Field::capacity], "120");
    EXPECT_EQ(v[Field::ages], "3か月～");
    EXPECT_EQ(v[Field::days], "月火水木金土");
    EXPECT_EQ(v[Field::hours], "07:30〜19:00");
    EXPECT_EQ(v[Field::url], "https://kagawa-colorful.com/hoikusyo/h1/");
    EXPECT_EQ(reading.entries.front().kind, "childcare_nursery");
}

TEST(Input, of_an_app_gives_address_position_capacity_and_hours) {
    const Reading koriyama = read("a07_koriyama.csv"), toyama = read("a07_toyama.csv");
    const Values& v = row(koriyama, 0);
    EXPECT_EQ(v[Field::address], "郡山市みほん町1-1");
    EXPECT_EQ(v[Field::municipality], "072036");
    EXPECT_EQ(v[Field::latitude], "37.3901");
    EXPECT_EQ(v[Field::longitude], "140.3901");
    EXPECT_EQ(v[Field::capacity], "90");
    EXPECT_EQ(v[Field::hours], "07:30〜19:30");
    EXPECT_EQ(row(toyama, 0)[Field::address], "富山市みほん町1-1");
    EXPECT_EQ(row(toyama, 0)[Field::phone], "0000-02-0049");
    ASSERT_TRUE(says(koriyama.remarks, "directory.note_columns_unused"_w));
}

TEST(Input, rows_that_speak_of_columns_are_no_services) {
    const Reading reading = read("b03_string_assertion.csv");
    ASSERT_EQ(reading.entries.size(), 5u);
    EXPECT_EQ(row(reading, 0)[Field::name], "子育て“ほっと”ステーションもこもこ");
    EXPECT_EQ(row(reading, 0)[Field::latitude], "34.321060");
    EXPECT_TRUE(says(reading.remarks, "directory.note_kind_not_told"_w) ||
                kinds(reading).front() != "public_facility");
}

TEST(Input, the_places_own_address_stands_behind_its_name) {
    EXPECT_EQ(row(read("b05_same_heading_twice.csv"), 0)[Field::address],
              "香川県高松市番町一丁目8-15");
}

TEST(Input, a_position_in_one_cell_is_read) {
    const Reading reading = read("b12_point_in_one_cell.csv");
    EXPECT_EQ(row(reading, 0)[Field::latitude], "34.342800");
    EXPECT_EQ(row(reading, 0)[Field::longitude], "134.046600");
}

// ---- kinds ----
TEST(Input, two_kinds_in_a_cell_are_two_services) {
    const Reading reading = read("b06_two_services_in_a_cell.csv");
    EXPECT_EQ(kinds(reading),
              (Kinds{"child_development_support", "after_school_day_service",
                     "community_transition", "community_transition", "child_development_support"}));
    EXPECT_EQ(reading.rows, 4u);
    EXPECT_TRUE(notes(reading, 0, "directory.note_several_kinds"_w));
}

TEST(Input, a_mark_under_a_service_is_a_service) {
    EXPECT_EQ(kinds(read("b08_marks.xlsx")),
              (Kinds{"child_development_support", "after_school_day_service",
                     "after_school_day_service", "nursery_visit_support"}));
}

TEST(Input, a_kind_that_is_not_kept_is_named_and_no_public_facility) {
    const Reading unknown = read("b09_unknown_kind.csv"), lodging = read("b10_shukuhaku.csv");
    EXPECT_TRUE(unknown.entries.empty());
    EXPECT_TRUE(says(unknown.notes, "directory.note_kind_not_kept"_w));
    EXPECT_EQ(lodging.entries.size(), 3u);
    EXPECT_TRUE(lodging.refused.empty());
    EXPECT_TRUE(says(lodging.notes, "directory.note_kind_not_kept"_w));
}

// ---- values ----
TEST(Input, numbers_are_what_excel_shows) {
    const Reading reading = read("c01_number_formats.xlsx");
    EXPECT_EQ(reading.entries.at(0).provider_number, "0157600271");
    EXPECT_EQ(row(reading, 0)[Field::postal], "060-0010");
    EXPECT_EQ(row(reading, 0)[Field::phone], "011-234-5678");
    EXPECT_TRUE(reading.entries.at(0).notes.empty());
}

TEST(Input, a_position_after_the_tokyo_datum_is_converted_and_said) {
    const Reading reading = read("c04_tokyo_datum.csv");
    EXPECT_NEAR(std::stod(row(reading, 0)[Field::latitude]), 34.3428, 0.0002);
    EXPECT_NEAR(std::stod(row(reading, 0)[Field::longitude]), 134.0466, 0.0002);
    EXPECT_TRUE(notes(reading, 0, "directory.note_point_tokyo"_w));
}

TEST(Input, a_post_code_before_the_address_is_taken_off_in_every_dash) {
    const Reading reading = read("c06_postal_in_address.csv");
    for (std::size_t i = 0; i < 10; ++i) {
        EXPECT_EQ(row(reading, i)[Field::municipality], "372013") << i;
        if (i < 9) {
            EXPECT_EQ(row(reading, i)[Field::postal], "760-0017") << i;
            EXPECT_EQ(row(reading, i)[Field::address], "香川県高松市番町一丁目8-15") << i;
        }
    }
}

TEST(Input, a_municipality_is_known_in_every_spelling_of_its_name) {
    const Reading reading = read("c07_variant_municipalities.csv");
    const std::vector<std::string> codes{"082082", "082082", "122297", "122246", "142077",
                                         "112411", "112411", "403440", "394050", "042030",
                                         "272299", "272299", "282219"};
    ASSERT_EQ(reading.entries.size(), codes.size());
    for (std::size_t i = 0; i < codes.size(); ++i)
        EXPECT_EQ(row(reading, i)[Field::municipality], codes[i])
            << row(reading, i)[Field::address];
}

TEST(Input, twenty_four_oclock_is_an_hour) {
    const Reading reading = read("c09_time_cells.xlsx");
    EXPECT_EQ(row(reading, 0)[Field::hours], "09:00〜24:00");
    EXPECT_EQ(row(reading, 1)[Field::hours], "00:00〜12:00");
    EXPECT_EQ(row(reading, 2)[Field::hours], "08:30〜17:15");
}

TEST(Input, telephones_lose_what_is_written_beside_them) {
    const Reading reading = read("c11_phones.csv");
    const auto phone = [&](std::size_t i) { return row(reading, i)[Field::phone]; };
    EXPECT_EQ(phone(0), "087-813-5309 内線123");
    EXPECT_EQ(phone(3), "087-813-5309");
    EXPECT_EQ(phone(4), "087-813-5309");
    EXPECT_EQ(phone(5), "087-813-5309");
    EXPECT_EQ(row(reading, 5)[Field::fax], "087-813-5310");
    EXPECT_EQ(phone(6), "087-813-5309");
    EXPECT_EQ(phone(9), "087-813-5309");
    EXPECT_EQ(phone(10), "087-813-5309");
    EXPECT_EQ(row(reading, 10)[Field::hours_note], "平日9時~17時");
    EXPECT_EQ(phone(15), "087-813-5309 / 087-813-5310");
    EXPECT_EQ(phone(16), "");
}

TEST(Input, closing_words_in_a_remark_are_asked_about) {
    const Reading reading = read("c13_closed_in_remark.csv");
    EXPECT_TRUE(notes(reading, 0, "directory.note_closing_word"_w));
    EXPECT_EQ(row(reading, 1)[Field::closed], "paused");
}

// ---- files ----
TEST(Input, two_marks_of_utf8_are_none) {
    const Reading reading = read("d01_bom_twice.csv");
    EXPECT_EQ(reading.source, Source::office);
    EXPECT_EQ(reading.entries.at(0).provider_number, "3732020239");
}

TEST(Input, signs_that_nobody_sees_are_taken_out_and_named) {
    const Reading del = read("d02_del_in_name.csv"), zero = read("d03_zwsp_in_name.csv");
    EXPECT_EQ(row(del, 0)[Field::name], "児童発達支援Unit");
    EXPECT_TRUE(notes(del, 0, "directory.note_hidden_signs"_w));
    EXPECT_EQ(row(zero, 0)[Field::name], "ひまわりデイサービス");
    EXPECT_TRUE(notes(zero, 0, "directory.note_hidden_signs"_w));
}

TEST(Input, cells_of_excel_that_say_nothing_are_named_and_those_nobody_reads_do_not_matter) {
    EXPECT_TRUE(notes(read("d04_formula_without_value.xlsx"), 0, "directory.note_formula_empty"_w));
    const Reading error = read("d05_error_in_unused_column.xlsx");
    EXPECT_EQ(error.entries.size(), 1u);
    EXPECT_TRUE(error.refused.empty());
}

TEST(Input, hidden_rows_are_read_and_named) {
    const Reading reading = read("d07_hidden_rows.xlsx");
    std::size_t named = 0;
    for (std::size_t i = 0; i < reading.entries.size(); ++i)
        named += notes(reading, i, "directory.note_hidden_row"_w);
    EXPECT_EQ(named, 1u);
}

TEST(Input, escapes_of_excel_are_line_breaks) {
    EXPECT_EQ(row(read("d09_x000D.xlsx"), 0)[Field::address], "香川県高松市番町 一丁目8-15");
}

// ---- sentences ----
TEST(Input, of_open_document_is_read) {
    const Reading reading = read("e01_list.ods");
    EXPECT_EQ(reading.entries.size(), 4u);
    EXPECT_EQ(reading.source, Source::office);
}

TEST(Input, that_is_no_list_is_named_for_what_it_is) {
    EXPECT_EQ(refusal("e02_html_named.xls"), "directory.file_markup"_w);
    EXPECT_EQ(refusal("e09_population.csv"), "directory.not_a_list_population"_w);
    EXPECT_EQ(refusal("e11_localgovjp_sjis.csv"), "directory.not_a_list_codes"_w);
}

TEST(Input, of_headings_alone_is_said) {
    EXPECT_TRUE(says(read("e04_headings_only.csv").remarks, "directory.note_no_rows"_w));
}

TEST(Input, sums_stand_beside_the_data) {
    for (const char* name : {"e05_totals.csv", "e06_table_totals.xlsx"}) {
        const Reading reading = read(name);
        EXPECT_EQ(reading.entries.size(), 4u) << name;
        EXPECT_TRUE(reading.refused.empty()) << name;
        EXPECT_TRUE(says(reading.notes, "directory.note_beside_data"_w)) << name;
    }
}

TEST(Input, shelters_as_geo_json_are_the_standard_list) {
    const Reading reading = read("e07_shelters.geojson");
    EXPECT_EQ(reading.source, Source::shelter);
    ASSERT_FALSE(reading.entries.empty());
    EXPECT_EQ(row(reading, 0)[Field::name], "練尾小規模老人憩いの家");
    EXPECT_EQ(row(reading, 0)[Field::latitude], "33.837669");
    EXPECT_EQ(row(reading, 0)[Field::municipality], "353418");
}

// ---- one after the other ----
class Inputs : public OnEachEngine {
  public:
    Preview take(const std::string& name, std::string_view list = {}) {
        return import_files(*database, {{name, input(name)}}, {}, false,
                            now_at(Instant{1795000000000}), list)
            .files.front();
    }
    std::size_t standing() {
        return static_cast<std::size_t>(std::ranges::count(
            database->ask([](Tx& tx) { return snapshot(tx); })->listings, false, &Listing::gone));
    }
};
ON_EACH_ENGINE(Inputs);

struct Numbers {
    std::size_t fresh, changed, gone, unchanged;
    friend bool operator==(const Numbers&, const Numbers&) = default;
};
void PrintTo(const Numbers& n, std::ostream* out) {
    *out << n.fresh << "/" << n.changed << "/" << n.gone << "/" << n.unchanged;
}
Numbers of(const Preview& p) {
    return {p.fresh.size(), p.changed.size(), p.gone.size(), p.unchanged};
}

TEST_P(Inputs, public_and_private_nurseries_stand_side_by_side) {
    EXPECT_EQ(of(take("a01_nurseries_public.csv")), (Numbers{12, 0, 0, 0}));
    EXPECT_EQ(of(take("a01_nurseries_private.csv")), (Numbers{12, 0, 0, 0}));
    EXPECT_EQ(standing(), 24u);
}

TEST_P(Inputs, the_prefectures_list_leaves_the_citys_alone) {
    take("a04_city_shelters.csv");
    const Preview second = take("a04_prefecture_shelters_2017.csv");
    EXPECT_EQ(of(second), (Numbers{40, 0, 0, 0}));
    EXPECT_EQ(of(take("a04_city_shelters.csv")), (Numbers{0, 0, 0, 40}));
}

TEST_P(Inputs, completed_addresses_are_changes_and_no_new_places) {
    const Preview first = take("a05_addresses_without_city.csv");
    const Preview second = take("a05_addresses_completed.csv");
    EXPECT_EQ(second.fresh.size() + second.gone.size(), 0u);
    EXPECT_EQ(second.changed.size(), 2u);
    EXPECT_EQ(second.unchanged + 2, first.fresh.size());
}

TEST_P(Inputs, cities_of_one_layout_are_two_lists) {
    EXPECT_EQ(take("a07_koriyama.csv").fresh.size(), 25u);
    EXPECT_EQ(take("a07_toyama.csv").fresh.size(), 12u);
    EXPECT_EQ(of(take("a07_koriyama.csv")), (Numbers{0, 0, 0, 25}));
}

TEST_P(Inputs, the_last_of_its_kind_goes) {
    take("a08_waki.csv");
    EXPECT_EQ(of(take("a08_waki_without_primary.csv")), (Numbers{0, 0, 1, 3}));
    take("a10_tabuse.tsv");
    EXPECT_EQ(of(take("a10_tabuse_without_the_only_clinic_with_beds.tsv")), (Numbers{0, 0, 1, 10}));
}

TEST_P(Inputs, a_row_again_in_other_spelling_is_one_service_and_named) {
    const Preview done = take("a11_near_duplicate.csv");
    EXPECT_EQ(done.fresh.size(), 4u);
    ASSERT_EQ(done.refused.size(), 1u);
    EXPECT_EQ(done.refused.front().word, "directory.same_place"_w);
}

TEST_P(Inputs, another_encoding_of_the_same_signs_is_no_change) {
    take("a13_wam_utf8.csv");
    EXPECT_EQ(of(take("a13_wam_cp932.csv")), (Numbers{0, 0, 0, 8}));
}

}  // namespace
}  // namespace michi::directory
