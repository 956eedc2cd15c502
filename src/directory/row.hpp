// One row of a recognised table: an entry, or the reasons why it is none.
#pragma once

#include <vector>

#include "directory/layout.hpp"
#include "directory/model.hpp"
#include "directory/section.hpp"

namespace michi::directory {

struct RowRead {
    Entry entry;
    std::vector<Problem> why;  // empty: the entry is whole
    std::string other_kind;    // a kind that this directory does not hold (care of the old)
    std::vector<std::string> more_kinds{};  // of a place that offers several: each is a service
    bool kind_not_told{};                   // nothing tells it: taken as a public facility
};

/// `above`: what the row takes from the headings and merged cells above it.
RowRead read_row(const Table& table, const Layout& layout, std::size_t row,
                 const Above& above = {});

}  // namespace michi::directory
