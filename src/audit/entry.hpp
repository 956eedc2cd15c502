// One entry of the audit: its place in the order, its moment, what was traced.
#pragma once

#include <string>

#include "audit/tree.hpp"
#include "base/date.hpp"
#include "base/trace.hpp"

namespace michi::audit {

struct Entry {
    std::int64_t seq{};  // from 1, without gaps
    Instant at;
    Trace trace;
};

/// Codes and ids only: printable ASCII of at most 200 bytes, so that no input can forge a line.
std::string plain_code(std::string_view text);
void make_plain(Trace& trace);

/// Unambiguous bytes of an entry: numbers of fixed width, texts with their length in front.
std::string canonical(const Entry& entry);

/// HMAC-SHA-256 under a key of this instance, 16 bytes.
class Sealer {
  public:
    explicit Sealer(std::string_view key);
    std::string seal(std::string_view bytes) const;

  private:
    std::array<char, 64> inner_{}, outer_{};
};

}  // namespace michi::audit
