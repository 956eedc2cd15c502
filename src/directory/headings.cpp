#include "directory/headings.hpp"

#include <algorithm>
#include <initializer_list>
#include <span>

#include "base/fold.hpp"

namespace michi::directory {
namespace {

struct Heading {
    Column column;
    std::string_view text;  // as plain() leaves it
};

/// Old and new 自治体標準オープンデータセット, WAM NET, MEXT, ナビイ, with the variants that were
/// met.
constexpr Heading kLayouts[] = {
#include "directory/layout_headings.inc"
};

// ---- words of cities' own lists ----
/// What stands in front of 「名称」「所在地」… when a list speaks of its places. Longest first.
constexpr std::string_view kPlaces[] = {
    "障害福祉サービス事業所",
    "訪問看護ステーション",
    "放課後児童クラブ",
    "指定緊急避難場所",
    "サービス事業所",
    "緊急避難場所",
    "認定こども園",
    "介護サービス",
    "子育て施設",
    "児童クラブ",
    "ステーション",
    "指定避難所",
    "避難場所",
    "医療機関",
    "教育機関",
    "教育施設",
    "保育施設",
    "公共施設",
    "保育所等",
    "こども園",
    "サービス",
    "施設・場所",
    "センター",
    "避難所",
    "事業所",
    "保育所",
    "保育園",
    "幼稚園",
    "診療所",
    "クラブ",
    "施設",
    "学校",
    "病院",
    "薬局",
    "機関",
    "拠点",
    "店舗",
    "教室",
    "会場",
    "窓口",
    "指定",
    "提供",
    "園",
    "館",
};

/// The body that runs a place: its name is taken, nothing else of it, and no person.
constexpr std::string_view kBodies[] = {
    "設置・運営主体", "設置運営主体", "運営事業者", "運営主体", "運営法人", "運営会社", "運営団体",
    "経営主体",       "経営法人",     "設置主体",   "実施主体", "設置法人", "設置者",   "開設者",
    "申請者",         "事業者",       "経営者",     "運営者",   "法人",
};

constexpr std::string_view kReadings[] = {
    "フリガナ", "ふりがな", "よみがな", "ヨミガナ", "読み仮名", "よみ", "ヨミ", "カナ", "かな"};

/// Behind a place's name, or alone.
constexpr Heading kWords[] = {
#include "directory/list_headings.inc"
};

/// Of lists in English and of apps, in capitals and without what parts their words.
constexpr Heading kEnglish[] = {
#include "directory/english_headings.inc"
};
/// In front of these. No CONTACT: behind it stands a person's name.
constexpr std::string_view kEnglishPlaces[] = {
    "FACILITY", "OFFICE",   "SCHOOL", "NURSERY", "KINDERGARTEN", "HOSPITAL", "CLINIC",   "SHELTER",
    "PROVIDER", "LOCATION", "PLACE",  "CENTER",  "CENTRE",       "SITE",     "BUSINESS",
};

/// Only behind a place's name: alone they say nothing.
constexpr Heading kShortWords[] = {
    {Column::name, "名"},      {Column::kind, "内容"},     {Column::system_no, "ID"},
    {Column::system_no, "NO"}, {Column::system_no, "NO."},
};

std::optional<Column> found_in(std::span<const Heading> list, std::string_view text) {
    const auto found = std::ranges::find(list, text, &Heading::text);
    return found == list.end() ? std::nullopt : std::optional(found->column);
}

bool has(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

std::string_view without_joints(std::string_view text) {
    for (bool again = true; again;) {
        again = false;
        for (std::string_view joint : {"の", "_", "・", "/"})
            if (text.size() > joint.size() && text.starts_with(joint))
                text.remove_prefix(joint.size()), again = true;
    }
    return text;
}

/// 「電話番号(代表)」 in its two parts; a bracket in front (「(名称)」) stays.
struct Remarked {
    std::string_view stem, remark;
};
Remarked remarked(std::string_view heading) {
    const auto open = std::min(heading.find('('), heading.find("※"));
    if (open == heading.npos || open == 0) return {heading, {}};
    return {heading.substr(0, open), heading.substr(open)};
}

bool says_something_else(std::string_view remark) {
    return std::ranges::any_of(
        std::initializer_list<std::string_view>{"英", "ローマ", "FAX", "2", "法人", "旧", "緊急"},
        [&](std::string_view other) { return has(remark, other); });
}

/// 「住所(市区町村)」: the remark names the part of the address.
std::optional<Column> part_of_address(std::string_view remark) {
    constexpr Heading kParts[] = {
        {Column::prefecture, "都道府県"}, {Column::city, "市区町村"}, {Column::city, "市町村"},
        {Column::town, "町字"},           {Column::town, "町名"},     {Column::block, "番地"},
        {Column::building, "建物"},       {Column::building, "方書"}, {Column::building, "ビル"},
    };
    for (const Heading& part : kParts)
        if (has(remark, part.text)) return part.column;
    return std::nullopt;
}

/// 「事業所番号」 and 「医療機関コード」 are given by the authority, other numbers by the list.
Column number_of(std::string_view noun) {
    if (noun == "事業所") return Column::provider_number;
    for (std::string_view medical : {"医療機関", "ステーション", "病院", "診療所", "薬局"})
        if (noun.ends_with(medical)) return Column::medical_code;
    return Column::system_no;
}

std::optional<Column> of_place(std::string_view stem) {
    bool place = false;
    for (bool again = true; again;) {
        if (place)
            if (const auto column = found_in(kShortWords, stem)) return column;
        if (const auto column = found_in(kWords, stem)) return column;
        again = false;
        for (std::string_view noun : kPlaces) {
            if (!stem.starts_with(noun) || stem.size() == noun.size()) continue;
            if (const auto rest = stem.substr(noun.size()); rest == "番号" || rest == "コード")
                return number_of(noun);
            stem = without_joints(stem.substr(noun.size()));
            place = again = true;
            break;
        }
    }
    return std::nullopt;
}

std::optional<Column> in_english(std::string_view stem) {
    std::string key;
    for (std::size_t at = 0; at < stem.size(); ++at) {
        const char c = stem[at];
        if (stem.substr(at).starts_with("ー"))
            at += std::string_view("ー").size() - 1;
        else if (c >= 'A' && c <= 'Z')
            key += c;
        else if ((c >= '0' && c <= '9'))
            key += c;
        else if (std::string_view("_-./#").find(c) == std::string_view::npos)
            return std::nullopt;
    }
    if (const auto column = found_in(kEnglish, key)) return column;
    for (std::string_view noun : kEnglishPlaces)
        if (key.starts_with(noun) && key.size() > noun.size())
            if (const auto column = found_in(kEnglish, std::string_view(key).substr(noun.size())))
                return column;
    return std::nullopt;
}

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// 「施設名/FACILITYNAME」 says one thing in two languages; the Japanese part, "" when it is no such.
std::string_view of_two_languages(std::string_view plain) {
    const auto slash = plain.find('/');
    if (slash == plain.npos || plain.find('/', slash + 1) != plain.npos) return {};
    const auto front = plain.substr(0, slash), back = plain.substr(slash + 1);
    if (front.empty() || back.empty() || is_ascii(front) == is_ascii(back)) return {};
    return is_ascii(front) ? back : front;
}

/// 「住所_表示用」「TEL_1」 without what only tells columns of one kind apart.
std::string_view without_tail(std::string_view stem) {
    for (std::string_view tail : {"_正式", "_表示用", "_表示", "_表記", "_漢字", "_日本語", "_1"})
        if (stem.size() > tail.size() && stem.ends_with(tail))
            return stem.substr(0, stem.size() - tail.size());
    return stem;
}

/// nullopt: not about a body; Column::count_: about a body, and not to be taken.
std::optional<Column> of_body(std::string_view stem) {
    for (std::string_view body : kBodies) {
        if (!stem.starts_with(body)) continue;
        const auto rest = without_joints(stem.substr(body.size()));
        for (std::string_view name : {"", "名", "名称", "等", "等名称", "情報"})
            if (rest == name) return Column::organisation;
        return rest == "番号" && body == "法人" ? Column::corporation_number : Column::count_;
    }
    return std::nullopt;
}

bool is_reading(std::string_view stem) {
    for (std::string_view reading : kReadings) {
        const auto at = stem.find(reading);
        if (at == stem.npos) continue;
        std::string rest =
            std::string(stem.substr(0, at)) + std::string(stem.substr(at + reading.size()));
        while (rest.ends_with('_')) rest.pop_back();
        if (rest.ends_with("の")) rest.resize(rest.size() - std::string_view("の").size());
        return rest.empty() || of_place(rest) == Column::name ||
               column_of_layout(rest) == Column::name;
    }
    return false;
}

}  // namespace

std::string plain_heading(std::string_view heading) {
    std::string out;
    const std::string wide = fold_width(heading);
    for (char c : wide) {
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t') continue;
        out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    }
    constexpr std::string_view kPrefix = "教育機関_";
    return out.starts_with(kPrefix) ? out.substr(kPrefix.size()) : out;
}

std::optional<Column> column_of_layout(std::string_view plain) { return found_in(kLayouts, plain); }

std::optional<Column> column_by_words(std::string_view plain) {
    if (const auto japanese = of_two_languages(plain); !japanese.empty()) {
        const auto layout = column_of_layout(japanese);
        return layout ? layout : column_by_words(japanese);
    }
    const auto [whole_stem, remark] = remarked(plain);
    const std::string_view stem = without_tail(whole_stem);
    std::string whole(stem);
    for (std::string_view reading : kReadings)
        if (has(remark, reading)) whole += reading;
    if (is_reading(whole)) return Column::kana;
    if (whole.size() != stem.size() || says_something_else(remark)) return std::nullopt;
    if (const auto body = of_body(stem); body) return body == Column::count_ ? std::nullopt : body;
    const auto exact = column_of_layout(stem);
    auto column = exact ? exact : of_place(stem);
    if (!column) column = in_english(stem);
    if (column == Column::address)
        if (const auto part = part_of_address(remark)) return part;
    return column;
}

std::string under_group(std::string_view group, std::string_view heading) {
    if (heading.empty()) return std::string(group);
    const std::string plain = plain_heading(group);
    const bool body =
        std::ranges::any_of(kBodies, [&](std::string_view b) { return has(plain, b); });
    return body ? std::string(group) + "_" + std::string(heading) : std::string(heading);
}

}  // namespace michi::directory
