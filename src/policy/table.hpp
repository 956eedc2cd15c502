// The whole policy, enumerated: every decision that decide() can make.
#pragma once

#include <functional>
#include <string>

#include "policy/policy.hpp"

namespace michi {

inline constexpr int kAssurances = 4, kStates = 3;

struct PolicyRow {
    Role role{};
    Assurance assurance{};
    Act act{};
    Circumstances around;
    Decision decision;
};

/// In a fixed order: role, act, assurance, whose, relation, consented categories, state, protected, team.
/// Of an act that does not mind whose its object is, only the rows of another's stand here.
void each_policy_row(const std::function<void(const PolicyRow&)>& see);

std::string_view name_of(Assurance assurance);
std::string_view name_of(RecordState state);
std::string_view name_of(Verdict verdict);
/// "number,identity"
std::string names_of_fields(Mask mask);

/// The reviewed form: a line for each role and act, then the number of rows and a hash over all.
std::string policy_golden();
/// All rows as JSON, handed out piece by piece.
void policy_json(const std::function<void(std::string_view)>& write);
/// A page for whoever reviews the policy.
std::string policy_page();

}  // namespace michi
