// What a list says now against what was stored of it: pure. Spelling is no change, nothing is
// deleted.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "directory/layout.hpp"
#include "directory/model.hpp"

namespace michi::directory {

/// A row of a source as it was last published.
struct Stored {
    Id<Record> id;
    Id<Service> service;
    std::string source, publisher, scope, system_no, provider_number, kind;
    Values values;
    bool gone{};
    std::optional<Date> gone_on;
    std::int64_t batch{};  // that wrote it last; 0: the Centre
};

struct Pair {
    std::size_t entry{}, stored{};
};
struct Changed {
    Pair pair;
    std::vector<Field> fields;  // none: the row had gone and is back
};
struct Difference {
    std::vector<std::size_t> fresh;  // entries
    std::vector<Changed> changed;
    std::vector<std::size_t> gone;  // stored
    std::vector<Pair> unchanged;
};

/// Keys, in this order: the source's lasting number; provider number and kind; for lists without
/// numbers name, kind and place. A key may stand for several rows: the most alike are paired.
/// `scopes`: what the list covers, also by rows that are not among `entries` because they are the
/// same word for word; how many these are, by scope.
Difference difference(Source source, std::span<const Entry* const> entries,
                      std::span<const Stored> stored, std::set<std::string> scopes,
                      const std::map<std::string, std::size_t>& same);

/// A name without what a corporation puts in front (医療法人〇〇会 …), folded. For comparison only.
std::string name_key(std::string_view name);

/// Fields of which the meaning differs.
std::vector<Field> differing(const Values& before, const Values& after);

}  // namespace michi::directory
