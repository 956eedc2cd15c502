// A case is closed with a reason once nothing is open, and taken up again with another.
#include "base/receipt_code.hpp"
#include "consultation/consultation.hpp"
#include "handover/handover.hpp"
#include "letterbox/letterbox.hpp"
#include "life/life.hpp"
#include "people/people.hpp"
#include "record/steps.hpp"
#include "town.hpp"
#include "work/work.hpp"

namespace michi::life {
namespace {

using web::Answer;

class Closing : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {life::part(), work::part(), handover::part(), people::part()}};
    Id<record::Case> id = town.child();

    std::string at(const std::string& page) { return "/w/cases/" + record::case_number(id) + page; }
    Answer close(const std::string& reason = "settled", const std::string& words = "") {
        return town.post(town.miura, at("/close"), {{"reason", reason}, {"words", words}});
    }
    Answer reopen(const std::string& reason = "new_need") {
        return town.post(town.miura, at("/reopen"), {{"reason", reason}});
    }
    Id<work::Action> step(const work::Holder& holder, const std::string& what,
                          work::ActionKind kind = work::ActionKind::act) {
        Id<work::Action> made;
        town.write([&](Tx& tx) {
            made = work::add_action(tx, *town.vault,
                                    {.case_id = id,
                                     .centre = town.centre,
                                     .key = record::find_case(tx, *town.vault, id).key,
                                     .kind = kind,
                                     .what = what,
                                     .holder = holder,
                                     .waiting_side = "f",
                                     .due = town.now().today,
                                     .created_by = town.miura.account},
                                    town.clock);
        });
        return made;
    }
    /// As the button of the page does it; where one is then.
    std::string finish(Id<work::Action> one) {
        return town
            .post(town.miura, "/w/actions/" + std::to_string(one.value) + "/finish",
                  {{"then", "closing"}})
            .location;
    }
    work::Holder ours() { return {"c", town.centre, town.miura.account, {}}; }
    RecordState state() {
        return town.ask([&](Tx& tx) { return record::find_case(tx, *town.vault, id).state; });
    }
    std::int64_t open_turns() {
        return town.ask([&](Tx& tx) {
            return tx.value<std::int64_t>(
                "SELECT count(*) FROM action WHERE case_id = $1 AND done_at IS NULL", id);
        });
    }
    std::vector<record::CaseStep> steps() {
        return town.ask([&](Tx& tx) {
            return record::steps_of(tx, *town.vault, record::find_case(tx, *town.vault, id));
        });
    }
    std::string page() { return page_text(town.get(town.miura, at("/closing"))); }
};
ON_EACH_ENGINE(Closing);

TEST_P(Closing, leaves_the_family_its_no_and_nobody_a_new_yes) {
    ASSERT_EQ(close().status, 303);
    const auto say = [&](const std::string& answer) {
        return town.post(town.miura, at("/consent"),
                         {{"organisation", std::to_string(town.city.value)},
                          {"medical", answer},
                          {"speaker", "mother"},
                          {"basis", "oral"},
                          {"heard_by", std::to_string(town.miura.account.value)}});
    };
    const std::string form = page_text(town.get(town.miura, at("/consent")));
    EXPECT_EQ(form.find("name=\"medical\" value=\"1\""), std::string::npos);
    EXPECT_NE(form.find("name=\"medical\" value=\"0\""), std::string::npos);
    EXPECT_NE(form.find("記録できるのは「伝えない」への変更だけです。"), std::string::npos);
    const Answer yes = say("1");
    EXPECT_EQ(yes.status, 422);
    EXPECT_NE(yes.body.find("先にケースを再開してください。"), std::string::npos);
    EXPECT_EQ(say("0").status, 303);
    ASSERT_EQ(reopen().status, 303);
    EXPECT_EQ(say("1").status, 303);
}

TEST_P(Closing, waits_for_the_answer_to_whoever_wrote) {
    Id<letterbox::Consultation> letter;
    town.write([&](Tx& tx) {
        letter = letterbox::post_letter(tx, *town.vault,
                                        {.centre = town.centre,
                                         .code = receipt_code(random_bytes(kReceiptBytes)),
                                         .asked = {.words = "夜のこと"},
                                         .seconds = {"しろいふね", {}}},
                                        town.clock)
                     .consultation;
        tx.run("UPDATE consultation SET case_id = $2 WHERE id = $1", letter, id);
    });
    EXPECT_NE(page().find("を書いた人が、返事を待っています"), std::string::npos);
    EXPECT_EQ(close().status / 100, 4);
    EXPECT_EQ(state(), RecordState::open);
    town.write([&](Tx& tx) { consultation::mark_answered(tx, letter); });
    EXPECT_EQ(close().status, 303);
}

TEST_P(Closing, finishes_the_last_step_of_ours_and_keeps_reason_and_words) {
    step(ours(), "つぎを決める");
    step(ours(), "ようすをたずねる", work::ActionKind::follow_up);
    EXPECT_NE(page().find("つぎを決める"), std::string::npos) << "what closing finishes is said";
    EXPECT_EQ(close("other", "祖母の家で暮らしている").status, 303);
    EXPECT_EQ(state(), RecordState::closed);
    EXPECT_EQ(open_turns(), 0);
    ASSERT_EQ(steps().size(), 1U);
    EXPECT_EQ(steps()[0].reason, "other");
    EXPECT_NE(page().find("祖母の家で暮らしている"), std::string::npos);
    EXPECT_EQ(page_text(town.get(town.miura, at(""))).find("祖母の家"), std::string::npos)
        << "the course tells the reason of the list, not the words";
}

TEST_P(Closing, is_refused_while_somebody_else_has_the_turn_and_says_whose) {
    step({"f", {}, {}, "母"}, "園を見学する");
    const Answer refused = close();
    EXPECT_EQ(refused.status, 409);
    EXPECT_NE(refused.body.find("園を見学する"), std::string::npos);
    EXPECT_NE(refused.body.find("/w/actions/"), std::string::npos) << "with the way there";
    EXPECT_EQ(state(), RecordState::open);
    EXPECT_EQ(page().find("/close\""), std::string::npos) << "and the page offers no such form";
}

TEST_P(Closing, has_its_own_steps_done_where_they_stand_in_the_way) {
    const auto first = step(ours(), "園に電話する");
    step(ours(), "書類を送る");
    const auto of_the_town = step({"m", town.city, town.kimura.account, {}}, "訪問の日を決める");
    const auto form = [](Id<work::Action> one) {
        return "action=\"/w/actions/" + std::to_string(one.value) + "/finish\"";
    };
    const std::string held = page();
    EXPECT_NE(held.find(form(first)), std::string::npos);
    EXPECT_EQ(held.find(form(of_the_town)), std::string::npos) << "the town's is not ours";
    EXPECT_NE(held.find("?then=closing"), std::string::npos);
    EXPECT_EQ(finish(first).find(at("/closing?undo=")), 0U) << "one comes back to where one was";
    EXPECT_EQ(page().find("園に電話する"), std::string::npos);
    town.write([&](Tx& tx) {
        const auto version = work::find_action(tx, *town.vault, of_the_town).version;
        work::finish(tx, of_the_town, version, town.kimura.account, town.clock);
    });
    EXPECT_EQ(finish({first.value + 1}).find(at("/closing?undo=")), 0U)
        << "also when nobody has a turn then";
    EXPECT_EQ(close().status, 303);
}

TEST_P(Closing, is_offered_where_the_next_turn_is_asked_for) {
    step(ours(), "つぎを決める");
    const std::string link = "href=\"" + at("/closing") + "\"";
    const std::string asked = page_text(town.get(town.miura, at("?ask=1")));
    const auto card = asked.find("id=\"ask\"");
    ASSERT_NE(card, asked.npos);
    EXPECT_NE(asked.find(link, card), asked.npos);
    EXPECT_LT(asked.find(link), card) << "and in the head of the case";
    EXPECT_EQ(page_text(town.get(town.sato, at("?ask=1"))).find(link), asked.npos)
        << "for whoever may close it";
}

TEST_P(Closing, is_refused_while_a_request_is_under_way_and_names_it) {
    town.write([&](Tx& tx) {
        EXPECT_TRUE(handover::send(tx, *town.vault,
                                   {.case_id = id,
                                    .kind = handover::Kind::inquiry,
                                    .from = town.centre,
                                    .to = town.city,
                                    .title = "園のこと",
                                    .request = "お願いします。",
                                    .by = town.miura.account,
                                    .answer_due = town.now().today},
                                   town.now()));
    });
    EXPECT_EQ(close().status, 409);
    EXPECT_NE(page().find("/w/handovers/H-0001"), std::string::npos);
}

TEST_P(Closing, needs_a_reason_of_the_list_and_words_for_another) {
    EXPECT_EQ(close("").status, 422);
    EXPECT_EQ(close("なんとなく").status, 422);
    const Answer other = close("other", " ");
    EXPECT_EQ(other.status, 422);
    EXPECT_NE(other.body.find("words-err"), std::string::npos);
    EXPECT_EQ(state(), RecordState::open);
    EXPECT_TRUE(steps().empty());
}

TEST_P(Closing, shuts_the_case_for_writing_and_leaves_it_readable) {
    EXPECT_EQ(close().status, 303);
    EXPECT_EQ(town.post(town.miura, at("/entries"), {{"text", "あとから"}}).status, 403);
    EXPECT_EQ(town.get(town.miura, at("")).status, 200);
    EXPECT_NE(page_text(town.get(town.miura, at(""))).find("令和8年(2026年)11月25日に終結しました"),
              std::string::npos);
    EXPECT_NE(
        page_text(town.get(town.miura, "/w/cases?state=closed")).find(record::case_number(id)),
        std::string::npos);
    EXPECT_EQ(close().status, 403) << "twice is once";
}

TEST_P(Closing, is_taken_up_again_with_a_turn_and_keeps_the_first_closing) {
    EXPECT_EQ(close("not_reached").status, 303);
    EXPECT_EQ(reopen("").status, 422);
    EXPECT_EQ(reopen("reached").status, 303);
    EXPECT_EQ(state(), RecordState::open);
    EXPECT_EQ(open_turns(), 1) << "nobody's case it is not";
    EXPECT_EQ(reopen().status, 409) << "it is open";
    EXPECT_EQ(close("settled").status, 303);
    const auto all = steps();
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[2].reason, "not_reached");
    EXPECT_EQ(all[1].reason, "reached");
    EXPECT_EQ(all[0].reason, "settled");
}

TEST_P(Closing, is_of_the_counsellors_of_the_Centre) {
    EXPECT_EQ(town.get(town.sato, at("/closing")).status, 403);
    EXPECT_EQ(town.post(town.sato, at("/close"), {{"reason", "settled"}}).status, 403);
    EXPECT_EQ(town.post(town.kimura, at("/close"), {{"reason", "settled"}}).status, 403);
}

}  // namespace
}  // namespace michi::life
