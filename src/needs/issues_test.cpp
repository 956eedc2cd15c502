#include "directory/directory.hpp"
#include "needs/needs.hpp"
#include "town.hpp"

namespace michi::needs {
namespace {

class Issues : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {directory::part(), part()}};
    void record(const Subject& who, const std::string& kind, const std::string& where,
                int times = 1) {
        for (int i = 0; i < times; ++i)
            ASSERT_EQ(town.post(who, "/w/resources/issue",
                                {{"asked", "1"},
                                 {"kind", kind},
                                 {"from", where},
                                 {"need", "night"},
                                 {"age", "2"}})
                          .status,
                      303);
    }
    bool shows(const Subject& who, std::string_view target, std::string_view text) {
        return town.get(who, target).body.find(text) != std::string::npos;
    }
};
ON_EACH_ENGINE(Issues);

TEST_P(Issues, say_what_was_looked_for_where_and_in_which_month) {
    record(town.miura, "short_stay", town.home, 2);
    const auto page = town.get(town.ito, "/w/issues").body;
    EXPECT_NE(page.find("K-0002"), std::string::npos);
    EXPECT_NE(page.find("短期入所・2歳・夜間"), std::string::npos) << page;
    EXPECT_TRUE(shows(town.ito, "/w/issues?by=month", "2026年11月"));
    EXPECT_TRUE(shows(town.ito, "/w/issues?need=short_stay", "2026年11月"));
}

TEST_P(Issues, show_others_no_small_number_and_only_their_own_entries) {
    record(town.miura, "short_stay", town.home, 3);
    record(town.kimura, "short_stay", town.next, 1);
    for (const Subject& who : {town.kimura, town.ken}) {
        const auto page = town.get(who, "/w/issues").body;
        EXPECT_NE(page.find("＊"), std::string::npos);
        EXPECT_EQ(page.find("<td class=\"num \">3</td>"), std::string::npos);
        EXPECT_EQ(page.find("K-0001"), std::string::npos);
    }
    EXPECT_TRUE(shows(town.kimura, "/w/issues", "K-0004")) << "her own office recorded it";
    EXPECT_EQ(town.get(town.kimura, "/w/issues/K-0004").status, 200);
    EXPECT_EQ(town.get(town.kimura, "/w/issues/K-0001").status, 404);
    EXPECT_FALSE(shows(town.ken, "/w/issues", "K-0004"));
}

TEST_P(Issues, leave_the_centre_as_a_table_without_small_numbers) {
    record(town.miura, "short_stay", town.home, 3);
    record(town.miura, "daytime_respite", town.home, 6);
    record(town.miura, "daytime_respite", town.next, 7);
    const auto file = town.get(town.miura, "/w/issues/csv");
    EXPECT_EQ(file.status, 200);
    EXPECT_NE(file.body.find("＊"), std::string::npos);
    EXPECT_EQ(file.body.find(",3\r\n"), std::string::npos);
    EXPECT_NE(file.body.find(",7\r\n"), std::string::npos) << file.body;
}

TEST_P(Issues, are_brought_to_a_meeting_and_solved_and_two_people_do_not_overwrite_each_other) {
    record(town.miura, "short_stay", town.home);
    const std::string place = "/w/issues/K-0001";
    EXPECT_EQ(town.post(town.miura, place,
                        {{"state", "brought"}, {"version", "1"}, {"note", "こども部会"}})
                  .status,
              303);
    EXPECT_TRUE(shows(town.ito, place, "会議に出した"));
    EXPECT_TRUE(shows(town.ito, place, "こども部会"));
    const auto late = town.post(town.ito, place, {{"state", "solved"}, {"version", "1"}});
    EXPECT_EQ(late.status, 422);
    EXPECT_NE(late.body.find("先に書きかえました"), std::string::npos);
    EXPECT_NE(late.body.find("name=\"version\" value=\"2\""), std::string::npos);
    EXPECT_EQ(town.post(town.ito, place, {{"state", "solved"}, {"version", "2"}}).status, 303);
    EXPECT_EQ(town.post(town.ito, place, {{"state", "solved"}, {"version", "3"}}).status, 422)
        << "nothing was said";
    EXPECT_EQ(town.post(town.ken, place, {{"state", "brought"}, {"version", "3"}}).status, 403);
}

}  // namespace
}  // namespace michi::needs
