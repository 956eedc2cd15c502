#include "platform/backup.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "engines.hpp"
#include "platform/engine.hpp"

namespace michi {
namespace {

namespace fs = std::filesystem;

std::string content(const std::string& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

void put(const std::string& file, std::string_view bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

class Backup : public OnEachEngine {
  public:
    Backup() {
        fs::create_directories(directory);
        database->write_now([&](Tx& tx) {
            key = vault->new_key(tx);
            for (int i = 0; i < 1200; ++i)
                tx.run("INSERT INTO job (kind, argument, dedupe, due_at) VALUES ($1, $2, $3, $4)",
                       "t", std::string(2000, static_cast<char>('a' + i % 20)),
                       i % 2 ? Bound(std::to_string(i)) : Bound(nullptr), i);
        });
    }
    ~Backup() override { fs::remove_all(directory); }
    BackupFacts make() { return backup(*database, *vault, file, Instant{1764000000000}); }

    std::unique_ptr<Vault> vault = open_test_vault();
    Id<DataKey> key;
    std::string directory = testing::TempDir() + "michi-" + to_hex(random_bytes(6));
    std::string file = directory + "/a.backup";
    Place place{.directory = directory + "/restored", .url = {}};
};
ON_EACH_ENGINE(Backup);

TEST_P(Backup, brings_every_row_back_with_its_number_and_its_key) {
    const Spot spot{.table = "child", .column = "kanji", .row = 1};
    const Bytes sealed = database->ask([&](Tx& tx) { return vault->seal(tx, key, spot, "森"); });
    const BackupFacts facts = make();
    EXPECT_EQ(facts.rows.at("job"), 1200);
    EXPECT_EQ(restore(file, *vault, place).total(), facts.total());
    const auto again = open_database(place);
    const auto other = open_test_vault();
    again->read([&](Tx& tx) {
        EXPECT_EQ(tx.value<int>("SELECT count(*) FROM job WHERE dedupe IS NULL"), 600);
        EXPECT_EQ(tx.value<std::string>("SELECT argument FROM job WHERE due_at = 21"),
                  std::string(2000, 'b'));
        EXPECT_EQ(other->open(tx, key, spot, sealed.data), "森");
    });
}

TEST_P(Backup, goes_from_any_engine_to_any_engine) {
    make();
    restore(file, *vault, place);
    const auto second = open_database(place);
    const std::string file2 = directory + "/b.backup";
    EXPECT_EQ(backup(*second, *vault, file2, Instant{}).rows, check_backup(file, *vault).rows);
}

TEST_P(Backup, is_one_moment_while_others_write) {
    std::atomic<bool> stop{};
    std::jthread writer([&] {
        for (int i = 0; !stop; ++i)
            database->write_now([i](Tx& tx) {
                tx.run("INSERT INTO job (kind, argument, due_at) VALUES ('pair', '', $1)", i);
                tx.run("INSERT INTO number_series (series, last_number) VALUES ($1, 1)",
                       std::to_string(i));
            });
    });
    const BackupFacts facts = make();
    stop = true;
    writer.join();
    EXPECT_EQ(facts.rows.at("job") - 1200, facts.rows.at("number_series") - 2);
    EXPECT_NO_THROW(restore(file, *vault, place));
}

TEST_P(Backup, holds_nothing_that_can_be_read) {
    make();
    EXPECT_EQ(content(file).find("aaaaaaaa"), std::string::npos);
}

TEST_P(Backup, leaves_nothing_behind_when_it_cannot_be_written) {
    EXPECT_THROW(backup(*database, *vault, directory + "/no/such/a.backup", Instant{}),
                 StorageUnavailable);
    EXPECT_TRUE(fs::is_empty(directory));
}

class BackupFile : public Backup {};
INSTANTIATE_TEST_SUITE_P(sqlite, BackupFile, testing::Values(false), engine_name);

TEST_P(BackupFile, is_refused_with_any_bit_changed) {
    make();
    const std::string whole = content(file);
    for (int i = 0; i < 200; ++i) {
        std::string bad = whole;
        const auto at = unpacked(random_bytes(4)) % bad.size();
        bad[at] = static_cast<char>(bad[at] ^ (1 << i % 8));
        put(file, bad);
        ASSERT_THROW(restore(file, *vault, place), BadArchive) << at;
        ASSERT_FALSE(fs::exists(place.directory));
    }
}

TEST_P(BackupFile, is_refused_with_chunks_cut_dropped_or_swapped) {
    make();
    const std::string whole = content(file);
    const std::size_t first = 24;
    const std::size_t second = first + 4 + unpacked(std::string_view(whole).substr(first, 4));
    const std::size_t third = second + 4 + unpacked(std::string_view(whole).substr(second, 4));
    const std::string a = whole.substr(first, second - first);
    const std::string b = whole.substr(second, third - second);
    const std::string head = whole.substr(0, first);
    const std::string tail = whole.substr(third);
    for (const std::string& bad :
         {head + b + a + tail, head + a + tail, head + b + tail, head + a + b,
          head + a + b + a + tail, whole + "x", std::string()}) {
        put(file, bad);
        EXPECT_THROW(check_backup(file, *vault), BadArchive);
    }
}

TEST_P(BackupFile, is_refused_without_its_root_key) {
    make();
    const std::string key_file = directory + "/other.key";
    make_root_key(key_file);
    EXPECT_THROW(restore(file, *open_vault(key_file), place), BadArchive);
}

TEST_P(BackupFile, is_not_restored_over_a_database) {
    make();
    restore(file, *vault, place);
    EXPECT_THROW(restore(file, *vault, place), PlaceTaken);
}

TEST_P(BackupFile, restores_into_an_empty_postgres_once) {
    if (!std::getenv("MICHI_TEST_POSTGRES")) GTEST_SKIP() << "MICHI_TEST_POSTGRES is not set";
    make();
    const std::string url = std::getenv("MICHI_TEST_POSTGRES");
    const std::string schema = "restored_" + to_hex(random_bytes(4));
    const Connect connect = connector({.directory = {}, .url = url}, schema);
    connect(Reach::writes)->script("CREATE SCHEMA " + schema);
    const Place there{.directory = {}, .url = url + "?options=-csearch_path%3D" + schema};
    restore(file, *vault, there);
    EXPECT_THROW(restore(file, *vault, there), PlaceTaken);
    const auto database2 = open_database(there);
    database2->write_now([](Tx& tx) {
        EXPECT_EQ(tx.value<int>(
                      "INSERT INTO job (kind, argument, due_at) VALUES ('t', '', 0) RETURNING id"),
                  1201);
    });
    database2->close();
    connect(Reach::writes)->script("DROP SCHEMA " + schema + " CASCADE");
}

}  // namespace
}  // namespace michi
