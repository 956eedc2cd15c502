// Who of the Centre is in charge of a case: put and handed on by its page, on record for every day.
#include "life/life.hpp"
#include "life/rules.hpp"
#include "people/keeping.hpp"
#include "people/people.hpp"
#include "town.hpp"
#include "work/work.hpp"

namespace michi::life {
namespace {

using web::Answer;

class Charge : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {life::part(), work::part(), people::part()}};
    Id<record::Case> id = town.child();  // 三浦 is in charge
    Subject mori = town.join("mori", "森 一", town.centre, Role::centre_counsellor);

    std::string at(const std::string& page) { return "/w/cases/" + record::case_number(id) + page; }
    std::string page(const Subject& who, const std::string& of) {
        return page_text(town.get(who, at(of)));
    }
    Id<Account> in_charge() {
        return town.ask([&](Tx& tx) { return record::find_case(tx, *town.vault, id).in_charge; });
    }
    Answer put(const Subject& who, const Subject& to, const web::Typed& more = {}) {
        web::Typed typed{{"account", std::to_string(to.account.value)},
                         {"was", std::to_string(in_charge().value)}};
        for (const auto& one : more) typed.push_back(one);
        return town.post(who, at("/charge"), typed);
    }
    Id<work::Action> step(const Subject& holder) {
        Id<work::Action> made;
        town.write([&](Tx& tx) {
            made = work::add_action(tx, *town.vault,
                                    {.case_id = id,
                                     .centre = town.centre,
                                     .key = record::find_case(tx, *town.vault, id).key,
                                     .what = "園に電話する",
                                     .holder = {"c", town.centre, holder.account, {}},
                                     .waiting_side = "f",
                                     .due = town.now().today,
                                     .created_by = holder.account},
                                    town.clock);
        });
        return made;
    }
    Id<Account> holder(Id<work::Action> one) {
        return town.ask(
            [&](Tx& tx) { return work::find_action(tx, *town.vault, one).holder.account; });
    }
    void protect() {
        town.write([&](Tx& tx) { record::set_protected(tx, id, true); });
    }
};
ON_EACH_ENGINE(Charge);

TEST_P(Charge, goes_to_a_colleague_with_the_steps_where_that_is_wanted) {
    const auto first = step(town.miura), of_ito = step(town.ito);
    EXPECT_EQ(put(town.miura, mori, {{"with_steps", "1"}}).location, at("/team?said=charge"));
    EXPECT_EQ(in_charge(), mori.account);
    EXPECT_EQ(holder(first), mori.account);
    EXPECT_EQ(holder(of_ito), town.ito.account) << "only those of whoever was in charge";
    EXPECT_EQ(put(town.ito, town.ito).status, 303);
    EXPECT_EQ(holder(first), mori.account) << "not asked for";
    EXPECT_NE(page(town.miura, "").find("主担当を伊藤 健に"), std::string::npos);
}

TEST_P(Charge, is_told_to_whoever_has_it_from_now_on) {
    const auto told = [&](const Subject& who) {
        return town.ask([&](Tx& tx) {
            return tx.value<std::int64_t>(
                "SELECT count(*) FROM account_notice WHERE account_id = $1"
                " AND kind = 'charge_given' AND link = $2 AND seen_at IS NULL",
                who.account, record::case_number(id));
        });
    };
    ASSERT_EQ(put(town.miura, mori).status, 303);
    EXPECT_EQ(told(mori), 1);
    EXPECT_EQ(told(town.miura), 0) << "whoever did it knows";
    ASSERT_EQ(put(mori, town.ito).status, 303);
    ASSERT_EQ(put(town.ito, town.miura).status, 303);
    EXPECT_EQ(told(town.miura), 1);
    EXPECT_EQ(put(town.ito, town.ito).status, 303);
    EXPECT_EQ(told(town.ito), 1) << "only of what another did";
}

TEST_P(Charge, is_on_record_for_every_day_since) {
    const Date begun = town.now().today;
    town.pass_days(3);
    ASSERT_EQ(put(town.miura, mori).status, 303);
    town.pass_days(2);
    ASSERT_EQ(put(town.miura, town.ito).status, 303);
    const auto on = [&](Date day) { return page(town.miura, "/team?on=" + day.iso()); };
    EXPECT_NE(on(begun).find("三浦"), std::string::npos);
    EXPECT_NE(on(begun + 2).find("三浦"), std::string::npos);
    EXPECT_NE(on(begun + 3).find("森 一"), std::string::npos);
    EXPECT_NE(on(begun + 4).find("森 一"), std::string::npos);
    const std::string history = page(town.miura, "/charge");
    EXPECT_LT(history.rfind("森 一"), history.rfind("三浦")) << "newest first";
}

TEST_P(Charge, needs_a_counsellor_of_the_centre_and_a_form_that_knows_who_is) {
    for (const Subject* other : {&town.sato, &town.kimura, &town.miura})
        EXPECT_EQ(put(town.miura, *other).status, 422) << other->name;
    EXPECT_EQ(town.post(town.miura, at("/charge"),
                        {{"account", ""}, {"was", std::to_string(town.miura.account.value)}})
                  .status,
              422);
    const auto late = town.post(town.miura, at("/charge"),
                                {{"account", std::to_string(town.ito.account.value)},
                                 {"was", std::to_string(mori.account.value)}});
    EXPECT_NE(late.body.find("ほかの人が先に主担当を決めました"), std::string::npos);
    EXPECT_EQ(in_charge(), town.miura.account);
    for (const Subject* other : {&town.sato, &town.kimura, &town.tsukushi})
        EXPECT_GE(put(*other, mori).status, 403) << other->name;
}

TEST_P(Charge, of_a_protected_child_is_handed_on_by_whoever_has_it_or_a_head_with_the_factor) {
    protect();
    EXPECT_EQ(put(mori, mori).status, 403) << "nobody takes it";
    EXPECT_EQ(page(mori, "/team").find(at("/charge")), std::string::npos);
    town.door.people["miura"].assurance = Assurance::second_factor;
    EXPECT_EQ(put(town.miura, mori).status, 422) << "the digits are asked";
    town.door.people["miura"].assurance = Assurance::fresh;
    EXPECT_EQ(put(town.miura, mori).status, 303);
    EXPECT_EQ(put(town.miura, town.ito).status, 403) << "it is not theirs any more";
    EXPECT_EQ(put(town.ito, town.miura).status, 303) << "a head puts things right";
    EXPECT_EQ(in_charge(), town.miura.account);
}

TEST_P(Charge, of_a_closed_case_leaves_with_whoever_had_it) {
    town.write([&](Tx& tx) { tx.run("UPDATE case_record SET state = 2 WHERE id = $1", id); });
    town.write(
        [&](Tx& tx) { people::hand_on(tx, town.miura.account, {}, town.clock, std::nullopt); });
    EXPECT_FALSE(town.ask([&](Tx& tx) { return record::find_case(tx, *town.vault, id); }).in_charge)
        << "taken up again it is everybody's to see";
}

TEST_P(Charge, of_a_protected_child_opens_its_place_to_counsellors_alone) {
    town.write([&](Tx& tx) { tx.run("UPDATE case_record SET is_protected = 1"); });
    const auto sees = [&](Role role) {
        Subject who = town.miura;
        who.role = role;
        return town.ask([&](Tx& tx) {
            const auto brief = record::find_case(tx, *town.vault, id);
            return record::circumstances(tx, who, brief, town.now().today).in_protected_team;
        });
    };
    EXPECT_TRUE(sees(Role::centre_counsellor));
    EXPECT_FALSE(sees(Role::receptionist)) << "who was in charge before another role";
}

TEST_P(Charge, stays_on_record_when_whoever_has_it_leaves) {
    town.pass_days(2);
    town.write([&](Tx& tx) {
        people::hand_on(tx, town.miura.account, mori.account, town.clock, std::nullopt);
    });
    const auto charges = town.ask([&](Tx& tx) { return record::charges_of(tx, id); });
    ASSERT_EQ(charges.size(), 2U);
    EXPECT_EQ(charges[0].account, mori.account);
    EXPECT_EQ(charges[0].since, town.now().today);
    EXPECT_EQ(charges[1].account, town.miura.account);
}

}  // namespace
}  // namespace michi::life
