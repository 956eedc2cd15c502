#include "web/framing.hpp"

#include <algorithm>
#include <charconv>

namespace michi::web {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_token(char c) {
    return is_letter(c) || is_digit(c) ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool is_target_char(char c) {
    return c > 0x20 && c < 0x7f &&
           std::string_view("\"#<>\\^`{|}").find(c) == std::string_view::npos;
}

bool is_value_char(char c) {
    const auto u = static_cast<unsigned char>(c);
    return (u >= 0x20 && u != 0x7f) || c == '\t';
}

bool equal_no_case(std::string_view text, std::string_view lower) {
    return text.size() == lower.size() &&
           std::equal(text.begin(), text.end(), lower.begin(), [](char a, char b) {
               return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b;
           });
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

bool lists(std::string_view value, std::string_view word) {
    while (!value.empty()) {
        const auto end = std::min(value.find(','), value.size());
        if (equal_no_case(trimmed(value.substr(0, end)), word)) return true;
        value.remove_prefix(std::min(end + 1, value.size()));
    }
    return false;
}

int read_method(std::string_view method, Head& into) {
    if (method.empty() || !std::ranges::all_of(method, is_token)) return 400;
    if (method == "GET") return 0;
    if (method == "POST")
        into.method = Method::post;
    else if (method == "HEAD")
        into.head_only = true;
    else if (method == "OPTIONS")
        into.method = Method::options;
    else
        return 405;
    return 0;
}

int read_request_line(std::string_view line, Head& into) {
    const auto space = line.find(' ');
    const auto last = line.rfind(' ');
    if (space == std::string_view::npos || last == space) return 400;
    into.target = line.substr(space + 1, last - space - 1);
    const auto version = line.substr(last + 1);
    if (version != "HTTP/1.1" && version != "HTTP/1.0") return 400;
    into.keep_alive = version == "HTTP/1.1";
    if (const int refused = read_method(line.substr(0, space), into)) return refused;
    if (into.target.size() > kLongestTarget) return 414;
    if (!into.target.starts_with('/') || !std::ranges::all_of(into.target, is_target_char))
        return 400;
    return 0;
}

int read_header_line(char* from, std::size_t size, Head& into) {
    const std::string_view line(from, size);
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) return 400;
    for (std::size_t i = 0; i < colon; ++i) {
        if (!is_token(from[i])) return 400;
        if (from[i] >= 'A' && from[i] <= 'Z') from[i] = static_cast<char>(from[i] + 32);
    }
    const auto value = trimmed(line.substr(colon + 1));
    if (!std::ranges::all_of(value, is_value_char)) return 400;
    if (into.headers.size() == kMostHeaderLines) return 431;
    into.headers.emplace_back(line.substr(0, colon), value);
    return 0;
}

constexpr std::string_view kOnlyOnce[] = {
    "host",          "content-length",   "transfer-encoding", "content-type", "cookie",
    "expect",        "origin",           "sec-fetch-site",    "x-csrf-token", "idempotency-key",
    "authorization", "content-encoding",
};

bool repeats(const Head& head) {
    return std::ranges::any_of(kOnlyOnce, [&](std::string_view name) {
        return std::ranges::count(head.headers, name, &Header::first) > 1;
    });
}

const std::string_view* value_of(const Head& head, std::string_view name) {
    const auto it = std::ranges::find(head.headers, name, &Header::first);
    return it == head.headers.end() ? nullptr : &it->second;
}

int read_length(std::string_view text, Head& into) {
    if (text.empty() || text.size() > 15 || !std::ranges::all_of(text, is_digit)) return 400;
    std::from_chars(text.data(), text.data() + text.size(), into.content_length);
    return 0;
}

int read_body_rules(Head& into) {
    const auto* length = value_of(into, "content-length");
    const auto* coding = value_of(into, "transfer-encoding");
    if (length && coding) return 400;
    if (length && read_length(*length, into)) return 400;
    if (coding && (*coding != "chunked" || !into.keep_alive)) return 400;
    into.chunked = coding != nullptr;
    if (value_of(into, "content-encoding")) return 415;
    const bool has_body = into.chunked || into.content_length > 0;
    return has_body && into.method != Method::post ? 400 : 0;
}

int read_connection_rules(Head& into) {
    const auto* host = value_of(into, "host");
    if (!host || !is_host(*host)) return 400;
    if (const auto* connection = value_of(into, "connection")) {
        if (lists(*connection, "close"))
            into.keep_alive = false;
        else if (lists(*connection, "keep-alive"))
            into.keep_alive = true;
    }
    if (const auto* expect = value_of(into, "expect")) {
        if (!equal_no_case(*expect, "100-continue")) return 417;
        into.wants_continue = true;
    }
    return 0;
}

/// A line that ends otherwise than by CR LF is where two readers part: refused when it is seen, not when
/// the head is whole.
bool breaks_a_line_wrongly(std::string_view head) {
    for (auto at = head.find_first_of("\r\n"); at != head.npos;
         at = head.find_first_of("\r\n", at)) {
        if (head[at] == '\n') return true;
        if (at + 1 == head.size()) return false;  // its LF may come yet
        if (head[at + 1] != '\n') return true;
        at += 2;
    }
    return false;
}

int not_yet(std::string_view text) {
    if (breaks_a_line_wrongly(text.substr(0, kLongestHead))) return 400;
    const auto line = text.substr(0, kLongestTarget + 32);
    if (line.size() == kLongestTarget + 32 && line.find('\n') == std::string_view::npos) return 414;
    return text.size() > kLongestHead ? 431 : -1;
}

struct Authority {
    std::string_view name;
    bool has_port{};
    std::string_view port;
};

Authority split_port(std::string_view host) {
    const auto from = host.starts_with('[') ? host.find(']') : 0;
    const auto colon = host.find(':', from == host.npos ? 0 : from);
    if (colon == host.npos) return {host, false, {}};
    return {host.substr(0, colon), true, host.substr(colon + 1)};
}

/// Unreserved, sub-delims and percent-encoded, as RFC 3986 has it.
bool is_registered_name(std::string_view name) {
    constexpr std::string_view kMarks = "-._~!$&'()*+,;=";
    const auto is_hex = [](char c) {
        return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (name[i] == '%') {
            if (i + 2 >= name.size() || !is_hex(name[i + 1]) || !is_hex(name[i + 2])) return false;
            i += 2;
        } else if (!is_letter(name[i]) && !is_digit(name[i]) && kMarks.find(name[i]) == name.npos) {
            return false;
        }
    }
    return !name.empty() && name.size() <= 255;
}

bool same_name(std::string_view one, std::string_view other) {
    std::string lower(other);
    std::ranges::transform(lower, lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    return equal_no_case(one, lower);
}

bool is_loopback(std::string_view name) {
    return equal_no_case(name, "localhost") || name == "127.0.0.1" || name == "[::1]" ||
           name == "::1";
}

}  // namespace

std::string_view Head::header(std::string_view name) const {
    const auto* value = value_of(*this, name);
    return value ? *value : std::string_view();
}

int read_head(char* bytes, std::size_t size, Head& into) {
    into = Head();
    const std::string_view text(bytes, size);
    if (!text.empty() && !is_token(text.front())) return 400;
    const auto end = text.substr(0, kLongestHead).find("\r\n\r\n");
    if (end == std::string_view::npos) return not_yet(text);
    into.size = end + 4;
    into.headers.reserve(16);
    const auto head = text.substr(0, end);
    if (breaks_a_line_wrongly(head)) return 400;
    std::size_t line_end = std::min(head.find("\r\n"), head.size());
    if (head.substr(0, line_end).find_first_of(std::string_view("\r\n\0", 3)) !=
        std::string_view::npos)
        return 400;
    if (const int refused = read_request_line(head.substr(0, line_end), into)) return refused;
    while (line_end < head.size()) {
        const auto from = line_end + 2;
        line_end = std::min(head.find("\r\n", from), head.size());
        if (const int refused = read_header_line(bytes + from, line_end - from, into))
            return refused;
    }
    if (repeats(into)) return 400;
    if (const int refused = read_body_rules(into)) return refused;
    return read_connection_rules(into);
}

std::string_view last_value(const Head& head, std::string_view name) {
    const auto none = head.headers.rend();
    const auto line = std::ranges::find(head.headers.rbegin(), none, name, &Header::first);
    return line == none ? std::string_view() : line->second;
}

std::string forwarded_for(const Head& head) {
    const auto chain = last_value(head, "x-forwarded-for");
    const auto address = read_peer(chain.substr(chain.rfind(',') + 1));
    return address ? address->text() : std::string();
}

bool is_host(std::string_view host) {
    const Authority asked = split_port(host);
    if (asked.has_port && !is_port(asked.port)) return false;
    if (!asked.name.starts_with('[')) return is_registered_name(asked.name);
    if (!asked.name.ends_with(']')) return false;
    const auto inside = asked.name.substr(1, asked.name.size() - 2);
    return inside.find(':') != inside.npos && read_address(inside);
}

bool is_host_of(std::string_view host, const ServerSettings& settings) {
    const auto name = split_port(host).name;
    if (!settings.public_host.empty())
        return same_name(host, settings.public_host) || same_name(name, settings.public_host);
    return !is_loopback(settings.address) || is_loopback(name);
}

bool is_probe_of(std::string_view host, std::string_view target, std::string_view peer) {
    const auto from = read_address(peer);
    return (target == "/healthz" || target == "/readyz" || target == "/metrics") && from &&
           from->is_loopback() && is_loopback(split_port(host).name);
}

// ---- chunked bodies ----

void Chunks::step(char c) {
    const auto expect = [&](char wanted, State next) {
        if (c == wanted)
            state_ = next;
        else
            refused_ = 400;
    };
    switch (state_) {
        case State::size: {
            const int value = is_digit(c)            ? c - '0'
                              : c >= 'a' && c <= 'f' ? c - 'a' + 10
                              : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                     : -1;
            if (value >= 0 && ++digits_ <= 8)
                left_ = left_ * 16 + static_cast<std::size_t>(value);
            else if (c == '\r' && digits_ > 0 && digits_ <= 8)
                state_ = State::size_end;
            else
                refused_ = 400;
            return;
        }
        case State::size_end:
            return expect('\n', left_ ? State::content : State::last_end);
        case State::content_end:
            return expect('\r', State::content_end2);
        case State::content_end2:
            digits_ = 0;
            return expect('\n', State::size);
        case State::last_end:
            return expect('\r', State::last_end2);
        case State::last_end2:
            return expect('\n', State::done);
        default:
            refused_ = 400;
    }
}

std::size_t Chunks::take(std::string_view bytes, std::string& body, std::size_t limit) {
    std::size_t taken = 0;
    while (taken < bytes.size() && !done() && !refused_) {
        if (state_ != State::content) {
            step(bytes[taken++]);
            if (body.size() + left_ > limit) refused_ = 413;
            continue;
        }
        const auto piece = std::min(left_, bytes.size() - taken);
        body.append(bytes.substr(taken, piece));
        taken += piece;
        left_ -= piece;
        if (left_ == 0) state_ = State::content_end;
    }
    return taken;
}

}  // namespace michi::web
