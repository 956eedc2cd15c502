#include "web/read.hpp"

#include <algorithm>

namespace michi::web {
namespace {

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// How many bytes the sequence at `text` takes; 0 when it is no well-formed UTF-8 or is NUL.
std::size_t utf8_length(std::string_view text) {
    const auto at = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const auto follows = [&](std::size_t i) { return (at(i) & 0xC0U) == 0x80U; };
    const unsigned c = at(0);
    if (c == 0) return 0;
    if (c < 0x80) return 1;
    if (c >= 0xC2 && c < 0xE0) return follows(1) ? 2 : 0;
    if (c >= 0xE0 && c < 0xF0) {
        const bool fits = (c != 0xE0 || at(1) >= 0xA0) && (c != 0xED || at(1) < 0xA0);
        return fits && follows(1) && follows(2) ? 3 : 0;
    }
    if (c >= 0xF0 && c < 0xF5) {
        const bool fits = (c != 0xF0 || at(1) >= 0x90) && (c != 0xF4 || at(1) < 0x90);
        return fits && follows(1) && follows(2) && follows(3) ? 4 : 0;
    }
    return 0;
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    return out;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

bool is_boundary(std::string_view text) {
    constexpr std::string_view kMarks = "'()+_,-./:=? ";
    return !text.empty() && text.size() <= 70 && std::ranges::all_of(text, [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               kMarks.find(c) != std::string_view::npos;
    });
}

std::string_view parameter(std::string_view type, std::string_view name) {
    for (auto at = type.find(';'); at != std::string_view::npos; at = type.find(';', at + 1)) {
        const auto piece = trimmed(type.substr(at + 1, type.find(';', at + 1) - at - 1));
        const auto equals = piece.find('=');
        if (equals == std::string_view::npos || lower(piece.substr(0, equals)) != name) continue;
        auto value = piece.substr(equals + 1);
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
            value = value.substr(1, value.size() - 2);
        return value;
    }
    return {};
}

}  // namespace

std::string as_typed(std::string_view sent) {
    std::string typed;
    typed.reserve(sent.size());
    for (std::size_t i = 0; i < sent.size(); ++i)
        if (sent[i] != '\r' || i + 1 == sent.size() || sent[i + 1] != '\n') typed += sent[i];
    return typed;
}

bool is_utf8_text(std::string_view text) {
    while (!text.empty()) {
        const auto c = static_cast<unsigned char>(text.front());
        const std::size_t length = c > 0 && c < 0x80 ? 1 : utf8_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

std::optional<std::string> percent_decoded(std::string_view text, bool plus) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus) {
            out += ' ';
        } else if (text[i] == '%') {
            const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
            if (high < 0 || low < 0) return std::nullopt;
            out += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            out += text[i];
        }
    }
    if (!is_utf8_text(out)) return std::nullopt;
    return out;
}

bool read_urlencoded(std::string_view text, Form& into) {
    while (!text.empty()) {
        const auto end = std::min(text.find('&'), text.size());
        const auto pair = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (pair.empty()) continue;
        const auto equals = std::min(pair.find('='), pair.size());
        auto name = percent_decoded(pair.substr(0, equals), true);
        auto value = percent_decoded(pair.substr(std::min(equals + 1, pair.size())), true);
        if (!name || name->size() > kLongestName || !value || into.fields.size() >= kMostFields)
            return false;
        into.fields.emplace(std::move(*name), as_typed(*value));
    }
    return true;
}

int read_form(std::string_view content_type, std::string_view body, Form& into) {
    const auto type = lower(trimmed(content_type.substr(0, content_type.find(';'))));
    const auto charset = lower(parameter(content_type, "charset"));
    if (!charset.empty() && charset != "utf-8") return 415;
    if (type == "application/x-www-form-urlencoded") return read_urlencoded(body, into) ? 0 : 400;
    if (type == "application/json") return read_json(body, into) ? 0 : 400;
    if (type != "multipart/form-data") return body.empty() ? 0 : 415;
    const auto boundary = parameter(content_type, "boundary");
    return is_boundary(boundary) && read_multipart(body, boundary, into) ? 0 : 400;
}

std::string_view cookie_in(std::string_view header, std::string_view name) {
    while (!header.empty()) {
        const auto end = std::min(header.find(';'), header.size());
        const auto pair = trimmed(header.substr(0, end));
        header.remove_prefix(std::min(end + 1, header.size()));
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name)
            return pair.substr(equals + 1);
    }
    return {};
}

// ---- Form ----

std::string Form::text(std::string_view name) const { return maybe(name).value_or(std::string()); }

std::optional<std::string> Form::maybe(std::string_view name) const {
    const auto it = fields.find(name);
    return it == fields.end() ? std::nullopt : std::optional(it->second);
}

std::vector<std::string> Form::texts(std::string_view name) const {
    std::vector<std::string> found;
    for (auto [it, end] = fields.equal_range(name); it != end; ++it) found.push_back(it->second);
    return found;
}

bool Form::has(std::string_view name) const { return fields.contains(name); }

std::int64_t Form::number(std::string_view name) const {
    const auto it = fields.find(name);
    if (it == fields.end()) return 0;
    const std::string& text = it->second;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? value : 0;
}

const Upload* Form::file(std::string_view name) const {
    const auto it = files.find(name);
    return it == files.end() ? nullptr : &it->second;
}

}  // namespace michi::web
