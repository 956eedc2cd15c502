// The kinds that a row tells, by its column, its code, the heading above it, its name or its sheet.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "directory/layout.hpp"
#include "directory/section.hpp"

namespace michi::directory {

struct KindRead {
    std::string published;                // as the row or its heading says it
    std::string other;                    // a kind that this directory does not hold
    std::vector<std::string_view> kinds;  // ids; several of a place that offers several
    bool not_told{};                      // nothing tells it: taken as a public facility
    std::string code, kind_of_code;       // a code that tells another kind, and which
    Column code_column{Column::kind_code};
};

KindRead read_kind(const Table& table, const Layout& layout, std::size_t row, const Above& above);

/// The kind behind a code: 「63」 or 「631111」 of サービス種類コード, 「B1…」 of a school; "" when it tells none.
std::string_view kind_of_code(std::string_view code);

}  // namespace michi::directory
