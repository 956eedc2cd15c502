#include "web/json.hpp"

#include <cmath>

namespace michi::web {
namespace {

void escaped(std::string& out, unsigned char c) {
    constexpr char kHex[] = "0123456789abcdef";
    switch (c) {
        case '"':
            out += "\\\"";
            return;
        case '\\':
            out += "\\\\";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\r':
            out += "\\r";
            return;
        case '\t':
            out += "\\t";
            return;
        default:
            out += "\\u00";
            out += kHex[c >> 4];
            out += kHex[c & 15];
    }
}

// Markup characters too, so that no reader mistakes the text for a page.
bool is_plain(unsigned char c) {
    return c >= 0x20 && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&' && c != 0x7f;
}

}  // namespace

void json_string(std::string& out, std::string_view text) {
    out += '"';
    std::size_t from = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_plain(static_cast<unsigned char>(text[i]))) continue;
        out.append(text.substr(from, i - from));
        escaped(out, static_cast<unsigned char>(text[i]));
        from = i + 1;
    }
    out.append(text.substr(from));
    out += '"';
}

void write_json(std::string& out, double value) {
    if (!std::isfinite(value)) {
        out += "null";
        return;
    }
    char digits[32];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

void write_json(std::string& out, const Refusals& refusals) {
    out += '[';
    for (const Refusal& refusal : refusals.items) {
        if (out.back() != '[') out += ',';
        out += R"({"field":)";
        json_string(out, refusal.field);
        out += R"(,"key":)";
        json_string(out, refusal.word.key());
        out += R"(,"text":)";
        json_string(out, say(refusal.word, Lang::ja, refusal.args));
        out += '}';
    }
    out += ']';
}

}  // namespace michi::web
