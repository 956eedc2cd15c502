// Files put together into one ZIP in memory; nothing of it touches a disk.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace michi {

struct ZippedFile {
    std::string name;  // UTF-8, one of its kind in the ZIP
    std::string_view bytes;
};

/// The same files give the same bytes: no clock stands inside. Throws std::runtime_error when libzip cannot.
std::string zipped(std::span<const ZippedFile> files);

}  // namespace michi
