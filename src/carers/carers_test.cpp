#include "carers/rules.hpp"
#include "carers/store.hpp"
#include "directory/directory.hpp"
#include "town.hpp"

namespace michi::carers {
namespace {

Date d(const std::string& iso) { return *Date::parse_iso(iso); }
const Date kToday = d("2026-11-25");
const Id<record::Child> kHinata{1}, kOther{2};

Span since(const std::string& from, const std::string& until = {}) {
    return {d(from), until.empty() ? std::nullopt : Date::parse_iso(until)};
}

/// One carer of class 3 for Hinata, on the list of an employer registered for all acts.
Employer whole() {
    Employer employer;
    employer.registrations = {{kAllActs, since("2024-04-01")}};
    employer.roster = {{{7}, since("2025-06-01")}};
    employer.certificates = {{.carer = {7},
                              .rank = Class::third,
                              .acts = Acts(Act::oral_suction) | Acts(Act::cannula_suction),
                              .child = kHinata,
                              .valid = since("2025-05-20")}};
    return employer;
}

Finding asked(const Employer& employer, Act act = Act::oral_suction,
              Id<record::Child> child = kHinata, Date day = kToday) {
    return may_give(employer, act, child, day);
}

TEST(Carers, may_give_when_every_link_holds_on_the_day) {
    const Finding finding = asked(whole());
    EXPECT_EQ(finding.may, May::yes);
    EXPECT_EQ(finding.who, (std::vector<Id<Carer>>{{7}}));
}

TEST(Carers, of_whom_nobody_told_are_not_known_and_never_no) {
    EXPECT_EQ(asked({}).may, May::not_known);
    EXPECT_EQ(asked({}).missing, Missing::facts);
}

TEST(Carers, may_not_when_one_link_is_missing_and_it_is_named) {
    struct Case {
        const char* what;
        Missing missing;
        void (*breaking)(Employer&);
    };
    const Case cases[] = {
        {"never registered", Missing::registration, [](Employer& e) { e.registrations.clear(); }},
        {"registered for other acts", Missing::registration,
         [](Employer& e) { e.registrations[0].acts = Acts(Act::nasal_feeding); }},
        {"registration ended yesterday", Missing::registration,
         [](Employer& e) { e.registrations[0].valid.until = kToday - 1; }},
        {"not yet on the list", Missing::roster,
         [](Employer& e) { e.roster[0].valid.from = kToday + 1; }},
        {"left", Missing::roster, [](Employer& e) { e.roster[0].valid.until = kToday - 1; }},
        {"no certificate", Missing::certificate, [](Employer& e) { e.certificates.clear(); }},
        {"certificate ended", Missing::certificate,
         [](Employer& e) { e.certificates[0].valid.until = kToday - 1; }},
        {"certificate from tomorrow", Missing::certificate,
         [](Employer& e) { e.certificates[0].valid.from = kToday + 1; }},
        {"another act", Missing::act,
         [](Employer& e) { e.certificates[0].acts = Acts(Act::nasal_feeding); }},
        {"class 3 for another child", Missing::child,
         [](Employer& e) { e.certificates[0].child = kOther; }},
        {"class 3 for nobody", Missing::child,
         [](Employer& e) { e.certificates[0].child = std::nullopt; }},
    };
    for (const Case& one : cases) {
        Employer employer = whole();
        one.breaking(employer);
        const Finding finding = asked(employer);
        EXPECT_EQ(finding.may, May::no) << one.what;
        EXPECT_EQ(finding.missing, one.missing) << one.what;
        EXPECT_TRUE(finding.who.empty()) << one.what;
    }
}

TEST(Carers, of_the_first_two_classes_may_for_every_child) {
    Employer employer = whole();
    employer.certificates[0].rank = Class::second;
    employer.certificates[0].child = std::nullopt;
    EXPECT_EQ(asked(employer, Act::oral_suction, kOther).may, May::yes);
    EXPECT_EQ(asked(employer, Act::nasal_feeding, kOther).missing, Missing::act);
}

TEST(Carers, count_on_the_first_and_the_last_day) {
    Employer employer = whole();
    employer.certificates[0].valid = since("2026-11-25", "2026-11-25");
    EXPECT_EQ(asked(employer).may, May::yes);
    EXPECT_EQ(asked(employer, Act::oral_suction, kHinata, kToday + 1).may, May::no);
    EXPECT_EQ(asked(employer, Act::oral_suction, kHinata, kToday - 1).may, May::no);
}

class Store : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {}};
};
ON_EACH_ENGINE(Store);

TEST_P(Store, keeps_every_link_with_its_days_and_the_name_sealed) {
    const auto vault = open_test_vault();
    town.write([&](Tx& tx) {
        directory::Values values;
        values[directory::Field::name] = "つくし";
        directory::add_service(tx, "short_stay", values);
        const Id<directory::Provider> provider{
            tx.value<std::int64_t>("SELECT id FROM directory_provider")};
        const auto carer = add_carer(tx, *vault, "架空 花子");
        EXPECT_EQ(name_of(tx, *vault, carer), "架空 花子");
        add_certificate(tx,
                        {.carer = carer,
                         .rank = Class::second,
                         .acts = kAllActs,
                         .child = {},
                         .valid = since("2025-01-01")},
                        "若葉県", "若第0001号");
        register_employer(tx, provider, {kAllActs, since("2024-04-01", "2027-03-31")});
        EXPECT_EQ(asked(employer(tx, provider)).missing, Missing::roster);
        enter_on_roster(tx, provider, {carer, since("2025-02-01")});
        EXPECT_EQ(asked(employer(tx, provider)).may, May::yes);
        EXPECT_EQ(
            asked(employer(tx, provider), Act::oral_suction, kHinata, d("2027-04-01")).missing,
            Missing::registration);
    });
}

}  // namespace
}  // namespace michi::carers
