#include "published/terms.hpp"

#include <algorithm>
#include <vector>

#include "directory/directory.hpp"
#include "published/names.hpp"

namespace michi::published {
namespace {

std::string id_of(std::string_view taxonomy, std::string_view code) {
    return uuid_of_word(Named::term, std::string(taxonomy) + "/" + std::string(code));
}

std::string group_code(directory::ConditionGroup group) {
    return std::string(directory::group_word(group).key()).substr(10);  // "directory.group_care"
}

std::vector<Term> make_terms() {
    std::vector<Term> made;
    for (const auto& kind : directory::service_kinds())
        made.push_back(
            {kKinds, kind.id, kind.word, "published.term_kind"_w, id_of(kKinds, kind.id), ""});
    static std::vector<std::string> groups;  // the terms' codes point into it
    groups.reserve(16);
    for (const auto& condition : directory::conditions()) {
        const std::string group = group_code(condition.group);
        const std::string parent = id_of(kConditions, group);
        if (std::ranges::find(groups, group) == groups.end()) {
            groups.push_back(group);
            made.push_back({kConditions, groups.back(), directory::group_word(condition.group),
                            "published.term_group"_w, parent, ""});
        }
        made.push_back({kConditions, condition.id, condition.word, "published.term_condition"_w,
                        id_of(kConditions, condition.id), parent});
    }
    return made;
}

}  // namespace

std::span<const Taxonomy> taxonomies() {
    static const Taxonomy made[] = {
        {kKinds, "published.taxonomy_kinds"_w, "published.taxonomy_kinds_about"_w,
         uuid_of_word(Named::taxonomy, kKinds)},
        {kConditions, "published.taxonomy_conditions"_w, "published.taxonomy_conditions_about"_w,
         uuid_of_word(Named::taxonomy, kConditions)},
    };
    return made;
}

std::span<const Term> terms() {
    static const std::vector<Term> made = make_terms();
    return made;
}

const Taxonomy* taxonomy_named(std::string_view id) {
    const auto all = taxonomies();
    const auto found = std::ranges::find(all, id, &Taxonomy::id);
    return found == all.end() ? nullptr : &*found;
}

const Term* term_named(std::string_view id) {
    const auto all = terms();
    const auto found = std::ranges::find(all, id, &Term::id);
    return found == all.end() ? nullptr : &*found;
}

const Term& term_of_kind(std::string_view kind) {
    const auto all = terms();
    const auto of = [&](std::string_view code) {
        return std::ranges::find_if(
            all, [&](const Term& t) { return t.taxonomy == kKinds && t.code == code; });
    };
    const auto found = of(kind);
    return found == all.end() ? *of("public_facility") : *found;
}

const Term* term_of_condition(std::string_view condition) {
    const auto all = terms();
    const auto found = std::ranges::find_if(all, [&](const Term& t) {
        return t.taxonomy == kConditions && t.code == condition && !t.parent.empty();
    });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace michi::published
