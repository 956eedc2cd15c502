#include <gmock/gmock.h>

#include <algorithm>

#include "consultation/store.hpp"
#include "record/steps.hpp"
#include "town.hpp"
#include "work/work.hpp"

namespace michi::consultation {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Receptions : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam()};

    Id<Consultation> called(const Subject& who, const Answers& answers) {
        Id<Consultation> id;
        town.write([&](Tx& tx) {
            id = receive(tx, *town.vault, who, answers.channel, town.now());
            save_draft(tx, *town.vault, find_reception(tx, *town.vault, id), answers, town.now(),
                       who.account);
        });
        return id;
    }
    Reception found(Id<Consultation> id) {
        return town.ask([&](Tx& tx) { return find_reception(tx, *town.vault, id); });
    }
    Id<record::Case> registered(Id<Consultation> id, Registration how = {}) {
        Id<record::Case> made;
        town.write([&](Tx& tx) {
            made = register_reception(tx, *town.vault, town.miura,
                                      find_reception(tx, *town.vault, id), how, town.now());
        });
        return made;
    }
    std::vector<std::int64_t> listed(std::string_view view) {
        const auto lines = town.ask([&](Tx& tx) {
            return receptions(tx, *town.vault, town.centre, view, town.now().today, 100);
        });
        EXPECT_EQ(std::int64_t(lines.size()), town.ask([&](Tx& tx) {
            return count_receptions(tx, town.centre, view, town.now().today);
        })) << view;
        std::vector<std::int64_t> ids;
        for (const auto& line : lines) ids.push_back(line.id.value);
        return ids;
    }
    std::int64_t count(Sql sql) {
        return town.ask([&](Tx& tx) { return tx.value<std::int64_t>(sql); });
    }
    std::vector<record::EntryRow> entries(Id<record::Case> id) {
        return town.ask([&](Tx& tx) {
            return record::entries_of(tx, *town.vault, record::find_case(tx, *town.vault, id),
                                      Relation::centre, town.centre, {"", false}, 50);
        });
    }
    std::vector<work::ActionRow> turns(Id<record::Case> id) {
        return town.ask([&](Tx& tx) { return work::open_actions_of(tx, *town.vault, id); });
    }

    static Answers words(std::string text) {
        Answers a;
        a.words = std::move(text);
        return a;
    }
    static Answers child(std::string kana = "ためし ひかり") {
        Answers a = words("「夜は二時間おきの吸引で眠れない」");
        a.caller_kind = "mother";
        a.caller_kana = "ためし はるか";
        a.caller_phone = "09000004499";
        a.child_kana = std::move(kana);
        return a;
    }
};
ON_EACH_ENGINE(Receptions);

TEST_P(Receptions, have_a_number_at_once_and_one_series) {
    const auto first = called(town.miura, words("一")), second = called(town.sato, words("二"));
    EXPECT_EQ(second.value, first.value + 1);
    EXPECT_EQ(reception_number(first), "R-" + std::to_string(first.value));
    EXPECT_THAT(listed("draft"), ElementsAre(second.value, first.value));
}

TEST_P(Receptions, into_which_nothing_was_saved_are_in_no_list) {
    town.write([&](Tx& tx) { receive(tx, *town.vault, town.miura, "phone", town.now()); });
    EXPECT_THAT(listed(""), IsEmpty());
    EXPECT_THAT(listed("draft"), IsEmpty());
}

TEST_P(Receptions, keep_the_words_byte_by_byte_and_only_sealed) {
    const std::string text = "改行\n\t「そのまま」\xF0\x9F\x98\x80 =:;' ％";
    const auto id = called(town.miura, words(text));
    EXPECT_EQ(found(id).answers.words, text);
    EXPECT_EQ(town.ask([&](Tx& tx) {
        return tx
            .first(
                "SELECT answers FROM consultation WHERE id = $1",
                [](const Row& row) { return std::string(row.blob(0)); }, id)
            ->find("そのまま");
    }),
              std::string::npos);
}

TEST_P(Receptions, saved_by_two_refuse_the_older_version) {
    const auto id = called(town.miura, words("はじめ"));
    const Reception seen = found(id);
    town.write([&](Tx& tx) {
        save_draft(tx, *town.vault, seen, words("伊藤の文"), town.now(), town.ito.account);
    });
    EXPECT_THROW(town.write([&](Tx& tx) {
        save_draft(tx, *town.vault, seen, words("三浦の文"), town.now(), town.miura.account);
    }),
                 Stale);
    EXPECT_EQ(found(id).answers.words, "伊藤の文");
    EXPECT_EQ(found(id).saved_by, town.ito.account);
}

TEST_P(Receptions, with_words_only_are_registered_and_listed_to_be_completed) {
    const auto id = called(town.miura, words("あ"));
    EXPECT_FALSE(registered(id, {.existing = {}, .in_charge = town.miura.account, .number = {}}));
    EXPECT_THAT(listed("incomplete"), ElementsAre(id.value));
    Answers whole = words("あ");
    whole.caller_kind = "mother";
    whole.topics = {"nursery"};
    town.write([&](Tx& tx) { save_draft(tx, *town.vault, found(id), whole, town.now()); });
    EXPECT_THAT(listed("incomplete"), ElementsAre(id.value)) << "the municipality is still open";
    whole.municipality = town.home;
    town.write([&](Tx& tx) { save_draft(tx, *town.vault, found(id), whole, town.now()); });
    EXPECT_THAT(listed("incomplete"), IsEmpty());
}

TEST_P(Receptions, that_could_not_be_completed_can_be_left_so) {
    const auto id = called(town.miura, words("あ"));
    registered(id);
    town.write([&](Tx& tx) { put_aside(tx, id); });
    EXPECT_THAT(listed("incomplete"), IsEmpty());
    EXPECT_THAT(listed("open"), ElementsAre(id.value));
}

TEST_P(Receptions, without_an_outcome_are_late_after_three_working_days) {
    const auto id = called(town.miura, words("あ"));  // Wednesday, 25 November
    registered(id);
    EXPECT_THAT(listed("late"), IsEmpty());
    town.pass_days(5);  // Monday: Thu, Fri, Mon
    EXPECT_THAT(listed("late"), IsEmpty());
    town.pass_days(1);
    EXPECT_THAT(listed("late"), ElementsAre(id.value));
    town.write([&](Tx& tx) { set_outcome(tx, *town.vault, id, "advice"); });
    EXPECT_THAT(listed("late"), IsEmpty());
    EXPECT_THAT(listed("open"), IsEmpty());
}

TEST_P(Receptions, have_exactly_one_main_topic) {
    Answers a = words("あ");
    a.topics = {"no such topic", "respite", "nursery", "respite"};
    const auto id = called(town.miura, a);
    EXPECT_THAT(codes_of(a, town.now().today).topics, ElementsAre("respite", "nursery"));
    registered(id);
    EXPECT_EQ(town.ask([&](Tx& tx) {
                      return receptions(tx, *town.vault, town.centre, "", town.now().today, 1);
                  })
                  .front()
                  .main_topic,
              "respite");
}

TEST_P(Receptions, of_the_area_never_make_a_case) {
    Answers a = child();
    a.cls = "area";
    a.caller_kind = "municipality";
    const auto id = called(town.miura, a);
    EXPECT_FALSE(registered(id, {.existing = {}, .in_charge = town.miura.account, .number = {}}));
    EXPECT_EQ(count("SELECT count(*) FROM case_record"), 0);
    EXPECT_EQ(count("SELECT count(*) FROM consultation WHERE class = 'area' AND state = 1"), 1);
}

TEST_P(Receptions, of_a_named_child_make_a_case_with_its_caller_its_words_and_a_turn) {
    Answers a = child();
    a.tell = {std::to_string(town.city.value)};
    a.channel = "home_visit";
    const auto made = registered(called(town.miura, a),
                                 {.existing = {}, .in_charge = town.ito.account, .number = {}});
    ASSERT_TRUE(made);
    const auto rows = entries(made);
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].text.shown(town.all()), a.words);
    EXPECT_EQ(rows[0].kind, "visit");
    ASSERT_EQ(turns(made).size(), 1U);
    EXPECT_EQ(turns(made)[0].holder.account, town.ito.account)
        << "who carries it on is not who received it";
    EXPECT_EQ(turns(made)[0].due.iso(), "2026-11-26");
    EXPECT_NE(town.ask([&](Tx& tx) {
        return consent::consented_to(tx, made, town.city, town.now().today);
    }),
              Mask{});
}

TEST_P(Receptions, accept_a_child_of_any_age_from_before_birth_to_sixty) {
    int made = 0;
    for (const int age : {-1, 0, 2, 5, 11, 15, 17, 18, 19, 20, 30, 45, 60}) {
        Answers a = child("こども " + std::to_string(age + 1));
        a.era = "w";
        a.year = std::to_string(2026 - age);
        a.month = age < 0 ? "4" : "11";
        a.day = "1";
        ASSERT_FALSE(reasons_not_to_register(a, town.now().today).any()) << age;
        if (registered(called(town.miura, a))) ++made;
    }
    EXPECT_EQ(made, 13);
}

TEST_P(Receptions,
       tied_later_leave_words_and_time_as_they_were_and_untied_leave_no_trace_in_the_case) {
    const auto before = town.child("べつの こども", false);
    Answers a = words("匿名で。「眠れない」");
    a.caller_kind = "mother";
    a.tell = {std::to_string(town.city.value)};
    const auto id = called(town.miura, a);
    registered(id, {.existing = {}, .in_charge = town.miura.account, .number = {}});
    const Reception plain = found(id);
    town.pass_days(2);
    town.write([&](Tx& tx) { link_case(tx, *town.vault, town.miura, plain, before, town.now()); });
    const Reception tied = found(id);
    EXPECT_EQ(tied.case_id, before);
    EXPECT_EQ(tied.answers, plain.answers);
    EXPECT_EQ(tied.started_at, plain.started_at);
    ASSERT_EQ(entries(before).size(), 1U);
    EXPECT_EQ(entries(before)[0].at, plain.started_at)
        << "it stands where the call was, not where it was tied";
    EXPECT_NE(town.ask([&](Tx& tx) {
        return consent::consented_to(tx, before, town.city, town.now().today);
    }),
              Mask{});

    town.write([&](Tx& tx) { unlink_case(tx, *town.vault, town.miura, tied, town.now()); });
    EXPECT_FALSE(found(id).case_id);
    EXPECT_EQ(found(id).answers, plain.answers);
    EXPECT_THAT(entries(before), IsEmpty());
    EXPECT_EQ(town.ask([&](Tx& tx) {
        return consent::consented_to(tx, before, town.city, town.now().today);
    }),
              Mask{});
    for (const auto& turn : turns(before)) EXPECT_NE(turn.consultation, id);
    EXPECT_EQ(turns(before).size(), 1U) << "the case is not without a turn";
    EXPECT_EQ(count("SELECT count(*) FROM action WHERE done_at IS NULL AND case_id IS NULL"), 1)
        << "nor is the consultation";
}

TEST_P(Receptions, untied_from_the_case_they_opened_close_it_and_can_be_tied_to_the_right_one) {
    const auto right = town.child("ためし ひかり", false);
    const auto id = called(town.miura, child());
    const auto wrong =
        registered(id, {.existing = {}, .in_charge = town.miura.account, .number = {}});
    EXPECT_FALSE(town.ask([&](Tx& tx) {
                         return ties_of(tx, *town.vault, find_reception(tx, *town.vault, id));
                     })
                     .more);
    town.write([&](Tx& tx) { unlink_case(tx, *town.vault, town.miura, found(id), town.now()); });
    EXPECT_EQ(town.ask([&](Tx& tx) { return record::find_case(tx, *town.vault, wrong).state; }),
              RecordState::closed);
    EXPECT_THAT(turns(wrong), IsEmpty());
    town.write(
        [&](Tx& tx) { link_case(tx, *town.vault, town.miura, found(id), right, town.now()); });
    EXPECT_EQ(found(id).case_id, right);
    EXPECT_FALSE(found(id).is_new_case);
    EXPECT_EQ(count("SELECT count(*) FROM action WHERE done_at IS NULL AND case_id IS NULL"), 0)
        << "its turn went along";
}

TEST_P(Receptions, about_a_closed_case_take_it_up_again_and_untied_leave_it_closed) {
    const auto closed = town.child("べつの こども", false);
    const auto state = [&] {
        return town.ask([&](Tx& tx) { return record::find_case(tx, *town.vault, closed).state; });
    };
    town.write([&](Tx& tx) { record::set_state(tx, closed, RecordState::closed); });
    const auto id = called(town.miura, words("また困っている"));
    registered(id, {.existing = closed, .in_charge = town.miura.account, .number = {}});
    EXPECT_EQ(state(), RecordState::open) << "a turn in a case that nobody may write is nobody's";
    EXPECT_EQ(turns(closed).size(), 1U);
    town.write([&](Tx& tx) { unlink_case(tx, *town.vault, town.miura, found(id), town.now()); });
    EXPECT_EQ(state(), RecordState::closed);
    EXPECT_THAT(turns(closed), IsEmpty());
    const auto steps = town.ask([&](Tx& tx) {
        return record::steps_of(tx, *town.vault, record::find_case(tx, *town.vault, closed));
    });
    ASSERT_EQ(steps.size(), 2U) << "and both stay on record";
    EXPECT_EQ(steps[0].reason, "by_mistake");
    EXPECT_EQ(steps[1].kind, record::StepKind::reopened);
}

TEST_P(Receptions, untied_from_a_case_that_was_closed_meanwhile_close_it_once) {
    const auto id = called(town.miura, child());
    const auto made =
        registered(id, {.existing = {}, .in_charge = town.miura.account, .number = {}});
    town.write([&](Tx& tx) { record::set_state(tx, made, RecordState::closed); });
    town.write([&](Tx& tx) { unlink_case(tx, *town.vault, town.miura, found(id), town.now()); });
    EXPECT_EQ(count("SELECT count(*) FROM case_step"), 0);
}

TEST_P(Receptions, know_what_else_hangs_on_their_case) {
    const auto id = called(town.miura, child());
    const auto made =
        registered(id, {.existing = {}, .in_charge = town.miura.account, .number = {}});
    const auto ties = [&] {
        return town.ask(
            [&](Tx& tx) { return ties_of(tx, *town.vault, find_reception(tx, *town.vault, id)); });
    };
    EXPECT_FALSE(ties().rewritten || ties().more);
    const auto entry = entries(made).front();
    town.write([&](Tx& tx) {
        record::edit_entry(tx, *town.vault, entry.id, entry.version, "書き直し", town.ito.account,
                           town.now().at);
    });
    EXPECT_TRUE(ties().rewritten);
    registered(called(town.miura, words("二回目")),
               {.existing = made, .in_charge = town.miura.account, .number = {}});
    EXPECT_TRUE(ties().more);
}

TEST_P(Receptions, that_nobody_carries_on_wait_for_somebody_and_take_their_turn_along) {
    Answers a = words("折り返してほしい");
    a.next_what = "折り返す";
    const auto id = called(town.sato, a);
    registered(id);
    EXPECT_THAT(listed("unassigned"), ElementsAre(id.value));
    town.write([&](Tx& tx) {
        assign(tx, *town.vault, town.ito, find_reception(tx, *town.vault, id), town.miura.account,
               town.now());
    });
    EXPECT_THAT(listed("unassigned"), IsEmpty());
    const auto held =
        town.ask([&](Tx& tx) { return work::open_actions_of_consultation(tx, *town.vault, id); });
    ASSERT_EQ(held.size(), 1U);
    EXPECT_EQ(held[0].holder.account, town.miura.account);
    EXPECT_EQ(held[0].what.shown(town.all()), "折り返す");
}

TEST_P(Receptions, given_to_a_colleague_without_a_next_step_are_still_somebodys_turn) {
    const auto id = called(town.sato, words("名前は言わなかった"));
    registered(id, {.existing = {}, .in_charge = town.ito.account, .number = {}});
    const auto held =
        town.ask([&](Tx& tx) { return work::open_actions_of_consultation(tx, *town.vault, id); });
    ASSERT_EQ(held.size(), 1U);
    EXPECT_EQ(held[0].holder.account, town.ito.account);
}

TEST_P(Receptions, settled_in_the_call_itself_leave_no_turn) {
    Answers a = words("場所を聞かれた");
    a.outcome = "information";
    const auto id = called(town.sato, a);
    registered(id);
    EXPECT_EQ(found(id).outcome, "information");
    EXPECT_EQ(count("SELECT count(*) FROM action"), 0);
    EXPECT_THAT(listed("unassigned"), IsEmpty());
}

// Words of danger first, then the newest; the pages of a list join without a gap.
TEST_P(Receptions, are_listed_with_danger_first_and_page_by_page) {
    std::vector<std::int64_t> expected;
    for (int n = 0; n < 5; ++n) expected.push_back(called(town.miura, words("一")).value);
    const auto wrote = [&](bool alarm) {
        Id<Consultation> id;
        town.write([&](Tx& tx) {
            id = receive_written(tx, *town.vault,
                                 {.centre = town.centre, .answers = words("二"), .alarm = alarm},
                                 town.now());
        });
        return id.value;
    };
    expected.push_back(wrote(false));
    const auto danger = wrote(true);
    expected.push_back(called(town.miura, words("三")).value);
    std::ranges::reverse(expected);
    expected.insert(expected.begin(), danger);
    EXPECT_EQ(listed(""), expected);
    std::vector<std::int64_t> pages;
    for (int skip = 0; skip < 9; skip += 3)
        for (const auto& line : town.ask([&](Tx& tx) {
                 return receptions(tx, *town.vault, town.centre, "", town.now().today, 3, skip);
             }))
            pages.push_back(line.id.value);
    EXPECT_EQ(pages, expected);
    EXPECT_THAT(listed("waiting"), ElementsAre(danger, expected[2]));
    town.write([&](Tx& tx) {
        set_outcome(tx, *town.vault, {expected[2]}, "information");
        mark_answered(tx, {danger});
    });
    EXPECT_THAT(listed("open"), ElementsAre(danger, expected[2]))
        << "a writer waits though the outcome stands";
    EXPECT_THAT(listed("waiting"), ElementsAre(expected[2]));
}

// Of what came in, only what is open is read: each count asks an index of its own.
TEST_P(Receptions, are_counted_without_reading_all_that_ever_came_in) {
    if (GetParam()) return;  // the plan of PostgreSQL depends on how many rows there are
    const auto plan = town.ask([](Tx& tx) {
        std::string told;
        tx.all(
            "EXPLAIN QUERY PLAN SELECT count(c.alarm) FROM consultation c WHERE c.centre_id = 1"
            " AND c.state = 1 AND c.put_aside = 0 AND c.is_complete = 0",
            [&](const Row& row) { return told += row.get<std::string>(3) + '\n', 0; });
        tx.all(
            "EXPLAIN QUERY PLAN SELECT count(c.alarm) FROM consultation c WHERE c.centre_id = 1"
            " AND c.state = 1 AND c.is_settled = 0 AND c.received_on <= '2026-11-30'",
            [&](const Row& row) { return told += row.get<std::string>(3) + '\n', 0; });
        return told;
    });
    EXPECT_THAT(plan, testing::HasSubstr("consultation_lacking"));
    EXPECT_THAT(plan, testing::HasSubstr("consultation_open"));
}

TEST_P(Receptions, put_away_are_in_no_list_and_come_back) {
    const auto id = called(town.miura, words("まちがい電話"));
    town.write([&](Tx& tx) { set_discarded(tx, id, true); });
    EXPECT_THAT(listed(""), IsEmpty());
    EXPECT_THROW(town.write([&](Tx& tx) { set_discarded(tx, id, true); }), Stale);
    town.write([&](Tx& tx) { set_discarded(tx, id, false); });
    EXPECT_THAT(listed("draft"), ElementsAre(id.value));
    registered(id);
    EXPECT_THROW(town.write([&](Tx& tx) { set_discarded(tx, id, true); }), Stale)
        << "what was registered is not put away";
}

}  // namespace
}  // namespace michi::consultation
