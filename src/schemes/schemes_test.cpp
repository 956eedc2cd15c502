#include "schemes/schemes.hpp"

#include "documents.hpp"
#include "schemes/rules.hpp"
#include "schemes/store.hpp"
#include "town.hpp"

namespace michi::schemes {
namespace {

using web::Typed;

const Date kToday = *Date::parse_iso("2026-11-25");

std::optional<Date> day(const std::string& iso) {
    return iso.empty() ? std::nullopt : Date::parse_iso(iso);
}
std::optional<int> years(const std::string& text) {
    return text.empty() || text == "school" ? std::nullopt : std::optional(std::stoi(text));
}
std::string name_of(When when) {
    constexpr const char* kNames[] = {"now", "later", "ask", "never"};
    return kNames[static_cast<std::size_t>(when)];
}

Scheme scheme(std::string name, std::string place = {}) {
    Scheme made;
    made.name = std::move(name);
    made.place = std::move(place);
    made.as_of = kToday;
    made.source = "要綱";
    return made;
}

TEST(Schemes, are_judged_as_the_examples_say) {
    const auto rows = examples("schemes.md", "Judged");
    ASSERT_GE(rows.size(), 15u);
    for (const auto& row : rows) {
        Scheme one = scheme("手当");
        one.from_age = years(row[0]);
        one.below_age = years(row[1]);
        one.until_school_end = row[1] == "school";
        one.valid_from = day(row[2]);
        one.valid_until = day(row[3]);
        const Judged judged = judge(
            one,
            {.birth = day(row[4]), .age = {}, .municipality = "992020", .today = *day(row[5])});
        EXPECT_EQ(name_of(judged.when), row[6])
            << row[0] << row[1] << " " << row[4] << " " << row[5];
        if (judged.when == When::now) {
            EXPECT_EQ(judged.until ? judged.until->iso() : "", row[7]) << row[4];
        }
    }
}

TEST(Schemes, of_another_place_are_never_offered_and_without_a_place_asked) {
    const Scheme city = scheme("市の手当", "992020"), prefecture = scheme("県の手当", "990000");
    const auto when = [&](const Scheme& one, std::string from) {
        return judge(one, {.birth = {}, .age = 3, .municipality = std::move(from), .today = kToday})
            .when;
    };
    EXPECT_EQ(when(city, "992020"), When::now);
    EXPECT_EQ(when(city, "992011"), When::never);
    EXPECT_EQ(when(city, ""), When::ask);
    EXPECT_EQ(when(prefecture, "992011"), When::now);
    EXPECT_EQ(when(prefecture, "352152"), When::never);
}

TEST(Schemes, of_the_municipality_itself_stand_in_for_the_general_one) {
    Scheme general = scheme("在宅レスパイト");
    general.up_to_municipality = true;
    Scheme own = scheme("在宅レスパイト", "992020");
    const auto names = [&](const Scheme& mine, const std::string& from) {
        std::vector<std::string> found;
        const std::vector<Scheme> all{general, mine};
        const Family family{.birth = {}, .age = 3, .municipality = from, .today = kToday};
        for (const Offer& offer : offers(all, family)) found.push_back(offer.scheme->place);
        return found;
    };
    EXPECT_EQ(names(own, "992020"), (std::vector<std::string>{"992020"}));
    EXPECT_EQ(names(own, "992011"), (std::vector<std::string>{""}));
    own.valid_until = kToday + -1;
    EXPECT_EQ(names(own, "992020"), (std::vector<std::string>{""})) << "an expired one is none";
}

TEST(Schemes, are_kept_only_with_name_source_and_days_in_order) {
    EXPECT_FALSE(reasons_not_to_keep(scheme("手当"), kToday).any());
    Scheme wrong = scheme(" ", "123456");
    wrong.source = "";
    wrong.as_of = kToday + 1;
    wrong.from_age = 20;
    wrong.below_age = 20;
    wrong.valid_from = kToday;
    wrong.valid_until = kToday + -1;
    const Refusals no = reasons_not_to_keep(wrong, kToday);
    for (const char* field : {"name", "source", "as_of", "place", "below_age", "valid_until"})
        EXPECT_TRUE(no.on(field)) << field;
}

class Pages : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {part()}};
    std::string page(const std::string& address) { return town.get(town.miura, address).body; }
};
ON_EACH_ENGINE(Pages);

TEST_P(Pages, list_what_an_age_can_get_with_amount_limit_and_day_of_looking_up) {
    const std::string two = page("/w/schemes?age=2&from=" + town.home);
    for (const char* text :
         {"特別児童扶養手当", "月56,800円", "20歳になるまで", "2025年", "公式資料で未確認"})
        EXPECT_NE(two.find(text), std::string::npos) << text;
    EXPECT_EQ(two.find("未熟児養育医療"), std::string::npos) << "below one year only";
    const std::string grown = page("/w/schemes?age=20");
    EXPECT_EQ(grown.find("特別児童扶養手当"), std::string::npos);
    EXPECT_NE(grown.find("特別障害者手当"), std::string::npos);
}

TEST_P(Pages, keep_what_the_centre_writes_and_never_show_what_has_expired) {
    const Typed own{{"name", "北浜市 在宅レスパイト"},
                    {"what", "月4回"},
                    {"place", town.home},
                    {"amount", "1回3時間まで"},
                    {"as_of", "2026-11-20"},
                    {"source", "要綱"},
                    {"trust", "0"}};
    EXPECT_EQ(town.post(town.kimura, "/w/schemes", own).status, 403);
    ASSERT_EQ(town.post(town.miura, "/w/schemes", own).status, 303);
    EXPECT_NE(page("/w/schemes?age=2&from=" + town.home).find("1回3時間まで"), std::string::npos);
    EXPECT_EQ(page("/w/schemes?age=2&from=352152").find("1回3時間まで"), std::string::npos);
    std::vector<Scheme> all;
    town.write([&](Tx& tx) { all = schemes(tx); });
    const Scheme& mine = all.back();
    Typed ended = own;
    ended.push_back({"valid_until", "2026-10-31"});
    ended.push_back({"edition", std::to_string(mine.edition)});
    const std::string address = "/w/schemes/" + std::to_string(mine.id.value);
    ASSERT_EQ(town.post(town.miura, address, ended).status, 303);
    EXPECT_EQ(page("/w/schemes?age=2&from=" + town.home).find("1回3時間まで"), std::string::npos);
    const auto late = town.post(town.ito, address, ended);
    EXPECT_EQ(late.status, 409) << "two people at once: the second sees what the first wrote";
    EXPECT_NE(late.body.find("1回3時間まで"), std::string::npos) << "nothing typed is lost";
}

TEST_P(Pages, refuse_with_a_sentence_at_the_field_and_keep_what_was_typed) {
    const auto refused =
        town.post(town.miura, "/w/schemes",
                  {{"name", "手当"}, {"below_age", "はたち"}, {"valid_from", "きのう"}});
    EXPECT_EQ(refused.status, 422);
    for (const char* text : {"はたち", "きのう", "年齢は数字で", "出典を書いて"})
        EXPECT_NE(refused.body.find(text), std::string::npos) << text;
}

}  // namespace
}  // namespace michi::schemes
