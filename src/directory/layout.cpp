#include "directory/layout.hpp"

#include <algorithm>

#include "base/fold.hpp"

namespace michi::directory {
namespace {

constexpr SourceName kSources[] = {
    {Source::wamnet, "wamnet", "directory.source_wamnet"_w, "directory.credit_wamnet"_w, 2},
    {Source::hospital, "hospital", "directory.source_hospital"_w, "directory.credit_local"_w, 3},
    {Source::childcare, "childcare", "directory.source_childcare"_w, "directory.credit_local"_w, 3},
    {Source::school, "school", "directory.source_school"_w, "directory.credit_local"_w, 4},
    {Source::mext, "mext", "directory.source_mext"_w, "directory.credit_mext"_w, 5},
    {Source::shelter, "shelter", "directory.source_shelter"_w, "directory.credit_local"_w, 3},
    {Source::navii, "navii", "directory.source_navii"_w, "directory.credit_navii"_w, 4},
    {Source::kouseikyoku, "kouseikyoku", "directory.source_kouseikyoku"_w,
     "directory.credit_kouseikyoku"_w, 6},
    {Source::facility, "facility", "directory.source_facility"_w, "directory.credit_local"_w, 4},
};

struct Heading {
    Column column;
    std::string_view text;  // as plain() leaves it
};

// Old and new 自治体標準オープンデータセット, WAM NET, MEXT, ナビイ, with the variants that were
// met.
constexpr Heading kHeadings[] = {
    {Column::publisher_code, "都道府県コード又は市区町村コード"},
    {Column::publisher_code, "全国地方公共団体コード"},
    {Column::publisher_code, "市区町村コード"},
    {Column::publisher_code, "自治体コード"},
    {Column::publisher_code, "住所_全国地方公共団体コード"},
    {Column::publisher_code, "団体コード"},
    {Column::prefecture_code, "都道府県コード"},
    {Column::prefecture_code, "都道府県番号"},
    {Column::place_code, "所在地_全国地方公共団体コード"},
    {Column::system_no, "NO(※システム内の固有の番号、連番)"},
    {Column::system_no, "NO"},
    {Column::system_no, "ID"},
    {Column::system_no, "学校コード"},
    {Column::system_no, "NO."},
    {Column::system_no, "共通ID"},
    {Column::organisation, "法人の名称"},
    {Column::organisation, "団体名"},
    {Column::organisation, "設置者情報"},
    {Column::organisation, "法人名"},
    {Column::organisation, "法人名称"},
    {Column::corporation_number, "法人番号"},
    {Column::kind, "サービス種別"},
    {Column::kind, "医療機関の種類"},
    {Column::kind, "種別"},
    {Column::kind, "学校種"},
    {Column::kind, "施設種別"},
    {Column::kind, "機関区分"},
    {Column::kind, "サービス種類"},
    {Column::provider_number, "事業所番号"},
    {Column::medical_code, "医療機関コード"},
    {Column::name, "名称"},
    {Column::name, "事業所の名称"},
    {Column::name, "学校名"},
    {Column::name, "正式名称"},
    {Column::name, "施設名"},
    {Column::name, "施設名称"},
    {Column::name, "事業所名"},
    {Column::name, "施設・場所名"},
    {Column::name, "医療機関名"},
    {Column::name, "医療機関名称"},
    {Column::name, "事業所名称"},
    {Column::name, "指定緊急避難場所名称"},
    {Column::kana, "名称_カナ"},
    {Column::kana, "事業所の名称_かな"},
    {Column::kana, "学校名カナ表記"},
    {Column::kana, "正式名称(フリガナ)"},
    {Column::kana, "名称カナ"},
    {Column::kana, "名称(カナ)"},
    {Column::kana, "フリガナ"},
    {Column::postal, "郵便番号"},
    {Column::prefecture, "所在地_都道府県"},
    {Column::prefecture, "都道府県名"},
    {Column::prefecture, "住所_都道府県"},
    {Column::city, "所在地_市区町村"},
    {Column::city, "市区町村名"},
    {Column::city, "事業所住所(市区町村)"},
    {Column::city, "学校所在地(市区町村)"},
    {Column::city, "住所_市区町村(郡)"},
    {Column::town, "所在地_町字"},
    {Column::town, "学校所在地(町字)"},
    {Column::block, "所在地_番地以下"},
    {Column::block, "所在地_ー以下"},
    {Column::block, "事業所住所(番地以降)"},
    {Column::block, "学校所在地(番地以下)"},
    {Column::block, "所在地_番地"},
    {Column::address, "住所"},
    {Column::address, "所在地_連結表記"},
    {Column::address, "学校所在地"},
    {Column::address, "所在地"},
    {Column::address, "学校所在地_連結表記"},
    {Column::address, "医療機関所在地"},
    {Column::address, "施設所在地"},
    {Column::building, "方書"},
    {Column::building, "建物名等(方書)"},
    {Column::building, "住所_建物名等(方書)"},
    {Column::latitude, "緯度"},
    {Column::latitude, "事業所緯度"},
    {Column::latitude, "所在地座標(緯度)"},
    {Column::longitude, "経度"},
    {Column::longitude, "事業所経度"},
    {Column::longitude, "所在地座標(経度)"},
    {Column::phone, "電話番号"},
    {Column::phone, "事業所電話番号"},
    {Column::phone, "連絡先電話番号"},
    {Column::phone, "案内用電話番号"},
    {Column::phone, "電話"},
    {Column::phone, "TEL"},
    {Column::extension, "内線番号"},
    {Column::fax, "FAX番号"},
    {Column::fax, "事業所FAX番号"},
    {Column::fax, "FAX"},
    {Column::url, "URL"},
    {Column::url, "事業所URL"},
    {Column::url, "案内用ホームページアドレス"},
    {Column::url, "ホームページ"},
    {Column::capacity, "定員"},
    {Column::capacity, "収容定員"},
    {Column::capacity, "想定収容人数"},
    {Column::capacity, "利用定員"},
    {Column::beds, "病床数"},
    {Column::beds, "合計病床数"},
    {Column::days, "利用可能曜日"},
    {Column::days, "診療曜日"},
    {Column::opens, "開始時間"},
    {Column::opens, "診療開始時間"},
    {Column::closes, "終了時間"},
    {Column::closes, "診療終了時間"},
    {Column::hours_weekday, "利用可能な時間帯(平日)"},
    {Column::hours_saturday, "利用可能な時間帯(土曜)"},
    {Column::hours_sunday, "利用可能な時間帯(日曜)"},
    {Column::hours_holiday, "利用可能な時間帯(祝日)"},
    {Column::closed_days, "定休日"},
    {Column::closed_days, "その他の休診日(GW、お盆等)"},
    {Column::hours_note, "利用可能日時特記事項"},
    {Column::hours_note, "利用可能時間特記事項"},
    {Column::hours_note, "診療日時特記事項"},
    {Column::hours_note, "利用可能曜日特記事項(留意事項)"},
    {Column::ages, "受入年齢"},
    {Column::temporary_care, "一時預かりの有無"},
    {Column::sick_care, "病児保育の有無"},
    {Column::departments, "診療科目"},
    {Column::status, "状況"},
    {Column::branch, "本分校"},
    {Column::abolished_on, "属性情報廃止年月日"},
    {Column::note, "備考"},
    {Column::description, "説明"},
    {Column::hazards, "災害種別_洪水"},
    {Column::hazards, "災害種別_崖崩れ、土石流及び地滑り"},
    {Column::hazards, "災害種別_地震"},
};

/// A list is what it is when it has all of these columns.
struct Shape {
    Source source;
    std::array<Column, 3> needs;
};
constexpr Shape kShapes[] = {
    {Source::navii, {Column::name, Column::kind, Column::beds}},
    {Source::wamnet, {Column::provider_number, Column::kind, Column::name}},
    {Source::school, {Column::kana, Column::kind, Column::branch}},
    {Source::mext, {Column::system_no, Column::kind, Column::branch}},
    {Source::shelter, {Column::name, Column::hazards, Column::name}},
    {Source::hospital, {Column::name, Column::kind, Column::departments}},
    {Source::childcare, {Column::name, Column::kind, Column::temporary_care}},
    {Source::childcare, {Column::name, Column::kind, Column::capacity}},
    {Source::facility, {Column::name, Column::address, Column::name}},
    {Source::facility, {Column::name, Column::city, Column::block}},
};

/// A heading without width, spaces, breaks and the 教育機関 prefix; look-alike dashes as ー.
std::string plain(std::string_view heading) {
    std::string out;
    const std::string wide = fold_width(heading);
    for (char c : wide) {
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t') continue;
        out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    }
    constexpr std::string_view kPrefix = "教育機関_";
    return out.starts_with(kPrefix) ? out.substr(kPrefix.size()) : out;
}

std::optional<Column> column_of(const std::string& heading) {
    const auto found = std::ranges::find(kHeadings, std::string_view(heading), &Heading::text);
    return found == std::end(kHeadings) ? std::nullopt : std::optional(found->column);
}

/// 「電話番号(代表)」 without what stands in brackets behind; "" where the brackets say that it is
/// something else: a reading, another language, another number.
std::string without_remark(const std::string& heading) {
    const auto open = std::min(heading.find('('), heading.find("※"));
    if (open == std::string::npos || open == 0) return {};
    for (std::string_view other : {"カナ", "かな", "ガナ", "がな", "英", "ローマ", "FAX", "2"})
        if (heading.find(other, open) != std::string::npos) return {};
    return heading.substr(0, open);
}

Layout mapped(std::vector<std::string> headings, std::size_t first_row) {
    Layout layout;
    layout.first_row = first_row;
    layout.place.fill(kAbsent);
    for (std::size_t i = 0; i < headings.size(); ++i) {
        const auto column = column_of(plain(headings[i]));
        if (!column) continue;
        auto& place = layout.place[static_cast<std::size_t>(*column)];
        if (place == kAbsent) place = i;  // the first of two equal headings counts
    }
    for (std::size_t i = 0; i < headings.size(); ++i) {  // exact headings have had their turn
        if (column_of(plain(headings[i]))) continue;
        const auto column = column_of(without_remark(plain(headings[i])));
        if (!column) continue;
        auto& place = layout.place[static_cast<std::size_t>(*column)];
        if (place == kAbsent) place = i;
    }
    layout.headings = std::move(headings);
    return layout;
}

bool fits(const Layout& layout, const Shape& shape, const Table& table) {
    if (!std::ranges::all_of(shape.needs, [&](Column c) { return layout.has(c); })) return false;
    if (shape.source != Source::navii) return true;
    return plain(layout.heading(Column::kind)) == "機関区分" && table.rows() > 0;
}

std::optional<Source> source_of(const Layout& layout, const Table& table,
                                std::optional<Source> wanted) {
    for (const Shape& shape : kShapes)
        if ((!wanted || shape.source == *wanted) && fits(layout, shape, table)) return shape.source;
    return std::nullopt;
}

std::vector<std::string> cells(const Table& table, std::size_t row) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < table.columns(row); ++i) out.emplace_back(table.at(row, i));
    return out;
}

/// Two heading rows: the lower names the column, the upper where the lower is blank.
std::vector<std::string> two_rows(const Table& table, std::size_t row) {
    std::vector<std::string> upper = cells(table, row), lower = cells(table, row + 1);
    upper.resize(std::max(upper.size(), lower.size()));
    for (std::size_t i = 0; i < lower.size(); ++i)
        if (!lower[i].empty()) upper[i] = lower[i];
    return upper;
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

std::optional<Layout> recognise(const Table& table, std::optional<Source> wanted) {
    if (!wanted || *wanted == Source::kouseikyoku)
        if (auto layout = without_heading(table)) return layout;
    std::optional<Layout> best;
    for (std::size_t row = 0; row < std::min(table.rows(), kHeadingSearch); ++row) {
        std::vector<Layout> tried{mapped(cells(table, row), row + 1)};
        if (row + 1 < table.rows()) tried.push_back(mapped(two_rows(table, row), row + 2));
        for (Layout& layout : tried) {
            const auto source = source_of(layout, table, wanted);
            if (!source || (best && found_columns(layout) <= found_columns(*best))) continue;
            layout.source = *source;
            best = std::move(layout);
        }
    }
    return best;
}

}  // namespace michi::directory
