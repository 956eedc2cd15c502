#include "directory/import.hpp"

#include <gtest/gtest.h>

#include "directory/directory.hpp"
#include "directory/files_test.hpp"
#include "directory/listing.hpp"
#include "directory/refusal_store.hpp"
#include "directory/store.hpp"
#include "engines.hpp"

namespace michi::directory {
namespace {

const Now kToday = now_at(Instant{1795000000000});

class Import : public OnEachEngine {
  public:
    Preview take_bytes(const std::string& name, const std::string& bytes,
                       const Choices& choices = {}) {
        const auto file = open_file(name, bytes);
        EXPECT_TRUE(file) << name;
        std::vector<Preview> done;
        database->write_now([&](Tx& tx) { done = take(tx, *file, {}, kToday, choices); });
        return done.front();
    }
    Preview take_published(const std::string& name) { return take_bytes(name, published(name)); }
    std::shared_ptr<const Snapshot> all() {
        return database->ask([](Tx& tx) { return snapshot(tx); });
    }
    Refusals take_back(std::int64_t batch) {
        Refusals no;
        database->write_now([&](Tx& tx) { no = undo(tx, {batch}, {}, kToday); });
        return no;
    }
    const Listing* named(std::string_view name) {
        kept_ = all();
        for (const auto& listing : kept_->listings)
            if (listing->values[Field::name] == name) return listing.get();
        return nullptr;
    }

  private:
    std::shared_ptr<const Snapshot> kept_;
};
ON_EACH_ENGINE(Import);

const std::string kHeading =
    "全国地方公共団体コード,ID,名称,種別,住所,電話番号,収容定員,一時預かりの有無\n";
const std::string kTwo =
    kHeading +
    "352152,AB1000001,あおば園,認可私立保育所,周南市岐山通1-1,0834-22-0001,30,有\n"
    "352152,AB1000002,みどり園,認可私立保育所,周南市岐山通2丁目3番4号,0834-22-0002,40,無\n";

TEST_P(Import, takes_every_published_list_and_the_second_time_changes_nothing) {
    for (const std::string& name : published_names()) {
        const Preview first = take_published(name);
        EXPECT_EQ(first.fresh.size() + first.changed.size() + first.unchanged + first.refused_rows,
                  first.rows)
            << name;
    }
    for (const std::string& name : published_names()) {
        const Preview again = take_published(name);
        if (name == "352152_shunan_primary.xlsx") continue;  // stands for the same list as its CSV
        EXPECT_EQ(again.fresh.size(), 0u) << name;
        EXPECT_EQ(again.changed.size(), 0u) << name;
        EXPECT_EQ(again.gone.size(), 0u) << name;
        EXPECT_EQ(again.unchanged + again.refused_rows, again.rows) << name;
    }
}

TEST_P(Import, tells_new_changed_and_gone) {
    EXPECT_EQ(take_bytes("a.csv", kTwo).fresh.size(), 2u);
    const Preview next = take_bytes(
        "a.csv", kHeading +
                     "352152,AB1000001,あおば園,認可私立保育所,周南市岐山通1-1,0834-22-0001,35,有\n"
                     "352152,AB1000003,わかば園,認可私立保育所,周南市岐山通5-5,0834-22-0003,20,\n");
    ASSERT_EQ(next.changed.size(), 1u);
    ASSERT_EQ(next.changed[0].fields.size(), 1u);
    EXPECT_EQ(next.changed[0].fields[0].before, "30");
    EXPECT_EQ(next.changed[0].fields[0].after, "35");
    ASSERT_EQ(next.gone.size(), 1u);
    EXPECT_EQ(next.gone[0].name, "みどり園");
    EXPECT_TRUE(named("みどり園")->gone) << "marked, not deleted";
    const Preview back = take_bytes("a.csv", kTwo);
    EXPECT_FALSE(named("みどり園")->gone);
    EXPECT_EQ(back.changed.size(), 2u);
    EXPECT_EQ(back.gone.size(), 1u);
}

TEST_P(Import, spelling_is_no_change) {
    take_bytes("a.csv", kTwo);
    const Preview again = take_bytes(
        "a.csv",
        kHeading +
            "352152,AB1000001,あおば園,認可私立保育所,周南市岐山通１－１,(0834)22-0001,３０,有\n"
            "352152,AB1000002,みどり園,認可私立保育所,山口県周南市岐山通二丁目３−４,0834220002,40,"
            "無\n");
    EXPECT_EQ(again.changed.size(), 0u);
    EXPECT_EQ(again.unchanged, 2u);
}

TEST_P(Import, preview_writes_nothing) {
    const auto file = open_file("a.csv", kTwo).value();
    EXPECT_EQ(database->ask([&](Tx& tx) { return preview(tx, file); }).front().fresh.size(), 2u);
    EXPECT_TRUE(all()->listings.empty());
}

TEST_P(Import, a_failure_leaves_nothing) {
    const auto file = open_file("a.csv", kTwo).value();
    EXPECT_THROW(database->write_now([&](Tx& tx) {
        take(tx, file, {}, kToday);
        throw std::runtime_error("power");
    }),
                 std::runtime_error);
    EXPECT_TRUE(all()->listings.empty());
}

TEST_P(Import, the_centres_facts_and_words_outlive_every_list) {
    take_bytes("a.csv", kTwo);
    const Id<Service> service = named("あおば園")->id;
    database->write_now([&](Tx& tx) {
        add_fact(tx, service,
                 {.known = {.condition = "ventilator",
                            .answer = Answer::yes,
                            .detail = "日中のみ",
                            .low = {},
                            .high = {},
                            .as_of = kToday.today,
                            .source = "phone",
                            .told_to = "三浦"},
                  .by = {},
                  .at = kToday.at});
        Values own;
        own[Field::phone] = "0834-99-9999";
        edit_service(tx, service, own);
    });
    take_bytes(
        "a.csv",
        kHeading + "352152,AB1000001,あおば園,認可私立保育所,周南市岐山通1-1,0834-22-7777,35,有\n");
    const Listing* listing = named("あおば園");
    ASSERT_EQ(listing->facts.size(), 1u);
    EXPECT_EQ(listing->facts[0].detail, "日中のみ");
    EXPECT_EQ(listing->values[Field::phone], "0834-99-9999");
    EXPECT_EQ(listing->values[Field::capacity], "35");
}

TEST_P(Import, one_number_for_several_offices_keeps_them_apart) {
    const std::string heading =
        "都道府県コード又は市区町村コード,NO（※システム内の固有の番号、連番）,サービス種別,"
        "事業所の名称,事業所番号,事業所住所（市区町村）,事業所住所（番地以降）,事業所電話番号\n";
    const std::string list =
        heading +
        "35000,A0000000001,短期入所,あおば,0000000000,山口県周南市,1-1,0834-22-0001\n"
        "35000,A0000000002,短期入所,みどり,0000000000,山口県周南市,2-2,0834-22-0002\n"
        "35000,A0000000003,短期入所,つくし,3515200001,山口県周南市,3-3,0834-22-0003\n"
        "35000,A0000000004,短期入所,すみれ,3515200001,山口県周南市,4-4,0834-22-0004\n";
    EXPECT_EQ(take_bytes("w.csv", list).fresh.size(), 4u);
    EXPECT_EQ(take_bytes("w.csv", list).unchanged, 4u);
    const Preview renumbered = take_bytes(
        "w.csv",
        heading + "35000,A0000000009,短期入所,すみれ,3515200001,山口県周南市,4-5,0834-22-0004\n",
        {{0, {{1}}}});  // most of it goes: a person says that it is this list
    ASSERT_EQ(renumbered.changed.size(), 1u);
    EXPECT_EQ(renumbered.changed[0].name, "すみれ");
    EXPECT_EQ(renumbered.gone.size(), 3u);
}

TEST_P(Import, a_list_of_one_place_does_not_make_others_disappear) {
    take_published("wam_rel2024-04_024_tankinyusho_pref35.csv");
    const Preview other = take_published("wam_202503_032_shisetsu_nyusho_pref35.csv");
    EXPECT_TRUE(other.gone.empty());
    take_published("352152_shunan_primary_publicfacility-layout_utf8bom.csv");
    EXPECT_TRUE(
        take_published("352152_shunan_middle_publicfacility-layout_utf8bom.csv").gone.empty());
}

TEST_P(Import, is_taken_back_whole_until_somebody_edits) {
    take_bytes("a.csv", kTwo);
    const auto whole = [&] {
        std::string text;
        const auto standing = all();
        for (const auto& listing : standing->listings)
            text += pack(listing->values) + (listing->gone ? "gone\n" : "\n");
        return text;
    };
    const std::string before = whole();
    const std::string next =
        kHeading +
        "352152,AB1000001,あおば園,認可私立保育所,周南市岐山通1-1,0834-22-0001,35,有\n"
        "352152,AB1000003,わかば園,認可私立保育所,周南市岐山通5-5,0834-22-0003,20,\n";
    take_bytes("a.csv", next);
    EXPECT_NE(whole(), before);
    EXPECT_FALSE(take_back(2).any());
    EXPECT_EQ(whole(), before);
    EXPECT_EQ(take_back(2).items.front().word, "directory.undone_already"_w);
    EXPECT_EQ(take_bytes("a.csv", kTwo).unchanged, 2u) << "the keys came back too";
    const Preview again = take_bytes("a.csv", next);
    EXPECT_EQ(again.fresh.size(), 1u);
    EXPECT_EQ(again.gone.size(), 1u);
    EXPECT_FALSE(take_back(4).any());
    EXPECT_FALSE(take_back(1).any());
    EXPECT_TRUE(all()->listings.empty());
}

TEST_P(Import, what_was_edited_since_is_not_taken_back) {
    take_bytes("a.csv", kTwo);
    database->write_now([&](Tx& tx) {
        add_fact(tx, named("みどり園")->id,
                 {.known = {.condition = "suction",
                            .answer = Answer::yes,
                            .detail = {},
                            .low = {},
                            .high = {},
                            .as_of = kToday.today,
                            .source = "phone",
                            .told_to = {}},
                  .by = {},
                  .at = kToday.at});
    });
    EXPECT_EQ(take_back(1).items.front().word, "directory.edited_since"_w);
    EXPECT_EQ(all()->listings.size(), 2u);
    take_bytes("a.csv",
               kHeading + "352152,AB1000001,あおば園,認可私立保育所,周南市岐山通1-1,,35,\n");
    EXPECT_EQ(take_back(1).items.front().word, "directory.edited_since"_w);
    EXPECT_THROW(take_back(99), NotFound);
}

TEST_P(Import, a_place_that_said_no_is_not_taken_back) {
    take_bytes("a.csv", kTwo);
    database->write_now([&](Tx& tx) {
        insert_refusal(tx, {.service = named("みどり園")->id,
                            .reason = "no_nurse",
                            .as_of = kToday.today,
                            .way = "phone",
                            .at = kToday.at});
    });
    EXPECT_EQ(take_back(1).items.front().word, "directory.edited_since"_w);
    EXPECT_EQ(all()->listings.size(), 2u);
}

TEST_P(Import, lists_that_speak_of_the_same_hospital_share_one_service) {
    take_published("350001_pref_hospital_oldlayout_cp932.csv");
    const auto before = all()->listings.size();
    take_published("navii_hospital_20250601_pref35.csv");
    EXPECT_LT(all()->listings.size(), before + 60) << "some hundred of 133 are known already";
}

TEST_P(Import, own_words_about_a_place_that_every_list_dropped_do_not_bring_it_back) {
    take_bytes("a.csv", kTwo);
    take_bytes("a.csv",
               kHeading + "352152,AB1000001,あおば園,認可私立保育所,周南市岐山通1-1,,35,\n");
    const auto gone_on = [&] {
        return database->ask([](Tx& tx) {
            return tx.value<std::string>(
                "SELECT coalesce(max(gone_on), '') FROM directory_service");
        });
    };
    const auto id = named("みどり園")->id;
    ASSERT_TRUE(named("みどり園")->gone);
    const std::string since = gone_on();
    Values own;
    own[Field::note] = "園長より聞いた";
    database->write_now([&](Tx& tx) { edit_service(tx, id, own); });
    EXPECT_TRUE(named("みどり園")->gone);
    EXPECT_EQ(gone_on(), since) << "since the day on which it went";
}

TEST_P(Import, a_list_is_taken_back_although_a_place_that_it_shares_was_asked_before) {
    take_published("350001_pref_hospital_oldlayout_cp932.csv");
    const auto before = all()->listings.size();
    database->write_now([&](Tx& tx) {
        const auto standing = snapshot(tx);
        for (const auto& listing : standing->listings)
            add_fact(tx, listing->id,
                     {.known = {.condition = "suction",
                                .answer = Answer::yes,
                                .detail = {},
                                .low = {},
                                .high = {},
                                .as_of = kToday.today,
                                .source = "phone",
                                .told_to = {}},
                      .by = {},
                      .at = kToday.at});
    });
    take_published("navii_hospital_20250601_pref35.csv");
    EXPECT_FALSE(take_back(2).any());
    EXPECT_EQ(all()->listings.size(), before);
}

}  // namespace
}  // namespace michi::directory
