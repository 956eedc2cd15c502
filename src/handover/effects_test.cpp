// The effects of every move of the table.

#include <gtest/gtest.h>

#include <set>

#include "handover/rules.hpp"

namespace michi::handover {
namespace {

using Holder = NextTurn::Holder;
const Id<Organisation> kFrom{1}, kTo{2};

Change change_of(const Move& m) {
    Request after;
    after.kind = m.kind;
    after.state = m.to;
    after.from = kFrom;
    after.to = kTo;
    return {.after = after, .deed = m.deed, .text = {}, .audit = m.audit};
}

template <class F>
void each_move(F&& see) {
    for (const Move& m : moves()) see(m, effects_of(change_of(m)));
}

bool is_no(State state) { return state == State::declined || state == State::returned; }

std::string named(const Move& m) {
    return std::string(name_of(m.kind)) + " " + std::string(name_of(m.deed)) + " to " +
           std::string(name_of(m.to));
}

TEST(Effects, of_each_deed_stand_in_a_table) {
    struct Row {
        Kind kind;
        Deed deed;
        State to;
        Effects effects;
    };
    const NextTurn reply{
        .holder = Holder::receiver, .what = "handover.ball_reply"_w, .until_answer = true},
        contact{
            .holder = Holder::receiver, .what = "handover.ball_contact"_w, .until_answer = true},
        send_it{
            .holder = Holder::receiver, .what = "handover.ball_transfer"_w, .until_answer = true},
        answered{.holder = Holder::sender, .what = "handover.ball_answered"_w, .returned = true},
        decide{.holder = Holder::sender,
               .what = "handover.ball_decide"_w,
               .returned = true,
               .of_request = false};
    const auto lost = [](Holder holder) {
        return NextTurn{.holder = holder,
                        .what = "handover.ball_decide"_w,
                        .of_request = false,
                        .only_if_lost = true};
    };
    using K = Kind;
    using D = Deed;
    using S = State;
    const Row rows[] = {
        {K::inquiry, D::receive, S::received, {.next = reply}},
        {K::inquiry, D::note, S::received, {.next = reply}},
        {K::inquiry, D::answer, S::answered, {.next = answered}},
        {K::inquiry,
         D::decline,
         S::declined,
         {.team = Team::leaves, .keeps_refusal = true, .ends_follow_ups = true, .next = decide}},
        {K::inquiry,
         D::recall,
         S::recalled,
         {.team = Team::leaves,
          .withdrawn = true,
          .ends_follow_ups = true,
          .next = lost(Holder::sender)}},
        {K::inquiry,
         D::close,
         S::closed,
         {.team = Team::leaves,
          .family_told = true,
          .ends_follow_ups = true,
          .next = lost(Holder::sender)}},
        {K::together, D::accept, S::accepted, {.team = Team::joins, .next = reply}},
        {K::together, D::note, S::working, {.next = reply}},
        {K::together,
         D::give_back,
         S::returned,
         {.team = Team::leaves, .keeps_refusal = true, .ends_follow_ups = true, .next = decide}},
        {K::transfer,
         D::accept,
         S::accepted,
         {.team = Team::carries, .sets_follow_ups = true, .next = contact}},
        {K::transfer, D::contact, S::working, {.next = reply}},
        {K::transfer, D::confirm, S::confirmed, {.family_told = true, .next = answered}},
        {K::transfer,
         D::give_back,
         S::returned,
         {.given_back = true,
          .team = Team::leaves,
          .keeps_refusal = true,
          .ends_follow_ups = true,
          .next = decide}},
        {K::transfer,
         D::take_back,
         S::returned,
         {.team = Team::leaves, .ends_follow_ups = true, .next = decide}},
        {K::transfer,
         D::finish,
         S::watching,
         {.family_told = true, .watches_case = true, .next = lost(Holder::sender)}},
        {K::transfer,
         D::close,
         S::closed,
         {.team = Team::leaves,
          .family_told = true,
          .ends_follow_ups = true,
          .next = lost(Holder::responsible)}},
        {K::pull, D::accept, S::accepted, {.next = send_it}},
        {K::pull,
         D::decline,
         S::declined,
         {.keeps_refusal = true, .ends_follow_ups = true, .next = decide}},
        {K::pull,
         D::close,
         S::closed,
         {.family_told = true, .ends_follow_ups = true, .next = lost(Holder::responsible)}},
        {K::advice, D::answer, S::answered, {.next = answered}},
        {K::advice,
         D::recall,
         S::recalled,
         {.withdrawn = true, .ends_follow_ups = true, .next = lost(Holder::responsible)}},
    };
    std::set<std::tuple<K, D, S>> told;
    for (const Row& row : rows) {
        told.insert({row.kind, row.deed, row.to});
        each_move([&](const Move& m, const Effects& effects) {
            const bool same = m.kind == row.kind && m.deed == row.deed && m.to == row.to;
            EXPECT_TRUE(!same || effects == row.effects) << named(m);
        });
    }
    each_move([&](const Move& m, const Effects&) {
        std::erase_if(told,
                      [&](const auto& row) { return row == std::tuple(m.kind, m.deed, m.to); });
    });
    EXPECT_TRUE(told.empty()) << "each row of this table is a move";
}

TEST(Effects, leave_exactly_one_turn_after_every_move) {
    each_move([](const Move& m, const Effects& effects) {
        EXPECT_TRUE(bool(effects.next.what)) << named(m);
        const auto whose = turn(change_of(m).after);
        EXPECT_EQ(effects.next.of_request, whose.has_value()) << named(m);
        const Holder holder = whose == By::sender ? Holder::sender : Holder::receiver;
        EXPECT_TRUE(!whose || effects.next.holder == holder) << named(m);
        EXPECT_EQ(effects.next.only_if_lost, !whose && !is_no(m.to)) << named(m);
    });
}

TEST(Effects, bring_a_no_back_to_the_sender_and_keep_it_for_the_next_search) {
    each_move([](const Move& m, const Effects& effects) {
        const bool no = is_no(m.to);
        EXPECT_EQ(effects.next.returned && effects.next.holder == Holder::sender &&
                      !effects.next.of_request,
                  no)
            << named(m);
        EXPECT_EQ(effects.keeps_refusal, no && m.by == By::receiver) << named(m);
    });
}

TEST(Effects, end_the_part_of_who_only_worked_on_the_request_when_it_is_over) {
    each_move([](const Move& m, const Effects& effects) {
        const bool over = !is_open(m.to);
        EXPECT_EQ(effects.ends_follow_ups, over) << named(m);
        EXPECT_EQ(effects.team == Team::leaves, over && !asks_for_the_case(m.kind)) << named(m);
        EXPECT_EQ(effects.team == Team::carries, m.kind == Kind::transfer && m.deed == Deed::accept)
            << named(m);
    });
}

TEST(Effects, of_watching_days_chosen_anew_set_them_anew) {
    Change change = change_of({Kind::transfer, Deed::finish, State::confirmed, State::watching,
                               By::sender, "handover.finish"});
    EXPECT_FALSE(effects_of(change).sets_follow_ups);
    change.watch_changes = true;
    EXPECT_TRUE(effects_of(change).sets_follow_ups);
}

TEST(Effects, of_an_end_by_a_move_are_those_of_the_deed_but_nobody_told_the_family) {
    for (const Move& m : moves()) {
        Change change = change_of(m);
        Effects expected = effects_of(change);
        expected.family_told = false;
        change.family_moved = true;
        EXPECT_EQ(effects_of(change), expected) << named(m);
    }
}

TEST(Deeds, belong_to_one_side_in_every_kind_and_are_named_so_in_the_audit) {
    for (std::size_t i = 0; i < kDeedRows.size(); ++i)
        EXPECT_EQ(kDeedRows[i].deed, kDeeds[i]) << "row_of() reads by position";
    std::set<Act> acts;
    for (const DeedRow& row : kDeedRows) acts.insert(row.act);
    EXPECT_EQ(acts.size(), kDeedRows.size()) << "each deed is an act of its own";
    for (const Move& m : moves()) {
        EXPECT_EQ(row_of(m.deed).by, m.by) << named(m);
        EXPECT_EQ(m.audit, "handover." + std::string(name_of(m.deed)));
    }
}

}  // namespace
}  // namespace michi::handover
