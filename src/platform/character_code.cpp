#include "platform/character_code.hpp"

#include <string.h>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

namespace michi {
namespace {

// A codeword: bytes from kLast on, then one below. One byte for 224 numbers, two for 7,168 more,
// three for 229,376 more, four for all others.
constexpr std::uint32_t kLast = 224, kOthers = 256 - kLast;
constexpr std::size_t kLongest = 4;
constexpr std::uint32_t kBroken = 0x110000;  // behind all characters: bytes that are none
constexpr char kBrokenByte = '\xFF';         // stands in no UTF-8
constexpr std::size_t kRemembered = 0x10000;

bool is_last(char byte) { return std::uint8_t(byte) < kLast; }

void append_codeword(std::uint32_t number, std::string& coded) {
    std::array<char, kLongest> bytes;
    std::size_t at = bytes.size();
    bytes[--at] = char(number % kLast);
    for (number /= kLast; number > 0; number /= kOthers) {
        --number;
        bytes[--at] = char(kLast + number % kOthers);
    }
    coded.append(bytes.data() + at, bytes.size() - at);
}

}  // namespace

CharacterCode::CharacterCode(const std::vector<std::string>& sample) {
    std::unordered_map<Character, std::uint32_t> counts;
    for (const std::string& text : sample)
        for (std::size_t at = 0; at < text.size();) ++counts[next_character(text, at)];
    std::vector<std::pair<std::uint32_t, Character>> order;
    for (const auto& [c, count] : counts) order.emplace_back(count, c);
    std::ranges::sort(order, std::greater<>());
    frequent_.reserve(order.size());
    for (const auto& [count, c] : order) frequent_.push_back(c);
    sorted_.resize(frequent_.size());
    for (std::uint32_t i = 0; i < sorted_.size(); ++i) sorted_[i] = i;
    std::ranges::sort(sorted_, {}, [&](std::uint32_t number) { return frequent_[number]; });
}

std::uint32_t CharacterCode::number_of(Character c) const {
    const auto character = [&](std::uint32_t number) { return frequent_[number]; };
    const auto found = std::ranges::lower_bound(sorted_, c, {}, character);
    if (found != sorted_.end() && frequent_[*found] == c) return *found;
    return std::uint32_t(frequent_.size()) + (c < 0 ? kBroken : std::uint32_t(c));
}

void CharacterCode::append(Character c, std::string& coded) const {
    append_codeword(number_of(c), coded);
}

std::string CharacterCode::encode(std::string_view text) const {
    std::string coded;
    for (std::size_t at = 0; at < text.size();) append(next_character(text, at), coded);
    return coded;
}

std::string CharacterCode::decode(std::string_view coded) const {
    std::string text;
    text.reserve(coded.size() * 3);
    std::uint32_t number = 0;
    for (const char byte : coded) {
        if (!is_last(byte)) {
            number = number * kOthers + (std::uint8_t(byte) - kLast) + 1;
            continue;
        }
        number = number * kLast + std::uint8_t(byte);
        const auto known = std::uint32_t(frequent_.size());
        const Character c = number < known              ? frequent_[number]
                            : number - known == kBroken ? -1
                                                        : Character(number - known);
        if (c < 0)
            text += kBrokenByte;
        else
            append_character(text, c);
        number = 0;
    }
    return text;
}

bool CharacterCode::holds(std::string_view coded, std::string_view word) {
    // What follows a byte that is no last one is the rest of another character.
    for (std::size_t from = 0;;) {
        const void* found =
            memmem(coded.data() + from, coded.size() - from, word.data(), word.size());
        if (!found) return false;
        const auto at = std::size_t(static_cast<const char*>(found) - coded.data());
        if (at == 0 || is_last(coded[at - 1])) return true;
        from = at + 1;
    }
}

std::size_t CharacterCode::bytes() const {
    return frequent_.capacity() * sizeof(Character) + sorted_.capacity() * sizeof(std::uint32_t);
}

CharacterEncoder::CharacterEncoder(const CharacterCode& code) : code_(code), met_(kRemembered) {}

void CharacterEncoder::append(Character c, std::string& coded) {
    if (c < 0 || std::size_t(c) >= met_.size()) return code_.append(c, coded);
    std::uint32_t& met = met_[std::size_t(c)];
    if (met == 0) {
        std::string bytes;
        code_.append(c, bytes);
        if (bytes.size() >= sizeof met) return code_.append(c, coded);
        for (std::size_t i = 0; i < bytes.size(); ++i)
            met |= std::uint32_t(std::uint8_t(bytes[i])) << (8 * (i + 1));
        met |= std::uint32_t(bytes.size());
    }
    std::uint32_t rest = met;
    for (std::uint32_t left = rest & 0xFFU; left > 0; --left) coded += char((rest >>= 8) & 0xFFU);
}

}  // namespace michi
