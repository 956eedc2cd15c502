#include "demo/services.hpp"

#include <fmt/format.h>

#include <random>

#include "base/municipality.hpp"
#include "demo/days.hpp"
#include "demo/places.hpp"
#include "demo/story.hpp"
#include "directory/directory.hpp"

namespace michi::demo {
namespace {

using directory::Answer;
using directory::Field;
using directory::Values;

class Opening {
  public:
    Opening(Tx& tx, const Town& town, unsigned seed, Now now)
        : tx_(tx),
          town_(town),
          now_(now),
          random_(seed + 7),
          miura_(town.people.at("miura")),
          ito_(town.people.at("ito")) {}

    void everything() {
        told_places();
        for (const Plan& plan : kPlans)
            for (char letter : plan.where) open(plan, municipality(letter));
        issues();
    }

  private:
    int pick(int below) { return int(random_() % unsigned(below)); }
    template <class List>
    const auto& any(const List& list) {
        return list[std::size_t(pick(int(std::size(list))))];
    }

    static const Municipality& municipality(char letter) {
        return municipalities_of("99")[kLetters.find(letter)];
    }

    void stand_at(Values& values, const Municipality& m, std::string street) {
        values[Field::municipality] = m.code;
        values[Field::address] = std::string(m.name) + street;
        const auto office = *directory::office_of(m.code);
        values[Field::latitude] =
            fmt::format("{:.5f}", office.latitude + (pick(800) - 400) / 10000.0);
        values[Field::longitude] =
            fmt::format("{:.5f}", office.longitude + (pick(800) - 400) / 10000.0);
        values[Field::phone] = fmt::format("0000-12-{:04}", 1001 + line_++);
    }

    /// A body runs several places: one of each sort in a municipality.
    static std::string body_of(Body body, const Municipality& m) {
        const std::size_t at = kLetters.size() - std::size_t(&m - municipalities_of("99").data());
        const std::string stem(kStems[at + std::size_t(body) * 3]);
        switch (body) {
            case Body::welfare:
                return "社会福祉法人 " + stem + "会";
            case Body::medical:
                return "医療法人 " + stem + "会";
            case Body::company:
                return "株式会社 " + stem + "ケア";
            case Body::group:
                return "特定非営利活動法人 " + stem;
            case Body::public_:
                return std::string(m.name);
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
        values[Field::organisation] =
            plan.name.starts_with("若葉県") ? "若葉県" : body_of(plan.body, m);
        stand_at(values, m, fmt::format("{}{}-{}", any(kStreets), 1 + pick(9), 1 + pick(20)));
        if (plan.most > 0)
            values[Field::capacity] = std::to_string(plan.least + pick(plan.most - plan.least + 1));
        if (plan.body != Body::group && pick(3))
            values[Field::hours] = pick(2) ? "9:00〜17:00" : "8:30〜17:30";
        const auto seen = plan.kind == "medical_hospice" ? directory::Visibility::partners
                                                         : directory::Visibility::open;
        const auto id = directory::add_service(tx_, plan.kind, values, seen);
        const bool nursing = std::ranges::find(kNursing, plan.kind) != kNursing.end();
        if (pick(10) < (nursing ? 7 : 2)) ask(id, nursing);
    }

    /// A call to the place: some conditions are answered, some not, most were never asked.
    void ask(Id<directory::Service> id, bool nursing) {
        const int days = pick(4) ? 3 + pick(170) : 185 + pick(300);
        const Subject& who = pick(2) ? miura_ : ito_;
        const Date day = worked(now_.today - days);
        const std::string way(any(kWays));
        for (const Saying& saying : kSayings) {
            const bool care = directory::find_condition(saying.condition)->group ==
                              directory::ConditionGroup::care;
            if ((care && !nursing) || pick(10) < 4) continue;
            const int luck = pick(20);
            const Answer answer = luck < 13   ? Answer::yes
                                  : luck < 18 ? Answer::no
                                              : Answer::not_known;
            const std::string_view words = answer == Answer::yes  ? saying.yes
                                           : answer == Answer::no ? saying.no
                                                                  : "";
            tell(id, std::string(saying.condition), answer, pick(2) ? std::string(words) : "", day,
                 way, who);
        }
        if (pick(4)) tell_age(id, pick(3) ? pick(4) : 6, pick(3) ? 18 : 15, day, way, who);
        directory::confirm(tx_, id, day, who.name);
    }

    /// Most places let their answers be published; the others are told to who calls.
    static directory::Visibility agreed_to_publish(Date day) {
        return (day - Date{}) % 4 == 0 ? directory::Visibility::partners
                                       : directory::Visibility::open;
    }

    /// Room as such a place tells it: has, none, or only after an interview.
    static std::optional<directory::Room> room_of(std::string_view condition, Answer answer) {
        if (condition != directory::kVacancy) return std::nullopt;
        directory::Room room;
        room.state = answer == Answer::yes  ? directory::RoomState::has
                     : answer == Answer::no ? directory::RoomState::waitlist
                                            : directory::RoomState::needs_assessment;
        return room;
    }

    void tell(Id<directory::Service> id, std::string condition, Answer answer, std::string detail,
              Date day, const std::string& way, const Subject& who) {
        const auto room = room_of(condition, answer);
        directory::add_fact(tx_, id,
                            {.known = {.condition = std::move(condition),
                                       .answer = answer,
                                       .detail = std::move(detail),
                                       .low = {},
                                       .high = {},
                                       .as_of = day,
                                       .source = way,
                                       .told_to = who.name,
                                       .visibility = agreed_to_publish(day)},
                             .by = who.account,
                             .at = at_in_japan(day, 15 * 60)});
    }

    void tell_age(Id<directory::Service> id, int low, std::optional<int> high, Date day,
                  const std::string& way, const Subject& who) {
        directory::add_fact(tx_, id,
                            {.known = {.condition = "age",
                                       .answer = Answer::yes,
                                       .detail = "",
                                       .low = low,
                                       .high = high,
                                       .as_of = day,
                                       .source = way,
                                       .told_to = who.name,
                                       .visibility = agreed_to_publish(day)},
                             .by = who.account,
                             .at = at_in_japan(day, 15 * 60)});
    }

    struct Told {
        std::string_view name, kind, body;
        char where;
        std::string_view street, phone, capacity;
        int days;        // since it was asked
        const char* by;  // login
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
        const Date day = worked(now_.today - told.days);
        for (const auto& [condition, answer, detail] : told.answers)
            tell(id, std::string(condition), answer, std::string(detail), day,
                 std::string(told.way), who);
        if (told.from_age >= 0) tell_age(id, told.from_age, {}, day, std::string(told.way), who);
        if (!told.answers.empty()) directory::confirm(tx_, id, day, who.name);
        return id;
    }

    /// Those that the story of W-0231 speaks of.
    void told_places() {
        const auto yes = Answer::yes, no = Answer::no, open = Answer::not_known;
        const auto tsukushi = open_told({"北浜こども療育センター つくし",
                                         "short_stay",
                                         "社会福祉法人 北浜つくし会",
                                         'K',
                                         "浜手町3-2",
                                         "0000-11-4520",
                                         "4",
                                         13,
                                         "miura",
                                         "phone",
                                         2,
                                         {{"ventilator", yes, "月平均5人の実績"},
                                          {"tracheostomy", yes, ""},
                                          {"suction", yes, ""},
                                          {"tube_feeding", yes, "胃ろう・経鼻とも"},
                                          {"oxygen", yes, ""},
                                          {"night", yes, "夜間の看護師1名"},
                                          {"vacancy", open, "来月の空きは20日ごろ決まる"}}});
        const auto respite = open_told({"若葉こども病院 レスパイト入院",
                                        "short_stay",
                                        "若葉県",
                                        'W',
                                        "中央1-8",
                                        "0000-11-4400",
                                        "6",
                                        23,
                                        "ito",
                                        "paper",
                                        2,
                                        {{"ventilator", yes, ""},
                                         {"tracheostomy", yes, ""},
                                         {"suction", yes, ""},
                                         {"tube_feeding", yes, ""},
                                         {"night", open, "泊まりは外来での面談のあと"},
                                         {"vacancy", open, "毎月1日に公表"}}});
        open_told({"ショートステイ ゆうなぎ",
                   "short_stay",
                   "社会福祉法人 白波会",
                   'A',
                   "西2-11",
                   "0000-11-5110",
                   "6",
                   191,
                   "miura",
                   "phone",
                   2,
                   {{"ventilator", no, "日中のみ。夜間はなし"},
                    {"tracheostomy", yes, ""},
                    {"suction", yes, ""},
                    {"tube_feeding", yes, ""},
                    {"night", yes, ""},
                    {"transport", yes, ""}}});
        open_told({"訪問看護ステーション かもめ",
                   "medical_visiting_nurse",
                   "株式会社 かもめ",
                   'K',
                   "駅前5-1",
                   "0000-11-4860",
                   "",
                   26,
                   "ito",
                   "visit",
                   2,
                   {{"ventilator", yes, "自宅で最大4時間"},
                    {"tracheostomy", yes, ""},
                    {"suction", yes, ""},
                    {"tube_feeding", yes, ""},
                    {"night", open, "夜間は月2回まで、市への登録が必要"}}});
        open_told({"若葉こども病院",
                   "medical_hospital",
                   "若葉県",
                   'W',
                   "中央1-8",
                   "0000-11-4400",
                   "180",
                   0,
                   "ito",
                   "",
                   -1,
                   {}});
        open_told({"訪問看護つくし",
                   "medical_visiting_nurse",
                   "社会福祉法人 北浜つくし会",
                   'K',
                   "浜手町3-2",
                   "0000-11-4520",
                   "",
                   40,
                   "ito",
                   "phone",
                   0,
                   {{"ventilator", yes, ""}, {"suction", yes, ""}, {"weekend", no, "平日のみ"}}});
        open_told({"北浜市立みなと園",
                   "childcare_nursery",
                   "北浜市",
                   'K',
                   "港町2-4",
                   "0000-11-4630",
                   "60",
                   61,
                   "miura",
                   "phone",
                   1,
                   {{"suction", open, "看護師の配置を相談中"}, {"nurse", no, "非常勤で週2日"}}});
        open_told({"相談支援センターきたはま",
                   "child_consultation_support",
                   "社会福祉法人 北浜つくし会",
                   'K',
                   "本町1-5",
                   "0000-11-4740",
                   "",
                   75,
                   "ito",
                   "visit",
                   0,
                   {{"vacancy", yes, "新しい計画を受けられる"}}});
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
            {'G',
             "short_stay",
             {"ventilator", "suction", "age:2", "night"},
             96,
             "泊まれるところが町にない"},
            {'R',
             "after_school_day_service",
             {"suction", "tube_feeding", "transport"},
             51,
             "送迎で看護師が乗れない"},
            {'U', "medical_visiting_nurse", {"tracheostomy", "weekend"}, 18, ""},
        };
        for (const Missing& one : all)
            directory::record_issue(tx_,
                                    {.organisation = town_.centre,
                                     .municipality = std::string(municipality(one.where).code),
                                     .kinds = {std::string(one.kind)},
                                     .conditions = one.conditions,
                                     .within_km = 10,
                                     .found = 0,
                                     .fitting = 0,
                                     .note = std::string(one.note),
                                     .by = ito_.account,
                                     .at = at_in_japan(worked(now_.today - one.days), 16 * 60)});
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

void open_services(Tx& tx, const Town& town, unsigned seed, Now now) {
    Opening(tx, town, seed, now).everything();
}

}  // namespace michi::demo
