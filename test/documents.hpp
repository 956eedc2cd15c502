// Worked examples of docs/rules: the rows of a table under a heading, read by the tests of the rule.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

namespace michi {

using ExampleRow = std::vector<std::string>;

inline ExampleRow cells_of(const std::string& line) {
    ExampleRow cells;
    for (std::size_t from = 2; from < line.size();) {
        const auto end = line.find(" |", from);
        if (end == std::string::npos) break;
        cells.push_back(line.substr(from, end - from));
        from = end + 3;
    }
    return cells;
}

/// The rows below "## heading" in docs/rules/<file>; a heading without rows fails the test.
inline std::vector<ExampleRow> examples(const std::string& file, const std::string& heading) {
    std::ifstream in(std::string(MICHI_SOURCE) + "/docs/rules/" + file);
    std::vector<ExampleRow> rows;
    bool here = false;
    int line_of_table = 0;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("#")) here = line == "## " + heading;
        if (here && line.starts_with("|") && ++line_of_table > 2) rows.push_back(cells_of(line));
    }
    EXPECT_FALSE(rows.empty()) << file << " has no table under " << heading;
    return rows;
}

}  // namespace michi
