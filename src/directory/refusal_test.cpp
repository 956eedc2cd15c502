#include "directory/refusal.hpp"

#include <gtest/gtest.h>

#include <set>

#include "directory/conditions.hpp"
#include "directory/directory.hpp"
#include "town.hpp"

namespace michi::directory {
namespace {

const Date kToday = Date::parse_iso("2026-11-25").value();

std::vector<PlaceRefusal> refused(std::string_view reason, std::initializer_list<int> days_ago) {
    std::vector<PlaceRefusal> list;
    for (int days : days_ago) {
        PlaceRefusal one;
        one.id = {static_cast<std::int64_t>(list.size()) + 1};
        one.reason = reason;
        one.as_of = kToday - days;
        list.push_back(one);
    }
    return list;
}

Listing knows(std::string_view condition, Answer answer, int days_ago) {
    Listing listing;
    KnownFact fact;
    fact.condition = condition;
    fact.answer = answer;
    fact.as_of = kToday - days_ago;
    if (condition == kVacancy) {
        fact.room = Room{};
        fact.room->state = answer == Answer::no ? RoomState::none : RoomState::has;
    }
    listing.facts.push_back(fact);
    return listing;
}

std::size_t proposed(const std::vector<PlaceRefusal>& refusals, const Listing& listing = {},
                     const std::vector<RefusalDecision>& decisions = {}) {
    return proposals_of(refusals, decisions, listing, kToday).size();
}

TEST(Refusals, each_reason_speaks_against_a_condition_that_exists_or_none) {
    std::set<std::string_view> ids;
    for (const RefusalReason& reason : refusal_reasons()) {
        EXPECT_TRUE(ids.insert(reason.id).second) << reason.id;
        EXPECT_TRUE(reason.condition.empty() || find_condition(reason.condition)) << reason.id;
    }
    EXPECT_EQ(reason_of_request("no_capacity"), "full");
    EXPECT_EQ(reason_of_request("family_refused"), "") << "says nothing of the place";
}

TEST(Refusals, three_of_one_reason_within_a_year_propose_an_answer) {
    const auto three = proposals_of(refused("no_night_nurse", {5, 40, 300}), {}, {}, kToday);
    ASSERT_EQ(three.size(), 1u);
    EXPECT_EQ(three.front().count, 3u);
    EXPECT_EQ(three.front().last, kToday - 5);
    const KnownFact fact = fact_of(three.front());
    EXPECT_EQ(fact.condition, "night");
    EXPECT_EQ(fact.answer, Answer::no);
    EXPECT_EQ(fact.as_of, kToday - 5);
    EXPECT_NE(fact.visibility, Visibility::open);
    EXPECT_EQ(proposed(refused("no_night_nurse", {5, 40})), 0u) << "two are not enough";
    EXPECT_EQ(proposed(refused("no_night_nurse", {5, 40, 400})), 0u) << "one is older than a year";
    EXPECT_EQ(proposed(refused("other", {1, 2, 3, 4})), 0u) << "no condition tells it";
}

TEST(Refusals, of_different_reasons_are_not_added_up) {
    auto mixed = refused("no_night_nurse", {1, 2});
    for (PlaceRefusal& one : refused("no_ventilator", {3, 4})) {
        one.id = {one.id.value + 2};
        mixed.push_back(one);
    }
    EXPECT_EQ(proposed(mixed), 0u);
}

TEST(Refusals, a_newer_answer_silences_those_before_it) {
    EXPECT_EQ(proposed(refused("no_night_nurse", {5, 6, 7}), knows("night", Answer::yes, 6)), 0u);
    EXPECT_EQ(proposed(refused("no_night_nurse", {5, 6, 7}), knows("night", Answer::yes, 8)), 1u);
    EXPECT_EQ(proposed(refused("no_night_nurse", {5, 6, 7}), knows("night", Answer::no, 99)), 0u)
        << "it is known already";
}

TEST(Refusals, a_word_about_room_counts_for_thirty_days) {
    EXPECT_EQ(proposed(refused("full", {5, 6, 7}), knows(kVacancy.data(), Answer::no, 20)), 0u);
    EXPECT_EQ(proposed(refused("full", {5, 6, 7}), knows(kVacancy.data(), Answer::no, 40)), 1u);
    const KnownFact fact =
        fact_of(proposals_of(refused("full", {5, 6, 7}), {}, {}, kToday).front());
    ASSERT_TRUE(fact.room);
    EXPECT_EQ(fact.room->state, RoomState::none);
    EXPECT_EQ(proposed(refused("full", {31, 60, 90})), 0u) << "tells nothing of room today";
    EXPECT_EQ(proposed(refused("full", {30, 60, 90})), 1u);
}

TEST(Refusals, what_somebody_left_comes_again_only_after_three_more) {
    const std::vector<RefusalDecision> left{{"no_night_nurse", {3}}};
    EXPECT_EQ(proposed(refused("no_night_nurse", {9, 8, 7}), {}, left), 0u);
    EXPECT_EQ(proposed(refused("no_night_nurse", {9, 8, 7, 6, 5}), {}, left), 0u);
    EXPECT_EQ(proposed(refused("no_night_nurse", {9, 8, 7, 6, 5, 4}), {}, left), 1u);
}

class RefusalPages : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {directory::part()}};
    Id<Service> service{};
    std::string address;

    void SetUp() override {
        town.write([&](Tx& tx) {
            Values values;
            values[Field::name] = "つくし";
            values[Field::organisation] = "社会福祉法人 つくし会";
            values[Field::municipality] = town.home;
            service = add_service(tx, "short_stay", values);
        });
        address = "/w/resources/" + service_number(service);
    }
    web::Answer refuse(const std::string& reason, const std::string& words = "",
                       const std::string& day = "2026-11-20") {
        return town.post(
            town.miura, address + "/refusals",
            {{"reason", reason}, {"words", words}, {"refused_on", day}, {"way", "phone"}});
    }
    std::string list() { return town.get(town.miura, "/w/resources/refusals").body; }
    std::string newest(const std::string& body) {
        const auto at = body.find("name=\"newest\" value=\"") + 21;
        return body.substr(at, body.find('"', at) - at);
    }
    web::Answer decide(const std::string& take, const std::string& newest) {
        return town.post(town.miura, address + "/refusals/decide",
                         {{"reason", "no_night_nurse"}, {"newest", newest}, {"take", take}});
    }
};
ON_EACH_ENGINE(RefusalPages);

TEST_P(RefusalPages, a_refusal_stands_on_the_service_and_is_taken_back_by_who_wrote_it) {
    const auto sent = refuse("no_night_nurse", "夜勤は一人だけ");
    ASSERT_EQ(sent.status, 303);
    const std::string page = town.get(town.miura, sent.location).body;
    EXPECT_NE(page.find("夜勤は一人だけ"), std::string::npos);
    EXPECT_NE(page.find("夜間の看護師がいない"), std::string::npos);
    EXPECT_EQ(town.post(town.miura, address + "/refusals/1/withdraw", {}).status, 303);
    EXPECT_EQ(town.get(town.miura, address).body.find("夜勤は一人だけ"), std::string::npos);
    EXPECT_EQ(town.post(town.miura, address + "/refusals/1/withdraw", {}).status, 409)
        << "it is gone already";
}

TEST_P(RefusalPages, what_is_typed_wrongly_is_said_and_nothing_typed_is_lost) {
    const auto no_reason = refuse("", "ことば", "2026-11-20");
    EXPECT_EQ(no_reason.status, 422);
    EXPECT_NE(no_reason.body.find("断られた理由を選んでください"), std::string::npos);
    EXPECT_NE(no_reason.body.find("value=\"ことば\""), std::string::npos);
    EXPECT_EQ(refuse("other").status, 422) << "says what they said";
    EXPECT_EQ(refuse("full", "", "2031-01-01").status, 422) << "in the future";
    EXPECT_EQ(refuse("full", "", "さきごろ").status, 422);
}

TEST_P(RefusalPages, three_propose_and_a_person_makes_it_an_answer) {
    refuse("no_night_nurse"), refuse("no_night_nurse");
    EXPECT_EQ(list().find("つくし"), std::string::npos);
    refuse("no_night_nurse", "", "2026-11-21");
    EXPECT_NE(town.get(town.miura, "/w/resources").body.find("断られた理由から 1件"),
              std::string::npos);
    const std::string body = list();
    EXPECT_NE(body.find("3回「夜間の看護師がいない」"), std::string::npos);
    ASSERT_EQ(decide("yes", newest(body)).status, 303);
    EXPECT_EQ(list().find("つくし"), std::string::npos);
    const std::string page = town.get(town.miura, address).body;
    EXPECT_NE(page.find("断られた記録"), std::string::npos);
    EXPECT_EQ(town.get(town.miura, "/w/resources").body.find("断られた理由から"),
              std::string::npos);
}

TEST_P(RefusalPages, partners_read_the_answer_and_not_that_it_came_from_refusals) {
    refuse("no_night_nurse"), refuse("no_night_nurse"), refuse("no_night_nurse");
    ASSERT_EQ(decide("yes", newest(list())).status, 303);
    const std::string page = town.get(town.kimura, address).body;
    EXPECT_NE(page.find("センターの記録"), std::string::npos);
    EXPECT_EQ(page.find("断られた"), std::string::npos);
    EXPECT_EQ(town.json(town.kimura, address).body.find("断られた"), std::string::npos);
}

TEST_P(RefusalPages, two_people_decide_once) {
    refuse("no_night_nurse"), refuse("no_night_nurse"), refuse("no_night_nurse");
    const std::string seen = newest(list());
    EXPECT_EQ(decide("no", seen).status, 303);
    const auto second = decide("yes", seen);
    EXPECT_EQ(second.status, 409);
    EXPECT_NE(second.body.find("ほかの人が決めた"), std::string::npos);
    EXPECT_EQ(town.post(town.miura, address + "/refusals/3/withdraw", {}).status, 409)
        << "somebody decided on it";
}

TEST_P(RefusalPages, a_declined_request_waits_for_the_service_it_was_about) {
    Id<Provider> body;
    Id<Service> other;
    town.write([&](Tx& tx) {
        const auto all = snapshot(tx);
        body = all->find(service)->body;
        Declined declined{.organisation = town.city,
                          .bodies = {body},
                          .reason = "no_capacity",
                          .request = "H-0007",
                          .by = town.kimura.account,
                          .on = town.now().today,
                          .at = town.now().at};
        note_declined(tx, declined);  // it has one service: that one
        Values values;
        values[Field::name] = "つくし放課後";
        values[Field::organisation] = "社会福祉法人 つくし会";
        other = add_service(tx, "after_school_day_service", values);
        declined.request = "H-0008";
        note_declined(tx, declined);
        declined.reason = "family_refused", declined.request = "H-0009";
        note_declined(tx, declined);
        declined.reason = "no_capacity", declined.bodies = {};
        note_declined(tx, declined);
    });
    EXPECT_NE(town.get(town.miura, address).body.find("H-0007"), std::string::npos);
    std::string body_text = list();
    EXPECT_NE(body_text.find("H-0008"), std::string::npos);
    EXPECT_EQ(body_text.find("H-0009"), std::string::npos);
    EXPECT_EQ(
        town.post(town.miura, "/w/resources/refusals/2/service", {{"service", "S-9999"}}).status,
        409);
    EXPECT_EQ(town.post(town.miura, "/w/resources/refusals/2/service",
                        {{"service", service_number(other)}})
                  .status,
              303);
    EXPECT_EQ(list().find("H-0008"), std::string::npos);
    EXPECT_NE(town.get(town.miura, "/w/resources/" + service_number(other)).body.find("H-0008"),
              std::string::npos);
}

TEST_P(RefusalPages, a_declined_request_that_was_about_none_of_them_leaves_the_list) {
    town.write([&](Tx& tx) {
        Values values;
        values[Field::name] = "つくし放課後";
        values[Field::organisation] = "社会福祉法人 つくし会";
        add_service(tx, "after_school_day_service", values);
        note_declined(tx, {.organisation = town.city,
                           .bodies = {snapshot(tx)->find(service)->body},
                           .reason = "no_capacity",
                           .request = "H-0008",
                           .by = town.kimura.account,
                           .on = town.now().today,
                           .at = town.now().at});
    });
    ASSERT_NE(list().find("H-0008"), std::string::npos);
    const std::string one = "/w/resources/refusals/1/service";
    EXPECT_EQ(town.post(town.kimura, one, {{"which", "none"}}).status, 403);
    EXPECT_EQ(town.post(town.miura, one, {{"which", "none"}}).status, 303);
    EXPECT_EQ(list().find("H-0008"), std::string::npos);
    EXPECT_EQ(town.post(town.miura, one, {{"which", "none"}}).status, 409) << "it is gone already";
}

TEST_P(RefusalPages, a_refusal_whose_service_is_said_late_counts_after_what_was_decided) {
    town.write([&](Tx& tx) {
        Values values;
        values[Field::name] = "つくし放課後";
        values[Field::organisation] = "社会福祉法人 つくし会";
        add_service(tx, "after_school_day_service", values);
        note_declined(tx, {.organisation = town.city,
                           .bodies = {snapshot(tx)->find(service)->body},
                           .reason = "no_capacity",
                           .request = "H-0008",
                           .by = town.kimura.account,
                           .on = town.now().today,
                           .at = town.now().at});
    });
    for (int i = 0; i < 3; ++i) refuse("full");
    ASSERT_EQ(town.post(town.miura, address + "/refusals/decide",
                        {{"reason", "full"}, {"newest", newest(list())}, {"take", "no"}})
                  .status,
              303);
    ASSERT_EQ(town.post(town.miura, "/w/resources/refusals/1/service",
                        {{"service", service_number(service)}})
                  .status,
              303);
    refuse("full"), refuse("full");
    EXPECT_NE(list().find("3回「空きがない」"), std::string::npos);
}

TEST_P(RefusalPages, are_nobody_elses) {
    refuse("no_night_nurse", "夜勤は一人だけ");
    EXPECT_EQ(town.get(town.kimura, address).body.find("夜勤は一人だけ"), std::string::npos);
    EXPECT_EQ(town.json(town.kimura, address).body.find("夜勤は一人だけ"), std::string::npos);
    EXPECT_EQ(town.get(town.kimura, "/w/resources/refusals").status, 403);
    EXPECT_EQ(town.post(town.kimura, address + "/refusals", {{"reason", "full"}}).status, 403);
    EXPECT_EQ(town.post(town.kimura, address + "/refusals/decide", {{"reason", "full"}}).status,
              403);
}

}  // namespace
}  // namespace michi::directory
