// An Answer as the bytes of an HTTP/1.1 response: status line, every protective header, body.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "web/web.hpp"

namespace michi::web {

struct Wire {
    bool keep_alive{true};
    bool head_only{};
    std::string_view accept_encoding{};
};

/// The bytes of one answer: text, and behind it the body where many readers share it.
struct Response {
    std::string text;
    std::shared_ptr<const std::string> shared{};
    std::size_t size() const { return text.size() + (shared ? shared->size() : 0); }
};

/// Compresses texts above 1 KB when the reader takes it.
Response response_of(Answer answer, const Wire& wire);

/// What is answered when not even a page can be made: framing, limits, overload.
Answer plain_refusal(int status);

}  // namespace michi::web
