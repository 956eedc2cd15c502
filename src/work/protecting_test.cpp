// 住所秘匿 on its page: set, reviewed, ended; told to a second person, and closed at once.
#include "consultation/consultation.hpp"
#include "people/people.hpp"
#include "search/search.hpp"
#include "town.hpp"
#include "work/work.hpp"

namespace michi::work {
namespace {

using web::Answer;

class Protecting : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {work::part(), people::part(), search::part(), consultation::part()}};
    Id<record::Case> id = town.child();

    Protecting() {
        town.write([&](Tx& tx) {
            record::Family mother;
            mother.relation = "mother";
            mother.name = "まつもと まいこ";
            mother.phone = "090-0000-4417";
            record::add_family(tx, *town.vault, record::find_case(tx, *town.vault, id).child,
                               mother);
            record::Member member;
            member.organisation = town.city;
            member.standing = record::Standing::helps;
            member.sector = "municipality";
            member.since = town.now().today;
            record::add_member(tx, *town.vault, id, member);
        });
    }
    std::string at(const char* page = "") { return "/w/cases/" + record::case_number(id) + page; }
    Answer take(const Subject& who, const std::string& step, web::Typed more = {}) {
        more.emplace_back("step", step);
        more.emplace_back("reason", "別居の父に知られたくない");
        more.emplace_back("asked_by", "mother");
        more.emplace_back("review_on", "2027-02-01");
        return town.post(who, at("/protection"), std::move(more));
    }
    bool shows(const Subject& who, const std::string& page, const char* words) {
        return town.get(who, page).body.find(words) != std::string::npos ||
               town.json(who, page).body.find(words) != std::string::npos;
    }
    bool finds(const Subject& who, const char* words) {
        const auto asked = town.post(who, "/w/search", {{"q", words}});
        return town.get(who, asked.location).body.find(record::case_number(id)) !=
               std::string::npos;
    }
    int told(const Subject& who) {
        return int(town.ask([&](Tx& tx) {
            return tx.value<std::int64_t>(
                "SELECT count(*) FROM account_notice WHERE account_id = $1"
                " AND kind = 'protection_changed' AND seen_at IS NULL",
                who.account);
        }));
    }
};
ON_EACH_ENGINE(Protecting);

TEST_P(Protecting, tells_a_second_person_and_closes_at_once) {
    const char* phone = "090-0000-4417";
    const Subject colleague = town.join("kato", "加藤 恵", town.centre, Role::centre_counsellor);
    for (const Subject& who : {town.kimura, town.sato, colleague}) {
        EXPECT_TRUE(shows(who, at(), phone)) << who.name;
        EXPECT_TRUE(finds(who, "4417")) << who.name;
    }
    EXPECT_EQ(take(town.miura, "set").status, 303);
    for (const Subject& who : {town.kimura, town.sato, colleague}) {
        EXPECT_FALSE(shows(who, at(), phone)) << who.name;
        EXPECT_FALSE(shows(who, at("/profile"), phone)) << who.name;
        EXPECT_FALSE(finds(who, "4417")) << who.name;
    }
    EXPECT_TRUE(shows(town.miura, at(), phone)) << "the person in charge calls";
    EXPECT_EQ(told(town.ito), 1);
    EXPECT_EQ(told(town.miura), 0) << "who did it knows";
    EXPECT_NE(town.get(town.ito, "/w/me").body.find(at("/protection")), std::string::npos);
    EXPECT_EQ(take(town.ito, "end").status, 303);
    EXPECT_EQ(told(town.miura), 1);
    EXPECT_TRUE(shows(town.kimura, at(), phone));
}

TEST_P(Protecting, keeps_its_steps_and_says_when_to_look_again) {
    EXPECT_EQ(take(town.miura, "review").status, 409) << "nothing to review";
    EXPECT_EQ(take(town.miura, "set").status, 303);
    EXPECT_EQ(take(town.miura, "set").status, 409);
    EXPECT_FALSE(shows(town.miura, at("/protection"), "見直しの日がきています"));
    town.pass_days(70);
    EXPECT_TRUE(shows(town.miura, at("/protection"), "見直しの日がきています"));
    EXPECT_EQ(take(town.miura, "review", {}).status, 422) << "that day is past";
    const std::string page = town.get(town.miura, at("/protection")).body;
    EXPECT_NE(page.find("別居の父に知られたくない"), std::string::npos);
    EXPECT_TRUE(shows(town.miura, at(), "住所秘匿を付けた")) << "in the timeline";
}

TEST_P(Protecting, is_for_counsellors_of_the_centre_only) {
    for (const Subject& who : {town.kimura, town.sato}) {
        EXPECT_EQ(town.get(who, at("/protection")).status, 403) << who.name;
        EXPECT_EQ(take(who, "set").status, 403) << who.name;
    }
    EXPECT_EQ(take(town.hanaoka, "set").status, 403);
}

TEST_P(Protecting, begins_with_the_call_in_which_it_was_asked_for) {
    const auto place = town.post(town.sato, "/w/intake", {{"channel", "phone"}}).location;
    const Answer done = town.post(town.sato, place,
                                  {{"channel", "phone"},
                                   {"words", "父に住まいを知られたくない"},
                                   {"caller_kind", "mother"},
                                   {"caller_phone", "090-0000-9911"},
                                   {"child_kana", "よこやま そら"},
                                   {"in_charge", std::to_string(town.miura.account.value)},
                                   {"hide_home", "1"}});
    ASSERT_EQ(done.status, 303) << done.body;
    EXPECT_FALSE(shows(town.sato, done.location, "090-0000-9911"));
    EXPECT_EQ(told(town.ito), 1);
    EXPECT_TRUE(shows(town.miura, done.location + "/protection", "受付 R-"));
}

}  // namespace
}  // namespace michi::work
