// Bringing a backup back: rows in whatever order they stand, and nothing left when it fails.
#include <fcntl.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include "engines.hpp"
#include "platform/backup.hpp"
#include "platform/engine.hpp"
#include "platform/sqlite.hpp"

namespace michi {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

/// A table as it stands in an archive: its heading, and each row, as bytes.
struct Section {
    std::string name;
    std::string head;
    std::vector<std::string> rows;
    friend bool operator==(const Section&, const Section&) = default;
};

std::string take_text(ArchiveReader& in) {
    const std::string size(in.take(4));
    return size + std::string(in.take(unpacked(size)));
}

std::string take_value(ArchiveReader& in) {
    const std::string kind(in.take(1));
    if (kind == "n") return kind;
    return kind + (kind == "i" || kind == "r" ? std::string(in.take(8)) : take_text(in));
}

std::vector<Section> sections_of(ArchiveReader& in) {
    std::vector<Section> sections;
    std::uint64_t columns = 0;
    while (!in.at_end()) {
        if (in.take(1) == "T") {
            const std::string name = take_text(in);
            const std::string count(in.take(4));
            columns = unpacked(count);
            sections.push_back({name.substr(4), "T" + name + count, {}});
            for (std::uint64_t i = 0; i < columns; ++i) sections.back().head += take_text(in);
            continue;
        }
        std::string row = "R";
        for (std::uint64_t i = 0; i < columns; ++i) row += take_value(in);
        sections.back().rows.push_back(std::move(row));
    }
    return sections;
}

class Restore : public testing::TestWithParam<bool> {
  public:
    Restore() {
        make_town(*open_database(town), 40);
        if (!GetParam()) return;
        place = {.directory = {}, .url = url() + "?options=-csearch_path%3D" + schema};
        connect()->script("CREATE SCHEMA " + schema);
    }
    ~Restore() override {
        if (GetParam()) connect()->script("DROP SCHEMA " + schema + " CASCADE");
        fs::remove_all(directory);
    }

    /// Children before parents by name: data_key before key_encryption_key, child before data_key.
    void make_town(Database& database, int children) {
        database.write_now([&](Tx& tx) {
            tx.run("INSERT INTO organisation (id, kind, name) VALUES (1, 'centre', $1)", kHard);
            const auto first = vault->new_key(tx);
            tx.run("DELETE FROM data_key WHERE id = $1", first);
            for (int i = 1; i <= children; ++i) {
                tx.run("INSERT INTO data_key (id, wrapped_by, wrapped) VALUES ($1, 1, $2)", i,
                       Bytes{every_byte() + std::to_string(i)});
                tx.run(
                    "INSERT INTO child (id, centre_id, key_id, kanji, kana, birth, address)"
                    " VALUES ($1, 1, $1, $2, $3, $3, $3)",
                    i, Bytes{every_byte()}, Bytes{});
                tx.run(
                    "INSERT INTO directory_place (id, place_key, latitude, longitude)"
                    " VALUES ($1, CAST($1 AS TEXT), $2, $3)",
                    i, 35.1 + i / 3.0, i % 2 ? Bound(nullptr) : Bound(-1e-9));
            }
        });
    }
    /// What no program of ours can do: the file is changed by hand, references not looked at.
    void by_hand(const std::string& sql) {
        const auto connection = open_sqlite(town.file(), Reach::writes);
        connection->script("PRAGMA foreign_keys=OFF;" + sql);
    }

    std::string make() {
        backup(*open_database(town), *vault, file, Instant{1764000000000});
        return file;
    }
    /// The same archive, its tables in the order that `before` tells.
    template <class Before>
    std::string make_in_order(Before before) {
        ArchiveReader in(make(), *vault);
        auto sections = sections_of(in);
        std::ranges::sort(sections, before, &Section::name);
        ArchiveWriter out(file, *vault);
        for (const Section& section : sections) {
            out.put(section.head);
            for (const std::string& row : section.rows) out.put(row);
        }
        out.finish(in.manifest());
        return file;
    }

    std::vector<Section> rows_of(const std::string& archive) {
        ArchiveReader in(archive, *vault);
        auto sections = sections_of(in);
        for (Section& section : sections) std::ranges::sort(section.rows);
        return sections;
    }
    std::vector<Section> rows_of(const Place& there) {
        const std::string again = directory + "/again.backup";
        backup(*open_database(there), *vault, again, Instant{});
        return rows_of(again);
    }
    std::string refusal_of(const std::string& archive) {
        try {
            restore(archive, *vault, place);
        } catch (const BadArchive& why) {
            return why.what();
        }
        return "restored";
    }

    static std::string url() { return std::getenv("MICHI_TEST_POSTGRES"); }
    std::unique_ptr<Connection> connect() {
        return connector({.directory = {}, .url = url()}, schema)(Reach::writes);
    }
    static std::string every_byte() {
        std::string bytes;
        for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
        return bytes;
    }

    /// What COPY would take for something else: a tab, ends of lines, its word for null.
    static constexpr std::string_view kHard = "若葉\ta\nb\r\\N \\.\n\\. \\\\ 'é";
    std::unique_ptr<Vault> vault = open_test_vault();
    std::string directory = testing::TempDir() + "michi-" + to_hex(random_bytes(6));
    std::string schema = "restored_" + to_hex(random_bytes(4));
    std::string file = directory + "/a.backup";
    Place town{.directory = directory + "/town", .url = {}};
    Place place{.directory = directory + "/deep/restored", .url = {}};
};
ON_EACH_ENGINE(Restore);

TEST_P(Restore, brings_every_byte_of_every_row_back) {
    const auto before = rows_of(make());
    restore(file, *vault, place);
    EXPECT_EQ(rows_of(place), before);
}

TEST_P(Restore, takes_tables_in_any_order) {
    const auto before = rows_of(make());
    restore(make_in_order(std::greater<>{}), *vault, place);
    EXPECT_EQ(rows_of(place), before);
}

/// As archives of earlier programs are.
TEST_P(Restore, takes_tables_by_name) {
    const auto before = rows_of(make());
    restore(make_in_order(std::less<>{}), *vault, place);
    EXPECT_EQ(rows_of(place), before);
}

TEST_P(Restore, looks_at_references_afterwards_as_before) {
    restore(make(), *vault, place);
    EXPECT_THROW(open_database(place)->write_now([](Tx& tx) {
        tx.run("INSERT INTO data_key (wrapped_by, wrapped) VALUES (77, $1)", Bytes{});
    }),
                 ConstraintBroken);
}

TEST_P(Restore, says_which_row_refers_to_nothing_and_leaves_nothing) {
    by_hand("DELETE FROM data_key WHERE id = 7");
    const std::string why = refusal_of(make());
    EXPECT_THAT(why, HasSubstr("child"));
    EXPECT_THAT(why, HasSubstr("7"));
    EXPECT_THAT(why, HasSubstr("data_key"));
    EXPECT_FALSE(fs::exists(directory + "/deep"));
    by_hand("INSERT INTO data_key (id, wrapped_by, wrapped) VALUES (7, 1, x'00')");
    EXPECT_NO_THROW(restore(make(), *vault, place));
}

TEST_P(Restore, leaves_nothing_of_an_archive_that_ends_inside_its_rows) {
    ArchiveReader in(make(), *vault);
    const auto sections = sections_of(in);
    ArchiveWriter out(file, *vault);
    for (const Section& section : sections) {
        out.put(section.head);
        for (const std::string& row : section.rows) out.put(row);
    }
    out.put("Ri");
    out.finish(in.manifest());
    EXPECT_THAT(refusal_of(file), HasSubstr("ends inside a row"));
    EXPECT_FALSE(fs::exists(directory + "/deep"));
    EXPECT_NO_THROW(restore(make(), *vault, place));
}

TEST_P(Restore, leaves_nothing_when_rows_are_missing) {
    ArchiveReader in(make(), *vault);
    const auto sections = sections_of(in);
    ArchiveWriter out(file, *vault);
    for (const Section& section : sections) {
        out.put(section.head);
        for (const std::string& row : section.rows)
            if (section.name != "child" || &row != &section.rows.back()) out.put(row);
    }
    out.finish(in.manifest());
    EXPECT_THAT(refusal_of(file), HasSubstr("child"));
    EXPECT_FALSE(fs::exists(directory + "/deep"));
    EXPECT_NO_THROW(restore(make(), *vault, place));
}

class RestoreToFile : public Restore {
  public:
    /// Answers how the child ended: 0 restored, otherwise the signal that ended it.
    int restore_for(std::chrono::microseconds time) {
        const pid_t child = ::fork();
        if (child == 0) {
            restore(file, *vault, place);
            ::_exit(0);
        }
        std::this_thread::sleep_for(time);
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    }
};
INSTANTIATE_TEST_SUITE_P(sqlite, RestoreToFile, testing::Values(false), engine_name);

TEST_P(RestoreToFile, leaves_nothing_when_the_disk_is_full) {
    make();
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const auto handled = std::signal(SIGXFSZ, SIG_IGN);
    for (const rlim_t most : {0, 4096, 100'000, 300'000, 500'000}) {
        const rlimit full{most, before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &full);
        EXPECT_THROW(restore(file, *vault, place), StorageUnavailable) << most;
        EXPECT_FALSE(fs::exists(directory + "/deep")) << most;
    }
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handled);
    EXPECT_NO_THROW(restore(file, *vault, place));
}

TEST_P(RestoreToFile, is_refused_beside_the_log_of_a_lost_database) {
    make();
    fs::create_directories(place.directory);
    for (const char* end : {"-wal", "-shm", "-journal"}) {
        const std::string left = place.file() + end;
        std::ofstream(left) << "old";
        EXPECT_THROW(restore(file, *vault, place), PlaceTaken) << end;
        EXPECT_TRUE(fs::exists(left));
        EXPECT_FALSE(fs::exists(place.file()));
        fs::remove(left);
    }
    EXPECT_NO_THROW(restore(file, *vault, place));
}

TEST_P(RestoreToFile, leaves_all_or_no_database_when_it_is_killed) {
    const auto whole = rows_of(make());
    std::mt19937 random{7};
    int killed = 0;
    for (int cycle = 0; cycle < 25; ++cycle) {
        if (restore_for(std::chrono::microseconds(random() % 60'000))) ++killed;
        if (!fs::exists(place.file())) restore(file, *vault, place);
        ASSERT_EQ(rows_of(place), whole);
        fs::remove_all(place.directory);
    }
    EXPECT_GT(killed, 0);
}

}  // namespace
}  // namespace michi
