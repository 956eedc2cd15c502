#include "consultation/rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/fold.hpp"
#include "base/working_days.hpp"
#include "consultation/packing.hpp"

namespace michi::consultation {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Date kToday = *Date::from_ymd(2026, 11, 25);

Answers said(std::string words) {
    Answers a;
    a.words = std::move(words);
    return a;
}
Answers born(int y, int m, int d) {
    Answers a = said("相談");
    a.era = "w";
    a.year = std::to_string(y);
    a.month = std::to_string(m);
    a.day = std::to_string(d);
    return a;
}
std::vector<std::string> fields(const Refusals& no) {
    std::vector<std::string> names;
    for (const auto& refusal : no.items) names.push_back(refusal.field);
    return names;
}

// ---- A1: what is demanded ----
TEST(Registering, needs_a_channel_and_one_character_and_nothing_else) {
    EXPECT_THAT(fields(reasons_not_to_register(said("あ"), kToday)), IsEmpty());
    EXPECT_THAT(fields(reasons_not_to_register(said(""), kToday)), ElementsAre("words"));
    EXPECT_THAT(fields(reasons_not_to_register(said(" 　\n"), kToday)), ElementsAre("words"));
    Answers pigeon = said("あ");
    pigeon.channel = "pigeon";
    EXPECT_THAT(fields(reasons_not_to_register(pigeon, kToday)), ElementsAre("channel"));
    pigeon.channel = "";
    EXPECT_THAT(fields(reasons_not_to_register(pigeon, kToday)), ElementsAre("channel"));
}

TEST(Registering, takes_every_channel_caller_topic_and_outcome_of_the_lists) {
    for (const auto& channel : kChannels)
        for (const auto& caller : kCallers) {
            Answers a = said("あ");
            a.channel = channel.id;
            a.caller_kind = caller.id;
            for (const auto& topic : kTopics) a.topics.emplace_back(topic.id);
            EXPECT_FALSE(reasons_not_to_register(a, kToday).any())
                << channel.id << " " << caller.id;
        }
    for (const auto& outcome : kOutcomes) {
        Answers a = said("あ");
        a.outcome = outcome.id;
        EXPECT_FALSE(reasons_not_to_register(a, kToday).any()) << outcome.id;
    }
}

TEST(Registering, says_so_when_a_date_or_a_place_cannot_be_read) {
    struct Row {
        std::string why;
        Answers a;
        std::string field;
    };
    const auto with = [](auto&& change) {
        Answers a = said("あ");
        change(a);
        return a;
    };
    const Row rows[] = {
        {"no such day", born(2024, 2, 30), "year"},
        {"born in three years", born(2029, 11, 25), "year"},
        {"born 130 years ago", born(1896, 1, 1), "year"},
        {"no such municipality", with([](Answers& a) { a.municipality = "123456"; }),
         "municipality"},
        {"due on no day", with([](Answers& a) { a.next_due = "いつか"; }), "next_due"},
        {"an outcome of another list", with([](Answers& a) { a.outcome = "won"; }), "outcome"},
        {"a name that turns the text around",
         with([](Answers& a) { a.child_kana = "さえき\u202Eひなた"; }), "child_kana"},
    };
    for (const Row& row : rows)
        EXPECT_THAT(fields(reasons_not_to_register(row.a, kToday)), ElementsAre(row.field))
            << row.why;
}

// ---- a paper note that is entered afterwards ----
TEST(Received_at, is_when_it_reached_the_Centre_however_late_it_is_entered) {
    const Now now = now_at(at_in_japan(*Date::from_ymd(2027, 4, 1), 10 * 60 + 5));
    const Instant begun = at_in_japan(now.today, 10 * 60);
    struct Row {
        std::string day, time, refused;
        std::optional<Instant> at;
    };
    const auto on = [](int y, int m, int d, int minutes) {
        return std::optional<Instant>(at_in_japan(*Date::from_ymd(y, m, d), minutes));
    };
    const Row rows[] = {
        {"", "", "", begun},
        {" ", "　", "", begun},
        {"3/31", "14:20", "", on(2027, 3, 31, 860)},
        {"令和9年3月31日", "午後2時半", "", on(2027, 3, 31, 870)},
        {"きのう", "23:59", "", on(2027, 3, 31, 1439)},
        {"", "9:30", "", on(2027, 4, 1, 570)},
        {"今日", "10:05", "", on(2027, 4, 1, 605)},
        {"2028/2/29", "10:00", "received_day", {}},
        {"4/2", "10:00", "", on(2026, 4, 2, 600)},
        {"今日", "10:06", "received_time", {}},
        {"", "23:59", "received_time", {}},
        {"2022/4/1", "0:00", "", on(2022, 4, 1, 0)},
        {"2022/3/31", "23:59", "received_day", {}},
        {"3/31", "", "received_time", {}},
        {"2/30", "14:20", "received_day", {}},
        {"そのうち", "14:20", "received_day", {}},
        {"3/31", "昼ごろ", "received_time", {}},
        {"3/31", "24:00", "received_time", {}},
    };
    for (const Row& row : rows) {
        Answers a = said("あ");
        a.received_day = row.day;
        a.received_time = row.time;
        const auto at = received_at(a, begun, now);
        const std::string what = "\"" + row.day + "\" \"" + row.time + "\"";
        ASSERT_EQ(at.has_value(), row.at.has_value()) << what;
        if (at) {
            EXPECT_EQ(at->iso(), row.at->iso()) << what;
        } else {
            EXPECT_THAT(fields(at.error()), ElementsAre(row.refused)) << what;
        }
    }
}

TEST(Completing, lists_what_was_not_heard_and_never_stops_anybody) {
    Answers a = said("あ");
    EXPECT_EQ(to_complete(a).size(), 3U);
    a.caller_kind = "mother";
    a.topics = {"nursery"};
    EXPECT_THAT(to_complete(a), ElementsAre("consultation.missing_municipality"_w));
    a.municipality = kOutside;
    EXPECT_THAT(to_complete(a), IsEmpty());
}

// ---- A3: caller kind × 個別 / 地域 ----
TEST(Class, is_area_when_a_body_calls_about_no_child_and_what_was_chosen_always_counts) {
    struct Row {
        std::string caller, child, chosen, expected;
    };
    const Row rows[] = {
        {"mother", "", "", "individual"},
        {"", "", "", "individual"},
        {"medical", "", "", "area"},
        {"municipality", "", "", "area"},
        {"school", "", "", "area"},
        {"school", "さえき ひなた", "", "individual"},
        {"medical", "", "individual", "individual"},
        {"mother", "さえき ひなた", "area", "area"},
    };
    for (const Row& row : rows) {
        Answers a = said("あ");
        a.caller_kind = row.caller;
        a.child_kana = row.child;
        a.cls = row.chosen;
        EXPECT_EQ(class_of(a), row.expected) << row.caller << "/" << row.child << "/" << row.chosen;
        EXPECT_FALSE(reasons_not_to_register(a, kToday).any());
    }
}

TEST(Class, of_an_area_consultation_names_no_child_whatever_was_typed) {
    Answers a = said("あ");
    a.child_kana = "さえき ひなた";
    EXPECT_TRUE(names_a_child(a));
    a.cls = "area";
    EXPECT_FALSE(names_a_child(a));
}

// ---- A4: one main, further topics ----
TEST(Topics, have_the_chosen_main_one_first_and_keep_the_others_in_order) {
    EXPECT_THAT(with_main_first({"nursery", "work", "respite"}, "respite"),
                ElementsAre("respite", "nursery", "work"));
    EXPECT_THAT(with_main_first({"nursery", "work"}, "money"), ElementsAre("nursery", "work"));
    EXPECT_THAT(with_main_first({}, "money"), IsEmpty());
}

TEST(Topics, are_suggested_by_the_words_of_families) {
    const auto topics = suggested_topics(
        fold("来年4月から保育園に入れたい。会社から、復職できるか返事がほしいと言われている"));
    EXPECT_THAT(topics, ElementsAre("nursery", "work"));
    EXPECT_THAT(suggested_topics(fold("ショートの預け先がほしい。休みたい")),
                ElementsAre("respite"));
    EXPECT_THAT(suggested_topics(""), IsEmpty());
}

// ---- A10: eligibility explains ----
struct Told {
    std::string why;
    Answers a;
    Eligibility expected;
};

TEST(Eligibility, says_which_sentence_of_the_rule_applies) {
    const auto with = [](Answers a, std::string enrolled) {
        a.enrolled = std::move(enrolled);
        return a;
    };
    Answers area = born(2020, 1, 1);
    area.cls = "area";
    const Told rows[] = {
        {"due next spring", born(2027, 4, 1), Eligibility::unborn},
        {"born today", born(2026, 11, 25), Eligibility::child},
        {"eve of the 18th birthday", born(2008, 11, 26), Eligibility::child},
        {"18th birthday, in the school year", born(2008, 11, 25), Eligibility::high_school},
        {"18, has left school", with(born(2008, 11, 25), "0"), Eligibility::grown_up},
        {"19 in the fourth year of an evening school", with(born(2007, 3, 1), "1"),
         Eligibility::high_school},
        {"20 and in high school", with(born(2006, 1, 1), "1"), Eligibility::high_school},
        {"19, nothing known of school", born(2007, 3, 1), Eligibility::grown_up},
        {"nothing known", said("あ"), Eligibility::not_known},
        {"date that cannot be read", born(2024, 2, 30), Eligibility::not_known},
        {"about no child", area, Eligibility::area},
    };
    for (const Told& row : rows) EXPECT_EQ(eligibility(row.a, kToday), row.expected) << row.why;
}

TEST(Eligibility, asks_about_school_only_from_18_on) {
    EXPECT_FALSE(school_matters(born(2008, 11, 26), kToday));
    EXPECT_TRUE(school_matters(born(2008, 11, 25), kToday));
    EXPECT_TRUE(school_matters(born(1990, 1, 1), kToday));
    EXPECT_FALSE(school_matters(said("あ"), kToday));
}

TEST(Eligibility, speaks_of_care_outside_the_score_table_and_of_moving_in) {
    Answers a = born(2024, 7, 12);
    EXPECT_THAT(explanation(a, kToday), ElementsAre("consultation.eligible_child"_w));
    a.care["other"] = "1";
    a.municipality = kOutside;
    EXPECT_THAT(explanation(a, kToday),
                ElementsAre("consultation.eligible_child"_w, "consultation.eligible_any_care"_w,
                            "consultation.eligible_moving_in"_w));
}

TEST(Eligibility, never_refuses_anybody_from_before_birth_to_sixty) {
    const std::vector<std::map<std::string, std::string>> cares{
        {}, {{"other", "1"}}, {{"ventilator", "1"}, {"oxygen", "2"}}};
    int accepted = 0;
    for (int days = -280; days <= 61 * 366; days += 11)
        for (const char* enrolled : {"", "0", "1"})
            for (const char* municipality : {"", "outside"})
                for (const auto& care : cares) {
                    const Date birth = kToday - days;
                    Answers a = born(birth.year(), birth.month(), birth.day());
                    a.enrolled = enrolled;
                    a.municipality = municipality;
                    a.care = care;
                    ASSERT_FALSE(reasons_not_to_register(a, kToday).any())
                        << birth.iso() << " " << enrolled;
                    ASSERT_FALSE(explanation(a, kToday).empty());
                    ++accepted;
                }
    EXPECT_GT(accepted, 30000);
}

// ---- A12: an outcome within three working days ----
TEST(Outcome, is_overdue_after_three_working_days_holidays_not_counted) {
    const auto day = [](int m, int d) { return *Date::from_ymd(2026, m, d); };
    EXPECT_FALSE(
        outcome_overdue(day(11, 19), day(11, 25)));  // Fri, Tue, Wed: the 23rd is a holiday
    EXPECT_TRUE(outcome_overdue(day(11, 19), day(11, 26)));
    EXPECT_FALSE(outcome_overdue(day(11, 25), day(11, 25)));
    EXPECT_EQ(overdue_until(day(11, 25)), day(11, 18));
}

TEST(Outcome, overdue_until_and_overdue_agree_on_every_day_of_two_years) {
    for (Date today = *Date::from_ymd(2026, 1, 1); today < *Date::from_ymd(2028, 1, 1);
         today = today + 1) {
        const Date until = overdue_until(today);
        EXPECT_TRUE(outcome_overdue(until, today)) << today.iso();
        EXPECT_FALSE(outcome_overdue(until + 1, today)) << today.iso();
    }
}

// ---- drafts ----
TEST(Drafts, are_blank_until_something_is_typed_or_chosen) {
    EXPECT_TRUE(is_blank(Answers{}));
    Answers a;
    a.era = "r";
    a.in_charge = "3";
    a.words = " \n";
    EXPECT_TRUE(is_blank(a)) << "what the form fills in itself is not typed";
    for (auto member : {&Answers::words, &Answers::caller_phone, &Answers::child_kanji,
                        &Answers::urgency, &Answers::year, &Answers::next_what, &Answers::cls}) {
        Answers one;
        one.*member = "1";
        EXPECT_FALSE(is_blank(one));
    }
    a.care["suction"] = "2";
    EXPECT_FALSE(is_blank(a));
}

TEST(Drafts, come_back_from_the_package_as_they_were_typed) {
    Answers a = born(2024, 7, 12);
    a.words = "一行目\n二行目=3:4\n\xF0\x9F\x98\x80 「そのまま」";
    a.topics = {"work", "nursery"};
    a.tell = {"3", "7"};
    a.others = {"W-0012"};
    a.care = {{"suction", "1"}, {"oxygen", "2"}};
    a.enrolled = "1";
    a.existing = "W-0231";
    a.in_charge = "4";
    a.outcome = "advice";
    EXPECT_EQ(unpacked(packed(a)), a);
    EXPECT_EQ(unpacked("words=99:short\n").words, "")
        << "a broken package loses nothing else and does not crash";
}

TEST(Unheard, counts_what_the_form_asks) {
    Answers a;
    EXPECT_EQ(unheard(a), 11);
    a.caller_kind = "mother";
    a.year = "6";
    EXPECT_EQ(unheard(a), 9);
}

// ---- wrong ties ----
TEST(Unlinking, is_refused_when_words_or_a_living_case_would_be_lost) {
    Reception r;
    EXPECT_TRUE(reasons_not_to_unlink(r, {}).any()) << "there is nothing to undo";
    r.case_id = {231};
    EXPECT_FALSE(reasons_not_to_unlink(r, {}).any());
    EXPECT_FALSE(reasons_not_to_unlink(r, {.rewritten = false, .more = true}).any())
        << "an old case lives on without it";
    EXPECT_TRUE(reasons_not_to_unlink(r, {.rewritten = true, .more = false}).any());
    r.is_new_case = true;
    EXPECT_FALSE(reasons_not_to_unlink(r, {}).any());
    EXPECT_TRUE(reasons_not_to_unlink(r, {.rewritten = false, .more = true}).any());
}

TEST(Age_bands, follow_the_reports_of_Centres) {
    struct Row {
        int y, m, d;
        std::string band;
    };
    const Row rows[] = {{2027, 1, 1, "unborn"}, {2026, 1, 1, "0"},     {2025, 1, 1, "1_2"},
                        {2023, 1, 1, "3_5"},    {2019, 1, 1, "6_11"},  {2013, 1, 1, "12_14"},
                        {2009, 1, 1, "15_17"},  {2008, 1, 1, "18_19"}, {2000, 1, 1, "20s"},
                        {1966, 1, 1, "30plus"}};
    for (const Row& row : rows)
        EXPECT_EQ(age_band(Date::from_ymd(row.y, row.m, row.d), kToday), row.band) << row.y;
    EXPECT_EQ(age_band(std::nullopt, kToday), "unknown");
}

TEST(Entries, are_of_the_kind_their_channel_is) {
    EXPECT_EQ(entry_kind("phone"), "phone");
    EXPECT_EQ(entry_kind("home_visit"), "visit");
    EXPECT_EQ(entry_kind("online_meeting"), "meeting");
    EXPECT_EQ(entry_kind("fax"), "letter");
    EXPECT_EQ(entry_kind("email"), "letter");
}

}  // namespace
}  // namespace michi::consultation
