#include "reports/rules.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <sstream>

#include "base/municipality.hpp"
#include "reports/shown.hpp"

namespace michi::reports {
namespace {

constexpr std::string_view kHome = "99";
constexpr Month kNovember{2026, 11};

/// An individual consultation of a mother by telephone in November 2026.
Counted call(std::int64_t number, std::int64_t child = 0) {
    return {.id = {number},
            .month = kNovember,
            .day = "2026-11-10",
            .cls = "individual",
            .caller = "mother",
            .channel = "phone",
            .municipality = std::string(municipalities_of(kHome)[0].code),
            .outcome = "information",
            .age = "1_2",
            .topics = {"nursery"},
            .case_id = {child},
            .child = {child},
            .is_protected = false,
            .is_first = false};
}
Counted with(Counted c, auto&& change) {
    change(c);
    return c;
}
Line line_in(const Report& report, Dimension by, std::string_view code) {
    for (const Line& line : report.tables[std::size_t(by)].lines)
        if (line.code == code) return line;
    ADD_FAILURE() << code;
    return {};
}

/// Any month of any Centre, with codes that no list knows.
std::vector<Counted> some_month(unsigned seed, int size) {
    std::mt19937 random(seed);
    const auto pick = [&](std::size_t below) { return std::size_t(random() % below); };
    std::vector<Counted> all;
    for (int i = 0; i < size; ++i) {
        Counted c = call(i + 1, std::int64_t(pick(3) ? pick(40) + 1 : 0));
        c.month = kNovember.plus(pick(4) == 0 ? -1 : pick(4) == 0 ? -12 : 0);
        c.cls = pick(2) ? "area" : pick(9) ? "individual" : "";
        c.caller = pick(9)
                       ? std::string(consultation::kCallers[pick(consultation::kCallers.size())].id)
                       : "nobody";
        c.channel = std::string(consultation::kChannels[pick(consultation::kChannels.size())].id);
        c.outcome =
            pick(5) ? std::string(consultation::kOutcomes[pick(consultation::kOutcomes.size())].id)
                    : "";
        c.age = pick(4) ? std::string(kAgeBands[pick(kAgeBands.size())].id) : "unknown";
        const auto towns = municipalities_of(kHome);
        c.municipality = pick(8)   ? std::string(towns[pick(towns.size())].code)
                         : pick(2) ? "350001"
                                   : "131016";
        c.is_protected = pick(12) == 0;
        c.is_first = pick(3) == 0;
        c.topics.clear();
        for (std::size_t n = pick(4); n > 0; --n)
            c.topics.emplace_back(consultation::kTopics[pick(consultation::kTopics.size())].id);
        all.push_back(std::move(c));
    }
    return all;
}

TEST(Month, is_read_from_six_digits_and_goes_over_the_year) {
    EXPECT_EQ(Month::parse("202611"), kNovember);
    EXPECT_EQ(Month::parse("2026-11"), kNovember);
    for (const char* wrong : {"", "2026", "202613", "202600", "20261a", "2026-1", "２０２６１１"})
        EXPECT_FALSE(Month::parse(wrong)) << wrong;
    EXPECT_EQ(kNovember.plus(2), (Month{2027, 1}));
    EXPECT_EQ((Month{2027, 1}.plus(-1)), (Month{2026, 12}));
    EXPECT_EQ(kNovember.plus(-12), (Month{2025, 11}));
    EXPECT_EQ((Month{2028, 2}.last().iso()), "2028-02-29");
    EXPECT_EQ((Month{1989, 1}.key()), "1989-01");
}

/// The five figures behind a sentence in the document: 件数, 個別, 地域, 延べ, 実人数.
std::array<std::int64_t, 5> told(const std::string& sentence) {
    std::ifstream in(std::string(MICHI_SOURCE) + "/docs/rules/month.md");
    std::array<std::int64_t, 5> figures{-1, -1, -1, -1, -1};
    char bar = 0;
    for (std::string line; std::getline(in, line);)
        if (line.starts_with("| " + sentence + " |")) {
            std::istringstream rest(line.substr(sentence.size() + 4));
            for (auto& figure : figures) rest >> figure >> bar;
        }
    return figures;
}

struct Example {
    const char* sentence;
    std::vector<Counted> counted;
};

TEST(Month, counts_the_worked_examples_as_the_document_tells) {
    const auto area = [](Counted& c) { c.cls = "area"; };
    const auto topics = [](std::vector<std::string> chosen) {
        return with(call(1, 7), [&](Counted& c) { c.topics = chosen; });
    };
    const Example examples[] = {
        {"nothing", {}},
        {"one call about one child", {call(1, 7)}},
        {"three calls about one child", {call(1, 7), call(2, 7), call(3, 7)}},
        {"one call with two topics", {topics({"nursery", "work"})}},
        {"one call, no topic heard", {topics({})}},
        {"one call, the same topic written twice", {topics({"work", "work"})}},
        {"an anonymous call", {call(1)}},
        {"a school asks about nobody in particular", {with(call(1), area)}},
        {"a meeting of the area that names a child, and a call about it",
         {with(call(1, 7), area), call(2, 7)}},
        {"one call, nobody said which class",
         {with(call(1, 7), [](Counted& c) { c.cls.clear(); })}},
        {"a call of October", {with(call(1, 7), [](Counted& c) { c.month = kNovember.plus(-1); })}},
    };
    for (const Example& e : examples) {
        const Line total = report_of(e.counted, kNovember, kHome).total;
        EXPECT_EQ(
            (std::array{total.all, total.individual, total.area, total.mentions, total.persons}),
            told(e.sentence))
            << e.sentence;
    }
}

TEST(Month, prints_65_and_78_for_143_consultations) {
    std::vector<Counted> all;
    for (int i = 1; i <= 143; ++i)
        all.push_back(with(call(i, i <= 65 ? i % 40 + 1 : 0),
                           [&](Counted& c) { c.cls = i <= 65 ? "individual" : "area"; }));
    const Line total = report_of(all, kNovember, kHome).total;
    EXPECT_EQ(total.all, 143);
    EXPECT_EQ(total.individual, 65);
    EXPECT_EQ(total.area, 78);
    EXPECT_EQ(total.persons, 40);
}

TEST(Month, linking_a_call_adds_a_child_and_no_consultation_and_unlinking_takes_it_back) {
    std::vector<Counted> all{call(1, 7), call(2)};
    EXPECT_EQ(report_of(all, kNovember, kHome).total.persons, 1);
    all[1].child = {8};
    EXPECT_EQ(report_of(all, kNovember, kHome).total.persons, 2);
    EXPECT_EQ(report_of(all, kNovember, kHome).total.all, 2);
    all[1].child = {};
    EXPECT_EQ(report_of(all, kNovember, kHome).total.persons, 1);
}

TEST(Month, sums_of_every_table_are_the_number_of_consultations) {
    for (unsigned seed = 1; seed <= 40; ++seed) {
        const auto all = some_month(seed, 150);
        const Report report = report_of(all, kNovember, kHome);
        for (const Table& table : report.tables) {
            Line sum;
            for (const Line& line : table.lines) {
                sum.all += line.all;
                sum.individual += line.individual;
                sum.area += line.area;
                sum.before += line.before;
                sum.year_before += line.year_before;
                sum.mentions += line.mentions;
                EXPECT_EQ(line.all, line.individual + line.area);
                EXPECT_LE(line.all, line.mentions) << "a main topic is a topic";
                EXPECT_LE(line.persons, line.mentions);
            }
            EXPECT_EQ(sum.all, report.total.all) << seed;
            EXPECT_EQ(sum.individual, report.total.individual);
            EXPECT_EQ(sum.area, report.total.area);
            EXPECT_EQ(sum.before, report.total.before);
            EXPECT_EQ(sum.year_before, report.total.year_before);
            EXPECT_EQ(sum.mentions, table.total.mentions);
        }
    }
}

Cell with_class(Cell c, const char* cls) {
    c.cls = cls;
    return c;
}
Cell with_unit(Cell c, Unit unit) {
    c.unit = unit;
    return c;
}
Cell with_period(Cell c, Period period) {
    c.period = period;
    return c;
}

/// Every figure that a report shows, with its cell.
template <class See>
void each_figure(const Report& report, See see) {
    see(report.total.all, Cell{});
    see(report.first, Cell{.unit = Unit::first});
    see(report.nameless, Cell{.unit = Unit::nameless});
    for (const Table& table : report.tables) {
        auto lines = table.lines;
        lines.push_back(table.total);
        for (const Line& line : lines) {
            const Cell cell{.unit = Unit::consultations,
                            .period = Period::now,
                            .by = table.by,
                            .code = line.code,
                            .cls = {}};
            see(line.all, cell);
            see(line.individual, with_class(cell, "individual"));
            see(line.area, with_class(cell, "area"));
            see(line.mentions, with_unit(cell, Unit::mentions));
            see(line.persons, with_unit(cell, Unit::persons));
            see(line.before, with_period(cell, Period::before));
            see(line.year_before, with_period(cell, Period::year_before));
        }
    }
}

TEST(Month, figure_is_the_number_of_what_stands_in_its_cell) {
    for (unsigned seed = 1; seed <= 8; ++seed) {
        const auto all = some_month(seed, 90);
        each_figure(report_of(all, kNovember, kHome), [&](std::int64_t n, const Cell& cell) {
            EXPECT_EQ(n, count_of(all, cell, kNovember, kHome)) << address_of(cell, kNovember, 0);
        });
    }
}

TEST(Month, address_of_a_figure_leads_back_to_its_cell) {
    each_figure(report_of(some_month(3, 60), kNovember, kHome),
                [&](std::int64_t, const Cell& cell) {
                    const auto place = [](Unit u) { return kUnits[std::size_t(u)]; };
                    EXPECT_EQ(read_cell(place(cell.unit), kPeriods[std::size_t(cell.period)],
                                        cell.by ? kDimensions[std::size_t(*cell.by)] : "",
                                        cell.code, cell.cls, kHome),
                              cell);
                });
    for (const auto& [unit, by, code] :
         {std::tuple{"all", "", ""}, {"persons", "name", ""}, {"persons", "topic", "佐伯"}})
        EXPECT_FALSE(read_cell(unit, "", by, code, "", kHome)) << unit << by << code;
}

TEST(Month, child_whose_address_is_secret_stands_in_no_municipality) {
    const auto hidden = with(call(1, 7), [](Counted& c) { c.is_protected = true; });
    const Report report = report_of(std::vector{hidden}, kNovember, kHome);
    EXPECT_EQ(line_in(report, Dimension::municipality, kHidden).all, 1);
    EXPECT_EQ(line_in(report, Dimension::municipality, hidden.municipality).all, 0);
    EXPECT_EQ(line_in(report, Dimension::topic, "nursery").all, 1);
}

TEST(Month, municipality_of_elsewhere_and_one_that_is_none_have_their_lines) {
    const std::vector all{
        with(call(1), [](Counted& c) { c.municipality = "131016"; }),
        with(call(2), [](Counted& c) { c.municipality = "99"; }),
        with(call(3), [](Counted& c) { c.municipality.clear(); }),
        with(call(4), [](Counted& c) { c.municipality = consultation::kOutside; })};
    const Report report = report_of(all, kNovember, kHome);
    EXPECT_EQ(line_in(report, Dimension::municipality, kOutside).all, 2);
    EXPECT_EQ(line_in(report, Dimension::municipality, kUnheard).all, 2);
    EXPECT_EQ(report_of(all, kNovember, "").total.all, 4) << "a Centre without a municipality";
}

// ---- for readers who open no list ----
TEST(Coarse, shows_no_line_between_one_and_nine) {
    for (unsigned seed = 1; seed <= 60; ++seed) {
        const auto all = some_month(seed, 20 + int(seed) * 4);
        const Report report = coarse(report_of(all, kNovember, kHome));
        for (const Table& table : report.tables) {
            std::int64_t sum = 0;
            for (const Line& line : table.lines) {
                const auto n = table.by == Dimension::topic ? line.mentions : line.all;
                EXPECT_TRUE(n == 0 || n >= kSmall) << seed << " " << line.code << " " << n;
                EXPECT_EQ(
                    line.individual + line.area + line.persons + line.before + line.year_before, 0);
                sum += n;
            }
            EXPECT_EQ(sum, table.by == Dimension::topic ? table.total.mentions : table.total.all)
                << "nothing is lost, nothing can be subtracted";
        }
        if (report.has_split && !report.is_withheld) {
            EXPECT_TRUE(report.total.individual == 0 || report.total.individual >= kSmall);
            EXPECT_TRUE(report.total.area == 0 || report.total.area >= kSmall);
        }
    }
}

TEST(Coarse, withholds_a_month_of_nine_as_a_whole) {
    std::vector<Counted> nine;
    for (int i = 1; i <= 9; ++i) nine.push_back(call(i, i));
    const Report report = coarse(report_of(nine, kNovember, kHome));
    EXPECT_TRUE(report.is_withheld);
    EXPECT_TRUE(report.tables.empty());
    EXPECT_EQ(report.total, Line{});
    EXPECT_EQ(sheet_of(report, Lang::ja).rows.size(), 0U);
}

TEST(Coarse, file_holds_no_small_figure_either) {
    for (unsigned seed = 1; seed <= 20; ++seed)
        for (const auto& row :
             sheet_of(coarse(report_of(some_month(seed, 70), kNovember, kHome)), Lang::ja).rows)
            for (const auto& cell : row)
                if (const auto* n = std::get_if<std::int64_t>(&cell)) {
                    EXPECT_TRUE(*n == 0 || *n >= kSmall) << seed;
                }
}

// ---- what it says, and when it is published ----
TEST(Finding, names_the_most_frequent_topic_and_the_one_that_grew) {
    std::vector<Counted> all;
    for (int i = 0; i < 5; ++i)
        all.push_back(with(call(i + 1), [](Counted& c) { c.topics = {"respite"}; }));
    for (int i = 0; i < 4; ++i)
        all.push_back(with(call(i + 10), [](Counted& c) {
            c.topics = {"respite"};
            c.month = kNovember.plus(-12);
        }));
    for (int i = 0; i < 3; ++i)
        all.push_back(with(call(i + 20), [](Counted& c) { c.topics = {"disaster"}; }));
    EXPECT_EQ(finding(report_of(all, kNovember, kHome)), (Finding{"respite", "disaster"}));
    EXPECT_EQ(finding(report_of({}, kNovember, kHome)), Finding{});
    EXPECT_EQ(finding_text(report_of(all, kNovember, kHome), Lang::ja),
              "最多は短期入所・レスパイト、前年から伸びたのは災害の備え");
}

TEST(Publishing, waits_until_the_month_is_over) {
    EXPECT_TRUE(reasons_not_to_publish(kNovember, *Date::from_ymd(2026, 11, 30)).barred());
    EXPECT_FALSE(reasons_not_to_publish(kNovember, *Date::from_ymd(2026, 12, 1)).any());
}

TEST(Lines, have_a_name_in_every_language) {
    for (std::size_t d = 0; d < kDimensions.size(); ++d)
        for (auto codes = codes_of(Dimension(d), kHome); const auto& code : codes)
            for (const Lang lang : {Lang::ja, Lang::en})
                EXPECT_NE(name_of_line(Dimension(d), code, lang), "") << kDimensions[d] << code;
}

}  // namespace
}  // namespace michi::reports
