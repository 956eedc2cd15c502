#include "audit/audit.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <random>

#include "audit/note.hpp"
#include "audit/outside.hpp"
#include "engines.hpp"
#include "platform/crypto.hpp"

namespace michi::audit {
namespace {

constexpr Instant kStart{1'795'597'200'000};

Trace seen(std::int64_t case_id) {
    Trace trace;
    trace.kind = TraceKind::view;
    trace.action = "read_case";
    trace.object = "case/" + std::to_string(case_id);
    trace.case_id = case_id;
    trace.fields = "number,identity";
    trace.account = 3;
    trace.organisation = 1;
    trace.role = "centre_counsellor";
    return trace;
}

class Audit : public OnEachEngine {
  public:
    Audit() {
        database->on_seal(sealing(*vault, [this] { return now; }));
    }
    void look(int times) {
        database->write_now([&](Tx& tx) {
            for (int i = 0; i < times; ++i) tx.trace(seen(i + 1));
        });
    }
    Verdict verified(const std::vector<std::string>& outside = {}) {
        return verify(*database, *vault, outside);
    }
    /// What verification says after `attack`, which is then undone.
    template <class F>
    Verdict after(F&& attack) {
        struct Undo {};
        Verdict verdict;
        try {
            database->write_now([&](Tx& tx) {
                attack(tx);
                verdict = verify(tx, *vault);
                throw Undo{};
            });
        } catch (const Undo&) {
        }
        return verdict;
    }

    std::unique_ptr<Vault> vault = open_test_vault();
    Instant now = kStart;
};
ON_EACH_ENGINE(Audit);

TEST_P(Audit, of_an_unused_instance_verifies) {
    const Verdict verdict = verified();
    EXPECT_TRUE(verdict.ok) << verdict.what;
    EXPECT_EQ(verdict.entries, 0);
}

TEST_P(Audit, keeps_every_trace_in_order) {
    look(3);
    look(70);
    const Verdict verdict = verified();
    EXPECT_TRUE(verdict.ok) << verdict.what;
    EXPECT_EQ(verdict.entries, 73);
    const auto entries = database->ask([](Tx& tx) { return entries_of_case(tx, 2, 10); });
    ASSERT_EQ(entries.size(), 2u);
    EXPECT_EQ(entries[0].seq, 5);
    EXPECT_EQ(entries[1].trace.object, "case/2");
}

TEST_P(Audit, signs_a_note_each_thousand_entries_and_each_minute) {
    look(1);
    look(2100);
    EXPECT_EQ(database->ask([](Tx& tx) {
        return tx.all("SELECT entries FROM audit_checkpoint ORDER BY entries",
                      [](const Row& r) { return r.integer(0); });
    }),
              (std::vector<std::int64_t>{1, 1001, 2001}));
    now.ms += 60'000;
    look(1);
    EXPECT_EQ(entries_of(database->ask(newest_checkpoint)), 2102);
    EXPECT_TRUE(verified().ok);
}

TEST_P(Audit, a_note_can_be_signed_without_a_new_entry) {
    look(1);
    look(5);
    database->write_now([&](Tx& tx) { sign_checkpoint(tx, *vault, now); });
    database->write_now([&](Tx& tx) { sign_checkpoint(tx, *vault, now); });
    EXPECT_EQ(entries_of(database->ask(newest_checkpoint)), 6);
    EXPECT_TRUE(verified().ok);
}

TEST_P(Audit, of_work_that_failed_is_not_kept) {
    look(1);
    EXPECT_THROW(database->write_now([](Tx& tx) {
        tx.trace(seen(9));
        throw NotFound{};
    }),
                 NotFound);
    look(1);
    EXPECT_EQ(verified().entries, 2);
}

TEST_P(Audit, an_input_cannot_forge_a_line) {
    database->write_now([](Tx& tx) {
        Trace trace = seen(1);
        trace.object = std::string("case/1\r\n\x1b[2J\0x", 14) + std::string(500, 'a');
        tx.trace(std::move(trace));
    });
    const auto entries = database->ask([](Tx& tx) { return entries_before(tx, 0, 1); });
    EXPECT_EQ(entries[0].trace.object.substr(0, 14), "case/1???[2J?x");
    EXPECT_EQ(entries[0].trace.object.size(), 200u);
    EXPECT_TRUE(verified().ok);
}

TEST_P(Audit, names_the_first_bad_entry) {
    look(40);
    const auto bad = [&](Sql sql) {
        return after([&](Tx& tx) { tx.run(sql); }).first_bad.value_or(0);
    };
    EXPECT_EQ(bad("UPDATE audit_entry SET account = 4 WHERE seq = 17"), 17);
    EXPECT_EQ(bad("UPDATE audit_entry SET role = '' WHERE seq >= 30"), 30);
    EXPECT_EQ(bad("DELETE FROM audit_entry WHERE seq = 12"), 12);
    EXPECT_EQ(bad("DELETE FROM audit_entry WHERE seq > 33"), 34);
    EXPECT_EQ(bad("DELETE FROM audit_entry"), 1);
    EXPECT_EQ(bad("INSERT INTO audit_entry SELECT 41, at, kind, action, object, case_id, fields,"
                  " detail, account, organisation, role, purpose, seal FROM audit_entry"
                  " WHERE seq = 40"),
              41);
    EXPECT_EQ(bad("UPDATE audit_entry SET seq = CASE seq WHEN 5 THEN -6 ELSE -5 END"
                  " WHERE seq IN (5, 6)"),
              1);
    EXPECT_EQ(bad("UPDATE audit_head SET entries = 32, frontier = frontier"), 41);
    EXPECT_EQ(bad("DELETE FROM audit_head"), 1);
    EXPECT_EQ(bad("DELETE FROM audit_checkpoint"), 40);
}

TEST_P(Audit, a_swap_of_two_entries_shows) {
    look(40);
    const Verdict verdict = after([](Tx& tx) {
        tx.run("UPDATE audit_entry SET seq = 1005 WHERE seq = 5");
        tx.run("UPDATE audit_entry SET seq = 5 WHERE seq = 6");
        tx.run("UPDATE audit_entry SET seq = 6 WHERE seq = 1005");
    });
    EXPECT_EQ(verdict.first_bad, 5);
}

TEST_P(Audit, written_anew_under_another_key_shows) {
    const auto foreign = open_scratch_database(GetParam());
    look(30);
    EXPECT_TRUE(verified().ok);
    struct Other : Vault {
        explicit Other(Vault& of) : inner(of) {}
        Id<DataKey> new_key(Tx& tx) override { return inner.new_key(tx); }
        Bytes seal(Tx& tx, Id<DataKey> key, Spot spot, std::string_view text) override {
            return inner.seal(tx, key, spot, text);
        }
        std::string open(Tx& tx, Id<DataKey> key, Spot spot, std::string_view sealed) override {
            return inner.open(tx, key, spot, sealed);
        }
        std::int64_t rotate(Database& all) override { return inner.rotate(all); }
        Bytes mac(std::string_view, std::string_view message) const override {
            return {hmac(std::string(32, 'x'), message)};
        }
        Vault& inner;
    } other(*vault);
    const Verdict verdict = after([&](Tx& tx) {
        tx.run("DELETE FROM audit_entry");
        tx.run("DELETE FROM audit_head");
        tx.run("DELETE FROM audit_checkpoint");
        sealing(other, [] { return kStart; })(tx, std::vector<Trace>(30, seen(1)));
    });
    EXPECT_EQ(verdict.first_bad, 1);
}

TEST_P(Audit, an_older_database_shows_against_a_note_kept_outside) {
    look(1);
    EXPECT_TRUE(verified().ok);
    look(1500);
    const std::string outside = database->ask(newest_checkpoint);
    EXPECT_TRUE(verified({outside}).ok);
    // The database as it was before the 1500: whole in itself, but not against the note.
    const auto older = open_scratch_database(GetParam());
    older->on_seal(sealing(*vault, [] { return kStart; }));
    older->write_now([](Tx& tx) { tx.trace(seen(1)); });
    EXPECT_TRUE(verify(*older, *vault).ok);
    EXPECT_EQ(verify(*older, *vault, {outside}).first_bad, 2);
}

TEST_P(Audit, a_note_outside_excuses_no_note_that_is_missing_inside) {
    look(1);
    look(1500);
    now.ms += 60'000;
    look(1);
    const std::string outside = database->ask(newest_checkpoint);
    database->write_now([](Tx& tx) { tx.run("DELETE FROM audit_checkpoint"); });
    EXPECT_FALSE(verified().ok);
    EXPECT_FALSE(verified({outside}).ok) << "with a note from elsewhere as well";
}

/// The head in a file beside the database, over several lives of the program.
class Outside : public Audit {
  public:
    Outside() { start(); }
    ~Outside() override { std::filesystem::remove(file); }
    void start() {
        head = open_outside_head(file, *vault);
        database->on_seal(sealing(
            *vault, [this] { return now; }, head));
    }
    /// What an older file or a lost log leaves: everything after `entries` is gone, the rest whole.
    void lose_all_after(std::int64_t entries) {
        database = open_scratch_database(GetParam());
        database->on_seal(sealing(*vault, [this] { return now; }));
        look(int(entries));
        start();
    }
    std::int64_t kept() const { return entries_of(note_of(*head)); }
    std::string file = testing::TempDir() + "audit-head-" + to_hex(random_bytes(6));
    std::shared_ptr<OutsideHead> head;
};
ON_EACH_ENGINE(Outside);

TEST_P(Outside, head_is_that_of_the_last_commit) {
    look(3);
    EXPECT_EQ(kept(), 3);
    look(40);
    EXPECT_EQ(kept(), 43);
    EXPECT_TRUE(verified({note_of(*head)}).ok);
}

TEST_P(Outside, head_is_not_moved_by_what_failed) {
    look(3);
    EXPECT_THROW(database->write_now([](Tx& tx) {
        tx.trace(seen(9));
        throw NotFound{};
    }),
                 NotFound);
    EXPECT_EQ(kept(), 3);
}

TEST_P(Outside, head_says_at_the_next_start_what_is_missing) {
    look(30);
    lose_all_after(8);
    EXPECT_EQ(verified({note_of(*head)}).first_bad, 9);
    EXPECT_EQ(verified({note_of(*head)}).what.substr(0, 22), "22 entries are missing");
    now.ms += 5000;
    look(1);  // the first entry of the new life
    const auto found = database->ask(gaps);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].there, 8);
    EXPECT_EQ(found[0].missing, 22);
    EXPECT_EQ(found[0].since, kStart);
    EXPECT_EQ(found[0].seq, 9) << "before anything else";
    EXPECT_EQ(kept(), 10);
    EXPECT_EQ(verified().first_bad, 9) << "until somebody acknowledges it";
    start();
    look(1);
    EXPECT_EQ(database->ask(gaps).size(), 1u) << "said once";
}

TEST_P(Outside, head_that_did_not_follow_the_gap_does_not_tell_it_twice) {
    look(30);
    const std::string before = note_of(*head);
    lose_all_after(8);
    look(1);
    OutsideHead(file, *vault).replace(before);
    start();
    look(1);
    EXPECT_EQ(database->ask(gaps).size(), 1u);
    EXPECT_EQ(kept(), 11);
}

TEST_P(Outside, a_gap_that_somebody_acknowledged_stays_told_and_is_well) {
    look(30);
    lose_all_after(8);
    look(1);
    EXPECT_FALSE(verified().ok);
    database->write_now([](Tx& tx) { EXPECT_EQ(acknowledge_gaps(tx), 1); });
    const Verdict verdict = verified({note_of(*head)});
    EXPECT_TRUE(verdict.ok) << verdict.what;
    EXPECT_EQ(verdict.declared.size(), 1u);
    database->write_now([](Tx& tx) { EXPECT_EQ(acknowledge_gaps(tx), 0); });
}

TEST_P(Outside, a_restore_declares_what_is_not_in_its_copy) {
    look(30);
    const std::string newest = note_of(*head);
    lose_all_after(8);
    database->write_now([&](Tx& tx) { declare_restore(tx, newest); });
    look(5);
    const Verdict verdict = verified({newest, note_of(*head)});
    EXPECT_TRUE(verdict.ok) << verdict.what;
    ASSERT_EQ(database->ask(gaps).size(), 1u);
    EXPECT_EQ(database->ask(gaps)[0].missing, 22);
    EXPECT_EQ(database->ask(gaps)[0].cause, Gap::Cause::restored);
}

TEST_P(Outside, a_declared_gap_hides_no_other_loss) {
    look(30);
    const std::string newest = note_of(*head);
    lose_all_after(8);
    database->write_now([&](Tx& tx) { declare_restore(tx, newest); });
    look(60);
    const std::string later = note_of(*head);
    EXPECT_TRUE(verified({newest, later}).ok);
    database->write_now([](Tx& tx) { tx.run("DELETE FROM audit_entry WHERE seq > 50"); });
    EXPECT_FALSE(verified({newest, later}).ok);
}

TEST_P(Outside, a_note_that_another_signed_is_none) {
    look(30);
    OutsideHead(file, *vault).replace("michishirube\n900\n" + std::string(43, 'A') + "=\n\nx\n");
    EXPECT_EQ(note_of(*head), "");
    start();
    look(1);
    EXPECT_TRUE(database->ask(gaps).empty());
    EXPECT_EQ(kept(), 31);
}

TEST_P(Audit, every_random_attack_is_found) {
    look(60);
    std::mt19937 random(20261125);
    const auto pick = [&](int from, int to) {
        return std::uniform_int_distribution<int>(from, to)(random);
    };
    const int attacks = GetParam() ? 200 : 10'000;
    int found = 0;
    for (int i = 0; i < attacks; ++i) {
        const int at = pick(1, 60), other = at % 60 + 1;
        const int kind = pick(0, 5);
        const Verdict verdict = after([&](Tx& tx) {
            if (kind == 0) tx.run("UPDATE audit_entry SET at = at + 1 WHERE seq = $1", at);
            if (kind == 1) tx.run("DELETE FROM audit_entry WHERE seq = $1", at);
            if (kind == 2) tx.run("DELETE FROM audit_entry WHERE seq >= $1", at);
            if (kind == 3)
                tx.run(
                    "UPDATE audit_entry SET object = (SELECT b.object FROM audit_entry b"
                    " WHERE b.seq = $2) WHERE seq = $1",
                    at, other);
            if (kind == 4) {
                tx.run("UPDATE audit_entry SET seq = -seq WHERE seq >= $1", at);
                tx.run("UPDATE audit_entry SET seq = 1 - seq WHERE seq < 0");
            }
            if (kind == 5) {
                tx.run("UPDATE audit_entry SET seq = -1 WHERE seq = $1", at);
                tx.run("UPDATE audit_entry SET seq = $1 WHERE seq = $2", at, other);
                tx.run("UPDATE audit_entry SET seq = $1 WHERE seq = -1", other);
            }
        });
        found += verdict.ok ? 0 : 1;
    }
    EXPECT_EQ(found, attacks);
}

TEST_P(Audit, without_the_record_nothing_is_done) {
    database->write_now([](Tx& tx) { tx.run("DROP TABLE audit_entry"); });
    EXPECT_ANY_THROW(database->write_now([](Tx& tx) {
        tx.run("INSERT INTO number_series (series, last_number) VALUES ('kept', 1)");
        tx.trace(seen(1));
    }));
    EXPECT_EQ(database->ask([](Tx& tx) {
        return tx.value<std::int64_t>("SELECT count(*) FROM number_series WHERE series = 'kept'");
    }),
              0);
}

TEST(Tree, has_the_roots_of_the_rfc) {
    // Known answers of RFC 6962 as Certificate Transparency's reference tests give them.
    const std::string leaves[] = {
        std::string(),
        std::string(1, '\0'),
        "\x10",
        "\x20\x21",
        "\x30\x31",
        "\x40\x41\x42\x43",
        "\x50\x51\x52\x53\x54\x55\x56\x57",
        "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"};
    const char* roots[] = {"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                           "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                           "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                           "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                           "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                           "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                           "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                           "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
    Tree tree;
    EXPECT_EQ(to_hex(view(tree.root())),
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (int i = 0; i < 8; ++i) {
        tree.add(leaf_hash(leaves[i]));
        EXPECT_EQ(to_hex(view(tree.root())), roots[i]) << i;
        EXPECT_EQ(to_hex(view(Tree(tree.size(), tree.stored()).root())), roots[i]);
    }
    EXPECT_THROW(Tree(3, "short"), StorageFault);
}

TEST(Sealer, is_hmac_sha256_under_a_hashed_key) {
    EXPECT_EQ(Sealer("key").seal("text"), hmac(sha256("key"), "text").substr(0, 16));
}

}  // namespace
}  // namespace michi::audit
