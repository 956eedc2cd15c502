#include "policy/policy.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

#include "base/word.hpp"
#include "policy/personal.hpp"
#include "policy/table.hpp"

namespace michi {
namespace {

constexpr Mask kWhere = Field::contact | Field::location;

bool is_receiver(Role role) {
    return role == Role::municipal_officer || role == Role::local_coordinator ||
           role == Role::partner;
}

/// The words of a request were written to its receiver; handover keeps names out of them.
Mask words_of_a_request(const PolicyRow& row) {
    return name_of(row.act).ends_with("_handover") ? Mask(Field::notes) : Mask{};
}

bool is_public(Act act) { return act == Act::visit_public || act == Act::sign_in; }

/// `later` gives nothing that `before` did not give.
bool adds_nothing(const Decision& before, const Decision& later) {
    if (!later.allowed()) return true;
    return before.allowed() && (later.fields() & ~before.fields()) == 0;
}

/// Compares every row with the same row after `change`; answers the rows where something is added.
template <class F>
int additions_after(F&& change) {
    int additions = 0;
    each_policy_row([&](const PolicyRow& row) {
        PolicyRow later = row;
        if (!change(later)) return;
        const Decision d = decide(later.role, later.assurance, later.act, later.around);
        additions += adds_nothing(row.decision, d) ? 0 : 1;
    });
    return additions;
}

/// The rows that break a rule.
template <class F>
int rows_where(F&& broken) {
    int rows = 0;
    each_policy_row([&](const PolicyRow& row) { rows += broken(row) ? 1 : 0; });
    return rows;
}

template <class T>
concept Printable = requires(std::ostream& out, const T& value) {
    out << value;
};
template <class T>
concept MadeOfAVerdict = requires {
    T{Verdict::allow, kAllFields, false, false, ""};
};

TEST(Personal, opens_with_a_decision_for_its_class_and_for_nothing_else) {
    using Name = Personal<Field::identity, std::string>;
    static_assert(Printable<std::string> && !Printable<Name>);
    static_assert(!std::convertible_to<Name, std::string>);
    static_assert(!MadeOfAVerdict<Decision> && !std::is_aggregate_v<Decision>);
    const Name name("ひなた");
    EXPECT_EQ(name.shown(Decision()), "");
    int opened = 0;
    each_policy_row([&](const PolicyRow& row) {
        const bool may = row.decision.allowed() && has(row.decision.fields(), Field::identity);
        EXPECT_EQ(name.shown(row.decision), may ? "ひなた" : "");
        opened += may;
    });
    EXPECT_GT(opened, 1000);
}

TEST(Policy, is_the_reviewed_table) {
    const std::string file = std::string(MICHI_SOURCE) + "/src/policy/policy_golden.txt";
    if (std::getenv("MICHI_WRITE_GOLDEN")) std::ofstream(file) << policy_golden();
    std::ifstream in(file);
    const std::string reviewed{std::istreambuf_iterator<char>(in), {}};
    EXPECT_EQ(policy_golden(), reviewed)
        << "review the change, then run the test with MICHI_WRITE_GOLDEN=1";
}

TEST(Policy, withdrawing_consent_never_adds) {
    for (const Field field :
         {Field::identity, Field::contact, Field::medical, Field::family, Field::notes})
        EXPECT_EQ(additions_after([&](PolicyRow& row) {
                      row.around.consented = Mask(row.around.consented & ~Mask(field));
                      return true;
                  }),
                  0);
}

TEST(Policy, ending_a_relation_never_adds) {
    EXPECT_EQ(additions_after([](PolicyRow& row) {
                  row.around.relation = Relation::none;
                  return true;
              }),
              0);
}

TEST(Policy, a_request_not_yet_accepted_gives_no_more_than_membership) {
    EXPECT_EQ(additions_after([](PolicyRow& row) {
                  if (row.around.relation != Relation::member) return false;
                  row.around.relation = Relation::asked;
                  return true;
              }),
              0);
}

TEST(Policy, setting_protection_never_adds) {
    EXPECT_EQ(additions_after([](PolicyRow& row) {
                  row.around.is_protected = true;
                  return true;
              }),
              0);
}

TEST(Policy, leaving_the_protected_team_never_adds) {
    EXPECT_EQ(additions_after([](PolicyRow& row) {
                  row.around.in_protected_team = false;
                  return true;
              }),
              0);
}

TEST(Policy, being_in_the_team_of_an_unprotected_child_changes_nothing) {
    EXPECT_EQ(additions_after([](PolicyRow& row) {
                  row.around.in_protected_team = true;
                  return !row.around.is_protected;
              }),
              0);
}

TEST(Policy, closing_a_case_never_adds) {
    EXPECT_EQ(additions_after([](PolicyRow& row) {
                  row.around.state = RecordState::closed;
                  return true;
              }),
              0);
}

TEST(Policy, less_assurance_never_adds) {
    EXPECT_EQ(additions_after([](PolicyRow& row) {
                  if (row.assurance == Assurance::nobody) return false;
                  row.assurance = Assurance(int(row.assurance) - 1);
                  return true;
              }),
              0);
}

TEST(Policy, watching_is_as_open) {
    EXPECT_EQ(additions_after([](PolicyRow& row) {
                  if (row.around.state != RecordState::open) return false;
                  row.around.state = RecordState::watching;
                  return true;
              }),
              0);
}

TEST(Policy, counts_categories_not_their_summary) {
    EXPECT_EQ(additions_after([](PolicyRow& row) {
                  row.around.consent = Consent::full;
                  return true;
              }),
              0);
}

TEST(Policy, shows_the_whereabouts_of_a_protected_child_to_its_team_only) {
    EXPECT_EQ(rows_where([](const PolicyRow& row) {
                  return row.around.is_protected && !row.around.in_protected_team &&
                         (row.decision.fields() & kWhere) != 0;
              }),
              0);
}

TEST(Policy, gives_nobody_who_is_not_signed_in_anything_but_the_public_pages) {
    EXPECT_EQ(rows_where([](const PolicyRow& row) {
                  return row.assurance == Assurance::nobody && row.decision.allowed() &&
                         !is_public(row.act);
              }),
              0);
}

TEST(Policy, gives_staff_nothing_before_the_second_factor) {
    EXPECT_EQ(rows_where([](const PolicyRow& row) {
                  return row.role != Role::family && row.assurance < Assurance::second_factor &&
                         row.decision.allowed() && !is_public(row.act);
              }),
              0);
}

TEST(Policy, asks_the_family_of_a_protected_child_for_the_second_factor) {
    EXPECT_EQ(rows_where([](const PolicyRow& row) {
                  return row.role == Role::family && row.around.is_protected &&
                         row.assurance < Assurance::second_factor && row.decision.fields() != 0;
              }),
              0);
}

TEST(Policy, shows_the_administrator_and_the_prefecture_no_case) {
    EXPECT_EQ(
        rows_where([](const PolicyRow& row) {
            return (row.role == Role::administrator || row.role == Role::prefecture_officer) &&
                   (row.decision.fields() & ~Mask(Field::audit)) != 0;
        }),
        0);
}

TEST(Policy, shows_the_prefecture_not_even_who_looked) {
    EXPECT_EQ(rows_where([](const PolicyRow& row) {
                  return row.role == Role::prefecture_officer && row.decision.fields() != 0;
              }),
              0);
}

TEST(Policy, shows_nobody_without_relation_a_case) {
    EXPECT_EQ(rows_where([](const PolicyRow& row) {
                  return row.around.relation == Relation::none &&
                         (row.decision.fields() & ~Mask(Field::audit)) != 0;
              }),
              0);
}

TEST(Policy, answers_for_a_case_one_may_not_know_as_for_one_that_is_not_there) {
    EXPECT_EQ(rows_where([](const PolicyRow& row) {
                  return row.act == Act::read_case && row.around.relation == Relation::none &&
                         row.assurance >= Assurance::second_factor &&
                         row.decision.verdict() != Verdict::absent;
              }),
              0);
}

TEST(Policy, shows_receivers_only_what_the_family_allowed) {
    EXPECT_EQ(rows_where([](const PolicyRow& row) {
                  return is_receiver(row.role) &&
                         (row.decision.fields() & kConsented & ~row.around.consented &
                          ~words_of_a_request(row)) != 0;
              }),
              0);
}

TEST(Policy, without_any_yes_a_receiver_knows_neither_who_nor_what) {
    EXPECT_EQ(rows_where([](const PolicyRow& row) {
                  return is_receiver(row.role) && row.around.consented == 0 &&
                         (row.decision.fields() &
                          ~((Field::number | Field::location) | Field::plan) &
                          ~words_of_a_request(row)) != 0;
              }),
              0);
}

TEST(Policy, shows_receivers_no_shared_note_of_a_child_they_may_not_name) {
    EXPECT_EQ(rows_where([](const PolicyRow& row) {
                  return is_receiver(row.role) && !has(row.around.consented, Field::identity) &&
                         !words_of_a_request(row) && has(row.decision.fields(), Field::notes);
              }),
              0);
}

TEST(Policy, shows_receivers_no_audit_and_of_the_plan_only_what_they_hold_or_answer) {
    const std::set<Act> own{Act::set_action,         Act::move_action,      Act::finish_action,
                            Act::undo_action,        Act::receive_handover, Act::accept_handover,
                            Act::decline_handover,   Act::note_handover,    Act::answer_handover,
                            Act::give_back_handover, Act::contact_handover};
    EXPECT_EQ(rows_where([&](const PolicyRow& row) {
                  return is_receiver(row.role) &&
                         (has(row.decision.fields(), Field::audit) ||
                          (has(row.decision.fields(), Field::plan) && !own.contains(row.act)));
              }),
              0);
}

TEST(Policy, shows_a_guardian_nothing_of_the_other_guardian) {
    const Mask never = Field::contact | Field::family;
    EXPECT_EQ(rows_where([&](const PolicyRow& row) {
                  return row.role == Role::family && (row.decision.fields() & never) != 0;
              }),
              0);
}

TEST(Policy, shows_the_reception_no_notes_of_a_case) {
    EXPECT_EQ(rows_where([](const PolicyRow& row) {
                  return row.role == Role::receptionist &&
                         (row.act == Act::read_case || row.act == Act::set_action ||
                          row.act == Act::finish_action || row.act == Act::move_action ||
                          row.act == Act::undo_action || row.act == Act::read_handover) &&
                         has(row.decision.fields(), Field::notes);
              }),
              0);
}

TEST(Policy, lets_only_counsellors_of_the_centre_with_a_fresh_factor_open_or_close_a_case) {
    EXPECT_EQ(rows_where([](const PolicyRow& row) {
                  if (row.act != Act::change_consent && row.act != Act::protect_case &&
                      row.act != Act::link_guardian)
                      return false;
                  const bool theirs =
                      (row.role == Role::centre_counsellor || row.role == Role::centre_head) &&
                      row.around.relation == Relation::centre;
                  const bool asked = row.decision.step_up() || row.assurance == Assurance::fresh;
                  return row.decision.allowed() && !(theirs && asked);
              }),
              0);
}

TEST(Policy, lets_only_administrators_and_heads_keep_accounts_with_a_fresh_factor) {
    EXPECT_EQ(rows_where([](const PolicyRow& row) {
                  if (row.act != Act::manage_accounts || !row.decision.allowed()) return false;
                  const bool asked = row.decision.step_up() || row.assurance == Assurance::fresh;
                  const bool theirs =
                      row.role == Role::administrator || row.role == Role::centre_head;
                  return !theirs || !asked || row.decision.fields() != 0;
              }),
              0);
}

TEST(Policy, never_asks_again_for_a_factor_just_given) {
    EXPECT_EQ(rows_where([](const PolicyRow& row) {
                  return row.assurance == Assurance::fresh && row.decision.step_up();
              }),
              0);
}

TEST(Policy, what_is_less_ones_own_never_adds_but_to_take_it_back) {
    EXPECT_EQ(additions_after([](PolicyRow& row) {
                  if (row.around.mine == Mine::other) return false;
                  row.around.mine = Mine(int(row.around.mine) - 1);
                  return row.act != Act::take_back_action;
              }),
              0);
}

TEST(Policy, lets_nobody_change_what_another_organisation_wrote_holds_or_answers) {
    const std::set<Act> of_an_object{
        Act::edit_note,          Act::move_action,        Act::finish_action,
        Act::undo_action,        Act::propose_entry,      Act::receive_handover,
        Act::accept_handover,    Act::decline_handover,   Act::note_handover,
        Act::answer_handover,    Act::give_back_handover, Act::contact_handover,
        Act::take_back_handover, Act::recall_handover,    Act::confirm_handover,
        Act::finish_handover,    Act::close_handover,     Act::remind_handover};
    EXPECT_EQ(rows_where([&](const PolicyRow& row) {
                  return of_an_object.contains(row.act) && row.around.mine == Mine::other &&
                         row.decision.allowed();
              }),
              0);
    for (const Act act : of_an_object) EXPECT_TRUE(minds_whose(act)) << name_of(act);
}

TEST(Policy, lets_the_centre_alone_take_back_what_another_holds) {
    EXPECT_EQ(rows_where([](const PolicyRow& row) {
                  const bool centres =
                      row.around.relation == Relation::centre && row.around.mine == Mine::other &&
                      (row.role == Role::centre_counsellor || row.role == Role::centre_head);
                  return row.act == Act::take_back_action && row.decision.allowed() && !centres;
              }),
              0);
}

TEST(Policy, of_acts_that_do_not_mind_whose_is_the_same_for_everybodys) {
    EXPECT_EQ(rows_where([](const PolicyRow& row) {
                  if (minds_whose(row.act)) return false;
                  Circumstances around = row.around;
                  around.mine = Mine::own;
                  const Decision own = decide(row.role, row.assurance, row.act, around);
                  return own.verdict() != row.decision.verdict() ||
                         own.fields() != row.decision.fields() ||
                         own.reason() != row.decision.reason();
              }),
              0);
}

TEST(Policy, says_whose_it_is_by_the_person_before_the_organisation) {
    const Subject who{.account = {3},
                      .organisation = {7},
                      .name = {},
                      .organisation_name = {},
                      .municipality = {}};
    EXPECT_EQ(whose(who, {3}, {8}), Mine::own);
    EXPECT_EQ(whose(who, {4}, {7}), Mine::colleague);
    EXPECT_EQ(whose(who, {}, {7}), Mine::colleague);
    EXPECT_EQ(whose(who, {4}, {8}), Mine::other);
    EXPECT_EQ(whose(who, {}, {}), Mine::other);
    EXPECT_EQ(whose({}, {}, {}), Mine::other) << "nobody owns what is nobody's";
}

TEST(Policy, writes_nothing_into_a_closed_case) {
    const std::set<Act> writing{Act::write_note,       Act::edit_note,      Act::tell_family,
                                Act::edit_case,        Act::set_action,     Act::move_action,
                                Act::take_back_action, Act::start_handover, Act::send_handover,
                                Act::undo_action,      Act::change_team,    Act::close_case,
                                Act::move_case,        Act::link_guardian,  Act::put_in_charge};
    EXPECT_EQ(rows_where([&](const PolicyRow& row) {
                  return row.around.state == RecordState::closed && writing.contains(row.act) &&
                         row.decision.allowed();
              }),
              0);
}

TEST(Policy, keeps_every_view_that_shows_a_field) {
    EXPECT_EQ(rows_where([](const PolicyRow& row) {
                  return row.decision.allowed() && row.decision.fields() != 0 &&
                         !row.decision.audited();
              }),
              0);
}

TEST(Policy, gives_no_field_with_a_refusal_and_a_reason_only_then) {
    EXPECT_EQ(rows_where([](const PolicyRow& row) {
                  const Decision& d = row.decision;
                  if (d.allowed()) return !d.reason().empty();
                  return d.fields() != 0 || d.step_up() || d.audited() || d.reason().empty();
              }),
              0);
}

TEST(Policy, every_reason_is_a_sentence_of_the_catalogue) {
    std::set<std::string_view> reasons;
    each_policy_row([&](const PolicyRow& row) { reasons.insert(row.decision.reason()); });
    reasons.erase("");
    for (const auto reason : reasons) EXPECT_TRUE(known_word(reason)) << reason;
}

TEST(Policy, says_ever_exactly_where_some_row_allows) {
    for (int role = 0; role < kRoles; ++role)
        for (int act = 0; act < kActs; ++act) {
            bool some = false;
            for (int relation = 0; relation < kRelations; ++relation)
                for (int mine = 0; mine < kMines; ++mine)
                    some = some || decide(Role(role), Assurance::fresh, Act(act),
                                          {.relation = Relation(relation), .mine = Mine(mine)})
                                       .allowed();
            EXPECT_EQ(ever(Role(role), Act(act)), some)
                << name_of(Role(role)) << " " << name_of(Act(act));
        }
}

TEST(Policy, every_act_is_somebodys_and_has_a_name_of_its_own) {
    std::set<std::string_view> names;
    for (int act = 0; act < kActs; ++act) {
        bool some = false;
        for (int role = 0; role < kRoles; ++role) some = some || ever(Role(role), Act(act));
        EXPECT_TRUE(some) << name_of(Act(act));
        names.insert(name_of(Act(act)));
    }
    EXPECT_EQ(names.size(), std::size_t(kActs));
    EXPECT_EQ(name_of(Act::sign_in), "sign_in");
    EXPECT_EQ(name_of(Act::read_case), "read_case");
    EXPECT_EQ(name_of(Act::see_month), "see_month");
}

}  // namespace
}  // namespace michi
