// A small record beside a database, overwritten in place: what was written last survives a kill of the
// program; a power cut may leave the record of the last sync.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace michi {

class RecordFile {
  public:
    /// One sector, which a disk writes whole or not at all.
    static constexpr std::size_t kSize = 512;

    /// Made for its owner only where it is absent. Throws StorageUnavailable when it cannot be had.
    explicit RecordFile(std::string path);
    ~RecordFile();
    RecordFile(const RecordFile&) = delete;
    RecordFile& operator=(const RecordFile&) = delete;

    /// What was written last; "" when nothing was.
    std::string read() const;
    /// `next` sees the record and answers the one that takes its place, or nothing; no other program
    /// that asks this way comes between. Throws StorageUnavailable.
    void change(
        const std::function<std::optional<std::string>(std::string_view record)>& next) const;
    void sync() const;

  private:
    std::string path_;
    int descriptor_{-1};
};

}  // namespace michi
