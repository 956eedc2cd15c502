#include "selfcheck/rules.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace michi::selfcheck {
namespace {

constexpr std::int64_t kHour = 60LL * 60 * 1000, kDay = 24 * kHour;
const Instant kNow = at_in_japan(*Date::from_ymd(2026, 11, 28), 9 * 60);

Instant before(std::int64_t ms) { return {kNow.ms - ms}; }

/// Everything as it should be.
Facts well() {
    return {.now = kNow,
            .disk_free = 50ULL << 30,
            .database_bytes = 1ULL << 30,
            .backup = before(5 * kHour),
            .drill = before(20 * kDay),
            .note = before(20 * kHour),
            .newest_record = before(0),
            .records = 201000,
            .signed_records = 200990,
            .open_gaps = 0,
            .administrators = 1,
            .heads = 1,
            .certificate_ends = Instant{kNow.ms + 60 * kDay},
            .kept_records = 201000};
}

/// The same state of things in another year.
void move_to(Facts& f, int year) {
    const std::int64_t ahead = at_in_japan(*Date::from_ymd(year, 12, 31), 9 * 60).ms - f.now.ms;
    f.now.ms += ahead;
    for (auto* at : {&f.backup, &f.drill, &f.note, &f.newest_record, &f.certificate_ends})
        (*at)->ms += ahead;
}

struct Row {
    std::string_view wrong;  // the check that does not hold; "" none
    void (*change)(Facts&);
};

TEST(Selfcheck, says_what_does_not_hold_and_nothing_else) {
    const Row rows[] = {
        {"", [](Facts&) {}},
        {"", [](Facts& f) { f.backup = before(26 * kHour); }},
        {"backup", [](Facts& f) { f.backup = before(26 * kHour + 1); }},
        {"backup", [](Facts& f) { f.backup.reset(); }},
        {"", [](Facts& f) { f.drill = before(35 * kDay); }},
        {"restore_drill", [](Facts& f) { f.drill = before(35 * kDay + 1); }},
        {"restore_drill", [](Facts& f) { f.drill.reset(); }},
        {"", [](Facts& f) { f.note = before(26 * kHour); }},
        {"note_elsewhere", [](Facts& f) { f.note = before(26 * kHour + 1); }},
        {"note_elsewhere", [](Facts& f) { f.note.reset(); }},
        {"", [](Facts& f) { f.kept_records.reset(); }},
        {"audit_head", [](Facts& f) { f.kept_records = f.records + 1; }},
        {"audit_head", [](Facts& f) { f.kept_records = f.records - 1; }},
        {"file_modes", [](Facts& f) { f.exposed = "/var/lib/michishirube/michi.db"; }},
        {"", [](Facts& f) { f.disk_free.reset(); }},
        {"", [](Facts& f) { f.disk_free = kLeastFree; }},
        {"disk", [](Facts& f) { f.disk_free = kLeastFree - 1; }},
        {"disk", [](Facts& f) { f.database_bytes = *f.disk_free + 1; }},
        {"", [](Facts& f) { f.newest_record = before(-kAheadMs); }},
        {"clock", [](Facts& f) { f.newest_record = before(-kAheadMs - 1); }},
        {"audit_gaps", [](Facts& f) { f.open_gaps = 1; }},
        {"", [](Facts& f) { f.signed_records = f.records - kUnsignedRecords + 1; }},
        {"audit_notes", [](Facts& f) { f.signed_records = f.records - kUnsignedRecords; }},
        {"", [](Facts& f) { f.certificate_ends.reset(); }},
        {"", [](Facts& f) { f.certificate_ends = before(-kCertificateMs); }},
        {"certificate", [](Facts& f) { f.certificate_ends = before(-kCertificateMs + 1); }},
        {"certificate", [](Facts& f) { f.certificate_ends = before(1); }},
        {"", [](Facts& f) { move_to(f, 2030); }},
        {"holidays", [](Facts& f) { move_to(f, 2031); }},
        {"account_keepers", [](Facts& f) { f.administrators = 0; }},
        {"account_keepers", [](Facts& f) { f.heads = 0; }},
    };
    for (const Row& row : rows) {
        Facts facts = well();
        row.change(facts);
        for (const Check& check : checks_of(facts, Lang::ja)) {
            EXPECT_EQ(check.ok, check.name != row.wrong) << check.name << ", row " << &row - rows;
            EXPECT_NE(say(check.says, Lang::ja, check.args), "") << check.name;
        }
    }
}

TEST(Selfcheck, tells_what_to_do_in_both_languages_when_something_does_not_hold) {
    const Facts nothing{.now = kNow, .database_bytes = 1, .open_gaps = 2};
    int wrong = 0;
    for (const Lang lang : {Lang::ja, Lang::en})
        for (const Check& check : checks_of(nothing, lang)) {
            if (check.ok) continue;
            ++wrong;
            EXPECT_TRUE(check.todo) << check.name;
            const std::string told = say(check.says, lang, check.args) + say(check.todo, lang);
            EXPECT_EQ(told.find('{'), told.npos) << told;
        }
    EXPECT_EQ(wrong, 2 * 5);
}

TEST(Selfcheck, says_which_way_the_head_outside_and_the_database_differ) {
    const auto told = [](std::int64_t kept) {
        Facts facts = well();
        facts.kept_records = kept;
        for (const Check& check : checks_of(facts, Lang::en))
            if (check.name == "audit_head")
                return say(check.says, Lang::en, check.args) + say(check.todo, Lang::en);
        return std::string();
    };
    EXPECT_NE(told(201007).find("counts 201007 records, the database has 201000: records are"),
              std::string::npos);
    EXPECT_NE(told(7).find("counts 7 records and is older"), std::string::npos);
    EXPECT_NE(told(7).find("--against NOTE"), std::string::npos);
}

TEST(Selfcheck, judges_the_machine_although_no_database_opens) {
    const Facts facts{.now = kNow, .disk_free = kLeastFree - 1, .exposed = "/etc/key"};
    for (const Check& check : checks_of_machine(facts, Lang::en))
        EXPECT_EQ(check.ok, check.name == "certificate") << check.name;
}

}  // namespace
}  // namespace michi::selfcheck
