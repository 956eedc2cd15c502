// 住所秘匿: where a child lives, who helps there and how the family is reached stay with the person in
// charge. Set, reviewed and ended in steps that are kept; nothing ends by itself.
// Practice: 住民基本台帳事務の支援措置 lasts one year and is asked for anew; so a review is due within one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "record/record.hpp"

namespace michi::record {

enum class ProtectionStep { set, review, end };
std::string_view name_of(ProtectionStep step);

/// Who asked that nobody learns it.
inline constexpr std::array kProtectionAskers{
    Code{"mother", "record.relation_mother"_w},
    Code{"father", "record.relation_father"_w},
    Code{"grandparent", "record.relation_grandparent"_w},
    Code{"self", "record.relation_self"_w},
    Code{"other_family", "record.relation_other_family"_w},
    Code{"municipality", "record.asker_municipality"_w},
    Code{"child_guidance", "record.asker_child_guidance"_w},  // 児童相談所
    Code{"police_or_court", "record.asker_police_or_court"_w},
    Code{"other", "record.asker_other"_w},
};

/// One step; the reason is only read through Act::see_protection.
struct Protection {
    ProtectionStep step{};
    std::string reason, asked_by;   // asked_by: kProtectionAskers
    std::optional<Date> until;      // how long it was asked for; closes nothing and opens nothing
    std::optional<Date> review_on;  // when somebody looks again; none after the end
    Id<Account> by{};
    Instant at{};
};

/// Fields: step (kWhole), reason, asked_by, until, review_on.
Refusals reasons_not_to_take(const Protection& next, bool is_protected, Date today);
/// A review was due and nobody looked, or nobody ever wrote down when to look.
bool review_is_due(bool is_protected, const std::optional<Protection>& newest, Date today);

/// Newest first.
std::vector<Protection> protections_of(Tx& tx, Vault& vault, const CaseBrief& brief);
/// Keeps the step and closes or opens the case with it, search included.
void take_protection(Tx& tx, Vault& vault, const CaseBrief& brief, const Protection& next);

}  // namespace michi::record
