// Names and sentences of the demonstration; none belongs to a real person or place.
#pragma once

#include <array>
#include <string_view>

namespace michi::demo {

struct Name {
    std::string_view kanji, kana;
};

inline constexpr std::array kFamilyNames{
    Name{"西村", "にしむら"},   Name{"森下", "もりした"}, Name{"高瀬", "たかせ"},
    Name{"長谷川", "はせがわ"}, Name{"井口", "いぐち"},   Name{"渡邊", "わたなべ"},
    Name{"髙橋", "たかはし"},   Name{"青木", "あおき"},   Name{"石田", "いしだ"},
    Name{"上野", "うえの"},     Name{"岡部", "おかべ"},   Name{"片山", "かたやま"},
    Name{"菊池", "きくち"},     Name{"小林", "こばやし"}, Name{"近藤", "こんどう"},
    Name{"坂本", "さかもと"},   Name{"柴田", "しばた"},   Name{"杉山", "すぎやま"},
    Name{"関口", "せきぐち"},   Name{"田村", "たむら"},   Name{"千葉", "ちば"},
    Name{"辻", "つじ"},         Name{"中島", "なかじま"}, Name{"野口", "のぐち"},
    Name{"浜田", "はまだ"},     Name{"平野", "ひらの"},   Name{"藤井", "ふじい"},
    Name{"堀", "ほり"},         Name{"松尾", "まつお"},   Name{"宮﨑", "みやざき"},
    Name{"村上", "むらかみ"},   Name{"矢野", "やの"},     Name{"山口", "やまぐち"},
    Name{"横山", "よこやま"},   Name{"吉田", "よしだ"},   Name{"和田", "わだ"},
};
inline constexpr std::array kGivenNames{
    Name{"さくら", "さくら"}, Name{"蓮", "れん"},     Name{"湊", "みなと"},
    Name{"陽向", "ひなた"},   Name{"結菜", "ゆな"},   Name{"大翔", "ひろと"},
    Name{"葵", "あおい"},     Name{"悠真", "ゆうま"}, Name{"凛", "りん"},
    Name{"樹", "いつき"},     Name{"芽依", "めい"},   Name{"律", "りつ"},
    Name{"紬", "つむぎ"},     Name{"朝陽", "あさひ"}, Name{"詩", "うた"},
    Name{"碧", "あお"},       Name{"莉子", "りこ"},   Name{"颯太", "そうた"},
    Name{"美月", "みつき"},   Name{"奏", "かなで"},   Name{"千尋", "ちひろ"},
    Name{"岳", "がく"},       Name{"小春", "こはる"}, Name{"晴", "はる"},
};

struct Talk {
    std::string_view topic, words, next;
};
inline constexpr std::array kTalks{
    Talk{"nursery", "来年度から保育園に入れたい。看護師のいる園がどこにあるのか知りたい。",
         "市に園の見通しを聞く"},
    Talk{"respite", "短期入所を使いたいが、人工呼吸器だと断られた。預けられるところはないか。",
         "短期入所の受け入れを電話で確かめる"},
    Talk{"night_care", "夜間の吸引が続き、眠れていない。夜に来てもらえる訪問看護をさがしている。",
         "夜間対応の訪問看護に聞く"},
    Talk{"discharge", "来月退院と言われた。家での暮らしの準備を何から始めればよいか。",
         "退院前の打合せの日を決める"},
    Talk{"school", "就学先を迷っている。付き添いがいると言われ、仕事を続けられるか心配。",
         "教育委員会に就学相談の流れを聞く"},
    Talk{"sibling", "きょうだいに関わる時間がとれない。上の子が我慢している。",
         "きょうだい会の予定を伝える"},
    Talk{"money", "手当や助成で使えるものがあるか、まとめて知りたい。", "使える制度の一覧を送る"},
    Talk{"adulthood", "18歳をすぎた後、日中どこで過ごせるのか先々の見通しがほしい。",
         "生活介護の見学日を調整する"},
    Talk{"disaster", "停電のときの電源と避難先を決めておきたい。",
         "市の防災担当に個別避難計画のことを聞く"},
    Talk{"work", "仕事と育児の両立がむずかしく、辞めるしかないのかと思う。",
         "使える預け先の候補を母に伝える"},
};
inline constexpr std::array kAreaTalks{
    Talk{"community", "学校に看護師を置くときの手順と、ほかの市の例を教えてほしい。",
         "好事例を送る"},
    Talk{"community", "3号研修の受け方を事業所から聞かれた。", "研修の日程を伝える"},
};
inline constexpr std::array<std::string_view, 6> kNotes{
    "母に電話。体調は落ち着いている。夜の吸引は2回ほど。次回は月末に様子を聞く。",
    "訪問看護ステーションと電話。週2回を3回にできるかは来月の勤務を見て返事をもらう。",
    "家庭訪問。機器の置き場所と電源を一緒に確かめた。外部バッテリーの予備を検討したいとのこと。",
    "市の担当と電話。利用調整会議の日程を確認した。",
    "退院支援看護師から連絡。退院後の訪問診療の候補を2か所聞いた。",
    "父から電話。きょうだいの行事と重なる日の預け先をさがしている。",
};

}  // namespace michi::demo
