// What makes an instance a demonstration, and its day.
#include <algorithm>
#include <string>

#include "demo/demo.hpp"
#include "engines.hpp"
#include "platform/engine.hpp"
#include "platform/migrations.hpp"

namespace michi::demo {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

class DemoClock : public OnEachEngine {
  protected:
    void put(milliseconds ahead) {
        database->write_now([&](Tx& tx) { set_ahead(tx, ahead); });
    }
    std::optional<milliseconds> found() {
        return database->ask([](Tx& tx) { return demo::ahead(tx); });
    }
    /// As before the table was made: the migration finds what the audit tells.
    void migrate_again() {
        const auto all = embedded_migrations();
        const auto ours = std::ranges::find(all, std::string_view("demo"), &Migration::capability);
        ASSERT_NE(ours, all.end());
        database->write_now([&](Tx& tx) {
            tx.connection().script("DROP TABLE demonstration");
            tx.connection().script(ours->sql);
        });
    }
};

ON_EACH_ENGINE(DemoClock);

TEST_P(DemoClock, is_in_no_instance_that_demo_did_not_make) {
    EXPECT_EQ(found(), std::nullopt);
    migrate_again();
    EXPECT_EQ(found(), std::nullopt);
}

TEST_P(DemoClock, keeps_the_last_day_it_was_given) {
    put(0ms);
    EXPECT_EQ(found(), 0ms);
    put(-40 * 24h);
    put(458 * 24h + 7min);
    EXPECT_EQ(found(), milliseconds(458 * 24h + 7min));
}

TEST_P(DemoClock, of_a_demonstration_made_before_it_had_one_is_the_machines) {
    database->write_now([](Tx& tx) {
        tx.run(
            "INSERT INTO audit_entry (seq, at, kind, action, object, case_id, fields, detail,"
            " account, organisation, role, purpose, seal)"
            " VALUES (1, 0, 0, 'demo.fill', '', 0, '', '', 0, 0, '', '', $1)",
            Bytes{"seal"});
    });
    migrate_again();
    EXPECT_EQ(found(), 0ms);
}

}  // namespace
}  // namespace michi::demo
