// Lists that say different things of one field of one service (D17): pure.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "directory/difference.hpp"

namespace michi::directory {

struct Saying {
    std::string source, publisher, text;
};

struct Disagreement {
    Field field{};
    std::vector<Saying> sayings;  // one of each meaning, who speaks first in front
    /// What all say, to tell whether a later list says something else.
    std::string said() const;
};

/// Fields on which a family would be misled: name, telephone, address, places, closed. Of lists
/// only: what the Centre wrote is its decision. Spelling is no disagreement, silence neither.
std::vector<Disagreement> disagreements(std::span<const Stored> records);

}  // namespace michi::directory
