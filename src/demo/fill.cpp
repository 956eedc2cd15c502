// Children, families and two years of consultations, from one seed; and the story of W-0231.

#include <random>

#include "base/text.hpp"
#include "base/working_days.hpp"
#include "consent/consent.hpp"
#include "consultation/consultation.hpp"
#include "demo/asking.hpp"
#include "demo/habits.hpp"
#include "demo/letters.hpp"
#include "demo/names.hpp"
#include "demo/region.hpp"
#include "demo/requests.hpp"
#include "demo/schemes.hpp"
#include "demo/services.hpp"
#include "demo/story.hpp"
#include "demo/town.hpp"
#include "policy/past_decision.hpp"
#include "record/record.hpp"
#include "work/work.hpp"

namespace michi::demo {
namespace {

constexpr int kYears = 2, kDaysBack = 365 * kYears, kBatch = 50;
constexpr std::int64_t kFirstCase = 145;
constexpr int kSeldomEvery = 400;

struct Known {
    Id<record::Case> id;
    std::string municipality;
    Date birth, opened;
};

class Filling {
  public:
    Filling(Database& database, Vault& vault, const Size& size, Now now)
        : database_(database),
          vault_(vault),
          size_(size),
          now_(now),
          random_(size.seed),
          town_(make_town(database, vault, size.seed, now)),
          days_(busy_days(now.today - kDaysBack, now.today - 1, size.consultations)) {}

    std::vector<DemoAccount> run() {
        for (int i = 0; i < size_.children; i += kBatch)
            database_.write_now([&](Tx& tx) {
                for (int n = i; n < std::min(i + kBatch, size_.children); ++n) add_child(tx, n);
            });
        for (int i = 0; i < size_.consultations; i += kBatch)
            database_.write_now([&](Tx& tx) {
                for (int n = i; n < std::min(i + kBatch, size_.consultations); ++n)
                    add_consultation(tx, n);
            });
        database_.write_now([&](Tx& tx) {
            tell_story(tx, vault_, town_, now_);
            write_letters(tx, vault_, town_, now_);
            open_services(tx, town_, size_.seed, now_);
            ask_places(tx, vault_, town_, now_);
            write_schemes(tx, town_, now_);
            send_requests(tx, vault_, town_, cases_, now_);
            show_region(tx, vault_, town_, size_.seed, now_);
        });
        return town_.accounts;
    }

  private:
    int pick(int below) { return int(random_() % unsigned(below)); }
    template <class List>
    const auto& any(const List& list) {
        return list[std::size_t(pick(int(list.size())))];
    }

    const Subject& counsellor() { return town_.people.at(pick(2) ? "ito" : "miura"); }

    std::vector<record::Care> some_care() {
        std::vector<record::Care> care;
        for (const auto& kind : record::kCareKinds)
            if (pick(3) == 0)
                care.push_back({std::string(kind.id),
                                pick(8) ? record::CareAnswer::yes : record::CareAnswer::not_known});
        if (care.empty()) care.push_back({"suction", record::CareAnswer::yes});
        return care;
    }

    std::string a_municipality() {
        auto it = town_.municipalities.begin();
        std::advance(it, pick(int(town_.municipalities.size())));
        return it->first;
    }

    void add_child(Tx& tx, int n) {
        std::int64_t number = kFirstCase + n;
        if (number >= kStoryCase) ++number;  // W-0231 is told by the story
        const Name& family = any(kFamilyNames);
        const Name& given = any(kGivenNames);
        const Subject& who = counsellor();
        const Date opened = now_.today - pick(kDaysBack);
        record::NewCase fresh{.centre = town_.centre,
                              .in_charge = who.account,
                              .kanji = std::string(family.kanji) + " " + std::string(given.kanji),
                              .kana = std::string(family.kana) + " " + std::string(given.kana),
                              .birth = now_.today - pick(365 * 18),
                              .address = {},
                              .municipality = a_municipality(),
                              .stay = pick(6) ? "home" : "hospital",
                              .care = some_care(),
                              .is_protected = pick(40) == 0,
                              .opened_on = opened,
                              .number = number};
        const auto id = record::open_case(tx, vault_, fresh);
        cases_.push_back(id);
        known_.push_back({id, fresh.municipality, *fresh.birth, opened});
        const auto brief = record::find_case(tx, vault_, id);
        add_parent(tx, brief, family, n);
        for (int i = 0; i < size_.notes; ++i) add_note(tx, id, who, opened);
        if (pick(4)) add_consent(tx, brief, who);
        add_turn(tx, brief, who);
    }

    void add_parent(Tx& tx, const record::CaseBrief& brief, const Name& family, int n) {
        record::Family mother;
        const Name& given = any(kGivenNames);
        mother.relation = "mother";
        mother.name = std::string(family.kanji) + " " + std::string(given.kanji);
        mother.kana = std::string(family.kana) + " " + std::string(given.kana);
        mother.phone = "090-0000-" + std::to_string(1000 + n % 9000);
        mother.call_time = pick(2) ? "evening" : "daytime";
        record::add_family(tx, vault_, brief.child, mother);
    }

    std::string note_text() {
        std::string text(any(kNotes));
        if (size_.note_length > 0 && pick(kSeldomEvery) == 0) text += kSeldom;
        while (int(graphemes(text)) < size_.note_length) text += any(kMore);
        return text;
    }

    void add_note(Tx& tx, Id<record::Case> id, const Subject& who, Date opened) {
        const int span = std::max(1, now_.today - opened);
        const Date day = opened + pick(span);
        record::add_entry(tx, vault_,
                          {.case_id = id,
                           .at = at_in_japan(day, 9 * 60 + pick(8 * 60)),
                           .kind = "phone",
                           .side = pick(3) ? "f" : "o",
                           .author = who.account,
                           .organisation = who.organisation,
                           .visible = record::Visible::centre,
                           .title = "電話（" + who.name + "）",
                           .text = note_text(),
                           .topics = {},
                           .minutes = 5 + pick(25),
                           .link = {}});
    }

    void add_consent(Tx& tx, const record::CaseBrief& brief, const Subject& who) {
        const auto found = town_.municipalities.find(past_decision(brief.municipality));
        if (found == town_.municipalities.end()) return;
        consent::Said said{.case_id = brief.id,
                           .organisation = found->second,
                           .answers = {},
                           .basis = pick(2) ? "oral" : "paper",
                           .speaker = "mother",
                           .heard_by = {},
                           .expires = {}};
        if (said.basis == "oral") said.heard_by = who.account;
        consent::answer_all(said, kConsented, consent::Answer::yes);
        if (pick(2)) consent::answer_all(said, Mask(Field::family), consent::Answer::no);
        pick(2), pick(2);  // the numbers drawn stay those of earlier demonstrations
        consent::record(tx, vault_, who, said, now_);
    }

    /// Somebody holds every ball: us, the municipality, an organisation, the family, or a date to ask.
    void add_turn(Tx& tx, const record::CaseBrief& brief, const Subject& who) {
        const int kind = pick(10);
        const Talk& talk = any(kTalks);
        const char* side = kind < 4 ? "c" : kind < 7 ? "m" : kind < 8 ? "o" : kind < 9 ? "f" : "c";
        const auto municipality = town_.municipalities.find(past_decision(brief.municipality));
        const Id<Organisation> holder =
            side[0] == 'c'                                                 ? town_.centre
            : side[0] == 'm' && municipality != town_.municipalities.end() ? municipality->second
            : side[0] == 'o'                                               ? town_.nursing
                                                                           : Id<Organisation>{};
        work::add_action(
            tx, vault_,
            {.case_id = brief.id,
             .consultation = {},
             .handover = {},
             .centre = town_.centre,
             .key = brief.key,
             .kind = kind == 9 ? work::ActionKind::follow_up : work::ActionKind::act,
             .what = kind == 9 ? "その後の暮らしを聞く" : std::string(talk.next),
             .holder = {side, holder, side[0] == 'c' ? who.account : Id<Account>{}, {}},
             .waiting_side = "f",
             .waiting_name = "母",
             .waiting_since = now_.today - pick(10),
             .due = kind == 9 ? now_.today + 20 + pick(60)
                              : add_working_days(now_.today - 4, pick(16)),
             .due_time = {},
             .returned = false,
             .created_by = who.account},
            now_.at);
    }

    /// A child that the Centre knew on that day; most who call are known.
    const Known* somebody_known(Date day) {
        for (int tries = 0; tries < 12 && !known_.empty(); ++tries)
            if (const Known& child = any(known_); child.opened <= day) return &child;
        return nullptr;
    }

    const Talk& talk_about(std::string_view topic) {
        return *std::ranges::find(kTalks, topic, &Talk::topic);
    }

    std::string place_by_size() {
        int all = 0;
        for (const int weight : kPlaceHabit) all += weight;
        int at = pick(all);
        auto place = town_.municipalities.begin();
        for (const int weight : kPlaceHabit) {
            if ((at -= weight) < 0) return place->first;
            ++place;
        }
        return town_.municipalities.begin()->first;
    }

    void add_consultation(Tx& tx, int n) {
        const bool area = pick(20) < 9;  // about as many 地域支援 as 個別, as Centres report
        const Talk& talk = area ? any(kAreaTalks) : talk_about(by_habit(random_, kTopicHabit));
        const Date day = days_[std::size_t(n)];
        const Now then{at_in_japan(day, 9 * 60 + pick(8 * 60)), day};
        const Subject& who = counsellor();
        const Known* child =
            area || pick(9) == 0 ? nullptr : somebody_known(day);  // one in nine says no name
        const auto id = consultation::receive(
            tx, vault_, who,
            by_habit(random_, area ? std::span<const Often>(kAreaChannelHabit) : kChannelHabit),
            then);
        auto draft = consultation::find_reception(tx, vault_, id);
        consultation::Answers& a = draft.answers;
        a.caller_kind =
            by_habit(random_, area ? std::span<const Often>(kAreaCallerHabit) : kCallerHabit);
        a.cls = area ? "area" : "individual";
        a.words = std::string(talk.words);
        a.topics = {std::string(talk.topic)};
        if (!area && pick(3) == 0)
            if (const auto more = by_habit(random_, kTopicHabit); more != talk.topic)
                a.topics.emplace_back(more);
        a.municipality = child ? child->municipality : pick(15) ? place_by_size() : "";
        a.urgency = pick(6) ? "normal" : "days";
        if (child) {
            a.era = "w";
            a.year = std::to_string(child->birth.year());
            a.month = std::to_string(child->birth.month());
            a.day = std::to_string(child->birth.day());
        }
        draft.version = consultation::save_draft(tx, vault_, draft, a, then);
        file(tx, draft, child ? child->id : Id<record::Case>{}, then, who, n);
    }

    /// Past consultations are settled: their next step is long done.
    void file(Tx& tx, const consultation::Reception& draft, Id<record::Case> existing, Now then,
              const Subject& who, int n) {
        consultation::register_reception(
            tx, vault_, who, draft, {.existing = existing, .in_charge = who.account, .number = {}},
            then);
        if (existing)
            for (const auto& action : work::open_actions_of(tx, vault_, existing))
                if (action.consultation == draft.id)
                    work::finish(tx, action.id, action.version, who.account, then.at);
        if (n < size_.consultations - 4)
            consultation::set_outcome(tx, vault_, draft.id, by_habit(random_, kOutcomeHabit));
    }

    Database& database_;
    Vault& vault_;
    Size size_;
    Now now_;
    std::mt19937 random_;
    Town town_;
    std::vector<Id<record::Case>> cases_;
    std::vector<Known> known_;
    std::vector<Date> days_;  // of the consultations
};

}  // namespace

std::vector<DemoAccount> fill(Database& database, Vault& vault, const Size& size, Now now) {
    return Filling(database, vault, size, now).run();
}

}  // namespace michi::demo
