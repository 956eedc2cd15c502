// What the family allows to be told, to whom: receiver × category, three answers.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "record/model.hpp"

namespace michi::consent {

struct Category {
    std::string_view id;
    Field field;
    Word word;
};
inline constexpr std::array kCategories{
    Category{"contact", Field::contact, "consent.contact"_w},
    Category{"medical", Field::medical, "consent.medical"_w},
    Category{"family", Field::family, "consent.family"_w},
};

enum class Answer { no = 0, yes = 1, not_asked = 2 };

struct Cell {
    Answer answer{Answer::not_asked};
    std::string basis;  // oral, paper
    std::optional<Date> expires;
    std::optional<Instant> recorded_at;
};

/// One receiver's row of the matrix, cells in the order of kCategories.
struct Receiver {
    Id<Organisation> organisation;
    std::string name;
    std::string side;  // mark
    std::array<Cell, kCategories.size()> cells;
};

struct NewAnswer {
    Id<record::Case> case_id;
    Id<Organisation> organisation;
    std::string category;
    Answer answer{Answer::not_asked};
    std::string basis;    // oral, paper
    std::string speaker;  // mother, father, self …
    std::optional<Date> expires;
};

}  // namespace michi::consent
