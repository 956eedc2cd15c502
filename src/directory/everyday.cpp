#include "directory/everyday.hpp"

#include <algorithm>
#include <charconv>
#include <deque>
#include <unordered_map>

#include "base/fold.hpp"
#include "base/text.hpp"
#include "base/unicode.hpp"
#include "directory/kinds.hpp"

namespace michi::directory {
namespace {

struct Row {
    std::string_view about, forms, kinds, conditions;
};
constexpr Row kRows[] = {
#include "directory/everyday.inc"
};
struct TogetherRow {
    std::string_view one, other, kinds, conditions;
};
constexpr TogetherRow kTogether[] = {
#include "directory/together.inc"
};
constexpr std::string_view kSilent[] = {
#include "directory/silent.inc"
};
constexpr std::string_view kReadings[] = {
#include "directory/readings.inc"
};
constexpr std::size_t kLeastNear = 4,
                      kLongestNear = 14;  // characters in which a slip is looked for
constexpr std::size_t kLeastKana =
    4;  // of a form that is only read: shorter ones stand inside others

std::vector<std::string_view> parts_of(std::string_view text) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end > 0) parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

std::vector<WeighedKind> weighed(std::string_view text) {
    std::vector<WeighedKind> kinds;
    for (const std::string_view part : parts_of(text)) {
        const std::size_t colon = part.find(':');
        int weight = 0;
        std::from_chars(part.data() + colon + 1, part.data() + part.size(), weight);
        const auto* kind = find_kind(part.substr(0, colon));
        if (kind)
            kinds.push_back({static_cast<std::size_t>(kind - service_kinds().data()), weight});
    }
    return kinds;
}

/// The parts of 「家族会・きょうだい会」 and 「共同生活援助（グループホーム）」.
std::vector<std::string_view> names_in(std::string_view official) {
    static constexpr std::string_view kMarks[] = {"・", "（", "）", " "};
    std::vector<std::string_view> names;
    while (!official.empty()) {
        std::size_t end = official.size(), mark = 0;
        for (const std::string_view one : kMarks)
            if (const std::size_t at = official.find(one); at < end) end = at, mark = one.size();
        if (end > 0) names.push_back(official.substr(0, end));
        official.remove_prefix(end + mark);
    }
    return names;
}

/// Forms as who types kana types them; none where a reading is not known or it is too short.
class Readings {
  public:
    Readings() {
        for (const std::string_view row : kReadings) {
            const auto words = parts_of(row);
            for (std::size_t i = 0; i + 1 < words.size(); i += 2) kana_[words[i]] = words[i + 1];
        }
    }
    /// In kana as a whole, and with each word alone in kana (たんき入所): who types writes the kanji they know.
    std::vector<std::string> of(std::string_view form) const {
        const auto words = words_in(form);
        std::vector<std::string> all;
        const auto keep = [&](std::string read) {
            if (graphemes(read) >= kLeastKana) all.push_back(std::move(read));
        };
        const auto read_those = [&](auto&& wanted) {
            std::string read;
            for (const Word& word : words)
                read += word.kana.empty() || !wanted(word) ? word.typed : word.kana;
            return read;
        };
        const auto kanji = std::ranges::count_if(words, &Word::in_kanji);
        if (kanji > 0 && std::ranges::none_of(words, &Word::is_unread))
            keep(read_those([](const Word&) { return true; }));
        if (kanji < 2) return all;
        for (const Word& alone : words)
            if (graphemes(alone.typed) > 1 && !alone.kana.empty())
                keep(read_those([&](const Word& word) { return &word == &alone; }));
        return all;
    }

  private:
    struct Word {
        std::string_view typed, kana;  // kana "": it is kana, or nobody knows its reading
        bool in_kanji{};
        bool is_unread() const { return in_kanji && kana.empty(); }
    };
    std::vector<Word> words_in(std::string_view form) const {
        std::vector<Word> words;
        for (std::size_t at = 0; at < form.size();) {
            const std::string_view rest = form.substr(at);
            const bool kanji = is_kanji(character(form, at));
            const std::size_t known = kanji ? word_at(rest) : 0;
            const std::size_t length = known ? known : first_characters(rest, 1).size();
            words.push_back({rest.substr(0, length),
                             known ? kana_.at(rest.substr(0, known)) : std::string_view{}, kanji});
            at += length;
        }
        return words;
    }
    /// The longest word that the text begins with.
    std::size_t word_at(std::string_view text) const {
        std::size_t longest = 0, end = 0;
        while (end < text.size() && is_kanji(character(text, end))) {
            end += first_characters(text.substr(end), 1).size();
            if (kana_.contains(text.substr(0, end))) longest = end;
        }
        return longest;
    }
    static Character character(std::string_view text, std::size_t at) {
        return next_character(text, at);
    }
    std::unordered_map<std::string_view, std::string_view> kana_;
};

class Vocabulary {
  public:
    Vocabulary() {
        for (const Row& row : kRows) {
            const Sense& sense = senses_.emplace_back(
                Sense{row.about, weighed(row.kinds), parts_of(row.conditions)});
            for (const std::string_view form : parts_of(row.forms)) add(form, &sense);
        }
        add_names();
        for (const std::string_view words : kSilent)
            for (const std::string_view form : parts_of(words)) add(form, nullptr);
        add_readings();
        for (const auto& [form, senses] : forms_)
            if (may_be_misspelled(form, senses)) add_near(form);
    }
    FormRead nearest(std::string_view folded) const {
        std::size_t end = 0, characters = 0;
        FormRead best;
        while (end < folded.size() && characters < kLongestNear) {
            end += first_characters(folded.substr(end), 1).size();
            if (++characters < kLeastNear) continue;
            const auto* form = near(folded.substr(0, end));
            if (form) best = {forms_.at(*form), end};
        }
        return best;
    }
    FormRead longest(std::string_view folded) const {
        std::size_t end = 0;
        FormRead best;
        while (end < folded.size() && end < longest_) {
            end += first_characters(folded.substr(end), 1).size();
            const auto found = forms_.find(std::string(folded.substr(0, end)));
            if (found != forms_.end()) best = {found->second, end};
        }
        return best;
    }

  private:
    /// What everyday words say of a form stands before the kind of that name.
    void add_names() {
        const auto all = service_kinds();
        std::vector<std::string> shared;  // 自立訓練 is the name of two kinds: it means both
        const auto name = [&](std::string_view form, std::size_t kind) {
            const std::string folded = fold(form);
            const bool own = std::ranges::find(shared, folded) != shared.end();
            if (folded.size() < 6 || (forms_.contains(folded) && !own)) return;
            if (!own) shared.push_back(folded);
            add(form, &senses_.emplace_back(Sense{{}, {{kind, kNamedWeight}}, {}}));
        };
        for (std::size_t kind = 0; kind < all.size(); ++kind) {
            for (const std::string_view part : names_in(word_text(all[kind].word, Lang::ja)))
                name(part, kind);
            const std::string_view english = word_text(all[kind].word, Lang::en);
            name(trimmed(english.substr(0, english.find('('))), kind);
        }
        for (const PublishedName& alias : names_of_kinds())
            if (const auto* kind = find_kind(alias.id))
                name(alias.part, static_cast<std::size_t>(kind - all.data()));
    }
    void add(std::string_view form, const Sense* sense) {
        std::string folded = fold(form);
        if (folded.empty()) return;
        longest_ = std::max(longest_, folded.size());
        auto& senses = forms_[std::move(folded)];
        if (sense && std::ranges::find(senses, sense) == senses.end()) senses.push_back(sense);
    }
    /// Who types kana only means the same; a form that is there already keeps its own sense.
    void add_readings() {
        const Readings readings;
        std::vector<std::pair<std::string, const Sense*>> more;
        const auto read = [&](std::string_view form, const Sense* sense) {
            for (std::string& kana : readings.of(form)) more.emplace_back(std::move(kana), sense);
        };
        std::size_t row = 0;
        for (const Sense& sense : senses_) {
            if (row >= std::size(kRows)) break;
            for (const std::string_view form : parts_of(kRows[row++].forms)) read(form, &sense);
        }
        for (const std::string_view words : kSilent)
            for (const std::string_view form : parts_of(words)) read(form, nullptr);
        std::vector<std::string> fresh;  // a reading may have two senses, as its kanji have
        for (const auto& [kana, sense] : more) {
            const std::string folded = fold(kana);
            const bool own = std::ranges::find(fresh, folded) != fresh.end();
            if (!own && forms_.contains(folded)) continue;
            if (!own) fresh.push_back(folded);
            add(kana, sense);
        }
        read_names(readings);
    }
    void read_names(const Readings& readings) {
        const auto all = service_kinds();
        for (std::size_t kind = 0; kind < all.size(); ++kind)
            for (const std::string_view part : names_in(word_text(all[kind].word, Lang::ja))) {
                for (const std::string& kana : readings.of(part))
                    if (!forms_.contains(fold(kana)))
                        add(kana, &senses_.emplace_back(Sense{{}, {{kind, kNamedWeight}}, {}}));
            }
    }

    // ---- one slip of the finger ----
    static bool may_be_misspelled(std::string_view form, const std::vector<const Sense*>& senses) {
        return !senses.empty() && form.size() >= 3 * kLeastNear && graphemes(form) > kLeastNear;
    }
    void add_near(const std::string& form) {
        for (std::string& less : without_one(form)) near_[std::move(less)].push_back(&form);
    }
    /// Each character left out once.
    static std::vector<std::string> without_one(std::string_view text) {
        std::vector<std::string> all;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t length = first_characters(text.substr(at), 1).size();
            all.push_back(std::string(text.substr(0, at)) + std::string(text.substr(at + length)));
            at += length;
        }
        return all;
    }
    /// A form of which one character is another one, is missing, or is too many; its beginning is as it should be.
    const std::string* near(std::string_view typed) const {
        const std::string_view first = first_characters(typed, 1);
        const auto fits = [&](const std::string* form) { return form->starts_with(first); };
        if (const auto found = near_.find(std::string(typed)); found != near_.end())
            if (const auto one = std::ranges::find_if(found->second, fits);
                one != found->second.end())
                return *one;
        for (const std::string& less : without_one(typed)) {
            if (const auto whole = forms_.find(less); whole != forms_.end() &&
                                                      may_be_misspelled(less, whole->second) &&
                                                      fits(&whole->first))
                return &whole->first;
            if (const auto found = near_.find(less); found != near_.end())
                if (const auto one = std::ranges::find_if(found->second,
                                                          [&](const std::string* form) {
                                                              return fits(form) &&
                                                                     differs_in_one(*form, typed);
                                                          });
                    one != found->second.end())
                    return *one;
        }
        return nullptr;
    }
    /// Of the same length, and one character is another.
    static bool differs_in_one(std::string_view form, std::string_view typed) {
        int differing = 0;
        while (!form.empty() && !typed.empty()) {
            const std::string_view a = first_characters(form, 1), b = first_characters(typed, 1);
            differing += a != b;
            form.remove_prefix(a.size());
            typed.remove_prefix(b.size());
        }
        return form.empty() && typed.empty() && differing == 1;
    }

    std::deque<Sense> senses_;
    std::unordered_map<std::string, std::vector<const Sense*>> forms_;
    std::unordered_map<std::string, std::vector<const std::string*>> near_;
    std::size_t longest_{};
};

}  // namespace

namespace {

const Vocabulary& vocabulary() {
    static const Vocabulary made;
    return made;
}

}  // namespace

FormRead longest_form(std::string_view folded) { return vocabulary().longest(folded); }

FormRead nearest_form(std::string_view folded) { return vocabulary().nearest(folded); }

std::span<const Together> said_together() {
    static const auto made = [] {
        std::vector<Together> all;
        for (const TogetherRow& row : kTogether)
            all.push_back({row.one, row.other, {"", weighed(row.kinds), parts_of(row.conditions)}});
        return all;
    }();
    return made;
}

}  // namespace michi::directory
