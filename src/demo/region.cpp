#include "demo/region.hpp"

#include <random>

#include "base/working_days.hpp"
#include "directory/directory.hpp"
#include "reports/reports.hpp"

namespace michi::demo {
namespace {

constexpr int kMonths = 23, kConfirmedAfter = 3;  // whole months of two years; working days

struct Lacking {
    std::string_view kind, condition, note;
    int times;  // in twelve months
};
/// What families of children with medical care did not find, by how often.
constexpr std::array kLacking{
    Lacking{"short_stay", "night", "夜間の吸引に対応できるところがない", 16},
    Lacking{"after_school_day_service", "transport", "送迎に看護師が乗れない", 11},
    Lacking{"childcare_nursery", "nurse", "看護師のいる園に空きがない", 9},
    Lacking{"medical_visiting_nurse", "night", "夜間に来られるところがない", 7},
    Lacking{"child_consultation_support", "", "計画を引き受けるところがない", 4},
    Lacking{"daytime_respite", "ventilator", "人工呼吸器の子の日中の預かりがない", 2},
};

void confirm_months(Tx& tx, Vault& vault, const Town& town, Now now) {
    const Id<Account> head = town.people.at("otani").account;
    const reports::Month current = reports::Month::of(now.today);
    for (int back = kMonths; back >= 1; --back) {
        const reports::Month month = current.plus(-back);
        const Date day = add_working_days(month.last(), kConfirmedAfter);
        if (day >= now.today) continue;  // the head has not come to it yet
        reports::publish_now(tx, vault, town.centre,
                             town.municipalities.begin()->first.substr(0, 2), month, head,
                             at_in_japan(day, 10 * 60));
    }
}

/// Where more children live, more is missed.
std::string_view town_for(const Town& town, std::mt19937& random) {
    auto it = town.municipalities.begin();
    const auto count = town.municipalities.size();
    const auto first = random() % count, second = random() % count;
    std::advance(it, static_cast<std::ptrdiff_t>(std::min(first, second)));
    return it->first;
}

void record_lacking(Tx& tx, const Town& town, unsigned seed, Now now) {
    std::mt19937 random(seed + 17);
    for (const Lacking& one : kLacking)
        for (int i = 0; i < one.times; ++i) {
            Date day = now.today - int(3 + random() % 340);
            while (!is_working_day(day)) day = day - 1;
            std::vector<std::string> conditions;
            if (!one.condition.empty()) conditions.emplace_back(one.condition);
            directory::record_issue(tx,
                                    {.organisation = town.centre,
                                     .municipality = std::string(town_for(town, random)),
                                     .kinds = {std::string(one.kind)},
                                     .conditions = conditions,
                                     .within_km = {},
                                     .found = random() % 3,
                                     .fitting = 0,
                                     .note = i == 0 ? std::string(one.note) : std::string{},
                                     .by = town.people.at(random() % 2 ? "ito" : "miura").account,
                                     .at = at_in_japan(day, int(9 * 60 + random() % 480))});
        }
}

}  // namespace

void show_region(Tx& tx, Vault& vault, const Town& town, unsigned seed, Now now) {
    record_lacking(tx, town, seed, now);
    confirm_months(tx, vault, town, now);
}

}  // namespace michi::demo
