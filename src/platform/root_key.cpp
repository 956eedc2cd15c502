#include "platform/root_key.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "platform/file_mode.hpp"
#include "platform/vault.hpp"

namespace michi {
namespace {

constexpr std::size_t kDigits = 64;

std::string from_hex(std::string_view hex) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
    return bytes;
}

void sync_directory(const std::string& file) {
    const auto parent = std::filesystem::absolute(file).parent_path();
    const int fd = ::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return;
    ::fsync(fd);
    ::close(fd);
}

}  // namespace

std::string read_root_key(const std::string& file) {
    struct stat about {};
    if (::stat(file.c_str(), &about) != 0)
        throw StorageUnavailable("the root key file is missing: " + file);
    if (auto why = why_not_guarded(file, Guard::secret, "the root key file"))
        throw StorageUnavailable(*why);
    std::ifstream in(file);
    std::string hex;
    in >> hex;
    if (hex.size() != kDigits || hex.find_first_not_of("0123456789abcdef") != std::string::npos)
        throw StorageUnavailable("the root key file does not hold 64 hexadecimal digits: " + file);
    return from_hex(hex);
}

void make_root_key(const std::string& file) {
    // Written whole under another name first: a process that is killed leaves no half key behind.
    const std::string fresh = file + ".new";
    ::unlink(fresh.c_str());
    const int fd = ::open(fresh.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0400);
    if (fd < 0) throw StorageUnavailable("cannot make the root key file: " + file);
    const std::string hex = to_hex(random_bytes(kDigits / 2)) + "\n";
    const auto written = ::write(fd, hex.data(), hex.size());
    bool whole = written == static_cast<ssize_t>(hex.size()) && ::fsync(fd) == 0;
    ::close(fd);
    whole = whole && ::link(fresh.c_str(), file.c_str()) == 0;  // never over another key
    ::unlink(fresh.c_str());
    if (!whole) throw StorageUnavailable("cannot make the root key file: " + file);
    sync_directory(file);
}

}  // namespace michi
