#include "platform/archive.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/crypto.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "platform/crypto.hpp"

namespace michi {
namespace {

constexpr std::string_view kMagic = "MICHIBK1";
constexpr std::size_t kSalt = 16;
constexpr std::size_t kMac = 32;
constexpr std::size_t kChunk = 1 << 20;
constexpr std::size_t kLargestFrame = kChunk + 64;

std::string place_of(std::int64_t chunk) { return fmt::format("backup/{}", chunk); }

std::string signed_text(std::string_view salt, std::int64_t chunks, std::string_view manifest) {
    return std::string(salt) + packed64(static_cast<std::uint64_t>(chunks)) + std::string(manifest);
}

}  // namespace

std::string packed32(std::uint32_t value) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xff);
    return bytes;
}

std::string packed64(std::uint64_t value) {
    return packed32(static_cast<std::uint32_t>(value >> 32)) +
           packed32(static_cast<std::uint32_t>(value));
}

std::uint64_t unpacked(std::string_view bytes) {
    std::uint64_t value = 0;
    for (const char c : bytes) value = value << 8 | static_cast<unsigned char>(c);
    return value;
}

// ---- writing ----
ArchiveWriter::ArchiveWriter(const std::string& file, const Vault& vault)
    : vault_(vault),
      file_(file),
      salt_(random_bytes(kSalt)),
      key_(vault.mac("backup", salt_).data) {
    const std::string part = file_ + ".part";
    descriptor_ = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor_ < 0) throw StorageUnavailable("cannot write " + part);
    write(std::string(kMagic) + salt_);
}

ArchiveWriter::~ArchiveWriter() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    ::unlink((file_ + ".part").c_str());
}

void ArchiveWriter::put(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto some = bytes.substr(0, kChunk - buffer_.size());
        buffer_ += some;
        bytes.remove_prefix(some.size());
        if (buffer_.size() == kChunk) flush();
    }
}

void ArchiveWriter::flush() {
    if (buffer_.empty()) return;
    const std::string sealed = gcm_seal(key_, place_of(chunks_), buffer_);
    write(packed32(static_cast<std::uint32_t>(sealed.size())) + sealed);
    ++chunks_;
    buffer_.clear();
}

void ArchiveWriter::finish(std::string_view manifest) {
    flush();
    write(packed32(0) + packed32(static_cast<std::uint32_t>(manifest.size())));
    write(manifest);
    write(vault_.mac("backup manifest", signed_text(salt_, chunks_, manifest)).data);
    const bool durable = ::fsync(descriptor_) == 0;
    const bool closed = ::close(descriptor_) == 0;
    descriptor_ = -1;
    if (!durable || !closed || std::rename((file_ + ".part").c_str(), file_.c_str()) != 0)
        throw StorageUnavailable("cannot write " + file_ + ": " + std::strerror(errno));
}

void ArchiveWriter::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0)
            throw StorageUnavailable("cannot write " + file_ + ": " + std::strerror(errno));
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

// ---- reading ----
ArchiveReader::ArchiveReader(const std::string& file, const Vault& vault)
    : vault_(vault), file_(file) {
    open();
    while (next_chunk()) {
    }
    open();
}

void ArchiveReader::open() {
    in_ = std::ifstream(file_, std::ios::binary);
    if (!in_) throw BadArchive("cannot read " + file_);
    if (read(kMagic.size()) != kMagic) throw BadArchive(file_ + " is not a backup of this program");
    salt_ = read(kSalt);
    key_ = vault_.mac("backup", salt_).data;
    buffer_.clear();
    used_ = 0;
    chunks_ = 0;
}

bool ArchiveReader::next_chunk() {
    const auto size = unpacked(read(4));
    if (size == 0) {
        read_manifest();
        return false;
    }
    if (size > kLargestFrame) throw BadArchive("the backup was changed");
    try {
        buffer_ = gcm_open(key_, place_of(chunks_), read(size));
    } catch (const StorageFault&) {
        throw BadArchive("the backup was changed, or belongs to another root key");
    }
    used_ = 0;
    ++chunks_;
    return true;
}

void ArchiveReader::read_manifest() {
    const auto size = unpacked(read(4));
    if (size > kLargestFrame) throw BadArchive("the backup was changed");
    manifest_ = read(size);
    const std::string mac = read(kMac);
    const std::string right =
        vault_.mac("backup manifest", signed_text(salt_, chunks_, manifest_)).data;
    if (CRYPTO_memcmp(mac.data(), right.data(), kMac) != 0 || in_.peek() != EOF)
        throw BadArchive("the backup was changed, cut, or belongs to another root key");
}

std::string ArchiveReader::read(std::size_t size) {
    std::string bytes(size, '\0');
    if (!in_.read(bytes.data(), static_cast<std::streamsize>(size)))
        throw BadArchive("the backup ends too early");
    return bytes;
}

std::string_view ArchiveReader::take(std::size_t size) {
    if (buffer_.size() - used_ < size) {
        std::string whole = buffer_.substr(used_);
        while (whole.size() < size) {
            if (!next_chunk()) throw BadArchive("the backup ends inside a row");
            whole += buffer_;
        }
        buffer_ = std::move(whole);
        used_ = 0;
    }
    used_ += size;
    return std::string_view(buffer_).substr(used_ - size, size);
}

bool ArchiveReader::at_end() {
    while (used_ == buffer_.size())
        if (!next_chunk()) return true;
    return false;
}

}  // namespace michi
