#include "directory/reference.hpp"

#include <gtest/gtest.h>

#include "base/municipality.hpp"
#include "directory/commands.hpp"
#include "directory/directory.hpp"
#include "directory/files_test.hpp"
#include "directory/made_test.hpp"
#include "directory/reference_store.hpp"
#include "engines.hpp"

namespace michi::directory {
namespace {

const Now kToday = now_at(Instant{1795000000000});

std::string ken_all() { return published("../testdata_reference/KEN_ALL_pref35.csv"); }

Reference list_in(std::string_view bytes) {
    const auto tables = read_tables(bytes);
    EXPECT_TRUE(tables);
    auto list = reference_in(*tables);
    EXPECT_TRUE(list);
    return list.value_or(Reference{});
}

std::string postal_line(std::string_view code, std::string_view postal, std::string_view town) {
    return std::string(code) + ",\"745  \",\"" + std::string(postal) +
           "\",\"ﾔﾏｸﾞﾁｹﾝ\",\"ｼｭｳﾅﾝｼ\",\"ﾏﾁ\",\"山口県\",\"周南市\",\"" + std::string(town) +
           "\",0,0,0,0,0,0\r\n";
}

/// The form of 総務省.
std::string codes(const std::string& rows) {
    std::string head =
        "団体コード,\"都道府県名\n（漢字）\",\"市区町村名\n（漢字）\",\"都道府県名\n（カナ）\",\"市区町村名\n（カナ）\"\n";
    return head + rows;
}
/// As the program knows the prefecture, with a change.
std::string yamaguchi(std::string_view without = "", std::string_view renamed = "") {
    std::string rows = "350001,山口県,,ﾔﾏｸﾞﾁｹﾝ,\n";
    for (const Municipality& m : municipalities_of("35")) {
        if (m.code == without) continue;
        const std::string name = m.code == renamed ? "新しい市" : std::string(m.name);
        rows += std::string(m.code) + ",山口県," + name + ",ﾔﾏｸﾞﾁｹﾝ,ｼ\n";
    }
    return codes(rows);
}

TEST(Reference, the_published_list_of_post_codes_is_read_whole) {
    const Reference list = list_in(ken_all());
    EXPECT_EQ(list.kind, ReferenceKind::postal);
    EXPECT_EQ(list.rows, 1830u);
    EXPECT_TRUE(list.refused.empty());
    EXPECT_EQ(list.areas(), (std::set<std::string>{"35"}));
    const auto at = std::ranges::find(list.postal, "7592301", &PostalRow::code);
    ASSERT_NE(at, list.postal.end());
    EXPECT_EQ(at->town, "於福町上") << "the bracket goes on in the next row";
    EXPECT_EQ(std::ranges::count(list.postal, "7592301", &PostalRow::code), 1);
    EXPECT_EQ(std::ranges::find(list.postal, "7500000", &PostalRow::code)->town, "")
        << "the rest of the city";
    EXPECT_EQ(std::ranges::find(list.postal, "7450005", &PostalRow::code)->municipality, "352152");
}

TEST(Reference, is_known_by_its_content_in_every_encoding_and_inside_a_zip) {
    const std::string one = postal_line("35215", "7450005", "児玉町");
    for (const std::string& bytes :
         {one, in_cp932(one), "\xEF\xBB\xBF" + one, zipped({{"KEN_ALL.CSV", in_cp932(one)}})})
        EXPECT_EQ(list_in(bytes).postal.size(), 1u);
    EXPECT_FALSE(reference_in(*read_tables("NO,名称,住所\n1,あおば,周南市1\n")));
    EXPECT_FALSE(reference_in(
        *read_tables("団体コード,都道府県名,市区町村名,名称\n352152,山口県,周南市,あ\n")));
}

TEST(Reference, a_damaged_row_is_refused_by_row_and_column) {
    const Reference list = list_in(postal_line("35215", "7450005", "児玉町") +
                                   postal_line("35215", "745-006", "代々木通") +
                                   postal_line("3521", "7450007", "岐南町"));
    ASSERT_EQ(list.refused.size(), 2u);
    EXPECT_EQ(list.refused[0].row, 2u);
    EXPECT_EQ(list.refused[0].word, "directory.reference_postal"_w);
    EXPECT_EQ(list.refused[1].column, "団体コード");
    EXPECT_EQ(list.postal.size(), 1u);
}

TEST(Reference, a_list_of_codes_tells_what_is_new_renamed_and_ended) {
    const auto same = changes_of(list_in(yamaguchi()));
    EXPECT_EQ(same.unchanged, 19u);
    EXPECT_TRUE(same.fresh.empty() && same.renamed.empty() && same.ended.empty());
    const auto changed = changes_of(
        list_in(yamaguchi("352152", "353051") + "354007,山口県,若葉新市,ﾔﾏｸﾞﾁｹﾝ,ﾜｶﾊﾞ\n"));
    ASSERT_EQ(changed.fresh.size(), 1u);
    EXPECT_EQ(changed.fresh.front().code, "354007");
    EXPECT_EQ(changed.fresh.front().kana, "ワカバ");
    ASSERT_EQ(changed.renamed.size(), 1u);
    EXPECT_EQ(changed.ended, (std::vector<std::string>{"352152"}));
}

TEST(Reference, only_the_ministrys_list_ends_a_code_and_wards_only_where_it_names_wards) {
    EXPECT_TRUE(changes_of(list_in("pid,pref,cid,city,citykana,lat,lng,url,phrase,lgcode\n"
                                   "35,山口県,35201,下関市,しものせきし,1,1,,,352012\n"))
                    .ended.empty());
    const auto old =
        changes_of(list_in("pid,pref,cid,city,citykana,lat,lng,url,phrase,lgcode\n"
                           "35,山口県,35205,徳山市,とくやまし,1,1,,,352055\n"));
    EXPECT_TRUE(old.fresh.empty()) << "it ended in 2003";
    EXPECT_EQ(old.over.size(), 1u);
    std::string cities = "010006,北海道,,,\n";
    for (const Municipality& m : municipalities_of("01"))
        if (m.code.substr(0, 3) != "011" || m.code == "011002")
            cities += std::string(m.code) + ",北海道," + std::string(m.name) + ",,\n";
    EXPECT_TRUE(changes_of(list_in(codes(cities))).ended.empty())
        << "no ward of 札幌市 is looked at";
    EXPECT_EQ(changes_of(list_in(codes(cities + "011011,北海道,札幌市中央区,,\n"))).ended.size(),
              9u);
}

class ReferenceLists : public OnEachEngine {
  public:
    Preview take_bytes(const std::string& bytes) {
        const auto file = open_file("a.csv", bytes);
        EXPECT_TRUE(file && file->reference);
        return take_reference(*database, *file, kToday);
    }
    ~ReferenceLists() override { learn({}); }
};
ON_EACH_ENGINE(ReferenceLists);

TEST_P(ReferenceLists, post_codes_are_taken_once_and_a_newer_edition_takes_their_place) {
    const Preview first = take_bytes(ken_all());
    EXPECT_EQ(first.fresh.size(), list_in(ken_all()).postal.size());
    const Preview again = take_bytes(ken_all());
    EXPECT_EQ(again.fresh.size() + again.gone.size(), 0u);
    EXPECT_EQ(database->ask([](Tx& tx) { return municipality_by_postal(tx, "〒745-0005"); }),
              "352152");
    const Preview newer = take_bytes(postal_line("35215", "7450005", "児玉町") +
                                     postal_line("35207", "7449999", "新町"));
    EXPECT_EQ(newer.fresh.size(), 1u);
    EXPECT_EQ(database->ask([](Tx& tx) { return municipality_by_postal(tx, "7449999"); }),
              "352071");
    EXPECT_EQ(database->ask([](Tx& tx) { return municipality_by_postal(tx, "7500000"); }), "");
    EXPECT_EQ(database->ask([](Tx& tx) {
        return tx.value<std::int64_t>("SELECT count(DISTINCT edition) FROM directory_postal");
    }),
              1)
        << "the old edition is swept";
}

TEST_P(ReferenceLists, a_row_without_a_municipality_stands_where_its_post_code_lies) {
    const std::string rows =
        "NO,名称,郵便番号,住所,電話番号\n1,あおば園,745-0005,児玉町1-1,0834-22-0001\n"
        "2,みどり園,750-0001,周南市岐山通1,0834-22-0002\n";
    const auto import = [&](std::vector<NamedBytes> files) {
        return import_files(*database, files, {}, false, kToday);
    };
    import({{"KEN_ALL.CSV", ken_all()}, { "a.csv", rows }});
    const auto all = database->ask([](Tx& tx) { return snapshot(tx); });
    ASSERT_EQ(all->listings.size(), 2u);
    EXPECT_EQ(all->listings[0]->values[Field::municipality], "352152");
    const auto postal = database->ask([](Tx& tx) { return postal_places(tx); });
    const auto file = open_file("a.csv", rows, {}, {}, postal.get());
    const auto& entries = file->readings.front().entries;
    EXPECT_EQ(entries[0].notes.back().word, "directory.note_by_postal"_w);
    EXPECT_EQ(entries[1].notes.back().word, "directory.note_postal_elsewhere"_w);
}

TEST_P(ReferenceLists, codes_that_end_stay_with_their_day_and_name_who_stands_there) {
    database->write_now([](Tx& tx) {
        Values values;
        values[Field::name] = "つくし";
        values[Field::municipality] = "352152";
        add_service(tx, "short_stay", values);
    });
    const Preview taken = take_bytes(yamaguchi("352152"));
    EXPECT_EQ(taken.gone.size(), 1u);
    ASSERT_EQ(taken.notes.size(), 1u);
    EXPECT_NE(say(taken.notes.front().word, Lang::ja, taken.notes.front().args).find("S-0001"),
              std::string::npos);
    EXPECT_EQ(find_municipality("352152"), nullptr);
    EXPECT_TRUE(is_valid_on("352152", kToday.today - 1));
    EXPECT_FALSE(is_valid_on("352152", kToday.today));
    learn({});
    database->read([](Tx& tx) { learn_municipalities(tx); });
    EXPECT_EQ(find_municipality("352152"), nullptr) << "known again after a start";
    EXPECT_EQ(take_bytes(yamaguchi("352152")).gone.size(), 0u);
}

TEST_P(ReferenceLists, the_command_answers_in_the_agreed_shape_and_a_rehearsal_changes_nothing) {
    const NamedBytes file{"KEN_ALL.CSV", postal_line("35215", "7450005", "児玉町")};
    const std::string fresh =
        R"({"files":[{"file":"KEN_ALL.CSV","rows":1,"new":1,"changed":0,"gone":0,"unchanged":0,"refused":[]}]})"
        "\n";
    EXPECT_EQ(as_json(import_files(*database, {file}, {}, true, kToday), Lang::ja), fresh);
    EXPECT_EQ(as_json(import_files(*database, {file}, {}, false, kToday), Lang::ja), fresh);
    EXPECT_TRUE(import_files(*database, {file}, {}, false, kToday).all_read);
}

}  // namespace
}  // namespace michi::directory
