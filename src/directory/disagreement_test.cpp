#include "directory/disagreement.hpp"

#include "directory/commands.hpp"
#include "directory/directory.hpp"
#include "directory/store.hpp"
#include "town.hpp"

namespace michi::directory {
namespace {

Stored said(std::string source, std::string phone, std::string name = "つばさ") {
    Stored record;
    record.source = std::move(source);
    record.values[Field::name] = std::move(name);
    record.values[Field::phone] = std::move(phone);
    return record;
}

TEST(Disagreements, are_what_lists_say_differently_and_not_how_they_spell_it) {
    const Stored same[] = {said("wamnet", "0834-29-1430"), said("childcare", "(0834)29-1430")};
    EXPECT_TRUE(disagreements(same).empty());
    const Stored local[] = {said("childcare", "0833-41-4019"), said("school", "41-4019")};
    EXPECT_TRUE(disagreements(local).empty()) << "a number without its area code";
    const Stored silent[] = {said("wamnet", "0834-29-1430"), said("childcare", "")};
    EXPECT_TRUE(disagreements(silent).empty());
    const Stored other[] = {said("childcare", "0834-00-0000"), said("wamnet", "0834-29-1430")};
    const auto found = disagreements(other);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].field, Field::phone);
    EXPECT_EQ(found[0].sayings[0].source, "wamnet") << "who speaks first stands in front";
    const Stored centre[] = {said("wamnet", "0834-29-1430"), said("centre", "0834-00-0000")};
    EXPECT_TRUE(disagreements(centre).empty()) << "the Centre's word is its decision";
}

class Settling : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {part()}};
    void take(const std::string& kind, const std::string& csv) {
        const auto source = source_named(kind);
        const auto taken =
            import_files(*town.database, {{kind + ".csv", csv}}, source, false, town.now());
        ASSERT_TRUE(taken.all_read) << as_text(taken, Lang::ja);
    }
    void two_lists(const std::string& second) {
        const std::string head =
            "市区町村コード,NO,名称,種別,住所,電話番号,収容定員,一時預かりの有無\n";
        take("childcare",
             head + "992011,1,つばさ園,認可私立保育所,若葉市中央1-1,0000-21-0001,30,有\n");
        take("childcare",
             head + "990000,7,つばさ園,認可私立保育所,若葉市中央1-1," + second + ",30,有\n");
    }
    std::string page() { return town.get(town.miura, "/w/resources/disagreements").body; }
};
ON_EACH_ENGINE(Settling);

TEST_P(Settling, takes_one_click_and_is_asked_anew_when_a_list_changes) {
    two_lists("0000-21-9999");
    EXPECT_EQ(town.get(town.tsukushi, "/w/resources/disagreements").status, 403);
    ASSERT_NE(page().find("0000-21-9999"), std::string::npos) << page();
    ASSERT_EQ(town.post(town.miura, "/w/resources/S-0001/disagreement",
                        {{"field", "phone"}, {"right", "0000-21-9999"}})
                  .status,
              303);
    EXPECT_EQ(page().find("0000-21-9999"), std::string::npos);
    town.database->read([](Tx& tx) {
        EXPECT_EQ(snapshot(tx)->listings.at(0)->values[Field::phone], "0000-21-9999");
    });
    two_lists("0000-21-7777");
    EXPECT_NE(page().find("0000-21-7777"), std::string::npos) << "the list says something else";
}

}  // namespace
}  // namespace michi::directory
