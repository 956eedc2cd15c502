#include "platform/record_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "platform/db.hpp"

namespace michi {
namespace {

struct Locked {
    int descriptor;
    explicit Locked(int d) : descriptor(d) {
        while (::flock(d, LOCK_EX) != 0 && errno == EINTR) {
        }
    }
    ~Locked() { ::flock(descriptor, LOCK_UN); }
    Locked(const Locked&) = delete;
    Locked& operator=(const Locked&) = delete;
};

[[noreturn]] void fail(const std::string& path) {
    throw StorageUnavailable(path + ": " + std::strerror(errno));
}

}  // namespace

RecordFile::RecordFile(std::string path)
    : path_(std::move(path)),
      descriptor_(::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (descriptor_ < 0) fail(path_);
}

RecordFile::~RecordFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

std::string RecordFile::read() const {
    std::string record(kSize, '\0');
    const ssize_t size = ::pread(descriptor_, record.data(), record.size(), 0);
    record.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return record.substr(0, record.find('\0'));
}

void RecordFile::change(
    const std::function<std::optional<std::string>(std::string_view)>& next) const {
    const Locked locked(descriptor_);
    std::optional<std::string> record = next(read());
    if (!record) return;
    if (record->size() >= kSize) throw StorageFault("a record of more than a sector");
    record->resize(kSize, '\0');  // always the whole sector: a later record never needs room
    if (::pwrite(descriptor_, record->data(), kSize, 0) != static_cast<ssize_t>(kSize)) fail(path_);
}

void RecordFile::sync() const {
    if (::fsync(descriptor_) != 0) fail(path_);
}

}  // namespace michi
