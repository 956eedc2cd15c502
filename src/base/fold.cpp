#include "base/fold.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf16.h>

#include <unordered_map>
#include <vector>

#include "base/unicode.hpp"

namespace michi {
namespace {

constexpr Character kBmp = 0x10000;
constexpr Character kKatakanaToHiragana = 0x60;

constexpr std::u32string_view kFamilies[] = {
#include "base/kanji_families.inc"
};

const icu::Normalizer2& nfkc() {
    UErrorCode status = U_ZERO_ERROR;
    static const icu::Normalizer2* instance = icu::Normalizer2::getNFKCInstance(status);
    return *instance;
}

const std::unordered_map<Character, Character>& variants() {
    static const auto table = [] {
        std::unordered_map<Character, Character> made;
        for (const auto& family : kFamilies)
            for (char32_t member : family.substr(1)) made[Character(member)] = Character(family[0]);
        return made;
    }();
    return table;
}

Character big_kana(Character hiragana) {
    switch (hiragana) {
        case 0x3041:
        case 0x3043:
        case 0x3045:
        case 0x3047:
        case 0x3049:
        case 0x3063:
        case 0x3083:
        case 0x3085:
        case 0x3087:
        case 0x308E:
            return hiragana + 1;
        case 0x3095:
            return 0x304B;
        case 0x3096:
            return 0x304C;  // ヶ in place names is read が
        default:
            return hiragana;
    }
}

bool is_dropped(Character c) {
    return is_invisible(c) || is_selector(c) || is_dash(c) || u_isUWhiteSpace(c) || u_iscntrl(c);
}

/// One character after normalising: hiragana, lower case, base kanji; 0 = nothing.
Character fold_one(Character c) {
    if (is_dropped(c)) return 0;
    c = u_tolower(c);
    if (c >= 0x30A1 && c <= 0x30F6) c -= kKatakanaToHiragana;
    if (c >= 0x30F7 && c <= 0x30FA) c -= 0x68;  // ヷヸヹヺ have no hiragana of their own: わゐゑを
    c = big_kana(c);
    const auto found = variants().find(c);
    return found == variants().end() ? c : found->second;
}

void append_folded(std::string& out, Character c) {
    // Before NFKC: it would turn the dashes and fillers into other characters.
    if (is_dropped(c)) return;
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString text = nfkc().normalize(icu::UnicodeString(c), status);
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1))
        if (const Character folded = fold_one(text.char32At(i))) append_character(out, folded);
}

/// UTF-8 of each folded BMP character, laid end to end.
struct Table {
    std::vector<std::uint32_t> at;
    std::string bytes;

    Table() {
        at.reserve(kBmp + 1);
        for (Character c = 0; c < kBmp; ++c) {
            at.push_back(std::uint32_t(bytes.size()));
            if (!U_IS_SURROGATE(c)) append_folded(bytes, c);
        }
        at.push_back(std::uint32_t(bytes.size()));
    }
    std::string_view of(Character c) const {
        return std::string_view(bytes).substr(at[std::size_t(c)],
                                              at[std::size_t(c) + 1] - at[std::size_t(c)]);
    }
};

const Table& table() {
    static const Table made;
    return made;
}

bool is_voicing(Character c) {
    return c == 0x3099 || c == 0x309A || c == 0xFF9E || c == 0xFF9F || c == 0x309B || c == 0x309C;
}

/// A voiced or half-voiced mark that follows its kana: か + ゛ is が. 0 when there is no such kana.
Character voiced(Character kana, bool half) {
    if (kana == 0x3046 && !half) return 0x3094;
    const bool row_h = kana >= 0x306F && kana <= 0x307D && (kana - 0x306F) % 3 == 0;
    if (row_h) return kana + (half ? 2 : 1);
    const bool row_k_to_t = (kana >= 0x304B && kana <= 0x3062 && (kana - 0x304B) % 2 == 0) ||
                            kana == 0x3064 || kana == 0x3066 || kana == 0x3068;
    return !half && row_k_to_t ? kana + 1 : 0;
}

/// Takes the last character off `out`; 0 when there is none.
Character take_last(std::string& out) {
    std::size_t start = out.size();
    while (start > 0 && (static_cast<unsigned char>(out[--start]) & 0xC0) == 0x80) {
    }
    if (out.empty()) return 0;
    std::size_t at = start;
    const Character last = next_character(out, at);
    out.resize(start);
    return last;
}

/// Joins a mark to the hiragana at the end of `out`; a lone mark is dropped.
void join_voicing(std::string& out, Character mark) {
    const Character last = take_last(out);
    if (last == 0) return;
    const Character joined = voiced(last, mark == 0x309A || mark == 0xFF9F || mark == 0x309C);
    append_character(out, joined ? joined : last);
}

bool is_repeat(Character c) {
    return c == 0x3005 || (c >= 0x309D && c <= 0x309E) || (c >= 0x30FD && c <= 0x30FE);
}

/// 佐々木 is 佐佐木, みすゞ is みすず.
void repeat_last(std::string& out, Character mark) {
    const Character last = take_last(out);
    if (last == 0) return;
    append_character(out, last);
    const bool with_voice = mark == 0x309E || mark == 0x30FE;
    const Character joined = with_voice ? voiced(last, false) : 0;
    append_character(out, joined ? joined : last);
}

/// Spellings of the の and が between names, as far as the neighbours tell: 霞ケ関 is 霞が関,
/// 3ケ月 and 3ヶ月 are 3か月; 丸之内 is 丸の内. 之 turns alone, so that a part of a name still
/// finds it.
Character between(Character before, Character c, std::string_view rest) {
    if (c == 0x4E4B) return 0x306E;
    if ((c != 0x30B1 && c != 0x30F6) || rest.empty()) return c;
    std::size_t i = 0;
    const Character after = next_character(rest, i);
    if (after == 0x6708) return 0x304B;
    return is_kanji(before) && is_kanji(after) ? 0x304C : c;
}

/// Calls `each` with the place of every character, after its key has been appended.
template <class Each>
void fold_each(std::string_view text, std::string& out, Each each) {
    const Table& folded = table();
    out.reserve(text.size());
    Character before = 0;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t start = i;
        const Character written = next_character(text, i);
        if (written < 0) continue;
        const Character c = between(before, written, text.substr(i));
        before = written;
        if (is_voicing(c))
            join_voicing(out, c);
        else if (is_repeat(c))
            repeat_last(out, c);
        else if (c < kBmp)
            out.append(folded.of(c));
        else
            append_folded(out, c);
        each(start);
    }
}

}  // namespace

std::string fold(std::string_view text) {
    std::string out;
    fold_each(text, out, [](std::size_t) {});
    return out;
}

FoldedText fold_with_places(std::string_view text) {
    FoldedText folded;
    fold_each(text, folded.text,
              [&](std::size_t start) { folded.from.resize(folded.text.size(), start); });
    folded.from.push_back(text.size());
    return folded;
}

std::string fold_width(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    std::string out;
    const icu::StringPiece bytes(text.data(), std::int32_t(text.size()));
    nfkc().normalize(icu::UnicodeString::fromUTF8(bytes), status).toUTF8String(out);
    return out;
}

std::string fold_dashes(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t start = i;
        if (is_dash(next_character(text, i)))
            out += '-';
        else
            out += text.substr(start, i - start);
    }
    return out;
}

}  // namespace michi
