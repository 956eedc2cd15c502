#include "demo/habits.hpp"

#include <algorithm>

#include "base/working_days.hpp"

namespace michi::demo {
namespace {

constexpr std::array kSeason{0.95, 1.0, 1.15, 1.1,  0.95, 1.0,
                             1.0,  0.8, 1.1,  1.15, 1.05, 0.85};  // January to December
constexpr double kBegun = 0.75,
                 kGrown = 0.5;  // how much a day weighs at the start, and what it gains

}  // namespace

std::vector<Date> busy_days(Date first, Date last, int count) {
    std::vector<std::pair<double, Date>> reached;  // the weight of all days up to this one
    double sum = 0;
    for (Date day = first; day <= last; day = day + 1) {
        if (!is_working_day(day)) continue;
        sum += (kBegun + kGrown * (day - first) / std::max(1, last - first)) *
               kSeason[std::size_t(day.month() - 1)];
        reached.emplace_back(sum, day);
    }
    std::vector<Date> days;
    for (int n = 0; n < count && !reached.empty(); ++n) {
        const double at = sum * (n + 0.5) / count;
        const auto found =
            std::ranges::lower_bound(reached, at, {}, &std::pair<double, Date>::first);
        days.push_back(found == reached.end() ? last : found->second);
    }
    return days;
}

}  // namespace michi::demo
