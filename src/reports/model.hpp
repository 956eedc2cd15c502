// 月次報告: what is counted, in which unit, in which place. Plain values.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/word.hpp"
#include "consultation/model.hpp"
#include "record/model.hpp"

namespace michi::reports {

using record::Code;

/// A calendar month, "2026-11" in rows and "202611" in addresses.
struct Month {
    int year{}, number{};
    static std::optional<Month> parse(std::string_view digits);  // "202611" or "2026-11"
    static Month of(Date day) { return {day.year(), day.month()}; }
    Month plus(int months) const;
    Date first() const;
    Date last() const;
    std::string key() const;     // "2026-11"
    std::string digits() const;  // "202611"
    friend auto operator<=>(const Month&, const Month&) = default;
};

/// 件数: each consultation once. 延べ: once in every topic it has. 実人数: each child once.
/// 初めて: of these children, those never heard of before. 子どもが分からない: 個別 without a child.
enum class Unit { consultations, mentions, persons, first, nameless };
inline constexpr std::array<std::string_view, 5> kUnits{"consultations", "mentions", "persons",
                                                        "first", "nameless"};

/// The month itself, the month before, the same month of the year before.
enum class Period { now, before, year_before };
inline constexpr std::array<std::string_view, 3> kPeriods{"now", "before", "year_before"};

enum class Dimension { topic, caller, channel, municipality, outcome, age };
inline constexpr std::array<std::string_view, 6> kDimensions{"topic",        "caller",  "channel",
                                                             "municipality", "outcome", "age"};

/// Lines beside the codes of a list.
inline constexpr std::string_view kUnheard = "unheard";  // nobody said
inline constexpr std::string_view kOutside = "outside";  // a municipality of another prefecture
inline constexpr std::string_view kHidden =
    "hidden";  // 住所秘匿: no municipality is shown (security D5)
inline constexpr std::string_view kGathered =
    "gathered";  // lines too small to stand alone, taken together

/// Age bands as reception stores them (domain dossier C6).
inline constexpr std::array kAgeBands{
    Code{"unborn", "reports.age_unborn"_w}, Code{"0", "reports.age_0"_w},
    Code{"1_2", "reports.age_1_2"_w},       Code{"3_5", "reports.age_3_5"_w},
    Code{"6_11", "reports.age_6_11"_w},     Code{"12_14", "reports.age_12_14"_w},
    Code{"15_17", "reports.age_15_17"_w},   Code{"18_19", "reports.age_18_19"_w},
    Code{"20s", "reports.age_20s"_w},       Code{"30plus", "reports.age_30plus"_w},
};

/// Why figures leave the system; kept in the audit.
inline constexpr std::array kPurposes{
    Code{"prefecture", "reports.purpose_prefecture"_w},
    Code{"council", "reports.purpose_council"_w},
    Code{"own_work", "reports.purpose_own_work"_w},
    Code{"other", "reports.purpose_other"_w},
};

/// One registered consultation as far as it is counted: codes only, nothing personal.
struct Counted {
    Id<consultation::Consultation> id;
    Month month;
    std::string day;  // "2026-11-20"
    std::string cls, caller, channel, municipality, outcome, age;
    std::vector<std::string> topics;  // the main one first
    Id<record::Case> case_id;
    Id<record::Child> child;
    bool is_protected{};
    bool is_first{};  // the child's first month at this Centre
    friend bool operator==(const Counted&, const Counted&) = default;
};

/// A place in the report: what a figure counts, and so the list behind it.
struct Cell {
    Unit unit{Unit::consultations};
    Period period{Period::now};
    std::optional<Dimension> by;
    std::string code;  // of the dimension's line; "" with a dimension: its total
    std::string cls;   // "", "individual", "area"
    friend bool operator==(const Cell&, const Cell&) = default;
};

struct Line {
    std::string code;
    std::int64_t all{}, individual{}, area{};  // 件数
    std::int64_t mentions{};                   // 延べ
    std::int64_t persons{};                    // 実人数
    std::int64_t before{}, year_before{};      // 件数 of the other months
    friend bool operator==(const Line&, const Line&) = default;
};

struct Table {
    Dimension by{};
    std::vector<Line> lines;
    Line total;
    friend bool operator==(const Table&, const Table&) = default;
};

struct Report {
    Month month;
    Line total;
    std::int64_t first{}, nameless{};
    std::vector<Table> tables;
    bool is_coarse{};    // for readers who open no list: small lines are taken together
    bool is_withheld{};  // the month as a whole is too small for them
    bool has_split{true}, has_persons{true};
    friend bool operator==(const Report&, const Report&) = default;
};

}  // namespace michi::reports
