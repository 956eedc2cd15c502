// Ages by 年齢計算ニ関スル法律 and 民法143条: an age is attained at the end of the eve of the
// birthday.
#pragma once

#include <string>
#include <string_view>

#include "base/date.hpp"
#include "base/result.hpp"

namespace michi {

/// The day at whose end the age is attained: for entitlements and deadlines.
Date attains(Date birth, int age);

struct Age {
    int years{}, months{};
    friend auto operator<=>(Age, Age) = default;
};
/// Completed years and months as shown to people on that day; years -1 before the birth.
Age age_on(Date birth, Date day);
std::string age_text(
    Age age);  // 7か月, 2歳4か月, 17歳 (months shown below 6 years); "" before the birth

/// Refuses a birth more than 120 years ago or further away than a pregnancy lasts (J29).
Refusals check_birth(std::string_view field, Date birth, Date today);
Refusals check_death(std::string_view field, Date death, Date birth, Date today);

/// School year: 2 April to 1 April. 学校教育法17条.
int school_entry_year(Date birth);             // enters primary school on 1 April of this year
Date first_march_after_18(Date birth);         // 18歳到達後最初の3月31日
std::string grade_text(Date birth, Date day);  // 年少 年中 年長 小1…高3, "" outside

}  // namespace michi
