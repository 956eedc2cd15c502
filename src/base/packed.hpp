// Several named texts as one, to be sealed whole: name, length, value, so that any text passes unchanged. Pure.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace michi {

/// Nothing for an empty value. A name has neither "=" nor ":".
void pack(std::string& out, std::string_view name, std::string_view value);
/// In the order they were packed; ends where the text is none of ours.
void unpack(std::string_view packed,
            const std::function<void(std::string_view name, std::string value)>& take);

}  // namespace michi
