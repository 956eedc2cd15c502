// The words by which the API classifies services: two taxonomies, the same in every instance.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/word.hpp"

namespace michi::published {

struct Taxonomy {
    std::string_view code;
    Word name, about;
    std::string id;
};
struct Term {
    std::string_view taxonomy, code;
    Word name, about;
    std::string id, parent;  // identifiers; a term of the top has no parent
};

std::span<const Taxonomy> taxonomies();
std::span<const Term> terms();
/// nullptr when there is none.
const Taxonomy* taxonomy_named(std::string_view id);
const Term* term_named(std::string_view id);
const Term& term_of_kind(std::string_view kind);
const Term* term_of_condition(std::string_view condition);

inline constexpr std::string_view kKinds = "service_kind", kConditions = "acceptance_condition";

}  // namespace michi::published
