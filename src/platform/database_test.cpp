#include <future>
#include <latch>
#include <thread>

#include "engines.hpp"
#include "platform/numbers.hpp"

namespace michi {
namespace {

class Storage : public OnEachEngine {
  public:
    Storage() {
        database->write_now([](Tx& tx) {
            tx.connection().script(
                "CREATE TABLE pupil (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, photo BLOB,"
                " born TEXT, seen BIGINT, weight DOUBLE PRECISION, friend BIGINT REFERENCES pupil "
                "(id),"
                " CHECK (name <> 'nobody'))");
        });
    }
    void add(std::string_view name) {
        database->write_now([&](Tx& tx) { tx.run("INSERT INTO pupil (name) VALUES ($1)", name); });
    }
    std::int64_t count() {
        return database->ask(
            [](Tx& tx) { return tx.value<std::int64_t>("SELECT count(*) FROM pupil"); });
    }
};
ON_EACH_ENGINE(Storage);

TEST_P(Storage, keeps_every_kind_of_value_as_it_was) {
    const Bytes photo{std::string("\0\xff\x01'\\", 5)};
    database->write_now([&](Tx& tx) {
        tx.run("INSERT INTO pupil (id, name, photo, born, seen, weight) VALUES ($1,$2,$3,$4,$5,$6)",
               7, "髙橋 葵𠮷", photo, Date::parse_iso("2019-04-01").value(), Instant{1764000000123},
               12.5);
    });
    database->read([&](Tx& tx) {
        tx.each("SELECT id, name, photo, born, seen, weight, friend FROM pupil", [&](const Row& r) {
            EXPECT_EQ(r.get<int>(0), 7);
            EXPECT_EQ(r.get<std::string>(1), "髙橋 葵𠮷");
            EXPECT_EQ(r.get<Bytes>(2), photo);
            EXPECT_EQ(r.get<Date>(3).iso(), "2019-04-01");
            EXPECT_EQ(r.get<Instant>(4).ms, 1764000000123);
            EXPECT_EQ(r.get<double>(5), 12.5);
            EXPECT_EQ(r.get<std::optional<int>>(6), std::nullopt);
        });
    });
}

TEST_P(Storage, reads_sums_and_averages_of_numbers) {
    for (const char* name : {"a", "b", "c"}) add(name);
    database->read([](Tx& tx) {
        EXPECT_EQ(tx.value<std::int64_t>("SELECT sum(id) FROM pupil"), 6);
        EXPECT_EQ(tx.value<double>("SELECT avg(id) FROM pupil"), 2.0);
        EXPECT_EQ(tx.value<std::int64_t>("SELECT CAST(-70000 AS BIGINT)"), -70000);
        EXPECT_EQ(tx.value<std::string>("SELECT count(*) FROM pupil"), "3");
    });
}

TEST_P(Storage, takes_values_in_any_order_and_more_than_once) {
    add("a");
    const auto found = database->ask([](Tx& tx) {
        return tx.value<std::int64_t>(
            "SELECT count(*) FROM pupil WHERE name = $2 AND id < $1 AND (name = $2 OR id = $1)", 5,
            "a");
    });
    EXPECT_EQ(found, 1);
}

TEST_P(Storage, finds_the_rows_of_a_list_of_numbers_by_one_statement) {
    for (const char* name : {"a", "b", "c", "d"}) add(name);
    const auto named = [&](std::vector<std::int64_t> numbers) {
        return database->ask([&](Tx& tx) {
            return tx.all(
                SqlText("SELECT name FROM pupil WHERE") + is_among(tx, "id", "$1") + " ORDER BY id",
                [](const Row& row) { return row.get<std::string>(0); }, json_of(numbers));
        });
    };
    EXPECT_EQ(named({}), std::vector<std::string>{});
    EXPECT_EQ(named({4, 2, 4, 99, -1}), (std::vector<std::string>{"b", "d"}));
    EXPECT_EQ(json_of(std::vector<std::int64_t>{}), "[]");
}

TEST_P(Storage, gives_ids_from_one_and_answers_them) {
    database->write_now([](Tx& tx) {
        EXPECT_EQ(tx.value<std::int64_t>("INSERT INTO pupil (name) VALUES ('a') RETURNING id"), 1);
        EXPECT_EQ(tx.run("UPDATE pupil SET name = name || '!'"), 1);
        EXPECT_EQ(tx.run("UPDATE pupil SET name = 'z' WHERE id = 99"), 0);
    });
}

TEST_P(Storage, reads_the_same_statement_inside_itself) {
    for (const char* name : {"a", "b"}) add(name);
    int pairs = 0;
    const auto names = [&](Tx& tx, auto&& each) {
        tx.each("SELECT name FROM pupil ORDER BY id", each);
    };
    database->read(
        [&](Tx& tx) { names(tx, [&](const Row&) { names(tx, [&](const Row&) { ++pairs; }); }); });
    EXPECT_EQ(pairs, 4);
}

TEST_P(Storage, refuses_what_the_schema_refuses) {
    add("a");
    EXPECT_THROW(add("a"), ConstraintBroken);
    EXPECT_THROW(add("nobody"), ConstraintBroken);
    EXPECT_THROW(database->write_now(
                     [](Tx& tx) { tx.run("INSERT INTO pupil (name) VALUES ($1)", nullptr); }),
                 ConstraintBroken);
    EXPECT_THROW(database->write_now(
                     [](Tx& tx) { tx.run("INSERT INTO pupil (name, friend) VALUES ('b', 99)"); }),
                 ConstraintBroken);
    EXPECT_EQ(count(), 1);
}

TEST_P(Storage, refuses_nul_in_text_and_keeps_it_in_bytes) {
    EXPECT_THROW(add(std::string_view("a\0b", 3)), StorageFault);
    EXPECT_EQ(count(), 0);
}

TEST_P(Storage, knows_a_wrong_statement_as_a_fault) {
    EXPECT_THROW(database->read([](Tx& tx) { tx.run("SELECT nothing FROM nowhere"); }),
                 StorageFault);
    EXPECT_EQ(count(), 0);
}

TEST_P(Storage, does_not_write_on_a_reading_snapshot) {
    EXPECT_ANY_THROW(
        database->read([](Tx& tx) { tx.run("INSERT INTO pupil (name) VALUES ('a')"); }));
    EXPECT_EQ(count(), 0);
}

TEST_P(Storage, shows_a_reader_one_moment_only) {
    add("a");
    database->read([&](Tx& tx) {
        EXPECT_EQ(tx.value<int>("SELECT count(*) FROM pupil"), 1);
        add("b");
        EXPECT_EQ(tx.value<int>("SELECT count(*) FROM pupil"), 1);
    });
    EXPECT_EQ(count(), 2);
}

TEST_P(Storage, keeps_the_others_when_one_of_a_group_fails) {
    std::latch first_is_running(1);
    std::promise<void> go;
    std::atomic<int> kept{};
    std::latch ended(11);
    const auto end = [&](const Written& w) {
        kept += w.ok();
        ended.count_down();
    };
    database->write(
        [&](Tx&) {
            first_is_running.count_down();
            go.get_future().wait();
        },
        end);
    first_is_running.wait();
    for (int i = 0; i < 10; ++i)
        database->write(
            [i](Tx& tx) {
                tx.run("INSERT INTO pupil (name) VALUES ($1)", std::to_string(i));
                if (i % 2) throw std::runtime_error("no");
            },
            end);
    go.set_value();
    ended.wait();
    EXPECT_EQ(kept, 6);
    EXPECT_EQ(count(), 5);
}

TEST_P(Storage, seals_the_traces_of_what_was_kept_in_the_same_transaction) {
    std::vector<std::string> sealed;
    database->on_seal([&](Tx& tx, std::vector<Trace>&& traces) {
        for (const Trace& trace : traces) sealed.push_back(trace.object);
        tx.run("INSERT INTO pupil (name) VALUES ('sealed')");
    });
    database->write_now([](Tx& tx) { tx.trace({.object = "case/1"}); });
    EXPECT_ANY_THROW(database->write_now([](Tx& tx) {
        tx.trace({.object = "case/2"});
        throw std::runtime_error("no");
    }));
    EXPECT_EQ(sealed, std::vector<std::string>{"case/1"});
    EXPECT_EQ(count(), 1);
}

TEST_P(Storage, keeps_nothing_when_the_seal_fails) {
    database->on_seal([](Tx&, std::vector<Trace>&&) { throw std::runtime_error("no audit"); });
    EXPECT_THROW(database->write_now([](Tx& tx) {
        tx.run("INSERT INTO pupil (name) VALUES ('a')");
        tx.trace({.object = "case/1"});
    }),
                 std::runtime_error);
    EXPECT_EQ(count(), 0);
    add("without a trace");
    EXPECT_EQ(count(), 1);
}

TEST_P(Storage, acts_after_commit_only_for_what_was_kept) {
    int acts = 0;
    database->write_now([&](Tx& tx) { tx.after_commit([&] { ++acts; }); });
    EXPECT_ANY_THROW(database->write_now([&](Tx& tx) {
        tx.after_commit([&] { ++acts; });
        throw NotFound();
    }));
    EXPECT_EQ(acts, 1);
}

TEST_P(Storage, does_not_let_the_writer_wait_for_itself) {
    EXPECT_THROW(database->write_now([&](Tx&) { database->write_now([](Tx&) {}); }),
                 std::logic_error);
}

TEST_P(Storage, finishes_what_is_queued_before_it_closes) {
    std::atomic<int> kept{};
    for (int i = 0; i < 500; ++i)
        database->write(
            [i](Tx& tx) { tx.run("INSERT INTO pupil (name) VALUES ($1)", std::to_string(i)); },
            [&](const Written& w) { kept += w.ok(); });
    database->close();
    EXPECT_EQ(kept, 500);
    EXPECT_THROW(add("late"), StorageUnavailable);
}

TEST_P(Storage, says_busy_instead_of_growing_without_end) {
    std::promise<void> go;
    const std::shared_future<void> gone(go.get_future());
    std::atomic<int> busy{};
    for (int i = 0; i < 6000; ++i)
        database->write([gone](Tx&) { gone.wait(); }, [&](const Written& w) { busy += !w.ok(); });
    go.set_value();
    database->close();
    EXPECT_GT(busy, 0);
    EXPECT_LT(busy, 6000 - 4000);
}

TEST_P(Storage, keeps_all_of_many_writers_and_readers) {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 8; ++t)
        threads.emplace_back([this, t] {
            for (int i = 0; i < 50; ++i) {
                add(std::to_string(t) + "/" + std::to_string(i));
                count();
            }
        });
    threads.clear();
    EXPECT_EQ(count(), 400);
}

}  // namespace
}  // namespace michi
