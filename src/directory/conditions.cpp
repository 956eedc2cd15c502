#include "directory/conditions.hpp"

#include <algorithm>
#include <array>

namespace michi::directory {
namespace {

using enum ConditionGroup;
using enum Measure;

constexpr std::array kConditions{
    Condition{"ventilator", care, "directory.condition_ventilator"_w, none, "1", true},
    Condition{"tracheostomy", care, "directory.condition_tracheostomy"_w, none, "2", true},
    Condition{"suction", care, "directory.condition_suction"_w, none, "5", true},
    Condition{"tube_feeding", care, "directory.condition_tube_feeding"_w, none, "7-1", true},
    Condition{"oxygen", care, "directory.condition_oxygen"_w, none, "4", true},
    Condition{"catheterization", care, "directory.condition_catheterization"_w, none, "12-1", true},
    Condition{"injection", care, "directory.condition_injection"_w, none, "9-1", true},
    Condition{"dialysis", care, "directory.condition_dialysis"_w, none, "11", true},
    Condition{"seizure", care, "directory.condition_seizure"_w, none, "14", true},
    Condition{"nasopharyngeal_airway", care, "directory.condition_nasopharyngeal_airway"_w, none,
              "3", false},
    Condition{"nebulizer", care, "directory.condition_nebulizer"_w, none, "6", false},
    Condition{"continuous_feeding_pump", care, "directory.condition_continuous_feeding_pump"_w,
              none, "7-2", false},
    Condition{"central_venous_catheter", care, "directory.condition_central_venous_catheter"_w,
              none, "8", false},
    Condition{"continuous_subcutaneous_pump", care,
              "directory.condition_continuous_subcutaneous_pump"_w, none, "9-2", false},
    Condition{"blood_glucose_monitoring", care, "directory.condition_blood_glucose_monitoring"_w,
              none, "10", false},
    Condition{"indwelling_urinary_catheter", care,
              "directory.condition_indwelling_urinary_catheter"_w, none, "12-2", false},
    Condition{"digestive_stoma", care, "directory.condition_digestive_stoma"_w, none, "13-1",
              false},
    Condition{"disimpaction_or_colonic_irrigation", care,
              "directory.condition_disimpaction_or_colonic_irrigation"_w, none, "13-2", false},
    Condition{"enema", care, "directory.condition_enema"_w, none, "13-3", false},
    Condition{"age", age, "directory.condition_age"_w, years, "", false},
    Condition{"ventilator_places", device, "directory.condition_ventilator_places"_w, people, "",
              false},
    Condition{"mask_ventilation", device, "directory.condition_mask_ventilation"_w, none, "",
              false},
    Condition{"isolation", device, "directory.condition_isolation"_w, none, "", false},
    Condition{"lying_wheelchair", device, "directory.condition_lying_wheelchair"_w, none, "",
              false},
    Condition{"weight", child, "directory.condition_weight"_w, kilograms, "", false},
    Condition{"severe_disabilities", child, "directory.condition_severe_disabilities"_w, none, "",
              false},
    Condition{"mobile_child", child, "directory.condition_mobile_child"_w, none, "", false},
    Condition{"night", time, "directory.condition_night"_w, none, "", true},
    Condition{"weekend", time, "directory.condition_weekend"_w, none, "", true},
    Condition{"school_holidays", time, "directory.condition_school_holidays"_w, none, "", false},
    Condition{"trial", time, "directory.condition_trial"_w, none, "", false},
    Condition{"nurse", staff, "directory.condition_nurse"_w, none, "", true},
    Condition{"nurse_hours", staff, "directory.condition_nurse_hours"_w, hours, "", false},
    Condition{"nurse_always", staff, "directory.condition_nurse_always"_w, none, "", false},
    Condition{"certified_staff", staff, "directory.condition_certified_staff"_w, none, "", false},
    Condition{"doctor", staff, "directory.condition_doctor"_w, none, "", false},
    Condition{"therapist", staff, "directory.condition_therapist"_w, none, "", false},
    Condition{"transport", help, "directory.condition_transport"_w, none, "", true},
    Condition{"transport_wheelchair", help, "directory.condition_transport_wheelchair"_w, none, "",
              false},
    Condition{"transport_nurse", help, "directory.condition_transport_nurse"_w, none, "", false},
    Condition{"transport_school", help, "directory.condition_transport_school"_w, none, "", false},
    Condition{"bathing", help, "directory.condition_bathing"_w, none, "", false},
    Condition{"mixer_food", help, "directory.condition_mixer_food"_w, none, "", false},
    Condition{"siblings", help, "directory.condition_siblings"_w, none, "", true},
    Condition{"without_parent", help, "directory.condition_without_parent"_w, none, "", false},
    Condition{"area", place, "directory.condition_area"_w, kilometres, "", false},
    Condition{"outside_residents", place, "directory.condition_outside_residents"_w, none, "",
              false},
    Condition{"medical_type", place, "directory.condition_medical_type"_w, none, "", false},
    Condition{"inclusive", place, "directory.condition_inclusive"_w, none, "", false},
    Condition{"generator", place, "directory.condition_generator"_w, none, "", false},
    Condition{"charging", place, "directory.condition_charging"_w, none, "", false},
    Condition{"welfare_shelter", place, "directory.condition_welfare_shelter"_w, none, "", false},
    Condition{"vacancy", room, "directory.condition_vacancy"_w, none, "", true},
};

}  // namespace

std::span<const Condition> conditions() { return kConditions; }

const Condition* find_condition(std::string_view id) {
    const auto found = std::ranges::find(kConditions, id, &Condition::id);
    return found == kConditions.end() ? nullptr : &*found;
}

Word group_word(ConditionGroup group) {
    switch (group) {
        case care:
            return "directory.group_care"_w;
        case age:
            return "directory.group_age"_w;
        case device:
            return "directory.group_device"_w;
        case child:
            return "directory.group_child"_w;
        case time:
            return "directory.group_time"_w;
        case staff:
            return "directory.group_staff"_w;
        case help:
            return "directory.group_help"_w;
        case place:
            return "directory.group_place"_w;
        case room:
            return "directory.group_room"_w;
    }
    return {};
}

Word measure_word(Measure measure) {
    switch (measure) {
        case none:
            return {};
        case years:
            return "directory.measure_years"_w;
        case kilograms:
            return "directory.measure_kilograms"_w;
        case people:
            return "directory.measure_people"_w;
        case hours:
            return "directory.measure_hours"_w;
        case kilometres:
            return "directory.measure_kilometres"_w;
    }
    return {};
}

std::string range_text(Measure measure, std::optional<int> low, std::optional<int> high,
                       Lang lang) {
    if (!low && !high) return {};
    const std::string unit(word_text(measure_word(measure), lang));
    if (low == high) return std::to_string(*low) + unit;
    if (!high) return say("directory.from_number"_w, lang, {{"n", std::to_string(*low) + unit}});
    if (!low) return say("directory.to_number"_w, lang, {{"n", std::to_string(*high) + unit}});
    return std::to_string(*low) + "〜" + std::to_string(*high) + unit;
}

}  // namespace michi::directory
