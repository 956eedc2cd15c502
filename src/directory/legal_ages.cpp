#include "directory/legal_ages.hpp"

#include <algorithm>

namespace michi::directory {
namespace {

// Kind; from, to; perhaps from, perhaps to; who; article; since; from memory.
// Read: 児童発達支援 and 放課後等デイサービス in the domain dossier (5.1) and 児童福祉法 第6条の2の2; the adult services
// by 障害者総合支援法 第4条 (障害者: 18 and over) and 第5条, 15 to 17 by 児童福祉法 第63条の2, 第63条の3 (dossier 5.1,
// 「15+/adult rules」); the schools by 学校教育法 第17条, 第57条, 第72条, 第76条; 保育所 by 児童福祉法 第4条 and 第39条.
// 児童発達支援 is for those before school (dossier 5.1); its article sets no age: a place's own word counts up to 17.
constexpr LegalAges kAges[] = {
    {"child_development_support", 0, 6, 0, 17, "directory.law_preschool"_w,
     "児童福祉法第6条の2の2第2項", "2024-04-01", false},
    {"child_development_center", 0, 6, 0, 17, "directory.law_preschool"_w,
     "児童福祉法第6条の2の2第2項・第43条", "2024-04-01", false},
    {"medical_child_development", 0, 6, 0, 17, "directory.law_preschool"_w,
     "児童福祉法第6条の2の2第2項", "2012-04-01", false},
    {"after_school_day_service", 6, 18, 6, 19, "directory.law_pupils"_w,
     "児童福祉法第6条の2の2第3項・第21条の5の13", "2012-04-01", false},
    {"childcare_nursery", 0, 6, 0, 6, "directory.law_preschool"_w, "児童福祉法第39条", "2015-04-01",
     false},
    {"childcare_centre", 0, 6, 0, 6, "directory.law_preschool"_w, "認定こども園法第2条",
     "2015-04-01", false},
    {"school_special", 6, 18, 3, 20, "directory.law_special_school"_w, "学校教育法第17条・第76条",
     "2007-04-01", false},
    {"school_primary", 6, 12, 6, 12, "directory.law_primary"_w, "学校教育法第17条第1項",
     "2007-04-01", false},
    {"school_compulsory", 6, 15, 6, 15, "directory.law_compulsory"_w, "学校教育法第17条",
     "2016-04-01", false},
    {"school_middle", 12, 15, 12, 120, "directory.law_middle"_w, "学校教育法第17条第2項",
     "2007-04-01", false},
    {"school_secondary", 12, 18, 12, 120, "directory.law_secondary"_w,
     "学校教育法第17条第2項・第63条", "2007-04-01", false},
    {"school_high", 15, 120, 15, 120, "directory.law_high"_w, "学校教育法第57条", "2007-04-01",
     false},
    {"heavy_home_help", 18, 120, 15, 120, "directory.law_adult"_w,
     "障害者総合支援法第4条・第5条第3項", "2013-04-01", false},
    {"daily_life_care", 18, 120, 15, 120, "directory.law_adult"_w,
     "障害者総合支援法第4条・第5条第7項", "2013-04-01", false},
    {"residential_nursing", 18, 120, 15, 120, "directory.law_adult"_w,
     "障害者総合支援法第4条・第5条第6項", "2013-04-01", false},
    {"residential_support", 18, 120, 15, 120, "directory.law_adult"_w,
     "障害者総合支援法第4条・第5条第10項", "2013-04-01", false},
    {"group_home", 18, 120, 15, 120, "directory.law_adult"_w, "障害者総合支援法第4条・第5条",
     "2013-04-01", false},
    {"community_transition", 18, 120, 15, 120, "directory.law_adult"_w,
     "障害者総合支援法第4条・第5条", "2013-04-01", false},
    {"community_settlement", 18, 120, 15, 120, "directory.law_adult"_w,
     "障害者総合支援法第4条・第5条", "2013-04-01", false},
    {"independent_living", 18, 120, 15, 120, "directory.law_adult"_w,
     "障害者総合支援法第4条・第5条", "2018-04-01", false},
    {"training_function", 18, 120, 15, 120, "directory.law_adult"_w,
     "障害者総合支援法第4条・第5条第12項", "2013-04-01", false},
    {"training_life", 18, 120, 15, 120, "directory.law_adult"_w,
     "障害者総合支援法第4条・第5条第12項", "2013-04-01", false},
    {"labour_transition", 18, 120, 15, 120, "directory.law_adult"_w, "障害者総合支援法第4条・第5条",
     "2013-04-01", false},
    {"labour_a", 18, 120, 15, 120, "directory.law_adult"_w, "障害者総合支援法第4条・第5条",
     "2013-04-01", false},
    {"labour_b", 18, 120, 15, 120, "directory.law_adult"_w, "障害者総合支援法第4条・第5条",
     "2013-04-01", false},
    {"labour_settlement", 18, 120, 15, 120, "directory.law_adult"_w, "障害者総合支援法第4条・第5条",
     "2018-04-01", false},
    {"childcare_small", 0, 3, 0, 6, "directory.law_under_three"_w, "児童福祉法第6条の3第10項",
     "2015-04-01", true},
    {"childcare_family", 0, 3, 0, 6, "directory.law_under_three"_w, "児童福祉法第6条の3第9項",
     "2015-04-01", true},
    {"childcare_workplace", 0, 3, 0, 6, "directory.law_under_three"_w, "児童福祉法第6条の3第12項",
     "2015-04-01", true},
    {"childcare_visit", 0, 3, 0, 6, "directory.law_under_three"_w, "児童福祉法第6条の3第11項",
     "2015-04-01", true},
    {"childcare_temporary", 0, 6, 0, 6, "directory.law_preschool"_w, "児童福祉法第6条の3第7項",
     "2015-04-01", true},
    {"childcare_sick", 0, 12, 0, 12, "directory.law_sick"_w, "児童福祉法第6条の3第13項",
     "2015-04-01", true},
    {"parenting_centre", 0, 6, 0, 6, "directory.law_preschool"_w, "児童福祉法第6条の3第6項",
     "2015-04-01", true},
    {"after_school_club", 6, 12, 6, 12, "directory.law_primary"_w, "児童福祉法第6条の3第2項",
     "2015-04-01", true},
    {"school_kindergarten", 3, 6, 3, 6, "directory.law_kindergarten"_w, "学校教育法第26条",
     "2007-04-01", true},
    {"residential_child_medical", 0, 17, 0, 20, "directory.law_child"_w,
     "児童福祉法第7条第2項・第42条", "2012-04-01", true},
    {"residential_child_welfare", 0, 17, 0, 20, "directory.law_child"_w,
     "児童福祉法第7条第2項・第42条", "2012-04-01", true},
    {"rights_child_guidance", 0, 17, 0, 17, "directory.law_child"_w, "児童福祉法第4条・第12条",
     "2005-04-01", true},
};

}  // namespace

const LegalAges* legal_ages(std::string_view kind, Date on) {
    const auto found = std::ranges::find(kAges, kind, &LegalAges::kind);
    const bool holds = found != std::end(kAges) && found->since <= on.iso();
    return holds ? &*found : nullptr;
}

LegalAnswer answer_by_law(const LegalAges* ages, int age) {
    if (!ages || (age >= ages->from && age <= ages->to)) return LegalAnswer::open;
    if (age >= ages->perhaps_from && age <= ages->perhaps_to) return LegalAnswer::decided;
    return ages->from_memory ? LegalAnswer::doubted : LegalAnswer::no;
}

Answer before_the_place(LegalAnswer law, Answer place) {
    if (law == LegalAnswer::no) return Answer::no;
    if (law == LegalAnswer::doubted && place == Answer::yes) return Answer::not_known;
    return place;
}

std::string law_text(const LegalAges& ages, Lang lang) {
    return say(
        ages.from_memory ? "directory.law_from_memory"_w : "directory.law_says"_w, lang,
        {{"who", std::string(word_text(ages.who, lang))}, {"article", std::string(ages.source)}});
}

}  // namespace michi::directory
