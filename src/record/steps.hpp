// What happened to a case as a whole: it was closed, taken up again, the family moved. Each step stays, so
// the first closing is still there when the case was closed again.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "record/record.hpp"

namespace michi::record {

enum class StepKind { closed, reopened, moved };
std::string_view name_of(StepKind kind);

/// Why a case is closed. A code that was used once stays in the list: what is on record keeps its words.
inline constexpr std::array kClosings{
    Code{"settled", "record.closing_settled"_w},
    Code{"adult", "record.closing_adult"_w},
    Code{"left_prefecture", "record.closing_left_prefecture"_w},
    Code{"family_wish", "record.closing_family_wish"_w},
    Code{"not_reached", "record.closing_not_reached"_w},
    Code{"died", "record.closing_died"_w},
    Code{"by_mistake", "record.closing_by_mistake"_w},
    Code{"other", "record.closing_other"_w},
};
/// Why it is taken up again.
inline constexpr std::array kReopenings{
    Code{"new_need", "record.reopening_new_need"_w},
    Code{"came_back", "record.reopening_came_back"_w},
    Code{"reached", "record.reopening_reached"_w},
    Code{"by_mistake", "record.reopening_by_mistake"_w},
    Code{"other", "record.reopening_other"_w},
};

struct CaseStep {
    StepKind kind{};
    std::string reason;  // of kClosings or kReopenings; none of a move
    std::string words;
    std::string place_before, place_after;  // of a move
    std::optional<Date> on;                 // of a move: from when the family lives there
    Id<Account> by{};
    Instant at{};
};

/// Fields: reason, words. kWhole: the case does not stand where the step begins.
Refusals reasons_not_to_take(const CaseStep& next, RecordState state);

/// Newest first.
std::vector<CaseStep> steps_of(Tx& tx, Vault& vault, const CaseBrief& brief);
/// Keeps the step; the state of the case follows it.
void take_step(Tx& tx, Vault& vault, const CaseBrief& brief, const CaseStep& next);
/// The day of the newest closing; none: it was closed before such steps were kept.
std::optional<Date> closed_on(Tx& tx, Id<Case> id);

}  // namespace michi::record
