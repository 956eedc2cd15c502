#include "base/network.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace michi {
namespace {

constexpr std::array<unsigned char, 12> kV4{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr int kV4Bits = 96;
constexpr int kWidestV4 = kV4Bits + 8, kWidestV6 = 16;

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<int> number_of(std::string_view text, int most) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool digits = std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || error != std::errc() || end != text.data() + text.size() || value > most)
        return std::nullopt;
    return value;
}

Address first_of(Address address, int bits) {
    for (int bit = bits; bit < 128; ++bit)
        address.bytes[std::size_t(bit / 8)] &= static_cast<unsigned char>(~(0x80 >> bit % 8));
    return address;
}

}  // namespace

bool Address::is_v4() const { return std::equal(kV4.begin(), kV4.end(), bytes.begin()); }

bool Address::is_loopback() const {
    if (is_v4()) return bytes[kV4.size()] == 127;
    return std::all_of(bytes.begin(), bytes.end() - 1, [](unsigned char b) { return b == 0; }) &&
           bytes.back() == 1;
}

std::string Address::text() const {
    char shown[INET6_ADDRSTRLEN];
    const bool v4 = is_v4();
    inet_ntop(v4 ? AF_INET : AF_INET6, bytes.data() + (v4 ? kV4.size() : 0), shown, sizeof shown);
    return shown;
}

std::optional<Address> read_address(std::string_view text) {
    if (text.size() >= INET6_ADDRSTRLEN || text.find('\0') != text.npos) return std::nullopt;
    const std::string whole(text);
    Address address;
    if (inet_pton(AF_INET6, whole.c_str(), address.bytes.data()) == 1) return address;
    std::ranges::copy(kV4, address.bytes.begin());
    if (inet_pton(AF_INET, whole.c_str(), address.bytes.data() + kV4.size()) == 1) return address;
    return std::nullopt;
}

bool is_port(std::string_view text) {
    return !text.empty() && text.size() <= 5 && number_of(text, 65535);
}

std::optional<Address> read_peer(std::string_view text) {
    text = trimmed(text);
    std::string_view after;
    if (text.starts_with('[')) {
        const auto end = text.find(']');
        if (end == text.npos) return std::nullopt;
        after = text.substr(end + 1);
        text = text.substr(1, end - 1);
        if (text.find(':') == text.npos) return std::nullopt;
    } else if (std::ranges::count(text, ':') == 1) {  // more of them are IPv6 without a port
        const auto colon = text.find(':');
        after = text.substr(colon);
        text = text.substr(0, colon);
    }
    const bool has_port = after.starts_with(':') && is_port(after.substr(1));
    if (!after.empty() && !has_port) return std::nullopt;
    return read_address(text);
}

bool Network::holds(const Address& address) const { return first_of(address, bits) == first; }

std::optional<Network> read_network(std::string_view text) {
    text = trimmed(text);
    const auto slash = text.find('/');
    const auto address = read_address(text.substr(0, slash));
    if (!address) return std::nullopt;
    Network network{*address, 128};
    if (slash == text.npos) return network;
    const int before = address->is_v4() ? kV4Bits : 0;
    const auto length = number_of(text.substr(slash + 1), 128 - before);
    network.bits = length.value_or(0) + before;
    const bool too_wide = network.bits < (address->is_v4() ? kWidestV4 : kWidestV6);
    if (!length || too_wide || !network.holds(*address)) return std::nullopt;
    return network;
}

std::optional<std::vector<Network>> read_networks(std::string_view text) {
    std::vector<Network> networks;
    for (bool more = true; more;) {
        const auto comma = text.find(',');
        const auto network = read_network(text.substr(0, comma));
        if (!network) return std::nullopt;
        networks.push_back(*network);
        more = comma != text.npos;
        if (more) text.remove_prefix(comma + 1);
    }
    return networks;
}

Network household_of(const Address& address) {
    const int bits = address.is_v4() ? 128 : 64;
    return {first_of(address, bits), bits};
}

}  // namespace michi
