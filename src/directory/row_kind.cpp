#include "directory/row_kind.hpp"

#include <algorithm>

#include "base/fold.hpp"
#include "directory/cells.hpp"
#include "directory/kinds.hpp"
#include "directory/list_kinds.hpp"

namespace michi::directory {
namespace {

struct Code {
    std::string_view code, kind;
};
/// サービス種類コード of claims for services of welfare (国民健康保険団体連合会, インタフェース仕様書 共通編).
/// Written from memory; 11, 12, 32 and 52 were found again in published interfaces. A code only makes
/// a note, or tells the kind of a row that says none.
constexpr Code kServiceCodes[] = {
    {"11", "home_help"},
    {"12", "heavy_home_help"},
    {"13", "activity_support"},
    {"14", "comprehensive_support"},
    {"15", "accompany_support"},
    {"21", "residential_nursing"},
    {"22", "daily_life_care"},
    {"24", "short_stay"},
    {"32", "residential_support"},
    {"33", "group_home"},
    {"35", "independent_living"},
    {"41", "training_function"},
    {"42", "training_life"},
    {"43", "labour_transition"},
    {"45", "labour_a"},
    {"46", "labour_b"},
    {"47", "labour_settlement"},
    {"52", "consultation_support"},
    {"53", "community_transition"},
    {"54", "community_settlement"},
    {"55", "child_consultation_support"},
    {"61", "child_development_support"},
    {"62", "medical_child_development"},
    {"63", "after_school_day_service"},
    {"64", "nursery_visit_support"},
    {"65", "home_visit_child_development"},
    {"71", "residential_child_welfare"},
    {"72", "residential_child_medical"},
};

/// 児童発達支援センター gives 児童発達支援: one is told as the other.
std::string_view service_of(std::string_view kind) {
    return kind == "child_development_center" ? "child_development_support" : kind;
}

bool all_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

bool is_by_child_welfare_law(std::string_view kind) {
    constexpr std::string_view kKinds[] = {
        "child_development_support",    "child_development_center",  "medical_child_development",
        "home_visit_child_development", "after_school_day_service",  "nursery_visit_support",
        "residential_child_welfare",    "residential_child_medical",
    };
    return std::ranges::find(kKinds, kind) != std::end(kKinds);
}

/// One row's words on what it offers.
class KindReader {
  public:
    KindReader(const Table& table, const Layout& layout, std::size_t row, const Above& above)
        : table_(table), layout_(layout), row_(row), title_(above.title) {
        read_.published = line(Column::kind);
        if (read_.published.empty()) read_.published = above.kind;
    }
    KindRead read() {
        const std::string& said = read_.published;
        const bool other = is_for_the_old(said) || is_not_kept(said) ||
                           (!said.empty() && names_services() && kinds_named(said).empty());
        if (other) {
            read_.other = said;
            return std::move(read_);
        }
        read_.kinds = kinds();
        compare_with_code();
        if (read_.code.empty()) compare_with_provider_number();
        return std::move(read_);
    }

  private:
    std::string line(Column c) const {
        return layout_.has(c) ? one_line(table_.at(row_, layout_.of(c))) : std::string{};
    }
    /// 「サービス種別」 of a list of facilities: what stands there is a service, and no 公共施設.
    bool names_services() const {
        const std::string heading = layout_.heading(Column::kind);
        return layout_.source == Source::facility &&
               heading.find("サービス") != std::string::npos &&
               heading.find("種") != std::string::npos;  // 「サービス内容」 may hold anything
    }
    std::vector<std::string_view> marked() const {
        std::vector<std::string_view> kinds;
        for (const auto& [column, kind] : layout_.marks)
            if (is_mark(table_.at(row_, column)) && std::ranges::find(kinds, kind) == kinds.end())
                kinds.push_back(kind);
        return kinds;
    }
    std::vector<std::string_view> kinds() {
        const std::string& published = read_.published;
        if (layout_.source == Source::navii && published.size() == 1 && published[0] >= '1' &&
            published[0] <= '5')
            return {navii_kind(published[0])};
        if (layout_.source == Source::shelter) return {"disaster_shelter"};
        if (const auto* told = layout_.source == Source::hsds ? find_kind(published) : nullptr)
            return {told->id};
        if (auto named = kinds_named(published); !named.empty()) return named;
        if (auto offered = marked(); !offered.empty()) return offered;
        if (const auto coded = kind_of_code(line(Column::kind_code)); !coded.empty())
            return {coded};
        if (layout_.source == Source::wamnet || layout_.source == Source::office) return {};
        for (const std::string& said : {line(Column::name), table_.name, title_})  // or the sheet's
            if (const auto named = kind_named(said); !named.empty() && fits(layout_.source, named))
                return {named};
        read_.not_told = layout_.source == Source::facility;
        return {kind_of_the_rest(layout_.source)};
    }
    void compare_with_code() {
        Column column = Column::kind_code;
        std::string code = line(column);
        if (kind_of_code(code).empty() && line(Column::system_no).size() == 13)
            column = Column::system_no, code = line(column);  // 学校コード
        const std::string_view coded = kind_of_code(code);
        if (coded.empty() || read_.kinds.empty()) return;
        if (std::ranges::any_of(read_.kinds, [&](std::string_view kind) {
                return service_of(kind) == service_of(coded) || kind.ends_with("_other");
            }))
            return;
        read_.code = code, read_.kind_of_code = coded, read_.code_column = column;
    }
    /// The third digit of a 事業所番号 is 5 for services after 児童福祉法, and for no other, as in all rows
    /// of 山口県 that WAM NET publishes.
    void compare_with_provider_number() {
        const std::string number = trimmed(fold_width(line(Column::provider_number)));
        if (number.size() != 10 || !all_digits(number)) return;
        const bool coded = number[2] == '5';
        const bool of_welfare = std::ranges::all_of(
            read_.kinds, [](std::string_view kind) { return is_welfare(kind); });
        if (read_.kinds.empty() || !of_welfare ||
            std::ranges::any_of(read_.kinds, [&](std::string_view kind) {
                return is_by_child_welfare_law(kind) == coded ||
                       kind == "child_consultation_support";  // has numbers of its own
            }))
            return;
        read_.code = number, read_.code_column = Column::provider_number;
    }

    const Table& table_;
    const Layout& layout_;
    std::size_t row_;
    const std::string& title_;
    KindRead read_;
};

}  // namespace

std::string_view kind_of_code(std::string_view typed) {
    const std::string code = trimmed(fold_width(typed));
    if (code.size() == 13 && code[0] >= 'A' && code[0] <= 'H') return kind_named(code.substr(0, 2));
    const std::string digits = code.substr(0, code.find_first_not_of("0123456789"));
    if (digits.size() != 2 && digits.size() != 6) return {};
    const auto* found = std::ranges::find(kServiceCodes, digits.substr(0, 2), &Code::code);
    return found == std::end(kServiceCodes) ? std::string_view{} : found->kind;
}

KindRead read_kind(const Table& table, const Layout& layout, std::size_t row, const Above& above) {
    return KindReader(table, layout, row, above).read();
}

}  // namespace michi::directory
