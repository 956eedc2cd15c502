#include "platform/vault.hpp"

#include <fmt/format.h>
#include <openssl/crypto.h>

#include <iterator>

#include "platform/crypto.hpp"
#include "platform/key_ring.hpp"
#include "platform/root_key.hpp"
#include "platform/series.hpp"

namespace michi {
namespace {

constexpr char kVersion = 1;
constexpr char kAes256Gcm = 1;
constexpr std::size_t kHead = 6;    // ver alg key id(4)
constexpr std::size_t kLength = 4;  // in front of the padded text
constexpr std::size_t kPad = 32;
constexpr std::size_t kOpenKeys = 500'000;
constexpr std::uint64_t kWholeKey = 0;
constexpr std::int64_t kRotatedAtOnce = 200;

void append_big_endian(std::string& out, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xff);
}

std::string head_for(Id<DataKey> key) {
    std::string head{kVersion, kAes256Gcm};
    append_big_endian(head, static_cast<std::uint32_t>(key.value));
    return head;
}

/// Kept between calls: no allocation a field.
const std::string& associated(std::string_view head, const Spot& spot) {
    thread_local std::string text;
    text.assign(head);
    fmt::format_to(std::back_inserter(text), "{}/{}/{}", spot.table, spot.column, spot.row);
    return text;
}

std::string class_of(const Spot& spot) { return fmt::format("{}.{}|1", spot.table, spot.column); }

/// FNV-1a over the class: names of columns are few and our own.
std::uint64_t use_of(const Spot& spot) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    const auto mix = [&](std::string_view text) {
        for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
        hash = (hash ^ 0x1f) * 0x100000001b3U;
    };
    mix(spot.table);
    mix(spot.column);
    return hash;
}

std::string padded(std::string_view text) {
    std::string out;
    out.reserve((kLength + text.size() + kPad - 1) / kPad * kPad);
    append_big_endian(out, static_cast<std::uint32_t>(text.size()));
    out.append(text);
    out.append((kPad - out.size() % kPad) % kPad, '\0');
    return out;
}

std::string unpadded(std::string text) {
    if (text.size() < kLength) throw StorageFault("a sealed value has no length");
    std::size_t size = 0;
    for (std::size_t i = 0; i < kLength; ++i)
        size = size << 8 | static_cast<unsigned char>(text[i]);
    if (size > text.size() - kLength) throw StorageFault("a sealed value has a wrong length");
    text.erase(0, kLength);
    text.resize(size);
    return text;
}

std::string place_of_kek(std::int64_t id) { return fmt::format("kek/{}", id); }
std::string place_of_key(Id<DataKey> id) { return fmt::format("data_key/{}", id.value); }

class EnvelopeVault : public Vault {
  public:
    explicit EnvelopeVault(std::string root) : root_(std::move(root)) { check_ciphers(); }
    ~EnvelopeVault() override { OPENSSL_cleanse(root_.data(), root_.size()); }
    EnvelopeVault(const EnvelopeVault&) = delete;
    EnvelopeVault& operator=(const EnvelopeVault&) = delete;

    Id<DataKey> new_key(Tx& tx) override {
        const auto [kek_id, kek] = newest_kek(tx);
        const Id<DataKey> id{next_number(tx, "data_key")};
        const std::string key = random_bytes(32);
        tx.run("INSERT INTO data_key (id, wrapped_by, wrapped) VALUES ($1, $2, $3)", id, kek_id,
               Bytes{gcm_seal(kek, place_of_key(id), key)});
        return id;
    }

    Bytes seal(Tx& tx, Id<DataKey> key, Spot spot, std::string_view text) override {
        if (text.empty()) return {};
        std::string out = head_for(key);
        out += gcm_seal(part_key(tx, key, spot), associated(out, spot), padded(text));
        return {std::move(out)};
    }

    std::string open(Tx& tx, Id<DataKey> key, Spot spot, std::string_view sealed) override {
        if (sealed.empty()) return {};
        const std::string head = head_for(key);
        if (!sealed.starts_with(head)) throw StorageFault("a sealed value was changed or moved");
        return unpadded(
            gcm_open(part_key(tx, key, spot), associated(head, spot), sealed.substr(kHead)));
    }

    /// Batches, each durable on its own: killed at any point, every key stays readable by the
    /// key-encryption key that its row names.
    std::int64_t rotate(Database& database) override {
        std::int64_t fresh = 0;
        database.write_now([&](Tx& tx) { fresh = new_kek(tx).first; });
        std::int64_t count = 0;
        for (std::int64_t done = kRotatedAtOnce; done == kRotatedAtOnce; count += done)
            database.write_now([&](Tx& tx) { done = wrap_again(tx, fresh); });
        database.write_now([&](Tx& tx) {
            tx.run(
                "DELETE FROM key_encryption_key WHERE id < $1 AND NOT EXISTS"
                " (SELECT 1 FROM data_key WHERE wrapped_by = key_encryption_key.id)",
                fresh);
        });
        return count;
    }

    Bytes mac(std::string_view purpose, std::string_view message) const override {
        const Spot spot{.table = "mac", .column = purpose, .row = 0};
        const std::uint64_t use = use_of(spot);
        if (const auto key = open_.find(0, use)) return {hmac(*key, message)};
        const Key key(hkdf(root_, purpose));
        open_.keep(0, use, key);
        return {hmac(key, message)};
    }

  private:
    Key part_key(Tx& tx, Id<DataKey> id, const Spot& spot) {
        const std::uint64_t use = use_of(spot);
        if (const auto key = open_.find(id.value, use)) return *key;
        const Key key(hkdf(data_key(tx, id), class_of(spot)));
        keep(tx, id.value, use, key);
        return key;
    }

    Key data_key(Tx& tx, Id<DataKey> id) {
        if (const auto key = open_.find(id.value, kWholeKey)) return *key;
        const Key key = read_key(tx, id);
        keep(tx, id.value, kWholeKey, key);
        return key;
    }

    /// What a writing transaction reads may still be rolled back, and its number given again.
    void keep(Tx& tx, std::int64_t id, std::uint64_t use, const Key& key) {
        if (!tx.writes()) return open_.keep(id, use, key);
        tx.after_commit([this, id, use, key] { open_.keep(id, use, key); });
    }

    Key read_key(Tx& tx, Id<DataKey> id) {
        const auto row = tx.first(
            "SELECT wrapped_by, wrapped FROM data_key WHERE id = $1",
            [](const Row& r) { return std::pair(r.integer(0), r.get<Bytes>(1)); }, id);
        if (!row) throw StorageFault("the data key is gone");
        return Key(gcm_open(kek(tx, row->first), place_of_key(id), row->second.data));
    }

    /// A key-encryption key is kept under a negative number.
    Key kek(Tx& tx, std::int64_t id) {
        if (const auto key = open_.find(-id, kWholeKey)) return *key;
        const auto wrapped =
            tx.value<Bytes>("SELECT wrapped FROM key_encryption_key WHERE id = $1", id);
        const Key key(gcm_open(root_, place_of_kek(id), wrapped.data));
        keep(tx, -id, kWholeKey, key);
        return key;
    }

    std::pair<std::int64_t, Key> new_kek(Tx& tx) {
        const std::int64_t id = next_number(tx, "key_encryption_key");
        const Key key(random_bytes(32));
        tx.run("INSERT INTO key_encryption_key (id, wrapped) VALUES ($1, $2)", id,
               Bytes{gcm_seal(root_, place_of_kek(id), key)});
        return {id, key};
    }

    std::pair<std::int64_t, Key> newest_kek(Tx& tx) {
        const auto id = tx.value<std::int64_t>("SELECT max(id) FROM key_encryption_key");
        if (id == 0) return new_kek(tx);
        return {id, kek(tx, id)};
    }

    std::int64_t wrap_again(Tx& tx, std::int64_t fresh) {
        const Key wrapper = kek(tx, fresh);
        const auto ids = tx.all(
            "SELECT id FROM data_key WHERE wrapped_by < $1 ORDER BY wrapped_by, id LIMIT $2",
            [](const Row& r) { return r.get<Id<DataKey>>(0); }, fresh, kRotatedAtOnce);
        for (const auto id : ids)
            tx.run("UPDATE data_key SET wrapped_by = $2, wrapped = $3 WHERE id = $1", id, fresh,
                   Bytes{gcm_seal(wrapper, place_of_key(id), read_key(tx, id))});
        return static_cast<std::int64_t>(ids.size());
    }

    std::string root_;
    mutable KeyRing open_{kOpenKeys};
};

}  // namespace

std::unique_ptr<Vault> open_vault(const std::string& root_key_file) {
    return std::make_unique<EnvelopeVault>(read_root_key(root_key_file));
}

std::unique_ptr<Vault> open_test_vault() {
    return std::make_unique<EnvelopeVault>(std::string(32, 'k'));
}

std::vector<KeyUsage> key_usage(Tx& tx) {
    return tx.all(
        "SELECT k.id, count(d.id) FROM key_encryption_key k"
        " LEFT JOIN data_key d ON d.wrapped_by = k.id GROUP BY k.id ORDER BY k.id",
        [](const Row& r) { return KeyUsage{.kek = r.integer(0), .data_keys = r.integer(1)}; });
}

}  // namespace michi
