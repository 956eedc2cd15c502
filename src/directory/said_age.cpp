#include "directory/said_age.hpp"

#include <string>
#include <vector>

#include "base/fold.hpp"

namespace michi::directory {
namespace {

struct Said {
    std::string_view form;
    int years;
    bool names_school{};
};
constexpr Said kWords[] = {
    {"赤ちゃん", 0},
    {"あかちゃん", 0},
    {"乳児", 0},
    {"新生児", 0},
    {"ゼロ歳", 0},
    {"零歳", 0},
    {"年少", 3},
    {"年中さん", 4},
    {"年中クラス", 4},
    {"年長", 5},
    {"未就学", 4},
    {"就学前", 4},
    {"未就園", 2},
    {"新一年生", 6, true},
    {"新1年生", 6, true},
    {"小学生", 8},
    {"小学低学年", 7},
    {"低学年", 7},
    {"高学年", 10},
    {"中学生", 13},
    {"高校生", 16},
    {"高等部生", 16},
    {"はたち", 20},
    {"幼稚園の年中", 4, true},
    {"保育園の年中", 4, true},
    {"こども園の年中", 4, true},
    {"年中組", 4},
    {"年中児", 4},
    {"年中の子", 4},
    {"年中です", 4},
    {"幼稚園の年長", 5, true},
    {"保育園の年長", 5, true},
    {"幼稚園の年少", 3, true},
    {"保育園の年少", 3, true},
};
/// Before a number: the age of its first class, less one.
constexpr Said kClasses[] = {
    {"小学校", 5, true},       {"小学部", 5, true},  {"小学", 5},  {"小", 5},
    {"中学校", 11, true},      {"中学部", 11, true}, {"中学", 11}, {"中", 11},
    {"高校", 14, true},        {"高等部", 14, true}, {"高", 14},   {"支援学校", 5, true},
    {"特別支援学校", 5, true},
};
constexpr std::string_view kDigits[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

struct Folded {
    std::string form;
    int years;
    bool names_school;
};
template <std::size_t n>
std::vector<Folded> folded_of(const Said (&said)[n]) {
    std::vector<Folded> all;
    for (const Said& one : said) all.push_back({fold(one.form), one.years, one.names_school});
    return all;
}

struct Number {
    int value{};
    std::size_t length{};
};

Number kanji_number(std::string_view text) {
    Number read;
    int last = 0;
    bool ten = false;
    for (bool more = true; more && read.length < 9;) {
        more = false;
        const std::string_view rest = text.substr(read.length);
        if (rest.starts_with("十") && !ten) {
            read.value = (last == 0 ? 1 : last) * 10, last = 0, ten = more = true;
            read.length += std::string_view("十").size();
        }
        for (int digit = 0; digit < 10 && !more; ++digit)
            if (rest.starts_with(kDigits[digit]) && last == 0)
                last = digit, more = true, read.length += kDigits[digit].size();
    }
    read.value += last;
    return read;
}

Number number_at(std::string_view text) {
    Number read;
    while (read.length < text.size() && read.length < 3 && text[read.length] >= '0' &&
           text[read.length] <= '9')
        read.value = read.value * 10 + (text[read.length++] - '0');
    return read.length > 0 ? read : kanji_number(text);
}

/// The unit that a text begins with; "" for none.
template <std::size_t n>
std::string_view unit_at(std::string_view text, const std::string_view (&units)[n]) {
    for (const std::string_view unit : units)
        if (text.starts_with(unit)) return unit;
    return {};
}
constexpr std::string_view kMonths[] = {"か月児", "か月", "かげつ", "ヶ月", "箇月"};
constexpr std::string_view kYears[] = {"歳児", "歳半",     "歳",      "才児",  "才",
                                       "さい", "yearsold", "yearold", "years", "yo"};

/// 「3歳」「10か月」; 「3才4か月」 is one age.
std::optional<SaidAge> in_years(std::string_view folded) {
    const Number number = number_at(folded);
    if (number.length == 0 || number.value > 120) return std::nullopt;
    const std::string_view rest = folded.substr(number.length);
    if (const auto unit = unit_at(rest, kMonths); !unit.empty())
        return SaidAge{number.value / 12, number.length + unit.size()};
    const auto unit = unit_at(rest, kYears);
    if (unit.empty()) return std::nullopt;
    std::size_t length = number.length + unit.size();
    std::string_view more = folded.substr(length);
    const std::size_t link = more.starts_with("と") ? std::string_view("と").size() : 0;
    const Number months = number_at(more.substr(link));
    const auto month = unit_at(more.substr(link + months.length), kMonths);
    if (months.length > 0 && !month.empty()) length += link + months.length + month.size();
    return SaidAge{number.value, length};
}

/// 「中3日」 counts days: nothing that is counted stands behind the number of a class.
bool counts_things(std::string_view behind) {
    static constexpr std::string_view kCounters[] = {"日", "回", "人", "本", "時", "分", "月",
                                                     "週", "か", "つ", "点", "名", "台", "枚",
                                                     "泊", "度", "床", "歳", "才", "件", "割"};
    return !unit_at(behind, kCounters).empty();
}

/// 「小学2年生」「中2」「支援学校の3年生」
std::optional<SaidAge> in_classes(std::string_view folded) {
    static const auto classes = folded_of(kClasses);
    static constexpr std::string_view kTails[] = {"年生", "年", "生"};
    for (const Folded& one : classes) {
        if (!folded.starts_with(one.form)) continue;
        std::size_t length = one.form.size();
        const bool linked = folded.substr(length).starts_with("の");
        if (linked) length += std::string_view("の").size();
        const Number number = number_at(folded.substr(length));
        if (number.length == 0 || number.value < 1 || number.value > 6) continue;
        length += number.length;
        const auto tail = unit_at(folded.substr(length), kTails);
        if (tail.empty() && (linked || counts_things(folded.substr(length)))) continue;
        return SaidAge{one.years + number.value, length + tail.size(), one.names_school};
    }
    const Number number = number_at(folded);  // 「3年生」: of the first school
    const std::string_view tail = "年生";
    if (number.length == 0 || number.value < 1 || number.value > 6) return std::nullopt;
    if (!folded.substr(number.length).starts_with(tail)) return std::nullopt;
    return SaidAge{5 + number.value, number.length + tail.size(), true};
}

}  // namespace

std::optional<SaidAge> age_at(std::string_view folded) {
    static const auto words = folded_of(kWords);
    if (const auto years = in_years(folded)) return years;
    if (const auto years = in_classes(folded)) return years;
    for (const Folded& one : words)
        if (folded.starts_with(one.form))
            return SaidAge{one.years, one.form.size(), one.names_school};
    return std::nullopt;
}

}  // namespace michi::directory
