// An instance begins by the host's command: what it makes, what it leaves, what it says.
#include "base/municipality.hpp"
#include "engines.hpp"
#include "setup/setup.hpp"
#include "web/testing.hpp"

namespace michi::setup {
namespace {

Beginning yamaguchi() {
    return {.prefecture = "35",
            .section = "",
            .centre = "山口県医療的ケア児支援センター",
            .phone = "０８３-902-0000",
            .hours = "平日 9:00〜17:00",
            .admin = {"kanri", "管理 はじめ"},
            .head = {"chou", "長 まり"}};
}

class Beginnings : public testing::TestWithParam<bool> {
  public:
    web::TestSite site{{people::part()}, GetParam()};

    Begun begin(const Beginning& asked) {
        Begun begun;
        site.write([&](Tx& tx) { begun = begin_instance(tx, site.vault(), asked, site.now()); });
        return begun;
    }
    std::vector<people::OrganisationCard> cards() {
        return site.ask_database([](Tx& tx) { return people::organisation_cards(tx, true); });
    }
};
ON_EACH_ENGINE(Beginnings);

TEST_P(Beginnings, make_the_prefecture_the_centre_and_two_links) {
    const Begun begun = begin(yamaguchi());
    EXPECT_EQ(begun.municipalities, 19);
    EXPECT_EQ(begun.organisations, 3);
    EXPECT_TRUE(begun.differences.empty());
    ASSERT_TRUE(begun.admin_link && begun.head_link);
    EXPECT_EQ(site.get(*begun.admin_link).status, 200);
    EXPECT_EQ(site.get(*begun.head_link).status, 200);
    const auto all = cards();
    ASSERT_EQ(all.size(), 3U);
    for (const auto& card : all) {
        if (card.brief.kind == "family") continue;
        EXPECT_EQ(card.brief.municipality, "350001");
        if (card.brief.kind == "prefecture") {
            EXPECT_EQ(card.brief.name, "山口県 障がい福祉担当課");
        }
        if (card.brief.kind != "centre") continue;
        EXPECT_EQ(card.brief.phone, "083-902-0000");
        EXPECT_EQ(card.hours, "平日 9:00〜17:00");
    }
}

TEST_P(Beginnings, again_change_nothing_and_make_a_lost_link_anew) {
    const Begun first = begin(yamaguchi());
    const Begun again = begin(yamaguchi());
    EXPECT_EQ(again.organisations, 3);
    EXPECT_TRUE(again.differences.empty());
    ASSERT_TRUE(again.admin_link);
    EXPECT_NE(*again.admin_link, *first.admin_link);
    EXPECT_EQ(site.get(*first.admin_link).status, 404) << "of two links the newer one works";
    EXPECT_EQ(site.get(*again.admin_link).status, 200);
    const auto accounts =
        site.ask_database([&](Tx& tx) { return people::accounts_of(tx, site.vault(), {}).size(); });
    EXPECT_EQ(accounts, 2U);
}

TEST_P(Beginnings, make_no_link_for_whoever_has_begun) {
    const Begun first = begin(yamaguchi());
    EXPECT_EQ(site.post(*first.admin_link, {{"password", "yama-kawa-no-oto-7"}}).status, 303);
    const Begun again = begin(yamaguchi());
    EXPECT_TRUE(again.differences.empty());
    EXPECT_FALSE(again.admin_link);
    EXPECT_TRUE(again.head_link);
}

TEST_P(Beginnings, say_what_differs_and_change_nothing) {
    begin(yamaguchi());
    const auto before = cards();
    Beginning other = yamaguchi();
    other.phone = "083-902-9999";
    other.centre = "べつのセンター";
    other.prefecture = "34";
    other.admin.name = "べつの 人";
    other.head.login = "kanri";
    const Begun begun = begin(other);
    std::string told;
    for (const auto& one : begun.differences) told += one + "\n";
    for (const char* part : {"--phone: here stands \"083-902-0000\", asked was \"083-902-9999\"",
                             "--centre", "--prefecture", "--admin-name", "--head-login: kanri"})
        EXPECT_NE(told.find(part), std::string::npos) << part << "\n" << told;
    EXPECT_FALSE(begun.admin_link);
    EXPECT_FALSE(begun.head_link);
    const auto after = cards();
    ASSERT_EQ(after.size(), before.size());
    for (std::size_t i = 0; i < after.size(); ++i) {
        EXPECT_EQ(after[i].brief.name, before[i].brief.name);
        EXPECT_EQ(after[i].brief.phone, before[i].brief.phone);
        EXPECT_EQ(after[i].brief.municipality, before[i].brief.municipality);
    }
}

TEST_P(Beginnings, fill_what_a_first_administrator_left_empty) {
    site.write([&](Tx& tx) {
        people::first_person(tx, site.vault(), Role::administrator, "kanri", "管理 はじめ",
                             site.now().at);
    });
    Beginning asked = yamaguchi();
    asked.centre = "センター";
    const Begun begun = begin(asked);
    EXPECT_TRUE(begun.differences.empty());
    EXPECT_TRUE(begun.admin_link);
    for (const auto& card : cards())
        if (card.brief.kind == "centre") {
            EXPECT_EQ(card.brief.phone, "083-902-0000");
            EXPECT_EQ(card.brief.municipality, "350001");
        }
}

struct Wrong {
    const char* says;
    void (*spoil)(Beginning&);
};
constexpr Wrong kWrong[] = {
    {"--prefecture", [](Beginning& b) { b.prefecture = "48"; }},
    {"--prefecture", [](Beginning& b) { b.prefecture = "99"; }},
    {"--prefecture", [](Beginning& b) { b.prefecture = "5"; }},
    {"--centre", [](Beginning& b) { b.centre = " "; }},
    {"--phone", [](Beginning& b) { b.phone = "あとで"; }},
    {"--admin-login", [](Beginning& b) { b.admin.login = "管理"; }},
    {"--admin-name", [](Beginning& b) { b.admin.name = ""; }},
    {"--head-name", [](Beginning& b) { b.head.name = ""; }},
    {"--head-login", [](Beginning& b) { b.head.login = ""; }},
    {"--head-login", [](Beginning& b) { b.head.login = b.admin.login; }},
};

TEST(Beginning_rules, name_the_option_that_is_wrong) {
    EXPECT_TRUE(mistakes(yamaguchi()).empty());
    for (const Wrong& wrong : kWrong) {
        Beginning asked = yamaguchi();
        wrong.spoil(asked);
        const auto found = mistakes(asked);
        ASSERT_EQ(found.size(), 1U) << wrong.says;
        EXPECT_EQ(found[0].find(wrong.says), 0U) << found[0];
    }
    Beginning alone = yamaguchi();
    alone.head = {};
    EXPECT_TRUE(mistakes(alone).empty()) << "a head may come later";
}

}  // namespace
}  // namespace michi::setup
