// Children, families and two years of consultations, from one seed, with the story of W-0231 among them.

#include "base/text.hpp"
#include "consent/consent.hpp"
#include "consultation/consultation.hpp"
#include "demo/asking.hpp"
#include "demo/days.hpp"
#include "demo/drawing.hpp"
#include "demo/letters.hpp"
#include "demo/names.hpp"
#include "demo/region.hpp"
#include "demo/requests.hpp"
#include "demo/sayings.hpp"
#include "demo/schemes.hpp"
#include "demo/services.hpp"
#include "demo/story.hpp"
#include "demo/town.hpp"
#include "policy/past_decision.hpp"
#include "record/guardians.hpp"
#include "record/record.hpp"
#include "work/work.hpp"

namespace michi::demo {
namespace {

constexpr int kYears = 2, kDaysBack = 365 * kYears, kBatch = 50;
constexpr std::int64_t kFirstCase = 145;
constexpr int kSeldomEvery = 400;

class Filling : Drawing {
  public:
    Filling(Database& database, Vault& vault, const Size& size, Now now)
        : Drawing(size.seed),
          database_(database),
          vault_(vault),
          size_(size),
          now_(now),
          town_(make_town(database, vault, size.seed, now)),
          times_(times_of(busy_days(now.today - kDaysBack, now.today - 1, size.consultations))) {}

    std::vector<DemoAccount> run() {
        for (int i = 0; i < size_.children; i += kBatch)
            database_.write_now([&](Tx& tx) {
                for (int n = i; n < std::min(i + kBatch, size_.children); ++n) add_child(tx, n);
            });
        database_.write_now([&](Tx& tx) { open_the_centre(tx, town_, now_.today); });
        for (int i = 0; i < size_.consultations; i += kBatch)
            database_.write_now([&](Tx& tx) {
                for (int n = i; n < std::min(i + kBatch, size_.consultations); ++n) {
                    tell_until(tx, times_[std::size_t(n)]);
                    add_consultation(tx, n);
                }
            });
        database_.write_now([&](Tx& tx) {
            tell_until(tx, now_.at);
            open_services(tx, town_, size_.seed, now_);
            ask_places(tx, vault_, town_, now_);
            write_schemes(tx, town_, now_);
            send_requests(tx, vault_, town_, cases_, now_);
            show_region(tx, vault_, town_, size_.seed, now_);
        });
        return town_.accounts;
    }

  private:
    /// What is told by name comes in among all others: what came first has the smaller number.
    void tell_until(Tx& tx, Instant at) {
        struct Event {
            Instant at;
            void (*tell)(Tx&, Vault&, const Town&, Now);
        };
        const Event all[] = {{story_called(now_.today), tell_story},
                             {letter_written(now_.today), write_by_night},
                             {office_wrote(now_.today), write_from_an_office}};
        for (; told_ < std::size(all) && all[told_].at.ms <= at.ms; ++told_)
            all[told_].tell(tx, vault_, town_, now_);
    }

    std::vector<Instant> times_of(const std::vector<Date>& days) {
        std::vector<Instant> times;
        for (const Date day : days) times.push_back(at_in_japan(day, 9 * 60 + pick(8 * 60)));
        std::ranges::sort(times, {}, &Instant::ms);
        return times;
    }

    const Subject& counsellor() { return town_.people.at(pick(2) ? "ito" : "miura"); }

    /// In the order of their days, so that a greater number is a later case; W-0231 has its place among them.
    Date opening_of(int n) const {
        const int before = int(kStoryCase - kFirstCase);
        const Date story = story_called(now_.today).in_japan(), first = now_.today - kDaysBack;
        if (size_.children > 2 * before)  // a Centre of many years: evenly
            return worked(first + int(std::int64_t(kDaysBack) * n / size_.children));
        if (n >= before) return story;
        return worked(first + (story - first) * n / before);
    }

    /// Children grow up: one in fifteen is of age.
    Date birth_of(int n, Date opened) {
        const int days = pick(365 * 18);
        const Date birth = now_.today - (n % 15 == 11 ? 365 * 18 + 40 + days / 6 : days);
        return std::min(birth, opened - 7);
    }

    void add_child(Tx& tx, int n) {
        std::int64_t number = kFirstCase + n;
        if (number >= kStoryCase) ++number;  // W-0231 is told by the story
        const auto told = std::ranges::find(kTold, n, &ToldFamily::child);
        const Name& family = told == kTold.end() ? any(kFamilyNames) : told->family;
        const Name& given = any(kGivenNames);
        const Subject& who = counsellor();
        const Date opened = opening_of(n);
        const Date birth = birth_of(n, opened);
        record::NewCase fresh{.centre = town_.centre,
                              .in_charge = who.account,
                              .kanji = std::string(family.kanji) + " " + std::string(given.kanji),
                              .kana = std::string(family.kana) + " " + std::string(given.kana),
                              .birth = birth,
                              .address = {},
                              .municipality = place_by_size(town_),
                              .stay = pick(8) ? "home" : "hospital",
                              .care = some_care(),
                              .is_protected = told == kTold.end() && pick(40) == 0,
                              .opened_on = opened,
                              .number = number};
        const auto id = record::open_case(tx, vault_, fresh);
        cases_.push_back(id);
        const Known known{id, fresh.municipality, birth, fresh.opened_on, fresh.stay == "hospital"};
        known_.push_back(known);
        const auto brief = record::find_case(tx, vault_, id);
        add_parents(tx, brief, family, n);
        for (int i = 0; i < size_.notes; ++i) add_note(tx, known, who);
        if (pick(4)) add_consent(tx, brief, known, who);
        add_turn(tx, brief, known, who);
    }

    record::Family relative(std::string_view relation, const Name& family, const Name& given,
                            int n) {
        record::Family one;
        one.relation = std::string(relation);
        one.name = std::string(family.kanji) + " " + std::string(given.kanji);
        one.kana = std::string(family.kana) + " " + std::string(given.kana);
        one.phone = "090-0000-" + std::to_string(1000 + n % 9000);
        one.call_time = pick(2) ? "evening" : "daytime";
        return one;
    }

    /// A mother, in every third family a father or a grandmother too; and two families have an account.
    void add_parents(Tx& tx, const record::CaseBrief& brief, const Name& family, int n) {
        const auto told = std::ranges::find(kTold, n, &ToldFamily::child);
        const Name& given = told == kTold.end() ? any(kGivenNames) : told->given;
        const auto mother = record::add_family(
            tx, vault_, brief.child,
            relative(told == kTold.end() ? "mother" : told->relation, family, given, n));
        if (told != kTold.end())
            record::link_guardian(tx, brief, mother,
                                  town_.people.at(std::string(told->login)).account,
                                  town_.people.at("otani").account,
                                  std::max(brief.opened_on, worked(now_.today - 30)));
        if (n % 3 == 1)
            record::add_family(
                tx, vault_, brief.child,
                relative(n % 2 ? "father" : "grandparent", family, any(kGivenNames), n + 4000));
    }

    std::string note_text(const Note& note) {
        if (!size_.sentences.empty()) return note_of_sentences();
        std::string text(note.text);
        if (size_.note_length > 0 && pick(kSeldomEvery) == 0) text += kSeldom;
        while (int(graphemes(text)) < size_.note_length) text += any(kMore);
        return text;
    }

    std::string note_of_sentences() {
        std::string text = any(size_.sentences);
        int length = int(graphemes(text));
        while (length < size_.note_length) {
            const std::string& more = any(size_.sentences);
            length += int(graphemes(more));
            text += more;
        }
        return text;
    }

    void add_note(Tx& tx, const Known& child, const Subject& who) {
        const int span = std::max(1, now_.today - child.opened);
        const Date day = worked(child.opened + pick(span));
        const Note* note = said_of(kNotes, child, day, [](const Note&) { return true; });
        record::add_entry(tx, vault_,
                          {.case_id = child.id,
                           .at = at_in_japan(day, 9 * 60 + pick(8 * 60)),
                           .kind = std::string(note->kind),
                           .side = std::string(note->side),
                           .author = who.account,
                           .organisation = who.organisation,
                           .visible = record::Visible::centre,
                           .title = title_of(note->kind, who),
                           .text = note_text(*note),
                           .topics = {},
                           .minutes = std::nullopt,
                           .link = {}});
    }

    static std::string title_of(std::string_view kind, const Subject& who) {
        const char* what = kind == "visit" ? "訪問・面談" : kind == "meeting" ? "会議" : "電話";
        return std::string(what) + "（" + who.name + "）";
    }

    /// Said when the case began, or in the last year: consents are asked anew.
    void add_consent(Tx& tx, const record::CaseBrief& brief, const Known& child,
                     const Subject& who) {
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
        const Date day = worked(std::max(child.opened, now_.today - pick(300) - 1));
        consent::record(tx, vault_, who, said, {at_in_japan(day, 15 * 60), day});
    }

    work::Holder holder_of(std::string_view side, const record::CaseBrief& brief,
                           const Subject& who) {
        const auto municipality = town_.municipalities.find(past_decision(brief.municipality));
        if (side == "c") return {"c", town_.centre, who.account, {}};
        if (side == "m" && municipality != town_.municipalities.end())
            return {"m", municipality->second, {}, {}};
        return {std::string(side), side == "o" ? town_.nursing : Id<Organisation>{}, {}, {}};
    }

    /// Somebody holds every ball: us, the municipality, an organisation, the family, or a date to ask.
    void add_turn(Tx& tx, const record::CaseBrief& brief, const Known& child, const Subject& who) {
        const int kind = pick(10);
        const bool watched = kind == 9;
        const std::string_view side = kind < 4 || watched ? "c"
                                      : kind < 7          ? "m"
                                      : kind < 8          ? "o"
                                                          : "f";
        std::string_view what = "その後の暮らしを聞く";
        if (side != "c")
            what = said_of(kTurns, child, now_.today, [&](const Turn& t) {
                       return t.side == side;
                   })->what;
        else if (!watched)
            what = said_of(kTalks, child, now_.today, [](const Talk&) { return true; })->next;
        work::add_action(tx, vault_,
                         {.case_id = brief.id,
                          .consultation = {},
                          .handover = {},
                          .centre = town_.centre,
                          .key = brief.key,
                          .kind = watched ? work::ActionKind::follow_up : work::ActionKind::act,
                          .what = std::string(what),
                          .holder = holder_of(side, brief, who),
                          .waiting_side = "f",
                          .waiting_name = "母",
                          .waiting_since = worked(now_.today - 1 - pick(10)),
                          .due = watched ? next_working_day(now_.today + 20 + pick(60))
                                         : add_working_days(worked(now_.today - 4), pick(16)),
                          .due_time = {},
                          .returned = false,
                          .created_by = who.account},
                         at_in_japan(back(now_.today, 1 + pick(6)), 11 * 60));
    }

    /// A child that the Centre knew on that day; most who call are known.
    const Known* somebody_known(Date day) {
        for (int tries = 0; tries < 12 && !known_.empty(); ++tries)
            if (const Known& child = any(known_); child.opened <= day) return &child;
        return nullptr;
    }

    /// A topic that families ask about as often as they do, of whom it can be said that day.
    const Talk& talk_about(const Known* child, Date day) {
        for (int tries = 0; tries < 20; ++tries) {
            const std::string_view topic = by_habit(random_, kTopicHabit);
            const auto about = [&](const Talk& t) { return t.topic == topic; };
            if (!child) return *std::ranges::find_if(kTalks, about);
            if (const Talk* talk = said_of(kTalks, *child, day, about)) return *talk;
        }
        return *said_of(kTalks, *child, day, [](const Talk&) { return true; });
    }

    /// A school asks about pupils, and only who is big enough calls for themselves.
    std::string_view caller_of(const Known* child, Date day) {
        const int age = child ? years_on(child->birth, day) : 100;
        for (;;) {
            const std::string_view who = by_habit(random_, kCallerHabit);
            if (who == "school" && (age < 5 || (child && age >= 18))) continue;
            if (who == "self" && age < 13) continue;
            return who;
        }
    }

    static bool is_of_family(std::string_view caller) {
        return caller == "mother" || caller == "father" || caller == "grandparent" ||
               caller == "self";
    }

    void add_consultation(Tx& tx, int n) {
        const bool area = pick(20) < 9;  // about as many 地域支援 as 個別, as Centres report
        const Now then = now_at(times_[std::size_t(n)]);
        const Subject& who = counsellor();
        const Known* child =
            area || pick(9) == 0 ? nullptr : somebody_known(then.today);  // one in nine: no name
        const auto id = consultation::receive(
            tx, vault_, who,
            by_habit(random_, area ? std::span<const Often>(kAreaChannelHabit) : kChannelHabit),
            then);
        auto draft = consultation::find_reception(tx, vault_, id);
        consultation::Answers& a = draft.answers;
        a.cls = area ? "area" : "individual";
        if (area)
            ask_for_the_area(a);
        else
            ask_about(a, child, then.today);
        a.urgency = pick(6) ? "normal" : "days";
        draft.version = consultation::save_draft(tx, vault_, draft, a, then);
        file(tx, draft, child ? child->id : Id<record::Case>{}, then, who, n);
    }

    void ask_for_the_area(consultation::Answers& a) {
        const AreaTalk& talk = any(kAreaTalks);
        a.caller_kind = by_habit(random_, kAreaCallerHabit);
        a.words = std::string(talk.words);
        a.topics = {std::string(talk.topic)};
        a.municipality = pick(15) ? place_by_size(town_) : "";
    }

    void ask_about(consultation::Answers& a, const Known* child, Date day) {
        const Talk& talk = talk_about(child, day);
        a.caller_kind = caller_of(child, day);
        a.words = std::string(is_of_family(a.caller_kind) ? talk.family : talk.office);
        a.topics = {std::string(talk.topic)};
        if (pick(3) == 0)
            if (const Talk& more = talk_about(child, day); more.topic != talk.topic)
                a.topics.emplace_back(more.topic);
        a.municipality = child ? child->municipality : pick(15) ? place_by_size(town_) : "";
        if (!child) return;
        a.era = "w";
        a.year = std::to_string(child->birth.year());
        a.month = std::to_string(child->birth.month());
        a.day = std::to_string(child->birth.day());
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
    Town town_;
    std::vector<Id<record::Case>> cases_;
    std::vector<Known> known_;
    std::vector<Instant> times_;  // of the consultations
    std::size_t told_{};          // events of tell_until() that are told
};

}  // namespace

std::vector<DemoAccount> fill(Database& database, Vault& vault, const Size& size, Now now) {
    return Filling(database, vault, size, now).run();
}

}  // namespace michi::demo
