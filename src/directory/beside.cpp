#include "directory/beside.hpp"

#include <algorithm>

#include "base/fold.hpp"
#include "directory/headings.hpp"

namespace michi::directory {
namespace {

constexpr std::string_view kTotals[] = {"計",   "合計",   "小計",   "総計",
                                        "総数", "総合計", "施設数", "件数"};
constexpr std::string_view kMarks[] = {"※",    "注)",   "注:", "(注", "注1",   "*",   "出典",
                                       "出所", "資料:", "【",  "■",   "●",     "○",   "◆",
                                       "◎",    "□",     "▼",   "<",   "備考:", "参考"};
/// Also in a narrow table: no place is called so.
constexpr std::string_view kNotes[] = {
    "※",          "注)",          "(注",      "出典",  "出所",   "問合せ",
    "問い合わせ", "お問い合わせ", "お問合せ", "作成:", "更新日", "最終更新",
    "(令和",      "令和",         "注:",      "注1",   "備考",   "*"};
constexpr std::size_t kNarrow = 3;  // a table this narrow may leave all but the name blank

std::string_view said(const Table& table, const Layout& layout, std::size_t row, Column column) {
    return layout.has(column) ? table.at(row, layout.of(column)) : std::string_view{};
}

bool says_where(const Table& table, const Layout& layout, std::size_t row) {
    return std::ranges::any_of(
        std::initializer_list<Column>{Column::address, Column::block, Column::town, Column::phone,
                                      Column::postal},
        [&](Column column) { return !plain_heading(said(table, layout, row, column)).empty(); });
}

/// The heading row once more, as on every page of a printed list.
bool is_heading_again(const Table& table, const Layout& layout, std::size_t row) {
    std::size_t same = 0, filled = 0;
    for (std::size_t i = 0; i < table.columns(row); ++i) {
        const std::string cell = plain_heading(table.at(row, i));
        if (cell.empty()) continue;
        ++filled;
        same += i < layout.headings.size() && cell == plain_heading(layout.headings[i]);
    }
    return filled >= 2 && same * 2 > filled;
}

struct Filled {
    std::size_t count{}, first{};
    std::string text;  // of the first
};
Filled filled_in(const Table& table, std::size_t row) {
    Filled filled;
    for (std::size_t i = 0; i < table.columns(row); ++i) {
        std::string cell = plain_heading(table.at(row, i));
        if (cell.empty()) continue;
        if (filled.count++ == 0) filled.first = i, filled.text = std::move(cell);
    }
    return filled;
}

/// 「合計 4事業所」「集計」: a word of sums, and nothing or a number behind it.
bool begins_with_total(std::string_view text) {
    for (std::string_view total : {"合計", "総計", "小計", "総数", "集計"})
        if (text.starts_with(total)) {
            const auto rest = text.substr(total.size());
            return rest.empty() || rest.find_first_of("0123456789") <= 3 || rest.starts_with("(");
        }
    return false;
}

/// Rows under the headings that say something of the columns: #object_type_xsd, string, string…
bool is_about_columns(const Table& table, const Layout& layout, std::size_t row) {
    return !layout.headings.empty() && layout.headings.front().starts_with('#') &&
           table.at(row, 0).starts_with('#');
}

bool is_total(std::string_view text) {
    return std::ranges::any_of(kTotals, [&](std::string_view total) {
        return text == total || text == std::string(total) + ":";
    });
}

}  // namespace

bool begins_as_a_note(std::string_view text) {
    return std::ranges::any_of(kNotes,
                               [&](std::string_view note) { return text.starts_with(note); });
}

bool is_beside_data(const Table& table, const Layout& layout, std::size_t row) {
    if (is_heading_again(table, layout, row)) return true;
    if (is_about_columns(table, layout, row)) return true;
    const Filled filled = filled_in(table, row);
    if (is_total(filled.text) || is_total(plain_heading(said(table, layout, row, Column::name))))
        return true;
    if (says_where(table, layout, row)) return false;
    if (begins_with_total(filled.text) ||
        begins_with_total(plain_heading(said(table, layout, row, Column::name))))
        return true;
    const bool marked =
        std::ranges::any_of(kMarks, [&](std::string_view m) { return filled.text.starts_with(m); });
    if (filled.count == 1 && begins_as_a_note(filled.text)) return true;
    const bool alone = filled.count == 1 && layout.headings.size() > kNarrow;
    return alone && (marked || filled.first != layout.of(Column::name));
}

}  // namespace michi::directory
