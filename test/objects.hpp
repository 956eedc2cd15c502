// One catalogue of what a changing route changes: an object for each relation, each of own, colleague's and
// other's, and each state of the case. The addresses of routes are filled by the names of their captures.
#pragma once

#include <functional>

#include "every_route.hpp"
#include "handover/handover.hpp"
#include "people/sessions.hpp"
#include "record/facts.hpp"
#include "work/work.hpp"

namespace michi {

struct Object {
    std::string about;  // for whoever reads a failure
    std::map<std::string, std::string, std::less<>> ids;
    Id<record::Case> of_case;  // what relation and state are judged by; none: it is the Centre's
    Id<Account> person;        // whose it is
    Id<Organisation> organisation;
    bool on_paper{};       // nobody there signs in: the Centre's to move
    bool of_any_centre{};  // each Centre's own
    bool of_one{};         // this person's alone, whatever the policy says of the page
    // Why a rule beside the table offers it to nobody; what somebody types by hand is refused.
    std::string_view held{};
    web::Typed by_hand{};
};

inline constexpr std::array kEveryState{RecordState::open, RecordState::watching,
                                        RecordState::closed};
inline constexpr std::array kOpenOnly{RecordState::open};

class Objects : public EveryRoute {
  public:
    explicit Objects(bool postgres) : EveryRoute(postgres) {
        officer_b = town.join("kimura2", "木村 遥", town.city, Role::municipal_officer);
        coordinator = town.join("sagawa", "佐川 渚", town.nursing, Role::local_coordinator);
        stale = town.join("arai", "新井 望", town.centre, Role::centre_counsellor);
        stale.assurance = town.door.people["arai"].assurance = Assurance::second_factor;
        town.write([&](Tx& tx) {
            other_centre = Town::organisation(tx, "centre", "となり県のセンター", "");
            paper = Town::organisation(tx, "partner", "紙の園", town.home);
        });
        ids["home"] = town.home;
        ids["next"] = town.next;
        ids["city"] = std::to_string(town.city.value);
        elsewhere = town.join("elsewhere", "遠野 光", other_centre, Role::centre_counsellor);
    }
    /// Every role, of each organisation that takes part two people, and one who gave the second factor a while
    /// ago.
    std::vector<Subject> people() const {
        auto all = everybody();
        all.insert(all.end(), {officer_b, coordinator, elsewhere, stale});
        return all;
    }

    /// What stands in each case and nowhere else, with the class that opens it.
    static std::vector<std::pair<Field, std::string>> canaries(Id<record::Case> id) {
        const std::string number = std::to_string(id.value) + "号";
        return {{Field::identity, "陽向" + number}, {Field::contact, "川端町" + number},
                {Field::family, "暮らし" + number}, {Field::notes, "記した" + number},
                {Field::plan, "予定した" + number}, {Field::location, "支える人" + number}};
    }

    /// How this person stands to the object, told beside the code that judges it.
    Circumstances around(const Subject& who, const Object& object) {
        Circumstances around;
        if (object.of_case)
            around = town.ask([&](Tx& tx) {
                return consent::circumstances(
                    tx, who, record::find_case(tx, *town.vault, object.of_case), town.now().today);
            });
        else if (who.organisation == town.centre ||
                 (object.of_any_centre && record::is_centre_role(who.role)))
            around.relation = Relation::centre;
        around.mine = whose(who, object.person, object.organisation);
        if (object.on_paper && around.relation == Relation::centre) around.mine = Mine::colleague;
        return around;
    }

    // ---- cases ----
    /// A city and a nursing station help, the other town was asked, the mother has an account; each organisation
    /// may be told something else.
    Id<record::Case> a_case() {
        Id<record::Case> id;
        town.write([&](Tx& tx) {
            id = town.child(tx, "さえき ひなた", false);
            town.allow(tx, id, town.city);
            town.allow(tx, id, town.nursing, Field::identity | Field::medical);
            town.allow(tx, id, town.other_city, Field::contact | Field::family);
            add_members(tx, id);
            const auto brief = record::find_case(tx, *town.vault, id);
            record::Family mother;
            mother.relation = "mother";
            mother.name = "佐伯 舞子";
            mother.account = family.account;
            record::add_family(tx, *town.vault, brief.child, mother);
            put_canaries(tx, id);
        });
        return id;
    }
    std::vector<Object> cases() {
        return in_each_state(kEveryState, [&](Id<record::Case> id) { return of(id, ""); });
    }
    std::vector<Object> a_protected_case() {
        return in_each_state(kOpenOnly, [&](Id<record::Case> id) {
            change([&](Tx& tx) { record::set_protected(tx, id, true); });
            return of(id, "住所秘匿");
        });
    }
    std::vector<Object> open_case() {
        return in_each_state(kOpenOnly, [&](Id<record::Case> id) { return of(id, ""); });
    }

    /// Whoever writes about cases and holds their steps: of each role one.
    std::vector<Subject> holders() const {
        return {town.miura,    town.ito,    receptionist, town.kimura, officer_b,
                town.tsukushi, coordinator, town.hanaoka, elsewhere};
    }

    // ---- 次にすること ----
    std::vector<Object> steps() {
        std::vector<Object> all;
        for (const Subject& who : holders())
            for (Object& o : in_states_for(who, [&](Id<record::Case> id) {
                     return step(id, holder_of(who), who.account);
                 }))
                all.push_back(std::move(o));
        const work::Holder mother{"f", {}, {}, "母"}, kindergarten{"o", paper, {}, {}};
        for (const auto& holder : {mother, kindergarten})
            for (Object& o : in_each_state(kEveryState, [&](Id<record::Case> id) {
                     Object made = step(id, holder, {});
                     made.on_paper = true;
                     return made;
                 }))
                all.push_back(std::move(o));
        return all;
    }
    /// Moved by its holder a moment ago.
    std::vector<Object> moved_steps() {
        std::vector<Object> all;
        for (const Subject& who : {town.miura, town.kimura, town.tsukushi})
            for (Object& o : in_each_state(kOpenOnly, [&](Id<record::Case> id) {
                     Object made = step(id, holder_of(who), who.account);
                     change([&](Tx& tx) {
                         work::change_due(tx, {std::stoll(made.ids["action"])}, 1,
                                          town.now().today + 3, "", who.account, town.clock);
                     });
                     return made;
                 }))
                all.push_back(std::move(o));
        return all;
    }

    // ---- 記録 ----
    std::vector<Object> notes() {
        std::vector<Object> all;
        for (const Subject& who : holders())
            for (Object& o :
                 in_states_for(who, [&](Id<record::Case> id) { return note(id, who, "phone"); }))
                all.push_back(std::move(o));
        return all;
    }
    std::vector<Object> replies() {
        return in_each_state(kEveryState,
                             [&](Id<record::Case> id) { return note(id, town.kimura, "reply"); });
    }

    // ---- 依頼 ----
    /// A request in this state; pull and advice go from the city to the Centre, the others the other way.
    /// Whose it is, is that of the side that acts.
    Object request_in(handover::Kind kind, handover::State state, handover::By by) {
        const bool asks = handover::asks_for_the_case(kind);
        const Subject &from = asks ? town.kimura : town.miura,
                      &to = asks ? town.miura : town.kimura;
        Object object = of(a_case(), handover::name_of(kind));
        change([&](Tx& tx) {
            const auto sent = handover::send(tx, *town.vault,
                                             {.case_id = object.of_case,
                                              .kind = kind,
                                              .from = from.organisation,
                                              .to = to.organisation,
                                              .title = "入園までの支え",
                                              .request = "お願いします。",
                                              .by = from.account,
                                              .answer_due = town.now().today + 5},
                                             town.now());
            object.ids["H"] = handover::handover_number(sent.value());
            tx.run("UPDATE handover SET state = $2, is_open = $3 WHERE id = $1", sent.value(),
                   handover::name_of(state), handover::is_open(state));
        });
        const bool sends = by == handover::By::sender;
        object.person = sends ? from.account : Id<Account>{};
        object.organisation = (sends ? from : to).organisation;
        return object;
    }
    /// Before the family's answer a request is only taken back, or a transfer closed, because the family
    /// moved: by the page of the move.
    static bool is_of_a_move(const handover::Move& move) {
        const bool closes = move.deed == handover::Deed::close &&
                            move.kind == handover::Kind::transfer &&
                            move.from != handover::State::watching;
        return (closes || move.deed == handover::Deed::take_back) &&
               move.from != handover::State::confirmed;
    }
    /// One in each kind and state from which the deed leads on.
    std::vector<Object> requests_for(handover::Deed deed) {
        std::vector<Object> all;
        for (const auto& move : handover::moves()) {
            if (move.deed != deed) continue;
            all.push_back(request_in(move.kind, move.from, move.by));
            if (!is_of_a_move(move)) continue;
            all.back().held = "the move says it, and no form";
            all.back().by_hand = {{"reason_code", std::string(handover::kMovedAway)}};
        }
        return all;
    }

    /// One object of the Centre with these captures.
    static std::vector<Object> centres(
        std::map<std::string, std::string, std::less<>> captures = {}) {
        Object object;
        object.about = "the Centre's";
        object.ids = std::move(captures);
        return {object};
    }
    Object of(Id<record::Case> id, std::string_view about) const {
        Object object;
        object.about = about;
        object.of_case = id;
        object.ids["W"] = record::case_number(id);
        return object;
    }
    template <class F>
    void change(F&& work) {
        town.write(std::forward<F>(work));
    }
    std::int64_t value(Sql sql) {
        return town.ask([&](Tx& tx) { return tx.value<std::int64_t>(sql); });
    }

    Subject officer_b, coordinator, elsewhere, stale;
    Id<Organisation> other_centre, paper;

  private:
    void add_members(Tx& tx, Id<record::Case> id) {
        const auto add = [&](Id<Organisation> where, record::Standing standing,
                             const std::string& person) {
            record::Member member;
            member.organisation = where;
            member.standing = standing;
            member.sector = "welfare";
            member.person = person;
            member.since = town.now().today;
            record::add_member(tx, *town.vault, id, member);
        };
        add(town.city, record::Standing::helps, {});
        add(town.nursing, record::Standing::helps, {});
        add(town.other_city, record::Standing::asked, {});
        add(paper, record::Standing::outside, canaries(id)[5].second);
    }
    void put_canaries(Tx& tx, Id<record::Case> id) {
        const auto words = canaries(id);
        record::save_facts(tx, *town.vault, record::find_case(tx, *town.vault, id),
                           {{"kanji", words[0].second},
                            {"address", words[1].second},
                            {"family_situation", words[2].second}},
                           town.miura.account, town.clock);
        write_note(tx, id, town.miura, "phone", words[3].second);
        add_step(tx, id, holder_of(town.miura), words[4].second);
    }
    /// One of each organisation in each state of the case, the others of each role while it is open.
    template <class F>
    std::vector<Object> in_states_for(const Subject& who, F&& make) {
        const bool every = who.account == town.miura.account ||
                           who.account == town.kimura.account ||
                           who.account == town.tsukushi.account;
        return every ? in_each_state(kEveryState, make) : in_each_state(kOpenOnly, make);
    }
    template <class States, class F>
    std::vector<Object> in_each_state(const States& states, F&& make) {
        std::vector<Object> all;
        for (const RecordState state : states) {
            const auto id = a_case();
            all.push_back(make(id));
            change([&](Tx& tx) { record::set_state(tx, id, state); });
            all.back().about += " state " + std::to_string(int(state));
        }
        return all;
    }
    work::Holder holder_of(const Subject& who) const {
        const std::string side = who.organisation == town.centre ? "c"
                                 : who.organisation == town.city ? "m"
                                                                 : "o";
        return {side, who.organisation, who.account, {}};
    }
    Object step(Id<record::Case> id, const work::Holder& holder, Id<Account> person) {
        Object object = of(id, "step of " + holder.side + holder.name);
        object.person = person;
        object.organisation = holder.organisation;
        change([&](Tx& tx) {
            object.ids["action"] =
                std::to_string(add_step(tx, id, holder, "夜間の吸引を確かめる").value);
        });
        return object;
    }
    Object note(Id<record::Case> id, const Subject& who, const std::string& kind) {
        Object object = of(id, kind + " of " + who.name);
        object.person = who.account;
        object.organisation = who.organisation;
        change([&](Tx& tx) {
            object.ids["entry"] =
                std::to_string(write_note(tx, id, who, kind, "呼吸器の設定を変える").value);
        });
        return object;
    }
    Id<work::Action> add_step(Tx& tx, Id<record::Case> id, const work::Holder& holder,
                              const std::string& what) {
        return work::add_action(tx, *town.vault,
                                {.case_id = id,
                                 .centre = town.centre,
                                 .key = record::find_case(tx, *town.vault, id).key,
                                 .what = what,
                                 .holder = holder,
                                 .waiting_side = "f",
                                 .due = town.now().today,
                                 .created_by = town.miura.account},
                                town.clock);
    }
    Id<record::Entry> write_note(Tx& tx, Id<record::Case> id, const Subject& who,
                                 const std::string& kind, const std::string& text) {
        return record::add_entry(tx, *town.vault,
                                 {.case_id = id,
                                  .at = town.clock,
                                  .kind = kind,
                                  .side = holder_of(who).side,
                                  .author = who.account,
                                  .organisation = who.organisation,
                                  .visible = record::Visible::organisations,
                                  .title = "電話",
                                  .text = text,
                                  .topics = {},
                                  .minutes = std::nullopt,
                                  .link = {}});
    }
};

}  // namespace michi
