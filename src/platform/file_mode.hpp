// Files that decide about everything else must not be in other hands: keys, and settings.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace michi {

/// secret: only its owner may read it. trusted: anybody may read it, only its owner may write it.
enum class Guard { secret, trusted };

/// Why the file must not be used as it lies there, and what to do: "others can read the key F; chmod 400 F".
/// Nothing when it may be used, or is not there. `what` names it: "the root key file".
std::optional<std::string> why_not_guarded(const std::string& file, Guard guard,
                                           std::string_view what);

}  // namespace michi
