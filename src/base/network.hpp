// Addresses of the Internet as people, settings and proxies write them, and the networks they lie in.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace michi {

/// IPv4 is kept as ::ffff:a.b.c.d, so that both ways of writing one address are equal.
struct Address {
    std::array<unsigned char, 16> bytes{};
    bool is_v4() const;
    bool is_loopback() const;  // 127.0.0.0/8, ::1
    std::string text() const;  // "203.0.113.9", "2001:db8::1"
    friend bool operator==(const Address&, const Address&) = default;
};

/// The address alone: no port, no brackets, no zone.
std::optional<Address> read_address(std::string_view text);
/// As a proxy writes it: blanks around, a port after it, IPv6 in brackets or bare.
std::optional<Address> read_peer(std::string_view text);
/// Digits of a port, 0 to 65535.
bool is_port(std::string_view text);

/// The first `bits` of an address.
struct Network {
    Address first;
    int bits{128};
    bool holds(const Address& address) const;
};

/// "203.0.113.0/24", "2001:db8::/48" or one address. Nothing when bits after the length are set or the
/// network is wider than /8 (IPv6: /16): that would be no network but the Internet.
std::optional<Network> read_network(std::string_view text);
/// Several, with commas between them; nothing when one of them is none.
std::optional<std::vector<Network>> read_networks(std::string_view text);

/// Who sits at an address counts as one: an IPv4 address, or the /64 that an IPv6 line is given whole.
Network household_of(const Address& address);

}  // namespace michi
