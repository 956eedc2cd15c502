// multipart/form-data as browsers write it (RFC 7578, HTML): no nesting, no transfer encodings.
#include <algorithm>

#include "web/read.hpp"

namespace michi::web {
namespace {

constexpr std::size_t kLongestPartHead = 4096;

struct PartHead {
    std::string name, file_name;
    bool is_file{};
};

std::string unquoted(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto escape = text.substr(i, 3);
        const char c = escape == "%22"   ? '"'
                       : escape == "%0D" ? '\r'
                       : escape == "%0A" ? '\n'
                                         : '\0';
        out += c ? c : text[i];
        if (c) i += 2;
    }
    return out;
}

/// The value of `name="…"` in a Content-Disposition line.
bool quoted_value(std::string_view line, std::string_view name, std::string& into) {
    std::string start("; ");
    start.append(name).append("=\"");
    const auto at = line.find(start);
    if (at == std::string_view::npos) return false;
    const auto from = at + start.size();
    const auto end = line.find('"', from);
    if (end == std::string_view::npos) return false;
    into = unquoted(line.substr(from, end - from));
    return is_utf8_text(into);
}

bool starts_with_no_case(std::string_view line, std::string_view start) {
    return line.size() >= start.size() &&
           std::equal(start.begin(), start.end(), line.begin(), [](char a, char b) {
               return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + 32) : b);
           });
}

bool read_head(std::string_view head, PartHead& into) {
    bool named = false;
    while (!head.empty()) {
        const auto end = std::min(head.find("\r\n"), head.size());
        const auto line = head.substr(0, end);
        head.remove_prefix(std::min(end + 2, head.size()));
        if (starts_with_no_case(line, "content-transfer-encoding:")) return false;
        if (!starts_with_no_case(line, "content-disposition: form-data")) continue;
        if (named) return false;
        named = quoted_value(line, "name", into.name) && into.name.size() <= kLongestName;
        into.is_file = quoted_value(line, "filename", into.file_name);
    }
    return named;
}

bool keep(PartHead head, std::string_view content, Form& into) {
    if (into.fields.size() + into.files.size() >= kMostFields) return false;
    if (head.is_file) {
        // An empty file field is sent as a nameless file without bytes.
        if (!head.file_name.empty() || !content.empty())
            into.files.emplace(std::move(head.name),
                               Upload{std::move(head.file_name), std::string(content)});
        return true;
    }
    if (!is_utf8_text(content)) return false;
    into.fields.emplace(std::move(head.name), as_typed(content));
    return true;
}

}  // namespace

bool read_multipart(std::string_view body, std::string_view boundary, Form& into) {
    const std::string first = "--" + std::string(boundary);
    const std::string next = "\r\n" + first;
    if (!body.starts_with(first)) return false;
    body.remove_prefix(first.size());
    while (body.starts_with("\r\n")) {
        body.remove_prefix(2);
        const auto head_end = body.substr(0, kLongestPartHead).find("\r\n\r\n");
        if (head_end == std::string_view::npos) return false;
        PartHead head;
        if (!read_head(body.substr(0, head_end), head)) return false;
        body.remove_prefix(head_end + 4);
        const auto end = body.find(next);
        if (end == std::string_view::npos || !keep(std::move(head), body.substr(0, end), into))
            return false;
        body.remove_prefix(end + next.size());
    }
    return body == "--" || body == "--\r\n";
}

}  // namespace michi::web
