#include "directory/understanding.hpp"

#include <gmock/gmock.h>

#include <chrono>

#include "base/fold.hpp"
#include "directory/conditions.hpp"
#include "directory/everyday.hpp"
#include "directory/kinds.hpp"
#include "directory/said_age.hpp"

namespace michi::directory {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const std::vector<std::string> kHome{"99"};

Understood read(std::string_view typed, std::vector<std::string> dropped = {}) {
    return understand(typed, {{}, kHome, dropped});
}
std::string best(std::string_view typed) {
    const auto kinds = read(typed).kinds;
    return kinds.empty() ? "" : kinds.front();
}

TEST(Understanding, of_a_kind_by_its_official_name_its_published_and_its_everyday_name) {
    for (const ServiceKind& kind : service_kinds()) {
        const std::string name(word_text(kind.word, Lang::ja));
        if (name.starts_with("そのほか")) continue;
        EXPECT_THAT(read(name).kinds, Contains(std::string(kind.id))) << name;
    }
    EXPECT_EQ(best("短期入所"), "short_stay");
    EXPECT_EQ(best("ショートステイ"), "short_stay");
    EXPECT_EQ(best("ｼｮｰﾄｽﾃｲ"), "short_stay");
    EXPECT_EQ(best("放デイ"), "after_school_day_service");
    EXPECT_EQ(best("児発"), "child_development_support");
    EXPECT_EQ(best("病院"), "medical_hospital");
}

TEST(Understanding, of_a_municipality_with_a_kind_with_and_without_a_blank) {
    for (const char* typed :
         {"北浜市 短期入所", "北浜　短期入所", "北浜市の短期入所", "きたはまし 短期入所"}) {
        const auto all = read(typed);
        EXPECT_THAT(all.kinds, ElementsAre("short_stay")) << typed;
        EXPECT_EQ(all.municipality, "992020") << typed;
        EXPECT_THAT(all.unknown, IsEmpty()) << typed;
    }
    EXPECT_EQ(read("北浜市と花岡市の短期入所").municipality, "") << "two places name none";
    EXPECT_EQ(understand("北浜市", {{}, {}, {}}).municipality, "") << "of another prefecture";
}

TEST(Understanding, of_a_whole_sentence_without_blanks) {
    const auto all = read("人工呼吸器の子を夜あずかってくれるところ");
    EXPECT_EQ(all.kinds.front(), "short_stay");
    EXPECT_THAT(all.conditions, ElementsAre("ventilator", "night"));
    EXPECT_THAT(all.unknown, IsEmpty());
    EXPECT_FALSE(all.supposed);
}

TEST(Understanding, of_everyday_names_of_conditions) {
    const std::pair<const char*, const char*> said[] = {{"呼吸器", "ventilator"},
                                                        {"気切", "tracheostomy"},
                                                        {"たんの吸引", "suction"},
                                                        {"痰", "suction"},
                                                        {"胃瘻", "tube_feeding"},
                                                        {"経鼻", "tube_feeding"},
                                                        {"在宅酸素", "oxygen"},
                                                        {"導尿", "catheterization"},
                                                        {"送迎", "transport"},
                                                        {"お風呂", "bathing"},
                                                        {"土日", "weekend"},
                                                        {"夜間", "night"},
                                                        {"夏休み", "school_holidays"},
                                                        {"てんかん", "seizure"},
                                                        {"寝たきり", "severe_disabilities"},
                                                        {"付き添いなしで", "without_parent"},
                                                        {"空き", "vacancy"},
                                                        {"医療型", "medical_type"}};
    for (const auto& [typed, condition] : said) {
        const auto all = read(std::string("短期入所 ") + typed);
        EXPECT_THAT(all.conditions, ElementsAre(condition)) << typed;
        EXPECT_THAT(all.kinds, Contains("short_stay")) << typed;
    }
    EXPECT_TRUE(read("人工呼吸器").supposed);
    EXPECT_THAT(read("人工呼吸器").kinds, Contains("medical_visiting_nurse"));
    EXPECT_THAT(read("訪問入浴").conditions, IsEmpty()) << "a bath is what it does";
}

TEST(Understanding, of_ages) {
    const std::pair<const char*, int> said[] = {
        {"3歳", 3},    {"３才の子", 3}, {"三歳", 3},        {"十八歳", 18}, {"1歳半", 1},
        {"10か月", 0}, {"18ヶ月", 1},   {"赤ちゃん", 0},    {"年長", 5},    {"小学2年生", 7},
        {"中2", 13},   {"高校3年", 17}, {"中学生の子", 13}, {"高校生", 16}};
    for (const auto& [typed, years] : said) EXPECT_EQ(read(typed).age, years) << typed;
    EXPECT_EQ(read("5歳と2歳のきょうだい").age, std::nullopt) << "two ages name none";
    EXPECT_EQ(read("何歳から").age, std::nullopt);
    EXPECT_EQ(read("200歳").age, std::nullopt);
    EXPECT_EQ(read("中学校").age, std::nullopt);
}

TEST(Understanding, names_what_it_did_not_understand) {
    EXPECT_THAT(read("つくし").names, ElementsAre("つくし"));
    EXPECT_TRUE(read("つくし").nothing());
    const auto both = read("つくし 短期入所");
    EXPECT_THAT(both.unknown, ElementsAre("つくし"));
    EXPECT_THAT(both.kinds, ElementsAre("short_stay"));
    EXPECT_THAT(read("夜のケアがつらい").unknown, IsEmpty());
    EXPECT_TRUE(read("").nothing());
    EXPECT_TRUE(read("　、。！").nothing());
}

TEST(Understanding, takes_away_what_was_dropped_and_keeps_the_rest) {
    const auto all = read("人工呼吸器の子を夜あずかってくれるところ", {"short_stay", "night"});
    EXPECT_THAT(all.kinds, testing::Not(Contains("short_stay")));
    EXPECT_FALSE(all.kinds.empty());
    EXPECT_THAT(all.conditions, ElementsAre("ventilator"));
    EXPECT_EQ(read("3歳 保育園", {"age"}).age, std::nullopt);
}

TEST(Understanding, puts_the_centres_own_words_first) {
    const std::vector<Phrase> own{{"夜 つらい", {"peer_group"}}};
    const auto all = understand("夜のケアがつらい", {own, kHome, {}});
    EXPECT_EQ(all.kinds.front(), "peer_group");
}

TEST(Understanding, is_linear_and_bounded) {
    std::string typed;
    while (typed.size() < 1'000'000) typed += "人工呼吸器の子を夜あずか";
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(read(typed).kinds.front(), "short_stay");
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(1));
    EXPECT_NO_THROW(read("\xff\xfe夜\xe3\x81"));
}

TEST(Understanding, has_only_known_kinds_and_conditions_in_its_vocabulary) {
    for (const char* form : {"預け", "夜", "吸引", "就学", "停電"}) {
        const auto found = longest_form(fold(form));
        ASSERT_FALSE(found.senses.empty()) << form;
        for (const std::string_view id : found.senses.front()->conditions)
            EXPECT_TRUE(find_condition(id)) << id;
    }
    EXPECT_FALSE(said_together().empty());
    for (const Together& two : said_together())
        EXPECT_TRUE(!two.adds.kinds.empty() || !two.adds.conditions.empty()) << two.one;
}

Asked asked_for(std::string_view typed, std::vector<std::string> kinds = {}) {
    Asked asked;
    asked.kinds = std::move(kinds);
    asked.words = typed;
    asked.today = Date::parse_iso("2026-11-29").value();
    ask_for(asked, read(typed));
    return asked;
}

Snapshot places() {
    Snapshot made;
    const auto add = [&](std::string_view name, std::string_view kind, std::string_view town) {
        auto listing = std::make_shared<Listing>();
        listing->id = {static_cast<std::int64_t>(made.listings.size()) + 1};
        listing->kind = kind;
        listing->values[Field::name] = name;
        listing->values[Field::municipality] = town;
        listing->words = fold(name);
        made.listings.push_back(listing);
    };
    add("つくし", "child_development_support", "992020");
    add("つくし短期", "short_stay", "992062");
    add("ゆうなぎ", "short_stay", "992020");
    add("みなと", "short_stay", "992038");
    add("夜の家", "school_other", "992038");
    add("ひまわり保育園", "childcare_nursery", "992020");
    add("あおば", "after_school_day_service", "992020");
    return made;
}
std::vector<std::string> names_for(const Asked& asked) {
    const Snapshot all = places();
    std::vector<std::string> names;
    for (const Match& match : search(all, asked).matches)
        names.push_back(match.listing->values[Field::name]);
    return names;
}

TEST(WordSearch, finds_the_kind_and_puts_the_named_municipality_first) {
    EXPECT_EQ(names_for(asked_for("北浜市 短期入所")).front(), "ゆうなぎ");
    EXPECT_THAT(names_for(asked_for("北浜市 短期入所")), SizeIs(3)) << "the others are not hidden";
}

TEST(WordSearch, puts_a_place_of_that_name_first) {
    EXPECT_EQ(names_for(asked_for("夜の家")).front(), "夜の家");
    EXPECT_THAT(names_for(asked_for("つくし 短期入所")),
                ElementsAre("つくし短期", "つくし", "みなと", "ゆうなぎ"));
    EXPECT_THAT(names_for(asked_for("つくし")), ElementsAre("つくし", "つくし短期"));
}

TEST(WordSearch, is_not_emptied_by_words_it_does_not_understand) {
    EXPECT_THAT(names_for(asked_for("ぴよぴよ 短期入所")), SizeIs(3));
    EXPECT_THAT(names_for(asked_for("人工呼吸器")), Contains("みなと"));
    EXPECT_THAT(names_for(asked_for("夜のケアがつらい", {"childcare_nursery"})),
                ElementsAre("ひまわり保育園"))
        << "words never empty what was chosen";
    EXPECT_THAT(names_for(asked_for("ぴよぴよ")), IsEmpty());
    EXPECT_THAT(names_for(asked_for("北浜市")), SizeIs(4)) << "what stands there";
}

TEST(WordSearch, answers_an_age_by_the_law_before_the_place) {
    const auto two = search(places(), asked_for("2歳 放課後デイ"));
    EXPECT_EQ(two.matches.front().no, 1u);
    EXPECT_EQ(two.fitting, 0u);
}

}  // namespace
}  // namespace michi::directory
