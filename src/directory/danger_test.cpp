#include "directory/danger.hpp"

#include <gtest/gtest.h>

#include <iostream>

namespace michi::directory {
namespace {

struct Said {
    Danger danger;
    const char* words;
};

constexpr Danger kBody = Danger::body, kDespair = Danger::despair, kNone = Danger::none;

/// As people write it at night: politely, in kana, without a particle, in the past, about to happen. Composed for
/// this test; the first fifteen are those of the review that found the polite negative missing.
constexpr Said kSaid[] = {
    {kBody, "息をしていません"},
    {kBody, "息してません"},
    {kBody, "呼吸していません"},
    {kBody, "意識がありません"},
    {kBody, "反応がありません"},
    {kBody, "脈がありません"},
    {kBody, "呼んでも起きません"},
    {kBody, "目を覚ましません"},
    {kBody, "顔色が紫です"},
    {kBody, "人工呼吸器が止まりました"},
    {kBody, "酸素飽和度が60です"},
    {kDespair, "生きていたくありません"},
    {kDespair, "楽になりたいです"},
    {kDespair, "飛び降りたいです"},
    {kDespair, "手にかけてしまいそう"},
    {kBody, "さっきから息をせずにいます"},
    {kBody, "しばらく呼吸をしていませんでした"},
    {kBody, "いきをしてないみたい"},
    {kBody, "イキガデキテイマセン"},
    {kBody, "苦しそうで息ができなくて"},
    {kBody, "こきゅうがとまりそうです"},
    {kBody, "心臓が止まったようです"},
    {kBody, "意識なくなりました"},
    {kBody, "いしきが戻りません"},
    {kBody, "揺すっても目を開けません"},
    {kBody, "声をかけても返事をしなくて"},
    {kBody, "起こしても反応しませんでした"},
    {kBody, "くちびるがむらさきになっています"},
    {kBody, "顔が真っ青です"},
    {kBody, "けいれんが止まりません"},
    {kBody, "発作がおさまらなくて"},
    {kBody, "カニューレがぬけました"},
    {kBody, "喉につまったみたいです"},
    {kBody, "停電で呼吸器が動きません"},
    {kBody, "酸素濃縮器が止まって1時間たちます"},
    {kBody, "SpO2が７５％から上がりません"},
    {kBody, "サチュレーションが下がっています"},
    {kBody, "脈が触れません"},
    {kDespair, "死にたくなりました"},
    {kDespair, "シニタイ"},
    {kDespair, "消えてしまいたいです"},
    {kDespair, "もう生きていたくないんです"},
    {kDespair, "もう限界です。この子と一緒に逝きます"},
    {kDespair, "子どもを殺してしまいそうです"},
    {kDespair, "この子を道連れにするしかない"},
    {kDespair, "いなくなってしまいたかった"},
    {kDespair, "生きていけません"},
    {kDespair, "死んだほうが楽だと思います"},
    // Written without the rules in view, and seen by them once: 22 of these 32 were known at first.
    {kBody, "子どもが呼吸してないです"},
    {kBody, "赤ちゃんが息しなくなった"},
    {kBody, "呼吸が止まってしまいました"},
    {kBody, "全然反応してくれません"},
    {kBody, "意識がなかったです"},
    {kBody, "意識がないんです"},
    {kBody, "ずっと目を覚ましてくれません"},
    {kBody, "唇が紫色になってきた"},
    {kBody, "顔色が真っ白でぐったり"},
    {kBody, "痰が詰まって呼吸ができない様子"},
    {kBody, "酸素が60%台まで落ちています"},
    {kBody, "SpO2 82 しかない"},
    {kBody, "人工呼吸器のアラームが鳴って止まってしまった"},
    {kBody, "気管切開のチューブが抜けた"},
    {kDespair, "もう消えたくてたまらない"},
    {kDespair, "死ぬことばかり考えています"},
    {kDespair, "この子と死にたい"},
    {kDespair, "ベランダから飛び降りようと思っています"},
    {kDespair, "首をしめそうになりました"},
    {kDespair, "生きていても仕方がない"},
    {kDespair, "生きている意味がわかりません"},
    {kDespair, "死んでしまいたくなります"},
    {kDespair, "子どもの口をふさいでしまいそう"},
    {kBody, "心臓がとまってる"},
    {kBody, "息をしているかわかりません"},
    {kBody, "my child is not breathing"},
    {kDespair, "死 に た い"},
    {kDespair, "I want to die"},
    {kDespair, "祖母が死にたくなるほど疲れたと"},
    {kDespair, "夫に殺される"},
    {kDespair, "心中しようと思う"},
    {kDespair, "首を絞めてしまった"},
    {kNone, "息がぴったり合う先生です"},
    {kNone, "呼吸器の加算について"},
    {kNone, "反応が遅い市役所"},
    {kNone, "意識調査のお願い"},
    {kNone, "酸素飽和度計を借りたい"},
    {kNone, "発作は止まりました"},
    {kNone, "顔が見える関係"},
    {kNone, "心臓の手術が終わりました"},
    {kNone, "呼吸が合わない"},
    {kNone, "脈絡がない話ですみません"},
    {kNone, "目をさまして笑うようになりました"},
    {kNone, "生き方を考えたい"},
    {kNone, "楽になる方法"},
    {kNone, "人工呼吸器から離脱できました"},
    {kNone, "消えない不安"},
    {kNone, "飛び降りるような勢いで走る"},
    {kNone, "息の長い支援"},
    {kNone, "けいれんの薬について"},
    {kNone, "顔色もよくなりました"},
    {kNone, "意識がはっきりしています"},
    // Harmless.
    {kNone, "息が止まるほどきれいな夕日でした"},
    {kNone, "死ぬほど忙しいです"},
    {kNone, "呼吸器の電池の相談です"},
    {kNone, "息ができないほど笑いました"},
    {kNone, "人工呼吸器を使っている子の保育園を探しています"},
    {kNone, "人工呼吸はしていません"},
    {kNone, "休息ができません"},
    {kNone, "喘息が止まらず受診しました"},
    {kNone, "問題意識がないと言われました"},
    {kNone, "人脈がありません"},
    {kNone, "停電で呼吸器が止まったときの備えを知りたい"},
    {kNone, "呼吸器が止まるのが心配です"},
    {kNone, "カニューレが抜けた場合の研修をお願いします"},
    {kNone, "SpO2は98％で落ち着いています"},
    {kNone, "酸素飽和度は95以上あります"},
    {kNone, "朝なかなか起きません"},
    {kNone, "まだ返事がありません"},
    {kNone, "必死の毎日です"},
    {kNone, "息抜きができる場所はありますか"},
    {kNone, "息子をあずけたい"},
    {kNone, "生きがいを見つけたい"},
    {kNone, "心中お察しします"},
    {kNone, "もっと手をかけたいのに時間がありません"},
    {kNone, "手続きが止まっています"},
    {kNone, "就学の相談をしたいです"},
    {kNone, "夜の吸引で眠れていません"},
    {kNone, "お金がたりません"},
    {kNone, "酸素ボンベを運ぶ人がいません"},
    {kNone, "きょうだいの送り迎えができません"},
    {kNone, "呼吸リハビリをしてくれる所"},
    {kNone, "窓口が悪いと思います"},
    {kNone, "目を離せません"},
    {kNone, "青い車いすを使っています"},
    {kNone, "訪問看護が消えた町"},
    {kNone, "死亡診断書ではなく診断書がほしい"},
    {kNone, "反応がよくて楽しそうです"},
    {kNone, "脈拍を測る機械"},
    {kNone, "意識して休むようにしています"},
};

/// Recall is held, since a miss stays among the ordinary; each miss and each false alarm is named.
TEST(Danger, is_known_however_its_verb_ends) {
    int dangers = 0, known = 0, harmless = 0, false_alarms = 0;
    for (const auto& [danger, words] : kSaid) {
        const Danger read = danger_in(words);
        ++(danger == kNone ? harmless : dangers);
        if (danger != kNone && read != kNone) ++known;
        if (danger != kNone && read == kNone) std::cout << "missed: " << words << "\n";
        if (danger == kNone && read != kNone) {
            ++false_alarms;
            std::cout << "false alarm: " << words << "\n";
        }
        EXPECT_TRUE(danger == kNone || read == kNone || read == danger) << words;
    }
    EXPECT_GE(dangers, 40);
    EXPECT_GE(harmless, 36);
    EXPECT_GE(known * 100, dangers * 95) << known << " of " << dangers;
    EXPECT_LE(false_alarms * 100, harmless * 5) << false_alarms << " of " << harmless;
}

/// Every verb in every ending: a rule, not rows.
TEST(Danger, of_every_not_is_the_same) {
    for (const char* said : {"息をし", "呼吸し", "息ができ"})
        for (const char* ending : {"ない", "ません", "なかった", "ませんでした", "なくて", "ずに",
                                   "ていない", "てない", "ていません", "てません", "ていなかった",
                                   "ていませんでした", "ておらず", "ておりません"})
            EXPECT_EQ(danger_in(std::string(said) + ending), kBody) << said << ending;
    for (const char* ending : {"った", "りました", "って", "っています", "りそう", "りそうです",
                               "ってしまった", "ってしまいました", "りかけています"})
        EXPECT_EQ(danger_in(std::string("呼吸が止ま") + ending), kBody) << ending;
    for (const char* ending : {"たい", "たいです", "たくなる", "たくて", "たかった", "たいと思う"})
        EXPECT_EQ(danger_in(std::string("飛び降り") + ending), kDespair) << ending;
    for (const char* breath : {"息をしながら", "呼吸をしている", "意識があります", "呼吸器"})
        EXPECT_EQ(danger_in(breath), kNone) << breath;
}

}  // namespace
}  // namespace michi::directory
