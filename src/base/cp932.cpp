#include "base/cp932.hpp"

#include <unicode/ucnv.h>
#include <unicode/utf8.h>

#include <array>
#include <memory>

namespace michi {
namespace {

constexpr std::uint16_t kGeta = 0x81AC;  // 〓

/// The two-byte codes as Windows reads them; 0 where there is none. ICU gives the table, Microsoft's
/// choice of the five wave and dash characters is put over it.
struct Codes {
    std::array<std::uint16_t, 0x10000> character{};
    std::array<std::uint16_t, 0x10000> code{};  // back again

    Codes() {
        UErrorCode status = U_ZERO_ERROR;
        const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(
            ucnv_open("ibm-943_P15A-2003", &status), &ucnv_close);
        for (unsigned lead = 0x81; lead <= 0xFC; ++lead)
            for (unsigned trail = 0x40; trail <= 0xFC; ++trail)
                if (is_cp932_lead(std::uint8_t(lead)) && is_cp932_trail(std::uint8_t(trail)))
                    character[lead << 8 | trail] = read(converter.get(), lead, trail);
        character[0x8160] = 0xFF5E;
        character[0x8161] = 0x2225;
        character[0x817C] = 0xFF0D;
        character[0x815C] = 0x2015;
        character[0x81CA] = 0xFFE2;
        turn_round();
    }

    static std::uint16_t read(UConverter* converter, unsigned lead, unsigned trail) {
        const char pair[] = {static_cast<char>(lead), static_cast<char>(trail)};
        char16_t out[4];
        UErrorCode status = U_ZERO_ERROR;
        const auto length = ucnv_toUChars(converter, out, 4, pair, 2, &status);
        const bool read = U_SUCCESS(status) && length == 1 && out[0] != 0xFFFD && out[0] >= 0x80;
        const bool is_private = read && out[0] >= 0xE000 && out[0] <= 0xF8FF;
        return read && !is_private ? out[0] : std::uint16_t{0};
    }

    /// Some characters have two codes; Windows writes NEC's row 13 before IBM's rows, and NEC's copy
    /// of those last.
    void turn_round() {
        constexpr std::pair<unsigned, unsigned> kOrder[] = {
            {0x8140, 0x87FC}, {0xFA40, 0xFCFC}, {0x8840, 0xECFC}, {0xED40, 0xEFFC}};
        for (const auto& [first, last] : kOrder)
            for (unsigned at = first; at <= last; ++at)
                if (const auto c = character[at]; c != 0 && code[c] == 0)
                    code[c] = static_cast<std::uint16_t>(at);
        code[0x301C] = 0x8160;  // what other systems write for the same five
        code[0x2016] = 0x8161;
        code[0x2212] = 0x817C;
        code[0x2014] = 0x815C;
        code[0x00AC] = 0x81CA;
    }
};

const Codes& codes() {
    static const Codes made;
    return made;
}

/// 0 when the character has no place in CP932.
std::uint16_t code_of(UChar32 c) {
    if (c > 0 && c < 0x80) return static_cast<std::uint16_t>(c);
    if (c >= 0xFF61 && c <= 0xFF9F) return static_cast<std::uint16_t>(c - 0xFF61 + 0xA1);
    return c > 0 && c < 0x10000 ? codes().code[static_cast<std::size_t>(c)] : std::uint16_t{0};
}

void put(std::string& out, std::uint16_t code) {
    if (code > 0xFF) out += static_cast<char>(code >> 8);
    out += static_cast<char>(code & 0xFF);
}

}  // namespace

bool is_cp932_lead(std::uint8_t b) { return (b >= 0x81 && b <= 0x9F) || (b >= 0xE0 && b <= 0xFC); }
bool is_cp932_trail(std::uint8_t b) { return (b >= 0x40 && b <= 0x7E) || (b >= 0x80 && b <= 0xFC); }

char32_t cp932_pair(std::uint8_t lead, std::uint8_t trail) {
    return codes().character[unsigned{lead} << 8 | trail];
}

Cp932Text cp932_of(std::string_view utf8) {
    Cp932Text text;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
    for (std::int32_t i = 0, size = static_cast<std::int32_t>(utf8.size()); i < size;) {
        const std::int32_t from = i;
        UChar32 c;
        U8_NEXT(bytes, i, size, c);
        const std::uint16_t code = code_of(c);
        if (code == 0)
            ++text.lost[std::string(
                utf8.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(i - from)))];
        put(text.bytes, code == 0 ? kGeta : code);
    }
    return text;
}

}  // namespace michi
