#include "handover/rules.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace michi::handover {
namespace {

const Id<Organisation> kFrom{1}, kTo{2}, kOther{3};
const Date kToday = *Date::from_ymd(2026, 11, 25);

Request request_of(Kind kind, State state, std::string family = "", bool contacted = true) {
    Request r;
    r.id = {7};
    r.kind = kind;
    r.state = state;
    r.from = kFrom;
    r.to = kTo;
    r.owner_name = "木村 彩";
    r.next_step = "家庭訪問";
    r.family_answer = std::move(family);
    if (contacted) r.first_contact = kToday;
    r.watch_dates = follow_up_dates(kToday);
    return r;
}

/// Everything a deed could ask for is there.
Attempt whole(Deed deed, Kind kind, Id<Organisation> by, std::string family = "yes") {
    const auto reasons = reasons_for(kind, deed);
    return {.deed = deed,
            .by_organisation = by,
            .by = {9},
            .now = {at_in_japan(kToday, 600), kToday},
            .text = "伝えます。",
            .reason_code = reasons.empty() ? "" : std::string(reasons.front().id),
            .owner_name = "木村 彩",
            .next_step = "家庭訪問",
            .family_answer = std::move(family),
            .on = kToday,
            .watch_dates = {}};
}

/// Before the receiver has answered and the family agreed only its move ends a transfer.
bool is_closed_by_a_move(Deed deed, Kind kind, State state) {
    return deed == Deed::close && kind == Kind::transfer && state != State::confirmed &&
           state != State::watching;
}

/// A case is taken back from every state only by a move of the family.
Attempt of_a_move(Attempt attempt, Kind kind, State state) {
    if (attempt.deed != Deed::take_back && !is_closed_by_a_move(attempt.deed, kind, state))
        return attempt;
    attempt.family_moved = true;
    attempt.reason_code = kMovedAway;
    return attempt;
}

const Move* listed(Kind kind, Deed deed, State from) {
    for (const Move& m : moves())
        if (m.kind == kind && m.deed == deed && m.from == from) return &m;
    return nullptr;
}

/// The family's answer with which the deed is the right one.
std::string family_for(Deed deed, State state) {
    if (deed == Deed::take_back) return "no";
    return deed == Deed::close && state == State::confirmed ? "unreachable" : "yes";
}

TEST(Request, moves_exactly_as_its_table_says_and_every_other_deed_is_refused_with_a_sentence) {
    int moved = 0, others = 0, stopped = 0;
    for (const Kind kind : kKinds)
        for (const State state : kStates)
            for (const Deed deed : kDeeds)
                for (const auto by : {kFrom, kTo, kOther}) {
                    const Request before = request_of(kind, state, family_for(deed, state));
                    const Move* move = listed(kind, deed, state);
                    const bool theirs = move && by == (move->by == By::sender ? kFrom : kTo);
                    const bool may = theirs || (move && is_closed_by_a_move(deed, kind, state));
                    const auto change =
                        perform(of_a_move(whole(deed, kind, by), kind, state), before);
                    ASSERT_EQ(change.has_value(), may)
                        << name_of(kind) << " " << name_of(state) << " " << name_of(deed);
                    if (may) {
                        ++(theirs ? moved : others);
                        EXPECT_EQ(change->after.state, move->to);
                        continue;
                    }
                    ++stopped;
                    EXPECT_TRUE(change.error().barred());
                    for (const Lang lang : {Lang::ja, Lang::en})
                        EXPECT_GT(word_text(change.error().items.front().word, lang).size(), 20u);
                }
    EXPECT_EQ(moved, int(moves().size()));
    EXPECT_EQ(others, 6) << "the Centre, of a handover between two towns";
    EXPECT_EQ(moved + others + stopped, int(kKinds.size() * kStates.size() * kDeeds.size() * 3));
}

TEST(Request, is_taken_back_before_the_familys_no_only_because_it_moved_away) {
    struct {
        State state;
        const char *family, *reason;
        bool moved, may;
    } rows[] = {
        {State::accepted, "", "moved_away", true, true},
        {State::working, "", "moved_away", true, true},
        {State::answered, "", "moved_away", true, true},
        {State::answered, "", "other", true, true},
        {State::confirmed, "yes", "moved_away", true, true},
        {State::accepted, "", "moved_away", false, false},
        {State::working, "", "moved_away", false, false},
        {State::answered, "no", "moved_away", false, false},
        {State::confirmed, "yes", "moved_away", false, false},
        {State::accepted, "no", "family_refused", false, false},
        {State::working, "", "other", false, false},
        {State::confirmed, "yes", "other", false, false},
        {State::confirmed, "no", "family_refused", false, true},
        {State::sent, "", "moved_away", true, false},
        {State::watching, "", "moved_away", true, false},
    };
    for (const auto& row : rows) {
        Attempt attempt = whole(Deed::take_back, Kind::transfer, kFrom);
        attempt.reason_code = row.reason;
        attempt.family_moved = row.moved;
        const auto change = perform(attempt, request_of(Kind::transfer, row.state, row.family));
        EXPECT_EQ(change.has_value(), row.may) << name_of(row.state) << " " << row.reason;
        if (!change) {
            EXPECT_TRUE(change.error().barred()) << "no input could mend it";
        }
    }
}

TEST(Request, is_closed_before_the_family_agreed_only_because_it_moved_there) {
    for (const State state : {State::accepted, State::working, State::answered}) {
        Attempt close = whole(Deed::close, Kind::transfer, kFrom);
        const Request before = request_of(Kind::transfer, state);
        const auto by_hand = perform(close, before);
        ASSERT_FALSE(by_hand) << name_of(state);
        EXPECT_TRUE(by_hand.error().barred()) << "and the page offers no button";
        close.by_organisation = kOther;
        close.family_moved = true;
        const auto change = perform(close, before);
        ASSERT_TRUE(change) << name_of(state);
        EXPECT_FALSE(change->responsible_changes) << "the new town has it";
    }
}

TEST(Request, responsibility_passes_when_a_transfer_is_accepted_and_comes_back_when_it_returns) {
    for (const Move& m : moves()) {
        const auto attempt =
            of_a_move(whole(m.deed, m.kind, m.by == By::sender ? kFrom : kTo), m.kind, m.from);
        const auto change =
            perform(attempt, request_of(m.kind, m.from, family_for(m.deed, m.from)));
        const bool passes = m.kind == Kind::transfer && m.deed == Deed::accept;
        const bool returns = m.kind == Kind::transfer && m.to == State::returned;
        ASSERT_TRUE(change) << name_of(m.deed);
        EXPECT_EQ(change->responsible_changes, passes || returns)
            << name_of(m.kind) << " " << name_of(m.deed);
        EXPECT_EQ(change->responsible, passes ? kTo : returns ? kFrom : Id<Organisation>{});
        EXPECT_EQ(effects_of(*change).given_back, returns && m.deed == Deed::give_back)
            << "whoever takes it back has it; else it is as it was before";
    }
}

TEST(Request, of_the_town_that_the_family_left_is_closed_by_the_Centre_that_was_asked) {
    Attempt close = whole(Deed::close, Kind::advice, kTo);
    const Request asked = request_of(Kind::advice, State::answered);
    EXPECT_FALSE(perform(close, asked)) << "by hand it is the sender's";
    close.family_moved = true;
    close.reason_code = kMovedAway;
    const auto change = perform(close, asked);
    ASSERT_TRUE(change);
    EXPECT_EQ(change->after.reason_code, kMovedAway);
    close.by_organisation = kOther;
    EXPECT_FALSE(perform(close, asked));
    Attempt recall = whole(Deed::recall, Kind::advice, kTo);
    recall.family_moved = true;
    EXPECT_FALSE(perform(recall, request_of(Kind::advice, State::sent)))
        << "it declines what it was asked";
}

TEST(Request, in_each_open_state_somebody_has_the_turn_and_a_deed_to_end_it) {
    for (const Kind kind : kKinds)
        for (const Move& m : moves()) {
            if (m.kind != kind || !is_open(m.to) || m.to == State::watching) continue;
            const auto whose = turn(request_of(kind, m.to));
            ASSERT_TRUE(whose) << name_of(kind) << " " << name_of(m.to);
            const auto acts = [&](const Move& next) {
                return next.kind == kind && next.from == m.to && next.by == *whose &&
                       next.to != m.to;
            };
            EXPECT_TRUE(std::ranges::any_of(moves(), acts))
                << name_of(kind) << " " << name_of(m.to);
        }
}

TEST(Request, is_never_stuck_whatever_the_family_answers) {
    for (const Kind kind : kKinds)
        for (const std::string family : {"yes", "no", "unreachable"}) {
            std::set<std::pair<State, bool>> seen;
            std::vector<Request> todo{request_of(kind, State::sent, "", false)};
            bool over = false;
            for (std::size_t i = 0; i < todo.size(); ++i) {
                const Request here = todo[i];
                if (!seen.emplace(here.state, here.first_contact.has_value()).second) continue;
                over = over || !is_open(here.state);
                bool goes_on = !is_open(here.state);
                for (const Deed deed : kDeeds)
                    for (const auto by : {kFrom, kTo})
                        if (const auto change = perform(whole(deed, kind, by, family), here)) {
                            goes_on = goes_on || change->after.state != here.state;
                            todo.push_back(change->after);
                        }
                EXPECT_TRUE(goes_on)
                    << name_of(kind) << " " << name_of(here.state) << " " << family;
            }
            EXPECT_TRUE(over);
        }
}

TEST(Transfer,
     is_complete_only_with_first_contact_the_familys_yes_a_name_a_step_and_days_to_ask_again) {
    const auto finish = [](const Request& r) {
        Attempt bare = whole(Deed::finish, Kind::transfer, kFrom);
        bare.owner_name.clear();
        bare.next_step.clear();
        return perform(bare, r);
    };
    EXPECT_TRUE(finish(request_of(Kind::transfer, State::confirmed, "yes")));
    const auto missing = [&](auto&& take) {
        Request r = request_of(Kind::transfer, State::confirmed, "yes");
        take(r);
        const auto done = finish(r);
        return done ? std::string("nothing") : done.error().items.front().field;
    };
    EXPECT_EQ(missing([](Request& r) { r.first_contact.reset(); }), "on");
    EXPECT_EQ(missing([](Request& r) { r.family_answer = "no"; }), "family_answer");
    EXPECT_EQ(missing([](Request& r) { r.family_answer = "unreachable"; }), "family_answer");
    EXPECT_EQ(missing([](Request& r) { r.owner_name = ""; }), "owner_name");
    EXPECT_EQ(missing([](Request& r) { r.next_step = ""; }), "next_step");
    EXPECT_EQ(missing([](Request& r) { r.watch_dates.clear(); }), "watch_dates");
}

TEST(Transfer, that_did_not_arrive_is_closed_only_with_a_reason_of_the_list_and_words) {
    for (const std::string family : {"no", "unreachable"}) {
        const Request r = request_of(Kind::transfer, State::confirmed, family);
        Attempt why = whole(Deed::close, Kind::transfer, kFrom);
        EXPECT_TRUE(perform(why, r));
        EXPECT_FALSE(perform(why, request_of(Kind::transfer, State::confirmed, "yes")))
            << "then it is completed instead";
        why.text.clear();
        EXPECT_EQ(perform(why, r).error().items.front().field, "text");
        why = whole(Deed::close, Kind::transfer, kFrom);
        why.reason_code = "no_capacity";
        EXPECT_EQ(perform(why, r).error().items.front().field, "reason_code")
            << "a reason of another deed";
    }
    EXPECT_TRUE(perform(whole(Deed::close, Kind::transfer, kFrom),
                        request_of(Kind::transfer, State::confirmed, "yes", false)))
        << "no first contact is a reason too";
}

TEST(Transfer, is_taken_back_only_after_the_familys_no) {
    Attempt unwilling = whole(Deed::take_back, Kind::transfer, kFrom);
    unwilling.reason_code = "family_refused";
    for (const std::string family : {"yes", "unreachable", ""})
        EXPECT_FALSE(perform(unwilling, request_of(Kind::transfer, State::confirmed, family)))
            << family;
}

TEST(Decline, demands_a_reason_of_its_kind_and_words) {
    for (const Kind kind : kKinds) {
        const Request r = request_of(kind, State::received);
        std::set<std::string_view> mine;
        for (const auto& code : reasons_for(kind, Deed::decline)) mine.insert(code.id);
        EXPECT_GE(mine.size(), 3u);
        for (const auto& code : kReasons) {
            Attempt a = whole(Deed::decline, kind, kTo);
            a.reason_code = code.id;
            EXPECT_EQ(perform(a, r).has_value(), mine.contains(code.id))
                << name_of(kind) << " " << code.id;
        }
        Attempt silent = whole(Deed::decline, kind, kTo);
        silent.text = " 　";
        EXPECT_EQ(perform(silent, r).error().items.front().field, "text");
        silent.reason_code.clear();
        EXPECT_EQ(perform(silent, r).error().items.size(), 2u)
            << "all that is missing is said at once";
    }
}

TEST(Follow_up, is_due_one_three_and_six_months_after_acceptance_on_working_days) {
    for (const Date accepted : {*Date::from_ymd(2026, 11, 25), *Date::from_ymd(2026, 8, 31),
                                *Date::from_ymd(2026, 12, 1)}) {
        const auto change = perform(whole(Deed::accept, Kind::transfer, kTo), [&] {
            Request r = request_of(Kind::transfer, State::received);
            r.watch_dates.clear();
            return r;
        }());
        EXPECT_EQ(change->after.watch_dates, follow_up_dates(kToday));
        const auto days = follow_up_dates(accepted);
        ASSERT_EQ(days.size(), 3u);
        const int months[] = {1, 3, 6};
        for (std::size_t i = 0; i < 3; ++i) {
            EXPECT_GE(days[i], add_months(accepted, months[i]));
            EXPECT_LE(days[i] - add_months(accepted, months[i]), 7);
        }
    }
    EXPECT_EQ(follow_up_dates(*Date::from_ymd(2026, 8, 31))[2], *Date::from_ymd(2027, 3, 1))
        << "28 February 2027 is a Sunday";
}

TEST(Follow_up, days_are_chosen_from_today_on_and_not_by_the_dozen) {
    Attempt a = whole(Deed::finish, Kind::transfer, kFrom);
    const Request r = request_of(Kind::transfer, State::confirmed, "yes");
    a.watch_dates = {kToday + 40, kToday + 10, kToday + 40};
    EXPECT_EQ(perform(a, r)->after.watch_dates, (std::vector{kToday + 10, kToday + 40}));
    a.watch_dates = {kToday + -1};
    EXPECT_EQ(perform(a, r).error().items.front().field, "watch_dates");
    a.watch_dates.assign(13, kToday + 1);
    EXPECT_EQ(perform(a, r).error().items.front().field, "watch_dates");
}

struct PileRow {
    const char* said;
    State state;
    By reader;
    int due;  // days from today
    Pile pile;
};

TEST(List, blames_only_whoever_owes_the_answer) {
    const PileRow rows[] = {
        {"it arrived", State::sent, By::receiver, 3, Pile::fresh},
        {"it arrived long ago", State::sent, By::receiver, -9, Pile::fresh},
        {"we received it", State::received, By::receiver, 3, Pile::ours},
        {"we answered, and the Centre is slow", State::answered, By::receiver, -9, Pile::theirs},
        {"the family has agreed, and the Centre is slow", State::confirmed, By::receiver, -9,
         Pile::theirs},
        {"we wait for their answer", State::working, By::sender, 3, Pile::theirs},
        {"their answer is late", State::working, By::sender, -1, Pile::late},
        {"it is late from the day after", State::sent, By::sender, 0, Pile::theirs},
        {"their answer is here", State::answered, By::sender, -9, Pile::ours},
        {"it is watched", State::watching, By::sender, -9, Pile::watched},
        {"it is over", State::declined, By::receiver, -9, Pile::over},
        {"it is over for us too", State::closed, By::sender, -9, Pile::over},
    };
    for (const PileRow& row : rows) {
        Request r = request_of(Kind::transfer, row.state);
        r.answer_due = kToday + row.due;
        EXPECT_EQ(pile_of(r, row.reader, kToday), row.pile) << row.said;
    }
}

struct RemindRow {
    const char* said;
    State state;
    int sent, due;  // days from today, a Wednesday
    bool offered;
};

TEST(A_reminder, is_offered_when_the_answer_is_due_or_nobody_seems_to_have_received_the_request) {
    const RemindRow rows[] = {
        {"sent a moment ago", State::sent, 0, 9, false},
        {"sent on Friday, nobody received it", State::sent, -5, 9, true},
        {"sent on Monday, nobody received it", State::sent, -2, 9, false},
        {"received, and there is time", State::received, -14, 1, false},
        {"the answer is due today", State::received, -14, 0, true},
        {"the answer is late", State::working, -14, -3, true},
        {"the answer is here", State::answered, -14, -3, false},
        {"it is over", State::closed, -14, -3, false},
    };
    const Date wednesday = *Date::from_ymd(2026, 11, 18);
    for (const RemindRow& row : rows) {
        Request r = request_of(Kind::inquiry, row.state);
        r.sent_at = at_in_japan(wednesday + row.sent, 10 * 60);
        r.answer_due = wednesday + row.due;
        EXPECT_EQ(time_to_remind(r, wednesday), row.offered) << row.said;
    }
}

TEST(Deed, has_a_label_for_its_words_and_says_whether_it_needs_them) {
    for (const Deed deed : kDeeds) EXPECT_NE(word_text(label_of(deed), Lang::ja), "");
    const Request r = request_of(Kind::transfer, State::received);
    for (const Deed deed : {Deed::answer, Deed::note, Deed::decline, Deed::give_back})
        EXPECT_TRUE(needs_words(deed, r)) << name_of(deed);
    for (const Deed deed : {Deed::receive, Deed::accept, Deed::contact, Deed::recall})
        EXPECT_FALSE(needs_words(deed, r)) << name_of(deed);
}

}  // namespace
}  // namespace michi::handover
