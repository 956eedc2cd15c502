#include "platform/room.hpp"

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cstdint>

#include "platform/log.hpp"

namespace michi {
namespace {

constexpr off_t kLog = 8 << 20;                  // some thousand views
constexpr std::uint64_t kTooLittle = 2 << 20;    // free for everybody
constexpr std::uint64_t kEnoughAgain = 8 << 20;  // more, so that it does not go to and fro

}  // namespace

bool Room::scarce() {
    struct statvfs disk {};
    if (database_.empty() || ::statvfs(database_.c_str(), &disk) != 0) return scarce_;
    const std::uint64_t left = std::uint64_t{disk.f_bavail} * disk.f_frsize;
    const bool now = left < (scarce_ ? kEnoughAgain : kTooLittle);
    if (now != scarce_)
        log(now ? Level::warning : Level::note, now ? "disk_full" : "disk_has_room",
            {{"bytes", std::to_string(left)}});
    return scarce_ = now;
}

/// Only the log: closing a descriptor of the database file would drop the locks that SQLite holds on it.
void Room::reserve() {
    if (database_.empty() || reserved_) return;
    const int fd = ::open((database_ + "-wal").c_str(), O_RDWR | O_CLOEXEC);
    if (fd < 0) return;
    reserved_ = ::fallocate(fd, FALLOC_FL_KEEP_SIZE, 0, kLog) == 0;
    ::close(fd);
}

}  // namespace michi
