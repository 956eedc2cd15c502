#include "directory/topics.hpp"

#include <algorithm>

#include "directory/legal_ages.hpp"

namespace michi::directory {
namespace {

struct Fit {
    std::string_view topic;
    std::string_view kinds[3];
};
constexpr Fit kFits[] = {
    {"nursery", {"childcare_nursery", "childcare_centre", "childcare_small"}},
    {"work", {"childcare_nursery", "childcare_centre", "after_school_day_service"}},
    {"respite", {"short_stay", "daytime_respite", "medical_respite"}},
    {"night_care", {"medical_visiting_nurse", "short_stay"}},
    {"discharge", {"medical_visiting_nurse", "child_consultation_support"}},
    {"school", {"education_board", "school_special"}},
    {"sibling", {"daytime_respite", "short_stay", "peer_group"}},
    {"money", {"welfare_office"}},
    {"adulthood", {"consultation_support", "daily_life_care"}},
    {"disaster", {"disaster_charging", "disaster_welfare_shelter", "disaster_office"}},
};

}  // namespace

std::vector<std::string> kinds_for_topics(std::span<const std::string> topics) {
    std::vector<std::string> kinds;
    for (const std::string& topic : topics) {
        const auto* fit = std::ranges::find(kFits, topic, &Fit::topic);
        if (fit == std::end(kFits)) continue;
        for (const std::string_view kind : fit->kinds)
            if (!kind.empty() && std::ranges::find(kinds, kind) == kinds.end())
                kinds.emplace_back(kind);
    }
    return kinds;
}

std::vector<std::string> open_to_age(std::vector<std::string> kinds, std::optional<int> age,
                                     Date on) {
    if (!age) return kinds;
    std::erase_if(kinds, [&](const std::string& kind) {
        const LegalAnswer law = answer_by_law(legal_ages(kind, on), *age);
        return law == LegalAnswer::no || law == LegalAnswer::doubted;
    });
    return kinds;
}

std::vector<std::string> split_topics(std::string_view kept) {
    std::vector<std::string> topics;
    while (!kept.empty()) {
        const std::size_t end = std::min(kept.find(','), kept.size());
        if (end > 0) topics.emplace_back(kept.substr(0, end));
        kept.remove_prefix(std::min(end + 1, kept.size()));
    }
    return topics;
}

}  // namespace michi::directory
