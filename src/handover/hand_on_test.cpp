// A town hands on to a town; a transfer that arrived and is only watched does not hold up the next one.
#include "handover/handover.hpp"
#include "people/people.hpp"
#include "town.hpp"
#include "work/work.hpp"

namespace michi::handover {
namespace {

using web::Answer;

class HandingOn : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {handover::part(), work::part(), people::part()}};
    Id<record::Case> id = town.child();

    std::string number() { return record::case_number(id); }
    /// By the page, as a person sends it.
    Answer send(const Subject& who, const std::string& kind, Id<Organisation> to,
                std::string_view page = "/w/handovers") {
        return town.post(who, page,
                         {{"case", number()},
                          {"kind", kind},
                          {"receiver", std::to_string(to.value)},
                          {"title", "引き継ぎ"},
                          {"request", "お願いします。"},
                          {"item", "contact"}});
    }
    Answer act(const Subject& who, const std::string& place, const std::string& deed) {
        return town.deed(who, place, deed,
                         {{"text", "伝えます。"},
                          {"owner_name", "木村 彩"},
                          {"next_step", "家庭訪問"},
                          {"on", "2026-11-25"},
                          {"family_answer", "yes"},
                          {"reason_code", "no_capacity"},
                          {"watch_dates", "2026-12-25"}});
    }
    /// A transfer to the city that arrived and is watched.
    std::string watched() {
        const std::string place = send(town.miura, "transfer", town.city).location;
        for (const auto& [who, deed] : {std::pair{&town.kimura, "accept"},
                                        {&town.kimura, "contact"},
                                        {&town.kimura, "answer"},
                                        {&town.miura, "confirm"},
                                        {&town.miura, "finish"}})
            EXPECT_EQ(act(*who, place, deed).status, 303) << deed;
        return place;
    }
    Id<Organisation> responsible() {
        return town.ask([&](Tx& tx) {
            return record::shown(record::find_case(tx, *town.vault, id), Town::all()).responsible;
        });
    }
    std::int64_t count(Sql sql) {
        return town.ask([&](Tx& tx) { return tx.value<std::int64_t>(sql); });
    }
    /// Of the rows of the team that are open: how it stands, 0 when it takes no part.
    std::int64_t standing_of(Id<Organisation> who) {
        return town.ask([&](Tx& tx) {
            return tx.value<std::int64_t>(
                "SELECT coalesce(min(standing), 0) FROM case_member WHERE case_id = $1"
                " AND organisation_id = $2 AND until IS NULL",
                id, who);
        });
    }
    int reads(const Subject& who) { return town.get(who, "/w/cases/" + number()).status; }
    /// The city handed on what it answered for, and the Centre has ended what it once sent the city.
    std::string handed_on_while_the_first_one_ended() {
        const std::string first = watched();
        const std::string second = send(town.kimura, "transfer", town.other_city).location;
        EXPECT_EQ(act(town.hanaoka, second, "accept").status, 303);
        EXPECT_EQ(act(town.miura, first, "close").status, 303);
        return second;
    }
    bool offers(const Subject& who, const std::string& words) {
        return town.get(who, "/w/handovers/new?case=" + number()).body.find(words) !=
               std::string::npos;
    }
};
ON_EACH_ENGINE(HandingOn);

TEST_P(HandingOn, a_watched_transfer_does_not_block_the_next) {
    const std::string first = watched();
    const Answer second = send(town.miura, "transfer", town.other_city);
    EXPECT_EQ(second.status, 303) << second.body;
    EXPECT_EQ(send(town.miura, "transfer", town.city).status, 409)
        << "one that is on its way still does";
    EXPECT_EQ(act(town.hanaoka, second.location, "accept").status, 303);
    EXPECT_EQ(responsible(), town.other_city);
    EXPECT_EQ(act(town.miura, first, "close").status, 303);
    EXPECT_EQ(responsible(), town.other_city) << "the first one ends and moves nothing";
    EXPECT_EQ(town.get(town.kimura, "/w/cases/" + number()).status, 404);
    EXPECT_EQ(town.get(town.hanaoka, "/w/cases/" + number()).status, 200);
    EXPECT_EQ(count("SELECT count(*) FROM case_member WHERE until IS NULL AND standing = 1"), 1);
}

TEST_P(HandingOn, a_town_that_is_responsible_hands_on_to_a_town) {
    EXPECT_FALSE(offers(town.kimura, "value=\"transfer\""));
    watched();
    EXPECT_TRUE(offers(town.kimura, "value=\"transfer\""));
    EXPECT_FALSE(offers(town.kimura, "value=\"pull\"")) << "it has the case";
    const Answer sent = send(town.kimura, "transfer", town.other_city);
    ASSERT_EQ(sent.status, 303) << sent.body;
    EXPECT_EQ(responsible(), town.city) << "until it is accepted";
    EXPECT_EQ(act(town.hanaoka, sent.location, "accept").status, 303);
    EXPECT_EQ(responsible(), town.other_city);
    EXPECT_EQ(count("SELECT count(*) FROM case_member WHERE until IS NULL AND standing = 1"), 1);
    EXPECT_EQ(count("SELECT count(*) FROM action WHERE kind = 'follow_up' AND done_at IS NULL"
                    " AND holder_organisation = 3"),
              1)
        << "the town that sent asks after the family";
}

TEST_P(HandingOn, comes_back_to_the_town_that_sent_when_it_is_given_back) {
    watched();
    const Answer sent = send(town.kimura, "transfer", town.other_city);
    act(town.hanaoka, sent.location, "accept");
    EXPECT_EQ(act(town.hanaoka, sent.location, "give_back").status, 303);
    EXPECT_EQ(responsible(), town.city);
    EXPECT_EQ(town.ask([&](Tx& tx) {
        return tx.value<std::int64_t>(
            "SELECT count(*) FROM case_member WHERE until IS NULL AND"
            " standing = 1 AND organisation_id = $1",
            town.city);
    }),
              1)
        << "and carries it again";
    EXPECT_EQ(town.get(town.hanaoka, "/w/cases/" + number()).status, 404);
}

TEST_P(HandingOn, keeps_the_town_that_sent_in_the_case_until_its_request_is_over) {
    const std::string second = handed_on_while_the_first_one_ended();
    EXPECT_EQ(standing_of(town.city), 2);
    EXPECT_EQ(reads(town.kimura), 200) << "its own transfer is under way";
    for (const auto& [who, deed] : {std::pair{&town.hanaoka, "contact"},
                                    {&town.hanaoka, "answer"},
                                    {&town.kimura, "confirm"},
                                    {&town.kimura, "finish"},
                                    {&town.kimura, "close"}})
        EXPECT_EQ(act(*who, second, deed).status, 303) << deed;
    EXPECT_EQ(standing_of(town.city), 0);
    EXPECT_EQ(reads(town.kimura), 404) << "nothing is under way";
    EXPECT_EQ(standing_of(town.other_city), 1);
}

TEST_P(HandingOn, comes_back_to_a_town_whose_own_request_ended_meanwhile) {
    const std::string second = handed_on_while_the_first_one_ended();
    EXPECT_EQ(act(town.hanaoka, second, "give_back").status, 303);
    EXPECT_EQ(responsible(), town.city);
    EXPECT_EQ(standing_of(town.city), 1);
    EXPECT_EQ(reads(town.kimura), 200) << "it answers for the case";
}

TEST_P(HandingOn, leaves_whoever_asked_the_Centre_in_the_case_until_it_is_answered) {
    const std::string asked = send(town.miura, "together", town.city).location;
    act(town.kimura, asked, "accept");
    const std::string advice = send(town.kimura, "advice", town.centre).location;
    act(town.miura, advice, "answer");
    act(town.kimura, asked, "answer");
    EXPECT_EQ(act(town.miura, asked, "close").status, 303);
    EXPECT_EQ(reads(town.kimura), 200);
    EXPECT_EQ(act(town.kimura, advice, "close").status, 303) << "it is its turn";
}

TEST_P(HandingOn, of_a_protected_child_is_for_who_is_in_charge) {
    watched();
    town.write([&](Tx& tx) { record::set_protected(tx, id, true); });
    EXPECT_FALSE(offers(town.kimura, "value=\"transfer\""))
        << "whom the family allows tells who helps";
    EXPECT_FALSE(offers(town.kimura, "value=\"pull\"")) << "it has the case";
    EXPECT_TRUE(offers(town.kimura, "value=\"advice\"")) << "the Centre is asked";
    const Answer refused = send(town.kimura, "transfer", town.other_city);
    EXPECT_EQ(refused.status, 422);
    EXPECT_NE(refused.body.find("担当の相談員が送ります"), std::string::npos);
    const Answer sent = send(town.miura, "transfer", town.other_city);
    ASSERT_EQ(sent.status, 303) << sent.body;
    EXPECT_EQ(act(town.hanaoka, sent.location, "accept").status, 303);
    EXPECT_TRUE(offers(town.kimura, "value=\"pull\"")) << "it answers no more";
}

TEST_P(HandingOn, of_a_protected_child_does_not_say_who_has_the_one_under_way) {
    watched();
    const std::string first = send(town.miura, "transfer", town.other_city).location;
    for (const bool hidden : {false, true}) {
        town.write([&](Tx& tx) { record::set_protected(tx, id, hidden); });
        for (const char* page : {"/w/handovers", "/w/handovers/check"}) {
            const Answer refused = send(town.kimura, "transfer", town.other_city, page);
            EXPECT_EQ(refused.status, hidden ? 422 : 409) << page;
            EXPECT_EQ(
                refused.body.find(first.substr(first.rfind("H-")) + " 南原町") == std::string::npos,
                hidden)
                << page;
        }
    }
}

TEST_P(HandingOn, given_back_goes_to_whoever_answered_before_it_was_accepted) {
    watched();
    const std::string second = send(town.miura, "transfer", town.other_city).location;
    EXPECT_EQ(act(town.hanaoka, second, "accept").status, 303);
    EXPECT_EQ(standing_of(town.city), 2);
    EXPECT_EQ(act(town.hanaoka, second, "give_back").status, 303);
    EXPECT_EQ(responsible(), town.city) << "as before it was accepted";
    EXPECT_EQ(standing_of(town.city), 1);
    EXPECT_EQ(standing_of(town.other_city), 0);
    EXPECT_EQ(count("SELECT count(*) FROM action WHERE kind = 'act' AND done_at IS NULL"
                    " AND side = 'c'"),
              1)
        << "the Centre, which sent, decides what comes next";
}

TEST_P(HandingOn, given_back_goes_to_the_sender_when_who_answered_before_takes_no_part) {
    const std::string first = watched();
    const std::string second = send(town.miura, "transfer", town.other_city).location;
    EXPECT_EQ(act(town.hanaoka, second, "accept").status, 303);
    EXPECT_EQ(act(town.miura, first, "close").status, 303);
    EXPECT_EQ(standing_of(town.city), 0);
    EXPECT_EQ(act(town.hanaoka, second, "give_back").status, 303);
    EXPECT_EQ(responsible(), town.centre);
    EXPECT_EQ(reads(town.kimura), 404);
}

TEST_P(HandingOn, taken_back_goes_to_whoever_takes_it_back) {
    watched();
    const std::string second = send(town.miura, "transfer", town.other_city).location;
    act(town.hanaoka, second, "accept");
    act(town.hanaoka, second, "answer");
    EXPECT_EQ(town.deed(town.miura, second, "confirm",
                        {{"family_answer", "no"}, {"on", "2026-11-25"}, {"text", "望まない"}})
                  .status,
              303);
    EXPECT_EQ(town.deed(town.miura, second, "take_back",
                        {{"reason_code", "family_refused"}, {"text", "センターが支えます。"}})
                  .status,
              303);
    EXPECT_EQ(responsible(), town.centre);
}

TEST_P(HandingOn, is_for_the_responsible_town_and_to_a_town_only) {
    const std::string asked = send(town.miura, "together", town.city).location;
    act(town.kimura, asked, "accept");
    EXPECT_GE(send(town.kimura, "transfer", town.other_city).status, 400) << "it only helps";
    watched();
    EXPECT_GE(send(town.kimura, "transfer", town.centre).status, 400);
    EXPECT_GE(send(town.kimura, "transfer", town.nursing).status, 400);
    EXPECT_GE(send(town.kimura, "together", town.other_city).status, 400);
    EXPECT_EQ(responsible(), town.city);
}

TEST_P(HandingOn, needs_the_familys_yes_as_every_handover) {
    watched();
    town.allow(id, town.other_city, kConsented, consent::Answer::no);
    const Answer refused = send(town.kimura, "transfer", town.other_city);
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(refused.body.find("name=\"oral\""), std::string::npos)
        << "the Centre hears the family; a town is not offered to write it down";
}

}  // namespace
}  // namespace michi::handover
