// Which places 若葉県 has, and what such places answer; none belongs to a real one.
#pragma once

#include <array>
#include <string_view>

namespace michi::demo {

/// One letter a municipality, in the order of their codes.
inline constexpr std::string_view kLetters = "WKHTMNSAOBGRU";

enum class Body { welfare, medical, company, public_, group };

/// {} in a name is a word of kStems; @ is the municipality.
struct Plan {
    std::string_view kind, name, where;
    Body body;
    int least, most;  // capacity; 0: the place says none
};

inline constexpr Plan kPlans[] = {
    {"short_stay", "ショートステイ {}", "WWKHTMNS", Body::welfare, 2, 8},
    {"medical_visiting_nurse", "訪問看護ステーション {}", "WWWWWWKKHTTMNSSOB", Body::company, 0, 0},
    {"child_development_support", "児童発達支援 {}", "WWWKKHTMNSA", Body::welfare, 5, 10},
    {"child_development_center", "@児童発達支援センター {}", "WKT", Body::public_, 20, 40},
    {"medical_child_development", "{}療育園", "W", Body::medical, 10, 20},
    {"home_visit_child_development", "訪問療育 {}", "WK", Body::welfare, 0, 0},
    {"after_school_day_service", "放課後等デイサービス {}", "WWWKKHTMNS", Body::company, 5, 10},
    {"nursery_visit_support", "保育所等訪問 {}", "WKS", Body::welfare, 0, 0},
    {"child_consultation_support", "こども相談支援 {}", "WWHTMNSB", Body::welfare, 0, 0},
    {"home_help", "ヘルパーステーション {}", "WWKHTNS", Body::company, 0, 0},
    {"heavy_home_help", "重度訪問介護 {}", "WK", Body::company, 0, 0},
    {"daily_life_care", "生活介護 {}", "WKT", Body::welfare, 10, 20},
    {"residential_child_medical", "{}学園", "W", Body::medical, 40, 60},
    {"residential_nursing", "{}病棟", "W", Body::medical, 30, 50},
    {"group_home", "グループホーム {}", "W", Body::welfare, 4, 7},
    {"labour_b", "はたらく場 {}", "W", Body::welfare, 15, 20},
    {"daytime_respite", "日中一時支援 {}", "WKTSM", Body::welfare, 3, 6},
    {"mobility_support", "おでかけサポート {}", "WK", Body::company, 0, 0},
    {"visiting_bath", "訪問入浴 {}", "WT", Body::company, 0, 0},
    {"childcare_nursery", "@立{}保育園", "WHTMNSAOBGRU", Body::public_, 30, 90},
    {"childcare_centre", "認定こども園 {}", "WK", Body::welfare, 60, 120},
    {"childcare_sick", "病児保育室 {}", "W", Body::medical, 4, 6},
    {"childcare_temporary", "一時預かり {}", "K", Body::public_, 5, 8},
    {"childcare_visit", "居宅訪問型保育 {}", "W", Body::company, 0, 0},
    {"after_school_club", "@放課後児童クラブ {}", "WK", Body::public_, 30, 40},
    {"parenting_centre", "@子育て支援センター", "GU", Body::public_, 0, 0},
    {"school_special", "若葉県立{}特別支援学校", "WT", Body::public_, 0, 0},
    {"school_primary", "@立{}小学校", "WK", Body::public_, 0, 0},
    {"education_board", "@教育委員会", "WK", Body::public_, 0, 0},
    {"medical_hospital", "{}病院", "KT", Body::medical, 80, 200},
    {"medical_clinic", "{}こどもクリニック", "WKSN", Body::medical, 0, 0},
    {"medical_dental", "{}歯科医院", "WK", Body::medical, 0, 0},
    {"medical_pharmacy", "{}薬局", "WK", Body::company, 0, 0},
    {"medical_rehabilitation", "{}リハビリテーション", "W", Body::medical, 0, 0},
    {"medical_hospice", "こどもホスピス {}", "W", Body::group, 3, 4},
    {"health_office", "若葉県若葉保健所", "W", Body::public_, 0, 0},
    {"health_centre", "@保健センター", "KTG", Body::public_, 0, 0},
    {"rights_child_guidance", "若葉県中央児童相談所", "W", Body::public_, 0, 0},
    {"equipment_vendor", "{}医療機器", "WK", Body::company, 0, 0},
    {"peer_group", "家族の会 {}", "WK", Body::group, 0, 0},
    {"disaster_charging", "@役所 充電コーナー", "WK", Body::public_, 4, 8},
    {"disaster_shelter", "@福祉避難所 {}", "KS", Body::public_, 20, 60},
};

inline constexpr std::array<std::string_view, 31> kStems{
    "あおぞら", "ひだまり", "こもれび", "みなも",   "すずらん", "たんぽぽ", "どんぐり",
    "ほしのこ", "なないろ", "つばさ",   "ゆりかご", "はるかぜ", "こはる",   "いちょう",
    "ふたば",   "まつかぜ", "うみべ",   "やまびこ", "きらり",   "ほほえみ", "そよかぜ",
    "あさひ",   "かえで",   "しおさい", "ともしび", "にじいろ", "くるみ",   "わたぼうし",
    "はまかぜ", "つむぎ",   "こだま"};
inline constexpr std::array<std::string_view, 8> kStreets{"中央", "本町", "浜手町", "駅前",
                                                          "東",   "西",   "緑町",   "港町"};
inline constexpr std::array<std::string_view, 4> kWays{"phone", "phone", "visit", "paper"};

struct Saying {
    std::string_view condition, yes, no;
};
inline constexpr Saying kSayings[] = {
    {"ventilator", "主治医の意見書があれば", "日中のみ。夜間はなし"},
    {"tracheostomy", "", "看護師がいる日だけ"},
    {"suction", "口・鼻・気管とも", "口と鼻だけ"},
    {"tube_feeding", "胃ろう・経鼻とも", "ミキサー食の注入はしていない"},
    {"oxygen", "", ""},
    {"catheterization", "", "自分でできる子だけ"},
    {"injection", "インスリンの見守り", ""},
    {"seizure", "発作時の約束を書面で", ""},
    {"night", "夜間の看護師1名", "日帰りのみ"},
    {"weekend", "第2・第4土曜", "平日のみ"},
    {"transport", "看護師は乗らない", "家族の送迎"},
    {"siblings", "", ""},
    {"nurse", "平日は2名", "非常勤で週2日"},
    {"vacancy", "週1回まで", "待っている人がいる"},
};

inline constexpr std::array<std::string_view, 16> kNursing{"short_stay",
                                                           "medical_visiting_nurse",
                                                           "child_development_support",
                                                           "child_development_center",
                                                           "medical_child_development",
                                                           "home_visit_child_development",
                                                           "after_school_day_service",
                                                           "daytime_respite",
                                                           "heavy_home_help",
                                                           "home_help",
                                                           "residential_child_medical",
                                                           "medical_hospital",
                                                           "childcare_nursery",
                                                           "childcare_centre",
                                                           "school_special",
                                                           "daily_life_care"};

}  // namespace michi::demo
