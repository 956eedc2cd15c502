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
    EXPECT_EQ(read("きたはま 短期入所").municipality, "992020");
    const auto two = read("北浜市と花岡市の短期入所");
    EXPECT_EQ(two.municipality, "") << "one starts from neither";
    EXPECT_THAT(two.towns, ElementsAre("992020", "992038"));
    EXPECT_EQ(read("北浜市と花岡市の短期入所", {"992038"}).municipality, "992020");
    EXPECT_EQ(understand("北浜市", {{}, {}, {}}).municipality, "") << "of another prefecture";
    EXPECT_THAT(read("周南市の保育園").elsewhere, ElementsAre("周南市"));
}

TEST(Understanding, of_a_surname_is_of_no_municipality) {
    for (const char* typed :
         {"花岡さん", "松野先生", "星野です", "花岡と申します", "花岡がお世話に"})
        EXPECT_EQ(read(typed).municipality, "") << typed;
    EXPECT_EQ(read("花岡の保育園").municipality, "992038");
}

TEST(Understanding, of_latin_letters_is_of_whole_words) {
    for (const char* typed : {"hotel", "adopt a cat", "the best", "hot meals"})
        EXPECT_TRUE(read(typed).nothing()) << typed;
    EXPECT_EQ(best("short stay near me"), "short_stay");
    EXPECT_EQ(best("My child needs a dentist"), "medical_dental");
    EXPECT_EQ(best("hospitals"), "medical_hospital");
    EXPECT_THAT(read("ventilator overnight").conditions, ElementsAre("ventilator", "night"));
    EXPECT_EQ(best("STさん"), "medical_rehabilitation");
    for (const ServiceKind& kind : service_kinds()) {
        const std::string name(word_text(kind.word, Lang::en));
        if (name.starts_with("Other") || name.find(',') != std::string::npos) continue;
        EXPECT_FALSE(read(name).kinds.empty()) << name;
    }
}

TEST(Understanding, of_short_words_is_of_none_inside_others) {
    for (const char* typed :
         {"アパート", "病気による", "はいろう", "うつぶせ", "まとまり", "動物園", "ピアノ",
          "まつかぜ", "そよかぜ", "かもめ", "お世話になっております", "東1-19"})
        EXPECT_TRUE(read(typed).nothing()) << typed;
    EXPECT_EQ(best("ショート"), "short_stay");
    EXPECT_EQ(best("訪問リハ"), "medical_rehabilitation");
    EXPECT_EQ(best("119"), "disaster_fire");
    EXPECT_THAT(read("かもめ").unknown, ElementsAre("かもめ"));
}

TEST(Understanding, of_what_is_not_wanted_asks_for_none_of_it) {
    for (const char* typed : {"人工呼吸器なし", "夜はいらない", "泊まらなくていい",
                              "送迎なしでいい", "短期入所以外", "北浜市以外"}) {
        const auto all = read(typed);
        EXPECT_TRUE(all.nothing()) << typed;
        EXPECT_THAT(all.denied, ElementsAre(typed));
    }
    EXPECT_THAT(read("短期入所以外で泊まれるところ").kinds, testing::Not(Contains("short_stay")));
    EXPECT_EQ(best("預け先なし"), "short_stay") << "a lack is a need";
    EXPECT_THAT(read("短期入所 付き添いなしで").conditions, ElementsAre("without_parent"));
}

TEST(Understanding, of_kana_finds_what_kanji_find) {
    const std::pair<const char*, const char*> said[] = {
        {"ほいくえん", "childcare_nursery"},   {"びょういん", "medical_hospital"},
        {"がっこう", "education_board"},       {"ていでん", "disaster_charging"},
        {"ようちえん", "school_kindergarten"}, {"りょういく", "child_development_support"},
        {"やっきょく", "medical_pharmacy"},    {"はいしゃ", "medical_dental"},
        {"さんそ", "medical_visiting_nurse"},  {"デーサービス", "after_school_day_service"}};
    for (const auto& [typed, kind] : said) EXPECT_EQ(best(typed), kind) << typed;
    EXPECT_FALSE(read("医療的ケア").kinds.empty());
}

TEST(Understanding, of_danger_is_told_first_and_hides_nothing) {
    for (const char* typed :
         {"呼吸が止まった", "息をしていない", "意識がない", "呼吸がとまりそう", "not breathing"})
        EXPECT_EQ(read(typed).danger, Danger::body) << typed;
    for (const char* typed : {"死にたい", "消えてしまいたい", "この子と一緒に死のうと思う"})
        EXPECT_EQ(read(typed).danger, Danger::despair) << typed;
    for (const char* typed :
         {"人工呼吸している子を預かって", "息がつまる", "呼吸器 ショート", "必死の毎日"})
        EXPECT_EQ(read(typed).danger, Danger::none) << typed;
    EXPECT_EQ(best("消えてしまいたい"), "health_centre");
    EXPECT_THAT(read("呼吸がとまりそう").kinds, testing::Not(Contains("short_stay")));
}

TEST(Understanding, of_typed_words_is_without_what_deceives_the_eye) {
    EXPECT_EQ(typed_words("  短期\u202E入所\n北浜市 "), "短期入所 北浜市");
    EXPECT_FALSE(is_longer_than_read("短期入所"));
    std::string many;
    for (int i = 0; i < 500; ++i) many += "夜";
    EXPECT_EQ(typed_words(many).size(), 3 * kMostTyped);
    EXPECT_TRUE(is_longer_than_read(many));
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
    EXPECT_TRUE(read("3歳と5歳の子").several_ages);
    EXPECT_EQ(read("3才4か月").age, 3) << "one age";
    EXPECT_EQ(read("中3日").age, std::nullopt);
    EXPECT_EQ(read("18歳未満").age, std::nullopt);
    EXPECT_EQ(read("3歳未満").age, 2);
    EXPECT_EQ(read("3年生").age, 8);
    EXPECT_EQ(read("幼稚園の年中").age, 4);
    EXPECT_EQ(read("小学校2年").age, 7);
    EXPECT_THAT(read("小学校2年").kinds, Contains("school_primary")) << "and the school is heard";
    EXPECT_EQ(best("高等部1年"), "school_special");
    EXPECT_EQ(read("何歳から").age, std::nullopt);
    EXPECT_EQ(read("200歳").age, std::nullopt);
    EXPECT_EQ(read("中学校").age, std::nullopt);
}

TEST(Understanding, of_the_age_of_somebody_else_is_not_the_childs) {
    for (const char* typed : {"40歳の母が入院", "母は75歳です", "おばあちゃんが80歳", "私は38歳"}) {
        EXPECT_EQ(read(typed).age, std::nullopt) << typed;
        EXPECT_THAT(read(typed).kinds, testing::Not(Contains("daily_life_care"))) << typed;
    }
    EXPECT_EQ(read("3歳の母です").age, 3);
    EXPECT_EQ(read("20歳の娘").age, 20);
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

TEST(WordSearch, lets_no_kind_of_which_there_are_many_hide_the_others) {
    Snapshot many;
    const auto add = [&](std::string_view kind) {
        auto listing = std::make_shared<Listing>();
        listing->id = {static_cast<std::int64_t>(many.listings.size()) + 1};
        listing->kind = kind;
        listing->values[Field::name] = "あ" + std::to_string(many.listings.size());
        listing->words = fold(listing->values[Field::name]);
        many.listings.push_back(listing);
    };
    for (int i = 0; i < 9; ++i) add("short_stay");
    for (int i = 0; i < 3; ++i) add("daytime_respite"), add("medical_respite");
    std::vector<std::string> kinds;
    for (const Match& match : search(many, asked_for("つかれた")).matches)
        kinds.push_back(match.listing->kind);
    ASSERT_GE(kinds.size(), 6u);
    kinds.resize(6);
    EXPECT_THAT(kinds, ElementsAre("short_stay", "short_stay", "short_stay", "daytime_respite",
                                   "medical_respite", "short_stay"));
}

TEST(WordSearch, puts_the_place_first_that_is_called_so_by_name_number_or_telephone) {
    Snapshot all;
    for (const char* name : {"若葉こども病院", "若葉こども病院 分院", "ほかの病院"}) {
        auto listing = std::make_shared<Listing>();
        listing->id = {static_cast<std::int64_t>(all.listings.size()) + 41};
        listing->kind = "medical_hospital";
        listing->values[Field::name] = name;
        listing->values[Field::phone] =
            "0000-11-45" + std::to_string(listing->id.value) + " / 0000-11-0000";
        listing->words = fold(name) + '\n' + fold("若葉こども病院の近く");
        listing->confirmed_on =
            Date::parse_iso("2026-11-01").value() + static_cast<int>(listing->id.value);
        all.listings.push_back(listing);
    }
    const auto first = [&](std::string_view typed) {
        const auto found = search(all, asked_for(typed));
        return found.matches.empty() ? "" : found.matches.front().listing->values[Field::name];
    };
    EXPECT_EQ(first("若葉こども病院"), "若葉こども病院");
    EXPECT_EQ(first("若葉こども病院　分院"), "若葉こども病院 分院");
    EXPECT_EQ(first("S-0043"), "ほかの病院");
    EXPECT_EQ(first("0000-11-4541"), "若葉こども病院");
    EXPECT_EQ(first("0000(11)4542"), "若葉こども病院 分院");
}

TEST(WordSearch, from_a_case_counts_before_what_the_case_filled_in) {
    Asked filled;
    filled.kinds = {"short_stay"};
    filled.municipality = "992020";
    filled.age = 4;
    filled.conditions = {"ventilator", "age"};
    Asked asked = filled;
    give_way(asked, filled, read("花岡市 10歳 保育園"));
    EXPECT_THAT(asked.kinds, IsEmpty());
    EXPECT_EQ(asked.municipality, "");
    EXPECT_EQ(asked.age, std::nullopt);
    EXPECT_THAT(asked.conditions, ElementsAre("ventilator"));
    asked = filled;
    give_way(asked, filled, read("花岡市"));
    EXPECT_THAT(asked.kinds, ElementsAre("short_stay")) << "the words ask for no kind";
    asked.kinds = {"childcare_nursery"};
    give_way(asked, filled, read("夜のケアがつらい"));
    EXPECT_THAT(asked.kinds, ElementsAre("childcare_nursery")) << "chosen by hand";
}

TEST(WordSearch, answers_an_age_by_the_law_before_the_place) {
    const auto two = search(places(), asked_for("2歳 放課後デイ"));
    EXPECT_EQ(two.matches.front().no, 1u);
    EXPECT_EQ(two.fitting, 0u);
}

}  // namespace
}  // namespace michi::directory
