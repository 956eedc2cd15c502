// From the bytes of a file to entries and refused rows: pure, every row accounted for.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "directory/layout.hpp"
#include "directory/model.hpp"

namespace michi::directory {

struct Reading {
    Source source{};
    std::string table;   // sheet, or file inside a ZIP
    std::size_t rows{};  // data rows that hold anything
    std::vector<Entry> entries;
    std::vector<Problem> refused;  // rows that are not taken: one or more problems each
};

/// Each recognised table of the file; refuses the file when none is.
Result<std::vector<Reading>> read_file(std::string_view bytes, std::optional<Source> wanted = {});
Result<std::vector<Reading>> read_each(const std::vector<Table>& tables,
                                       std::optional<Source> wanted = {});

Reading read_table(const Table& table, const Layout& layout);

}  // namespace michi::directory
