// Who may send what to whom: the list that is offered is what is taken, and of a protected child whoever may
// not know who helps gets one answer for every receiver.
#include <set>

#include "handover/handover.hpp"
#include "people/people.hpp"
#include "town.hpp"
#include "work/work.hpp"

namespace michi::handover {
namespace {

using web::Answer;
using web::Typed;

class Senders : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {handover::part(), work::part(), people::part()}};
    Id<record::Case> id = town.child("さえき ひなた", false);

    std::string number() { return record::case_number(id); }
    Typed typed(const std::string& kind, std::int64_t receiver, const std::string& item) {
        return {{"case", number()},
                {"kind", kind},
                {"receiver", std::to_string(receiver)},
                {"item", item},
                {"title", "ひなたさんの夜の支え"},
                {"request", "ひなたさんのことをお願いします。"}};
    }
    std::int64_t count(Sql sql) {
        return town.ask([&](Tx& tx) { return tx.value<std::int64_t>(sql); });
    }
    /// Status and what is said of it, without the receiver that was chosen.
    std::string said(const Answer& answer) {
        const auto at = std::min(answer.body.find("class=\"errs\""), answer.body.size());
        return std::to_string(answer.status) +
               answer.body.substr(at, answer.body.find("</div>", at) - at) +
               (answer.body.find("name=\"send\"") == std::string::npos ? "" : " may send");
    }
    Subject colleague = town.join("colleague", "同僚 一", town.centre, Role::centre_counsellor);
};
ON_EACH_ENGINE(Senders);

TEST_P(Senders, who_may_not_know_who_helps_a_protected_child_get_one_answer_for_every_receiver) {
    town.allow(id, town.nursing);
    town.write([&](Tx& tx) {
        record::let_carry(tx, *town.vault, id, town.city, town.now().today);
        record::set_responsible(tx, id, town.city, town.miura.account, town.now().today);
        record::set_protected(tx, id, true);
    });
    const auto last = count("SELECT max(id) FROM organisation");
    for (const auto& who : {colleague, town.ito, town.sato, town.kimura})
        for (const char* page : {"/w/handovers/check", "/w/handovers"})
            for (const char* kind : {"inquiry", "together", "transfer"})
                for (const char* item : {"identity", "contact", "medical", "records"}) {
                    std::set<std::string> answers;
                    for (std::int64_t n = 1; n <= last; ++n)
                        answers.insert(said(town.post(who, page, typed(kind, n, item))));
                    EXPECT_EQ(answers.size(), 1U)
                        << who.name << " " << page << " " << kind << " " << item << ": "
                        << testing::PrintToString(answers);
                }
    EXPECT_EQ(count("SELECT count(*) FROM handover"), 0);
    const Answer told = town.get(colleague, "/w/handovers/new?case=" + number());
    EXPECT_EQ(told.status, 403);
    EXPECT_NE(told.body.find("担当の相談員"), std::string::npos);
    EXPECT_EQ(town.get(colleague, "/w/cases/" + number()).body.find("/w/handovers/new"),
              std::string::npos)
        << "nor is it offered";
    EXPECT_EQ(town.post(town.kimura, "/w/handovers", typed("advice", town.centre.value, "identity"))
                  .status,
              303)
        << "the Centre is asked by everybody";
    EXPECT_EQ(
        town.post(town.miura, "/w/handovers", typed("inquiry", town.nursing.value, "identity"))
            .status,
        303)
        << "who is in charge sends";
}

TEST_P(Senders, send_to_whom_the_page_offers_and_to_nobody_else) {
    Id<Organisation> homes, gone;
    town.write([&](Tx& tx) {
        homes = Town::organisation(tx, "family", "ご家族", "");
        gone = Town::organisation(tx, "partner", "おわった事業所", "");
        for (const auto to : {town.prefecture, homes, gone, town.city}) town.allow(tx, id, to);
        people::end_organisation(tx, gone, town.now().today + -1);
    });
    for (const char* page : {"/w/handovers/check", "/w/handovers"})
        for (const auto to : {town.prefecture, homes, gone, Id<Organisation>{4711}}) {
            const Answer no = town.post(town.miura, page, typed("inquiry", to.value, "identity"));
            EXPECT_EQ(no.status, 422) << to.value;
            EXPECT_NE(no.body.find("送る相手を選んでください。"), std::string::npos);
        }
    EXPECT_EQ(count("SELECT count(*) FROM handover"), 0);
    town.post(town.miura, "/w/cases/" + number() + "/actions",
              {{"next_what", "電話をかける"}, {"side", "c"}});
    const std::string step =
        "/w/actions/" + std::to_string(count("SELECT max(id) FROM action")) + "/pass";
    const auto pass = [&](Id<Organisation> to) {
        return town.post(town.miura, step,
                         {{"side", "o"}, {"organisation", std::to_string(to.value)}});
    };
    const Answer no = pass(gone);
    EXPECT_EQ(no.status, 422);
    EXPECT_NE(no.body.find("#organisation"), std::string::npos) << "at the field";
    EXPECT_EQ(pass(town.nursing).status, 303);
}

TEST_P(Senders, add_a_receiver_where_the_form_offers_it_and_without_a_place_that_is_hidden) {
    town.write([&](Tx& tx) {
        record::let_carry(tx, *town.vault, id, town.city, town.now().today);
        record::let_carry(tx, *town.vault, id, town.nursing, town.now().today);
    });
    const auto add = [&](const Subject& who, const std::string& name) {
        return town.post(who, "/w/handovers/outside", {{"case", number()}, {"outside", name}})
            .status;
    };
    const auto offers = [&](const Subject& who) {
        return town.get(who, "/w/handovers/new?case=" + number()).body.find("handovers/outside") !=
               std::string::npos;
    };
    const auto before = count("SELECT count(*) FROM organisation");
    for (const auto& who : {town.kimura, town.tsukushi}) {
        EXPECT_FALSE(offers(who)) << who.name;
        EXPECT_EQ(add(who, "よその園"), 403) << who.name;
    }
    EXPECT_EQ(count("SELECT count(*) FROM organisation"), before);
    EXPECT_TRUE(offers(colleague));
    EXPECT_EQ(add(colleague, "みどり園"), 200);
    town.write([&](Tx& tx) { record::set_protected(tx, id, true); });
    EXPECT_EQ(add(colleague, "ひみつ園"), 403);
    EXPECT_EQ(add(town.miura, "しろ園"), 200);
    const auto place = [&](Sql sql) {
        return town.ask([&](Tx& tx) { return tx.value<std::string>(sql); });
    };
    EXPECT_EQ(place("SELECT municipality FROM organisation WHERE name = 'みどり園'"), town.home);
    EXPECT_EQ(place("SELECT municipality FROM organisation WHERE name = 'しろ園'"), "");
}

TEST_P(Senders, act_on_the_request_that_they_saw) {
    town.allow(id, town.city);
    const std::string place =
        town.post(town.miura, "/w/handovers", typed("inquiry", town.city.value, "identity"))
            .location;
    const Answer blind = town.post(town.kimura, place + "/receive", {{"text", "いま"}});
    EXPECT_EQ(blind.status, 409);
    EXPECT_EQ(count("SELECT version FROM handover"), 1);
    EXPECT_EQ(town.post(town.kimura, place + "/receive", {{"version", "1"}}).status, 303);
}

}  // namespace
}  // namespace michi::handover
