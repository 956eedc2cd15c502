#include "needs/waiting.hpp"
#include "directory/directory.hpp"
#include "needs/needs.hpp"
#include "town.hpp"

namespace michi::needs {
namespace {

class Families : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {directory::part(), part()}};
    std::string number;

    void SetUp() override { number = record::case_number(town.child()); }
    int wait(const Subject& who, const std::string& speaker = "mother") {
        return town
            .post(who, "/w/issues/waiting",
                  {{"asked", "1"},
                   {"case", number},
                   {"kind", "short_stay"},
                   {"care", "ventilator"},
                   {"speaker", speaker}})
            .status;
    }
    Id<directory::Service> open(const std::string& name, directory::Answer ventilator) {
        Id<directory::Service> id;
        town.write([&](Tx& tx) {
            directory::Values values;
            values[directory::Field::name] = name;
            values[directory::Field::municipality] = town.home;
            id = directory::add_service(tx, "short_stay", values);
            directory::NewFact fact;
            fact.known.condition = "ventilator";
            fact.known.answer = ventilator;
            fact.known.as_of = town.now().today;
            fact.by = town.miura.account;
            fact.at = town.now().at;
            directory::add_fact(tx, id, fact);
        });
        return id;
    }
    bool shows(const Subject& who, const std::string& target, std::string_view text) {
        return town.get(who, target).body.find(text) != std::string::npos;
    }
};
ON_EACH_ENGINE(Families);

TEST_P(Families, wait_once_when_somebody_said_that_they_may_be_told) {
    EXPECT_EQ(wait(town.miura, ""), 422) << "nobody agreed";
    EXPECT_EQ(wait(town.miura), 303);
    EXPECT_EQ(wait(town.miura), 303) << "a double click";
    std::size_t count = 0;
    town.write([&](Tx& tx) { count = waiting(tx, *town.vault).size(); });
    EXPECT_EQ(count, 1u);
    EXPECT_TRUE(shows(town.ito, "/w/issues/waiting", number));
}

TEST_P(Families, are_named_where_something_opens_that_fits_and_nowhere_else) {
    const auto before = open("まえからある", directory::Answer::yes);
    town.pass_days(1);
    ASSERT_EQ(wait(town.miura), 303);
    town.pass_days(1);
    const auto fits = open("あたらしい", directory::Answer::yes);
    const auto does_not = open("呼吸器はだめ", directory::Answer::no);
    const auto waited = [&](Id<directory::Service> id) {
        return shows(town.ito, "/w/resources/" + directory::service_number(id) + "/waiting",
                     number);
    };
    EXPECT_TRUE(waited(fits));
    EXPECT_FALSE(waited(does_not));
    EXPECT_FALSE(waited(before)) << "it was there when they began to wait";
}

TEST_P(Families, are_seen_only_by_those_who_may_see_the_case_and_end_their_wait) {
    ASSERT_EQ(wait(town.miura), 303);
    EXPECT_FALSE(shows(town.kimura, "/w/issues/waiting", number));
    EXPECT_NE(wait(town.kimura), 303) << "not her case";
    EXPECT_NE(town.post(town.kimura, "/w/issues/waiting/1/end", {{"reason", "found"}}).status, 303);
    EXPECT_EQ(town.post(town.miura, "/w/issues/waiting/1/end", {{"reason", "withdrawn"}}).status,
              303);
    EXPECT_FALSE(shows(town.ito, "/w/issues/waiting", number));
}

TEST_P(Families, are_named_at_a_place_although_many_others_opened_too) {
    ASSERT_EQ(wait(town.miura), 303);
    town.pass_days(1);
    std::vector<Id<directory::Service>> opened;
    for (int n = 0; n < 14; ++n)
        opened.push_back(open("あたらしい" + std::to_string(n), directory::Answer::yes));
    for (const auto id : opened)
        EXPECT_TRUE(
            shows(town.ito, "/w/resources/" + directory::service_number(id) + "/waiting", number))
            << id.value;
}

}  // namespace
}  // namespace michi::needs
