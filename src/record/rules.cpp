// When 住所秘匿 may be set, reviewed and ended.

#include "base/text.hpp"
#include "record/protection.hpp"

namespace michi::record {
namespace {

constexpr int kReviewWithin = 366;  // days
constexpr std::size_t kReasonLimit = 3000;

}  // namespace

std::string_view name_of(ProtectionStep step) {
    return step == ProtectionStep::set ? "set" : step == ProtectionStep::review ? "review" : "end";
}

Refusals reasons_not_to_take(const Protection& next, bool is_protected, Date today) {
    Refusals no = check_text("reason", next.reason, kReasonLimit);
    const bool sets = next.step == ProtectionStep::set, ends = next.step == ProtectionStep::end;
    if (sets && is_protected) no.add(kWhole, "record.protected_already"_w);
    if (!sets && !is_protected) no.add(kWhole, "record.not_protected"_w);
    if (trimmed(next.reason).empty()) no.add("reason", "record.say_reason"_w);
    if (!find_code(next.asked_by, kProtectionAskers)) no.add("asked_by", "record.say_asker"_w);
    if (ends) return no;
    if (!next.review_on)
        no.add("review_on", "record.say_review"_w);
    else if (*next.review_on <= today || *next.review_on > today + kReviewWithin)
        no.add("review_on", "record.review_within_year"_w);
    if (next.until && *next.until <= today) no.add("until", "record.until_is_past"_w);
    return no;
}

bool review_is_due(bool is_protected, const std::optional<Protection>& newest, Date today) {
    if (!is_protected) return false;
    return !newest || !newest->review_on || *newest->review_on <= today;
}

}  // namespace michi::record
