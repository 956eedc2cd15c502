// What one may ask of a service for a child. Each is known yes, known no, or not known.
#pragma once

#include <array>
#include <string_view>

#include "base/word.hpp"

namespace michi::directory {

enum class ConditionGroup { care, age, time, help };

struct Condition {
    std::string_view id;
    ConditionGroup group;
    Word word;
};

/// Care kinds carry the ids of the record's care list, so that a case's conditions are asked as
/// they are.
inline constexpr std::array kConditions{
    Condition{"ventilator", ConditionGroup::care, "directory.condition_ventilator"_w},
    Condition{"tracheostomy", ConditionGroup::care, "directory.condition_tracheostomy"_w},
    Condition{"suction", ConditionGroup::care, "directory.condition_suction"_w},
    Condition{"tube_feeding", ConditionGroup::care, "directory.condition_tube_feeding"_w},
    Condition{"oxygen", ConditionGroup::care, "directory.condition_oxygen"_w},
    Condition{"catheterization", ConditionGroup::care, "directory.condition_catheterization"_w},
    Condition{"injection", ConditionGroup::care, "directory.condition_injection"_w},
    Condition{"dialysis", ConditionGroup::care, "directory.condition_dialysis"_w},
    Condition{"seizure", ConditionGroup::care, "directory.condition_seizure"_w},
    Condition{"age", ConditionGroup::age, "directory.condition_age"_w},
    Condition{"night", ConditionGroup::time, "directory.condition_night"_w},
    Condition{"weekend", ConditionGroup::time, "directory.condition_weekend"_w},
    Condition{"transport", ConditionGroup::help, "directory.condition_transport"_w},
    Condition{"siblings", ConditionGroup::help, "directory.condition_siblings"_w},
    Condition{"nurse", ConditionGroup::help, "directory.condition_nurse"_w},
    Condition{"vacancy", ConditionGroup::help, "directory.condition_vacancy"_w},
};

const Condition* find_condition(std::string_view id);

}  // namespace michi::directory
