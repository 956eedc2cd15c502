#include "base/fold.hpp"

#include <fmt/format.h>
#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <memory>
#include <unordered_map>
#include <vector>

namespace michi {
namespace {

constexpr int kBmp = 0x10000;

/// Families of one character in other spellings, first member stands for all (J3, J4, J12, J16).
constexpr std::u32string_view kFamilies[] = {
    U"高髙", U"崎﨑碕嵜埼", U"浜濱濵", U"辺邊邉", U"斉齊斎齋", U"沢澤", U"桜櫻", U"広廣", U"国國圀", U"島嶋嶌",
    U"竜龍", U"滝瀧", U"沼沼", U"真眞", U"実實", U"栄榮", U"恵惠", U"徳德", U"隆隆", U"塚塚", U"都都", U"福福",
    U"神神", U"祥祥", U"靖靖", U"精精", U"羽羽", U"礼禮礼", U"穂穗", U"秋龝", U"黒黑", U"緑綠", U"渡渡",
    U"辻辻", U"葛葛", U"芦蘆", U"伝傳", U"会會", U"寿壽", U"亀龜", U"鉄鐵鉃", U"関關", U"豊豐", U"弥彌", U"万萬",
    U"与與", U"予豫", U"円圓", U"塩鹽", U"凜凛", U"晃晄", U"曽曾", U"桧檜", U"槙槇", U"瑶瑤", U"遥遙", U"巌巖",
    U"吉𠮷", U"来來", U"学學", U"宝寶", U"寛寬", U"尭堯", U"将將", U"岡崗", U"峰峯", U"富冨", U"崇嵩", U"州洲",
    U"帰歸", U"応應", U"戸戶", U"抜拔", U"昌昌", U"晴晴", U"条條", U"楽樂", U"横橫", U"歩步", U"殻殼", U"気氣",
    U"池池", U"満滿", U"瀬瀨", U"焼燒", U"猪猪", U"琢琢", U"瓶甁", U"県縣", U"砕碎", U"祐祐", U"禎禎", U"節節",
    U"糸絲", U"総總", U"繁繁", U"経經", U"者者", U"聡聰", U"臣臣", U"芸藝", U"茅茅", U"荘莊", U"蔵藏", U"薫薰",
    U"薬藥", U"諸諸", U"諭諭", U"谷谷", U"辰辰", U"逸逸", U"遠遠", U"邦邦", U"郎郞", U"鄉郷鄕", U"鎌鎌", U"閑閒",
    U"隠隱", U"雑雜", U"霊靈", U"青靑", U"静靜", U"館舘", U"飯飯", U"鶏鷄", U"鴎鷗", U"麦麥", U"黄黃", U"齢齡",
    U"条條", U"壌壤", U"剣劍劔", U"勲勳", U"駒駒", U"駅驛", U"験驗", U"鯵鰺", U"桑桒", U"柳栁", U"橋槗", U"船舩",
    U"舟舟", U"藤籐", U"辛辛", U"遊游", U"野埜", U"隣鄰", U"匂匂", U"慎愼", U"敏敏", U"数數", U"昇曻", U"杉杦",
    U"松枩", U"梅梅楳", U"検檢", U"権權", U"欧歐", U"沢沢", U"涙淚", U"渚渚", U"渓溪", U"潜潛", U"灯燈", U"畑畠",
    U"発發", U"盛晟", U"祢禰", U"禄祿", U"稲稻", U"穣穰", U"竈竃", U"粛肅", U"綾绫", U"翠翆", U"聖聖", U"肇肈",
    U"脇脅", U"荒荒", U"萌萠", U"蛍螢", U"衛衞", U"覚覺", U"視視", U"躬躳", U"輝暉", U"逢逢", U"達逹", U"遅遲",
};

bool is_dropped(UChar32 c) {
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) ||
           (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF || c == 0x3164 || c == 0xAD || c == 0x180E;
}

bool is_dash(UChar32 c) {
    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x30FC || c == 0xFF0D ||
           c == 0xFF70 || c == 0x301C || c == 0xFF5E || c == '~' || c == 0x2500 || c == 0x2016 ||
           c == 0x2225;
}

UChar32 big_kana(UChar32 hiragana) {
    switch (hiragana) {
        case 0x3041: case 0x3043: case 0x3045: case 0x3047: case 0x3049: case 0x3063:
        case 0x3083: case 0x3085: case 0x3087: case 0x308E: return hiragana + 1;
        case 0x3095: return 0x304B;
        case 0x3096: return 0x304C;   // ヶ in place names is read が
        default: return hiragana;
    }
}

const std::unordered_map<UChar32, UChar32>& variants() {
    static const auto table = [] {
        std::unordered_map<UChar32, UChar32> made;
        for (const auto& family : kFamilies)
            for (char32_t member : family.substr(1)) made[UChar32(member)] = UChar32(family[0]);
        return made;
    }();
    return table;
}

/// One character after normalising: hiragana, lower case, base kanji; 0 = nothing.
UChar32 fold_one(UChar32 c) {
    if (is_dropped(c) || is_dash(c) || u_isUWhiteSpace(c) || u_iscntrl(c)) return 0;
    c = u_tolower(c);
    if (c >= 0x30A1 && c <= 0x30F6) c -= 0x60;
    c = big_kana(c);
    const auto found = variants().find(c);
    return found == variants().end() ? c : found->second;
}

std::u16string nfkc_of(UChar32 c) {
    UErrorCode status = U_ZERO_ERROR;
    static const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
    const icu::UnicodeString text = nfkc->normalize(icu::UnicodeString(c), status);
    return {text.getBuffer(), std::size_t(text.length())};
}

void put(std::string& out, UChar32 c) {
    char bytes[4];
    int size = 0;
    U8_APPEND_UNSAFE(reinterpret_cast<std::uint8_t*>(bytes), size, c);
    out.append(bytes, std::size_t(size));
}

/// UTF-8 of each folded BMP character, laid end to end.
struct Table {
    std::vector<std::uint32_t> at;
    std::string bytes;

    Table() {
        at.reserve(kBmp + 1);
        for (UChar32 c = 0; c < kBmp; ++c) {
            at.push_back(std::uint32_t(bytes.size()));
            if (!U_IS_SURROGATE(c)) add(c);
        }
        at.push_back(std::uint32_t(bytes.size()));
    }
    void add(UChar32 c) {
        // The vendor characters of a family stand apart from what NFKC makes of them.
        if (is_dropped(c) || is_dash(c)) return;
        const std::u16string text = nfkc_of(c);
        for (std::size_t i = 0; i < text.size();) {
            UChar32 part;
            U16_NEXT(text.data(), i, text.size(), part);
            if (const UChar32 folded = fold_one(part)) put(bytes, folded);
        }
    }
    std::string_view of(UChar32 c) const {
        return std::string_view(bytes).substr(at[std::size_t(c)], at[std::size_t(c) + 1] - at[std::size_t(c)]);
    }
};

const Table& table() {
    static const Table made;
    return made;
}

UChar32 next(std::string_view text, std::size_t& i) {
    UChar32 c;
    auto at = std::int32_t(i);
    U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data()), at, std::int32_t(text.size()), c);
    i = std::size_t(at);
    return c;
}

bool is_kanji(UChar32 c) { return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF); }

/// A voiced or half-voiced mark that follows its kana: か + ゛ is が.
UChar32 voiced(UChar32 kana, UChar32 mark) {
    const bool half = mark == 0x309A || mark == 0xFF9F || mark == 0x309C;
    if (kana == 0x3046 && !half) return 0x3094;
    const bool row_h = kana >= 0x306F && kana <= 0x307D && (kana - 0x306F) % 3 == 0;
    if (row_h) return kana + (half ? 2 : 1);
    const bool row_k_to_t = (kana >= 0x304B && kana <= 0x3062 && (kana - 0x304B) % 2 == 0) ||
                            kana == 0x3064 || kana == 0x3066 || kana == 0x3068;
    return !half && row_k_to_t ? kana + 1 : 0;
}

bool is_mark(UChar32 c) {
    return c == 0x3099 || c == 0x309A || c == 0xFF9E || c == 0xFF9F || c == 0x309B || c == 0x309C;
}

/// Joins a mark to the hiragana at the end of `out`; a lone mark is dropped.
void join_mark(std::string& out, UChar32 mark) {
    if (out.size() < 3) return;
    auto at = std::int32_t(out.size());
    UChar32 last;
    U8_PREV(reinterpret_cast<const std::uint8_t*>(out.data()), 0, at, last);
    if (const UChar32 joined = voiced(last, mark)) {
        out.resize(std::size_t(at));
        put(out, joined);
    }
}

/// 霞ケ関 is 霞が関, 丸ノ内 and 丸之内 are 丸の内: only between kanji.
UChar32 between_kanji(UChar32 before, UChar32 c, std::string_view rest) {
    if (c != 0x30B1 && c != 0x30CE && c != 0x4E4B) return c;
    std::size_t i = 0;
    if (!is_kanji(before) || rest.empty() || !is_kanji(next(rest, i))) return c;
    return c == 0x30B1 ? 0x304C : 0x306E;
}

}  // namespace

std::string fold(std::string_view text) {
    const Table& folded = table();
    std::string out;
    out.reserve(text.size());
    UChar32 before = 0;
    for (std::size_t i = 0; i < text.size();) {
        UChar32 c = next(text, i);
        if (c < 0) continue;
        if (is_mark(c)) {
            join_mark(out, c);
            continue;
        }
        c = between_kanji(before, c, text.substr(i));
        before = c;
        if (c < kBmp) out.append(folded.of(c));
        else if (const UChar32 one = fold_one(c)) put(out, one);
    }
    return out;
}

std::string fold_width(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* nfkc = icu::Normalizer2::getNFKCInstance(status);
    std::string out;
    nfkc->normalize(icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), std::int32_t(text.size()))), status)
        .toUTF8String(out);
    return out;
}

bool is_valid_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();)
        if (next(text, i) < 0) return false;
    return true;
}

std::size_t graphemes(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    thread_local const std::unique_ptr<icu::BreakIterator> breaks(
        icu::BreakIterator::createCharacterInstance(icu::Locale::getJapanese(), status));
    const auto whole = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), std::int32_t(text.size())));
    breaks->setText(whole);
    std::size_t count = 0;
    while (breaks->next() != icu::BreakIterator::DONE) ++count;
    return count;
}

std::string_view first_characters(std::string_view text, std::size_t count) {
    std::size_t i = 0;
    while (count-- > 0 && i < text.size()) next(text, i);
    return text.substr(0, i);
}

std::string trimmed(std::string_view text) {
    std::size_t begin = 0, end = 0;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t start = i;
        const UChar32 c = next(text, i);
        const bool space = c >= 0 && (u_isUWhiteSpace(c) || c == 0xFEFF);
        if (space && end == 0) begin = i;
        if (!space) end = i;
        (void)start;
    }
    return end == 0 ? std::string{} : std::string(text.substr(begin, end - begin));
}

Refusals check_text(std::string_view field, std::string_view text, std::size_t limit) {
    Refusals no;
    if (!is_valid_utf8(text) || text.find('\0') != std::string_view::npos)
        no.add(field, "base.text_broken"_w);
    if (text.size() > limit)
        no.add(field, "base.text_long"_w, {{"limit", std::to_string(limit / 3)}});
    return no;
}

Refusals check_name(std::string_view field, std::string_view name) {
    Refusals no = check_text(field, name, 4000);
    if (no.any() || name.empty()) return no;
    int marks = 0;
    for (std::size_t i = 0; i < name.size();) {
        const UChar32 c = next(name, i);
        const bool selector = (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
        if ((is_dropped(c) && !selector) || u_iscntrl(c)) {
            no.add(field, "base.name_hidden_character"_w);
            return no;
        }
        marks = u_charType(c) == U_NON_SPACING_MARK && !selector ? marks + 1 : 0;
        if (marks > 8) {
            no.add(field, "base.name_marks"_w);
            return no;
        }
    }
    if (graphemes(name) > 100) no.add(field, "base.name_long"_w);
    return no;
}

std::string escape_visible(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const UChar32 c = next(text, i);
        if (c < 0) out += "\\x";
        else if (u_iscntrl(c) || is_dropped(c)) out += fmt::format("\\u{{{:X}}}", std::uint32_t(c));
        else put(out, c);
    }
    return out;
}

}  // namespace michi
