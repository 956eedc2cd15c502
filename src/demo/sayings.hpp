// What families, offices and the Centre say to each other in the demonstration, each only of a child of whom it
// can be said: by the age on that day, and by where the child is.
#pragma once

#include <array>
#include <string_view>

namespace michi::demo {

enum class Where { anywhere, home, ward };

/// Whole years at which something is said of a child: `from` and older, younger than `below`.
struct Ages {
    int from{0}, below{100};
};

/// Of whom something can be said.
struct Fits {
    Ages ages{};
    Where where{Where::anywhere};
};

inline bool fits(const Fits& of, int age, bool in_ward) {
    return age >= of.ages.from && age < of.ages.below &&
           (of.where == Where::anywhere || (of.where == Where::ward) == in_ward);
}

/// A consultation about a child: in the words of the family, in those of an office, and the next step.
struct Talk {
    std::string_view topic;
    Fits of;
    std::string_view family, office, next;
};
inline constexpr std::array kTalks{
    Talk{"nursery",
         {{0, 6}},
         "来年度から保育園に入れたい。看護師のいる園がどこにあるのか知りたい。",
         "保育所の利用を希望しているご家庭がある。看護師のいる園の見通しを知りたい。",
         "市に園の見通しを聞く"},
    Talk{"respite",
         {{0, 100}, Where::home},
         "短期入所を使いたいが、人工呼吸器だと断られた。預けられるところはないか。",
         "家族の休息のため短期入所を考えている。医療的ケアに対応できる事業所を知りたい。",
         "短期入所の受け入れを電話で確かめる"},
    Talk{"night_care",
         {{0, 100}, Where::home},
         "夜間の吸引が続き、眠れていない。夜に来てもらえる訪問看護をさがしている。",
         "夜間のケアで家族の疲れが見える。夜に訪問できる事業所を紹介してほしい。",
         "夜間対応の訪問看護に聞く"},
    Talk{"discharge",
         {{0, 100}, Where::ward},
         "来月退院と言われた。家での暮らしの準備を何から始めればよいか。",
         "退院の時期を調整している。地域の訪問診療と訪問看護を一緒に考えてほしい。",
         "退院前の打合せの日を決める"},
    Talk{"school",
         {{4, 6}},
         "就学先を迷っている。付き添いがいると言われ、仕事を続けられるか心配。",
         "来年度の就学に向けて、看護師の配置と家族の付き添いについて相談したい。",
         "教育委員会に就学相談の流れを聞く"},
    Talk{"school",
         {{6, 18}},
         "通学に毎日付き添っている。学校に看護師を置いてもらえるのか知りたい。",
         "通学の付き添いについて、家族の負担を軽くする方法を一緒に考えてほしい。",
         "学校に看護師の配置を聞く"},
    Talk{"sibling",
         {{0, 100}, Where::anywhere},
         "きょうだいに関わる時間がとれない。上の子が我慢している。",
         "きょうだいの様子が気になる。家族で使えるものを知りたい。",
         "きょうだい会の予定を伝える"},
    Talk{"money",
         {{0, 100}, Where::anywhere},
         "手当や助成で使えるものがあるか、まとめて知りたい。",
         "使える手当や助成を、家族に漏れなく伝えたい。",
         "使える制度の一覧を送る"},
    Talk{"adulthood",
         {{15, 100}},
         "18歳をすぎた後、日中どこで過ごせるのか先々の見通しがほしい。",
         "卒業後の日中の場について、見学できる事業所を知りたい。",
         "生活介護の見学日を調整する"},
    Talk{"disaster",
         {{0, 100}, Where::home},
         "停電のときの電源と避難先を決めておきたい。",
         "人工呼吸器や吸引器を使うご家庭の、停電時の備えを確かめたい。",
         "市の防災担当に個別避難計画のことを聞く"},
    Talk{"work",
         {{0, 18}, Where::home},
         "仕事と育児の両立がむずかしく、辞めるしかないのかと思う。",
         "家族が仕事を続けられるよう、使える預け先を一緒に考えてほしい。",
         "使える預け先の候補を母に伝える"},
};

struct AreaTalk {
    std::string_view topic, words;
};
inline constexpr std::array kAreaTalks{
    AreaTalk{"community", "学校に看護師を置くときの手順と、ほかの市の例を教えてほしい。"},
    AreaTalk{"community", "3号研修の受け方を事業所から聞かれた。"},
    AreaTalk{"community",
             "協議の場で、来年度の短期入所の見通しを話し合いたい。資料になる数字はあるか。"},
    AreaTalk{"community", "相談支援専門員から、退院前の会議への入り方を聞かれた。"},
    AreaTalk{"school", "校外学習に看護師が付き添うときの決まりを確かめたい。"},
    AreaTalk{"nursery", "園で医療的ケアを始めるときのガイドラインをつくりたい。"},
    AreaTalk{"disaster", "人工呼吸器を使う方の個別避難計画を、どの順に進めればよいか。"},
    AreaTalk{"respite", "空きのある短期入所がなく、圏域で何ができるか相談したい。"},
};

/// An entry of the course: how, with whom (the mark is theirs), and what was said.
struct Note {
    std::string_view kind, side;
    Fits of;
    std::string_view text;
};
inline constexpr std::array kNotes{
    Note{"phone",
         "f",
         {{0, 100}, Where::home},
         "母に電話。体調は落ち着いている。夜の吸引は2回ほど。次回は月末に様子を聞く。"},
    Note{"phone",
         "o",
         {{0, 100}, Where::home},
         "訪問看護ステーションと電話。週2回を3回にできるかは来月の勤務を見て返事をもらう。"},
    Note{
        "visit",
        "f",
        {{0, 100}, Where::home},
        "家庭訪問。機器の置き場所と電源を一緒に確かめた。外部バッテリーの予備を検討したいとのこと。"},
    Note{"phone", "m", {{0, 6}}, "市の担当と電話。保育所の利用調整会議の日程を確認した。"},
    Note{"phone", "m", {{6, 100}}, "市の担当と電話。支給決定の更新の時期と書類を確認した。"},
    Note{"phone",
         "o",
         {{0, 100}, Where::ward},
         "退院支援看護師から連絡。退院後の訪問診療の候補を2か所聞いた。"},
    Note{"phone",
         "f",
         {{0, 100}, Where::ward},
         "母に電話。病棟で吸引と注入の練習を始めた。家の改修は来月の見込み。"},
    Note{"phone", "f", {{0, 18}}, "父から電話。きょうだいの行事と重なる日の預け先をさがしている。"},
    Note{"phone",
         "o",
         {{6, 18}},
         "学校の看護職員と電話。校外学習の日の付き添いと、注入の時刻を確かめた。"},
    Note{"meeting",
         "o",
         {{17, 100}},
         "卒業後の日中の場について話し合い。生活介護の事業所を2か所見学することになった。"},
};

/// What somebody else has to do next about a child.
struct Turn {
    std::string_view side;
    Fits of;
    std::string_view what;
};
inline constexpr std::array kTurns{
    Turn{"m", {{0, 6}}, "園の受け入れの見通しを返事する"},
    Turn{"m", {{4, 6}}, "就学相談の日程を知らせる"},
    Turn{"m", {{6, 18}}, "通学の支援の見通しを返事する"},
    Turn{"m", {{0, 100}, Where::home}, "個別避難計画の打合せの日を決める"},
    Turn{"m", {{0, 100}}, "日常生活用具の対象になるか調べる"},
    Turn{"o", {{0, 100}, Where::home}, "週3回の訪問にできるか返事する"},
    Turn{"o", {{0, 100}, Where::ward}, "退院後の訪問の回数を返事する"},
    Turn{"o", {{0, 100}, Where::home}, "夜間の訪問の見通しを返事する"},
    Turn{"f", {{0, 100}}, "受給者証の更新の書類を出す"},
    Turn{"f", {{0, 6}}, "園の見学の希望日を知らせる"},
    Turn{"f", {{16, 100}}, "生活介護の見学の希望日を知らせる"},
};

}  // namespace michi::demo
