#include "base/text.hpp"

#include <fmt/format.h>
#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <memory>

#include "base/unicode.hpp"

namespace michi {
namespace {

constexpr std::size_t kNameGraphemes = 100;
constexpr std::size_t kNameBytes = 4000;
constexpr int kMarksOnOneCharacter = 8;

bool is_mark(Character c) {
    const auto kind = u_charType(c);
    return kind == U_NON_SPACING_MARK || kind == U_ENCLOSING_MARK;
}

bool hides(Character c) { return u_iscntrl(c) || is_invisible(c); }

bool stacks_marks(std::string_view name) {
    int marks = 0;
    for (std::size_t i = 0; i < name.size();) {
        const Character c = next_character(name, i);
        marks = is_mark(c) || is_selector(c) ? marks + 1 : 0;
        if (marks > kMarksOnOneCharacter) return true;
    }
    return false;
}

bool hides_something(std::string_view name) {
    for (std::size_t i = 0; i < name.size();)
        if (hides(next_character(name, i))) return true;
    return false;
}

bool is_space(Character c) { return c >= 0 && (u_isUWhiteSpace(c) || c == 0xFEFF); }

/// Byte offsets of grapheme ends, in order; `see` returns false to stop.
template <class See>
void each_grapheme(std::string_view text, See&& see) {
    UErrorCode status = U_ZERO_ERROR;
    thread_local const std::unique_ptr<icu::BreakIterator> breaks(
        icu::BreakIterator::createCharacterInstance(icu::Locale::getJapanese(), status));
    UText source = UTEXT_INITIALIZER;
    utext_openUTF8(&source, text.data(), static_cast<std::int64_t>(text.size()), &status);
    breaks->setText(&source, status);
    for (auto end = breaks->next(); end != icu::BreakIterator::DONE; end = breaks->next())
        if (!see(std::size_t(end))) break;
    utext_close(&source);
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();)
        if (next_character(text, i) < 0) return false;
    return true;
}

std::size_t graphemes(std::string_view text) {
    std::size_t count = 0;
    each_grapheme(text, [&](std::size_t) { return ++count, true; });
    return count;
}

std::string_view first_characters(std::string_view text, std::size_t count) {
    std::size_t size = 0;
    if (count > 0) each_grapheme(text, [&](std::size_t end) { return size = end, --count > 0; });
    return text.substr(0, size);
}

std::string trimmed(std::string_view text) {
    std::size_t begin = text.size(), end = 0;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t start = i;
        if (is_space(next_character(text, i))) continue;
        begin = std::min(begin, start);
        end = i;
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
    Refusals no;
    // Length first: nothing below looks at a megabyte.
    if (name.size() > kNameBytes) {
        no.add(field, "base.name_long"_w);
        return no;
    }
    no = check_text(field, name, kNameBytes);
    if (no.any()) return no;
    if (hides_something(name))
        no.add(field, "base.name_hidden_character"_w);
    else if (stacks_marks(name))
        no.add(field, "base.name_marks"_w);
    else if (graphemes(name) > kNameGraphemes)
        no.add(field, "base.name_long"_w);
    return no;
}

bool has_lost_character(std::string_view text) {
    for (std::string_view lost : {"〓", "\uFFFD", "?", "？"})
        if (text.find(lost) != std::string_view::npos) return true;
    return false;
}

std::string kana_lookalikes(std::string_view kana) {
    // Kanji and signs that stand where ニ ロ カ エ ハ タ ト ー チ オ ヒ ム リ are meant.
    constexpr std::string_view kLookalikes = "二口力工八夕卜一千才匕厶刂";
    std::string found;
    for (std::size_t i = 0; i < kana.size();) {
        const std::size_t start = i;
        next_character(kana, i);
        const auto letter = kana.substr(start, i - start);
        if (letter.size() == 3 && kLookalikes.find(letter) % 3 == 0 &&
            kLookalikes.find(letter) != std::string_view::npos)
            found += letter;
    }
    return found;
}

std::string escape_visible(std::string_view text) {
    std::string out;
    bool after_visible = false;  // a selector belongs to the character before it; alone it hides
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t start = i;
        const Character c = next_character(text, i);
        const bool shown = c >= 0 && !hides(c) && (!is_selector(c) || after_visible);
        after_visible = shown && !is_selector(c);
        if (c < 0)
            for (char byte : text.substr(start, i - start))
                out += fmt::format("\\x{:02X}", std::uint8_t(byte));
        else if (!shown)
            out += fmt::format("\\u{{{:X}}}", std::uint32_t(c));
        else
            out += text.substr(start, i - start);
    }
    return out;
}

}  // namespace michi
