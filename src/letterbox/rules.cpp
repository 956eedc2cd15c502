#include "letterbox/rules.hpp"

#include <algorithm>

#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/phone.hpp"
#include "base/text.hpp"
#include "base/unicode.hpp"

namespace michi::letterbox {
namespace {

constexpr std::size_t kLine = 300;  // bytes of a name or an address

Refusals against_reply(const Asked& asked, const Seconds& seconds) {
    Refusals no;
    if (asked.way == "phone" && trimmed(asked.phone).empty())
        no.add("phone", "letterbox.say_phone"_w);
    if (asked.way == "letter" && trimmed(asked.address).empty())
        no.add("address", "letterbox.say_address"_w);
    no.add(check_text("phone", asked.phone, kLine));
    no.add(check_name("name", asked.name));
    no.add(check_text("address", asked.address, kLine));
    const std::string word = compared(seconds.word);
    if (!word.empty() && graphemes(word) < kShortestWord)
        no.add("word", "letterbox.word_too_short"_w);
    no.add(check_text("word", seconds.word, kLine));
    if (!trimmed(seconds.birth).empty())
        if (const auto read = read_date("birth", seconds.birth); !read) no.add(read.error());
    return no;
}

}  // namespace

Refusals reasons_against_words(std::string_view field, std::string_view words) {
    Refusals no = check_text(field, words, 4 * kLongestWords);
    if (trimmed(words).empty()) no.add(field, "letterbox.say_words"_w);
    const std::size_t count = graphemes(words);
    if (count > kLongestWords)
        no.add(field, "letterbox.words_too_long"_w,
               {{"n", std::to_string(count)}, {"most", std::to_string(kLongestWords)}});
    return no;
}

Refusals reasons_against(std::string_view step, const Asked& asked, const Seconds& seconds) {
    if (step == "words") {
        Refusals no = reasons_against_words("words", asked.words);
        no.add(check_text("office", asked.office, kLine));
        return no;
    }
    if (step == "reply") return against_reply(asked, seconds);
    if (step != "check") return {};
    Refusals no = reasons_against("words", asked, seconds);
    no.add(against_reply(asked, seconds));
    return no;
}

std::string legible(std::string_view typed) {
    std::string text;
    for (std::size_t at = 0; at < typed.size();) {
        const std::size_t from = at;
        const Character c = next_character(typed, at);
        const bool control = (c >= 0 && c < 0x20 && c != '\n' && c != '\r' && c != '\t') ||
                             c == 0x7F || (c >= 0x80 && c < 0xA0);
        const bool turning = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        if (!control && !turning) text.append(typed.substr(from, at - from));
    }
    return text;
}

std::string compared(std::string_view word) { return fold(trimmed(word)); }

std::string compared_birth(std::string_view typed) {
    const auto read = read_date("birth", typed);
    return read ? read->date.iso() : std::string{};
}

consultation::Answers as_consultation(const Asked& asked, bool alarm) {
    consultation::Answers a;
    a.channel = "web_form";
    a.words = asked.words;
    a.municipality = asked.municipality;
    a.urgency = alarm ? "today" : "";
    if (asked.asker == "office") {
        a.cls = "area";
        a.caller_kind = asked.office_kind.empty() ? "other" : asked.office_kind;
        a.caller_kana = asked.office;
    } else {
        a.caller_kind = asked.asker == "self" ? "self" : asked.asker == "relative" ? "other" : "";
        a.caller_kana = asked.name;
    }
    if (asked.way != "phone") return a;
    a.caller_phone = read_phone(asked.phone).shown;
    a.call_time = asked.call_time;
    return a;
}

bool has_answer(const std::vector<Letter>& letters) {
    return std::ranges::any_of(letters, [](const Letter& l) { return l.kind == Kind::answered; });
}

Progress progress(const std::vector<Letter>& letters, bool in_charge) {
    if (!letters.empty() && letters.back().kind != Kind::asked) return Progress::answered;
    return in_charge ? Progress::in_charge : Progress::received;
}

Word word_of(Progress progress) {
    switch (progress) {
        case Progress::received:
            return "letterbox.progress_received"_w;
        case Progress::in_charge:
            return "letterbox.progress_in_charge"_w;
        case Progress::answered:
            return "letterbox.progress_answered"_w;
    }
    return {};
}

}  // namespace michi::letterbox
