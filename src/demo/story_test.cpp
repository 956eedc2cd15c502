// The fictitious 若葉県 holds a second look: what is said fits who it is said of, what is done is done on working
// days, and numbers stand in the order of time. On a Sunday, a holiday, and plain days.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "demo/days.hpp"
#include "demo/demo.hpp"
#include "demo/plots.hpp"
#include "demo/story.hpp"
#include "engines.hpp"
#include "people/people.hpp"
#include "record/record.hpp"
#include "work/work.hpp"

namespace michi::demo {
namespace {

struct Planted {
    const char* name;
    int year, month, day;
};
constexpr Planted kPlanted[] = {{"sunday", 2026, 11, 29},
                                {"holiday", 2026, 11, 23},
                                {"last_day_of_the_year", 2027, 3, 31},
                                {"leap_day", 2028, 2, 29}};

/// One filling for each day: it takes some seconds.
struct Filled {
    Now now;
    std::unique_ptr<Database> database = open_scratch_database(false);
    std::unique_ptr<Vault> vault = open_test_vault();
    std::vector<DemoAccount> accounts;
    Decision all;  // of a counsellor on a case of the Centre

    explicit Filled(const Planted& on)
        : now(now_at(at_in_japan(*Date::from_ymd(on.year, on.month, on.day), 10 * 60))) {
        Size size;
        size.consultations = 400;
        accounts = fill(*database, *vault, size, now);
        all = decide(Role::centre_counsellor, Assurance::second_factor, Act::read_case,
                     {.relation = Relation::centre});
    }
};

class Wakaba : public testing::TestWithParam<Planted> {
  protected:
    static inline std::map<std::string, std::unique_ptr<Filled>> made;
    static void TearDownTestSuite() { made.clear(); }
    static Filled& filled() {
        auto& one = made[GetParam().name];
        if (!one) one = std::make_unique<Filled>(GetParam());
        return *one;
    }
    Filled& at = filled();

    template <class Get>
    auto ask(Get get) {
        return at.database->ask(get);
    }
    std::int64_t count(Sql sql) {
        return ask([&](Tx& tx) { return tx.value<std::int64_t>(sql); });
    }
    std::vector<std::int64_t> numbers(Sql sql) {
        return ask(
            [&](Tx& tx) { return tx.all(sql, [](const Row& row) { return row.integer(0); }); });
    }
    std::vector<Id<record::Case>> cases() {
        std::vector<Id<record::Case>> all;
        for (const auto id : numbers("SELECT id FROM case_record ORDER BY id")) all.push_back({id});
        return all;
    }
    /// Every case with the reader's own hands.
    template <class Look>
    void on_each_case(Look look) {
        for (const auto id : cases())
            ask([&](Tx& tx) {
                const auto brief = record::find_case(tx, *at.vault, id);
                look(tx, brief, *record::shown(brief, at.all).birth);
                return 0;
            });
    }
};

INSTANTIATE_TEST_SUITE_P(days, Wakaba, testing::ValuesIn(kPlanted),
                         [](const auto& day) { return day.param.name; });

/// Words that can be said of a child only at some ages.
struct Bound {
    std::string_view word;
    int from, below;
};
constexpr Bound kBounds[] = {{"保育園", 0, 6},   {"保育所", 0, 6},       {"園の", 0, 6},
                             {"就園", 1, 6},     {"利用調整会議", 0, 6}, {"幼児", 0, 6},
                             {"就学", 3, 6},     {"学校", 4, 19},        {"通学", 6, 19},
                             {"放課後", 6, 18},  {"生活介護", 15, 99},   {"18歳をすぎた後", 15, 99},
                             {"成人期", 17, 99}, {"卒業", 15, 99},       {"乳児", 0, 2}};

void expect_fit(const std::string& text, int age, const std::string& where) {
    for (const Bound& bound : kBounds) {
        if (text.find(bound.word) == text.npos) continue;
        EXPECT_TRUE(age >= bound.from && age < bound.below)
            << where << " at " << age << ": " << text;
    }
}

TEST_P(Wakaba, says_of_each_child_what_fits_its_age) {
    on_each_case([&](Tx& tx, const record::CaseBrief& brief, Date birth) {
        const std::string number = record::case_number(brief.id);
        for (const auto& entry : record::entries_of(tx, *at.vault, brief, Relation::centre,
                                                    brief.centre, {"", false}, 1000)) {
            const int age = years_on(birth, entry.at.in_japan());
            expect_fit(entry.text.shown(at.all), age, number);
            expect_fit(record::title_of(entry, at.all), age, number);
        }
        for (const auto& step : work::open_actions_of(tx, *at.vault, brief.id))
            expect_fit(step.what.shown(at.all), years_on(birth, at.now.today), number);
    });
}

TEST_P(Wakaba, marks_each_entry_with_whom_it_was_spoken) {
    const std::pair<std::string_view, std::string_view> kSaid[] = {
        {"母に電話", "f"},        {"父から電話", "f"},         {"家庭訪問", "f"},
        {"市の担当と電話", "m"},  {"ステーションと電話", "o"}, {"退院支援看護師", "o"},
        {"学校の看護職員と", "o"}};
    on_each_case([&](Tx& tx, const record::CaseBrief& brief, Date) {
        for (const auto& entry : record::entries_of(tx, *at.vault, brief, Relation::centre,
                                                    brief.centre, {"", false}, 1000)) {
            const std::string& text = entry.text.shown(at.all);
            if (!entry.link.empty()) continue;
            EXPECT_EQ(entry.kind == "visit", text.starts_with("家庭訪問")) << text;
            for (const auto& [words, side] : kSaid) {
                if (!text.starts_with(words)) continue;
                EXPECT_EQ(entry.side, side) << text;
            }
        }
    });
}

TEST_P(Wakaba, does_nothing_while_offices_are_closed) {
    const Sql moments[] = {"SELECT at FROM entry",          "SELECT received_at FROM consultation",
                           "SELECT at FROM handover_event", "SELECT recorded_at FROM consent",
                           "SELECT created_at FROM action", "SELECT made_at FROM month_edition"};
    for (const Sql sql : moments)
        for (const std::int64_t ms : numbers(sql)) {
            const Date day = Instant{ms}.in_japan();
            EXPECT_TRUE(is_working_day(day)) << std::string(sql.text()) << " " << day.iso();
        }
    for (const auto id : cases())
        ask([&](Tx& tx) {
            for (const auto& step : work::open_actions_of(tx, *at.vault, id))
                EXPECT_TRUE(is_working_day(step.due)) << step.due.iso();
            return 0;
        });
}

TEST_P(Wakaba, has_hours_of_today_only_when_it_is_open) {
    EXPECT_EQ(count("SELECT count(*) FROM action WHERE due_time <> ''"),
              is_working_day(at.now.today) ? 4 : 0);
}

void expect_order(const std::vector<std::int64_t>& moments, const char* what) {
    EXPECT_TRUE(std::ranges::is_sorted(moments)) << what;
    EXPECT_GT(moments.size(), 20u) << what;
}

TEST_P(Wakaba, numbers_what_came_first_with_the_smaller_number) {
    expect_order(numbers("SELECT received_at FROM consultation ORDER BY id"), "R-");
    expect_order(numbers("SELECT sent_at FROM handover ORDER BY id"), "H-");
    std::vector<std::int64_t> days;
    for (const auto id : cases())
        days.push_back(ask([&](Tx& tx) {
            return std::int64_t(record::find_case(tx, *at.vault, id).opened_on -
                                *Date::from_ymd(2020, 1, 1));
        }));
    expect_order(days, "W-");
}

TEST_P(Wakaba, sends_every_request_that_is_planned_about_somebody_known_by_then) {
    EXPECT_EQ(count("SELECT count(*) FROM handover"), std::int64_t(plots().size()) + 1);
    EXPECT_EQ(count("SELECT count(*) FROM handover WHERE id = 412 AND case_id = 231"), 1);
}

TEST_P(Wakaba, has_somebody_of_age_and_nobody_before_birth) {
    int of_age = 0, unborn = 0, alone = 0;
    on_each_case([&](Tx& tx, const record::CaseBrief& brief, Date birth) {
        of_age += years_on(birth, at.now.today) >= 18;
        unborn += birth > brief.opened_on;
        alone += record::family_of(tx, *at.vault, brief).size() == 1;
    });
    EXPECT_GE(of_age, 4);
    EXPECT_EQ(unborn, 0);
    EXPECT_LT(alone, 70) << "some have a father or a grandmother too";
}

TEST_P(Wakaba, has_several_families_with_an_account_of_their_own_name) {
    std::set<std::string> named;
    on_each_case([&](Tx& tx, const record::CaseBrief& brief, Date) {
        for (const auto& member : record::family_of(tx, *at.vault, brief)) {
            if (!member.account) continue;
            const std::string name = people::name_of(tx, *at.vault, member.account);
            named.insert(name);
            EXPECT_EQ(name.substr(0, name.find(' ')),
                      record::shown(brief, at.all)
                          .kanji.substr(0, record::shown(brief, at.all).kanji.find(' ')))
                << "child and " << name;
        }
    });
    EXPECT_EQ(named.size(), 3u);
    EXPECT_EQ(std::ranges::count(at.accounts, "family", &DemoAccount::role), 3);
    EXPECT_EQ(std::ranges::find(at.accounts, "family", &DemoAccount::role)->login, "maiko");
}

TEST_P(Wakaba, shows_a_prefecture_its_months_and_what_is_lacking) {
    EXPECT_GE(count("SELECT count(*) FROM month_edition"), 22);
    EXPECT_GE(count("SELECT count(*) FROM regional_issue"), 40);
}

}  // namespace
}  // namespace michi::demo
