#include "demo/services.hpp"

#include <fmt/format.h>

#include <random>

#include "base/municipality.hpp"
#include "demo/story.hpp"
#include "directory/directory.hpp"

namespace michi::demo {
namespace {

using directory::Answer;
using directory::Field;
using directory::Values;

/// One letter a municipality, in the order of their codes.
constexpr std::string_view kLetters = "WKHTMNSAOBGRU";

enum class Body { welfare, medical, company, public_, group };

/// {} in a name is a word of kStems; @ is the municipality.
struct Plan {
    std::string_view kind, name, where;
    Body body;
    int least, most;   // capacity; 0: the place says none
};

constexpr Plan kPlans[] = {
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

constexpr std::array<std::string_view, 31> kStems{
    "あおぞら", "ひだまり", "こもれび", "みなも", "すずらん", "たんぽぽ", "どんぐり", "ほしのこ",
    "なないろ", "つばさ", "ゆりかご", "はるかぜ", "こはる", "いちょう", "ふたば", "まつかぜ",
    "うみべ", "やまびこ", "きらり", "ほほえみ", "そよかぜ", "あさひ", "かえで", "しおさい",
    "ともしび", "にじいろ", "くるみ", "わたぼうし", "はまかぜ", "つむぎ", "こだま"};
constexpr std::array<std::string_view, 8> kStreets{"中央", "本町", "浜手町", "駅前", "東", "西", "緑町", "港町"};
constexpr std::array<std::string_view, 4> kWays{"phone", "phone", "visit", "paper"};

struct Saying {
    std::string_view condition, yes, no;
};
constexpr Saying kSayings[] = {
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

constexpr std::array<std::string_view, 16> kNursing{
    "short_stay", "medical_visiting_nurse", "child_development_support", "child_development_center",
    "medical_child_development", "home_visit_child_development", "after_school_day_service",
    "daytime_respite", "heavy_home_help", "home_help", "residential_child_medical",
    "medical_hospital", "childcare_nursery", "childcare_centre", "school_special", "daily_life_care"};

class Opening {
  public:
    Opening(Tx& tx, const Town& town, unsigned seed, Now now)
        : tx_(tx), town_(town), now_(now), random_(seed + 7), miura_(town.people.at("miura")), ito_(town.people.at("ito")) {}

    void everything() {
        told_places();
        for (const Plan& plan : kPlans)
            for (char letter : plan.where) open(plan, municipality(letter));
        issues();
    }

  private:
    int pick(int below) { return int(random_() % unsigned(below)); }
    template <class List>
    const auto& any(const List& list) { return list[std::size_t(pick(int(std::size(list))))]; }

    static const Municipality& municipality(char letter) {
        return municipalities_of("99")[kLetters.find(letter)];
    }

    void stand_at(Values& values, const Municipality& m, std::string street) {
        values[Field::municipality] = m.code;
        values[Field::address] = std::string(m.name) + street;
        const auto office = *directory::office_of(m.code);
        values[Field::latitude] = fmt::format("{:.5f}", office.latitude + (pick(800) - 400) / 10000.0);
        values[Field::longitude] = fmt::format("{:.5f}", office.longitude + (pick(800) - 400) / 10000.0);
        values[Field::phone] = fmt::format("0000-12-{:04}", 1001 + line_++);
    }

    /// A body runs several places: one of each sort in a municipality.
    static std::string body_of(Body body, const Municipality& m) {
        const std::size_t at = kLetters.size() - std::size_t(&m - municipalities_of("99").data());
        const std::string stem(kStems[at + std::size_t(body) * 3]);
        switch (body) {
            case Body::welfare: return "社会福祉法人 " + stem + "会";
            case Body::medical: return "医療法人 " + stem + "会";
            case Body::company: return "株式会社 " + stem + "ケア";
            case Body::group: return "特定非営利活動法人 " + stem;
            case Body::public_: return std::string(m.name);
        }
        return {};
    }

    std::string named(std::string_view pattern, const Municipality& m) {
        std::string name;
        for (std::size_t i = 0; i < pattern.size(); ++i)
            if (pattern[i] == '@')
                name += m.name;
            else if (pattern[i] == '{')
                name += kStems[stem_++ % kStems.size()], ++i;
            else
                name += pattern[i];
        return name;
    }

    void open(const Plan& plan, const Municipality& m) {
        Values values;
        values[Field::name] = named(plan.name, m);
        values[Field::organisation] = plan.name.starts_with("若葉県") ? "若葉県" : body_of(plan.body, m);
        stand_at(values, m, fmt::format("{}{}-{}", any(kStreets), 1 + pick(9), 1 + pick(20)));
        if (plan.most > 0) values[Field::capacity] = std::to_string(plan.least + pick(plan.most - plan.least + 1));
        if (plan.body != Body::group && pick(3)) values[Field::hours] = pick(2) ? "9:00〜17:00" : "8:30〜17:30";
        const auto seen = plan.kind == "medical_hospice" ? directory::Visibility::partners : directory::Visibility::open;
        const auto id = directory::add_service(tx_, plan.kind, values, seen);
        const bool nursing = std::ranges::find(kNursing, plan.kind) != kNursing.end();
        if (pick(10) < (nursing ? 7 : 2)) ask(id, nursing);
    }

    /// A call to the place: some conditions are answered, some not, most were never asked.
    void ask(Id<directory::Service> id, bool nursing) {
        const int days = pick(4) ? 3 + pick(170) : 185 + pick(300);
        const Subject& who = pick(2) ? miura_ : ito_;
        const Date day = now_.today - days;
        const std::string way(any(kWays));
        for (const Saying& saying : kSayings) {
            const bool care = directory::find_condition(saying.condition)->group == directory::ConditionGroup::care;
            if ((care && !nursing) || pick(10) < 4) continue;
            const int luck = pick(20);
            const Answer answer = luck < 13 ? Answer::yes : luck < 18 ? Answer::no : Answer::not_known;
            const std::string_view words = answer == Answer::yes ? saying.yes : answer == Answer::no ? saying.no : "";
            tell(id, std::string(saying.condition), answer, pick(2) ? std::string(words) : "", day, way, who);
        }
        if (pick(4)) tell_age(id, pick(3) ? pick(4) : 6, pick(3) ? 18 : 15, day, way, who);
        directory::confirm(tx_, id, day, who.name);
    }

    void tell(Id<directory::Service> id, std::string condition, Answer answer, std::string detail, Date day,
              const std::string& way, const Subject& who) {
        directory::add_fact(tx_, id,
                            {.known = {.condition = std::move(condition), .answer = answer, .detail = std::move(detail), .low = {},
                                       .high = {}, .as_of = day, .source = way, .told_to = who.name},
                             .by = who.account, .at = at_in_japan(day, 15 * 60)});
    }

    void tell_age(Id<directory::Service> id, int low, std::optional<int> high, Date day, const std::string& way, const Subject& who) {
        directory::add_fact(tx_, id,
                            {.known = {.condition = "age", .answer = Answer::yes, .detail = "", .low = low, .high = high, .as_of = day,
                                       .source = way, .told_to = who.name},
                             .by = who.account, .at = at_in_japan(day, 15 * 60)});
    }

    struct Told {
        std::string_view name, kind, body;
        char where;
        std::string_view street, phone, capacity;
        int days;           // since it was asked
        const char* by;     // login
        std::string_view way;
        int from_age;
        std::vector<std::tuple<std::string_view, Answer, std::string_view>> answers;
    };

    Id<directory::Service> open_told(const Told& told) {
        Values values;
        values[Field::name] = told.name;
        values[Field::organisation] = told.body;
        stand_at(values, municipality(told.where), std::string(told.street));
        values[Field::phone] = told.phone;
        values[Field::capacity] = told.capacity;
        const auto id = directory::add_service(tx_, told.kind, values);
        const Subject& who = town_.people.at(told.by);
        const Date day = now_.today - told.days;
        for (const auto& [condition, answer, detail] : told.answers)
            tell(id, std::string(condition), answer, std::string(detail), day, std::string(told.way), who);
        if (told.from_age >= 0) tell_age(id, told.from_age, {}, day, std::string(told.way), who);
        if (!told.answers.empty()) directory::confirm(tx_, id, day, who.name);
        return id;
    }

    /// Those that the story of W-0231 speaks of.
    void told_places() {
        const auto yes = Answer::yes, no = Answer::no, open = Answer::not_known;
        const auto tsukushi = open_told({"北浜こども療育センター つくし", "short_stay", "社会福祉法人 北浜つくし会", 'K', "浜手町3-2",
                                         "0000-11-4520", "4", 13, "miura", "phone", 2,
                                         {{"ventilator", yes, "月平均5人の実績"}, {"tracheostomy", yes, ""}, {"suction", yes, ""},
                                          {"tube_feeding", yes, "胃ろう・経鼻とも"}, {"oxygen", yes, ""}, {"night", yes, "夜間の看護師1名"},
                                          {"vacancy", open, "来月の空きは20日ごろ決まる"}}});
        const auto respite = open_told({"若葉こども病院 レスパイト入院", "short_stay", "若葉県", 'W', "中央1-8", "0000-11-4400", "6", 23, "ito",
                                        "paper", 2,
                                        {{"ventilator", yes, ""}, {"tracheostomy", yes, ""}, {"suction", yes, ""}, {"tube_feeding", yes, ""},
                                         {"night", open, "泊まりは外来での面談のあと"}, {"vacancy", open, "毎月1日に公表"}}});
        open_told({"ショートステイ ゆうなぎ", "short_stay", "社会福祉法人 白波会", 'A', "西2-11", "0000-11-5110", "6", 191, "miura", "phone", 2,
                   {{"ventilator", no, "日中のみ。夜間はなし"}, {"tracheostomy", yes, ""}, {"suction", yes, ""}, {"tube_feeding", yes, ""},
                    {"night", yes, ""}, {"transport", yes, ""}}});
        open_told({"訪問看護ステーション かもめ", "medical_visiting_nurse", "株式会社 かもめ", 'K', "駅前5-1", "0000-11-4860", "", 26, "ito", "visit",
                   2,
                   {{"ventilator", yes, "自宅で最大4時間"}, {"tracheostomy", yes, ""}, {"suction", yes, ""}, {"tube_feeding", yes, ""},
                    {"night", open, "夜間は月2回まで、市への登録が必要"}}});
        open_told({"若葉こども病院", "medical_hospital", "若葉県", 'W', "中央1-8", "0000-11-4400", "180", 0, "ito", "", -1, {}});
        open_told({"訪問看護つくし", "medical_visiting_nurse", "社会福祉法人 北浜つくし会", 'K', "浜手町3-2", "0000-11-4520", "", 40, "ito",
                   "phone", 0, {{"ventilator", yes, ""}, {"suction", yes, ""}, {"weekend", no, "平日のみ"}}});
        open_told({"北浜市立みなと園", "childcare_nursery", "北浜市", 'K', "港町2-4", "0000-11-4630", "60", 61, "miura", "phone", 1,
                   {{"suction", open, "看護師の配置を相談中"}, {"nurse", no, "非常勤で週2日"}}});
        open_told({"相談支援センターきたはま", "child_consultation_support", "社会福祉法人 北浜つくし会", 'K', "本町1-5", "0000-11-4740", "", 75,
                   "ito", "visit", 0, {{"vacancy", yes, "新しい計画を受けられる"}}});
        for (const auto id : {tsukushi, respite})
            directory::set_aside(tx_, {kStoryCase}, id, miura_.account, now_.at);
    }

    void issues() {
        struct Missing {
            char where;
            std::string_view kind;
            std::vector<std::string> conditions;
            int days;
            std::string_view note;
        };
        const Missing all[] = {
            {'G', "short_stay", {"ventilator", "suction", "age:2", "night"}, 96, "泊まれるところが町にない"},
            {'R', "after_school_day_service", {"suction", "tube_feeding", "transport"}, 51, "送迎で看護師が乗れない"},
            {'U', "medical_visiting_nurse", {"tracheostomy", "weekend"}, 18, ""},
        };
        for (const Missing& one : all)
            directory::record_issue(tx_, {.organisation = town_.centre, .municipality = std::string(municipality(one.where).code),
                                          .kinds = {std::string(one.kind)}, .conditions = one.conditions, .within_km = 10, .found = 0,
                                          .fitting = 0, .note = std::string(one.note), .by = ito_.account,
                                          .at = at_in_japan(now_.today - one.days, 16 * 60)});
    }

    Tx& tx_;
    const Town& town_;
    Now now_;
    std::mt19937 random_;
    const Subject &miura_, &ito_;
    std::size_t stem_{};
    int line_{};
};

}  // namespace

void open_services(Tx& tx, const Town& town, unsigned seed, Now now) { Opening(tx, town, seed, now).everything(); }

}  // namespace michi::demo
