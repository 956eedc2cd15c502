#include "directory/bytes.hpp"

#include <unicode/utf8.h>

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/cp932.hpp"
#include "base/fold.hpp"

namespace michi::directory {
namespace {

constexpr std::string_view kUtf8Bom = "\xEF\xBB\xBF";

std::uint8_t byte_at(std::string_view s, std::size_t i) { return static_cast<std::uint8_t>(s[i]); }

void put(std::string& out, UChar32 c) {
    char bytes[4];
    int size = 0;
    U8_APPEND_UNSAFE(reinterpret_cast<std::uint8_t*>(bytes), size, c);
    out.append(bytes, static_cast<std::size_t>(size));
}

// ---- CP932 ----
/// Appends one line; answers how many bytes or pairs could not be read.
std::size_t append_cp932(std::string& out, std::string_view line) {
    std::size_t broken = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const std::uint8_t b = byte_at(line, i);
        const bool pair =
            is_cp932_lead(b) && i + 1 < line.size() && is_cp932_trail(byte_at(line, i + 1));
        const UChar32 c = pair       ? static_cast<UChar32>(cp932_pair(b, byte_at(line, i + 1)))
                          : b < 0x80 ? UChar32{b}
                          : b >= 0xA1 && b <= 0xDF ? UChar32{b} - 0xA1 + 0xFF61
                                                   : 0;
        if (pair) ++i;
        if (c != 0)
            put(out, c);
        else
            ++broken, out += kBroken;
    }
    return broken;
}

// ---- UTF-8 ----
std::size_t append_utf8(std::string& out, std::string_view line) {
    std::size_t broken = 0;
    for (std::int32_t i = 0, size = static_cast<std::int32_t>(line.size()); i < size;) {
        UChar32 c;
        U8_NEXT(reinterpret_cast<const std::uint8_t*>(line.data()), i, size, c);
        if (c > 0)
            put(out, c);
        else
            ++broken, out += kBroken;
    }
    return broken;
}

/// Well-formed characters of three bytes: what Japanese text in UTF-8 is made of.
std::size_t triples(std::string_view line) {
    std::size_t count = 0;
    for (std::size_t i = 0; i + 2 < line.size(); ++i)
        if (byte_at(line, i) >= 0xE2 && byte_at(line, i) <= 0xEF &&
            is_valid_utf8(line.substr(i, 3)))
            ++count, i += 2;
    return count;
}

// ---- lines: which of the two ----
enum class Script { plain, utf8, damaged_utf8, other };

Script script_of(std::string_view line) {
    std::size_t high = 0;
    for (char c : line) high += static_cast<std::uint8_t>(c) >= 0x80;
    if (high == 0) return Script::plain;
    const std::size_t seen = triples(line);
    if (is_valid_utf8(line)) return seen > 0 ? Script::utf8 : Script::other;
    return seen * 3 * 2 > high && seen > 2 ? Script::damaged_utf8 : Script::other;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = text.find('\n', at);
        const auto next = end == text.npos ? text.size() : end + 1;
        lines.push_back(text.substr(at, next - at));
        at = next;
    }
    return lines;
}

struct Votes {
    std::size_t utf8{}, other{};
};

Votes votes_of(const std::vector<std::string_view>& lines) {
    Votes votes;
    for (auto line : lines) {
        const Script script = script_of(line);
        votes.utf8 += script == Script::utf8 || script == Script::damaged_utf8;
        votes.other += script == Script::other;
    }
    return votes;
}

/// A file that is neither all UTF-8: each line by the greater part; a line of the other kind
/// breaks.
std::string by_lines(const std::vector<std::string_view>& lines, bool utf8) {
    std::string out;
    for (auto line : lines) {
        const Script script = script_of(line);
        if (utf8)
            append_utf8(out, line);
        else if (script == Script::utf8 || script == Script::damaged_utf8)
            out.append(kBroken).append(line.ends_with('\n') ? "\n" : "");
        else
            append_cp932(out, line);
    }
    return out;
}

// ---- UTF-16 ----
std::string from_utf16(std::string_view bytes, bool big) {
    std::string out;
    const auto unit = [&](std::size_t i) {
        const unsigned a = byte_at(bytes, i), b = byte_at(bytes, i + 1);
        return big ? a << 8 | b : b << 8 | a;
    };
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        const unsigned c = unit(i);
        const bool high = c >= 0xD800 && c <= 0xDBFF;
        const unsigned low = high && i + 3 < bytes.size() ? unit(i + 2) : 0;
        if (low >= 0xDC00 && low <= 0xDFFF) {
            put(out, static_cast<UChar32>(0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00)));
            i += 2;
        } else if (c == 0 || (c >= 0xD800 && c <= 0xDFFF)) {
            out += kBroken;
        } else {
            put(out, static_cast<UChar32>(c));
        }
    }
    if (bytes.size() % 2 != 0) out += kBroken;
    return out;
}

void break_nuls(std::string& text) {
    for (std::size_t at = text.find('\0'); at != text.npos; at = text.find('\0', at))
        text.replace(at, 1, kBroken);
}

}  // namespace

Content content_of(std::string_view bytes) {
    if (bytes.empty()) return Content::empty;
    if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) return Content::archive;
    if (bytes.starts_with("\xD0\xCF\x11\xE0")) return Content::old_excel;
    for (std::string_view mark :
         {"%PDF", "\x89PNG", "\xFF\xD8\xFF", "GIF8", "\x1F\x8B", "7z\xBC\xAF", "Rar!"})
        if (bytes.starts_with(mark)) return Content::other;
    const auto start = bytes.substr(0, 64).find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    const bool markup = start != bytes.npos && bytes[start] == '<';
    return markup ? Content::markup : Content::text;
}

Result<std::string> text_of(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE")) return from_utf16(bytes.substr(2), false);
    if (bytes.starts_with("\xFE\xFF")) return from_utf16(bytes.substr(2), true);
    const bool marked = bytes.starts_with(kUtf8Bom);
    auto body = bytes;
    while (body.starts_with(kUtf8Bom)) body.remove_prefix(kUtf8Bom.size());  // two were met
    const auto nuls = static_cast<std::size_t>(std::count(body.begin(), body.end(), '\0'));
    if (nuls * 10 > body.size()) return refused(kWhole, "directory.file_utf16_without_mark"_w);
    std::string text;
    if (is_valid_utf8(body)) {
        text = body;
    } else {
        const auto lines = lines_of(body);
        const Votes votes = votes_of(lines);
        if (marked && votes.other > votes.utf8)
            return refused(kWhole, "directory.file_mark_lies"_w);
        text = by_lines(lines, marked || votes.utf8 >= votes.other);
    }
    break_nuls(text);
    return text;
}

}  // namespace michi::directory
