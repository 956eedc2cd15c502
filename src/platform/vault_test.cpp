#include "platform/vault.hpp"
#include "platform/file_mode.hpp"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "engines.hpp"

namespace michi {
namespace {

class Sealing : public OnEachEngine {
  public:
    Sealing() {
        database->write_now([&](Tx& tx) { key = vault->new_key(tx); });
    }
    Bytes seal(Spot where, std::string_view text) {
        return database->ask([&](Tx& tx) { return vault->seal(tx, key, where, text); });
    }
    std::string open(Spot where, const Bytes& sealed) {
        return database->ask([&](Tx& tx) { return vault->open(tx, key, where, sealed.data); });
    }
    std::unique_ptr<Vault> vault = open_test_vault();
    Id<DataKey> key;
    const Spot spot{.table = "child", .column = "kanji", .row = 7};
};
ON_EACH_ENGINE(Sealing);

TEST_P(Sealing, opens_what_it_sealed) {
    for (const std::string& text : {std::string(), std::string("髙橋 葵"), std::string(5000, 'x')})
        EXPECT_EQ(open(spot, seal(spot, text)), text);
}

TEST_P(Sealing, hides_the_length_of_a_name) {
    EXPECT_EQ(seal(spot, "森").data.size(), seal(spot, "勅使河原 千代子").data.size());
}

TEST_P(Sealing, never_seals_twice_alike) {
    EXPECT_NE(seal(spot, "森").data, seal(spot, "森").data);
}

TEST_P(Sealing, refuses_a_value_moved_to_another_place) {
    const Bytes sealed = seal(spot, "森");
    EXPECT_THROW(open({.table = "child", .column = "kana", .row = 7}, sealed), StorageFault);
    EXPECT_THROW(open({.table = "family", .column = "kanji", .row = 7}, sealed), StorageFault);
    EXPECT_THROW(open({.table = "child", .column = "kanji", .row = 8}, sealed), StorageFault);
}

TEST_P(Sealing, refuses_every_changed_bit_and_every_cut) {
    const Bytes sealed = seal(spot, "森");
    for (std::size_t bit = 0; bit < sealed.data.size() * 8; ++bit) {
        Bytes changed = sealed;
        changed.data[bit / 8] = static_cast<char>(changed.data[bit / 8] ^ (1 << (bit % 8)));
        EXPECT_THROW(open(spot, changed), StorageFault) << bit;
    }
    for (std::size_t size = 1; size < sealed.data.size(); ++size)
        EXPECT_THROW(open(spot, {sealed.data.substr(0, size)}), StorageFault) << size;
}

TEST_P(Sealing, forgets_a_key_that_was_rolled_back) {
    Id<DataKey> lost;
    EXPECT_ANY_THROW(database->write_now([&](Tx& tx) {
        lost = vault->new_key(tx);
        vault->seal(tx, lost, spot, "lost");
        throw std::runtime_error("no");
    }));
    Bytes sealed;
    database->write_now([&](Tx& tx) {
        key = vault->new_key(tx);
        sealed = vault->seal(tx, key, spot, "kept");
    });
    EXPECT_EQ(key, lost);
    vault = open_test_vault();  // as after a restart
    EXPECT_EQ(open(spot, sealed), "kept");
}

TEST_P(Sealing, reads_everything_after_the_keys_were_rotated) {
    std::vector<std::pair<Id<DataKey>, Bytes>> kept;
    database->write_now([&](Tx& tx) {
        for (int i = 0; i < 450; ++i) {
            const auto id = vault->new_key(tx);
            kept.emplace_back(id, vault->seal(tx, id, spot, std::to_string(i)));
        }
    });
    EXPECT_EQ(vault->rotate(*database), 451);
    vault = open_test_vault();
    for (std::size_t i = 0; i < kept.size(); ++i) {
        key = kept[i].first;
        ASSERT_EQ(open(spot, kept[i].second), std::to_string(i));
    }
    const auto usage = database->ask([](Tx& tx) { return key_usage(tx); });
    ASSERT_EQ(usage.size(), 1U);
    EXPECT_EQ(usage[0].kek, 2);
    EXPECT_EQ(usage[0].data_keys, 451);
}

TEST(Vault, macs_differ_by_purpose_and_message) {
    const auto vault = open_test_vault();
    EXPECT_EQ(vault->mac("session", "a").data.size(), 32U);
    EXPECT_EQ(vault->mac("session", "a"), vault->mac("session", "a"));
    EXPECT_NE(vault->mac("session", "a"), vault->mac("once", "a"));
    EXPECT_NE(vault->mac("session", "a"), vault->mac("session", "b"));
}

class RootKey : public testing::Test {
  public:
    ~RootKey() override { std::filesystem::remove(file); }
    std::string file = testing::TempDir() + "michi-root-" + to_hex(random_bytes(6));
};

TEST_F(RootKey, is_made_once_and_only_for_its_owner) {
    make_root_key(file);
    struct stat about {};
    ::stat(file.c_str(), &about);
    EXPECT_EQ(about.st_mode & 0777, 0400U);
    EXPECT_NO_THROW(open_vault(file));
    EXPECT_THROW(make_root_key(file), StorageUnavailable);
}

TEST_F(RootKey, is_refused_when_others_can_read_it) {
    make_root_key(file);
    ::chmod(file.c_str(), 0440);
    EXPECT_THROW(open_vault(file), StorageUnavailable);
}

TEST_F(RootKey, and_every_other_file_that_decides_is_guarded_by_its_mode) {
    std::ofstream(file) << "x";
    const std::pair<unsigned, std::pair<bool, bool>> rows[] = {
        {0400, {true, true}},   {0600, {true, true}},   {0640, {false, true}},
        {0644, {false, true}},  {0604, {false, true}},  {0660, {false, false}},
        {0602, {false, false}}, {0666, {false, false}},
    };
    for (const auto& [mode, fits] : rows) {
        ::chmod(file.c_str(), mode);
        const auto secret = why_not_guarded(file, Guard::secret, "the key");
        const auto trusted = why_not_guarded(file, Guard::trusted, "the settings");
        EXPECT_EQ(!secret, fits.first) << std::oct << mode;
        EXPECT_EQ(!trusted, fits.second) << std::oct << mode;
        EXPECT_EQ(secret.value_or("others can read the key: chmod 400 " + file),
                  "others can read the key: chmod 400 " + file);
        EXPECT_EQ(trusted.value_or("others can change the settings: chmod go-w " + file),
                  "others can change the settings: chmod go-w " + file);
    }
    EXPECT_FALSE(why_not_guarded(file + ".none", Guard::secret, "the key"));
}

TEST_F(RootKey, is_refused_when_it_is_missing_or_short) {
    EXPECT_THROW(open_vault(file), StorageUnavailable);
    std::ofstream(file) << "abc\n";
    ::chmod(file.c_str(), 0400);
    EXPECT_THROW(open_vault(file), StorageUnavailable);
}

}  // namespace
}  // namespace michi
