#include "platform/file_mode.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

namespace michi {

std::optional<std::string> why_not_guarded(const std::string& file, Guard guard,
                                           std::string_view what) {
    struct stat about {};
    if (::stat(file.c_str(), &about) != 0) return std::nullopt;
    const bool secret = guard == Guard::secret;
    if ((about.st_mode & (secret ? 077U : 022U)) == 0) return std::nullopt;
    return fmt::format("others can {} {}: chmod {} {}", secret ? "read" : "change", what,
                       secret ? "400" : "go-w", file);
}

}  // namespace michi
