#include "directory/layout.hpp"

#include <algorithm>

#include "base/fold.hpp"
#include "directory/headings.hpp"
#include "directory/hsds_file.hpp"
#include "directory/kinds.hpp"
#include "directory/layout_parts.hpp"

namespace michi::directory {
namespace {

constexpr SourceName kSources[] = {
    {Source::wamnet, "wamnet", "directory.source_wamnet"_w, "directory.credit_wamnet"_w, 2},
    {Source::hospital, "hospital", "directory.source_hospital"_w, "directory.credit_local"_w, 3},
    {Source::childcare, "childcare", "directory.source_childcare"_w, "directory.credit_local"_w, 3},
    {Source::school, "school", "directory.source_school"_w, "directory.credit_local"_w, 4},
    {Source::mext, "mext", "directory.source_mext"_w, "directory.credit_mext"_w, 5},
    {Source::shelter, "shelter", "directory.source_shelter"_w, "directory.credit_local"_w, 3},
    {Source::office, "office", "directory.source_office"_w, "directory.credit_local"_w, 3},
    {Source::navii, "navii", "directory.source_navii"_w, "directory.credit_navii"_w, 4},
    {Source::kouseikyoku, "kouseikyoku", "directory.source_kouseikyoku"_w,
     "directory.credit_kouseikyoku"_w, 6},
    {Source::facility, "facility", "directory.source_facility"_w, "directory.credit_local"_w, 4},
    {Source::hsds, "hsds", "directory.source_hsds"_w, "directory.credit_hsds"_w, 3},
};

/// A list is what it is when it has all of these columns.
struct Shape {
    Source source;
    std::array<Column, 3> needs;
};
constexpr Shape kShapes[] = {
    {Source::navii, {Column::name, Column::kind, Column::beds}},
    {Source::wamnet, {Column::provider_number, Column::kind, Column::name}},
    {Source::office, {Column::provider_number, Column::kind, Column::name}},
    {Source::school, {Column::kana, Column::kind, Column::branch}},
    {Source::mext, {Column::system_no, Column::kind, Column::branch}},
    {Source::shelter, {Column::name, Column::hazards, Column::name}},
    {Source::shelter, {Column::name, Column::capacity, Column::name}},
    {Source::hospital, {Column::name, Column::departments, Column::name}},
    {Source::hospital, {Column::name, Column::medical_code, Column::address}},
    {Source::childcare, {Column::name, Column::kind, Column::temporary_care}},
    {Source::childcare, {Column::name, Column::kind, Column::capacity}},
    {Source::facility, {Column::name, Column::address, Column::name}},
    {Source::facility, {Column::name, Column::city, Column::block}},
    {Source::facility, {Column::name, Column::city, Column::town}},
    {Source::facility, {Column::name, Column::postal, Column::name}},
    {Source::facility, {Column::name, Column::phone, Column::name}},
};

void put(Layout& layout, std::optional<Column> column, std::size_t at) {
    if (!column) return;
    auto& place = layout.place[static_cast<std::size_t>(*column)];
    if (place == kAbsent) place = at;  // the first of two equal headings counts
}

/// 法人名, 住所, 事業所名, 住所: what stands twice is the body's behind the body's name, and the
/// place's behind the place's.
void prefer_the_places_own(Layout& layout, const std::vector<std::string>& plain) {
    if (!layout.has(Column::organisation) || !layout.has(Column::name)) return;
    const std::size_t body = layout.of(Column::organisation), name = layout.of(Column::name);
    for (Column column : {Column::postal, Column::address, Column::phone, Column::fax, Column::url,
                          Column::email}) {
        const std::size_t first = layout.of(column);
        if (!layout.has(column) || !(body < first && first < name)) continue;
        for (std::size_t i = name + 1; i < plain.size(); ++i)
            if (plain[i] == plain[first]) {
                layout.place[static_cast<std::size_t>(column)] = i;
                break;
            }
    }
}

bool says_no(std::string_view cell) {
    const std::string text = trimmed(fold_width(cell));
    return text.empty() || text == "×" || text == "-" || text == "0" || text == "無" ||
           text == "ー";
}

/// Columns called like a service, with nothing but marks in them.
void find_marks(Layout& layout, const Table& table) {
    for (std::size_t i = 0; i < layout.headings.size(); ++i) {
        if (std::ranges::find(layout.place, i) != layout.place.end()) continue;
        const std::string plain = plain_heading(layout.headings[i]);
        const std::string_view kind = plain.empty() ? std::string_view{} : kind_named(plain);
        if (kind.empty() || !is_welfare(kind)) continue;
        std::size_t marks = 0, others = 0;
        for (std::size_t row = layout.first_row; row < table.rows() && others == 0; ++row) {
            const std::string_view cell = table.at(row, i);
            marks += is_mark(cell);
            others += !is_mark(cell) && !says_no(cell);
        }
        if (marks > 0 && others == 0) layout.marks.emplace_back(i, kind);
    }
}

Layout mapped(std::vector<std::string> headings, std::size_t first_row) {
    Layout layout;
    layout.first_row = first_row;
    layout.place.fill(kAbsent);
    std::vector<std::string> plain;
    for (const std::string& heading : headings) plain.push_back(plain_heading(heading));
    for (std::size_t i = 0; i < plain.size(); ++i) put(layout, column_of_layout(plain[i]), i);
    for (std::size_t i = 0; i < plain.size(); ++i)  // what layouts call so has had its turn
        if (!column_of_layout(plain[i])) put(layout, column_by_words(plain[i]), i);
    prefer_the_places_own(layout, plain);
    if (const auto lasting = std::ranges::find(plain, "共通ID"); lasting != plain.end())
        layout.place[static_cast<std::size_t>(Column::system_no)] =  // before a running NO
            static_cast<std::size_t>(lasting - plain.begin());
    layout.headings = std::move(headings);
    return layout;
}

/// WAM NET names its lasting number at length; offices' lists of cities have the same columns.
constexpr std::string_view kWamNumber = "NO(※システム内の固有の番号、連番)";

/// 想定収容人数 of a shelter, and not the 収容定員 of a nursery.
bool counts_people(std::string_view heading) {
    return heading.find("収容") != heading.npos && heading.ends_with("人数");
}

bool fits(const Layout& layout, const Shape& shape, bool wanted) {
    if (!std::ranges::all_of(shape.needs, [&](Column c) { return layout.has(c); })) return false;
    if (shape.source == Source::navii)
        return plain_heading(layout.heading(Column::kind)) == "機関区分";
    if (shape.source == Source::shelter && shape.needs[1] == Column::capacity && !wanted)
        return counts_people(plain_heading(layout.heading(Column::capacity)));
    // 「サービス種別」 with a 定員 may be any service, and no nursery for want of a better name.
    if (shape.source == Source::childcare && shape.needs[2] == Column::capacity && !wanted)
        return plain_heading(layout.heading(Column::kind)).find("サービス") == std::string::npos;
    if (shape.source == Source::wamnet && !wanted)
        return plain_heading(layout.heading(Column::system_no)) == kWamNumber;
    return true;
}

std::optional<Source> source_of(const Layout& layout, std::optional<Source> wanted) {
    for (const Shape& shape : kShapes)
        if ((!wanted || shape.source == *wanted) && fits(layout, shape, wanted.has_value()))
            return shape.source;
    return std::nullopt;
}

std::size_t found_columns(const Layout& layout) {
    return kColumns - static_cast<std::size_t>(std::ranges::count(layout.place, kAbsent));
}

bool all_digits(std::string_view text, std::size_t size) {
    return text.size() == size && text.find_first_not_of("0123456789") == text.npos;
}

/// 厚生局: no heading; 9-digit code, 7-digit code, name, post code, address.
std::optional<Layout> without_heading(const Table& table) {
    if (table.rows() == 0 || table.columns(0) != 5) return std::nullopt;
    const bool codes = all_digits(table.at(0, 0), 9) && all_digits(table.at(0, 1), 7) &&
                       all_digits(table.at(0, 3), 7);
    if (!codes) return std::nullopt;
    Layout layout;
    layout.source = Source::kouseikyoku;
    layout.place.fill(kAbsent);
    layout.headings = {"コード", "医療機関コード", "名称", "郵便番号", "住所"};
    constexpr Column kOrder[] = {Column::provider_number, Column::medical_code, Column::name,
                                 Column::postal, Column::address};
    for (std::size_t i = 0; i < 5; ++i) layout.place[static_cast<std::size_t>(kOrder[i])] = i;
    return layout;
}

constexpr std::size_t kHeadingSearch = 20;  // titles and preambles stand above the heading

}  // namespace

std::span<const SourceName> source_names() { return kSources; }

const SourceName& name_of(Source source) {
    return *std::ranges::find(kSources, source, &SourceName::source);
}

std::optional<Source> source_named(std::string_view id) {
    const auto found = std::ranges::find(kSources, id, &SourceName::id);
    return found == std::end(kSources) ? std::nullopt : std::optional(found->source);
}

std::string Layout::heading(Column c) const { return has(c) ? heading_at(of(c)) : std::string{}; }

std::string Layout::heading_at(std::size_t column) const {
    return column < headings.size() && !headings[column].empty() ? headings[column]
                                                                 : std::to_string(column + 1);
}

bool Layout::uses(std::size_t column) const {
    return std::ranges::find(place, column) != place.end() ||
           std::ranges::find(marks, column, &decltype(marks)::value_type::first) != marks.end();
}

bool is_mark(std::string_view cell) {
    const std::string text = trimmed(fold_width(cell));
    return std::ranges::any_of(
        std::initializer_list<std::string_view>{"○", "〇", "◯", "●", "◎", "有", "1", "✓", "✔", "レ",
                                                "可"},
        [&](std::string_view mark) { return text == mark; });
}

void finish_layout(Layout& layout, const Table& table) {
    if (layout.source != Source::hsds) find_marks(layout, table);
    const std::string heading = plain_heading(layout.heading(Column::latitude)) +
                                plain_heading(layout.heading(Column::point));
    for (std::string_view datum : {"日本測地系", "旧測地系", "東京測地系", "TOKYO"})
        if (heading.find(datum) != heading.npos) layout.tokyo_datum = true;
}

std::vector<std::string> heading_cells(const Table& table, std::size_t row) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < table.columns(row); ++i) out.emplace_back(table.at(row, i));
    return out;
}

std::vector<std::string> two_heading_rows(const Table& table, std::size_t row) {
    const std::vector<std::string> upper = heading_cells(table, row),
                                   lower = heading_cells(table, row + 1);
    std::vector<std::string> both(std::max(upper.size(), lower.size()));
    std::string group;
    for (std::size_t i = 0; i < both.size(); ++i) {
        const std::string above = i < upper.size() ? upper[i] : "";
        const std::string below = i < lower.size() && lower[i] != above ? lower[i] : "";
        if (!above.empty() || below.empty()) group = below.empty() ? "" : above;
        both[i] = below.empty() ? above : under_group(group, below);
    }
    return both;
}

std::optional<Layout> recognise(const Table& table, std::optional<Source> wanted) {
    if (auto told = hsds_layout(table))
        return !wanted || *wanted == Source::hsds ? told : std::nullopt;
    if (!wanted || *wanted == Source::kouseikyoku)
        if (auto layout = without_heading(table)) return layout;
    std::optional<Layout> best;
    for (std::size_t row = 0; row < std::min(table.rows(), kHeadingSearch); ++row) {
        std::vector<Layout> tried{mapped(heading_cells(table, row), row + 1)};
        if (row + 1 < table.rows()) tried.push_back(mapped(two_heading_rows(table, row), row + 2));
        for (Layout& layout : tried) {
            const auto source = source_of(layout, wanted);
            if (!source || (best && found_columns(layout) <= found_columns(*best))) continue;
            layout.source = *source;
            best = std::move(layout);
        }
    }
    if (best) finish_layout(*best, table);
    return best;
}

}  // namespace michi::directory
