#include "carers/rules.hpp"

#include <algorithm>

namespace michi::carers {
namespace {

Missing missing_of(const Employer& employer, const Holding& holding, Act act,
                   Id<record::Child> child, Date day) {
    const bool listed = std::ranges::any_of(employer.roster, [&](const Employer::Listed& one) {
        return one.carer == holding.carer && one.valid.holds(day);
    });
    if (!listed) return Missing::roster;
    if (!holding.valid.holds(day)) return Missing::certificate;
    if (!has(holding.acts, act)) return Missing::act;
    if (holding.rank == Class::third && holding.child != child) return Missing::child;
    return Missing::nothing;
}

}  // namespace

Finding may_give(const Employer& employer, Act act, Id<record::Child> child, Date day) {
    Finding finding;
    if (employer.registrations.empty() && employer.roster.empty()) return finding;
    finding.may = May::no;
    const bool registered =
        std::ranges::any_of(employer.registrations, [&](const Employer::Registration& one) {
            return has(one.acts, act) && one.valid.holds(day);
        });
    finding.missing = registered ? Missing::roster : Missing::registration;
    if (!registered) return finding;
    const bool anybody = std::ranges::any_of(
        employer.roster, [&](const Employer::Listed& one) { return one.valid.holds(day); });
    if (anybody) finding.missing = Missing::certificate;
    for (const Holding& holding : employer.certificates) {
        const Missing missing = missing_of(employer, holding, act, child, day);
        if (missing == Missing::nothing)
            finding.who.push_back(holding.carer);
        else  // how far the nearest came
            finding.missing = std::max(finding.missing, missing);
    }
    if (finding.who.empty()) return finding;
    std::ranges::sort(finding.who);
    finding.who.erase(std::ranges::unique(finding.who).begin(), finding.who.end());
    return {.may = May::yes, .missing = Missing::nothing, .who = std::move(finding.who)};
}

}  // namespace michi::carers
