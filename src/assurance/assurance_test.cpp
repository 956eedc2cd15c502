#include "assurance/assurance.hpp"

#include <gtest/gtest.h>

#include "assurance/code.hpp"
#include "assurance/form.hpp"
#include "assurance/rules.hpp"
#include "assurance/told.hpp"
#include "documents.hpp"

namespace michi::assurance {
namespace {

std::optional<Date> day(std::string_view iso) {
    return iso.empty() ? std::nullopt : Date::parse_iso(iso);
}
const Date kToday = *Date::parse_iso("2026-11-25");

/// "–" and "never" are no day.
std::optional<Date> day_in(const std::string& cell) { return day(cell.size() == 10 ? cell : ""); }

TEST(Freshness, is_what_the_examples_say) {
    for (const auto& row :
         examples("assurance.md", "How far the words of an entry can be trusted")) {
        const auto last = day_in(row[0]), silent = day_in(row[1]), listed = day_in(row[2]);
        const Date today = *day(row[3]);
        const bool hidden = directory::hidden_as_stale(last, listed, today) && !silent;
        const auto word = word_text(word_of(freshness({last, silent, hidden}, today)), Lang::ja);
        EXPECT_TRUE(row[4].starts_with(word)) << row[0] << " " << row[3] << " " << word;
    }
}

TEST(Freshness, an_answer_ends_what_nobody_answered) {
    EXPECT_EQ(freshness({day(""), day("2026-11-10"), false}, kToday), Freshness::unconfirmed);
    EXPECT_EQ(freshness({day("2026-11-10"), day("2026-11-10"), false}, kToday),
              Freshness::confirmed);
}

Letter sheet(std::string_view first = "", std::string_view second = "",
             std::string_view answered = "") {
    Letter letter;
    letter.sent_on = *day("2026-09-01");
    letter.due_on = *day("2026-09-25");
    letter.expires_on = *day("2027-03-01");
    letter.reminded_1 = day(first);
    letter.reminded_2 = day(second);
    letter.answered_on = day(answered);
    return letter;
}

std::string day_after(const std::string& text, std::string_view words) {
    return text.starts_with(words) ? text.substr(words.size(), 10) : "";
}

TEST(Reminders, come_when_the_examples_say) {
    for (const auto& row : examples("assurance.md", "A sheet and its reminders")) {
        const std::string second = day_after(row[0], "second reminder on ");
        std::string first = day_after(row[0], "reminder on ");
        if (!second.empty()) first = "2026-10-01";
        const bool answered = row[0].starts_with("answered");
        const Date today = row[1] == "any" ? kToday : *day(row[1]);
        const Letter letter = sheet(first, second, answered ? "2026-11-20" : "");
        const auto word = word_text(word_of(step_of(letter, today)), Lang::ja);
        EXPECT_TRUE(row[2].starts_with(word)) << row[0] << " " << row[1] << " " << word;
    }
    EXPECT_EQ(unconfirmed_since(sheet("2026-10-01", "2026-10-19"), kToday), day("2026-11-03"));
    EXPECT_FALSE(unconfirmed_since(sheet("2026-10-01"), kToday));
}

TEST(Sheets, open_until_they_lapse_or_are_revoked) {
    Letter letter = sheet();
    EXPECT_TRUE(is_open(letter, *day("2027-03-01")));
    EXPECT_FALSE(is_open(letter, *day("2027-03-02")));
    letter.revoked = true;
    EXPECT_FALSE(is_open(letter, kToday));
}

TEST(Calls, begin_with_older_words_and_among_them_with_what_families_want) {
    const CallPlace never{false, std::nullopt, 0, 1}, wanted{false, std::nullopt, 3, 2},
        half{false, day("2026-05-01"), 9, 3}, year{false, day("2025-10-01"), 0, 4},
        tried{true, std::nullopt, 9, 5};
    EXPECT_TRUE((call_order(wanted, kToday) < call_order(never, kToday)));
    EXPECT_TRUE((call_order(never, kToday) < call_order(year, kToday)));
    EXPECT_TRUE((call_order(year, kToday) < call_order(half, kToday)));
    EXPECT_TRUE((call_order(half, kToday) < call_order(tried, kToday)));
    EXPECT_FALSE((call_order(tried, kToday) < call_order(half, kToday)));
}

TEST(Answers, are_told_by_the_one_in_the_middle) {
    constexpr std::int64_t kHour = 3'600'000;
    EXPECT_FALSE(median_hours({}));
    EXPECT_EQ(median_hours({1}), 1);
    EXPECT_EQ(median_hours({9 * kHour, 1 * kHour, 2 * kHour}), 2);
    EXPECT_EQ(median_hours({1 * kHour, 3 * kHour}), 2);
    EXPECT_EQ(outcome_of(2, 0), Outcome::not_taken);
    EXPECT_EQ(outcome_of(2, 1), Outcome::partly);
    EXPECT_EQ(outcome_of(2, 2), Outcome::taken);
}

TEST(Codes, are_read_as_people_type_them_and_differ_by_what_they_open) {
    const auto vault = open_test_vault();
    const std::string code = code_for(*vault, "assurance-sheet", "1/1");
    ASSERT_EQ(code.size(), 14u);
    EXPECT_NE(code, code_for(*vault, "assurance-sheet", "1/2"));
    EXPECT_NE(code, code_for(*vault, "assurance-answer", "1/1"));
    EXPECT_EQ(typed_code(code), code);
    EXPECT_EQ(typed_code("7k2mqx4d90ht"), "7K2M-QX4D-90HT");
    EXPECT_EQ(typed_code("７Ｋ２Ｍ　ＱＸ４Ｄ−９OＨＴ"), "7K2M-QX4D-90HT");
    EXPECT_EQ(typed_code("ILOO-1100-ABCD"), "1100-1100-ABCD");
    EXPECT_EQ(typed_code("7K2M-QX4D-90H"), "");
    EXPECT_EQ(typed_code("7K2M-QX4D-90HU"), "");
    EXPECT_EQ(typed_code(""), "");
}

TEST(Told, comes_back_as_it_went) {
    const Told told{"yes", "2", "18", "", "日中のみ|夜はなし"};
    EXPECT_EQ(unpacked(packed(told)), told);
    EXPECT_EQ(line_of("age", told, Lang::ja), "できる 2〜18歳（日中のみ|夜はなし）");
    EXPECT_EQ(packed({}), "");
    const auto fact = fact_of("age", told, kToday);
    EXPECT_EQ(fact.low, 2);
    EXPECT_EQ(told_of(&fact, kToday), told);
    const auto room = fact_of("vacancy", {"waitlist", "0", "4", "3", ""}, kToday);
    EXPECT_EQ(room.answer, directory::Answer::no);
    EXPECT_EQ(told_of(&room, kToday).answer, "waitlist");
    EXPECT_EQ(told_of(&room, kToday + 31), Told{}) << "old words about room are not repeated";
}

directory::Listing place() {
    directory::Listing entry;
    entry.values[directory::Field::name] = "つくし";
    entry.values[directory::Field::phone] = "0000-11-4520";
    entry.facts.push_back(fact_of("suction", {"yes", "", "", "", "日中"}, kToday));
    return entry;
}

web::Form typed(std::initializer_list<std::pair<std::string, std::string>> fields) {
    web::Form form;
    for (const auto& [name, value] : fields) form.fields.emplace(name, value);
    return form;
}

TEST(Form, of_an_entry_left_alone_changes_nothing) {
    const auto read = read_entry(place(), kToday,
                                 typed({{"f:name", "つくし"},
                                        {"f:phone", "０００0−11−4520"},
                                        {"c:suction", "yes"},
                                        {"d:suction", "日中"}}));
    EXPECT_FALSE(read.refusals.any());
    EXPECT_TRUE(read.changes.empty());
}

TEST(Form, names_each_item_that_would_change_and_leaves_out_what_was_not_in_it) {
    const auto read = read_entry(place(), kToday,
                                 typed({{"f:phone", "0000-11-9999"},
                                        {"c:suction", "no"},
                                        {"c:night", "ask"},
                                        {"room", "has"},
                                        {"available", "2"}}));
    ASSERT_EQ(read.changes.size(), 4u);
    EXPECT_EQ(read.changes[0], (Change{"f:phone", "0000-11-4520", "0000-11-9999"}));
    EXPECT_EQ(read.changes[1].key, "c:suction");
    EXPECT_EQ(says("c:suction", read.changes[1].before, Lang::ja), "できる（日中）");
    EXPECT_EQ(says("c:night", read.changes[2].after, Lang::ja), "要相談");
    EXPECT_EQ(read.changes[3].key, "c:vacancy");
}

TEST(Form, refuses_what_cannot_be_meant) {
    const auto read = read_entry(place(), kToday,
                                 typed({{"f:name", " "},
                                        {"f:url", "javascript:alert(1)"},
                                        {"d:night", "22時まで"},
                                        {"l:age", "二歳"},
                                        {"available", "-1"}}));
    for (const char* field : {"f:name", "f:url", "c:night", "l:age", "available"})
        EXPECT_TRUE(read.refusals.on(field)) << field;
}

TEST(Rules, every_state_has_a_word) {
    for (const auto state :
         {Freshness::confirmed, Freshness::old, Freshness::unconfirmed, Freshness::hidden})
        EXPECT_TRUE(word_of(state));
    for (int step = 0; step <= int(Step::revoked); ++step) EXPECT_TRUE(word_of(Step(step)));
    for (int outcome = 0; outcome <= int(Outcome::not_taken); ++outcome)
        EXPECT_TRUE(word_of(Outcome(outcome)));
}

}  // namespace
}  // namespace michi::assurance
