#include "platform/migrate.hpp"

#include "engines.hpp"

namespace michi {
namespace {

constexpr Migration kFirst{"0001-a", "test",
                           "CREATE TABLE first_one (id INTEGER PRIMARY KEY, b BLOB)"};
constexpr Migration kSecond{"0002-b", "test", "CREATE TABLE second_one (n BIGINT NOT NULL)"};
constexpr Migration kHalf{"0003-c", "test",
                          "CREATE TABLE third_one (n BIGINT); CREATE TABEL wrong (n BIGINT)"};

/// A scratch database has this binary's migrations; here they are taken for granted and more
/// follow.
class Migrating : public OnEachEngine {
  public:
    Migrating() {
        const auto all = embedded_migrations();
        known.assign(all.begin(), all.end());
    }
    int apply(std::vector<Migration> more) {
        std::vector<Migration> all = known;
        all.insert(all.end(), more.begin(), more.end());
        int count = 0;
        with_connection([&](Connection& c) { count = migrate(c, all); });
        return count;
    }
    void with_connection(const std::function<void(Connection&)>& act) {
        database->read([&](Tx& tx) {
            tx.connection().rollback();
            tx.connection().script(tx.is_postgres() ? "SET default_transaction_read_only TO off"
                                                    : "PRAGMA query_only=OFF");
            act(tx.connection());
            tx.connection().begin(Reach::reads);
        });
    }
    bool has(const char* table) {
        return database->ask([&](Tx& tx) {
            return tx.is_postgres()
                       ? tx.value<int>(
                             "SELECT count(*) FROM pg_tables WHERE tablename = $1"
                             " AND schemaname = current_schema()",
                             table) > 0
                       : tx.value<int>("SELECT count(*) FROM sqlite_schema WHERE name = $1",
                                       table) > 0;
        });
    }
    std::vector<Migration> known;
};
ON_EACH_ENGINE(Migrating);

TEST_P(Migrating, applies_each_once_and_in_order) {
    EXPECT_EQ(apply({}), 0);
    EXPECT_EQ(apply({kFirst}), 1);
    EXPECT_EQ(apply({kFirst, kSecond}), 1);
    EXPECT_EQ(apply({kFirst, kSecond}), 0);
    EXPECT_TRUE(has("first_one"));
    EXPECT_TRUE(has("second_one"));
}

TEST_P(Migrating, leaves_nothing_of_one_that_fails_and_keeps_those_before) {
    EXPECT_THROW(apply({kFirst, kHalf}), StorageFault);
    EXPECT_TRUE(has("first_one"));
    EXPECT_FALSE(has("third_one"));
    EXPECT_EQ(apply({kFirst, kSecond}), 1);
}

TEST_P(Migrating, refuses_a_database_of_a_newer_program) {
    apply({kFirst});
    EXPECT_THROW(apply({}), NewerSchema);
}

TEST_P(Migrating, refuses_a_migration_whose_text_changed) {
    apply({kFirst});
    Migration changed = kFirst;
    changed.sql = "CREATE TABLE first_one (id INTEGER PRIMARY KEY)";
    EXPECT_THROW(apply({changed}), ChangedMigration);
}

}  // namespace
}  // namespace michi
