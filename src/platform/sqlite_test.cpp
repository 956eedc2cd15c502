#include "platform/sqlite.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <thread>

#include "engines.hpp"
#include "platform/engine.hpp"
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
    const std::string copy = place.file() + ".before-2026-11-02-jobs";
    ASSERT_TRUE(fs::exists(copy));
    EXPECT_EQ(fs::status(copy).permissions(), fs::perms::owner_read | fs::perms::owner_write)
        << "the copy is as private as the database";
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

TEST_F(SqliteFile, begins_its_log_again_after_a_reader_that_stayed) {
    const auto database = open_database(place);
    const std::string page(200'000, 'x');
    const auto write = [&](int times) {
        for (int i = 0; i < times; ++i)
            database->write_now([&](Tx& tx) {
                tx.run("INSERT INTO job (kind, argument, due_at) VALUES ('t', $1, 0)", page);
            });
    };
    write(1);
    database->read([&](Tx& tx) {  // a backup reads one moment
        EXPECT_EQ(tx.value<int>("SELECT count(*) FROM job"), 1);
        write(300);
        EXPECT_EQ(tx.value<int>("SELECT count(*) FROM job"), 1);
    });
    const auto longest = fs::file_size(place.file() + "-wal");
    EXPECT_GT(longest, 60'000'000U);
    write(900);
    EXPECT_LT(fs::file_size(place.file() + "-wal"), longest * 3 / 2);
    EXPECT_EQ(pragma(*database, "PRAGMA integrity_check"), "ok");
}

/// A life of the program in a process of its own: it ends by kill -9 after `act`, which answers the
/// database that is open until then.
template <class F>
void killed_after(F&& act) {
    const pid_t child = ::fork();
    if (child == 0) {
        const std::unique_ptr<Database> open = act();
        ::kill(::getpid(), SIGKILL);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "it ended before";
}

class BesideOthers : public SqliteFile {
  public:
    static void write(Database& database, int id) {
        database.write_now([&](Tx& tx) {
            tx.run("INSERT INTO job (id, kind, argument, due_at) VALUES ($1, 't', '', 0)", id);
        });
    }
    static bool is_written(Database& database, int id) {
        try {
            write(database, id);
            return true;
        } catch (const StorageUnavailable&) {
            return false;
        }
    }
    static std::vector<int> kept(Database& database) {
        return database.ask([](Tx& tx) {
            return tx.all("SELECT id FROM job WHERE kind = 't' ORDER BY id",
                          [](const Row& r) { return r.get<int>(0); });
        });
    }
    /// Another program: Python's SQLite is the distribution's.
    int python(const std::string& script) const {
        return std::system(("cd " + place.directory + " && python3 -c \"" + script + "\"").c_str());
    }
    /// Another program copies the log back; 0 when it could.
    int copied_back_beside() const {
        return python(
            "import sqlite3; c=sqlite3.connect('michi.db');"
            "c.execute('pragma wal_checkpoint').fetchall(); c.close()");
    }
    void remove_log() const {
        for (const char* end : {"-wal", "-shm"}) fs::remove(place.file() + end);
    }
    void copy(const std::string& from, const std::string& to) const {
        python("import shutil; shutil.copy('" + from + "', '" + to + "')");
    }
};

TEST_F(BesideOthers, holds_its_lock_whatever_it_opens_and_closes) {
    const auto database = open_database(place);
    const auto who_holds = [&] {
        return python(
            "import fcntl,os,struct; f=os.open('michi.db',os.O_RDWR);"
            "l=fcntl.fcntl(f,fcntl.F_GETLK,struct.pack('hhqqi',fcntl.F_WRLCK,0,1073741826,510,0));"
            "exit(0 if struct.unpack('hhqqi',l)[0]==fcntl.F_RDLCK else 1)");
    };
    write(*database, 1);
    EXPECT_EQ(who_holds(), 0) << "after writing";
    EXPECT_EQ(kept(*database).size(), 1U);
    EXPECT_EQ(who_holds(), 0) << "after reading";
    {
        const auto second = open_database(place);
        write(*second, 2);
    }
    EXPECT_EQ(who_holds(), 0) << "after another connection was opened and closed";
}

TEST_F(BesideOthers, loses_nothing_when_they_read_and_write_through_sqlite) {
    open_database(place)->close();
    killed_after([&] {
        auto database = open_database(place);
        for (int i = 1; i <= 20; ++i) {
            write(*database, i);
            python(
                "import sqlite3; c=sqlite3.connect('michi.db');"
                "c.execute('select count(*) from job').fetchone();"
                "c.execute('insert into job (id, kind, argument, due_at) values (" +
                std::to_string(1000 + i) + ", \\'t\\', \\'\\', 0)'); c.commit(); c.close()");
            if (!fs::exists(place.file() + "-wal")) ::_exit(1);
        }
        write(*database, 21);
        return database;
    });
    const auto database = open_database(place);
    EXPECT_EQ(kept(*database).size(), 41U);
    EXPECT_EQ(pragma(*database, "PRAGMA integrity_check"), "ok");
}

TEST_F(BesideOthers, is_not_harmed_when_its_files_are_copied_away) {
    open_database(place)->close();
    killed_after([&] {
        auto database = open_database(place);
        for (int i = 1; i <= 5; ++i) {
            write(*database, i);
            python("import shutil; [shutil.copy('michi.db'+e, 'copy'+e) for e in ('','-wal')]");
        }
        return database;
    });
    EXPECT_EQ(kept(*open_database(place)).size(), 5U);
}

TEST_F(BesideOthers, saves_what_was_acknowledged_when_the_log_is_removed) {
    open_database(place)->close();
    killed_after([&] {
        auto database = open_database(place);
        write(*database, 1);
        kept(*database);  // a reader that stays in the pool
        remove_log();
        write(*database, 2);
        write(*database, 3);
        if (kept(*database).size() != 3) ::_exit(1);
        return database;
    });
    const auto database = open_database(place);
    EXPECT_EQ(kept(*database), (std::vector{1, 2, 3}));
    EXPECT_EQ(pragma(*database, "PRAGMA integrity_check"), "ok");
}

TEST_F(BesideOthers, acknowledges_nothing_from_a_log_that_loses_its_name_meanwhile) {
    open_database(place)->close();
    killed_after([&] {
        auto database = open_database(place);
        write(*database, 1);
        database->write_now([&](Tx& tx) {
            tx.run("INSERT INTO job (id, kind, argument, due_at) VALUES (2, 't', '', 0)");
            remove_log();
        });
        return database;
    });
    EXPECT_EQ(kept(*open_database(place)), (std::vector{1, 2}));
}

TEST_F(BesideOthers, writes_no_more_when_another_log_took_the_place_of_its_own) {
    const auto database = open_database(place);
    write(*database, 1);
    remove_log();
    ASSERT_EQ(python("import sqlite3; c=sqlite3.connect('michi.db');"
                     "c.execute('delete from number_series'); c.commit(); import os; os._exit(0)"),
              0);
    EXPECT_FALSE(is_written(*database, 2));
    EXPECT_FALSE(is_written(*database, 3));
}

TEST_F(BesideOthers, writes_no_more_when_the_database_was_copied_over) {
    {
        const auto database = open_database(place);
        copy("michi.db", "older");
        write(*database, 1);
        copy("older", "michi.db");
        EXPECT_FALSE(is_written(*database, 2));
        EXPECT_FALSE(is_written(*database, 3)) << "also later";
        EXPECT_THROW(kept(*database), StorageUnavailable) << "nothing is read from a mixture";
    }
    EXPECT_TRUE(fs::exists(place.file() + "-wal")) << "the log is left as it was";
    EXPECT_THROW(open_database(place), StorageUnavailable) << "the next start does not mix them";
    fs::rename(place.file() + "-wal", place.directory + "/log-of-before");
    fs::remove(place.file() + "-shm");
    EXPECT_TRUE(is_written(*open_database(place), 4)) << "until somebody decides for the file";
}

TEST_F(BesideOthers, does_not_start_on_a_file_that_was_copied_there_while_nobody_looked) {
    {
        const auto database = open_database(place);
        write(*database, 1);
    }
    copy("michi.db", "older");
    killed_after([&] {
        auto database = open_database(place);
        write(*database, 2);
        copied_back_beside();
        write(*database, 3);  // the log begins again: the older copy is not its base any more
        return database;
    });
    copy("michi.db", "right");
    copy("older", "michi.db");
    EXPECT_THROW(open_database(place), StorageUnavailable);
    copy("right", "michi.db");
    EXPECT_EQ(kept(*open_database(place)), (std::vector{1, 2, 3})) << "the right one back is fine";
}

TEST_F(BesideOthers, does_not_start_on_an_older_file_whatever_the_size_of_the_first_commit) {
    {
        const auto database = open_database(place);
        write(*database, 1);
    }
    copy("michi.db", "older");
    killed_after([&] {
        auto database = open_database(place);
        write(*database, 2);
        copied_back_beside();
        // The log begins again, and at once with more than all that it held.
        database->write_now([&](Tx& tx) {
            for (int id = 100; id < 200; ++id)
                tx.run("INSERT INTO job (id, kind, argument, due_at) VALUES ($1, 't', $2, 0)", id,
                       std::string(6000, 'x'));
        });
        return database;
    });
    copy("older", "michi.db");
    EXPECT_THROW(open_database(place), StorageUnavailable);
}

/// The record of the base is not synced: a start may find a log that it knows nothing of, and pages of
/// it in the file that the disk does not have yet.
TEST_F(BesideOthers, takes_no_prints_for_a_log_that_was_begun_before) {
    open_database(place)->close();
    copy("michi.db", "base");
    killed_after([&] {
        auto database = open_database(place);
        write(*database, 1);
        copied_back_beside();
        return database;
    });
    fs::remove(place.file() + ".base");
    fs::remove(place.file() + "-shm");
    killed_after([&] {
        auto database = database_over(connector(place), false, {}, place.file());
        write(*database, 2);
        return database;
    });
    copy("base", "michi.db");  // what a power cut leaves
    EXPECT_EQ(kept(*open_database(place)), (std::vector{1, 2}));
}

TEST_F(BesideOthers, starts_after_a_kill_wherever_copying_back_was) {
    open_database(place)->close();
    for (int life = 1; life <= 6; ++life) {
        killed_after([&] {
            auto database = open_database(place);
            for (int i = 0; i < 4; ++i) write(*database, life * 10 + i);
            if (life % 2) copied_back_beside();
            write(*database, life * 10 + 4);
            return database;
        });
    }
    EXPECT_EQ(kept(*open_database(place)).size(), 30U);
}

TEST_F(BesideOthers, takes_a_first_commit_that_touches_many_pages_of_a_large_file) {
    const std::string page(6000, 'x');
    const auto touch = [&](Database& database) {
        database.write_now([&](Tx& tx) {
            for (int i = 1; i <= 3000; i += 100)
                tx.run("UPDATE job SET argument = argument || 'y' WHERE id = $1", i);
        });
    };
    {
        const auto database = open_database(place);
        database->write_now([&](Tx& tx) {
            for (int i = 1; i <= 3000; ++i)
                tx.run("INSERT INTO job (id, kind, argument, due_at) VALUES ($1, 't', $2, 0)", i,
                       page);
        });
    }
    killed_after([&] {
        auto database = open_database(place);
        touch(*database);
        return database;
    });
    EXPECT_EQ(kept(*open_database(place)).size(), 3000U);
}

TEST_F(BesideOthers, starts_with_a_page_that_a_power_cut_tore) {
    open_database(place)->close();
    copy("michi.db", "base");
    killed_after([&] {
        auto database = open_database(place);
        write(*database, 1);
        python("import shutil; shutil.copy('michi.db-wal', 'log')");
        copied_back_beside();
        return database;
    });
    // Each page half as it was before it was copied back, half as after.
    python(
        "b=open('base','rb').read(); a=open('michi.db','rb').read();"
        "open('michi.db','r+b').write(b''.join((a if i%2 else b)[i*512:i*512+512] for i in"
        " range(len(b)//512)))");
    EXPECT_EQ(kept(*open_database(place)), std::vector{1});
}

TEST_F(BesideOthers, goes_on_when_another_program_copied_the_log_back) {
    const auto database = open_database(place);
    for (int i = 1; i <= 10; ++i) {
        write(*database, i);
        ASSERT_EQ(copied_back_beside(), 0);
        EXPECT_TRUE(is_written(*database, 100 + i));
    }
    EXPECT_EQ(kept(*database).size(), 20U);
}

TEST_F(BesideOthers, a_file_that_others_can_read_is_closed_to_them) {
    open_database(place)->close();
    fs::permissions(place.file(), fs::perms(0644));
    const auto database = open_database(place);
    write(*database, 1);
    struct stat about {};
    for (const char* end : {"", "-wal", "-shm"}) {
        ASSERT_EQ(::stat((place.file() + end).c_str(), &about), 0);
        EXPECT_EQ(about.st_mode & 0077, 0U) << end;
    }
}

}  // namespace
}  // namespace michi
