#include "platform/vault.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

#include "platform/crypto.hpp"
#include "platform/series.hpp"

namespace michi {
namespace {

constexpr char kVersion = 1, kAes256Gcm = 1;
constexpr std::size_t kHead = 6;       // ver alg key id(4)
constexpr std::size_t kPad = 32;
constexpr std::size_t kCached = 65536;  // data keys kept in memory

std::string big_endian(std::uint32_t value) {
    return {char(value >> 24), char(value >> 16), char(value >> 8), char(value)};
}

std::string head_for(Id<DataKey> key) {
    return std::string{kVersion, kAes256Gcm} + big_endian(std::uint32_t(key.value));
}

std::string associated(std::string_view head, const Spot& spot) {
    std::string text(head);
    text.append(spot.table).append("/").append(spot.column).append("/").append(std::to_string(spot.row));
    return text;
}

/// Length in front, zeros behind: the size of a name does not show.
std::string padded(std::string_view text) {
    std::string out = big_endian(std::uint32_t(text.size()));
    out.append(text);
    out.append((kPad - out.size() % kPad) % kPad, '\0');
    return out;
}

std::string unpadded(const std::string& text) {
    if (text.size() < 4) throw StorageFault("sealed value has no length");
    std::size_t size = 0;
    for (int i = 0; i < 4; ++i) size = size << 8 | static_cast<unsigned char>(text[std::size_t(i)]);
    if (size > text.size() - 4) throw StorageFault("sealed value has a wrong length");
    return text.substr(4, size);
}

class EnvelopeVault : public Vault {
  public:
    explicit EnvelopeVault(std::string root) : root_(std::move(root)) {}

    Id<DataKey> new_key(Tx& tx) override {
        const auto kek = newest_kek(tx);
        const Id<DataKey> id{next_number(tx, "data_key")};
        const std::string key = random_bytes(32);
        tx.run("INSERT INTO data_key (id, wrapped_by, wrapped) VALUES ($1, $2, $3)", id, kek.first,
               Bytes{gcm_seal(kek.second, "data_key/" + std::to_string(id.value), key)});
        return id;
    }

    Bytes seal(Tx& tx, Id<DataKey> key, Spot spot, std::string_view text) override {
        if (text.empty()) return {};
        std::string out = head_for(key);
        out += gcm_seal(unwrapped(tx, key), associated(out, spot), padded(text));
        return {std::move(out)};
    }

    std::string open(Tx& tx, Id<DataKey> key, Spot spot, std::string_view sealed) override {
        if (sealed.empty()) return {};
        const std::string head = head_for(key);
        if (sealed.size() < kHead || sealed.substr(0, kHead) != head)
            throw StorageFault("a sealed value was changed or moved");
        return unpadded(gcm_open(unwrapped(tx, key), associated(head, spot), sealed.substr(kHead)));
    }

    std::int64_t rotate(Database& database) override {
        std::int64_t count = 0;
        database.write_now([&](Tx& tx) { count = wrap_again(tx); });
        return count;
    }

    Bytes mac(std::string_view purpose, std::string_view message) const override {
        return {hmac(hkdf(root_, purpose), message)};
    }

  private:
    std::string kek_of(Tx& tx, std::int64_t id) {
        const auto wrapped = tx.value<Bytes>("SELECT wrapped FROM key_encryption_key WHERE id = $1", id);
        return gcm_open(root_, "kek/" + std::to_string(id), wrapped.data);
    }

    std::pair<std::int64_t, std::string> new_kek(Tx& tx) {
        const std::int64_t id = next_number(tx, "key_encryption_key");
        const std::string key = random_bytes(32);
        tx.run("INSERT INTO key_encryption_key (id, wrapped) VALUES ($1, $2)", id,
               Bytes{gcm_seal(root_, "kek/" + std::to_string(id), key)});
        return {id, key};
    }

    std::pair<std::int64_t, std::string> newest_kek(Tx& tx) {
        const auto id = tx.value<std::int64_t>("SELECT coalesce(max(id), 0) FROM key_encryption_key");
        if (id == 0) return new_kek(tx);
        return {id, kek_of(tx, id)};
    }

    std::string unwrapped(Tx& tx, Id<DataKey> id) {
        {
            const std::shared_lock lock(mutex_);
            if (const auto found = cache_.find(id.value); found != cache_.end()) return found->second;
        }
        std::string key = read_key(tx, id);
        const std::unique_lock lock(mutex_);
        if (cache_.size() >= kCached) cache_.clear();
        cache_.emplace(id.value, key);
        return key;
    }

    std::string read_key(Tx& tx, Id<DataKey> id) {
        const auto row = tx.first("SELECT wrapped_by, wrapped FROM data_key WHERE id = $1",
                                  [](const Row& r) { return std::pair(r.integer(0), r.get<Bytes>(1)); }, id);
        if (!row) throw StorageFault("the data key is gone");
        return gcm_open(kek_of(tx, row->first), "data_key/" + std::to_string(id.value), row->second.data);
    }

    std::int64_t wrap_again(Tx& tx) {
        const auto fresh = new_kek(tx);
        const auto rows = tx.all("SELECT id FROM data_key WHERE wrapped_by <> $1",
                                 [](const Row& r) { return r.get<Id<DataKey>>(0); }, fresh.first);
        for (const auto id : rows)
            tx.run("UPDATE data_key SET wrapped_by = $2, wrapped = $3 WHERE id = $1", id, fresh.first,
                   Bytes{gcm_seal(fresh.second, "data_key/" + std::to_string(id.value), read_key(tx, id))});
        return std::int64_t(rows.size());
    }

    std::string root_;
    std::shared_mutex mutex_;
    std::unordered_map<std::int64_t, std::string> cache_;
};

std::string from_hex(std::string_view hex) {
    std::string out;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        out += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
    return out;
}

}  // namespace

std::unique_ptr<Vault> open_vault(const std::string& file) {
    struct stat about{};
    if (::stat(file.c_str(), &about) != 0) throw StorageUnavailable("the root key file is missing: " + file);
    if ((about.st_mode & 077) != 0)
        throw StorageUnavailable("the root key file can be read by others; set its mode to 0400: " + file);
    std::ifstream in(file);
    std::string hex;
    in >> hex;
    if (hex.size() != 64 || hex.find_first_not_of("0123456789abcdef") != std::string::npos)
        throw StorageUnavailable("the root key file does not hold 64 hexadecimal digits: " + file);
    return std::make_unique<EnvelopeVault>(from_hex(hex));
}

void make_root_key(const std::string& file) {
    const int fd = ::open(file.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0400);
    if (fd < 0) throw StorageUnavailable("cannot create the root key file: " + file);
    const std::string hex = to_hex(random_bytes(32)) + "\n";
    const bool whole = ::write(fd, hex.data(), hex.size()) == ssize_t(hex.size()) && ::fsync(fd) == 0;
    ::close(fd);
    if (!whole) throw StorageUnavailable("cannot write the root key file: " + file);
}

std::unique_ptr<Vault> open_test_vault() { return std::make_unique<EnvelopeVault>(std::string(32, 'k')); }

}  // namespace michi
