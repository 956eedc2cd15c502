// What the family allows to be told, to whom: receiver × category, each answered with a day.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "record/model.hpp"

namespace michi::consent {

struct Category {
    std::string_view id;
    Field field;
    Word word;
};
/// records: what the Centre wrote for the organisations that work along; it needs identity, because
/// notes call the child by name (opened_by() in the policy).
inline constexpr std::array kCategories{
    Category{"identity", Field::identity, "consent.identity"_w},
    Category{"contact", Field::contact, "consent.contact"_w},
    Category{"medical", Field::medical, "consent.medical"_w},
    Category{"family", Field::family, "consent.family"_w},
    Category{"records", Field::notes, "consent.records"_w},
};
/// "identity,contact": as consent and ledger store a set of categories.
std::string ids_of(Mask categories);
Mask mask_of(std::string_view ids);

/// How the answer was given. Oral counts at once; who heard it is kept.
inline constexpr std::array kBases{
    record::Code{"oral", "consent.basis_oral"_w},
    record::Code{"paper", "consent.basis_paper"_w},
};

enum class Answer { no = 0, yes = 1, not_asked = 2 };

/// What an answer means on a day. The only reading of it there is: rule, pages and lists ask here,
/// SQL asks living_consent().
enum class State { not_asked, no, yes, ended };

/// One category of one receiver: the newest answer.
struct Cell {
    Answer answer{Answer::not_asked};
    std::optional<Date> expires;
    std::optional<Instant> recorded_at;
    std::int64_t row{};
    std::string said;  // basis and speaker, sealed: last_said() opens it
};
/// The last day of a yes still counts.
State state(const Cell& cell, Date today);

/// One receiver's row of the matrix, cells in the order of kCategories.
struct Receiver {
    Id<Organisation> organisation;
    std::string name;
    std::string side;  // mark
    std::array<Cell, kCategories.size()> cells;
};

/// What one person of the family said at one time about one receiver.
struct Said {
    Id<record::Case> case_id;
    Id<Organisation> organisation;
    std::array<std::optional<Answer>, kCategories.size()> answers{};  // nothing: not spoken of
    std::string basis;                                                // kBases
    std::string speaker;                                              // record::kRelations
    Id<Account> heard_by;  // who heard what was said by word of mouth
    std::optional<Date> expires;
};
/// The same answer for every category of the set.
void answer_all(Said& said, Mask categories, Answer answer);

/// Fields: organisation, categories, speaker, basis, heard_by, expires.
Refusals reasons_not_to_record(const Said& said, Date today);
/// "お名前○・医療×" for the timeline.
std::string in_words(const Said& said);

}  // namespace michi::consent
