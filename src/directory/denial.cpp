#include "directory/denial.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "base/fold.hpp"
#include "base/text.hpp"

namespace michi::directory {
namespace {

using Forms = std::vector<std::string>;

Forms folded_of(std::string_view forms) {
    Forms all;
    while (!forms.empty()) {
        const std::size_t end = std::min(forms.find(' '), forms.size());
        all.push_back(fold(forms.substr(0, end)));
        forms.remove_prefix(std::min(end + 1, forms.size()));
    }
    return all;
}

/// The longest of them that the text begins with; 0: none.
std::size_t begins_with(std::string_view text, const Forms& forms) {
    std::size_t length = 0;
    for (const std::string& form : forms)
        if (text.starts_with(form)) length = std::max(length, form.size());
    return length;
}

const Forms& particles() {
    static const Forms made = folded_of("は が も を の");
    return made;
}

constexpr int kGrown = 18;        // of somebody named before the age
constexpr int kGrownBehind = 25;  // 「20歳の母」 may be the mother of one who is 20
constexpr int kSmall = 7;

const Forms& relations() {
    static const Forms made = folded_of(
        "母 父 母親 父親 祖母 祖父 おばあちゃん おじいちゃん ばあちゃん じいちゃん ばあば じいじ 夫 妻 主人 旦那 "
        "私 わたし 自分 パパ ママ お母さん お父さん おかあさん おとうさん 義母 義父 両親 親 介護者");
    return made;
}

}  // namespace

Denial denial_behind(std::string_view folded) {
    static const Forms all = folded_of(
        "以外 いがい いらない いりません 要らない 要りません 不要 必要ない 必要ありません "
        "必要はない なくていい なくてよい なくてもいい なくてもよい なくても大丈夫 なくて大丈夫 じゃなく ではなく でなく");
    static const Forms none = folded_of("なし 無し なしで 無しで なしでも なしでいい なしでよい");
    static const Forms more = folded_of("て です");
    const std::size_t particle = begins_with(folded, particles());
    for (const std::size_t skip : {std::size_t{0}, particle}) {
        const std::string_view rest = folded.substr(skip);
        if (std::size_t length = begins_with(rest, all)) {
            while (const std::size_t tail = begins_with(rest.substr(length), more)) length += tail;
            return {skip + length, false};
        }
        if (const std::size_t length = begins_with(rest, none)) return {skip + length, true};
    }
    static const Forms verb =
        folded_of("なくていい なくてよい なくてもいい なくてもよい なくても大丈夫 なくて大丈夫");
    static const Forms endings = folded_of("ら わ か さ ま べ け せ");
    const std::size_t ending = begins_with(folded, endings);  // 泊まらなくていい
    if (ending == 0) return {};
    const std::size_t length = begins_with(folded.substr(ending), verb);
    return {length == 0 ? 0 : ending + length, false};
}

bool is_of_a_person(std::string_view folded) {
    static const Forms titles = folded_of(
        "さん 先生 様 さま 氏 ちゃん くん 君 です と申 といいます と言います と名乗 ともうし");
    static const Forms subject = folded_of("が");
    static const Forms places = folded_of("がいい が近 がよ");  // 「花岡が近い」
    if (begins_with(folded, titles) > 0) return true;
    return begins_with(folded, subject) > 0 && begins_with(folded, places) == 0;
}

bool is_of_another(std::string_view before, std::string_view behind, int years) {
    const auto ends_with = [&](const std::string& relation) {
        if (before.ends_with(relation)) return true;
        return std::ranges::any_of(particles(), [&](const std::string& particle) {
            return before.ends_with(relation + particle);
        });
    };
    if (years >= kGrown && std::ranges::any_of(relations(), ends_with)) return true;
    static const Forms links = folded_of("の になる になった");
    return years >= kGrownBehind &&
           begins_with(behind.substr(begins_with(behind, links)), relations()) > 0;
}

std::optional<int> bounded(int years, std::string_view behind) {
    static const Forms below = folded_of("未満");
    static const Forms up_to = folded_of("以下 まで");
    if (begins_with(behind, up_to) > 0) return std::nullopt;
    if (begins_with(behind, below) == 0) return years;
    return years <= kSmall ? std::optional(years - 1) : std::nullopt;
}

}  // namespace michi::directory
