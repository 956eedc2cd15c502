#include "platform/log_base.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <vector>

#include "platform/crypto.hpp"
#include "platform/record_file.hpp"
#include "platform/vault.hpp"

namespace michi {
namespace {

// https://www.sqlite.org/fileformat2.html#walformat: a header of 32 bytes, then frames of 24 bytes and
// a page; numbers are big-endian.
constexpr std::int64_t kLogHeader = 32, kFrameHeader = 24, kSector = 512;
constexpr std::size_t kPrints = 10;

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

class Log {
  public:
    explicit Log(const std::string& database)
        : file_(::open((database + "-wal").c_str(), O_RDONLY | O_CLOEXEC)) {
        header_.resize(kLogHeader);
        if (!read(0, header_)) header_.clear();
    }
    ~Log() {
        if (file_ >= 0) ::close(file_);
    }
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    bool is_there() const { return !header_.empty(); }
    std::string salt() const { return is_there() ? to_hex(header_.substr(16, 8)) : ""; }
    std::int64_t page_size() const { return number_at(header_, 8); }
    /// The page of a frame (from 0) of this log; nothing behind its end or from an older one.
    std::optional<std::uint32_t> page_of(std::int64_t frame) const {
        std::string head(kFrameHeader, '\0');
        if (!read(start_of(frame), head) || head.substr(8, 8) != header_.substr(16, 8))
            return std::nullopt;
        return number_at(head, 0);
    }
    std::string sector(std::int64_t frame, std::int64_t in_page) const {
        std::string bytes(kSector, '\0');
        return read(start_of(frame) + kFrameHeader + in_page, bytes) ? bytes : std::string();
    }

  private:
    std::int64_t start_of(std::int64_t frame) const {
        return kLogHeader + frame * (kFrameHeader + page_size());
    }
    bool read(std::int64_t offset, std::string& into) const {
        return file_ >= 0 && ::pread(file_, into.data(), into.size(), offset) ==
                                 static_cast<ssize_t>(into.size());
    }

    int file_;
    std::string header_;
};

/// One sector of one page: its first says which cells there are, its last holds the oldest of them.
struct Print {
    std::uint32_t page{};
    std::int64_t in_page{};
    std::string hash;
};

std::string hash_of(std::string_view sector) { return to_hex(sha256(sector)).substr(0, 16); }

std::string file_of(const std::string& database) { return database + ".base"; }

/// "salt page:in_page:hash …"
std::vector<Print> prints_in(const std::string& record, const std::string& salt) {
    std::istringstream in(record);
    std::string word;
    if (!(in >> word) || word != salt) return {};
    std::vector<Print> prints;
    while (in >> word) {
        Print print;
        char colon{};
        std::istringstream one(word);
        if (one >> print.page >> colon >> print.in_page >> colon >> print.hash)
            prints.push_back(std::move(print));
    }
    return prints;
}

using FramesOfPages = std::multimap<std::uint32_t, std::int64_t>;

FramesOfPages frames_of(const Log& log) {
    FramesOfPages frames;
    for (std::int64_t frame = 0; const auto page = log.page_of(frame); ++frame)
        frames.emplace(*page, frame);
    return frames;
}

bool has(const Log& log, const FramesOfPages& frames, const Print& print, std::string_view sector) {
    const auto [first, last] = frames.equal_range(print.page);
    return std::any_of(first, last, [&](const auto& frame) {
        return log.sector(frame.second, print.in_page) == sector;
    });
}

}  // namespace

void keep_log_base(const std::string& database, int frames, const ReadDatabase& read) {
    const Log log(database);
    if (!log.is_there()) return;
    const RecordFile file(file_of(database));
    if (file.read().starts_with(log.salt())) return;
    std::set<std::uint32_t> seen;
    std::string record = log.salt();
    for (std::int64_t frame = 0; frame < frames && seen.size() < kPrints; ++frame) {
        const auto page = log.page_of(frame);
        if (!page || !seen.insert(*page).second) continue;
        for (const std::int64_t in_page : {std::int64_t{0}, log.page_size() - kSector}) {
            std::string sector(kSector, '\0');
            if (!read((*page - 1) * log.page_size() + in_page, sector)) continue;
            const auto print = fmt::format(" {}:{}:{}", *page, in_page, hash_of(sector));
            // The numbers of pages grow longer with the file: fewer of them have room.
            if (record.size() + print.size() < RecordFile::kSize) record += print;
        }
    }
    file.change([&](std::string_view) { return record; });
}

bool fits_log(const std::string& database, const ReadDatabase& read) {
    const Log log(database);
    if (!log.is_there() || ::access(file_of(database).c_str(), R_OK) != 0) return true;
    const auto prints = prints_in(RecordFile(file_of(database)).read(), log.salt());
    const FramesOfPages frames = prints.empty() ? FramesOfPages{} : frames_of(log);
    const bool fits = std::ranges::all_of(prints, [&](const Print& print) {
        std::string sector(kSector, '\0');
        if (!read((print.page - 1) * log.page_size() + print.in_page, sector)) return false;
        return hash_of(sector) == print.hash || has(log, frames, print, sector);
    });
    // Beside a running server the log may have begun again while it was read.
    return fits || Log(database).salt() != log.salt();
}

}  // namespace michi
