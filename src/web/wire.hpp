// An Answer as the bytes of an HTTP/1.1 response: status line, every protective header, body.
#pragma once

#include <string>
#include <string_view>

#include "web/web.hpp"

namespace michi::web {

struct Wire {
    bool keep_alive{true};
    bool head_only{};
    std::string_view accept_encoding{};
};

/// One contiguous text. Compresses texts above 1 KB when the reader takes it.
std::string response_text(Answer answer, const Wire& wire);

/// What is answered when not even a page can be made: framing, limits, overload.
Answer plain_refusal(int status);

}  // namespace michi::web
