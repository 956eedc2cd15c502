// How often what happens at a Centre: weights for the demonstration's two years, and its days.
#pragma once

#include <array>
#include <random>
#include <string_view>
#include <vector>

#include "base/date.hpp"

namespace michi::demo {

struct Often {
    std::string_view id;
    int weight;
};

inline constexpr std::array kChannelHabit{
    Often{"phone", 62},         Often{"email", 10},     Often{"web_form", 6},
    Often{"office_visit", 5},   Often{"home_visit", 5}, Often{"facility_visit", 3},
    Often{"online_meeting", 3}, Often{"line_chat", 3},  Often{"fax", 2},
    Often{"letter", 1}};
inline constexpr std::array kAreaChannelHabit{
    Often{"phone", 40},         Often{"email", 28},         Often{"meeting", 14},
    Often{"online_meeting", 8}, Often{"facility_visit", 6}, Often{"fax", 4}};
inline constexpr std::array kCallerHabit{
    Often{"mother", 54}, Often{"medical", 15},    Often{"father", 9}, Often{"municipality", 8},
    Often{"school", 4},  Often{"grandparent", 4}, Often{"self", 3},   Often{"other", 3}};
inline constexpr std::array kAreaCallerHabit{Often{"municipality", 44}, Often{"school", 22},
                                             Often{"medical", 18}, Often{"other", 16}};
inline constexpr std::array kTopicHabit{
    Often{"respite", 20},    Often{"nursery", 16},   Often{"school", 14}, Often{"work", 12},
    Often{"night_care", 12}, Often{"discharge", 11}, Often{"money", 7},   Often{"adulthood", 6},
    Often{"disaster", 6},    Often{"sibling", 4}};
inline constexpr std::array kOutcomeHabit{Often{"information", 28}, Often{"liaised", 24},
                                          Often{"advice", 20},      Often{"referred", 14},
                                          Often{"handed_over", 7},  Often{"continuing", 7}};
/// By the order of the municipalities: the first two are the large ones.
inline constexpr std::array kPlaceHabit{30, 18, 10, 8, 8, 8, 7, 3, 3, 2, 2, 2, 1};

template <class List>
std::string_view by_habit(std::mt19937& random, const List& habits) {
    int all = 0;
    for (const Often& often : habits) all += often.weight;
    int at = int(random() % unsigned(all));
    for (const Often& often : habits)
        if ((at -= often.weight) < 0) return often.id;
    return habits.front().id;
}

/// `count` working days between the two, in order: more towards the end, before the school year and after
/// the summer; quiet in August and at the turn of the year.
std::vector<Date> busy_days(Date first, Date last, int count);

}  // namespace michi::demo
