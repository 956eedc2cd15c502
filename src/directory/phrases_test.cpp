#include "directory/phrases.hpp"

#include <gtest/gtest.h>

#include <set>

#include "directory/directory.hpp"
#include "directory/search.hpp"
#include "engines.hpp"

namespace michi::directory {
namespace {

class Phrases : public OnEachEngine {
  public:
    Phrases() {
        database->write_now([](Tx& tx) {
            int number = 0;
            for (const ServiceKind& kind : service_kinds())
                for (int i = 0; i < 8; ++i) {
                    Values values;
                    values[Field::name] = "事業所" + std::to_string(++number);
                    add_service(tx, kind.id, values, Visibility::open);
                }
        });
    }
    std::vector<std::string> first_five(const std::string& words) {
        return database->ask([&](Tx& tx) {
            Asked asked;
            asked.words = words;
            ask_for(asked, understood(tx, words, {}));
            const Found found = search(*snapshot(tx), asked);
            std::vector<std::string> kinds;
            for (std::size_t i = 0; i < std::min<std::size_t>(5, found.matches.size()); ++i)
                kinds.push_back(found.matches[i].listing->kind);
            return kinds;
        });
    }
};
ON_EACH_ENGINE(Phrases);

TEST_P(Phrases, what_families_say_finds_what_answers_it_among_the_first_five) {
    struct Said {
        std::string words, kind;
    };
    const Said said[] = {{"夜間のケアがづらい", "short_stay"},
                         {"緊急時の預け先がない", "short_stay"},
                         {"兄弟に関わる時間がとれない", "daytime_respite"},
                         {"先々の生活の見通しが立たない", "child_consultation_support"},
                         {"仕事と育児を両立したい", "childcare_nursery"},
                         {"ｷｮｳﾀﾞｲの時間", "daytime_respite"}};
    for (const Said& one : said) {
        const auto kinds = first_five(one.words);
        EXPECT_GE(std::ranges::count(kinds, one.kind), 3) << one.words;
    }
    EXPECT_TRUE(first_five("つくし").empty()) << "other words look for themselves";
}

TEST_P(Phrases, a_place_of_that_name_comes_before_what_answers_the_words) {
    database->write_now([](Tx& tx) {
        Values values;
        values[Field::name] = "きょうだいの家";
        add_service(tx, "school_other", values, Visibility::open);
    });
    EXPECT_EQ(first_five("きょうだい").front(), "school_other");
}

TEST_P(Phrases, the_centre_adds_changes_and_removes_them) {
    const auto set = [&](const Phrase& phrase) {
        Refusals no;
        database->write_now([&](Tx& tx) { no = set_phrase(tx, phrase, {}, {}); });
        return no;
    };
    EXPECT_FALSE(set({"そろばん", {"peer_group"}}).any());
    EXPECT_EQ(first_five("そろばんを習いたい").front(), "peer_group");
    EXPECT_FALSE(set({"そろばん", {"activity_support"}}).any());
    EXPECT_EQ(first_five("そろばんを習いたい").front(), "activity_support");
    EXPECT_FALSE(set({"そろばん", {}}).any());
    EXPECT_TRUE(first_five("そろばん").empty());
    EXPECT_TRUE(set({"夜", {"short_stay"}}).on("words"));
    EXPECT_TRUE(set({"夜中", {"no_such_kind"}}).on("kind"));
}

TEST(Kinds, are_those_of_every_sector_a_childs_life_touches) {
    std::set<std::string_view> sectors, ids;
    for (const ServiceKind& kind : service_kinds()) {
        EXPECT_TRUE(ids.insert(kind.id).second) << kind.id;
        sectors.insert(kind.sector);
    }
    for (std::string_view sector : {"welfare", "childcare", "education", "medicine", "health",
                                    "labour", "equipment", "peer", "rights", "disaster"})
        EXPECT_TRUE(sectors.contains(sector)) << sector;
    EXPECT_EQ(kind_named("福祉避難所"), "disaster_welfare_shelter");
    EXPECT_EQ(kind_named("指定緊急避難場所"), "disaster_shelter");
    EXPECT_EQ(kind_named("在宅療養支援診療所"), "medical_home_clinic");
    EXPECT_EQ(kind_named("公共職業安定所"), "labour_office");
}

}  // namespace
}  // namespace michi::directory
