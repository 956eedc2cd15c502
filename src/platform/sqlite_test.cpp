#include "platform/sqlite.hpp"

#include <sys/stat.h>

#include <filesystem>

#include "engines.hpp"
#include "platform/migrate.hpp"
#include "platform/vault.hpp"

namespace michi {
namespace {

namespace fs = std::filesystem;

class SqliteFile : public testing::Test {
  public:
    ~SqliteFile() override { fs::remove_all(place.directory); }
    std::string pragma(Database& database, std::string_view sql) {
        std::string answer;
        database.read([&](Tx& tx) {
            tx.connection().execute(sql, {}, [&](const Row& r) { answer = r.text(0); });
        });
        return answer;
    }
    Place place{.directory = testing::TempDir() + "michi-" + to_hex(random_bytes(6)), .url = {}};
};

TEST(Sqlite, is_refused_in_versions_that_can_corrupt_a_database) {
    for (const int bad : {3040001, 3051002, 3052000})
        EXPECT_THROW(refuse_unsafe_sqlite(bad), StorageFault);
    for (const int good : {3051003, 3053002, 3054001}) EXPECT_NO_THROW(refuse_unsafe_sqlite(good));
}

TEST_F(SqliteFile, is_opened_with_the_settings_that_keep_what_was_acknowledged) {
    const auto database = open_database(place);
    const std::pair<const char*, const char*> expected[] = {
        {"PRAGMA journal_mode", "wal"},  {"PRAGMA synchronous", "2"},
        {"PRAGMA foreign_keys", "1"},    {"PRAGMA trusted_schema", "0"},
        {"PRAGMA secure_delete", "1"},   {"PRAGMA temp_store", "2"},
        {"PRAGMA cell_size_check", "1"}, {"PRAGMA query_only", "1"}};
    for (const auto& [sql, answer] : expected) EXPECT_EQ(pragma(*database, sql), answer) << sql;
}

TEST_F(SqliteFile, is_readable_by_its_owner_only) {
    const auto database = open_database(place);
    database->write_now([](Tx& tx) { tx.run("DELETE FROM job"); });
    struct stat about {};
    for (const char* end : {"", "-wal", "-shm"}) {
        ASSERT_EQ(::stat((place.file() + end).c_str(), &about), 0) << end;
        EXPECT_EQ(about.st_mode & 0077, 0U) << end;
    }
    ::stat(place.directory.c_str(), &about);
    EXPECT_EQ(about.st_mode & 0777, 0700U);
}

TEST_F(SqliteFile, keeps_what_was_written_when_it_is_opened_again) {
    open_database(place)->write_now(
        [](Tx& tx) { tx.run("INSERT INTO number_series (series, last_number) VALUES ('a', 5)"); });
    const auto kept = open_database(place)->ask([](Tx& tx) {
        return tx.value<int>("SELECT last_number FROM number_series WHERE series = 'a'");
    });
    EXPECT_EQ(kept, 5);
}

TEST_F(SqliteFile, of_an_older_program_is_refused_until_it_is_migrated) {
    open_database(place)->write_now([](Tx& tx) {
        tx.connection().script(
            "DROP TABLE job; DELETE FROM schema_migration WHERE name = '2026-11-02-jobs'");
    });
    EXPECT_THROW(open_database(place), OlderSchema);
    EXPECT_EQ(migrate_place(place), 1);
    EXPECT_TRUE(fs::exists(place.file() + ".before-2026-11-02-jobs"));
    EXPECT_EQ(migrate_place(place), 0);
    EXPECT_NO_THROW(open_database(place));
}

TEST_F(SqliteFile, that_is_moved_away_takes_nothing_until_it_is_back) {
    const auto database = open_database(place);
    const auto write = [&] {
        database->write_now(
            [](Tx& tx) { tx.run("INSERT INTO job (kind, argument, due_at) VALUES ('t', '', 0)"); });
    };
    const auto count = [&] {
        return database->ask([](Tx& tx) { return tx.value<int>("SELECT count(*) FROM job"); });
    };
    write();
    ASSERT_EQ(count(), 1);
    fs::rename(place.file(), place.directory + "/elsewhere");
    EXPECT_THROW(write(), StorageUnavailable);
    EXPECT_THROW(write(), StorageUnavailable) << "on a connection of its own, too";
    EXPECT_THROW(count(), StorageUnavailable);
    EXPECT_FALSE(fs::exists(place.file())) << "no empty file takes its place";
    fs::rename(place.directory + "/elsewhere", place.file());
    write();
    EXPECT_EQ(count(), 2);
}

TEST_F(SqliteFile, keeps_room_for_its_log) {
    const auto database = open_database(place);
    database->write_now([](Tx& tx) { tx.trace({}); });
    struct stat log {};
    ASSERT_EQ(::stat((place.file() + "-wal").c_str(), &log), 0);
    EXPECT_GE(log.st_blocks * 512, 8 << 20);
}

TEST_F(SqliteFile, copies_its_log_back_while_it_is_written) {
    const auto database = open_database(place);
    const std::string page(200'000, 'x');
    for (int i = 0; i < 400; ++i)
        database->write_now([&](Tx& tx) {
            tx.run(
                "INSERT INTO number_series (series, last_number) VALUES ('a', 1)"
                " ON CONFLICT (series) DO UPDATE SET last_number = 2");
            tx.run("INSERT INTO job (kind, argument, due_at) VALUES ('t', $1, 0)", page);
        });
    EXPECT_LT(fs::file_size(place.file() + "-wal"), 60'000'000U);
    EXPECT_EQ(pragma(*database, "PRAGMA integrity_check"), "ok");
}

}  // namespace
}  // namespace michi
