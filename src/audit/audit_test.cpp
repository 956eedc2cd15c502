#include "audit/audit.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "audit/tree.hpp"

using namespace michi;
using namespace michi::audit;

namespace {

struct World {
    std::unique_ptr<Database> database = open_scratch_database(false);
    std::string file = (std::filesystem::temp_directory_path() / ("michi-audit-" + to_hex(random_bytes(6)))).string();
    std::unique_ptr<Signer> signer = open_signer(file);
    std::int64_t clock = 1'000'000;

    World() {
        database->on_seal(make_seal(*signer, [this] { return Instant{clock += 1000}; }));
    }
    ~World() { std::filesystem::remove(file); }
    void views(int count) {
        for (int i = 0; i < count; ++i)
            database->write_now([&](Tx& tx) { tx.trace({.kind = TraceKind::view, .action = "record.view", .object = "case/1", .case_id = i % 3 + 1}); });
    }
    void damage(Sql sql) {
        database->write_now([&](Tx& tx) { tx.run(sql); });
    }
};

}  // namespace

TEST(Tree, is_the_one_of_rfc_6962) {
    Frontier tree;
    EXPECT_EQ(to_hex(tree.root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    tree.append(leaf_hash(""));
    EXPECT_EQ(to_hex(tree.root()), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    tree.append(leaf_hash(std::string(1, '\0')));
    EXPECT_EQ(to_hex(tree.root()), "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
    tree.append(leaf_hash("\x10"));
    EXPECT_EQ(to_hex(tree.root()), "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
    EXPECT_EQ(Frontier(tree.size(), tree.packed()).root(), tree.root());
}

TEST(Audit, an_untouched_record_verifies) {
    World w;
    w.views(50);
    const auto finding = verify(*w.database, *w.signer);
    EXPECT_TRUE(finding.ok) << finding.why;
    EXPECT_EQ(finding.entries, 50);
    EXPECT_EQ(w.database->ask([](Tx& tx) { return entries_about(tx, 2, 100).size(); }), 17u);
}

struct Attack {
    Sql sql;
    std::int64_t first_bad;
};

TEST(Audit, every_kind_of_tampering_is_found_and_named) {
    const Attack attacks[] = {
        {"UPDATE audit_entry SET entry = replace(entry, 'view', 'list') WHERE sequence = 20", 20},
        {"DELETE FROM audit_entry WHERE sequence = 30", 30},
        {"DELETE FROM audit_entry WHERE sequence > 45", 46},
        {"UPDATE audit_entry SET sequence = sequence + 1000 WHERE sequence = 7", 7},
        {"UPDATE audit_head SET size = size - 1", 51},
        {"UPDATE audit_checkpoint SET signature = root", 1},
    };
    for (const Attack& attack : attacks) {
        World w;
        w.views(50);
        w.damage(attack.sql);
        const auto finding = verify(*w.database, *w.signer);
        EXPECT_FALSE(finding.ok) << attack.sql.text();
        EXPECT_EQ(finding.first_bad, attack.first_bad) << attack.sql.text() << finding.why;
    }
}

TEST(Audit, without_the_record_nothing_is_done) {
    World w;
    w.damage("DROP TABLE audit_entry");
    EXPECT_ANY_THROW(w.views(1));
    EXPECT_ANY_THROW(w.database->write_now([](Tx& tx) {
        tx.run("INSERT INTO number_series (series, last_number) VALUES ('kept', 1)");
        tx.trace({.kind = TraceKind::change});
    }));
    EXPECT_EQ(w.database->ask([](Tx& tx) { return tx.value<std::int64_t>("SELECT count(*) FROM number_series WHERE series = 'kept'"); }), 0);
}
