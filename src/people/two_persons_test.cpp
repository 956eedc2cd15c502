#include "people/two_persons.hpp"

#include <random>

#include "documents.hpp"
#include "people/people.hpp"

namespace michi::people {
namespace {

const char* kFile = "two-persons.md";

Role role_of(const std::string& name) {
    const auto role = role_named(name);
    EXPECT_TRUE(role) << name;
    return role.value_or(Role::family);
}

TEST(TwoPersons, are_needed_for_the_roles_of_the_document) {
    const auto rows = examples(kFile, "Whose account needs two");
    EXPECT_EQ(rows.size(), std::size_t(kRoles));
    for (const auto& row : rows)
        EXPECT_EQ(needs_second(role_of(row[0])), row[1] == "yes") << row[0];
}

TEST(TwoPersons, are_needed_for_a_move_as_the_document_says) {
    for (const auto& row : examples(kFile, "Who moves")) {
        const Role from = role_of(row[0]), to = role_of(row[1]);
        EXPECT_EQ(needs_second(from, to), row[2] == "yes") << row[0] << " to " << row[1];
        EXPECT_EQ(begins_anew(from, to), row[3] == "yes") << row[0] << " to " << row[1];
    }
}

TEST(TwoPersons, are_needed_wherever_the_policy_shows_anything_of_a_child) {
    for (int role = 0; role < kRoles; ++role) {
        Mask seen = 0;
        for (int act = 0; act < kActs; ++act)
            for (int relation = 0; relation < kRelations; ++relation)
                seen |= decide(Role(role), Assurance::fresh, Act(act),
                               {.relation = Relation(relation),
                                .consent = Consent::full,
                                .consented = kAllFields})
                            .fields();
        const bool of_a_child = (seen & ~Mask(Field::audit)) != 0;
        EXPECT_TRUE(!of_a_child || needs_second(Role(role))) << name_of(Role(role));
    }
}

TEST(TwoPersons, propose_as_the_document_says) {
    for (const auto& row : examples(kFile, "Who proposes"))
        EXPECT_EQ(may_propose(role_of(row[0]), role_of(row[1])), row[2] == "yes")
            << row[0] << " about " << row[1];
}

std::string name_of(Objection why) {
    constexpr std::string_view kNames[] = {"none",      "same_person", "own_account",
                                           "same_role", "not_asked",   "one_origin"};
    return std::string(kNames[std::size_t(why)]);
}

TEST(TwoPersons, agree_as_the_document_says) {
    const std::map<std::string, Hand> people{
        {"admin", {{1}, Role::administrator}},     {"admin2", {{2}, Role::administrator}},
        {"head", {{3}, Role::centre_head}},        {"head2", {{4}, Role::centre_head}},
        {"head3", {{5}, Role::centre_head}},       {"head4", {{6}, Role::centre_head}},
        {"head5", {{7}, Role::centre_head}},       {"ito", {{8}, Role::centre_counsellor}},
        {"kimura", {{9}, Role::centre_counsellor}}};
    Lineage lineage;
    const auto brought_in = [&](const char* who, const char* by) {
        lineage.add(people.at(who).account, people.at(by).account);
    };
    for (const auto* who : {"admin2", "head2", "ito"}) brought_in(who, "admin");
    brought_in("head3", "admin2");
    brought_in("head4", "head");
    brought_in("head5", "head");
    brought_in("head5", "admin");  // by the link for a new password
    for (const auto& row : examples(kFile, "Who agrees"))
        EXPECT_EQ(name_of(objection(people.at(row[0]), people.at(row[1]), people.at(row[2]).account,
                                    lineage)),
                  row[3])
            << row[0] << ", " << row[1] << " about " << row[2];
}

TEST(TwoPersons, go_back_to_everybody_before_them_also_in_a_circle) {
    Lineage lineage;
    for (std::int64_t i = 1; i < 50; ++i) lineage.add({i + 1}, {i});
    lineage.add({1}, {50});
    EXPECT_EQ(lineage.origins({1}).size(), 50u);
    EXPECT_FALSE(lineage.share_an_origin({1}, {51}));
}

/// People who bring each other in, one of whom is up to something. What a proposer makes is the letter,
/// what a second person makes is the code; whoever has both holds the account.
class Intrigue {
  public:
    explicit Intrigue(unsigned seed) : random_(seed) {
        for (int i = 0, n = 1 + any(3); i < n; ++i) add(Role::administrator);
        for (int i = 0, n = 1 + any(3); i < n; ++i) add(Role::centre_head);
        for (int i = 0, n = any(3); i < n; ++i) add(Role(any(kRoles)));
        for (int i = 0; i < 12; ++i) honestly();
        self_ = somebody();
        held_.insert(self_);
    }

    /// A person gets another role. The letter of whoever begins anew is the proposer's.
    void move(bool helped) {
        const auto proposer = one_of(held_), about = somebody();
        const Role from = roles_[about], to = Role(any(kRoles));
        if (!may_propose(roles_[proposer], from) || !may_propose(roles_[proposer], to)) return;
        if (needs_second(from, to) && !agreed(proposer, about, helped)) return;
        roles_[about] = to;
        lineage_.add(about, proposer);
        if (!begins_anew(from, to)) return;
        held_.insert(about);
        ++gained;
        if (helped) ++helps;
    }

    /// One act of the intriguer with any account held. `helped`: an honest person agrees to it in good
    /// faith and tells the code on the telephone.
    void intrigue(bool helped) {
        const auto proposer = one_of(held_);
        const bool invites = any(2) == 0;
        const auto about = invites ? Id<Account>{} : somebody();
        const Role role = invites ? Role(any(kRoles)) : roles_[about];
        if (!may_propose(roles_[proposer], role)) return;
        if (needs_second(role) && !agreed(proposer, about, helped)) return;
        const auto taken = invites ? add(role) : about;
        lineage_.add(taken, proposer);
        if (held_.insert(taken).second && needs_second(role)) ++gained;
        if (helped) ++helps;
    }
    /// Agrees, as the second person, to what an honest one proposes: has a code and no letter.
    void agree() { honestly(); }

    int gained{}, helps{};

  private:
    bool agreed(Id<Account> proposer, Id<Account> about, bool helped) {
        return std::ranges::any_of(roles_, [&](const auto& one) {
            return helped == !held_.contains(one.first) &&
                   objection({proposer, roles_[proposer]}, {one.first, one.second}, about,
                             lineage_) == Objection::none;
        });
    }
    /// Somebody is moved in good faith. Whoever begins anew has what was held of them no more.
    void honestly_moved(Id<Account> proposer, Id<Account> second) {
        const auto about = somebody();
        const Role from = roles_[about], to = Role(any(kRoles));
        if (!may_propose(roles_[proposer], from) || !may_propose(roles_[proposer], to)) return;
        if (needs_second(from, to) &&
            objection({proposer, roles_[proposer]}, {second, roles_[second]}, about, lineage_) !=
                Objection::none)
            return;
        roles_[about] = to;
        lineage_.add(about, proposer);
        if (begins_anew(from, to) && about != self_) held_.erase(about);
        const bool kept = about != self_ && held_.contains(about);
        if (kept && !needs_second(from) && needs_second(to)) ++gained;
    }
    int any(int below) { return int(random_() % unsigned(below)); }
    Id<Account> add(Role role) {
        const Id<Account> id{std::int64_t(roles_.size()) + 1};
        roles_[id] = role;
        return id;
    }
    Id<Account> somebody() { return {1 + any(int(roles_.size()))}; }
    Id<Account> one_of(const std::set<Id<Account>>& set) {
        return *std::next(set.begin(), any(int(set.size())));
    }
    void honestly() {
        const auto proposer = somebody(), second = somebody();
        if (!held_.empty() && !held_.contains(proposer) && any(3) == 0)
            return honestly_moved(proposer, second);
        const Role role =
            any(3) ? (any(2) ? Role::administrator : Role::centre_head) : Role(any(kRoles));
        if (held_.contains(proposer) || !may_propose(roles_[proposer], role)) return;
        if (objection({proposer, roles_[proposer]}, {second, roles_[second]}, {}, lineage_) !=
            Objection::none)
            return;
        lineage_.add(add(role), proposer);
    }

    std::mt19937 random_;
    std::map<Id<Account>, Role> roles_;
    std::set<Id<Account>> held_;
    Id<Account> self_;
    Lineage lineage_;
};

TEST(TwoPersons, are_never_one_whatever_one_alone_does) {
    for (unsigned seed = 0; seed < 3000; ++seed) {
        Intrigue world(seed);
        for (int i = 0; i < 40; ++i) {
            world.intrigue(false);
            world.move(false);
            world.agree();
        }
        ASSERT_EQ(world.gained, 0) << "seed " << seed;
    }
}

TEST(TwoPersons, are_still_two_after_others_agreed_in_good_faith) {
    for (unsigned seed = 0; seed < 3000; ++seed) {
        Intrigue world(seed);
        for (int i = 0; i < 60; ++i) {
            world.intrigue(i % 5 == 0);
            world.move(i % 7 == 0);
            ASSERT_LE(world.gained, world.helps) << "seed " << seed << ": more than was agreed to";
        }
    }
}

}  // namespace
}  // namespace michi::people
