#include "directory/understanding.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/fold.hpp"
#include "base/municipality.hpp"
#include "base/text.hpp"
#include "base/unicode.hpp"
#include "directory/conditions.hpp"
#include "directory/everyday.hpp"
#include "directory/kinds.hpp"
#include "directory/said_age.hpp"

namespace michi::directory {
namespace {

constexpr std::size_t kMostKinds = 6;
constexpr int kCalled = 20, kOwn = 100;  // typed as a kind's name alone; in the Centre's own words
constexpr int kLeast = 3;                // a kind with less than that part of the best is left out

template <class List, class Value>
bool holds(const List& list, const Value& value) {
    return std::ranges::find(list, value) != std::ranges::end(list);
}

void add_once(std::vector<std::string>& list, std::string_view value) {
    if (!value.empty() && !holds(list, value)) list.emplace_back(value);
}

// ---- names of municipalities ----
/// 「北浜市」「北浜」「きたはまし」: without its last character only where one municipality is meant.
class Towns {
  public:
    explicit Towns(std::span<const std::string> prefectures) {
        for (const std::string& prefecture : prefectures) {
            if (!prefecture_name(prefecture).empty()) put(prefecture_name(prefecture), "");
            for (const Municipality& m : municipalities_of(prefecture)) add(m);
        }
    }
    struct Found {
        std::string_view code;  // "" of a prefecture: it says nothing more
        std::size_t length{};
    };
    Found at(std::string_view folded) const {
        Found best;
        for (std::size_t end = 0; end < folded.size() && end < longest_;) {
            end += first_characters(folded.substr(end), 1).size();
            const auto found = towns_.find(std::string(folded.substr(0, end)));
            if (found != towns_.end() && found->second != kSeveral) best = {found->second, end};
        }
        return best;
    }

  private:
    static constexpr std::string_view kSeveral = "several";
    void add(const Municipality& m) {
        put(m.name, m.code);
        put(m.kana, m.code);
        const std::string_view stem = m.name.substr(0, m.name.size() - 3);  // 市 町 村 区
        if (first_characters(stem, 1).size() < stem.size()) put(stem, m.code);
    }
    void put(std::string_view form, std::string_view code) {
        const auto [at, fresh] = towns_.emplace(fold(form), code);
        if (!fresh && at->second != code) at->second = kSeveral;
        longest_ = std::max(longest_, at->first.size());
    }
    std::unordered_map<std::string, std::string_view> towns_;
    std::size_t longest_{};
};

// ---- reading ----
struct Heard {
    std::vector<std::pair<const Sense*, std::string>> senses;  // with the words, as typed
    std::vector<std::pair<std::string_view, std::string>> towns;
    std::vector<std::pair<int, std::string>> ages;
    std::vector<std::pair<std::string, std::string>> called;  // kind, words
    std::vector<std::string> unknown, names;
};

bool parts_words(Character c) {
    constexpr std::u32string_view kMarks =
        U"、。，．,.・/／?？!！「」『』（）()〔〕【】:：;；…\n\r\t 　";
    return kMarks.find(static_cast<char32_t>(c)) != kMarks.npos;
}

std::vector<std::string_view> tokens_of(std::string_view text) {
    std::vector<std::string_view> tokens;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        if (!parts_words(next_character(text, at))) continue;
        if (start > begin) tokens.push_back(text.substr(begin, start - begin));
        begin = at;
    }
    if (begin < text.size()) tokens.push_back(text.substr(begin));
    return tokens;
}

bool is_hiragana(Character c) { return c >= 0x3041 && c <= 0x3096; }

/// What is too short to be a word that somebody looks for: endings, counters.
bool is_scrap(std::string_view words) {
    std::size_t kana = 0, others = 0;
    for (std::size_t at = 0; at < words.size();)
        ++(is_hiragana(next_character(words, at)) ? kana : others);
    return others == 0 ? kana < 3 : kana + others < 2;
}

/// One word between blanks, from its beginning to its end.
class Token {
  public:
    Token(std::string_view text, const Towns& towns, Heard& heard)
        : text_(text), folded_(fold_with_places(text)), towns_(towns), heard_(heard) {}

    void read() {
        for (std::size_t at = 0; at < folded_.text.size();) at += step(at);
        flush(folded_.text.size());
        if (understood_) {
            for (std::string& run : runs_) add_once(heard_.unknown, run);
        } else if (!runs_.empty()) {
            add_once(heard_.unknown, text_);
            add_once(heard_.names, text_);
        }
    }

  private:
    std::string_view rest(std::size_t at) const {
        return std::string_view(folded_.text).substr(at);
    }
    std::string typed(std::size_t from, std::size_t to) const {
        const std::size_t begin = folded_.from[from];
        return std::string(text_.substr(begin, folded_.from[to] - begin));
    }
    std::size_t step(std::size_t at) {
        const FormRead form = longest_form(rest(at));
        const Towns::Found town = towns_.at(rest(at));
        const auto age = age_at(rest(at));
        if (age && age->length >= std::max(form.length, town.length)) {
            heard_.ages.emplace_back(age->years, typed(at, at + age->length));
            return understood(at, age->length);
        }
        if (town.length > 0 && town.length >= form.length) {
            if (!town.code.empty())
                heard_.towns.emplace_back(town.code, typed(at, at + town.length));
            return understood(at, town.length);
        }
        if (form.length == 0) return unknown(at);
        if (form.senses.empty()) return silent(at, form.length);
        hear(form, at);
        return understood(at, form.length);
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
        flush(at);
        understood_ = true;
        return length;
    }
    /// A particle inside a word that is not known belongs to it: つくし, ゆうなぎの.
    std::size_t silent(std::size_t at, std::size_t length) {
        const bool particle = first_characters(rest(at), 1).size() == length;
        if (!particle) flush(at);
        return length;
    }
    std::size_t unknown(std::size_t at) {
        const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
        std::size_t length = first_characters(rest(at), 1).size();
        if (is_digit(rest(at).front()))  // a number is one word: 200歳 is not 0歳
            while (length < rest(at).size() && is_digit(rest(at)[length])) ++length;
        if (!run_) run_ = at;
        run_end_ = at + length;
        return length;
    }
    void flush(std::size_t) {
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
    std::size_t run_end_{};
    std::vector<std::string> runs_;
    bool understood_{};
};

Heard hear(std::string_view typed, const Towns& towns) {
    Heard heard;
    for (const std::string_view token : tokens_of(typed)) Token(token, towns, heard).read();
    return heard;
}

// ---- weighing ----
/// By what the child's age makes of other words: pupils, the small ones, the grown up.
const Sense* sense_of_age(int years) {
    static const Sense kSmall{"small", {}, {}}, kPupil{"pupil", {}, {}};
    if (years < 6) return &kSmall;
    if (years < 18) return &kPupil;
    const FormRead adult = longest_form(fold("成人"));
    return adult.senses.empty() ? nullptr : adult.senses.front();
}

class Scales {
  public:
    void add(const WeighedKind& kind, const std::vector<std::string>& words) {
        Pan& pan = pans_[kind.kind];
        if (!pan.order) pan.order = ++count_;
        (kind.weight > 1 ? pan.sure : pan.perhaps) += kind.weight;
        for (const std::string& one : words) add_once(pan.from, one);
    }
    void add(std::string_view id, int weight, const std::string& words) {
        if (const auto* kind = find_kind(id))
            add({static_cast<std::size_t>(kind - service_kinds().data()), weight}, {words});
    }
    /// Best first; `supposed` when nothing weighs more than a condition does.
    std::vector<Meant> best(bool& supposed) const {
        std::vector<std::pair<std::size_t, const Pan*>> order;
        supposed = std::ranges::none_of(pans_, [](const auto& one) { return one.second.sure > 0; });
        for (const auto& [kind, pan] : pans_)
            if (weight(pan, supposed) > 0) order.emplace_back(kind, &pan);
        std::ranges::sort(order, [&](const auto& a, const auto& b) {
            const int one = weight(*a.second, supposed), other = weight(*b.second, supposed);
            return one != other ? one > other : a.second->order < b.second->order;
        });
        std::vector<Meant> kinds;
        for (const auto& [kind, pan] : order) {
            const bool far = weight(*pan, supposed) * kLeast < weight(*order[0].second, supposed);
            if (far || kinds.size() == kMostKinds) break;
            kinds.push_back({Meant::As::kind, std::string(service_kinds()[kind].id), pan->from});
        }
        return kinds;
    }

  private:
    struct Pan {
        int sure{}, perhaps{}, order{};
        std::vector<std::string> from;
    };
    static int weight(const Pan& pan, bool supposed) { return supposed ? pan.perhaps : pan.sure; }
    std::map<std::size_t, Pan> pans_;
    int count_{};
};

void weigh(Scales& scales, const Heard& heard, std::vector<Meant>& conditions) {
    std::map<std::string_view, std::vector<std::string>> about;
    std::vector<const Sense*> counted;  // said twice is not meant more
    const auto ask = [&](const Sense& sense, const std::vector<std::string>& words) {
        for (const WeighedKind& kind : sense.kinds) scales.add(kind, words);
        for (const std::string_view id : sense.conditions) {
            auto known = std::ranges::find(conditions, id, &Meant::id);
            if (known == conditions.end())
                known = conditions.insert(known, {Meant::As::condition, std::string(id), {}});
            for (const std::string& one : words) add_once(known->from, one);
        }
    };
    const auto hear_sense = [&](const Sense* sense, const std::string& words) {
        if (!sense->about.empty()) add_once(about[sense->about], words);
        if (holds(counted, sense)) return;
        counted.push_back(sense);
        ask(*sense, {words});
    };
    for (const auto& [sense, words] : heard.senses) hear_sense(sense, words);
    if (heard.ages.size() == 1)
        if (const Sense* sense = sense_of_age(heard.ages.front().first))
            hear_sense(sense, heard.ages.front().second);
    for (const Together& two : said_together()) {
        const auto one = about.find(two.one), other = about.find(two.other);
        if (one == about.end() || other == about.end()) continue;
        std::vector<std::string> words = one->second;
        for (const std::string& word : other->second) add_once(words, word);
        ask(two.adds, words);
    }
    for (const auto& [kind, words] : heard.called) scales.add(kind, kCalled, words);
}

/// What a kind does by its nature is not asked of it: a bath of 訪問入浴.
constexpr std::pair<std::string_view, std::string_view> kGranted[] = {
    {"bathing", "visiting_bath"},
    {"transport", "mobility_support"},
    {"nurse", "medical_visiting_nurse"},
    {"medical_type", "medical_child_development"},
    {"welfare_shelter", "disaster_welfare_shelter"},
};

bool is_granted(const Meant& condition, const std::vector<Meant>& kinds) {
    return std::ranges::any_of(kGranted, [&](const auto& pair) {
        return !kinds.empty() && pair.first == condition.id && pair.second == kinds.front().id;
    });
}

void take(Understood& all, Meant meant, const Reader& reader) {
    if (holds(reader.dropped, meant.id)) return;
    if (meant.as == Meant::As::kind) all.kinds.push_back(meant.id);
    if (meant.as == Meant::As::condition) all.conditions.push_back(meant.id);
    if (meant.as == Meant::As::municipality) all.municipality = meant.id;
    all.meant.push_back(std::move(meant));
}

/// Two places or two ages name nobody's: neither is asked.
void take_place_and_age(Understood& all, const Heard& heard, const Reader& reader) {
    const auto same = [&](const auto& list) {
        return !list.empty() && std::ranges::all_of(list, [&](const auto& one) {
            return one.first == list.front().first;
        });
    };
    if (same(heard.towns))
        take(all,
             {Meant::As::municipality,
              std::string(heard.towns.front().first),
              {heard.towns.front().second}},
             reader);
    if (!same(heard.ages) || holds(reader.dropped, std::string("age"))) return;
    all.age = heard.ages.front().first;
    take(all, {Meant::As::age, "age", {heard.ages.front().second}}, reader);
}

}  // namespace

Understood understand(std::string_view typed, const Reader& reader) {
    const std::string_view read = first_characters(typed, kLongestTyped);
    const Heard heard = hear(read, Towns(reader.prefectures));
    Scales scales;
    std::vector<Meant> conditions;
    weigh(scales, heard, conditions);
    int own = kOwn;
    for (const std::string& kind : suggested_kinds(reader.own, read))
        scales.add(kind, --own, std::string(read));
    Understood all;
    const std::vector<Meant> kinds = scales.best(all.supposed);
    for (const Meant& kind : kinds) take(all, kind, reader);
    for (const Meant& condition : conditions)
        if (!is_granted(condition, kinds)) take(all, condition, reader);
    take_place_and_age(all, heard, reader);
    all.unknown = heard.unknown;
    all.names = heard.names;
    return all;
}

void ask_for(Asked& asked, const Understood& understood) {
    asked.suggested = understood.kinds;
    asked.unknown = understood.unknown;
    asked.names = understood.names;
    for (const std::string& id : understood.conditions) add_once(asked.conditions, id);
    if (!asked.age && understood.age) {
        asked.age = understood.age;
        add_once(asked.conditions, "age");
    }
    if (asked.municipality.empty() && !understood.municipality.empty()) {
        asked.municipality = understood.municipality;
        asked.place_first = true;
    }
    if (understood.nothing()) return;
    if (!asked.kinds.empty())
        asked.rest = Rest::all;
    else if (understood.supposed && !understood.kinds.empty())
        asked.rest = Rest::known;
    else if (understood.kinds.empty())
        asked.rest =
            understood.conditions.empty() && !understood.age ? Rest::of_the_place : Rest::all;
}

}  // namespace michi::directory
