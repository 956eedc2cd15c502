#include "audit/entry.hpp"

#include <algorithm>

namespace michi::audit {
namespace {

constexpr std::size_t kLongestCode = 200, kSealBytes = 16;

void put(std::string& out, std::uint64_t number) {
    for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(number >> shift);
}

void put(std::string& out, std::string_view text) {
    put(out, std::uint64_t{text.size()});
    out += text;
}

}  // namespace

std::string plain_code(std::string_view text) {
    std::string code(text.substr(0, kLongestCode));
    std::ranges::replace_if(
        code, [](char c) { return c < ' ' || c > '~'; }, '?');
    return code;
}

void make_plain(Trace& trace) {
    for (std::string* text :
         {&trace.action, &trace.object, &trace.fields, &trace.detail, &trace.role, &trace.purpose})
        *text = plain_code(*text);
}

std::string canonical(const Entry& entry) {
    const Trace& t = entry.trace;
    std::string out;
    out.reserve(256);
    for (const std::int64_t number :
         {entry.seq, entry.at.ms, std::int64_t(t.kind), t.case_id, t.account, t.organisation})
        put(out, static_cast<std::uint64_t>(number));
    for (const std::string_view text :
         {std::string_view(t.action), std::string_view(t.object), std::string_view(t.fields),
          std::string_view(t.detail), std::string_view(t.role), std::string_view(t.purpose)})
        put(out, text);
    return out;
}

Sealer::Sealer(std::string_view key) {
    const Hash short_key = sha256_of(key);
    const std::string_view bytes = view(short_key);
    for (std::size_t i = 0; i < inner_.size(); ++i) {
        const char byte = i < bytes.size() ? bytes[i] : '\0';
        inner_[i] = static_cast<char>(byte ^ 0x36);
        outer_[i] = static_cast<char>(byte ^ 0x5c);
    }
}

std::string Sealer::seal(std::string_view bytes) const {
    const Hash inside = sha256_of({inner_.data(), inner_.size()}, bytes);
    const Hash whole = sha256_of({outer_.data(), outer_.size()}, view(inside));
    return std::string(view(whole).substr(0, kSealBytes));
}

}  // namespace michi::audit
