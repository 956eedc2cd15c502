// A table on its way into a file. Text stays text: no cell ever becomes a formula (security I6).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace michi {

using SheetCell = std::variant<std::string, std::int64_t>;

struct Sheet {
    std::string name;
    std::vector<std::string> header;
    std::vector<std::vector<SheetCell>> rows;
    std::vector<int> widths;  // of the columns, in characters
};

/// A text that a spreadsheet would take for a formula gets an apostrophe in front; so does one that
/// already begins with apostrophes before such a sign, so that `unguarded` gives every text back.
std::string guarded(std::string_view text);
std::string unguarded(std::string_view text);

/// UTF-8 with a byte order mark, lines end with CR LF, every text guarded and quoted where needed.
std::string csv(const Sheet& sheet);

/// A workbook made in memory: nothing of it touches a disk. Texts are inline strings, numbers numbers.
/// The same sheets give the same bytes.
std::string xlsx(const std::vector<Sheet>& sheets);

}  // namespace michi
