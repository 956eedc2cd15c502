// Reads the head of an HTTP/1.1 request strictly: whatever two readers could understand differently is
// refused and the connection closed (RFC 9112; limits of the security bar R1, vectors W7).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "web/web.hpp"

namespace michi::web {

inline constexpr std::size_t kLongestHead = 16 * 1024;  // first byte to blank line
inline constexpr std::size_t kLongestTarget = 8 * 1024;
inline constexpr std::size_t kMostHeaderLines = 100;

struct Head {
    Method method{Method::get};
    bool head_only{};  // HEAD: answered like GET without the body
    std::string_view target;
    std::vector<Header> headers;
    bool keep_alive{};
    bool chunked{};
    bool wants_continue{};
    std::size_t content_length{};
    std::size_t size{};  // bytes of the head
    std::string_view header(std::string_view name) const;
};

/// 0: there is a whole head in `into`; -1: more bytes are needed; else the status that refuses it.
/// Header names in `bytes` are made lower case in place; the views of `into` point into `bytes`.
int read_head(char* bytes, std::size_t size, Head& into);

/// The last line of that name: a proxy adds its own after what the visitor sent. "" when absent.
std::string_view last_value(const Head& head, std::string_view name);
/// The address that the proxy in front saw: the last entry of the last X-Forwarded-For. "" when that is
/// no address; what stands before it is the visitor's own word.
std::string forwarded_for(const Head& head);

/// A name, an IPv4 address or an IPv6 address in brackets, and perhaps a port (RFC 3986, 3.2.2 and 3.2.3).
bool is_host(std::string_view host);
/// Whether `host` may be asked for here: 421 when not.
bool is_host_of(std::string_view host, const ServerSettings& settings);
/// Probes of this very machine (/healthz, /readyz, /metrics) may also name the loopback.
bool is_probe_of(std::string_view host, std::string_view target, std::string_view peer);

/// A chunked body, byte by byte; no extensions, no trailers.
class Chunks {
  public:
    /// Takes what it can from `bytes`; answers how many were taken. Look at done() and refused() after.
    std::size_t take(std::string_view bytes, std::string& body, std::size_t limit);
    bool done() const { return state_ == State::done; }
    int refused() const { return refused_; }  // 0, 400 or 413

  private:
    enum class State {
        size,
        size_end,
        content,
        content_end,
        content_end2,
        last_end,
        last_end2,
        done
    };
    void step(char c);
    State state_{State::size};
    std::size_t left_{};
    int digits_{};
    int refused_{};
};

}  // namespace michi::web
