#include "directory/hearing.hpp"

#include <algorithm>
#include <optional>

#include "base/fold.hpp"
#include "base/text.hpp"
#include "base/unicode.hpp"
#include "directory/denial.hpp"
#include "directory/kinds.hpp"
#include "directory/said_age.hpp"

namespace michi::directory {
namespace {

void add_once(std::vector<std::string>& list, std::string_view value) {
    if (!value.empty() && std::ranges::find(list, value) == list.end()) list.emplace_back(value);
}

// ---- words between blanks ----
enum class Script { none, hiragana, katakana, latin, digit, other };

Script script_of(Character c) {
    if (c >= 0x3041 && c <= 0x3096) return Script::hiragana;
    const bool half = c >= 0xFF66 && c <= 0xFF9F;
    if ((c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC || half) return Script::katakana;
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;  // full width
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return Script::latin;
    return c >= '0' && c <= '9' ? Script::digit : Script::other;
}

bool parts_words(Character c) {
    constexpr std::u32string_view kMarks =
        U"、。，．,.・/／?？!！「」『』（）()〔〕【】:：;；…\n\r\t 　";
    return kMarks.find(static_cast<char32_t>(c)) != kMarks.npos;
}

bool begins_latin(std::string_view text, std::size_t at) {
    return at < text.size() && script_of(next_character(text, at)) == Script::latin;
}

/// A blank between Latin words parts nothing: "short stay" is one name.
std::vector<std::string_view> tokens_of(std::string_view text) {
    std::vector<std::string_view> tokens;
    std::size_t begin = 0;
    Script before = Script::none;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        const Character c = next_character(text, at);
        if (c == ' ' && before == Script::latin && begins_latin(text, at)) continue;
        before = script_of(c);
        if (!parts_words(c)) continue;
        if (start > begin) tokens.push_back(text.substr(begin, start - begin));
        begin = at;
    }
    if (begin < text.size()) tokens.push_back(text.substr(begin));
    return tokens;
}

/// What is too short to be a word that somebody looks for: endings, counters.
bool is_scrap(std::string_view words) {
    std::size_t kana = 0, others = 0;
    for (std::size_t at = 0; at < words.size();)
        ++(script_of(next_character(words, at)) == Script::hiragana ? kana : others);
    return others == 0 ? kana < 3 : kana + others < 2;
}

/// How many characters of kana a folded form has; 0 where it has others.
std::size_t kana_in(std::string_view form) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < form.size(); ++count)
        if (script_of(next_character(form, at)) != Script::hiragana) return 0;
    return count;
}

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// One word between blanks, from its beginning to its end.
class Token {
  public:
    Token(std::string_view text, const Towns& towns, Heard& heard)
        : text_(text), folded_(fold_with_places(text)), towns_(towns), heard_(heard) {}

    void read() {
        for (std::size_t at = 0; at < folded_.text.size();) at += step(at);
        flush();
        if (understood_) {
            for (std::string& run : runs_) add_once(heard_.unknown, run);
        } else if (!runs_.empty()) {
            add_once(heard_.unknown, text_);
            add_once(heard_.names, text_);
        }
        if (runs_.empty()) add_once(heard_.scraps, text_);
    }

  private:
    std::string_view rest(std::size_t at) const {
        return std::string_view(folded_.text).substr(at);
    }
    std::string typed(std::size_t from, std::size_t to) const {
        const std::size_t begin = folded_.from[from];
        return trimmed(text_.substr(begin, folded_.from[to] - begin));
    }

    // ---- where a form begins and ends ----
    Script typed_script(std::size_t at) const {
        std::size_t place = folded_.from[at];
        return at < folded_.text.size() ? script_of(next_character(text_, place)) : Script::none;
    }
    Script script_before(std::size_t at) const {
        return at == 0 ? Script::none : typed_script(at - 1);
    }
    bool blank_before(std::size_t at) const {
        return at > 0 && at < folded_.text.size() && text_[folded_.from[at] - 1] == ' ';
    }
    /// A letter or a digit goes on with the one before it.
    bool is_cut(std::size_t at) const {
        if (at == 0 || at >= folded_.text.size() || blank_before(at)) return false;
        const char before = folded_.text[at - 1], after = folded_.text[at];
        return (is_letter(before) && is_letter(after)) || (is_digit(before) && is_digit(after));
    }
    bool begins_apart(std::size_t at) const {
        if (at == 0 || at == known_to_) return true;
        const Script before = script_before(at), own = typed_script(at);
        if (before == Script::other) return own == Script::katakana;  // else an ending of a kanji
        return before != own;
    }
    bool ends_apart(std::size_t end) const {
        if (end >= folded_.text.size() || typed_script(end) != script_before(end)) return true;
        const bool katakana = typed_script(end) == Script::katakana;
        const std::size_t next = longest_form(rest(end)).length;
        return next > (katakana ? 3U : 0U);  // ノ of ピアノ is no particle
    }
    /// Short words in kana stand inside many others: よる in による, リハ in 代わりは.
    bool may_count(const FormRead& form, std::size_t at) const {
        const std::size_t end = at + form.length;
        if (is_cut(at) || is_cut(end)) return false;
        if (is_letter(rest(at).front()) && form.length <= 3 && !form.senses.empty())
            return is_own_abbreviation(at, end);
        if (is_digit(rest(at).front()) && is_digit(folded_.text[end - 1]))
            return !spread(at, end);  // 119 is not 1-19
        const std::size_t kana = kana_in(rest(at).substr(0, form.length));
        if (kana == 0 || kana > 3) return true;
        if (form.senses.empty()) return kana == 1 ? is_particle(at) : ends_apart(end);
        return begins_apart(at) && (kana == 3 || ends_apart(end));
    }
    bool spread(std::size_t at, std::size_t end) const {
        return graphemes(typed(at, end)) != end - at;
    }
    /// Among English words "hot" and "st" are no abbreviations.
    bool is_own_abbreviation(std::size_t at, std::size_t end) const {
        const bool among = (blank_before(at) && script_before(at) == Script::latin) ||
                           (blank_before(end) && typed_script(end) == Script::latin);
        const std::string words = typed(at, end);
        return !among || std::ranges::none_of(words, is_letter);
    }
    bool is_particle(std::size_t at) const {
        if (typed_script(at) != Script::katakana) return true;
        const std::size_t end = at + first_characters(rest(at), 1).size();
        return script_before(at) != Script::katakana && typed_script(end) != Script::katakana;
    }
    FormRead form_at(std::size_t at) const {
        FormRead form = longest_form(rest(at));
        while (form.length > 0) {
            if (may_count(form, at)) return form;
            const std::size_t end = at + form.length;
            const bool many = !is_cut(at) && rest(end).starts_with('s') && !is_cut(end + 1);
            if (many && is_letter(rest(at).front()) && !form.senses.empty())
                return ++form.length, form;
            form = longest_form(rest(at).substr(0, form.length - 1));
        }
        return form;
    }

    // ---- one piece after the other ----
    std::size_t step(std::size_t at) {
        FormRead form = form_at(at);
        const Towns::Found town = town_at(at);
        if (town.length == 0 && form.senses.empty()) form = mistyped(form, at);
        const auto age = age_at(rest(at));
        if (age && age->length >= std::max(form.length, town.length) && !is_cut(at))
            return hear_age(*age, form, at);
        if (town.length > 0 && town.length >= form.length) return hear_town(town, at);
        if (form.length == 0) return unknown(at);
        if (form.senses.empty()) return silent(at, form.length);
        if (const std::size_t length = denied(form, at)) return understood(at, length);
        hear(form, at);
        return understood(at, form.length);
    }
    /// 「にゅよく」: where nothing that asks is read, a word with one slip of the finger.
    FormRead mistyped(const FormRead& form, std::size_t at) const {
        if (!begins_apart(at)) return form;
        const FormRead near = nearest_form(rest(at));
        const bool inside = is_cut(at) || is_cut(at + near.length);
        return near.length > form.length && !inside ? near : form;
    }
    Towns::Found town_at(std::size_t at) const {
        Towns::Found town = towns_.at(rest(at));
        const bool in_kana = kana_in(rest(at).substr(0, town.length)) > 0;
        if (in_kana && !begins_apart(at)) return {};
        if (town.is_stem && is_of_a_person(rest(at + town.length))) town.code = {};
        return town;
    }
    std::size_t hear_age(const SaidAge& age, const FormRead& form, std::size_t at) {
        const std::size_t end = at + age.length;
        if (age.names_school && form.length > 0) hear(form, at);
        if (!is_of_another(rest(0).substr(0, at), rest(end), age.years))
            if (const auto years = bounded(age.years, rest(end)))
                heard_.ages.emplace_back(*years, typed(at, end));
        return understood(at, age.length);
    }
    std::size_t hear_town(const Towns::Found& town, std::size_t at) {
        const std::size_t end = at + town.length;
        const auto denial = denial_behind(rest(end));
        if (denial.length > 0)
            add_once(heard_.denied, typed(at, end + denial.length));
        else if (town.elsewhere)
            add_once(heard_.elsewhere, typed(at, end));
        else if (!town.code.empty())
            heard_.towns.emplace_back(town.code, typed(at, end));
        return understood(at, town.length + denial.length);
    }
    /// 「送迎なし」 「短期入所以外」; 0 where it is asked for.
    std::size_t denied(const FormRead& form, std::size_t at) {
        const std::size_t end = at + form.length;
        const auto denial = denial_behind(rest(end));
        const auto asks_more = [](const Sense* sense) { return !sense->conditions.empty(); };
        if (denial.length == 0 ||
            (denial.of_conditions && std::ranges::none_of(form.senses, asks_more)))
            return 0;
        add_once(heard_.denied, typed(at, end + denial.length));
        for (const Sense* sense : form.senses)
            if (!sense->kinds.empty() && sense->kinds.front().weight >= kNamedWeight)
                heard_.denied_kinds.push_back(sense->kinds.front().kind);
        return form.length + denial.length;
    }
    void hear(const FormRead& form, std::size_t at) {
        const std::string words = typed(at, at + form.length);
        for (const Sense* sense : form.senses) heard_.senses.emplace_back(sense, words);
        if (form.length != folded_.text.size()) return;
        const auto kind = kind_named(text_);  // unless everyday speech means another by it first
        const auto means = [&](const Sense* sense) {
            return !sense->kinds.empty() && service_kinds()[sense->kinds.front().kind].id == kind;
        };
        if (std::ranges::any_of(form.senses, means)) heard_.called.emplace_back(kind, words);
    }
    std::size_t understood(std::size_t at, std::size_t length) {
        flush();
        understood_ = true;
        known_to_ = at + length;
        return length;
    }
    /// A particle inside a word that is not known belongs to it: つくし, ゆうなぎの.
    std::size_t silent(std::size_t at, std::size_t length) {
        const bool particle = first_characters(rest(at), 1).size() == length;
        if (!particle) flush();
        known_to_ = at + length;
        return length;
    }
    /// A number, a Latin word are one: 200歳 is not 0歳.
    std::size_t unknown(std::size_t at) {
        if (run_ && blank_before(at)) flush();
        std::size_t length = first_characters(rest(at), 1).size();
        while (is_cut(at + length)) ++length;
        if (!run_) run_ = at;
        run_end_ = at + length;
        return length;
    }
    void flush() {
        if (!run_) return;
        std::string run = typed(*run_, run_end_);
        if (!is_scrap(run)) runs_.push_back(std::move(run));
        run_.reset();
    }
    std::string_view text_;
    FoldedText folded_;
    const Towns& towns_;
    Heard& heard_;
    std::optional<std::size_t> run_;
    std::size_t run_end_{}, known_to_{};
    std::vector<std::string> runs_;
    bool understood_{};
};

}  // namespace

Heard hear(std::string_view typed, const Towns& towns) {
    Heard heard;
    for (const std::string_view token : tokens_of(typed)) Token(token, towns, heard).read();
    return heard;
}

}  // namespace michi::directory
