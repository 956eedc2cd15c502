// The family moved: how the requests end that it left behind.
#include "handover/handover.hpp"
#include "town.hpp"

namespace michi::handover {
namespace {

class EndedByAMove : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {handover::part()}};
    Id<record::Case> id = town.child();

    Id<Handover> request(Kind kind, const Subject& from, Id<Organisation> to) {
        Id<Handover> sent;
        town.write([&](Tx& tx) {
            sent = handover::send(tx, *town.vault,
                                  {.case_id = id,
                                   .kind = kind,
                                   .from = from.organisation,
                                   .to = to,
                                   .title = "園のこと",
                                   .request = "お願いします。",
                                   .by = from.account,
                                   .answer_due = town.now().today},
                                  town.now())
                       .value();
        });
        return sent;
    }
    static std::string place_of(Id<Handover> one) { return "/w/handovers/" + handover_number(one); }
    void act(const Subject& who, Id<Handover> one, const std::string& deed) {
        const auto answer = town.post(who, place_of(one) + "/" + deed,
                                      {{"text", "伝えます。"},
                                       {"owner_name", "木村 彩"},
                                       {"on", "2026-11-25"},
                                       {"family_answer", "no"}});
        EXPECT_EQ(answer.status, 303) << deed << " " << answer.body;
    }
    Id<Organisation> responsible() {
        return town.ask([&](Tx& tx) {
            return record::shown(record::find_case(tx, *town.vault, id), Town::all()).responsible;
        });
    }
    void move() {
        town.write([&](Tx& tx) {
            end_for_move(tx, *town.vault, id, {town.city}, "転居されたため終わりにします。",
                         town.ito.account, town.now());
        });
    }
};
ON_EACH_ENGINE(EndedByAMove);

TEST_P(EndedByAMove, comes_to_the_Centre_whoever_answered_before) {
    const auto first = request(Kind::transfer, town.miura, town.other_city);
    act(town.hanaoka, first, "accept");
    town.write(
        [&](Tx& tx) { tx.run("UPDATE handover SET state = 'watching' WHERE id = $1", first); });
    act(town.kimura, request(Kind::transfer, town.miura, town.city), "accept");
    move();
    EXPECT_EQ(responsible(), town.centre);
}

TEST_P(EndedByAMove, is_what_the_move_says_and_no_form) {
    const web::Typed moved{{"reason_code", "moved_away"}, {"text", "転居のため"}};
    const auto one = request(Kind::transfer, town.miura, town.city);
    for (const char* deed : {"accept", "contact", "answer"}) {
        act(town.kimura, one, deed);
        EXPECT_EQ(town.post(town.miura, place_of(one) + "/take_back", moved).status, 409) << deed;
        EXPECT_EQ(responsible(), town.city);
    }
    act(town.miura, one, "confirm");
    const std::string form = town.get(town.miura, place_of(one) + "?act=take_back").body;
    EXPECT_NE(form.find("value=\"family_refused\""), std::string::npos);
    EXPECT_EQ(form.find("value=\"moved_away\""), std::string::npos);
    EXPECT_EQ(town.post(town.miura, place_of(one) + "/take_back", moved).status, 422)
        << "no reason of the list";
}

}  // namespace
}  // namespace michi::handover
