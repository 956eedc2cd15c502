// An account of the family's is linked to a member of the family, reads this child's part, and is ended.
#include "life/life.hpp"
#include "people/people.hpp"
#include "record/guardians.hpp"
#include "town.hpp"
#include "work/work.hpp"

namespace michi::life {
namespace {

using web::Answer;

class Guardians : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {life::part(), work::part(), people::part()}};
    Id<record::Case> id = town.child("さえき ひなた"), other = town.child("まつもと りく");
    Subject maiko = town.join("maiko", "佐伯 舞子", home_of_families(), Role::family);
    Id<record::FamilyMember> mother = member("mother"), father = member("father");

    /// Accounts of families hang on a body of their own, not on the Centre.
    Id<Organisation> home_of_families() {
        Id<Organisation> made;
        town.write([&](Tx& tx) { made = Town::organisation(tx, "family", "ご家族", ""); });
        return made;
    }
    Id<record::FamilyMember> member(const std::string& relation) {
        Id<record::FamilyMember> made;
        town.write([&](Tx& tx) {
            record::Family one;
            one.relation = relation;
            one.name = "佐伯 " + relation;
            made = record::add_family(tx, *town.vault, record::find_case(tx, *town.vault, id).child,
                                      one);
        });
        return made;
    }
    std::string at(const std::string& page, Id<record::Case> of) {
        return "/w/cases/" + record::case_number(of) + page;
    }
    /// What the form sends first: nothing is linked by it.
    Answer name(Id<record::FamilyMember> whose, const std::string& login, web::Typed checked = {}) {
        checked.insert(checked.end(), {{"member", std::to_string(whose.value)}, {"login", login}});
        return town.post(town.miura, at("/guardians", id), std::move(checked));
    }
    static std::string between(const std::string& text, const std::string& from,
                               const std::string& to) {
        const auto at = text.find(from);
        if (at == text.npos) return {};
        return text.substr(at + from.size(), text.find(to, at + from.size()) - at - from.size());
    }
    static web::Typed checked_in(const Answer& asked) {
        return {{"checked", between(asked.body, "name=\"checked\" value=\"", "\"")},
                {"checked_member", between(asked.body, "name=\"checked_member\" value=\"", "\"")}};
    }
    /// As somebody does it who looks at the name that is asked about.
    Answer link(Id<record::FamilyMember> whose, const std::string& login) {
        Answer asked = name(whose, login);
        return asked.status == 200 ? name(whose, login, checked_in(asked)) : asked;
    }
    std::string course() { return page_text(town.get(town.miura, at("", id))); }
    Answer end(Id<record::FamilyMember> whose) {
        return town.post(town.miura, at("/guardians/" + std::to_string(whose.value) + "/end", id),
                         {});
    }
};
ON_EACH_ENGINE(Guardians);

TEST_P(Guardians, read_their_own_child_from_the_link_on_and_no_other) {
    EXPECT_EQ(town.get(maiko, at("", id)).status, 404);
    EXPECT_EQ(link(mother, "maiko").status, 303);
    EXPECT_EQ(town.get(maiko, at("", id)).status, 200);
    EXPECT_EQ(town.get(maiko, at("", other)).status, 404);
    const std::string seen = page_text(town.get(town.miura, at("/guardians", id)));
    EXPECT_NE(seen.find("maiko"), std::string::npos);
    EXPECT_NE(seen.find("令和8年(2026年)11月25日から"), std::string::npos);
}

TEST_P(Guardians, are_linked_only_after_somebody_saw_whose_account_it_is) {
    const Answer asked = name(mother, "maiko");
    EXPECT_EQ(asked.status, 200);
    EXPECT_NE(asked.body.find("佐伯 舞子 さんのアカウントです。"), std::string::npos);
    EXPECT_NE(asked.body.find("ほかのお子さんには結びついていません。"), std::string::npos);
    EXPECT_NE(asked.body.find("母 佐伯 mother"), std::string::npos) << "beside the chosen member";
    EXPECT_EQ(town.get(maiko, at("", id)).status, 404) << "nothing is linked yet";
    EXPECT_EQ(name(mother, "maiko", checked_in(asked)).status, 303);
    EXPECT_EQ(town.get(maiko, at("", id)).status, 200);
    EXPECT_NE(page_text(town.get(town.miura, at("/guardians", id))).find("佐伯 舞子（maiko）"),
              std::string::npos);
    EXPECT_NE(course().find("保護者のアカウント（佐伯 舞子・maiko）を結びつけた"),
              std::string::npos);
    end(mother);
    EXPECT_NE(course().find("保護者のアカウント（佐伯 舞子・maiko）の結びつきを終えた"),
              std::string::npos);
}

TEST_P(Guardians, are_asked_about_again_when_another_account_or_member_is_named) {
    town.join("taro", "佐伯 太郎", maiko.organisation, Role::family);
    const web::Typed checked = checked_in(name(mother, "maiko"));
    const Answer another = name(mother, "taro", checked);
    EXPECT_EQ(another.status, 200);
    EXPECT_NE(another.body.find("佐伯 太郎 さんのアカウントです。"), std::string::npos);
    EXPECT_EQ(name(father, "maiko", checked).status, 200);
    EXPECT_EQ(town.get(maiko, at("", id)).status, 404);
}

TEST_P(Guardians, of_another_child_are_said_to_be_so) {
    town.write([&](Tx& tx) {
        record::Family hers;
        hers.relation = "mother";
        const auto brief = record::find_case(tx, *town.vault, other);
        const auto member = record::add_family(tx, *town.vault, brief.child, hers);
        record::link_guardian(tx, brief, member, maiko.account, town.miura.account,
                              town.now().today);
        record::set_state(tx, other, RecordState::closed);
    });
    EXPECT_NE(name(mother, "maiko").body.find("ほかのお子さん 1人にも結びついています。"),
              std::string::npos);
    EXPECT_EQ(link(mother, "maiko").status, 303);
    EXPECT_NE(name(father, "maiko").body.find("ほかのお子さん 1人にも結びついています。"),
              std::string::npos)
        << "this child is none of the others";
}

TEST_P(Guardians, are_not_named_to_whoever_hides_the_names) {
    town.door.masked.insert("miura");
    const Answer asked = name(mother, "maiko");
    EXPECT_EQ(asked.body.find("舞子"), std::string::npos);
    EXPECT_NE(asked.body.find("maikoのアカウントです"), std::string::npos);
}

TEST_P(Guardians, of_a_protected_child_are_named_in_the_course_by_their_login) {
    town.write([&](Tx& tx) { record::set_protected(tx, id, true); });
    EXPECT_EQ(link(mother, "maiko").status, 303);
    EXPECT_NE(course().find("保護者のアカウント（maiko）を結びつけた"), std::string::npos);
}

TEST_P(Guardians, read_nothing_once_they_are_ended_and_stay_on_record) {
    link(mother, "maiko");
    EXPECT_EQ(end(mother).status, 303);
    EXPECT_EQ(town.get(maiko, at("", id)).status, 404);
    EXPECT_EQ(end(mother).status, 404) << "twice is once";
    const auto links = town.ask([&](Tx& tx) {
        return record::guardians_of(tx, record::find_case(tx, *town.vault, id).child);
    });
    ASSERT_EQ(links.size(), 1U);
    EXPECT_EQ(links[0].until, town.now().today);
    EXPECT_EQ(links[0].ended_by, town.miura.account);
    EXPECT_NE(page_text(town.get(town.miura, at("/guardians", id))).find("終わった結びつき"),
              std::string::npos);
}

TEST_P(Guardians, are_accounts_for_families_and_one_for_a_member) {
    for (const char* login : {"nobody", "kimura"})
        EXPECT_NE(link(mother, login).body.find("ご家族用のアカウントはありません"),
                  std::string::npos)
            << "one sentence for none and for an officer's";
    EXPECT_EQ(link(mother, " ").status, 422);
    EXPECT_EQ(link({999}, "maiko").status, 422);
    EXPECT_EQ(link(mother, "maiko").status, 303);
    EXPECT_EQ(link(mother, "maiko").status, 422) << "she has one";
    EXPECT_EQ(link(father, " maiko ").status, 303) << "one account of both parents";
}

TEST_P(Guardians, are_linked_after_the_second_factor_within_the_form) {
    town.door.people["miura"].assurance = Assurance::second_factor;
    const Answer refused = link(mother, "maiko");
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(refused.body.find("同意を変える前に"), std::string::npos) << "no consent is changed";
    for (const char* login : {"nobody", "kimura"}) {
        const Answer guess = link(mother, login);
        EXPECT_EQ(guess.status, 422);
        EXPECT_EQ(guess.body.find("login-err"), std::string::npos)
            << "which logins there are is not told";
        EXPECT_EQ(guess.body.find("佐伯 舞子"), std::string::npos);
    }
    EXPECT_NE(refused.body.find("name=\"code\""), std::string::npos);
    EXPECT_NE(refused.body.find("value=\"maiko\""), std::string::npos) << "nothing typed is lost";
    EXPECT_EQ(town.get(maiko, at("", id)).status, 404);
}

TEST_P(Guardians, of_a_protected_child_are_seen_and_linked_by_whoever_is_in_charge) {
    const Subject ito = town.ito;
    town.write([&](Tx& tx) { record::set_protected(tx, id, true); });
    const std::string seen = page_text(town.get(ito, at("/guardians", id)));
    EXPECT_NE(seen.find("主担当だけが見られます"), seen.npos);
    EXPECT_EQ(town.get(ito, at("/guardians", id)).body.find("name=\"member\""), seen.npos);
    EXPECT_EQ(town.post(ito, at("/guardians", id),
                        {{"member", std::to_string(mother.value)}, {"login", "maiko"}})
                  .status,
              404)
        << "nobody links blindly";
    EXPECT_EQ(link(mother, "maiko").status, 303);
}

TEST_P(Guardians, can_be_ended_in_a_closed_case_but_not_linked) {
    link(mother, "maiko");
    town.write([&](Tx& tx) { record::set_state(tx, id, RecordState::closed); });
    EXPECT_EQ(link(father, "maiko").status, 403);
    EXPECT_EQ(end(mother).status, 303);
}

}  // namespace
}  // namespace michi::life
