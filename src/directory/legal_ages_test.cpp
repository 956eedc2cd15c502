#include "directory/legal_ages.hpp"

#include <gtest/gtest.h>

#include "directory/kinds.hpp"
#include "directory/search.hpp"
#include "directory/topics.hpp"

namespace michi::directory {
namespace {

const Date kToday = Date::parse_iso("2026-11-29").value();

/// What a search answers for a child of that age: from the listing and from the index, which agree.
Answer answer(std::string_view kind, int age, std::optional<std::pair<int, int>> told = {}) {
    auto listing = std::make_shared<Listing>();
    listing->id = {1};
    listing->kind = kind;
    if (told) {
        KnownFact fact;
        fact.condition = "age";
        fact.answer = Answer::yes;
        fact.low = told->first;
        fact.high = told->second;
        fact.as_of = kToday;
        fact.visibility = Visibility::open;
        listing->facts.push_back(fact);
    }
    Asked asked;
    asked.today = kToday;
    asked.age = age;
    asked.conditions = {"age"};
    Snapshot all;
    all.listings.push_back(listing);
    const Found found = search(all, asked);
    const Answer read = found.matches.front().reasons.front().answer;
    EXPECT_EQ(found.fitting == 1, read == Answer::yes) << kind << " " << age;
    EXPECT_EQ(found.matches.front().no == 1, read == Answer::no) << kind << " " << age;
    return read;
}

TEST(LegalAges, stand_before_what_a_place_says_of_itself) {
    EXPECT_EQ(answer("after_school_day_service", 2, {{0, 18}}), Answer::no);
    EXPECT_EQ(answer("after_school_day_service", 7, {{6, 18}}), Answer::yes);
    EXPECT_EQ(answer("after_school_day_service", 7), Answer::not_known);
    EXPECT_EQ(answer("after_school_day_service", 17, {{6, 12}}), Answer::no);
    EXPECT_EQ(answer("after_school_day_service", 25, {{0, 99}}), Answer::no);
    EXPECT_EQ(answer("school_special", 2, {{0, 18}}), Answer::no);
    EXPECT_EQ(answer("school_special", 4), Answer::not_known);
    EXPECT_EQ(answer("school_special", 4, {{3, 18}}), Answer::yes) << "a 幼稚部 that was told";
    EXPECT_EQ(answer("heavy_home_help", 2, {{0, 99}}), Answer::no);
    EXPECT_EQ(answer("heavy_home_help", 16), Answer::not_known) << "by a decision";
    EXPECT_EQ(answer("daily_life_care", 2), Answer::no);
    EXPECT_EQ(answer("child_development_support", 10), Answer::not_known)
        << "for those before school, but the article itself sets no age";
    EXPECT_EQ(answer("childcare_nursery", 9), Answer::no);
    EXPECT_EQ(answer("short_stay", 2, {{0, 18}}), Answer::yes) << "the law sets no age";
}

TEST(LegalAges, take_a_kind_out_of_those_that_a_topic_asks_first) {
    const std::vector<std::string> work{"work"}, adulthood{"adulthood"};
    const auto kinds = [](const std::vector<std::string>& topics, std::optional<int> age) {
        return open_to_age(kinds_for_topics(topics), age, kToday);
    };
    using Kinds = std::vector<std::string>;
    EXPECT_EQ(kinds(work, {}),
              (Kinds{"childcare_nursery", "childcare_centre", "after_school_day_service"}))
        << "an age that is not known closes nothing";
    EXPECT_EQ(kinds(work, 2), (Kinds{"childcare_nursery", "childcare_centre"}));
    EXPECT_EQ(kinds(work, 9), (Kinds{"after_school_day_service"}));
    const auto of_two = kinds(adulthood, 2), of_twenty = kinds(adulthood, 20);
    EXPECT_EQ(std::ranges::find(of_two, "daily_life_care"), of_two.end());
    EXPECT_NE(std::ranges::find(of_twenty, "daily_life_care"), of_twenty.end());
}

TEST(LegalAges, that_are_only_remembered_never_say_no) {
    EXPECT_EQ(answer("childcare_sick", 17), Answer::not_known);
    EXPECT_EQ(answer("childcare_sick", 17, {{0, 18}}), Answer::not_known);
    EXPECT_EQ(answer("after_school_club", 2), Answer::not_known);
}

TEST(LegalAges, carry_the_reason_and_its_article) {
    const auto* ages = legal_ages("after_school_day_service", kToday);
    ASSERT_TRUE(ages);
    EXPECT_NE(law_text(*ages, Lang::ja).find("児童福祉法第6条の2の2第3項"), std::string::npos);
    const auto* remembered = legal_ages("after_school_club", kToday);
    ASSERT_TRUE(remembered && remembered->from_memory);
    EXPECT_NE(law_text(*remembered, Lang::ja).find("未確認"), std::string::npos);
    EXPECT_FALSE(legal_ages("independent_living", Date::parse_iso("2017-04-01").value()))
        << "not yet law";
}

TEST(LegalAges, are_of_known_kinds_and_in_order) {
    for (const ServiceKind& kind : service_kinds()) {
        const auto* ages = legal_ages(kind.id, kToday);
        if (!ages) continue;
        EXPECT_LE(ages->perhaps_from, ages->from) << kind.id;
        EXPECT_LE(ages->from, ages->to) << kind.id;
        EXPECT_LE(ages->to, ages->perhaps_to) << kind.id;
    }
}

}  // namespace
}  // namespace michi::directory
