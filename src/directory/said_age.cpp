#include "directory/said_age.hpp"

#include <string>
#include <vector>

#include "base/fold.hpp"

namespace michi::directory {
namespace {

struct Said {
    std::string_view form;
    int years;
};
constexpr Said kWords[] = {
    {"赤ちゃん", 0}, {"あかちゃん", 0}, {"乳児", 0},     {"新生児", 0},     {"ゼロ歳", 0},
    {"零歳", 0},     {"年少", 3},       {"年中さん", 4}, {"年中クラス", 4}, {"年長", 5},
    {"未就学", 4},   {"就学前", 4},     {"未就園", 2},   {"新一年生", 6},   {"新1年生", 6},
    {"小学生", 8},   {"小学低学年", 7}, {"低学年", 7},   {"高学年", 10},    {"中学生", 13},
    {"高校生", 16},  {"高等部生", 16},  {"はたち", 20},
};
/// Before a number: the age of its first class, less one.
constexpr Said kClasses[] = {
    {"小学校", 5}, {"小学部", 5}, {"小学", 5},  {"小", 5},      {"中学校", 11}, {"中学部", 11},
    {"中学", 11},  {"中", 11},    {"高校", 14}, {"高等部", 14}, {"高", 14},
};
constexpr std::string_view kDigits[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

struct Folded {
    std::string form;
    int years;
};
template <std::size_t n>
std::vector<Folded> folded_of(const Said (&said)[n]) {
    std::vector<Folded> all;
    for (const Said& one : said) all.push_back({fold(one.form), one.years});
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

std::optional<SaidAge> in_years(std::string_view folded) {
    const Number number = number_at(folded);
    if (number.length == 0 || number.value > 120) return std::nullopt;
    const std::string_view rest = folded.substr(number.length);
    for (const std::string_view unit : {"歳児", "歳半", "歳", "才児", "才", "さい"})
        if (rest.starts_with(unit)) return SaidAge{number.value, number.length + unit.size()};
    for (const std::string_view unit : {"か月児", "か月", "かげつ", "ヶ月", "箇月"})
        if (rest.starts_with(unit)) return SaidAge{number.value / 12, number.length + unit.size()};
    return std::nullopt;
}

/// 「小学2年生」「中2」
std::optional<SaidAge> in_classes(std::string_view folded) {
    static const auto classes = folded_of(kClasses);
    for (const Folded& one : classes) {
        if (!folded.starts_with(one.form)) continue;
        const Number number = number_at(folded.substr(one.form.size()));
        if (number.length == 0 || number.value < 1 || number.value > 6) continue;
        std::size_t length = one.form.size() + number.length;
        for (const std::string_view tail : {"年生", "年", "生"})
            if (folded.substr(length).starts_with(tail)) {
                length += tail.size();
                break;
            }
        return SaidAge{one.years + number.value, length};
    }
    return std::nullopt;
}

}  // namespace

std::optional<SaidAge> age_at(std::string_view folded) {
    static const auto words = folded_of(kWords);
    if (const auto years = in_years(folded)) return years;
    if (const auto years = in_classes(folded)) return years;
    for (const Folded& one : words)
        if (folded.starts_with(one.form)) return SaidAge{one.years, one.form.size()};
    return std::nullopt;
}

}  // namespace michi::directory
