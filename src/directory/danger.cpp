// A matcher of rules: thing, particle, stem, ending. What a verb's ending says is told here once for all verbs, so
// that 「息をしていません」 is read like 「息をしてない」.

#include "directory/danger.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "base/fold.hpp"

namespace michi::directory {
namespace {

/// How the stem goes on.
enum class Ending : std::uint8_t {
    as_it_stands,     // whatever follows
    not_done,         // しない, していません, せず, できなかった
    absent,           // no stem: が ない, が ありません, なし
    happened,         // 止まった, 止まりそう, 止まる; never 止まらない
    really_happened,  // the same of a machine, when nobody only plans for it (止まったときは)
    really_not_done,
    below_ninety,  // a saturation in per cent; below it breathing fails (from memory: PaO2 60 Torr is about 90 %)
    below_ninety_per_cent,  // the same where the thing alone has other figures (litres, hours)
    wished,                 // 死にたい, 死にたくなる
    wished_not,             // 生きていたくない, 生きたくありません
    feared,                 // 殺してしまいそう
};

struct Row {
    Danger danger;
    Ending ending;
    std::string_view things, stems;
};
constexpr Row kRows[] = {
#include "directory/danger.inc"
};

/// A thing that is another word behind these: 休息, 喘息, 人脈, 無意識, 人工呼吸.
struct Guard {
    std::string_view thing, behind;
};
constexpr Guard kGuards[] = {{"息", "休嘆利消子喘安窒女生"},
                             {"脈", "人山静動文水鉱"},
                             {"意識", "無美題機間識"},
                             {"呼吸", "工深無膚式"},
                             {"爪", "付"},
                             {"口", "入出窓人"},
                             {"顔", "笑横"},
                             {"目", "番項"}};

constexpr std::array<std::string_view, 9> kParticles{"",     "を",     "が",   "は",  "も",
                                                     "って", "の方が", "まで", "さえ"};
constexpr std::array<std::string_view, 10> kJoining{
    "", "て", "てい", "てお", "ており", "ておら", "てくれ", "てくれて", "い", "られ"};
constexpr std::array<std::string_view, 11> kNegative{
    "ない", "なく", "なか", "なけ", "なさそ", "ません", "ませぬ", "ず", "ぬ", "へん", "ねえ"};
constexpr std::array<std::string_view, 12> kAbsent{"ない", "なく",     "なか", "なさそ",
                                                   "なし", "ありませ", "無い", "無く",
                                                   "無か", "無し",     "ねえ", "ございませ"};
constexpr std::array<std::string_view, 7> kContrary{"らな", "らず", "らぬ", "りませ",
                                                    "な",   "ませ", "ず"};
constexpr std::array<std::string_view, 8> kWish{"たい", "たくな", "たくて", "たか",
                                                "たが", "たそ",   "ようと", "ようか"};
constexpr std::array<std::string_view, 4> kWishNot{"たくな", "たくあ", "たくはな", "たくもな"};
constexpr std::array<std::string_view, 12> kFear{"てしま", "でしま", "てや", "ちゃ",
                                                 "ちま",   "じゃ",   "そう", "たい",
                                                 "たく",   "ようと", "かけ", "かねな"};
/// What is planned for has not happened.
constexpr std::array<std::string_view, 12> kPlanned{"とき",     "た時",   "る時",     "場合",
                                                    "たら",     "た際",   "る際",     "のが心配",
                                                    "のが不安", "のが怖", "かもしれ", "と困"};
constexpr std::array<std::string_view, 4> kAsMuch{"ほど", "程", "くらい", "ぐらい"};
constexpr std::array<std::string_view, 21> kLightly{
    "忙",     "いそがし", "きれい", "綺麗", "美し",   "うつくし", "笑",
    "楽し",   "たのし",   "うれし", "嬉し", "幸せ",   "しあわせ", "好き",
    "かわい", "可愛",     "感動",   "感激", "おいし", "驚",       "びっくり"};

constexpr std::array<std::string_view, 3> kPerCent{"%", "パーセント", "台"};

using Words = std::vector<std::string>;

Words words_of(std::string_view text) {
    Words all;
    for (; !text.empty();) {
        const std::size_t end = std::min(text.find(' '), text.size());
        all.push_back(fold(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return all;
}

template <std::size_t n>
Words words_of(const std::array<std::string_view, n>& list) {
    Words all;
    for (const std::string_view one : list) all.push_back(fold(one));
    return all;
}

/// All of it folded once.
struct Rule {
    Danger danger;
    Ending ending;
    Words things, stems;
};
struct Table {
    std::vector<Rule> rules;
    std::vector<std::pair<std::string, std::string>> guards;
    Words particles{words_of(kParticles)}, joining{words_of(kJoining)},
        negative{words_of(kNegative)}, absent{words_of(kAbsent)}, contrary{words_of(kContrary)},
        wish{words_of(kWish)}, wish_not{words_of(kWishNot)}, fear{words_of(kFear)},
        planned{words_of(kPlanned)}, as_much{words_of(kAsMuch)}, lightly{words_of(kLightly)},
        per_cent{words_of(kPerCent)};

    Table() {
        for (const Row& row : kRows)
            rules.push_back({row.danger, row.ending, words_of(row.things), words_of(row.stems)});
        for (const Guard& guard : kGuards)
            guards.emplace_back(fold(guard.thing), fold(guard.behind));
    }
};

const Table& table() {
    static const Table made;
    return made;
}

/// The first that it begins with; npos for none.
std::size_t begins(std::string_view text, const Words& with) {
    for (const std::string& one : with)
        if (text.starts_with(one)) return one.size();
    return std::string_view::npos;
}
bool begins_with(std::string_view text, const Words& with) {
    return begins(text, with) != std::string_view::npos;
}

/// The first so many characters.
std::string_view near(std::string_view text, std::size_t characters) {
    std::size_t at = 0;
    while (at < text.size() && characters-- > 0) do
            ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
    return text.substr(0, at);
}

std::size_t first_of(std::string_view text, const Words& any) {
    std::size_t found = std::string_view::npos;
    for (const std::string& one : any) found = std::min(found, text.find(one));
    return found;
}

/// 「息が止まるほどきれい」.
bool is_lightly_said(std::string_view after) {
    const Table& t = table();
    const auto at = first_of(near(after, 6), t.as_much);
    return at != std::string_view::npos &&
           first_of(near(after.substr(at), 12), t.lightly) != std::string_view::npos;
}

bool is_planned_for(std::string_view after) {
    return first_of(near(after, 6), table().planned) != std::string_view::npos;
}

bool is_negative(std::string_view after) {
    const Table& t = table();
    return std::ranges::any_of(t.joining, [&](const std::string& join) {
        return after.starts_with(join) && begins_with(after.substr(join.size()), t.negative);
    });
}

/// 「が60です」「は 75%」: the number said next. A share of a hundred has two figures; 100 is none of it.
bool is_below_ninety(std::string_view after, bool says_per_cent) {
    const std::string_view said = near(after, 12);
    const auto at = said.find_first_of("0123456789");
    int number = 0;
    if (at == std::string_view::npos) return false;
    const auto [end, error] = std::from_chars(said.data() + at, said.data() + said.size(), number);
    if (error != std::errc{} || number < 10 || number >= 90) return false;
    return !says_per_cent || begins_with({end, said.data() + said.size()}, table().per_cent);
}

bool goes_on(Ending ending, std::string_view after) {
    const Table& t = table();
    switch (ending) {
        case Ending::as_it_stands:
            return true;
        case Ending::not_done:
            return is_negative(after);
        case Ending::really_not_done:
            return is_negative(after) && !is_planned_for(after);
        case Ending::absent:
            return begins_with(after, t.absent);
        case Ending::happened:
            return !begins_with(after, t.contrary);
        case Ending::really_happened:
            return !begins_with(after, t.contrary) && !is_planned_for(after);
        case Ending::below_ninety:
            return is_below_ninety(after, false);
        case Ending::below_ninety_per_cent:
            return is_below_ninety(after, true);
        case Ending::wished:
            return begins_with(after, t.wish);
        case Ending::wished_not:
            return begins_with(after, t.wish_not);
        case Ending::feared:
            return begins_with(after, t.fear);
    }
    return false;
}

/// One of the stems behind the thing, or its ending where the rule has none.
bool is_said(const Rule& rule, std::string_view after) {
    const auto fits = [&](std::string_view rest) {
        return goes_on(rule.ending, rest) && !is_lightly_said(rest);
    };
    if (rule.stems.empty()) return fits(after);
    return std::ranges::any_of(rule.stems, [&](const std::string& stem) {
        return after.starts_with(stem) && fits(after.substr(stem.size()));
    });
}

bool is_another_word(std::string_view thing, std::string_view before) {
    for (const auto& [guarded, behind] : table().guards) {
        if (thing != guarded || before.empty()) continue;
        std::size_t at = before.size() - 1;
        while (at > 0 && (static_cast<unsigned char>(before[at]) & 0xC0) == 0x80) --at;
        return behind.find(before.substr(at)) != std::string::npos;
    }
    return false;
}

/// At any place of the text: the thing, a particle or none, and what is said of it.
bool stands_in(const Rule& rule, std::string_view text, const std::string& thing) {
    for (auto at = text.find(thing); at != std::string_view::npos;
         at = text.find(thing, at + thing.size())) {
        if (is_another_word(thing, text.substr(0, at))) continue;
        const std::string_view after = text.substr(at + thing.size());
        for (const std::string& particle : table().particles)
            if (after.starts_with(particle) && is_said(rule, after.substr(particle.size())))
                return true;
    }
    return false;
}

bool stands_in(const Rule& rule, std::string_view text) {
    if (!rule.things.empty())
        return std::ranges::any_of(
            rule.things, [&](const std::string& thing) { return stands_in(rule, text, thing); });
    for (const std::string& stem : rule.stems)
        for (auto at = text.find(stem); at != std::string_view::npos;
             at = text.find(stem, at + stem.size())) {
            const std::string_view after = text.substr(at + stem.size());
            if (goes_on(rule.ending, after) && !is_lightly_said(after)) return true;
        }
    return false;
}

}  // namespace

Danger danger_in(std::string_view typed) {
    const std::string folded = fold(typed);
    Danger found = Danger::none;
    for (const Rule& rule : table().rules) {
        if (found == rule.danger || !stands_in(rule, folded)) continue;
        if (rule.danger == Danger::body) return rule.danger;
        found = rule.danger;
    }
    return found;
}

}  // namespace michi::directory
