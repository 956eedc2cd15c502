// What an earlier edition kept in clear means the same after it was sealed, and stands nowhere in clear any more.

#include <fstream>

#include "app/instance.hpp"
#include "consultation/store.hpp"
#include "needs/waiting.hpp"
#include "platform/in_clear.hpp"
#include "platform/migrations.hpp"
#include "record/facts.hpp"
#include "reports/store.hpp"
#include "town.hpp"

namespace michi::app {
namespace {

/// The schema as it stood before the migrations of 1 December 2026, as far as they change it.
constexpr const char* kBefore = R"(
ALTER TABLE child DROP COLUMN known;
CREATE TABLE child_care (child_id BIGINT NOT NULL, kind TEXT NOT NULL, answer SMALLINT NOT NULL);
INSERT INTO table_mark (name) VALUES ('child_care');
ALTER TABLE case_record ADD COLUMN municipality TEXT NOT NULL DEFAULT '';
ALTER TABLE case_record ADD COLUMN stay TEXT NOT NULL DEFAULT '';
ALTER TABLE case_record ADD COLUMN power_hours SMALLINT;
ALTER TABLE case_record ADD COLUMN score SMALLINT;
ALTER TABLE case_record ADD COLUMN score_on TEXT;
CREATE TABLE consultation_topic (consultation_id BIGINT NOT NULL, topic TEXT NOT NULL, is_main SMALLINT NOT NULL);
DROP INDEX consultation_counted;
DROP INDEX consultation_listed;
DROP INDEX consultation_open;
DROP INDEX consultation_waiting;
DROP INDEX consultation_lacking;
ALTER TABLE consultation DROP COLUMN codes;
ALTER TABLE consultation DROP COLUMN is_settled;
ALTER TABLE consultation DROP COLUMN is_complete;
ALTER TABLE consultation ADD COLUMN channel TEXT NOT NULL DEFAULT '';
ALTER TABLE consultation ADD COLUMN caller_kind TEXT NOT NULL DEFAULT '';
ALTER TABLE consultation ADD COLUMN municipality TEXT NOT NULL DEFAULT '';
ALTER TABLE consultation ADD COLUMN age_band TEXT NOT NULL DEFAULT '';
ALTER TABLE consultation ADD COLUMN urgency TEXT NOT NULL DEFAULT '';
ALTER TABLE consultation ADD COLUMN safety TEXT NOT NULL DEFAULT '';
ALTER TABLE consultation ADD COLUMN outcome TEXT NOT NULL DEFAULT '';
CREATE INDEX consultation_counted ON consultation (centre_id, state, month, outcome);
ALTER TABLE month_edition DROP COLUMN key_id;
ALTER TABLE month_edition DROP COLUMN counted;
ALTER TABLE month_edition ADD COLUMN counted TEXT NOT NULL DEFAULT '';
ALTER TABLE need_waiting DROP COLUMN need;
ALTER TABLE need_waiting ADD COLUMN municipality TEXT NOT NULL DEFAULT '';
ALTER TABLE need_waiting ADD COLUMN kinds TEXT NOT NULL DEFAULT '';
ALTER TABLE need_waiting ADD COLUMN conditions TEXT NOT NULL DEFAULT '';
ALTER TABLE need_waiting ADD COLUMN within_km SMALLINT;
ALTER TABLE need_waiting ADD COLUMN speaker TEXT NOT NULL DEFAULT '';
ALTER TABLE consent DROP COLUMN said;
ALTER TABLE consent ADD COLUMN basis TEXT NOT NULL DEFAULT '';
ALTER TABLE consent ADD COLUMN speaker TEXT NOT NULL DEFAULT '';
DROP TABLE in_clear;
)";
/// What stood there then.
constexpr const char* kValues = R"(
UPDATE case_record SET municipality = '992020', stay = 'home', power_hours = 8, score = 34, score_on = '2026-10-01';
INSERT INTO child_care SELECT id, 'ventilator', 1 FROM child;
INSERT INTO child_care SELECT id, 'suction', 2 FROM child;
INSERT INTO child_care SELECT id, 'dialysis', 0 FROM child;
UPDATE consultation SET channel = 'fax', caller_kind = 'father', municipality = '992020', age_band = '3-5',
    urgency = 'today', safety = 'worry', outcome = 'advice';
INSERT INTO consultation_topic SELECT id, 'money', 0 FROM consultation;
INSERT INTO consultation_topic SELECT id, 'work', 1 FROM consultation;
UPDATE need_waiting SET municipality = '992020', kinds = 'short_stay after_school_day_service', conditions = 'ventilator',
    within_km = 12, speaker = 'father';
UPDATE consent SET basis = 'paper', speaker = 'grandmother';
)";
constexpr const char* kInClear[] = {"992020", "grandmother", "ventilator", "short_stay", "3-5"};

class Sealing : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam()};
    Id<record::Case> id;
    Id<consultation::Consultation> heard;

    void SetUp() override {
        id = town.child("さえき ひなた", false);
        town.write([&](Tx& tx) {
            heard = consultation::receive(tx, *town.vault, town.miura, "phone", town.now());
            auto draft = consultation::find_reception(tx, *town.vault, heard);
            draft.answers.words = "話";
            draft.version =
                consultation::save_draft(tx, *town.vault, draft, draft.answers, town.now());
            consultation::register_reception(
                tx, *town.vault, town.miura, draft,
                {.existing = id, .in_charge = town.miura.account, .number = {}}, town.now());
            needs::begin_waiting(tx, *town.vault,
                                 {.id = {},
                                  .case_id = id,
                                  .need = {town.home, {"short_stay"}, {}, {}},
                                  .version = 1,
                                  .speaker = "mother",
                                  .agreed_on = town.now().today,
                                  .by = town.miura.account,
                                  .at = town.clock});
            consent::Said said{.case_id = id,
                               .organisation = town.city,
                               .answers = {},
                               .basis = "oral",
                               .speaker = "mother",
                               .heard_by = town.miura.account,
                               .expires = {}};
            consent::answer_all(said, Mask(Field::identity), consent::Answer::yes);
            EXPECT_FALSE(consent::record(tx, *town.vault, town.miura, said, town.now()).any());
            const auto month = reports::Month::of(town.now().today);
            reports::publish(tx, *town.vault, town.centre, month, town.ito.account, town.clock,
                             reports::counted(tx, *town.vault, town.centre, month), "");
        });
    }
    /// As the database of an earlier edition comes to this one.
    void go_back_and_come_again() {
        town.write([&](Tx& tx) {
            const auto counted = reports::packed(reports::counted(
                tx, *town.vault, town.centre, reports::Month::of(town.now().today)));
            tx.connection().script(kBefore);
            tx.connection().script(kValues);
            tx.run("UPDATE month_edition SET counted = $1", counted);
            for (const Migration& one : embedded_migrations())
                if (one.sql.find("in_clear") != one.sql.npos) tx.connection().script(one.sql);
        });
        seal_in_clear(*town.database, *town.vault);
    }
    /// Every text and number of these tables, sealed values as the bytes they are.
    std::string all_there_is() {
        return town.ask([](Tx& tx) {
            std::string all;
            const auto take = [&](const Row& row) {
                for (int i = 0; i < 5; ++i) all += std::string(row.text(i)) + "\n";
            };
            tx.each("SELECT id, opened_on, '', '', '' FROM case_record", take);
            tx.each("SELECT id, class, month, received_on, '' FROM consultation", take);
            tx.each("SELECT id, agreed_on, '', '', '' FROM need_waiting", take);
            tx.each("SELECT id, category, '', '', '' FROM consent", take);
            tx.each("SELECT id, month, csv, definition, '' FROM month_edition", take);
            tx.each("SELECT place, row_id, value, '', '' FROM in_clear", take);
            return all;
        });
    }
};
ON_EACH_ENGINE(Sealing);

TEST_P(Sealing, keeps_what_an_earlier_edition_knew_of_child_consultation_wait_and_consent) {
    go_back_and_come_again();
    const auto all = town.ask([&](Tx& tx) {
        const auto brief = record::find_case(tx, *town.vault, id);
        const auto open = decide(town.miura.role, town.miura.assurance, Act::read_case,
                                 consent::circumstances(tx, town.miura, brief, town.now().today));
        std::map<std::string, std::string> facts;
        for (const auto& fact : record::facts_of(tx, *town.vault, brief, open))
            facts[fact.id] = fact.value;
        return facts;
    });
    EXPECT_EQ(all.at("municipality"), "992020");
    EXPECT_EQ(all.at("stay"), "home");
    EXPECT_EQ(all.at("power_hours"), "8");
    EXPECT_EQ(all.at("score"), "34");
    EXPECT_EQ(all.at("score_on"), "2026-10-01");
    EXPECT_EQ(all.at("care_ventilator"), "1");
    EXPECT_EQ(all.at("care_suction"), "2");
    EXPECT_EQ(all.at("care_dialysis"), "0");
    const auto counted = town.ask([&](Tx& tx) {
        return reports::counted(tx, *town.vault, town.centre, reports::Month::of(town.now().today));
    });
    ASSERT_EQ(counted.size(), 1U);
    EXPECT_EQ(counted[0].channel + counted[0].caller + counted[0].municipality + counted[0].age +
                  counted[0].outcome,
              "faxfather9920203-5advice");
    EXPECT_EQ(counted[0].topics, (std::vector<std::string>{"work", "money"}));
    const auto waits = town.ask([&](Tx& tx) { return needs::waiting(tx, *town.vault); });
    ASSERT_EQ(waits.size(), 1U);
    EXPECT_EQ(waits[0].need.kinds,
              (std::vector<std::string>{"short_stay", "after_school_day_service"}));
    EXPECT_EQ(waits[0].need.within_km, 12);
    EXPECT_EQ(waits[0].speaker, "father");
    const auto last = town.ask([&](Tx& tx) {
        return consent::last_said(tx, *town.vault, record::find_case(tx, *town.vault, id),
                                  consent::matrix(tx, id));
    });
    EXPECT_TRUE(last.paper);
    EXPECT_FALSE(last.oral);
    const auto edition = town.ask([&](Tx& tx) {
        return reports::counted_in(
            tx, *town.vault,
            reports::editions(tx, town.centre, reports::Month::of(town.now().today)).at(0).id);
    });
    EXPECT_EQ(edition.size(), 1U);
}

TEST_P(Sealing, leaves_nothing_in_clear_and_is_done_once) {
    go_back_and_come_again();
    const std::string all = all_there_is();
    for (const char* word : kInClear) EXPECT_EQ(all.find(word), all.npos) << word;
    EXPECT_FALSE(town.ask([](Tx& tx) { return has_in_clear(tx); }));
    seal_in_clear(*town.database, *town.vault);
    EXPECT_EQ(town.ask([&](Tx& tx) { return needs::waiting(tx, *town.vault).size(); }), 1U);
}

/// Where it is settled and complete stays in clear: lists decide by it.
TEST_P(Sealing, keeps_a_consultation_in_its_lists) {
    go_back_and_come_again();
    const auto in = [&](std::string_view view) {
        return town.ask([&](Tx& tx) {
            return consultation::count_receptions(tx, town.centre, view, town.now().today);
        });
    };
    EXPECT_EQ(in("open"), 0) << "it has an outcome";
    EXPECT_EQ(in("incomplete"), 0) << "caller, municipality and topic are known";
    EXPECT_EQ(in(""), 1);
}

}  // namespace
}  // namespace michi::app
