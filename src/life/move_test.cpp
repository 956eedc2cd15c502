// The family moves: the old town's part ends, its requests are taken back, responsibility comes to the Centre,
// and what happened stays where it happened.
#include "handover/handover.hpp"
#include "life/life.hpp"
#include "people/people.hpp"
#include "record/facts.hpp"
#include "record/steps.hpp"
#include "search/search.hpp"
#include "town.hpp"
#include "work/shown.hpp"
#include "work/work.hpp"

namespace michi::life {
namespace {

using handover::Kind;
using handover::State;
using web::Answer;

class Moving : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(),
              {life::part(), work::part(), handover::part(), people::part(), search::part()}};
    Id<record::Case> id = town.child();

    std::string at(const std::string& page) { return "/w/cases/" + record::case_number(id) + page; }
    Answer move(web::Typed typed = {}) {
        typed.emplace_back("town", town.next);
        if (typed.size() == 1) typed.emplace_back("on", town.now().today.iso());
        typed.emplace_back("address", "みなみ町 2-2");
        typed.emplace_back("was_town", seen().municipality);
        return town.post(town.miura, at("/move"), std::move(typed));
    }
    std::string request(Kind kind, const Subject& from, Id<Organisation> to) {
        Id<handover::Handover> sent;
        town.write([&](Tx& tx) {
            sent = handover::send(
                       tx, *town.vault,
                       {.case_id = id,
                        .kind = kind,
                        .from = from.organisation,
                        .to = to,
                        .title = "園のこと",
                        .request = "お願いします。",
                        .items = handover::asks_for_the_case(kind) ? Mask{} : Mask(Field::contact),
                        .by = from.account,
                        .answer_due = town.now().today},
                       town.now())
                       .value();
        });
        return "/w/handovers/" + handover::handover_number(sent);
    }
    void act(const Subject& who, const std::string& place, const std::string& deed,
             web::Typed typed = {}) {
        typed.emplace_back("text", "伝えます。");
        typed.emplace_back("owner_name", "木村 彩");
        const Answer answer = town.deed(who, place, deed, std::move(typed));
        EXPECT_EQ(answer.status, 303) << deed << " " << answer.body;
    }
    handover::Request found(const std::string& place) {
        return town.ask([&](Tx& tx) {
            return handover::find_request(tx, *town.vault,
                                          {std::stoll(place.substr(place.rfind("H-") + 2))});
        });
    }
    record::Shown seen() {
        return town.ask([&](Tx& tx) {
            return record::shown(record::find_case(tx, *town.vault, id), Town::all());
        });
    }
    std::int64_t count(Sql sql) {
        return town.ask([&](Tx& tx) { return tx.value<std::int64_t>(sql); });
    }
    bool finds(const Subject& who, const char* words) {
        const auto asked = town.post(who, "/w/search", {{"q", words}});
        return town.get(who, asked.location).body.find(record::case_number(id)) !=
               std::string::npos;
    }
};
ON_EACH_ENGINE(Moving);

TEST_P(Moving, ends_what_the_old_town_reads_and_writes_and_brings_responsibility_to_the_Centre) {
    const auto place = request(Kind::transfer, town.miura, town.city);
    act(town.kimura, place, "accept");
    EXPECT_EQ(seen().responsible, town.city);
    EXPECT_TRUE(finds(town.kimura, "さえき"));
    const std::string preview = page_text(town.get(town.miura, at("/move")));
    EXPECT_NE(preview.find("北浜市 障がい福祉課は、このケースを読み書きできなくなります。"),
              std::string::npos);
    EXPECT_NE(preview.find("担当は北浜市 障がい福祉課からセンターに移ります。"), std::string::npos);
    EXPECT_EQ(move().status, 303);
    EXPECT_EQ(seen().responsible, town.centre);
    EXPECT_EQ(seen().municipality, town.next);
    EXPECT_EQ(town.get(town.kimura, at("")).status, 404);
    EXPECT_EQ(town.post(town.kimura, at("/entries"), {{"text", "書く"}}).status, 404);
    EXPECT_FALSE(finds(town.kimura, "さえき"));
    EXPECT_EQ(count("SELECT count(*) FROM action WHERE done_at IS NULL AND kind = 'act'"), 1);
    EXPECT_EQ(count("SELECT count(*) FROM action WHERE done_at IS NULL AND kind = 'follow_up'"), 0);
    EXPECT_EQ(count("SELECT count(*) FROM action WHERE done_at IS NULL AND side <> 'c'"), 0)
        << "nothing waits for a town that cannot open it";
}

TEST_P(Moving, takes_back_what_the_old_town_was_asked_in_every_state_because_it_moved) {
    struct {
        Kind kind;
        std::vector<const char*> deeds;
        State after;
    } rows[] = {
        {Kind::inquiry, {}, State::recalled},
        {Kind::inquiry, {"receive"}, State::recalled},
        {Kind::inquiry, {"answer"}, State::closed},
        {Kind::together, {}, State::recalled},
        {Kind::together, {"accept"}, State::returned},
        {Kind::together, {"accept", "note"}, State::returned},
        {Kind::together, {"accept", "answer"}, State::returned},
        {Kind::transfer, {}, State::recalled},
        {Kind::transfer, {"accept"}, State::returned},
        {Kind::transfer, {"accept", "answer"}, State::returned},
    };
    for (const auto& row : rows) {
        id = town.child();
        const auto place = request(row.kind, town.miura, town.city);
        for (const char* deed : row.deeds) act(town.kimura, place, deed);
        ASSERT_EQ(move().status, 303);
        const auto after = found(place);
        EXPECT_EQ(after.state, row.after) << handover::name_of(row.kind);
        if (row.after == State::returned) {
            EXPECT_EQ(after.reason_code, "moved_away");
        }
        EXPECT_EQ(seen().responsible, town.centre);
    }
}

TEST_P(Moving, closes_a_watched_transfer_and_what_the_town_asked_of_the_Centre) {
    const auto pull = request(Kind::pull, town.kimura, town.centre);
    const auto advice = request(Kind::advice, town.kimura, town.centre);
    act(town.miura, advice, "answer");
    const auto place = request(Kind::transfer, town.miura, town.city);
    act(town.kimura, place, "accept", {{"next_step", "家庭訪問"}});
    act(town.kimura, place, "contact", {{"on", "2026-11-25"}});
    act(town.kimura, place, "answer");
    act(town.miura, place, "confirm", {{"family_answer", "yes"}, {"on", "2026-11-25"}});
    act(town.miura, place, "finish", {{"watch_dates", "2026-12-25"}});
    EXPECT_EQ(found(place).state, State::watching);
    EXPECT_EQ(move().status, 303);
    EXPECT_EQ(found(place).state, State::closed);
    EXPECT_EQ(found(pull).state, State::declined);
    EXPECT_EQ(found(advice).state, State::closed);
    EXPECT_EQ(count("SELECT count(*) FROM handover WHERE is_open = 1"), 0);
    EXPECT_EQ(seen().responsible, town.centre);
    EXPECT_EQ(town.ask([&](Tx& tx) { return record::find_case(tx, *town.vault, id).state; }),
              RecordState::open)
        << "nobody watches over it there";
}

TEST_P(Moving, says_that_it_is_on_record_and_leads_to_the_request_to_the_new_town) {
    const Answer moved = move();
    EXPECT_EQ(moved.location, at("/move?said=moved"));
    const std::string page = page_text(town.get(town.miura, moved.location));
    EXPECT_NE(page.find("転居を記録しました。"), std::string::npos);
    EXPECT_EQ(page.find("name=\"town\""), std::string::npos) << "not the empty form again";
    const std::string next = work::municipality_name(town.next);
    EXPECT_NE(page.find(next + "に依頼・引継ぎを送る"), std::string::npos);
    EXPECT_NE(page.find("/w/handovers/new?case=" + record::case_number(id)), std::string::npos);
    const std::string before = page_text(town.get(town.miura, at("/move")));
    EXPECT_NE(before.find("name=\"town\""), std::string::npos);
    EXPECT_NE(before.find("空けると、いまの住所は消えて"), std::string::npos)
        << "what an empty address does is said before";
}

TEST_P(Moving, names_the_old_town_where_its_consent_is_told) {
    const auto pill = [&] { return page_text(town.get(town.miura, at(""))); };
    const std::string before = pill();
    EXPECT_EQ(before.find("同意 北浜市 障がい福祉課"), std::string::npos) << "its own town is 市";
    EXPECT_EQ(move().status, 303);
    const std::string after = pill();
    EXPECT_NE(after.find("同意 北浜市 障がい福祉課・"), std::string::npos) << after;
}

TEST_P(Moving, leaves_the_history_where_it_happened) {
    const auto place = request(Kind::transfer, town.miura, town.city);
    act(town.kimura, place, "accept");
    EXPECT_EQ(town.post(town.kimura, at("/entries"), {{"text", "家庭を訪ねた"}}).status, 303);
    town.pass_days(20);
    EXPECT_EQ(move({{"on", "2026-12-14"}, {"words", "父の転勤"}}).status, 303);
    const std::string course = page_text(town.get(town.miura, at("")));
    EXPECT_NE(course.find("家庭を訪ねた"), std::string::npos);
    const std::string team = page_text(town.get(town.miura, at("/team?on=2026-12-01")));
    EXPECT_NE(team.find("担当していたのは、北浜市 障がい福祉課です。"), std::string::npos);
    const auto steps = town.ask([&](Tx& tx) {
        return record::steps_of(tx, *town.vault, record::find_case(tx, *town.vault, id));
    });
    ASSERT_EQ(steps.size(), 1U);
    EXPECT_EQ(steps[0].place_before, town.home);
    EXPECT_EQ(steps[0].place_after, town.next);
    EXPECT_EQ(steps[0].on, Date::from_ymd(2026, 12, 14));
    EXPECT_NE(
        page_text(town.get(town.miura, at("/move"))).find("転居した日：令和8年(2026年)12月14日"),
        std::string::npos)
        << "not only when it was recorded";
    EXPECT_EQ(town.get(town.kimura, place).status, 200) << "its own request stays its own";
}

TEST_P(Moving, lets_the_new_town_read_what_a_request_and_the_consent_open) {
    EXPECT_EQ(move().status, 303);
    EXPECT_EQ(town.get(town.hanaoka, at("")).status, 404) << "living there opens nothing";
    request(Kind::together, town.miura, town.other_city);
    EXPECT_EQ(town.get(town.hanaoka, at("")).status, 200);
}

TEST_P(Moving, waits_for_a_handover_between_towns) {
    const auto first = request(Kind::transfer, town.miura, town.city);
    act(town.kimura, first, "accept", {{"next_step", "家庭訪問"}});
    act(town.kimura, first, "contact", {{"on", "2026-11-25"}});
    act(town.kimura, first, "answer");
    act(town.miura, first, "confirm", {{"family_answer", "yes"}, {"on", "2026-11-25"}});
    act(town.miura, first, "finish", {{"watch_dates", "2026-12-25"}});
    const auto second = request(Kind::transfer, town.kimura, town.other_city);
    const Answer refused = move();
    EXPECT_EQ(refused.status, 409);
    EXPECT_NE(refused.body.find(second.substr(second.rfind("H-"))), std::string::npos);
    EXPECT_EQ(seen().municipality, town.home);
}

TEST_P(Moving, needs_another_town_of_the_prefecture_or_elsewhere_and_a_day_that_has_come) {
    const auto status = [&](web::Typed typed) {
        typed.emplace_back("was_town", seen().municipality);
        return town.post(town.miura, at("/move"), std::move(typed)).status;
    };
    EXPECT_EQ(status({}), 422);
    EXPECT_EQ(status({{"town", town.home}}), 422) << "it lives there";
    EXPECT_EQ(status({{"town", "123456"}}), 422);
    EXPECT_EQ(status({{"town", town.next}, {"on", "2026-11-26"}}), 422);
    EXPECT_EQ(status({{"town", "elsewhere"}, {"on", "2026-11-24"}}), 303);
    EXPECT_EQ(seen().municipality, "");
}

TEST_P(Moving, leaves_the_case_with_the_new_town_that_answers_for_it_already) {
    const auto place = request(Kind::transfer, town.miura, town.other_city);
    act(town.hanaoka, place, "accept");
    const std::string preview = page_text(town.get(town.miura, at("/move")));
    EXPECT_NE(preview.find("転居先がその市町村なら担当はそのまま"), std::string::npos);
    EXPECT_EQ(move().status, 303);
    EXPECT_EQ(seen().responsible, town.other_city);
    EXPECT_EQ(found(place).state, State::accepted);
    EXPECT_EQ(town.get(town.hanaoka, at("")).status, 200);
    EXPECT_EQ(count("SELECT count(*) FROM action WHERE done_at IS NULL AND side = 'm'"), 1)
        << "it is still the town's turn";
}

TEST_P(Moving, closes_a_handover_that_the_new_town_accepted_from_the_old_one) {
    const auto first = request(Kind::transfer, town.miura, town.city);
    act(town.kimura, first, "accept", {{"next_step", "家庭訪問"}});
    act(town.kimura, first, "contact", {{"on", "2026-11-25"}});
    act(town.kimura, first, "answer");
    act(town.miura, first, "confirm", {{"family_answer", "yes"}, {"on", "2026-11-25"}});
    act(town.miura, first, "finish", {{"watch_dates", "2026-12-25"}});
    const auto second = request(Kind::transfer, town.kimura, town.other_city);
    EXPECT_EQ(move().status, 409) << "it has not arrived";
    act(town.hanaoka, second, "accept");
    EXPECT_EQ(move().status, 303);
    EXPECT_EQ(seen().responsible, town.other_city);
    EXPECT_EQ(found(second).state, State::closed);
    EXPECT_EQ(found(first).state, State::closed);
    EXPECT_EQ(town.get(town.kimura, at("")).status, 404);
    EXPECT_EQ(town.get(town.hanaoka, at("")).status, 200);
    EXPECT_EQ(count("SELECT count(*) FROM handover WHERE is_open = 1"), 0);
    EXPECT_EQ(count("SELECT count(*) FROM action WHERE done_at IS NULL AND side = 'm'"), 1)
        << "the new town's, which answers for the case";
}

TEST_P(Moving, is_recorded_once_by_two_people_with_the_same_page_before_them) {
    EXPECT_EQ(move().status, 303);
    const Answer second =
        town.post(town.ito, at("/move"),
                  {{"town", "elsewhere"}, {"on", town.now().today.iso()}, {"was_town", town.home}});
    EXPECT_EQ(second.status, 409);
    EXPECT_NE(second.body.find("住んでいる市町村が変わりました"), std::string::npos);
    EXPECT_EQ(seen().municipality, town.next);
    EXPECT_EQ(
        town.post(town.ito, at("/move"), {{"town", "elsewhere"}, {"on", town.now().today.iso()}})
            .status,
        409)
        << "nor by a form that does not say what it showed";
}

TEST_P(Moving, keeps_the_address_of_before_that_only_the_first_call_had_said) {
    const auto address = [&] {
        return town.ask([&](Tx& tx) {
            const auto brief = record::find_case(tx, *town.vault, id);
            std::vector<std::string> said;
            for (const auto& past : record::history_of(tx, *town.vault, brief, Town::all()))
                if (past.field->id == "address") said.push_back(past.value);
            return said;
        });
    };
    town.write([&](Tx& tx) {
        const auto brief = record::find_case(tx, *town.vault, id);
        record::save_facts(tx, *town.vault, brief, {{"address", "きた町 1-1"}}, town.miura.account,
                           town.now().at);
        tx.run("DELETE FROM fact WHERE child_id = $1", brief.child);  // as reception leaves it
    });
    EXPECT_EQ(move().status, 303);
    EXPECT_EQ(address(), (std::vector<std::string>{"みなみ町 2-2", "きた町 1-1"}));
}

TEST_P(Moving, gives_no_turn_back_to_the_old_town_by_undoing) {
    const auto place = request(Kind::transfer, town.miura, town.city);
    act(town.kimura, place, "accept");
    Id<work::Action> step;
    town.write([&](Tx& tx) {
        const auto brief = record::find_case(tx, *town.vault, id);
        step = work::add_action(tx, *town.vault,
                                {.case_id = id,
                                 .centre = town.centre,
                                 .key = brief.key,
                                 .what = "訪問の日を決める",
                                 .holder = {"m", town.city, town.kimura.account, {}},
                                 .due = town.now().today,
                                 .created_by = town.miura.account},
                                town.now().at);
    });
    EXPECT_EQ(move().status, 303);
    town.post(town.miura, "/w/actions/" + std::to_string(step.value) + "/undo", {});
    EXPECT_EQ(town.ask([&](Tx& tx) {
        return work::find_action(tx, *town.vault, step).holder.organisation;
    }),
              town.centre);
}

TEST_P(Moving, of_a_protected_child_is_for_whoever_is_in_charge) {
    town.write([&](Tx& tx) { record::set_protected(tx, id, true); });
    const std::string others = page_text(town.get(town.ito, at("/move")));
    EXPECT_EQ(others.find("name=\"town\""), std::string::npos) << "no form";
    EXPECT_EQ(
        town.post(town.ito, at("/move"), {{"town", town.next}, {"was_town", town.home}}).status,
        404);
    EXPECT_EQ(move().status, 303);
}

}  // namespace
}  // namespace michi::life
