#include "base/unicode.hpp"

#include <unicode/utf8.h>

#include <array>

namespace michi {
namespace {

struct Range {
    Character first, last;
};

/// Ranges in order.
template <std::size_t N>
bool within(const std::array<Range, N>& ranges, Character c) {
    for (const Range& r : ranges)
        if (c <= r.last) return c >= r.first;
    return false;
}

constexpr std::array<Range, 16> kInvisible{{
    {0xAD, 0xAD},
    {0x34F, 0x34F},
    {0x61C, 0x61C},
    {0x115F, 0x1160},
    {0x17B4, 0x17B5},
    {0x180B, 0x180E},
    {0x200B, 0x200F},
    {0x2028, 0x202E},
    {0x2060, 0x206F},
    {0x2800, 0x2800},
    {0x3164, 0x3164},
    {0xFEFF, 0xFEFF},
    {0xFFA0, 0xFFA0},
    {0xFFF0, 0xFFFB},
    {0x1D173, 0x1D17A},
    {0xE0000, 0xE00FF},
}};
constexpr std::array<Range, 2> kSelectors{{{0xFE00, 0xFE0F}, {0xE0100, 0xE01EF}}};
constexpr std::array<Range, 31> kDashes{{
    {'-', '-'},         {'~', '~'},       {0x2D7, 0x2D7},   {0x58A, 0x58A},   {0x5BE, 0x5BE},
    {0x1400, 0x1400},   {0x1806, 0x1806}, {0x2010, 0x2016}, {0x2043, 0x2043}, {0x207B, 0x207B},
    {0x208B, 0x208B},   {0x2212, 0x2212}, {0x2225, 0x2225}, {0x2500, 0x2501}, {0x2796, 0x2796},
    {0x2E17, 0x2E17},   {0x2E1A, 0x2E1A}, {0x2E3A, 0x2E3B}, {0x2E40, 0x2E40}, {0x2E5D, 0x2E5D},
    {0x301C, 0x301C},   {0x3030, 0x3030}, {0x30A0, 0x30A0}, {0x30FC, 0x30FC}, {0xFE31, 0xFE32},
    {0xFE58, 0xFE58},   {0xFE63, 0xFE63}, {0xFF0D, 0xFF0D}, {0xFF5E, 0xFF5E}, {0xFF70, 0xFF70},
    {0x10EAD, 0x10EAD},
}};
constexpr std::array<Range, 5> kKanji{{
    {0x3005, 0x3005},
    {0x3400, 0x4DBF},
    {0x4E00, 0x9FFF},
    {0xF900, 0xFAFF},
    {0x20000, 0x323AF},
}};

}  // namespace

Character next_character(std::string_view text, std::size_t& at) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    Character c;
    U8_NEXT(bytes, at, text.size(), c);
    return c;
}

void append_character(std::string& out, Character c) {
    std::array<std::uint8_t, 4> bytes;
    std::size_t size = 0;
    U8_APPEND_UNSAFE(bytes.data(), size, c);
    out.append(reinterpret_cast<const char*>(bytes.data()), size);
}

bool is_selector(Character c) { return within(kSelectors, c); }
bool is_invisible(Character c) { return within(kInvisible, c); }
bool is_dash(Character c) { return within(kDashes, c); }
bool is_kanji(Character c) { return within(kKanji, c); }

}  // namespace michi
