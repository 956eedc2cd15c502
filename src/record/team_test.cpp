// Who helped and who answered on which day: writes end rows and begin new ones, nothing is overwritten.
#include <algorithm>

#include "record/reach.hpp"
#include "town.hpp"

namespace michi::record {
namespace {

class Team : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam()};
    Id<Case> id = town.child();

    void join(Id<Organisation> organisation, Standing standing, Date since,
              const std::string& person = {}) {
        town.write([&](Tx& tx) {
            Member member;
            member.organisation = organisation;
            member.standing = standing;
            member.sector = "welfare";
            member.person = person;
            member.since = since;
            add_member(tx, *town.vault, id, member);
        });
    }
    std::vector<Member> team() {
        return town.ask(
            [&](Tx& tx) { return team_of(tx, *town.vault, find_case(tx, *town.vault, id)); });
    }
    std::vector<Answering> answering() {
        return town.ask([&](Tx& tx) { return answering_of(tx, id); });
    }
    /// "北浜市 障がい福祉課" on that day, "" when nothing is on record.
    std::string who_answered(Date day) {
        for (const Answering& one : answering())
            if (stands_on(one, day)) return one.organisation_name.shown(Town::all());
        return {};
    }
    Standing standing_on(Id<Organisation> organisation, Date day) {
        for (const Member& one : team())
            if (one.organisation.shown(Town::all()) == organisation && stands_on(one, day))
                return one.standing;
        return Standing::outside;
    }
    Date today() const { return town.now().today; }
};
ON_EACH_ENGINE(Team);

TEST_P(Team, says_who_was_responsible_on_any_day_since_the_case_began) {
    const Date first = today();
    EXPECT_EQ(who_answered(first), "若葉県医療的ケア児支援センター");
    EXPECT_EQ(who_answered(first + -1), "") << "before it began nobody is made up";
    town.pass_days(10);
    town.write([&](Tx& tx) { set_responsible(tx, id, town.city, town.miura.account, today()); });
    town.pass_days(10);
    town.write([&](Tx& tx) { set_responsible(tx, id, town.centre, town.ito.account, today()); });
    EXPECT_EQ(who_answered(first + 9), "若葉県医療的ケア児支援センター");
    EXPECT_EQ(who_answered(first + 10), "北浜市 障がい福祉課");
    EXPECT_EQ(who_answered(first + 19), "北浜市 障がい福祉課");
    EXPECT_EQ(who_answered(today()), "若葉県医療的ケア児支援センター");
    const auto all = answering();
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[0].by, town.ito.account);
    EXPECT_EQ(all[1].by, town.miura.account);
}

TEST_P(Team, keeps_what_an_organisation_was_when_its_standing_changes) {
    const Date first = today();
    join(town.city, Standing::asked, first, "木村さん");
    town.pass_days(3);
    town.write(
        [&](Tx& tx) { set_standing(tx, *town.vault, id, town.city, Standing::helps, today()); });
    EXPECT_EQ(standing_on(town.city, first + 2), Standing::asked);
    EXPECT_EQ(standing_on(town.city, today()), Standing::helps);
    for (const Member& one : team()) EXPECT_EQ(one.person.shown(Town::all()), "木村さん");
}

TEST_P(Team, has_one_row_for_what_changes_twice_in_a_day) {
    join(town.city, Standing::asked, today());
    town.write([&](Tx& tx) {
        set_standing(tx, *town.vault, id, town.city, Standing::helps, today());
        set_standing(tx, *town.vault, id, town.city, Standing::carries, today());
    });
    ASSERT_EQ(team().size(), 1U);
    EXPECT_EQ(standing_on(town.city, today()), Standing::carries);
}

TEST_P(Team, is_carried_by_one_and_who_carried_before_goes_on_helping) {
    const Date first = today();
    join(town.city, Standing::carries, first);
    join(town.other_city, Standing::helps, first);
    town.pass_days(1);
    town.write([&](Tx& tx) { let_carry(tx, *town.vault, id, town.other_city, today()); });
    EXPECT_EQ(standing_on(town.city, first), Standing::carries);
    EXPECT_EQ(standing_on(town.city, today()), Standing::helps);
    EXPECT_EQ(standing_on(town.other_city, today()), Standing::carries);
}

TEST_P(Team, has_a_row_for_who_carries_though_its_part_ended_or_it_was_only_named) {
    join(town.city, Standing::helps, today());
    join(town.nursing, Standing::outside, today(), "森下さん");
    town.pass_days(1);
    town.write([&](Tx& tx) {
        end_membership(tx, id, town.city, today());
        let_carry(tx, *town.vault, id, town.city, today());
    });
    EXPECT_EQ(standing_on(town.city, today()), Standing::carries);
    town.write([&](Tx& tx) { let_carry(tx, *town.vault, id, town.nursing, today()); });
    EXPECT_EQ(standing_on(town.city, today()), Standing::helps);
    const auto all = team();
    EXPECT_TRUE(std::ranges::any_of(all, [&](const Member& one) {
        return one.organisation.shown(Town::all()) == town.nursing && !one.until &&
               one.standing == Standing::carries;
    }));
    EXPECT_EQ(all.size(), 4U) << "who was only named stays so beside it";
}

TEST_P(Team, does_not_promote_who_is_only_named_in_it) {
    join(town.nursing, Standing::outside, today(), "森下さん");
    town.write([&](Tx& tx) {
        set_standing(tx, *town.vault, id, town.nursing, Standing::helps, today());
        end_membership(tx, id, town.nursing, today());
    });
    ASSERT_EQ(team().size(), 1U);
    EXPECT_EQ(team()[0].standing, Standing::outside);
    EXPECT_FALSE(team()[0].until);
}

TEST_P(Team, member_with_another_role_is_a_new_row_and_the_earlier_one_ends) {
    join(town.nursing, Standing::outside, today(), "森下さん");
    town.pass_days(2);
    town.write([&](Tx& tx) {
        Member next = team()[0];
        next.sector = "medical";
        next.person = "大野さん";
        change_role(tx, *town.vault, id, next, today());
    });
    const auto all = team();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].until, today());
    EXPECT_EQ(all[0].person.shown(Town::all()), "森下さん");
    EXPECT_EQ(all[1].sector, "medical");
    EXPECT_EQ(all[1].person.shown(Town::all()), "大野さん");
}

TEST_P(Team, member_ends_once) {
    join(town.nursing, Standing::outside, today());
    const auto member = team()[0].id;
    town.write([&](Tx& tx) { end_member(tx, id, member, today()); });
    EXPECT_THROW(town.write([&](Tx& tx) { end_member(tx, id, member, today()); }), Stale);
}

/// What the circumstances of every way to a case open to this person.
std::vector<Mask> opened(Tx& tx, Town& town, const Subject& who, Id<Case> id) {
    const auto brief = find_case(tx, *town.vault, id);
    const Date today = town.now().today;
    std::vector<Circumstances> ways{circumstances(tx, who, brief, today), listed(who, brief)};
    ways.push_back({.relation = relation_to(tx, who, brief, today)});
    put_protection(tx, who, id, ways.back());
    for (const Part& part : parts_of(tx, who, today)) ways.push_back(part.around);
    std::vector<Mask> all;
    for (Circumstances& around : ways) {
        around.consented = kAllFields;
        around.consent = Consent::full;
        all.push_back(decide(who.role, Assurance::fresh, Act::read_case, around).fields());
        all.push_back(around.in_protected_team ? 1 : 0);
    }
    return all;
}

TEST_P(Team, in_charge_who_belongs_elsewhere_reads_no_more_than_a_colleague) {
    const Subject colleague = town.join("mori", "森 一", town.city, Role::municipal_officer);
    const Subject moved = town.join("kaze", "風間 二", town.city, Role::municipal_officer);
    join(town.city, Standing::helps, today());
    for (const bool guarded : {false, true})
        for (const Subject& in_charge : {moved, town.kimura}) {
            town.write([&](Tx& tx) {
                set_protected(tx, id, guarded);
                set_in_charge(tx, id, in_charge.account, in_charge.account, today());
            });
            town.ask([&](Tx& tx) {
                EXPECT_EQ(opened(tx, town, in_charge, id), opened(tx, town, colleague, id));
                return 0;
            });
        }
    town.write(
        [&](Tx& tx) { set_in_charge(tx, id, town.miura.account, town.ito.account, today()); });
    town.ask([&](Tx& tx) {
        EXPECT_NE(opened(tx, town, town.miura, id), opened(tx, town, town.ito, id))
            << "at the Centre being in charge opens the place";
        return 0;
    });
}

}  // namespace
}  // namespace michi::record
