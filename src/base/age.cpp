#include "base/age.hpp"

#include <array>

#include "base/era.hpp"

namespace michi {
namespace {

constexpr int kLongestLife = 120;
constexpr int kDaysUntilBirth = 300;  // an expected date of birth may be written before the birth

/// The anniversary; 29 February falls on 1 March in other years, so that its eve is 28 February.
Date anniversary(Date birth, int years) {
    if (const auto day = Date::from_ymd(birth.year() + years, birth.month(), birth.day()))
        return *day;
    return *Date::from_ymd(birth.year() + years, 3, 1);
}

}  // namespace

Date attains(Date birth, int age) { return anniversary(birth, age) - 1; }

Age age_on(Date birth, Date day) {
    // A month is complete on the day of the same number, or on the next month's first day when
    // there is none (民法143条2項): so 29 February behaves here as in attains().
    const int begun = (day.year() - birth.year()) * 12 + day.month() - birth.month();
    const int complete = day.day() < birth.day() ? begun - 1 : begun;
    return day < birth ? Age{-1, 0} : Age{complete / 12, complete % 12};
}

std::string age_text(Age age) {
    if (age.years < 0) return {};
    if (age.years < 1) return std::to_string(age.months) + "か月";
    std::string text = std::to_string(age.years) + "歳";
    if (age.years < 6 && age.months > 0) text += std::to_string(age.months) + "か月";
    return text;
}

int school_entry_year(Date birth) {
    const Date six = attains(birth, 6);
    return six.month() >= 4 ? six.year() + 1 : six.year();
}

Date first_march_after_18(Date birth) {
    const Date attained = attains(birth, 18);
    return *Date::from_ymd(attained.month() >= 4 ? attained.year() + 1 : attained.year(), 3, 31);
}

Refusals check_birth(std::string_view field, Date birth, Date today) {
    Refusals no;
    if (birth - today > kDaysUntilBirth) no.add(field, "base.birth_too_far"_w);
    if (birth < anniversary(today, -kLongestLife))
        no.add(field, "base.birth_too_old"_w, {{"birth", full_date(birth)}});
    return no;
}

Refusals check_death(std::string_view field, Date death, Date birth, Date today) {
    Refusals no;
    if (death > today) no.add(field, "base.death_in_future"_w);
    if (death < birth) no.add(field, "base.death_before_birth"_w, {{"birth", full_date(birth)}});
    return no;
}

std::string grade_text(Date birth, Date day) {
    static constexpr std::array<const char*, 15> kGrades{"年少", "年中", "年長", "小1", "小2",
                                                         "小3",  "小4",  "小5",  "小6", "中1",
                                                         "中2",  "中3",  "高1",  "高2", "高3"};
    const int school_year = day.month() >= 4 ? day.year() : day.year() - 1;
    const int grade = school_year - school_entry_year(birth) + 3;
    return grade < 0 || grade >= int(kGrades.size()) ? "" : kGrades[std::size_t(grade)];
}

}  // namespace michi
