// The second factor: RFC 6238 codes, six digits, 30 seconds, SHA-1 as authenticator apps expect.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "base/html.hpp"

namespace michi::people {

/// The step the code belongs to (current or previous), later than `last_step`; nothing when wrong or used.
std::optional<std::int64_t> accepted_step(const std::string& secret, std::string_view code,
                                          Instant at, std::int64_t last_step);
/// Whether the last step can only have come from a clock that was set back since.
bool is_ahead(std::int64_t last_step, Instant at);
std::string code_at(const std::string& secret, std::int64_t step);
std::string new_secret();  // 20 random bytes
std::string base32(std::string_view bytes);
Html qr_svg(const std::string& text);

}  // namespace michi::people
