#include <map>
#include <random>

#include "handover/handover.hpp"
#include "town.hpp"
#include "work/work.hpp"

namespace michi::handover {
namespace {

class Requests : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam()};
};
ON_EACH_ENGINE(Requests);

/// One case driven by random deeds of everybody, and what must hold of it, kept beside the store.
class Walk {
  public:
    Walk(Town& town, Tx& tx, std::mt19937& dice)
        : town_(town), tx_(tx), dice_(dice), case_(town.child(tx)), responsible_(town.centre) {
        work::keep_ball(tx_, *town_.vault, brief(), town_.miura.account, town_.now());
    }

    /// From the sending to the end, or as far as luck goes. Answers the steps taken.
    int sequence() {
        if (!requests_.empty() && chance(4)) return some_steps();
        if (!send()) return 1;
        return 1 + some_steps();
    }

    /// "" when all holds; else what does not.
    std::string broken() {
        std::string said;
        tx_.each(
            "SELECT (SELECT responsible_id FROM case_record WHERE id = $1),"
            " (SELECT count(*) FROM handover WHERE case_id = $1 AND kind = 'transfer' AND is_open = 1 AND state <> 'watching'),"
            " (SELECT count(*) FROM action WHERE case_id = $1 AND done_at IS NULL),"
            " (SELECT count(*) FROM action WHERE case_id = $1 AND done_at IS NULL AND (holder_organisation IS NULL OR due = '' OR side = '')),"
            " (SELECT count(*) FROM handover h WHERE h.case_id = $1 AND h.is_open = 1 AND h.state <> 'watching' AND 1 <>"
            "  (SELECT count(*) FROM action a WHERE a.handover_id = h.id AND a.done_at IS NULL AND a.kind = 'act' AND a.holder_organisation ="
            "   CASE WHEN h.state IN ('answered', 'confirmed') THEN h.from_id ELSE h.to_id END)),"
            " (SELECT count(*) FROM action a JOIN handover h ON h.id = a.handover_id WHERE a.case_id = $1 AND a.done_at IS NULL"
            "  AND (h.is_open = 0 OR (a.kind = 'act' AND h.state = 'watching'))),"
            " (SELECT count(*) FROM case_member WHERE case_id = $1 AND until IS NULL AND standing = 1),"
            " (SELECT count(*) FROM case_member m WHERE m.case_id = $1 AND m.until IS NULL AND m.standing = 1"
            "  AND m.organisation_id = (SELECT responsible_id FROM case_record WHERE id = $1)),"
            " (SELECT count(*) FROM handover_event e JOIN handover h ON h.id = e.handover_id WHERE h.case_id = $1),"
            " (SELECT count(*) FROM entry WHERE case_id = $1 AND link <> ''),"
            " (SELECT count(*) FROM action a WHERE a.case_id = $1 AND a.done_at IS NULL AND a.kind = 'act' AND a.handover_id IS NOT NULL"
            "  AND a.handover_id IN (SELECT b.handover_id FROM action b WHERE b.case_id = $1 AND b.done_at IS NULL AND b.kind = 'act'"
            "   AND b.id <> a.id)),"
            " (SELECT count(*) FROM handover h WHERE h.case_id = $1 AND h.is_open = 1 AND"
            "  CASE WHEN h.state IN ('answered', 'confirmed', 'watching') THEN h.from_id ELSE h.to_id END <> $2 AND NOT EXISTS"
            "  (SELECT 1 FROM case_member m WHERE m.case_id = $1 AND m.until IS NULL AND m.standing <="
            "   CASE WHEN h.state IN ('sent', 'received') THEN 3 ELSE 2 END AND m.organisation_id ="
            "   CASE WHEN h.state IN ('answered', 'confirmed', 'watching') THEN h.from_id ELSE h.to_id END))",
            [&](const Row& row) {
                const auto is = [&](int column, std::int64_t wanted, const char* what) {
                    if (row.integer(column) != wanted)
                        said += std::string(what) + ": " + std::to_string(row.integer(column)) +
                                " instead of " + std::to_string(wanted) + "; ";
                };
                is(0, responsible_.value, "responsible organisation");
                is(1, open_transfers(), "open transfers");
                if (open_transfers() > 1) said += "two open transfers; ";
                if (row.integer(2) < 1) said += "nobody has the turn; ";
                is(3, 0, "turns without holder or date");
                is(4, 0, "open requests whose turn is not with exactly the side that must act");
                is(5, 0, "turns of requests that are over");
                is(6, responsible_ == town_.centre ? 0 : 1, "organisations that carry the case");
                is(7, responsible_ == town_.centre ? 0 : 1, "the responsible among them");
                is(8, deeds_, "deeds in the requests' stories");
                is(9, deeds_, "deeds in the case's timeline");
                is(10, 0, "second turns of one request");
                is(11, 0, "open requests whose side that must act may not");
            },
            case_, town_.centre);
        return said.empty() ? said : last_ + " -> " + said;
    }

  private:
    bool chance(int one_in) { return dice_() % unsigned(one_in) == 0; }
    template <class List>
    auto& any(List& list) {
        return list[dice_() % std::size(list)];
    }
    record::CaseBrief brief() { return record::find_case(tx_, *town_.vault, case_); }
    std::int64_t open_transfers() const {
        return std::ranges::count_if(requests_, [](const Request& r) {
            return r.kind == Kind::transfer && is_open(r.state) && r.state != State::watching;
        });
    }

    /// Whoever only was asked asks nothing itself.
    bool helps(const Subject& who) {
        return tx_.value<std::int64_t>(
                   "SELECT count(*) FROM case_member WHERE case_id = $1 AND organisation_id = $2"
                   " AND until IS NULL AND standing <= 2",
                   case_, who.organisation) > 0;
    }

    bool send() {
        Kind kind = kKinds[dice_() % kKinds.size()];
        const Subject* theirs[] = {&town_.kimura, &town_.hanaoka, &town_.tsukushi};
        const Subject& there = *any(theirs);
        if (asks_for_the_case(kind) && !helps(there)) kind = Kind::inquiry;
        const bool inward = asks_for_the_case(kind);
        // A town hands on to a town what it answers for.
        const bool hands_on = kind == Kind::transfer && chance(2) &&
                              there.role == Role::municipal_officer &&
                              responsible_ == there.organisation;
        if (kind == Kind::transfer && responsible_ == there.organisation && !hands_on)
            kind = Kind::inquiry;  // it has the case
        const Subject& other = &there == &town_.kimura ? town_.hanaoka : town_.kimura;
        const Subject &from = inward || hands_on ? there : town_.miura, &to = inward ? town_.miura
                                                                              : hands_on ? other
                                                                                         : there;
        const auto sent = handover::send(tx_, *town_.vault,
                                         {.case_id = case_,
                                          .kind = kind,
                                          .from = from.organisation,
                                          .to = to.organisation,
                                          .title = "園のこと",
                                          .request = "お願いします。",
                                          .items = inward ? Mask{} : Mask(Field::contact),
                                          .by = from.account,
                                          .answer_due = town_.now().today + int(dice_() % 9)},
                                         town_.now());
        last_ = "send " + std::string(name_of(kind));
        const bool may = kind != Kind::transfer || open_transfers() == 0;
        EXPECT_EQ(sent.has_value(), may) << "a second transfer";
        if (!sent) return false;
        ++deeds_;
        requests_.push_back(find_request(tx_, *town_.vault, *sent));
        check();
        return true;
    }

    int some_steps() {
        int steps = 0;
        Request& r = requests_.back();
        for (int i = 0; i < 14 && is_open(r.state); ++i, ++steps) {
            if (chance(6))
                touch_an_action();
            else
                step(chance(5) ? any(requests_) : r);
            check();
        }
        return steps;
    }

    void check() {
        const std::string what = broken();
        if (!what.empty()) ADD_FAILURE() << what;
    }

    /// Given back it goes to whoever answered before, when that one still takes part.
    Id<Organisation> responsible_after(const Request& r, const Change& change) {
        if (!change.responsible_changes) return responsible_;
        if (change.deed == Deed::accept) before_[r.id.value] = responsible_;
        if (change.deed != Deed::give_back) return change.responsible;
        const auto before = before_[r.id.value];
        const bool there = before == town_.centre || takes_part(before);
        return there ? before : r.from;
    }
    bool takes_part(Id<Organisation> who) {
        return tx_.value<std::int64_t>(
                   "SELECT count(*) FROM case_member WHERE case_id = $1 AND organisation_id = $2"
                   " AND until IS NULL AND standing <= 3",
                   case_, who) > 0;
    }

    /// Any deed of any of the sides, mostly not allowed.
    void step(Request& r) {
        constexpr std::string_view kFamily[] = {"yes", "yes", "no", "unreachable"};
        for (int i = 0; i < 6; ++i) {
            const Deed deed = kDeeds[dice_() % kDeeds.size()];
            const auto by = chance(2) ? r.from : r.to;
            Attempt a{.deed = deed,
                      .by_organisation = by,
                      .by = by == town_.centre ? town_.miura.account : town_.kimura.account,
                      .now = town_.now(),
                      .text = "伝えます。",
                      .reason_code = "other",
                      .owner_name = "木村 彩",
                      .next_step = "家庭訪問",
                      .family_answer = std::string(any(kFamily)),
                      .on = town_.now().today,
                      .watch_dates = {}};
            if (deed == Deed::finish && chance(2))
                a.watch_dates = {town_.now().today + 20, town_.now().today + 90};
            const auto change = perform(a, r);
            if (!change) continue;
            last_ = std::string(name_of(r.kind)) + " " + std::string(name_of(r.state)) + " " +
                    std::string(name_of(deed));
            const auto answers = responsible_after(r, *change);
            handover::save(tx_, *town_.vault, r, *change, a);
            ++deeds_;
            responsible_ = answers;
            const Id<Handover> id = r.id;
            r = find_request(tx_, *town_.vault, id);
            EXPECT_EQ(r.state, change->after.state);
            return;
        }
    }

    /// Somebody works on the list of turns: finishes, moves the date, undoes.
    void touch_an_action() {
        const auto open = work::open_actions_of(tx_, *town_.vault, case_);
        if (open.empty()) return;
        const auto& action = any(open);
        const auto now = town_.now();
        touched_.push_back(action.id);
        last_ = "action of a request: " + std::to_string(action.handover.value);
        if (chance(3)) {
            try {
                work::undo_last(tx_, *town_.vault, any(touched_), town_.miura.account, now.at);
                last_ += " undo";
            } catch (const Stale&) {
            }
        } else if (chance(2)) {
            work::change_due(tx_, action.id, action.version, now.today + 3, "", town_.miura.account,
                             now.at);
        } else if (!(action.handover && action.kind == work::ActionKind::act)) {
            work::finish(tx_, action.id, action.version, town_.miura.account, now.at);
        }
        work::keep_ball(tx_, *town_.vault, brief(), town_.miura.account, now);
    }

    Town& town_;
    Tx& tx_;
    std::mt19937& dice_;
    Id<record::Case> case_;
    Id<Organisation> responsible_;
    std::map<std::int64_t, Id<Organisation>> before_;  // of each transfer: who answered
    std::vector<Request> requests_;
    std::vector<Id<work::Action>> touched_;
    int deeds_{};
    std::string last_;
};

TEST_P(Requests, keep_one_responsible_one_turn_each_and_the_whole_story_through_random_sequences) {
    constexpr int kSequences = 10000;
    std::mt19937 dice(20261125);
    int sequences = 0, steps = 0;
    while (sequences < kSequences && !HasFailure())
        town.write([&](Tx& tx) {
            Walk walk(town, tx, dice);
            for (int i = 0; i < 5 && !HasFailure(); ++i, ++sequences) steps += walk.sequence();
        });
    EXPECT_GT(steps, 4 * kSequences);
    RecordProperty("steps", steps);
}

TEST_P(Requests, are_not_changed_by_who_read_them_before_the_last_change) {
    town.write([&](Tx& tx) {
        const auto id = handover::send(tx, *town.vault,
                                       {.case_id = town.child(tx),
                                        .kind = Kind::transfer,
                                        .from = town.centre,
                                        .to = town.city,
                                        .title = "園のこと",
                                        .request = "お願いします。",
                                        .items = {},
                                        .by = town.miura.account,
                                        .answer_due = town.now().today},
                                       town.now());
        const Request read = find_request(tx, *town.vault, id.value());
        const auto attempt = [&](Deed deed, const Subject& who) {
            return Attempt{.deed = deed,
                           .by_organisation = who.organisation,
                           .by = who.account,
                           .now = town.now(),
                           .text = "いま",
                           .reason_code = "",
                           .owner_name = "木村 彩",
                           .next_step = "",
                           .family_answer = "",
                           .on = {},
                           .watch_dates = {}};
        };
        const auto accept = attempt(Deed::accept, town.kimura),
                   recall = attempt(Deed::recall, town.miura);
        handover::save(tx, *town.vault, read, perform(accept, read).value(), accept);
        EXPECT_THROW(handover::save(tx, *town.vault, read, perform(recall, read).value(), recall),
                     Stale);
    });
}

}  // namespace
}  // namespace michi::handover
