// What a list says now against what was stored of it: pure. Spelling is no change, nothing is
// deleted.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "directory/entries.hpp"
#include "directory/layout.hpp"
#include "directory/model.hpp"

namespace michi::directory {

/// A row of a source as it was last published.
struct Stored {
    Id<Record> id;
    Id<Service> service;
    std::string source, publisher, system_no, provider_number, kind;
    Values values;
    bool gone{};
    std::optional<Date> gone_on;
    std::int64_t batch{};  // that wrote it last; 0: the Centre
    std::int64_t list{};   // whose row it is; 0: the Centre's own words
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

/// Rows of one list, those of `entries` that are open. Keys, in this order: the source's lasting
/// number; provider number and kind; for lists without numbers name, kind and place; then the name
/// alone, where only one row can be meant. A key may stand for several rows: the most alike are paired. `unread`: keys of names in
/// rows that could not be read: what is called so is not gone.
Difference difference(Source source, const Entries& entries, std::span<const std::size_t> open,
                      std::span<const Stored> stored, const std::set<std::string>& unread);

/// Keys by which a row of a list is known again; "" is no key.
template <class Row>
std::string number_key(const Row& row) {
    return row.system_no;
}
template <class Row>
std::string provider_key(const Row& row) {
    return row.provider_number.empty() ? std::string{} : row.provider_number + "|" + row.kind;
}
std::string place_key(std::string_view kind, const Values& values);

/// A name without what a corporation puts in front (医療法人〇〇会 …), folded. For comparison only.
std::string name_key(std::string_view name);

/// Fields of which the meaning differs.
std::vector<Field> differing(const Values& before, const Values& after);

}  // namespace michi::directory
