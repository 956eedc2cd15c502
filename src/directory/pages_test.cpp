#include "directory/directory.hpp"
#include "directory/listing.hpp"
#include "town.hpp"

namespace michi::directory {
namespace {

using web::Typed;

class Places : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {directory::part()}};
    Id<Service> add(const std::string& name, std::string_view kind,
                    Visibility visibility = Visibility::open) {
        Id<Service> id;
        town.write([&](Tx& tx) {
            Values values;
            values[Field::name] = name;
            values[Field::municipality] = town.home;
            values[Field::phone] = "0000-11-4520";
            id = add_service(tx, kind, values, visibility);
        });
        return id;
    }
};
ON_EACH_ENGINE(Places);

TEST_P(Places, are_found_by_kind_and_words_never_stand_in_the_address) {
    add("北浜こども療育センター つくし", "short_stay");
    add("かもめ", "medical_visiting_nurse");
    const auto all = town.get(town.miura, "/w/resources");
    EXPECT_EQ(all.status, 200);
    EXPECT_NE(all.body.find("つくし"), std::string::npos);
    const auto sent = town.post(town.miura, "/w/resources/search",
                                {{"words", "夜間のケアがつらい"}, {"kind", "short_stay"}});
    ASSERT_EQ(sent.status, 303);
    EXPECT_EQ(sent.location.find("%E5"), std::string::npos) << sent.location;
    const auto found = town.get(town.miura, sent.location).body;
    EXPECT_NE(found.find("つくし"), std::string::npos);
    EXPECT_EQ(found.find("かもめ"), std::string::npos);
    EXPECT_EQ(town.get(town.kimura, sent.location).body.find("夜間のケア"), std::string::npos)
        << "another person's words stay hers";
}

TEST_P(Places, of_the_centre_alone_are_not_there_for_others) {
    const auto id = add("内部だけ", "short_stay", Visibility::centre);
    const std::string address = "/w/resources/" + service_number(id);
    EXPECT_EQ(town.get(town.miura, address).status, 200);
    EXPECT_EQ(town.get(town.kimura, address).status, 404);
    EXPECT_EQ(town.get(town.kimura, "/w/resources").body.find("内部だけ"), std::string::npos);
    EXPECT_EQ(town.json(town.kimura, "/w/resources").body.find("内部だけ"), std::string::npos);
}

TEST_P(Places, what_a_telephone_call_told_is_shown_with_its_day) {
    const auto id = add("つくし", "short_stay");
    const std::string address = "/w/resources/" + service_number(id);
    EXPECT_EQ(town.post(town.miura, address + "/facts",
                        {{"condition", "ventilator"},
                         {"answer", "yes"},
                         {"detail", "日中のみ"},
                         {"way", "phone"},
                         {"as_of", "2026-11-12"}})
                  .status,
              303);
    EXPECT_NE(town.get(town.miura, address).body.find("日中のみ"), std::string::npos);
    const auto found =
        town.get(town.miura, "/w/resources?asked=1&care=ventilator&care=suction").body;
    EXPECT_NE(found.find("11/12"), std::string::npos);
    EXPECT_NE(found.find("class=\"u\""), std::string::npos) << "suction is not known";
    EXPECT_EQ(town.post(town.kimura, address + "/facts", {{"condition", "ventilator"}}).status,
              403);
}

TEST_P(Places, that_are_missing_become_a_regional_issue) {
    const auto sent = town.post(town.miura, "/w/resources/issue",
                                {{"asked", "1"}, {"kind", "short_stay"}, {"from", town.home}});
    ASSERT_EQ(sent.status, 303);
    EXPECT_NE(town.get(town.ito, sent.location).body.find("K-0001"), std::string::npos);
}

TEST_P(Places, words_of_families_are_kept_by_the_centre_alone) {
    EXPECT_EQ(town.get(town.miura, "/w/resources/phrases").status, 200);
    EXPECT_EQ(town.get(town.tsukushi, "/w/resources/phrases").status, 403);
    EXPECT_EQ(
        town.post(town.miura, "/w/resources/phrases", {{"words", "プール"}, {"kind", "peer_group"}})
            .status,
        303);
    EXPECT_EQ(town.post(town.miura, "/w/resources/phrases", {{"words", "プール"}}).status, 422);
    EXPECT_NE(town.get(town.miura, "/w/resources/phrases").body.find("プール"), std::string::npos);
}

}  // namespace
}  // namespace michi::directory
