// A sealed file of chunks: nothing in it can be read, changed, reordered, left out or cut off
// without the root key noticing.
#pragma once

#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>

#include "platform/vault.hpp"

namespace michi {

/// The archive is not whole, not ours or not of this root key.
struct BadArchive : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Layout: magic(8) salt(16), chunks { size(4) sealed }, then 0(4) size(4) manifest mac(32). Chunk
/// keys come from the root key and the salt; each chunk is bound to its number, the manifest to
/// their count.
class ArchiveWriter {
  public:
    ArchiveWriter(const std::string& file, const Vault& vault);
    ~ArchiveWriter();
    ArchiveWriter(const ArchiveWriter&) = delete;
    ArchiveWriter& operator=(const ArchiveWriter&) = delete;

    void put(std::string_view bytes);
    /// Makes it durable under its name; without this nothing is left behind.
    void finish(std::string_view manifest);
    std::int64_t chunks() const { return chunks_; }

  private:
    void flush();
    void write(std::string_view bytes);

    const Vault& vault_;
    std::string file_;
    std::string salt_;
    std::string key_;
    std::string buffer_;
    std::int64_t chunks_{};
    int descriptor_{-1};
};

class ArchiveReader {
  public:
    /// Reads through the whole file first: throws BadArchive before anybody has used a byte of it.
    ArchiveReader(const std::string& file, const Vault& vault);
    const std::string& manifest() const { return manifest_; }
    std::int64_t chunks() const { return chunks_; }

    /// The next `size` bytes; the view holds until the next call. Throws BadArchive at the end.
    std::string_view take(std::size_t size);
    bool at_end();

  private:
    void open();
    bool next_chunk();
    void read_manifest();
    std::string read(std::size_t size);

    const Vault& vault_;
    std::string file_;
    std::ifstream in_;
    std::string salt_;
    std::string key_;
    std::string buffer_;
    std::size_t used_{};
    std::int64_t chunks_{};
    std::string manifest_;
};

/// Numbers as they stand in archives: big-endian.
std::string packed32(std::uint32_t value);
std::string packed64(std::uint64_t value);
std::uint64_t unpacked(std::string_view bytes);

}  // namespace michi
