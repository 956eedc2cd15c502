// What the page and /metrics see of a database, on both engines.

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "audit/audit.hpp"
#include "selfcheck/selfcheck.hpp"
#include "town.hpp"

namespace michi::selfcheck {
namespace {

class States : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {part()}};
    Subject admin = town.join("admin", "管理 者", town.centre, Role::administrator);

    Facts seen(const Premises& premises = {}) {
        return town.ask([&](Tx& tx) { return facts(tx, premises, town.now().at); });
    }
};
ON_EACH_ENGINE(States);

TEST_P(States, of_a_server_are_for_those_who_keep_it) {
    for (const auto& who : {admin, town.ito}) EXPECT_EQ(town.get(who, "/a/selfcheck").status, 200);
    for (const auto& who : {town.miura, town.sato, town.kimura, town.tsukushi, town.ken})
        EXPECT_EQ(town.get(who, "/a/selfcheck").status, 403) << who.name;
}

TEST_P(States, know_when_something_was_last_done_and_no_earlier_time) {
    EXPECT_FALSE(seen().backup || seen().drill);
    for (const int day : {0, 3}) {
        town.pass_days(day);
        town.write([&](Tx& tx) { note_done(tx, kBackup, town.now().at); });
        EXPECT_EQ(seen().backup, town.now().at);
    }
    EXPECT_FALSE(seen().drill);
    town.write([&](Tx& tx) { note_done(tx, kDrill, town.now().at); });
    EXPECT_EQ(seen().drill, town.now().at);
}

TEST_P(States, count_the_keepers_who_can_sign_in) {
    EXPECT_EQ(seen().administrators, 0) << "invited is not yet there";
    town.write([&](Tx& tx) {
        tx.run("UPDATE account SET password = 'x' WHERE id = $1", admin.account);
        tx.run("UPDATE account SET password = 'x' WHERE id = $1", town.ito.account);
    });
    EXPECT_EQ(seen().administrators, 1);
    EXPECT_EQ(seen().heads, 1);
    town.write(
        [&](Tx& tx) { tx.run("UPDATE account SET state = 0 WHERE id = $1", admin.account); });
    EXPECT_EQ(seen().administrators, 0);
}

TEST_P(States, say_on_the_page_what_is_to_be_done_in_its_language) {
    const std::string page = town.get(admin, "/a/selfcheck").body;
    EXPECT_NE(page.find("バックアップがまだ一度もありません。"), page.npos);
    EXPECT_NE(page.find("michishirube drill"), page.npos);
    EXPECT_NE(page.find("要対応"), page.npos);
    town.write([&](Tx& tx) { note_done(tx, kBackup, town.now().at); });
    EXPECT_EQ(town.get(admin, "/a/selfcheck").body.find("バックアップがまだ一度もありません。"),
              std::string::npos);
}

TEST_P(States, of_the_disk_and_of_a_certificate_are_told_where_there_are_any) {
    EXPECT_FALSE(seen().disk_free || seen().certificate_ends);
    const Facts here = seen({.directory = "/tmp", .database_file = "/proc/self/exe"});
    EXPECT_GT(here.disk_free.value_or(0), 0U);
    EXPECT_EQ(seen({.tls_certificate = "/nowhere.pem"}).certificate_ends, Instant{})
        << "one that cannot be read is one that is over";
}

TEST_P(States, compare_the_head_outside_with_the_records) {
    EXPECT_FALSE(seen().kept_records) << "where there is none";
    town.database->on_seal(audit::sealing(*town.vault, [&] { return town.clock; }));
    town.write([](Tx& tx) { tx.trace({.kind = TraceKind::system, .action = "serve.start"}); });
    const std::int64_t records = seen().records;
    ASSERT_GT(records, 0);
    std::int64_t kept = records;
    Premises premises{.directory = "/tmp", .database_file = "/proc/self/exe", .kept_records = [&] {
                          return kept;
                      }};
    EXPECT_EQ(seen(premises).kept_records, records);
    kept = records + 5;
    EXPECT_EQ(seen(premises).kept_records, records) << "commits that came while it was looked at";
    premises.kept_before = records + 5;
    EXPECT_EQ(seen(premises).kept_records, records + 5) << "were there before: they are missing";
    premises.kept_before = 0;
    kept = records - 1;
    EXPECT_EQ(seen(premises).kept_records, records - 1);
    premises.database_file.clear();
    EXPECT_EQ(seen(premises).kept_records, records) << "another node may have written since";
    int looks = 0;
    premises.database_file = "/proc/self/exe";
    premises.kept_records = [&] { return records - (++looks < 3 ? 1 : 0); };
    EXPECT_EQ(seen(premises).kept_records, records) << "the head follows a commit by a moment";
}

TEST_P(States, name_the_first_file_that_others_can_open) {
    const std::string file = testing::TempDir() + "/michi-open-" + std::to_string(::getpid());
    std::ofstream(file) << "x";
    const Premises premises{.secrets = {"/nowhere/root.key", file}};
    for (const auto mode : {0644, 0640, 0604, 0620}) {
        ::chmod(file.c_str(), static_cast<mode_t>(mode));
        EXPECT_EQ(seen(premises).exposed, file) << mode;
    }
    ::chmod(file.c_str(), 0600);
    EXPECT_EQ(seen(premises).exposed, "");
    std::filesystem::remove(file);
}

TEST_P(States, are_figures_for_whoever_watches) {
    const Watched watched(*town.database, [this] { return town.now().at; });
    const std::string never = metrics::text();
    EXPECT_NE(never.find("michi_backup_age_seconds +Inf"), never.npos) << never;
    town.write([&](Tx& tx) { note_done(tx, kBackup, town.now().at); });
    town.pass_days(1);
    EXPECT_NE(metrics::text().find("michi_backup_age_seconds 86400"), never.npos);
    EXPECT_EQ(metrics::text().find("michi_disk_free_bytes"), never.npos) << "another machine's";
}

}  // namespace
}  // namespace michi::selfcheck
