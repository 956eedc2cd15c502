#include "published/names.hpp"

#include <algorithm>
#include <cstdint>

namespace michi::published {
namespace {

constexpr std::size_t kNumberBytes = 5, kBytes = 16;

std::string written(std::string bytes) {
    bytes[6] = static_cast<char>((static_cast<unsigned char>(bytes[6]) & 0x0F) | 0x80);
    bytes[8] = static_cast<char>((static_cast<unsigned char>(bytes[8]) & 0x3F) | 0x80);
    std::string hex = to_hex(bytes.substr(0, kBytes));
    for (const std::size_t at : {8U, 13U, 18U, 23U}) hex.insert(at, "-");
    return hex;
}

std::string head_of(Named what, std::int64_t number) {
    std::string bytes(1, static_cast<char>(what));
    for (std::size_t i = 0; i < kNumberBytes; ++i)
        bytes += static_cast<char>(number >> (8 * (kNumberBytes - 1 - i)));
    return bytes;
}

int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

std::string uuid_of(const Vault& vault, Named what, std::int64_t number, std::string_view part) {
    std::string said = head_of(what, number);
    const auto sum = vault.mac("published-uuid", said + std::string(part)).data;
    return written(said + sum.substr(0, kBytes - said.size()));
}

std::optional<std::int64_t> claimed_number(Named what, std::string_view uuid) {
    if (uuid.size() != 36) return std::nullopt;
    std::int64_t bytes = 0;  // letter and number
    std::size_t digits = 0;
    for (const char c : uuid) {
        if (digits == 2 * (kNumberBytes + 1)) break;
        if (c == '-') continue;
        const int value = digit(c);
        if (value < 0) return std::nullopt;
        bytes = bytes << 4 | value;
        ++digits;
    }
    if (bytes >> (8 * kNumberBytes) != static_cast<std::int64_t>(static_cast<char>(what)))
        return std::nullopt;
    return bytes & ((std::int64_t{1} << (8 * kNumberBytes)) - 1);
}

std::optional<std::int64_t> number_of(const Vault& vault, Named what, std::string_view uuid,
                                      std::string_view part) {
    const auto number = claimed_number(what, uuid);
    if (!number) return std::nullopt;
    const std::string ours = uuid_of(vault, what, *number, part);
    const bool same = std::ranges::equal(
        ours, uuid, [](char a, char b) { return a == (b >= 'A' && b <= 'F' ? b + 32 : b); });
    return same ? number : std::nullopt;
}

std::string uuid_of_word(Named what, std::string_view word) {
    const std::string bytes =
        sha256("michishirube/" + std::string(1, static_cast<char>(what)) + "/" + std::string(word));
    return written(bytes.substr(0, kBytes));
}

}  // namespace michi::published
