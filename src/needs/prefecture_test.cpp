// The first picture of a prefecture's officer: published months, what is missing, what each town has.

#include "consultation/consultation.hpp"
#include "directory/directory.hpp"
#include "needs/coverage.hpp"
#include "needs/needs.hpp"
#include "needs/rules.hpp"
#include "reports/reports.hpp"
#include "town.hpp"

namespace michi::needs {
namespace {

TEST(Missed, stand_by_how_often_and_what_is_withheld_tells_nothing_by_its_place) {
    GapTable table{.rows = {"a", "b", "c", "d"}, .columns = {"991015"}, .cells = {}};
    for (const Cell cell : {Cell{6, false}, Cell{4, true}, Cell{9, false}, Cell{2, true}})
        table.cells.push_back({cell, cell});
    table.cells.push_back({Cell{21, false}, Cell{21, false}});
    std::string order;
    for (const Missed& missed : most_missed(table)) order += missed.need;
    EXPECT_EQ(order, "cabd") << "b before d by their code, not by their count";
}

std::shared_ptr<const directory::Listing> place(std::string kind, std::vector<std::string> towns,
                                                bool gone = false) {
    directory::Listing listing;
    listing.kind = std::move(kind);
    listing.gone = gone;
    for (auto& town : towns) {
        directory::Spot spot;
        spot.municipality = std::move(town);
        listing.places.push_back(std::move(spot));
    }
    return std::make_shared<const directory::Listing>(std::move(listing));
}

TEST(Coverage, counts_a_service_once_in_each_town_that_it_stands_in) {
    directory::Snapshot all;
    all.listings = {place("short_stay", {"991015", "991015", "991023"}),
                    place("medical_respite", {"991015"}),
                    place("short_stay", {"991015"}, true),  // closed
                    place("medical_dental", {"991015"}),    // answers no question of the table
                    place("after_school_day_service", {"991031"})};
    const auto found = coverage(all);
    EXPECT_EQ(found.at("991015")[0], 2) << "respite is asked for with short stay";
    EXPECT_EQ(found.at("991023")[0], 1);
    EXPECT_EQ(found.at("991031")[0], 0);
    EXPECT_EQ(found.at("991031")[2], 1);
    EXPECT_EQ(towns_without(found, {"991015", "991023", "991031", "991040"}, 0), 2)
        << "a town of which nothing is entered has none";
}

TEST(Coverage, asks_for_kinds_that_there_are) {
    for (const Cover& cover : kCovers)
        for (const auto kind : cover.kinds)
            EXPECT_TRUE(kind.empty() || directory::find_kind(kind)) << kind;
}

class Picture : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {directory::part(), part(), reports::part(), consultation::part()}};
    std::string page(const Subject& who) { return town.get(who, "/p").body; }
    /// So many calls on that day, each about a nursery.
    void calls(int n, Date day) {
        const Now then{at_in_japan(day, 600), day};
        town.write([&](Tx& tx) {
            for (int i = 0; i < n; ++i) {
                const auto id = consultation::receive(tx, *town.vault, town.miura, "phone", then);
                auto draft = consultation::find_reception(tx, *town.vault, id);
                draft.answers.cls = "area";
                draft.answers.caller_kind = "school";
                draft.answers.words = "ひみつの話";
                draft.answers.topics = {"nursery"};
                draft.version =
                    consultation::save_draft(tx, *town.vault, draft, draft.answers, then);
                consultation::register_reception(
                    tx, *town.vault, town.miura, draft,
                    {.existing = {}, .in_charge = town.miura.account, .number = {}}, then);
            }
        });
    }
    void publish(int year, int month) {
        town.write([&](Tx& tx) {
            reports::publish_now(tx, *town.vault, town.centre, "99", {year, month},
                                 town.ito.account, town.clock);
        });
    }
    void record(const std::string& kind, int times) {
        for (int i = 0; i < times; ++i)
            town.post(town.miura, "/w/resources/issue",
                      {{"asked", "1"}, {"kind", kind}, {"from", town.home}});
    }
};
ON_EACH_ENGINE(Picture);

TEST_P(Picture, says_what_is_not_there_yet_and_what_makes_it_stand_there) {
    const std::string seen = page(town.ken);
    EXPECT_NE(seen.find("確定した月はまだありません"), seen.npos);
    EXPECT_NE(seen.find("この12か月に記録された地域の課題はありません"), seen.npos);
    EXPECT_NE(seen.find("ひとつもない市町村の数"), seen.npos);
    EXPECT_EQ(seen.find("できしだい"), seen.npos) << "nothing is announced";
    for (const auto& who : {town.miura, town.ito, town.kimura, town.tsukushi})
        EXPECT_EQ(town.get(who, "/p").status, 403) << who.name;
}

TEST_P(Picture, shows_the_published_months_and_no_small_number) {
    calls(14, *Date::from_ymd(2026, 10, 5));
    calls(3, *Date::from_ymd(2026, 9, 7));
    calls(20, *Date::from_ymd(2026, 8, 3));
    publish(2026, 10);
    publish(2026, 9);
    const std::string seen = page(town.ken);
    EXPECT_NE(seen.find("10月の月次報告を開く"), seen.npos);
    EXPECT_NE(seen.find(">14件<"), seen.npos);
    EXPECT_NE(seen.find("保育所"), seen.npos);
    EXPECT_NE(seen.find("＊"), seen.npos) << "three in a month point at somebody";
    EXPECT_EQ(seen.find(">3件<"), seen.npos);
    EXPECT_EQ(seen.find("20件"), seen.npos) << "August is not confirmed";
    EXPECT_EQ(seen.find("ひみつ"), seen.npos);
    const auto link = seen.find("/w/reports/monthly/202610");
    ASSERT_NE(link, seen.npos);
    EXPECT_EQ(
        town.get(town.ken, "/w/reports/monthly/202610?centre=" + std::to_string(town.centre.value))
            .status,
        200);
}

TEST_P(Picture, shows_what_is_missing_as_the_table_of_issues_does) {
    record("short_stay", 7);
    record("daytime_respite", 2);
    const std::string seen = page(town.ken);
    EXPECT_NE(seen.find("短期入所"), seen.npos);
    EXPECT_EQ(seen.find("<td class=\"num\">2</td>"), seen.npos);
    EXPECT_NE(seen.find("＊"), seen.npos);
    EXPECT_NE(town.json(town.ken, "/w/issues").body.find("\"total\":1,"), seen.npos)
        << "the table withholds the whole";
}

TEST_P(Picture, is_where_the_officer_begins) { EXPECT_LT(page(town.ken).size(), 100'000u); }

}  // namespace
}  // namespace michi::needs
