// Consent as it is stored: rows, audit, timeline and ledger at once; SQL reads it as the rule does.
#include "consent/consent.hpp"

#include <fstream>
#include <iterator>
#include <random>

#include "town.hpp"

namespace michi::consent {
namespace {

class Records : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam()};

    Said said(Id<record::Case> id, Mask categories = Mask(Field::medical)) {
        Said one{.case_id = id,
                 .organisation = town.city,
                 .answers = {},
                 .basis = "oral",
                 .speaker = "mother",
                 .heard_by = town.miura.account,
                 .expires = {}};
        answer_all(one, categories, Answer::yes);
        return one;
    }
    std::vector<std::string> audited;
    void keep_audited(Tx& tx) {
        for (const Trace& entry : tx.traces()) audited.push_back(entry.action);
    }
    Refusals record(const Said& one) {
        Refusals no;
        town.write([&](Tx& tx) {
            no = consent::record(tx, *town.vault, town.miura, one, town.now());
            keep_audited(tx);
        });
        return no;
    }
    Mask open(Id<record::Case> id) {
        return town.ask([&](Tx& tx) { return consented_to(tx, id, town.city, town.now().today); });
    }
    Mask open_in_sql(Id<record::Case> id) {
        return town.ask([&](Tx& tx) {
            Mask mask = 0;
            tx.each(
                SqlText("SELECT n.category FROM consent n WHERE n.case_id = $1"
                        " AND n.organisation_id = $2 AND ") +
                    living_consent("$3"),
                [&](const Row& row) { mask = Mask(mask | mask_of(row.text(0))); }, id, town.city,
                town.now().today);
            return mask;
        });
    }
    std::int64_t count(const Sql& sql) {
        return town.ask([&](Tx& tx) { return tx.value<std::int64_t>(sql); });
    }
    std::vector<Disclosure> told(Id<record::Case> id) {
        return town.ask([&](Tx& tx) { return ledger(tx, id); });
    }
    void takes_part(Id<record::Case> id, record::Standing standing = record::Standing::helps) {
        town.write([&](Tx& tx) {
            record::Member member;
            member.organisation = town.city;
            member.standing = standing;
            member.sector = "municipality";
            member.since = town.now().today;
            record::add_member(tx, *town.vault, id, member);
        });
    }
};
ON_EACH_ENGINE(Records);

TEST_P(Records, of_one_answer_are_a_row_an_audit_entry_and_a_line_of_the_timeline) {
    const auto id = town.child("さえき ひなた", false);
    auto one = said(id, Field::identity | Field::medical);
    one.expires = town.now().today + 120;
    EXPECT_FALSE(record(one).any());
    EXPECT_EQ(count("SELECT count(*) FROM consent"), 2);
    EXPECT_EQ(count("SELECT count(*) FROM consent WHERE heard_by IS NULL OR said IS NULL"), 0);
    EXPECT_EQ(audited, std::vector<std::string>{"consent.record"});
    EXPECT_EQ(count("SELECT count(*) FROM entry WHERE kind = 'machine' AND visible = 0"), 1);
}

TEST_P(Records, of_a_wrong_answer_are_none_at_all) {
    const auto id = town.child("さえき ひなた", false);
    const auto spoilt = [&](auto&& spoil) {
        auto one = said(id);
        spoil(one);
        return record(one).any();
    };
    EXPECT_TRUE(spoilt([](Said& s) { s.speaker = ""; }));
    EXPECT_TRUE(spoilt([](Said& s) { s.heard_by = {}; }));
    EXPECT_TRUE(spoilt([&](Said& s) { s.expires = town.now().today; }));
    EXPECT_TRUE(spoilt([](Said& s) { answer_all(s, Mask(Field::notes), Answer::yes); }))
        << "records need identity";
    EXPECT_EQ(count("SELECT count(*) FROM consent"), 0);
    EXPECT_TRUE(audited.empty());
    EXPECT_EQ(count("SELECT count(*) FROM entry"), 0);
}

TEST_P(Records, take_the_shared_notes_with_the_name_or_after_it) {
    const auto id = town.child("さえき ひなた", false);
    EXPECT_TRUE(record(said(id, Mask(Field::notes))).any());
    EXPECT_FALSE(record(said(id, Field::identity | Field::notes)).any());
    EXPECT_EQ(open(id), Field::identity | Field::notes);
    auto no = said(id, 0);
    answer_all(no, Mask(Field::identity), Answer::no);
    EXPECT_FALSE(record(no).any());
    EXPECT_EQ(open(id), 0) << "without the name the notes are shut as well";
    EXPECT_EQ(open_in_sql(id), 0);
    EXPECT_FALSE(record(said(id, Mask(Field::identity))).any());
    EXPECT_EQ(open(id), Field::identity | Field::notes);
}

TEST_P(Records, are_read_by_sql_as_by_the_rule_on_every_day_of_random_answers) {
    std::mt19937 random(20261128);
    std::vector<Id<record::Case>> cases;
    for (int n = 0; n < 6; ++n) cases.push_back(town.child("さえき ひなた", false));
    int opened = 0, closed = 0;
    for (int day = 0; day < 40; ++day) {
        for (const auto id : cases) {
            auto one = said(id, 0);
            for (const Category& category : kCategories)
                if (random() % 3 == 0)
                    answer_all(one, Mask(category.field), random() % 3 ? Answer::yes : Answer::no);
            if (random() % 2) one.expires = town.now().today + 1 + int(random() % 9);
            record(one);  // some are refused: records without identity
            EXPECT_EQ(open(id), open_in_sql(id)) << "day " << day;
            town.ask([&](Tx& tx) {
                for (const Receiver& receiver : matrix(tx, id)) {
                    EXPECT_EQ(consented(receiver, town.now().today), open(id));
                }
                return 0;
            });
            ++(open(id) ? opened : closed);
        }
        town.pass_days(1);
    }
    EXPECT_GT(opened, 40);
    EXPECT_GT(closed, 3);
}

TEST_P(Records, tell_the_ledger_what_a_yes_opened_to_who_takes_part) {
    const auto id = town.child("さえき ひなた", false);
    record(said(id, Field::identity | Field::medical));
    EXPECT_TRUE(told(id).empty()) << "nobody reads it yet";
    takes_part(id);
    record(said(id, (Field::identity | Field::medical) | Field::contact));
    ASSERT_EQ(told(id).size(), 1U);
    EXPECT_EQ(told(id)[0].path, "case_page");
    EXPECT_EQ(told(id)[0].categories, Mask(Field::contact)) << "only what is new";
    auto no = said(id, 0);
    answer_all(no, kConsented, Answer::no);
    record(no);
    EXPECT_EQ(told(id).size(), 1U) << "a no tells nothing";
}

TEST_P(Records, taken_back_open_nothing_and_say_so) {
    const auto id = town.child("さえき ひなた", false);
    record(said(id, Field::identity | Field::medical));
    const Instant then = town.now().at;
    town.pass_days(1);
    record(said(id, Mask(Field::contact)));
    town.write([&](Tx& tx) {
        take_back(tx, *town.vault, town.miura, id, then, town.now());
        keep_audited(tx);
    });
    EXPECT_EQ(open(id), Mask(Field::contact)) << "what was said another time stays";
    EXPECT_EQ(audited.back(), "consent.take_back");
}

TEST_P(Records, of_the_ledger_are_marked_when_they_are_taken_back) {
    const auto id = town.child("さえき ひなた", false);
    town.write([&](Tx& tx) {
        for (const char* link : {"H-0001", "H-0002"})
            tell(tx,
                 {.case_id = id,
                  .organisation = town.city,
                  .path = Path::inquiry,
                  .categories = 0,
                  .link = link},
                 town.miura.account, town.now().at);
        revoke(tx, id, "H-0001", town.now().at);
    });
    ASSERT_EQ(told(id).size(), 2U);
    EXPECT_FALSE(told(id)[0].revoked_at);
    EXPECT_TRUE(told(id)[1].revoked_at);
}

/// The newest answers an earlier edition had, and what the migration must make of them.
TEST_P(Records, of_an_earlier_edition_keep_their_meaning_and_open_no_more) {
    std::ifstream in(std::string(MICHI_SOURCE) + "/src/consent/2026-11-28-consent-migrated.sql");
    const std::string script{std::istreambuf_iterator<char>(in), {}};
    ASSERT_FALSE(script.empty());
    const auto running = town.child("さえき ひなた", false), withdrawn = town.child("べつ", false),
               never = town.child("だれも", false), ended = town.child("おわり", false);
    const Date soon = town.now().today + 10, later = town.now().today + 90;
    town.write([&](Tx& tx) {
        tx.connection().script(
            "ALTER TABLE consent ADD COLUMN basis TEXT NOT NULL DEFAULT '';"
            "ALTER TABLE consent ADD COLUMN speaker TEXT NOT NULL DEFAULT ''");
        std::int64_t row = 0;
        const auto old = [&](Id<record::Case> id, const char* category, int answer,
                             std::optional<Date> expires) {
            tx.run(
                "INSERT INTO consent (id, case_id, organisation_id, category, answer, basis, speaker,"
                " expires, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, 'oral', 'mother',"
                " $6, $7, $8)",
                ++row, id, town.city, category, answer, expires, town.miura.account, town.now().at);
        };
        old(running, "contact", 1, soon);
        old(running, "medical", 1, later);
        old(running, "family", 0, {});
        old(withdrawn, "medical", 1, {});
        old(withdrawn, "medical", 0, {});
        old(ended, "contact", 1, town.now().today + -1);
        tx.run("INSERT INTO number_series (series, last_number) VALUES ('consent', $1)", row);
        tx.connection().script(script);
    });
    EXPECT_EQ(open(running), ((Field::identity | Field::contact) | Field::medical) | Field::notes);
    for (const auto id : {withdrawn, never, ended}) EXPECT_EQ(open(id), 0);
    EXPECT_EQ(count("SELECT count(*) FROM consent WHERE basis = 'migration'"), 4)
        << "two for the running one, two that have ended";
    EXPECT_EQ(count("SELECT max(id) FROM consent"),
              count("SELECT last_number FROM number_series WHERE series = 'consent'"));
    town.pass_days(11);
    EXPECT_EQ(open(running), (Field::identity | Field::medical) | Field::notes)
        << "as long as the last yes lives";
    town.pass_days(80);
    EXPECT_EQ(open(running), 0);
    EXPECT_FALSE(record(said(running)).any()) << "numbers go on after it";
}

}  // namespace
}  // namespace michi::consent
