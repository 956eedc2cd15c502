// One row of a recognised table: an entry, or the reasons why it is none.
#pragma once

#include <vector>

#include "directory/layout.hpp"
#include "directory/model.hpp"

namespace michi::directory {

struct RowRead {
    Entry entry;
    std::vector<Problem> why;  // empty: the entry is whole
    std::string other_kind;    // a kind that this directory does not hold (care of the old)
};

RowRead read_row(const Table& table, const Layout& layout, std::size_t row);

}  // namespace michi::directory
