// Reads what browsers and programs send: forms, queries, uploads, JSON objects, cookies. Strict: text
// that is not UTF-8, holds NUL or is framed wrongly is refused as a whole, never repaired.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "web/web.hpp"

namespace michi::web {

inline constexpr std::size_t kMostFields = 2000;
inline constexpr std::size_t kLongestName = 100;  // bytes of a field's whole name
/// What reading may make of a short text; of a longer one twice its size.
inline constexpr std::size_t kAlwaysMade = 64 * 1024;
inline constexpr int kDeepestJson = 32;

bool is_utf8_text(std::string_view text);  // valid UTF-8 without NUL
/// "%E3%81%82" and, where `plus` says so, "+"; nothing when an escape is broken or the text is no UTF-8.
std::optional<std::string> percent_decoded(std::string_view text, bool plus);

/// A browser sends the line ends of a text area as CR LF, whatever was typed: LF again.
std::string as_typed(std::string_view sent);

/// Each answers false when the input must be refused (400); what was read so far is then of no use.
bool read_urlencoded(std::string_view text, Form& into);
bool read_multipart(std::string_view body, std::string_view boundary, Form& into);
/// A JSON object as a form: true is "1", false and null are absent, lists repeat their name, objects
/// within are "outer.inner". No duplicate keys, no broken surrogates, numbers within their range.
bool read_json(std::string_view text, Form& into);

/// Reads the body by its Content-Type. Answers 0, or the status that refuses it (400, 415).
int read_form(std::string_view content_type, std::string_view body, Form& into);

std::string_view cookie_in(std::string_view header, std::string_view name);

}  // namespace michi::web
