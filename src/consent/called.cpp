#include "consent/called.hpp"

#include <algorithm>
#include <string>

#include "base/fold.hpp"
#include "base/unicode.hpp"

namespace michi::consent {
namespace {

/// What somebody is, alone before さん. Those of two characters and more may have a name before them
/// (山田看護師さん), which is hidden.
constexpr std::string_view kSaysWhat[] = {
    // family
    "母", "父", "祖", "兄", "姉", "弟", "妹", "親", "子", "娘", "孫", "嫁", "婿", "夫", "妻", "姪",
    "甥", "奥", "赤", "爺", "婆", "旦那", "主人", "息子", "祖母", "祖父", "曾祖母", "曾祖父",
    "義母", "義父", "義兄", "義姉", "義弟", "義妹", "実母", "実父", "養母", "養父", "伯母", "伯父",
    "叔母", "叔父", "父母", "祖父母", "両親", "父親", "母親", "里親", "兄弟", "姉妹", "長男",
    "次男", "三男", "長女", "次女", "三女", "従兄", "従弟", "従姉", "従妹", "家族", "保護者",
    "パパ", "ママ",
    // who works
    "医", "先生", "医師", "医者", "主治医", "担当医", "校医", "園医", "嘱託医", "看護師",
    "訪問看護師", "学校看護師", "担当看護師", "保健師", "担当保健師", "助産師", "薬剤師", "栄養士",
    "保育士", "介護士", "療法士", "理学療法士", "作業療法士", "言語聴覚士", "社会福祉士", "相談員",
    "相談支援専門員", "専門員", "支援員", "指導員", "調理員", "支援相談員", "職員", "係員",
    "事務員", "民生委員", "児童委員", "委員", "担当", "担当者", "業者", "運転手", "課長", "係長",
    "部長", "室長", "園長", "校長", "院長", "所長", "師長", "施設長", "センター長", "教頭", "教諭",
    "養護教諭", "店長", "社長", "会長", "理事長", "ヘルパー", "ドクター", "ナース", "ケアマネ",
    "ケアマネジャー", "ケアマネージャー", "コーディネーター", "スタッフ", "リハ", "PT", "OT", "ST",
    "SW", "MSW", "CW", "HW", "Ns", "NS",
    // where
    "園", "課", "局", "署", "社", "院", "県", "市", "町", "村", "学校", "小学校", "保育園",
    "幼稚園", "病院", "医院", "診療所", "薬局", "役場", "役所", "市役所", "町役場", "保健所",
    "事業所", "施設", "会社", "訪看", "訪問看護", "ステーション", "センター", "大家", "店",
    "電気屋", "薬屋",
    // anybody
    "皆", "客", "方", "者", "員", "師", "隣", "各", "諸", "相手", "先方", "本人", "友人", "近所",
    "利用者", "患者", "障害者", "当事者", "同僚", "上司", "部下", "会員", "業",
    // when: what may stand before a name
    "本日", "昨日", "今日", "明日", "翌日", "先日", "午前", "午後", "今朝", "昨夜", "電話", "訪問",
    "面談", "連絡"};
/// The same in kana, at the end of what stands before さん: long enough that no name ends so (さとう, けいこ do in
/// とう and こ).
constexpr std::string_view kEndsInKana[] = {
    "おかあ",   "おとう",   "おばあ",   "おじい",   "おにい",   "おねえ",   "いもうと",
    "おとうと", "せんせい", "ほいくし", "かんごし", "おいしゃ", "おきゃく", "ごりようしゃ"};
/// And those that are the whole of it: みなさん, たくさん.
constexpr std::string_view kWholeInKana[] = {"かあ", "とう",   "ばあ",   "じい",  "にい", "ねえ",
                                             "おば", "おじ",   "みな",   "たく",  "おく", "おこ",
                                             "あか", "いしゃ", "むすめ", "むすこ"};
/// 様 as a part of other words: at the end of them (仕様, 雨模様, 多種多様), or with nothing before (一様; 健一様 is
/// somebody).
constexpr std::string_view kEndsBeforeSama[] = {"同", "仕", "模", "異", "種多"};
constexpr std::string_view kWholeBeforeSama[] = {"有", "一", "左", "多"};

constexpr std::size_t kLongestName = 12, kLongestFront = 6;  // characters

bool is_hiragana(Character c) { return c >= 0x3041 && c <= 0x309f; }
bool is_letter(Character c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_of_a_name(Character c) {
    return is_kanji(c) || (c >= 0x30a1 && c <= 0x30fa) || c == 0x30fc || c == 0x3005 ||
           (c >= 0xff66 && c <= 0xff9f) || is_letter(c);
}
/// Between a family name and a given one.
bool is_between(Character c) { return c == ' ' || c == 0x3000 || c == 0x30fb || c == 0xff1d; }

/// The text by characters; at[i] is the byte where the i-th begins, the last its end.
struct Characters {
    std::vector<Character> all;
    std::vector<std::size_t> at{0};
    explicit Characters(std::string_view text) {
        for (std::size_t next = 0; next < text.size(); at.push_back(next))
            all.push_back(next_character(text, next));
    }
};

class Calling {
  public:
    explicit Calling(std::string_view text) : text_(text), c_(text) {}

    std::vector<Stretch> names() const {
        std::vector<Stretch> found;
        for (std::size_t i = 1; i < c_.all.size(); ++i) {
            const std::string_view rest = text_.substr(c_.at[i]);
            const auto by = std::ranges::find_if(
                kCalledBy, [&](std::string_view word) { return rest.starts_with(word); });
            if (by == kCalledBy.end() || is_within_a_word(i, *by)) continue;
            if (const Stretch name = name_before(i, *by); name.from < name.to)
                found.push_back({c_.at[name.from], c_.at[name.to]});
        }
        return found;
    }

  private:
    std::string_view words(std::size_t from, std::size_t to) const {
        return text_.substr(c_.at[from], c_.at[to] - c_.at[from]);
    }
    /// 様 and 君 are kanji themselves: in the middle of a word they call nobody.
    bool is_within_a_word(std::size_t i, std::string_view by) const {
        if (by.size() != 3) return false;
        if (i + 1 < c_.all.size() && is_kanji(c_.all[i + 1])) return true;
        if (by != "様") return false;
        const std::string_view before = words(run_before(i, kLongestName, is_of_a_name), i);
        const auto ends = [&](std::string_view end) { return before.ends_with(end); };
        return std::ranges::find(kWholeBeforeSama, before) != std::end(kWholeBeforeSama) ||
               (!before.ends_with("相模") && std::ranges::any_of(kEndsBeforeSama, ends));
    }
    template <class Is>
    std::size_t run_before(std::size_t to, std::size_t longest, Is is) const {
        std::size_t from = to;
        while (from > 0 && to - from < longest && is(c_.all[from - 1])) --from;
        return from;
    }

    /// By characters; empty when the words say what somebody is.
    Stretch name_before(std::size_t i, std::string_view by) const {
        const std::size_t to = is_between(c_.all[i - 1]) ? i - 1 : i;
        if (to > 0 && is_hiragana(c_.all[to - 1])) return in_kana(to, by);
        const std::size_t from = run_before(to, kLongestName, is_of_a_name);
        const std::size_t end = without_what(from, to);
        if (from == end) return {};
        return {end == to ? with_family_name(from) : from, end};
    }
    /// Where the name ends before a word that says what somebody is.
    std::size_t without_what(std::size_t from, std::size_t to) const {
        const std::string_view run = words(from, to);
        std::size_t longest = 0;
        for (std::string_view what : kSaysWhat)
            if (run == what || (what.size() > 3 && run.ends_with(what)))
                longest = std::max(longest, Characters(what).all.size());
        return to - longest;
    }
    /// 山本 健太さん: the whole of it, where a short word stands before that says nothing else.
    std::size_t with_family_name(std::size_t from) const {
        if (from < 2 || !is_between(c_.all[from - 1])) return from;
        const std::size_t front = run_before(from - 1, kLongestFront, is_of_a_name);
        const bool is_counted = front > 0 && c_.all[front - 1] < 0x80 && c_.all[front - 1] != ' ';
        if (front == from - 1 || is_counted || without_what(front, from - 1) != from - 1)
            return from;
        return front;
    }
    /// ゆうとくん, はなさん: from the particle before, where two characters are left.
    Stretch in_kana(std::size_t to, std::string_view by) const {
        if (by.size() == 3) return {};  // この様に
        std::size_t from = run_before(to, kLongestName, is_hiragana);
        const std::string_view run = words(from, to);
        if (std::ranges::any_of(kEndsInKana,
                                [&](std::string_view end) { return run.ends_with(end); }))
            return {};
        // A particle follows a word: at the very beginning (、はるなちゃん) it is a part of the name.
        const bool follows = from > 0 && is_of_a_name(c_.all[from - 1]);
        for (std::size_t i = to; i-- > from + (follows ? 0 : 1);)
            if (to - i > 2 && std::string_view("のはがをにともでへや").find(words(i, i + 1)) !=
                                  std::string_view::npos) {
                from = i + 1;
                break;
            }
        if (to - from < 2) return {};  // 薬はちゃんと飲む
        if (std::ranges::find(kWholeInKana, words(from, to)) != std::end(kWholeInKana)) return {};
        return {from, to};
    }

    std::string_view text_;
    Characters c_;
};

int digit_of(Character c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 0xff10 && c <= 0xff19) return c - 0xff10;
    return -1;
}

/// 2026-11-30
bool is_a_day(const std::string& digits, std::size_t dashes) {
    return dashes == 2 && digits.size() == 8 &&
           (digits.starts_with("19") || digits.starts_with("20"));
}

}  // namespace

bool is_called(std::string_view folded, std::size_t at) {
    const std::string_view rest = folded.substr(std::min(at, folded.size()));
    return std::ranges::any_of(kCalledBy,
                               [&](std::string_view word) { return rest.starts_with(fold(word)); });
}

std::vector<Stretch> called_names(std::string_view text) { return Calling(text).names(); }

std::vector<Stretch> long_numbers(std::string_view text) {
    const Characters c(text);
    std::vector<Stretch> found;
    for (std::size_t i = 0; i < c.all.size();) {
        std::string digits;
        std::size_t dashes = 0, end = i;
        for (std::size_t at = i; at < c.all.size(); ++at) {
            if (const int digit = digit_of(c.all[at]); digit >= 0)
                digits += char('0' + digit), end = at + 1;
            else if (is_dash(c.all[at]) && end == at && !digits.empty())
                ++dashes;
            else
                break;
        }
        if (digits.size() >= 9 || (digits.size() >= 6 && dashes > 0 && !is_a_day(digits, dashes)))
            found.push_back({c.at[i], c.at[end]});
        i = std::max(end, i + 1);
    }
    return found;
}

}  // namespace michi::consent
