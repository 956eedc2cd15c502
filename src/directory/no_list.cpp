#include "directory/no_list.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "directory/bytes.hpp"
#include "directory/headings.hpp"

namespace michi::directory {

Word what_else(const std::vector<Table>& tables) {
    std::set<std::string> headings;
    for (const Table& table : tables)
        for (std::size_t row = 0; row < std::min<std::size_t>(table.rows(), 20); ++row)
            for (std::size_t i = 0; i < table.columns(row); ++i)
                headings.insert(plain_heading(table.at(row, i)));
    const auto has = [&](std::string_view heading) {
        return headings.contains(std::string(heading));
    };
    if (has("総人口") || (has("世帯数") && has("人口")) || (has("男性") && has("女性")))
        return "directory.not_a_list_population"_w;
    if (has("CID") && has("CITY") && has("PREF")) return "directory.not_a_list_codes"_w;
    return {};
}

bool is_unreadable(const Table& table) {
    constexpr std::string_view kShift = "\x1b";  // ISO-2022-JP
    for (std::size_t row = 0; row < std::min<std::size_t>(table.rows(), 20); ++row)
        for (std::size_t i = 0; i < table.columns(row); ++i)
            if (table.at(row, i).find(kBroken) != std::string_view::npos ||
                table.at(row, i).find(kShift) != std::string_view::npos)
                return true;
    return false;
}

}  // namespace michi::directory
