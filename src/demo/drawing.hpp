// What is drawn by chance, from one seed: the same numbers in the same order for everybody who fills.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "demo/days.hpp"
#include "demo/habits.hpp"
#include "demo/names.hpp"
#include "demo/sayings.hpp"
#include "demo/town.hpp"
#include "record/record.hpp"

namespace michi::demo {

struct Known {
    Id<record::Case> id;
    std::string municipality;
    Date birth, opened;
    bool in_ward{};
};

/// Families with an account of their own beside the story's: which child, who, and the login.
struct ToldFamily {
    int child;
    Name family, given;
    std::string_view relation, login;
};
constexpr std::array kTold{
    ToldFamily{30, {"田村", "たむら"}, {"千尋", "ちひろ"}, "mother", "chihiro"},
    ToldFamily{61, {"矢野", "やの"}, {"直", "なお"}, "father", "nao"}};

class Drawing {
  protected:
    explicit Drawing(unsigned seed) : random_(seed) {}

    int pick(int below) { return int(random_() % unsigned(below)); }
    template <class List>
    const auto& any(const List& list) {
        return list[std::size_t(pick(int(list.size())))];
    }

    std::vector<record::Care> some_care() {
        std::vector<record::Care> care;
        for (const auto& kind : record::kCareKinds)
            if (pick(3) == 0)
                care.push_back({std::string(kind.id),
                                pick(8) ? record::CareAnswer::yes : record::CareAnswer::not_known});
        if (care.empty()) care.push_back({"suction", record::CareAnswer::yes});
        return care;
    }

    /// One of the list that can be said of this child on that day.
    template <class List>
    const auto* said_of(const List& list, const Known& child, Date day, auto&& more) {
        const int age = years_on(child.birth, day);
        std::vector<const typename List::value_type*> all;
        for (const auto& one : list)
            if (fits(one.of, age, child.in_ward) && more(one)) all.push_back(&one);
        return all.empty() ? nullptr : all[std::size_t(pick(int(all.size())))];
    }

    std::string place_by_size(const Town& town) {
        int all = 0;
        for (const int weight : kPlaceHabit) all += weight;
        int at = pick(all);
        auto place = town.municipalities.begin();
        for (const int weight : kPlaceHabit) {
            if ((at -= weight) < 0) return place->first;
            ++place;
        }
        return town.municipalities.begin()->first;
    }

    std::mt19937 random_;
};

}  // namespace michi::demo
