// What is typed about a child, as a meeting may see it: without names and numbers. The child's own names are known
// and found however they are typed; whoever else is called さん is a person too, unless the word says what somebody
// is (お母さん, 看護師さん).

#include <algorithm>
#include <array>

#include "base/fold.hpp"
#include "base/phone_pieces.hpp"
#include "base/unicode.hpp"
#include "consent/leaving.hpp"

namespace michi::consent {
namespace {

constexpr std::string_view kHidden = "○○";
constexpr std::array<std::string_view, 5> kCalledBy{"さん", "ちゃん", "くん", "君", "様"};
/// What the word before さん ends in when it says what somebody is, and 様 or 君 as a part of other words.
constexpr std::string_view kNobody =
    "母父祖兄姉弟妹親子孫師員者医生客屋長方皆業所課園院局署社同多異模仕有諸赤奥主各";
constexpr std::size_t kLongestCalled = 6;  // characters of a name before さん

/// One mark for each byte of the text: whether it is shown.
using Shown = std::vector<bool>;

bool may_be_of_a_name(Character c) {
    return is_kanji(c) || (c >= 0x30a1 && c <= 0x30fa) || c == 0x30fc || c == 0x3005;
}

/// Where each character of the text begins, and its end.
std::vector<std::size_t> beginnings(std::string_view text) {
    std::vector<std::size_t> at{0};
    for (std::size_t next = 0; next < text.size(); at.push_back(next)) next_character(text, next);
    return at;
}

Character character_at(std::string_view text, std::size_t at) {
    return at < text.size() ? next_character(text, at) : Character{};
}

bool says_what_somebody_is(std::string_view last) { return kNobody.find(last) != kNobody.npos; }

/// The run of kanji and katakana before さん.
void hide_called(std::string_view text, Shown& shown) {
    const auto at = beginnings(text);
    for (std::size_t i = 1; i + 1 < at.size(); ++i) {
        const std::string_view rest = text.substr(at[i]);
        const auto by = std::ranges::find_if(
            kCalledBy, [&](std::string_view word) { return rest.starts_with(word); });
        if (by == kCalledBy.end()) continue;
        // 様 and 君 are kanji themselves: in the middle of a word they call nobody.
        if (by->size() == 3 && is_kanji(character_at(text, at[i] + by->size()))) continue;
        std::size_t from = i;
        while (from > 0 && i - from < kLongestCalled &&
               may_be_of_a_name(character_at(text, at[from - 1])))
            --from;
        if (from == i || says_what_somebody_is(text.substr(at[i - 1], at[i] - at[i - 1]))) continue;
        std::fill(shown.begin() + std::ptrdiff_t(at[from]), shown.begin() + std::ptrdiff_t(at[i]),
                  false);
    }
}

void hide_numbers(std::string_view text, Shown& shown) {
    std::size_t at = 0;
    for (const PhonePiece& piece : phone_pieces(text)) {
        const std::size_t end = std::min(at + piece.text.size(), text.size());
        if (!piece.digits.empty())
            std::fill(shown.begin() + std::ptrdiff_t(at), shown.begin() + std::ptrdiff_t(end),
                      false);
        at = end;
    }
}

bool calls(std::string_view rest) {
    return std::ranges::any_of(kCalledBy,
                               [&](std::string_view word) { return rest.starts_with(fold(word)); });
}

std::string marked(std::string_view text, const Shown& shown) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (shown[i])
            out += text[i];
        else if (i == 0 || shown[i - 1])
            out += kHidden;
    }
    return out;
}

}  // namespace

std::string Names::without(std::string_view text) const {
    Shown shown(text.size(), true);
    const FoldedText folded = fold_with_places(text);
    const auto hide = [&](const std::string& name, bool only_called) {
        for (std::size_t at = folded.text.find(name); at != folded.text.npos && !name.empty();
             at = folded.text.find(name, at + name.size())) {
            const std::size_t end = at + name.size();
            if (only_called && !calls(std::string_view(folded.text).substr(end))) continue;
            std::fill(shown.begin() + std::ptrdiff_t(folded.from[at]),
                      shown.begin() + std::ptrdiff_t(folded.from[end]), false);
        }
    };
    for (const Name& name : names_) hide(name.folded, false);
    for (const Name& name : short_names_) hide(name.folded, true);
    hide_called(text, shown);
    hide_numbers(text, shown);
    return marked(text, shown);
}

}  // namespace michi::consent
