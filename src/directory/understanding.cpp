#include "directory/understanding.hpp"

#include <algorithm>
#include <map>

#include "base/fold.hpp"
#include "base/text.hpp"
#include "base/unicode.hpp"
#include "directory/conditions.hpp"
#include "directory/hearing.hpp"
#include "directory/kinds.hpp"

namespace michi::directory {
namespace {

constexpr std::size_t kMostKinds = 6;
constexpr int kCalled = 20, kOwn = 100;  // typed as a kind's name alone; in the Centre's own words
constexpr int kLeast = 3;                // a kind with less than that part of the best is left out
constexpr int kClose = 2;                // with at least that part it stands among the first

template <class List, class Value>
bool holds(const List& list, const Value& value) {
    return std::ranges::find(list, value) != std::ranges::end(list);
}

void add_once(std::vector<std::string>& list, std::string_view value) {
    if (!value.empty() && !holds(list, value)) list.emplace_back(value);
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
    void deny(std::size_t kind) { pans_.erase(kind); }
    struct Weighed {
        Meant meant;
        int weight{};
    };
    /// Best first; `supposed` when nothing weighs more than a condition does.
    std::vector<Weighed> best(bool& supposed) const {
        std::vector<std::pair<std::size_t, const Pan*>> order;
        supposed = std::ranges::none_of(pans_, [](const auto& one) { return one.second.sure > 0; });
        for (const auto& [kind, pan] : pans_)
            if (weight(pan, supposed) > 0) order.emplace_back(kind, &pan);
        std::ranges::sort(order, [&](const auto& a, const auto& b) {
            const int one = weight(*a.second, supposed), other = weight(*b.second, supposed);
            return one != other ? one > other : a.second->order < b.second->order;
        });
        std::vector<Weighed> kinds;
        for (const auto& [kind, pan] : order) {
            const int own = weight(*pan, supposed);
            const bool far = own * kLeast < weight(*order[0].second, supposed);
            if (far || kinds.size() == kMostKinds) break;
            const std::string id(service_kinds()[kind].id);
            kinds.push_back({{Meant::As::kind, id, pan->from}, own});
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
    for (const std::size_t kind : heard.denied_kinds) scales.deny(kind);
}

/// What a kind does by its nature is not asked of it: a bath of 訪問入浴.
constexpr std::pair<std::string_view, std::string_view> kGranted[] = {
    {"bathing", "visiting_bath"},
    {"transport", "mobility_support"},
    {"nurse", "medical_visiting_nurse"},
    {"medical_type", "medical_child_development"},
    {"welfare_shelter", "disaster_welfare_shelter"},
};

bool is_granted(const Meant& condition, const std::vector<Scales::Weighed>& kinds) {
    return std::ranges::any_of(kGranted, [&](const auto& pair) {
        return !kinds.empty() && pair.first == condition.id &&
               pair.second == kinds.front().meant.id;
    });
}

void take(Understood& all, Meant meant, const Reader& reader) {
    if (holds(reader.dropped, meant.id)) return;
    if (meant.as == Meant::As::kind) all.kinds.push_back(meant.id);
    if (meant.as == Meant::As::condition) all.conditions.push_back(meant.id);
    if (meant.as == Meant::As::municipality) add_once(all.towns, meant.id);
    all.meant.push_back(std::move(meant));
}

void take_kinds(Understood& all, const std::vector<Scales::Weighed>& kinds, const Reader& reader) {
    int best = 0;
    for (const Scales::Weighed& kind : kinds) {
        const std::size_t before = all.kinds.size();
        take(all, kind.meant, reader);
        if (all.kinds.size() == before) continue;
        if (best == 0) best = kind.weight;
        if (kind.weight * kClose >= best) all.close = all.kinds.size();
    }
}

void take_towns(Understood& all, const Heard& heard, const Reader& reader) {
    for (const auto& [code, words] : heard.towns)
        if (!holds(all.towns, code))
            take(all, {Meant::As::municipality, std::string(code), {words}}, reader);
    if (all.towns.size() != 1) return;
    all.municipality = all.towns.front();
    all.towns.clear();
}

/// Two ages are of two children: neither is asked.
void take_age(Understood& all, const Heard& heard, const Reader& reader) {
    if (heard.ages.empty() || holds(reader.dropped, std::string("age"))) return;
    const auto& [years, words] = heard.ages.front();
    all.several_ages = std::ranges::any_of(
        heard.ages, [first = years](const auto& one) { return one.first != first; });
    if (all.several_ages) return;
    all.age = years;
    take(all, {Meant::As::age, "age", {words}}, reader);
}

}  // namespace

Understood understand(std::string_view typed, const Reader& reader) {
    const std::string_view read = first_characters(typed, kLongestTyped);
    Heard heard = hear(read, Towns(reader.prefectures));
    Scales scales;
    std::vector<Meant> conditions;
    weigh(scales, heard, conditions);
    int own = kOwn;
    for (const std::string& kind : suggested_kinds(reader.own, read))
        scales.add(kind, --own, std::string(read));
    Understood all;
    const auto kinds = scales.best(all.supposed);
    take_kinds(all, kinds, reader);
    for (const Meant& condition : conditions)
        if (!is_granted(condition, kinds)) take(all, condition, reader);
    take_towns(all, heard, reader);
    take_age(all, heard, reader);
    all.danger = danger_in(read);
    all.denied = std::move(heard.denied);
    all.elsewhere = std::move(heard.elsewhere);
    all.unknown = std::move(heard.unknown);
    all.names = std::move(heard.names);
    if (all.nothing() && all.unknown.empty() && !all.several_ages && all.denied.empty())
        all.unknown = std::move(heard.scraps);
    return all;
}

std::string typed_words(std::string_view raw) {
    std::string words;
    for (std::size_t at = 0; at < raw.size();) {
        const Character c = next_character(raw, at);
        const bool control = (c >= 0 && c < 0x20) || (c >= 0x7F && c < 0xA0);
        if (c < 0 || (is_invisible(c) && !control)) continue;
        append_character(words, control ? ' ' : c);
    }
    return std::string(first_characters(trimmed(words), kMostTyped));
}

bool is_longer_than_read(std::string_view typed) {
    return first_characters(typed, kLongestTyped).size() < typed.size();
}

namespace {

/// What else is shown beside the kinds that were read.
Rest rest_of(const Asked& asked, const Understood& understood) {
    if (understood.nothing())
        return understood.several_ages || !understood.denied.empty() ? Rest::all : Rest::none;
    if (!asked.kinds.empty()) return Rest::all;
    if (!understood.kinds.empty()) return understood.supposed ? Rest::known : Rest::none;
    return understood.conditions.empty() && !understood.age ? Rest::of_the_place : Rest::all;
}

}  // namespace

void give_way(Asked& asked, const Asked& filled, const Understood& understood) {
    const auto same_kinds = [&] { return std::ranges::is_permutation(asked.kinds, filled.kinds); };
    const bool asks_others = !understood.kinds.empty() && !understood.supposed;
    if ((asks_others || !understood.unknown.empty()) && same_kinds()) asked.kinds.clear();
    if (!understood.municipality.empty() || !understood.towns.empty()) asked.municipality.clear();
    if (!understood.age) return;
    asked.age.reset();
    std::erase(asked.conditions, "age");
}

void ask_for(Asked& asked, const Understood& understood) {
    asked.suggested = understood.kinds;
    asked.close = understood.close;
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
    } else if (asked.municipality.empty() && !understood.towns.empty()) {
        asked.towns = understood.towns;
        asked.place_first = true;
    }
    asked.rest = rest_of(asked, understood);
}

}  // namespace michi::directory
