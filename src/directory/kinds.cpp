#include "directory/kinds.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "base/fold.hpp"

namespace michi::directory {
namespace {

constexpr auto kKinds = std::to_array<ServiceKind>({
    {"medical_child_development", "welfare", "directory.kind_medical_child_development"_w},
    {"home_visit_child_development", "welfare", "directory.kind_home_visit_child_development"_w},
    {"child_development_center", "welfare", "directory.kind_child_development_center"_w},
    {"child_development_support", "welfare", "directory.kind_child_development_support"_w},
    {"after_school_day_service", "welfare", "directory.kind_after_school_day_service"_w},
    {"nursery_visit_support", "welfare", "directory.kind_nursery_visit_support"_w},
    {"child_consultation_support", "welfare", "directory.kind_child_consultation_support"_w},
    {"consultation_support", "welfare", "directory.kind_consultation_support"_w},
    {"short_stay", "welfare", "directory.kind_short_stay"_w},
    {"heavy_home_help", "welfare", "directory.kind_heavy_home_help"_w},
    {"home_help", "welfare", "directory.kind_home_help"_w},
    {"activity_support", "welfare", "directory.kind_activity_support"_w},
    {"accompany_support", "welfare", "directory.kind_accompany_support"_w},
    {"comprehensive_support", "welfare", "directory.kind_comprehensive_support"_w},
    {"daily_life_care", "welfare", "directory.kind_daily_life_care"_w},
    {"residential_nursing", "welfare", "directory.kind_residential_nursing"_w},
    {"residential_child_medical", "welfare", "directory.kind_residential_child_medical"_w},
    {"residential_child_welfare", "welfare", "directory.kind_residential_child_welfare"_w},
    {"residential_support", "welfare", "directory.kind_residential_support"_w},
    {"group_home", "welfare", "directory.kind_group_home"_w},
    {"community_transition", "welfare", "directory.kind_community_transition"_w},
    {"community_settlement", "welfare", "directory.kind_community_settlement"_w},
    {"independent_living", "welfare", "directory.kind_independent_living"_w},
    {"training_function", "welfare", "directory.kind_training_function"_w},
    {"training_life", "welfare", "directory.kind_training_life"_w},
    {"labour_settlement", "labour", "directory.kind_labour_settlement"_w},
    {"labour_transition", "labour", "directory.kind_labour_transition"_w},
    {"labour_a", "labour", "directory.kind_labour_a"_w},
    {"labour_b", "labour", "directory.kind_labour_b"_w},
    {"daytime_respite", "welfare", "directory.kind_daytime_respite"_w},
    {"mobility_support", "welfare", "directory.kind_mobility_support"_w},
    {"visiting_bath", "welfare", "directory.kind_visiting_bath"_w},
    {"community_home", "welfare", "directory.kind_community_home"_w},
    {"childcare_visit", "childcare", "directory.kind_childcare_visit"_w},
    {"childcare_sick", "childcare", "directory.kind_childcare_sick"_w},
    {"childcare_temporary", "childcare", "directory.kind_childcare_temporary"_w},
    {"childcare_small", "childcare", "directory.kind_childcare_small"_w},
    {"childcare_family", "childcare", "directory.kind_childcare_family"_w},
    {"childcare_workplace", "childcare", "directory.kind_childcare_workplace"_w},
    {"childcare_unlicensed", "childcare", "directory.kind_childcare_unlicensed"_w},
    {"childcare_centre", "childcare", "directory.kind_childcare_centre"_w},
    {"after_school_club", "childcare", "directory.kind_after_school_club"_w},
    {"parenting_centre", "childcare", "directory.kind_parenting_centre"_w},
    {"childcare_nursery", "childcare", "directory.kind_childcare_nursery"_w},
    {"school_special", "education", "directory.kind_school_special"_w},
    {"school_kindergarten", "education", "directory.kind_school_kindergarten"_w},
    {"school_primary", "education", "directory.kind_school_primary"_w},
    {"school_compulsory", "education", "directory.kind_school_compulsory"_w},
    {"school_secondary", "education", "directory.kind_school_secondary"_w},
    {"school_middle", "education", "directory.kind_school_middle"_w},
    {"school_high", "education", "directory.kind_school_high"_w},
    {"school_other", "education", "directory.kind_school_other"_w},
    {"education_board", "education", "directory.kind_education_board"_w},
    {"medical_visiting_nurse", "medicine", "directory.kind_medical_visiting_nurse"_w},
    {"medical_respite", "medicine", "directory.kind_medical_respite"_w},
    {"medical_hospice", "medicine", "directory.kind_medical_hospice"_w},
    {"medical_dental", "medicine", "directory.kind_medical_dental"_w},
    {"medical_pharmacy", "medicine", "directory.kind_medical_pharmacy"_w},
    {"medical_rehabilitation", "medicine", "directory.kind_medical_rehabilitation"_w},
    {"health_office", "health", "directory.kind_health_office"_w},
    {"health_centre", "health", "directory.kind_health_centre"_w},
    {"medical_clinic", "medicine", "directory.kind_medical_clinic"_w},
    {"medical_hospital", "medicine", "directory.kind_medical_hospital"_w},
    {"rights_child_guidance", "rights", "directory.kind_rights_child_guidance"_w},
    {"equipment_vendor", "equipment", "directory.kind_equipment_vendor"_w},
    {"peer_group", "peer", "directory.kind_peer_group"_w},
    {"disaster_charging", "disaster", "directory.kind_disaster_charging"_w},
    {"disaster_shelter", "disaster", "directory.kind_disaster_shelter"_w},
    {"medical_home_clinic", "medicine", "directory.kind_medical_home_clinic"_w},
    {"health_rare_disease", "health", "directory.kind_health_rare_disease"_w},
    {"labour_office", "labour", "directory.kind_labour_office"_w},
    {"labour_life_centre", "labour", "directory.kind_labour_life_centre"_w},
    {"welfare_office", "welfare", "directory.kind_welfare_office"_w},
    {"core_consultation_centre", "welfare", "directory.kind_core_consultation_centre"_w},
    {"rights_guardianship", "rights", "directory.kind_rights_guardianship"_w},
    {"rights_lawyer", "rights", "directory.kind_rights_lawyer"_w},
    {"volunteer", "peer", "directory.kind_volunteer"_w},
    {"disaster_office", "disaster", "directory.kind_disaster_office"_w},
    {"disaster_welfare_shelter", "disaster", "directory.kind_disaster_welfare_shelter"_w},
    {"disaster_fire", "disaster", "directory.kind_disaster_fire"_w},
    {"disaster_power", "disaster", "directory.kind_disaster_power"_w},
    {"childcare_other", "childcare", "directory.kind_childcare_other"_w},
    {"medical_other", "medicine", "directory.kind_medical_other"_w},
    {"public_facility", "other", "directory.kind_public_facility"_w},
});

// Source: domain dossier, part 5.1 (kinds of organisation and service), and the kinds that WAM NET and
// 自治体標準オープンデータセット publish.

/// Parts of publishers' names; the first that a name contains decides, so the narrow stand first.
using Alias = PublishedName;
constexpr Alias kAliases[] = {
    {"在宅療養支援診療所", "medical_home_clinic"},
    {"訪問診療", "medical_home_clinic"},
    {"難病相談", "health_rare_disease"},
    {"小児慢性特定疾病児童等自立支援", "health_rare_disease"},
    {"ハローワーク", "labour_office"},
    {"公共職業安定所", "labour_office"},
    {"就業・生活支援センター", "labour_life_centre"},
    {"福祉事務所", "welfare_office"},
    {"基幹相談支援", "core_consultation_centre"},
    {"成年後見", "rights_guardianship"},
    {"弁護士", "rights_lawyer"},
    {"法テラス", "rights_lawyer"},
    {"ボランティア", "volunteer"},
    {"防災課", "disaster_office"},
    {"福祉避難所", "disaster_welfare_shelter"},
    {"消防署", "disaster_fire"},
    {"消防本部", "disaster_fire"},
    {"電力会社", "disaster_power"},
    {"医療型児童発達支援", "medical_child_development"},
    {"医療型児発", "medical_child_development"},
    {"居宅訪問型児発", "home_visit_child_development"},
    {"児発センター", "child_development_center"},
    {"児発", "child_development_support"},
    {"放デイ", "after_school_day_service"},
    {"放課後デイ", "after_school_day_service"},
    {"保訪", "nursery_visit_support"},
    {"障害児相談", "child_consultation_support"},
    {"生介", "daily_life_care"},
    {"居宅訪問型児童発達支援", "home_visit_child_development"},
    {"児童発達支援センター", "child_development_center"},
    {"児童発達支援", "child_development_support"},
    {"放課後等デイ", "after_school_day_service"},
    {"保育所等訪問支援", "nursery_visit_support"},
    {"障害児相談支援", "child_consultation_support"},
    {"計画相談支援", "consultation_support"},
    {"計画相談", "consultation_support"},
    {"特定相談支援", "consultation_support"},
    {"短期入所", "short_stay"},
    {"ショートステイ", "short_stay"},
    {"重度訪問介護", "heavy_home_help"},
    {"居宅介護", "home_help"},
    {"行動援護", "activity_support"},
    {"同行援護", "accompany_support"},
    {"重度障害者等包括支援", "comprehensive_support"},
    {"生活介護", "daily_life_care"},
    {"療養介護", "residential_nursing"},
    {"医療型障害児入所", "residential_child_medical"},
    {"福祉型障害児入所", "residential_child_welfare"},
    {"施設入所支援", "residential_support"},
    {"障害者支援施設", "residential_support"},
    {"共同生活援助", "group_home"},
    {"グループホーム", "group_home"},
    {"地域移行支援", "community_transition"},
    {"地域定着支援", "community_settlement"},
    {"自立生活援助", "independent_living"},
    {"機能訓練", "training_function"},
    {"生活訓練", "training_life"},
    {"就労定着支援", "labour_settlement"},
    {"就労移行支援", "labour_transition"},
    {"就労継続支援A型", "labour_a"},
    {"就労継続支援B型", "labour_b"},
    {"日中一時", "daytime_respite"},
    {"移動支援", "mobility_support"},
    {"訪問入浴", "visiting_bath"},
    {"地域活動支援センター", "community_home"},
    {"地域活動ホーム", "community_home"},
    {"居宅訪問型保育", "childcare_visit"},
    {"病児保育", "childcare_sick"},
    {"病後児保育", "childcare_sick"},
    {"一時預かり", "childcare_temporary"},
    {"小規模保育", "childcare_small"},
    {"家庭的保育", "childcare_family"},
    {"事業所内保育", "childcare_workplace"},
    {"企業主導型", "childcare_workplace"},
    {"認可外", "childcare_unlicensed"},
    {"こども園", "childcare_centre"},
    {"A2(こども", "childcare_centre"},
    {"(こども)", "childcare_centre"},
    {"放課後児童", "after_school_club"},
    {"学童保育", "after_school_club"},
    {"児童クラブ", "after_school_club"},
    {"子育て支援", "parenting_centre"},
    {"児童館", "parenting_centre"},
    {"保育所", "childcare_nursery"},
    {"保育園", "childcare_nursery"},
    {"特別支援学校", "school_special"},
    {"支援学校", "school_special"},
    {"(養護)", "school_special"},
    {"(特支", "school_special"},
    {"養護学校", "school_special"},
    {"聾学校", "school_special"},
    {"盲学校", "school_special"},
    {"幼稚園", "school_kindergarten"},
    {"小学校", "school_primary"},
    {"義務教育学校", "school_compulsory"},
    {"(義務)", "school_compulsory"},
    {"中等教育学校", "school_secondary"},
    {"(中等)", "school_secondary"},
    {"中学校", "school_middle"},
    {"高等学校", "school_high"},
    {"(高校)", "school_high"},
    {"高校", "school_high"},
    {"専修", "school_other"},
    {"各種学校", "school_other"},
    {"(各種)", "school_other"},
    {"大学", "school_other"},
    {"短大", "school_other"},
    {"高専", "school_other"},
    {"高等専門学校", "school_other"},
    {"教育委員会", "education_board"},
    {"訪問看護", "medical_visiting_nurse"},
    {"レスパイト", "medical_respite"},
    {"歯科", "medical_dental"},
    {"薬局", "medical_pharmacy"},
    {"保健所", "health_office"},
    {"保健センター", "health_centre"},
    {"保健福祉センター", "health_centre"},
    {"健康福祉センター", "health_centre"},
    {"診療所", "medical_clinic"},
    {"クリニック", "medical_clinic"},
    {"医院", "medical_clinic"},
    {"病院", "medical_hospital"},
    {"医療センター", "medical_hospital"},
    {"リハビリ", "medical_rehabilitation"},
    {"ホスピス", "medical_hospice"},
    {"児童相談所", "rights_child_guidance"},
    {"医療機器", "equipment_vendor"},
    {"福祉用具", "equipment_vendor"},
    {"家族会", "peer_group"},
    {"きょうだい会", "peer_group"},
    {"充電", "disaster_charging"},
    {"避難場所", "disaster_shelter"},
    {"避難所", "disaster_shelter"},
    {"公共施設", "public_facility"},
};

/// 文部科学省 学校コード, first two characters.
constexpr Alias kSchoolCodes[] = {
    {"A1", "school_kindergarten"}, {"A2", "childcare_centre"},  {"B1", "school_primary"},
    {"C1", "school_middle"},       {"C2", "school_compulsory"}, {"D1", "school_high"},
    {"D2", "school_secondary"},    {"E1", "school_special"},    {"F1", "school_other"},
    {"F2", "school_other"},        {"G1", "school_other"},      {"H1", "school_other"},
    {"H2", "school_other"},
};

/// 介護保険法 第8条, 第8条の2, and 総合事業. 訪問看護 and 訪問リハビリ come to children too.
constexpr std::string_view kForTheOld[] = {
    "居宅介護支援",     "訪問介護",       "通所介護",         "通所リハビリ",   "短期入所生活介護",
    "短期入所療養介護", "特定施設入居者", "小規模多機能",     "認知症対応型",   "介護老人",
    "介護医療院",       "介護療養",       "夜間対応型",       "定期巡回",       "介護予防支援",
    "福祉用具貸与",     "特定福祉用具",   "居宅療養管理指導", "地域包括支援",   "地域密着型特定",
    "複合型サービス",   "有料老人ホーム", "訪問型サービス",   "通所型サービス", "養護老人ホーム",
    "軽費老人ホーム",   "高齢者向け住宅",
};

/// For adults who live or look for work on their own, or no place that one goes to.
constexpr std::string_view kNotKept[] = {
    "宿泊型自立訓練", "就労選択支援", "移動入浴車", "福祉ホーム", "日常生活用具",
    "補装具",         "意思疎通支援", "手話通訳",   "要約筆記",
};

}  // namespace

std::span<const ServiceKind> service_kinds() { return kKinds; }

const ServiceKind* find_kind(std::string_view id) {
    const auto found = std::ranges::find(kKinds, id, &ServiceKind::id);
    return found == kKinds.end() ? nullptr : &*found;
}

std::span<const PublishedName> names_of_kinds() { return kAliases; }

namespace {

/// As our own files name it.
std::string_view kind_called(const std::string& name) {
    static const auto known = [] {
        std::unordered_map<std::string, std::string_view> names;
        for (const ServiceKind& kind : kKinds)
            names.emplace(fold_width(word_text(kind.word, Lang::ja)), kind.id);
        return names;
    }();
    const auto found = known.find(name);
    return found == known.end() ? std::string_view{} : found->second;
}

}  // namespace

std::string_view kind_named(std::string_view published) {
    const std::string name = trimmed(fold_width(published));
    if (const auto called = kind_called(name); !called.empty()) return called;
    for (const Alias& code : kSchoolCodes)
        if (name == code.part || name.starts_with(std::string(code.part) + "(")) return code.id;
    for (const Alias& alias : kAliases)
        if (name.find(alias.part) != name.npos) return alias.id;
    return {};
}

bool is_welfare(std::string_view id) {
    const auto* kind = find_kind(id);
    return kind && (kind->sector == "welfare" || kind->sector == "labour");
}

namespace {

/// Numbers before the services part them, and so do gaps: 「①児童発達支援②放課後等デイサービス」.
std::string with_joints(std::string text) {
    for (std::string_view number :
         {"①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "(1)", "(2)", "(3)", "(4)", "　", " "})
        for (auto at = text.find(number); at != text.npos; at = text.find(number, at))
            text.replace(at, number.size(), "、");
    return text;
}

/// The first part of 「居宅介護及び重度訪問介護」, taken off the front with what joins it to the next.
std::string_view take_part(std::string_view& text) {
    static constexpr std::string_view kJoints[] = {"及び", "および", "並びに", "、", "・", ",",
                                                   ";",    "/",      "\n",     "+",  "と", "|"};
    std::size_t end = text.size(), joint = 0;
    for (const std::string_view one : kJoints)
        if (const std::size_t at = text.find(one); at < end) end = at, joint = one.size();
    const std::string_view part = text.substr(0, end);
    text.remove_prefix(end + joint);
    return part;
}

}  // namespace

std::vector<std::string_view> kinds_named(std::string_view published) {
    const std::string text = trimmed(fold_width(published));
    // Before widths are folded, too: ① would become a plain 1.
    const std::string joined = with_joints(fold_width(with_joints(std::string(published))));
    std::vector<std::string_view> kinds;
    for (std::string_view rest = joined; !rest.empty();) {
        const std::string part = trimmed(take_part(rest));
        if (part.empty()) continue;
        const std::string_view kind = kind_named(part);
        if (!is_welfare(kind) || is_for_the_old(part)) {
            kinds.clear();
            break;
        }
        if (std::ranges::find(kinds, kind) == kinds.end()) kinds.push_back(kind);
    }
    if (const auto called = kind_called(text); !called.empty()) return {called};
    if (kinds.size() > 1) return kinds;
    const std::string_view whole = kind_named(published);
    return whole.empty() ? std::vector<std::string_view>{} : std::vector{whole};
}

bool is_not_kept(std::string_view published) {
    const std::string name = trimmed(fold_width(published));
    return std::ranges::any_of(kNotKept,
                               [&](std::string_view part) { return name.find(part) != name.npos; });
}

bool is_for_the_old(std::string_view published) {
    const std::string name = trimmed(fold_width(published));
    if (name.find("重度訪問介護") != name.npos || name.find("障害") != name.npos) return false;
    return std::ranges::any_of(kForTheOld,
                               [&](std::string_view part) { return name.find(part) != name.npos; });
}

}  // namespace michi::directory
