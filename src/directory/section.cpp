#include "directory/section.hpp"

#include <algorithm>

#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "base/text.hpp"
#include "directory/beside.hpp"
#include "directory/cells.hpp"
#include "directory/headings.hpp"
#include "directory/kinds.hpp"

namespace michi::directory {
namespace {

constexpr std::size_t kLongest = 40;  // characters: what is longer is a sentence

constexpr std::string_view kOpening[] = {"【", "〔", "[", "<", "《", "≪", "(", "「", "■", "●",
                                         "○",  "◆",  "◎", "□", "▼",  "▽", "◇", "★",  "☆", "・"};
constexpr std::string_view kClosing[] = {"】", "〕", "]", ">", "》", "≫", ")", "」", ":", "の部"};

/// The one text of a row of which nothing else is told: merged cells may repeat it.
struct Alone {
    std::string text;
    std::size_t column{};
};
std::optional<Alone> alone_in(const Table& table, std::size_t row) {
    Alone alone;
    for (std::size_t i = 0; i < table.columns(row); ++i) {
        std::string cell = trimmed(fold_width(one_line(table.at(row, i))));
        if (cell.empty() || cell == alone.text) continue;
        if (!alone.text.empty()) return std::nullopt;
        alone.text = std::move(cell), alone.column = i;
    }
    return alone.text.empty() ? std::nullopt : std::optional(alone);
}

/// 「1.」「(2)」 before a heading.
bool take_number_off(std::string& text) {
    const auto digits = text.find_first_not_of("0123456789");
    if (digits == 0 || digits == text.npos || digits > 2) return false;
    for (std::string_view behind : {".", ")", "、", " "})
        if (std::string_view(text).substr(digits).starts_with(behind)) {
            text = trimmed(text.substr(digits + behind.size()));
            return true;
        }
    return false;
}

/// The words of a heading without what sets it off: 「■ 【児童発達支援】（12か所）」.
struct Bare {
    std::string text;
    bool marked{};
};
Bare bare(std::string text) {
    Bare found{std::move(text), false};
    std::string& t = found.text;
    // 「児童発達支援(5か所)」 counts its rows.
    const auto bracket = t.rfind('(');
    if (t.ends_with(')') && bracket != t.npos && bracket > 0 &&
        t.find_first_of("0123456789", bracket) != t.npos)
        t = trimmed(t.substr(0, bracket));
    for (bool again = true; again && !t.empty();) {
        again = take_number_off(t);
        for (std::string_view mark : kOpening)
            if (t.starts_with(mark) && t.size() > mark.size())
                t = trimmed(t.substr(mark.size())), again = true;
        for (std::string_view mark : kClosing)
            if (t.ends_with(mark) && t.size() > mark.size())
                t = trimmed(t.substr(0, t.size() - mark.size())), again = true;
        found.marked |= again;
    }
    return found;
}

/// The kind's own name and nothing else, so that 「中央保育所」 stays a place.
bool is_the_name_of_a_kind(std::string_view text) {
    for (std::string_view front : {"公立", "私立", "市立", "町立", "認可", "民間"})
        if (text.starts_with(front) && text.size() > front.size())
            return is_the_name_of_a_kind(text.substr(front.size()));
    for (std::string_view end : {"一覧", "事業所", "事業", "施設"})
        if (text.ends_with(end) && text.size() > end.size() &&
            is_the_name_of_a_kind(text.substr(0, text.size() - end.size())))
            return true;
    if (is_not_kept(text) || is_for_the_old(text)) return true;
    const auto names = names_of_kinds();
    const bool published = std::ranges::find(names, text, &PublishedName::part) != names.end();
    return published || std::ranges::any_of(service_kinds(), [&](const ServiceKind& kind) {
               return word_text(kind.word, Lang::ja) == text;
           });
}

bool names_a_kind(std::string_view text) {
    return !kinds_named(text).empty() || is_not_kept(text) || is_for_the_old(text);
}

/// 「北浜市」, 「玖珂郡和木町」, 「山口県周南市内」: a municipality and nothing else.
bool is_a_municipality(std::string text) {
    for (std::string_view end : {"内", "地域", "地区"})
        if (text.ends_with(end)) text.resize(text.size() - end.size());
    for (int number = 1; number <= 99; ++number) {
        const std::string two = (number < 10 ? "0" : "") + std::to_string(number);
        for (const Municipality& m : municipalities_of(two)) {
            if (!text.ends_with(m.name)) continue;
            std::string_view front(text);
            front.remove_suffix(m.name.size());
            if (front.starts_with(m.prefecture)) front.remove_prefix(m.prefecture.size());
            if (front.empty() || front.ends_with("郡")) return true;
        }
    }
    return false;
}

std::string cell_of(const Table& table, const Layout& layout, std::size_t row, Column column) {
    return plain_heading(table.at(row, layout.of(column)));
}

bool is_merged(const Table& table, const Layout& layout, Column column) {
    std::size_t said = 0, blank = 0;
    std::string before;
    for (std::size_t row = layout.first_row; row < table.rows(); ++row) {
        if (table.blank(row) || alone_in(table, row)) continue;
        std::string cell = cell_of(table, layout, row, column);
        if (cell.empty()) {
            if (said == 0) return false;
            ++blank;
        } else {
            if (cell == before) return false;
            before = std::move(cell), ++said;
        }
    }
    return said > 0 && blank >= said;
}

}  // namespace

std::optional<Section> section_in(const Table& table, const Layout& layout, std::size_t row) {
    const auto alone = alone_in(table, row);
    if (!alone || layout.headings.size() < 2) return std::nullopt;
    if (first_characters(alone->text, kLongest).size() < alone->text.size() ||
        alone->text.find("。") != std::string::npos || begins_as_a_note(alone->text))
        return std::nullopt;
    const Bare words = bare(alone->text);
    if (is_a_municipality(words.text)) return Section{{}, words.text};
    // Without a mark words that only hold a kind may be a place or a remark.
    const bool kind = words.marked ? names_a_kind(words.text) : is_the_name_of_a_kind(words.text);
    return kind ? std::optional(Section{words.text, {}}) : std::nullopt;
}

std::string kind_in_title(const Table& table, std::size_t row) {
    const auto alone = alone_in(table, row);
    if (!alone || first_characters(alone->text, kLongest).size() < alone->text.size()) return {};
    if (bare(alone->text).marked || begins_as_a_note(alone->text)) return {};
    for (std::string_view more : {"等", "・", "、", "及び", "および", "など", "や", "。"})
        if (alone->text.find(more) != std::string::npos &&
            alone->text.find("放課後等デイ") == std::string::npos)
            return {};
    return kinds_named(alone->text).size() == 1 ? alone->text : std::string{};
}

std::vector<Column> merged_columns(const Table& table, const Layout& layout) {
    std::vector<Column> merged;
    for (Column column : {Column::kind, Column::prefecture, Column::city, Column::town})
        if (layout.has(column) && is_merged(table, layout, column)) merged.push_back(column);
    return merged;
}

}  // namespace michi::directory
