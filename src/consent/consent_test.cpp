// When an answer counts, what may be recorded, what a set of answers opens, and what names a child:
// the rules, by tables.
#include "consent/consent.hpp"

#include <gtest/gtest.h>

#include <set>

namespace michi::consent {
namespace {

const Date kToday = *Date::from_ymd(2026, 11, 25);

// ---- a table of days ----
struct Day {
    const char* what;
    Answer answer;
    std::optional<int> ends_in;  // days from today
    State state;
};
const Day kDays[] = {
    {"nothing was asked", Answer::not_asked, {}, State::not_asked},
    {"nothing was asked, whatever day stands there", Answer::not_asked, 10, State::not_asked},
    {"no", Answer::no, {}, State::no},
    {"no has no end", Answer::no, -1, State::no},
    {"yes without an end", Answer::yes, {}, State::yes},
    {"yes until tomorrow", Answer::yes, 1, State::yes},
    {"yes until today: the last day counts", Answer::yes, 0, State::yes},
    {"yes until yesterday", Answer::yes, -1, State::ended},
    {"yes until a year ago", Answer::yes, -365, State::ended},
};

Cell cell_of(const Day& day) {
    Cell cell;
    cell.answer = day.answer;
    if (day.ends_in) cell.expires = kToday + *day.ends_in;
    return cell;
}

TEST(Consent, of_a_day_is_that_of_the_table) {
    for (const Day& day : kDays) EXPECT_EQ(state(cell_of(day), kToday), day.state) << day.what;
}

TEST(Consent, ends_once_and_does_not_come_back) {
    for (const Day& day : kDays)
        for (int later = 0; later < 800; ++later)
            if (state(cell_of(day), kToday + later) == State::ended) {
                EXPECT_EQ(state(cell_of(day), kToday + later + 1), State::ended) << day.what;
            }
}

TEST(Consent, is_shown_as_what_it_opens) {
    for (const Day& day : kDays) {
        Receiver receiver;
        for (auto& cell : receiver.cells) cell = cell_of(day);
        const Mask open = consented(receiver, kToday);
        EXPECT_EQ(open, day.state == State::yes ? kConsented : Mask{}) << day.what;
        for (std::size_t i = 0; i < kCategories.size(); ++i)
            EXPECT_EQ(answers_on(receiver, kToday)[i] == "yes", has(open, kCategories[i].field))
                << day.what;
    }
}

TEST(Consent, to_records_opens_nothing_while_the_name_may_not_be_told) {
    for (const Day& day : kDays) {
        Receiver receiver;
        receiver.cells[0] = cell_of(day);  // identity
        receiver.cells[4].answer = Answer::yes;
        EXPECT_EQ(has(consented(receiver, kToday), Field::notes), day.state == State::yes)
            << day.what;
        EXPECT_EQ(answers_on(receiver, kToday)[4], day.state == State::yes ? "yes" : "no")
            << day.what;
    }
}

TEST(Consent, has_one_category_for_each_field_that_hangs_on_it) {
    Mask all = 0;
    std::set<std::string_view> ids;
    for (const Category& category : kCategories) {
        EXPECT_FALSE(has(all, category.field)) << category.id;
        all = all | category.field;
        ids.insert(category.id);
        EXPECT_EQ(mask_of(category.id), Mask(category.field));
    }
    EXPECT_EQ(all, kConsented);
    EXPECT_EQ(ids.size(), kCategories.size());
    for (int set = 0; set < 32; ++set) {
        Mask mask = 0;
        for (int i = 0; i < 5; ++i)
            if (set >> i & 1) mask = mask | kCategories[std::size_t(i)].field;
        EXPECT_EQ(mask_of(ids_of(mask)), mask);
    }
}

TEST(Consent, is_graded_by_what_it_opens) {
    EXPECT_EQ(grade(0), Consent::none);
    EXPECT_EQ(grade(Mask(Field::notes)), Consent::none) << "records alone open nothing";
    EXPECT_EQ(grade(Mask(Field::identity)), Consent::partial);
    EXPECT_EQ(grade(kConsented), Consent::full);
}

// ---- what may be recorded ----
Said said() {
    Said one{.case_id = {1},
             .organisation = {2},
             .answers = {},
             .basis = "oral",
             .speaker = "mother",
             .heard_by = {3},
             .expires = {}};
    answer_all(one, Mask(Field::medical), Answer::yes);
    return one;
}

struct Wrong {
    const char* field;
    void (*spoil)(Said&);
};
const Wrong kWrong[] = {
    {"organisation", [](Said& s) { s.organisation = {}; }},
    {"categories", [](Said& s) { s.answers = {}; }},
    {"speaker", [](Said& s) { s.speaker = ""; }},
    {"speaker", [](Said& s) { s.speaker = "neighbour"; }},
    {"basis", [](Said& s) { s.basis = ""; }},
    {"basis", [](Said& s) { s.basis = "migration"; }},
    {"heard_by", [](Said& s) { s.heard_by = {}; }},
    {"expires", [](Said& s) { s.expires = kToday; }},
    {"expires", [](Said& s) { s.expires = kToday + -1; }},
    {"expires", [](Said& s) { s.expires = kToday + -4000; }},
};

TEST(Recording, refuses_each_wrong_field_with_a_sentence_at_it) {
    EXPECT_FALSE(reasons_not_to_record(said(), kToday).any());
    for (const Wrong& wrong : kWrong) {
        Said one = said();
        wrong.spoil(one);
        const Refusals no = reasons_not_to_record(one, kToday);
        ASSERT_EQ(no.items.size(), 1U) << wrong.field;
        EXPECT_EQ(no.items[0].field, wrong.field);
        EXPECT_FALSE(word_text(no.items[0].word, Lang::ja).empty());
    }
}

TEST(Recording, needs_nobody_who_heard_what_is_in_writing) {
    Said one = said();
    one.basis = "paper";
    one.heard_by = {};
    EXPECT_FALSE(reasons_not_to_record(one, kToday).any());
    one.expires = kToday + 1;
    EXPECT_FALSE(reasons_not_to_record(one, kToday).any());
}

TEST(Recording, takes_every_speaker_of_the_list) {
    for (const auto& relation : record::kRelations) {
        Said one = said();
        one.speaker = relation.id;
        EXPECT_FALSE(reasons_not_to_record(one, kToday).any()) << relation.id;
    }
}

// ---- what names a child ----
record::CaseBrief child() {
    record::CaseBrief brief;
    brief.id = {238};
    brief.kanji = "佐伯 陽向";
    brief.kana = "さえき ひなた";
    brief.birth = Date::from_ymd(2023, 11, 3);
    brief.municipality = "352012";
    return brief;
}

Names names() {
    record::Family mother;
    mother.name = "松本 舞子";
    mother.kana = "まつもと まいこ";
    mother.phone = "090-0000-4417";
    return Names(child(), {mother});
}

struct Typed {
    const char* text;
    bool names;
};
const Typed kTyped[] = {
    {"三歳のお子さんの園を探しています。", false},
    {"佐伯さんの件です。", true},
    {"陽向ちゃんは元気です。", true},
    {"佐伯陽向", true},
    {"佐 伯　陽 向", true},
    {"サエキさん", true},
    {"ｻｴｷ ﾋﾅﾀ", true},
    {"ひなたちゃんの吸引", true},
    {"お母さん（松本）へ", true},
    {"まいこさんに聞いた", true},
    {"電話は 090-0000-4417 です", true},
    {"０９０（００００）４４１７", true},
    {"09000004417", true},
    {"090-0000-4418", false},
    {"4417", false},
    {"2026年11月25日、3歳、人工呼吸器", false},
    {"", false},
};

TEST(Names, of_a_child_and_its_family_are_found_however_they_are_typed) {
    for (const Typed& typed : kTyped)
        EXPECT_EQ(!names().found_in(typed.text).empty(), typed.names) << typed.text;
}

TEST(Names, are_said_as_they_stand_in_the_record) {
    EXPECT_EQ(names().found_in("ｻｴｷさん"), "さえき");
    EXPECT_EQ(names().found_in("０９０００００４４１７"), "09000004417");
}

TEST(Names, that_nobody_has_are_found_nowhere) {
    const record::CaseBrief nobody;
    EXPECT_EQ(Names(nobody, {}).found_in("佐伯 陽向 090-0000-4417"), "");
    record::CaseBrief one = child();
    one.kanji = "林 葵";
    one.kana = "";
    EXPECT_EQ(Names(one, {}).found_in("林間学校の葵の間"), "") << "one character is no name";
    EXPECT_EQ(Names(one, {}).found_in("林葵さん"), "林 葵");
}

struct Hidden {
    const char *typed, *shown;
};
const Hidden kHiddenWords[] = {
    {"北浜市から届いた途中経過を、母へ折り返す", "北浜市から届いた途中経過を、母へ折り返す"},
    {"佐伯さんへ折り返す", "○○さんへ折り返す"},
    {"さえきひなたちゃんの園", "○○ちゃんの園"},
    {"ｻｴｷ ﾋﾅﾀの件", "○○の件"},
    {"佐伯　陽向（松本 舞子）", "○○（○○）"},
    {"母（090-0000-4417）に電話", "母（○○）に電話"},
    {"０９０−１２３４−５６７８へ", "○○へ"},
    {"田中さんに聞く", "○○さんに聞く"},
    {"兄の蓮くんの行事", "兄の○○くんの行事"},
    {"お母さん、お子さん、看護師さん、業者さん、赤ちゃん",
     "お母さん、お子さん、看護師さん、業者さん、赤ちゃん"},
    {"様子を聞く。仕様と模様。同様に。", "様子を聞く。仕様と模様。同様に。"},
    {"母の様子、生活様式", "母の様子、生活様式"},
    {"田中洋子さんに折り返す", "○○さんに折り返す"},
    {"緒方さん、土屋さん、本多さん、麻生さん、花園さん、相模様、本多様",
     "○○さん、○○さん、○○さん、○○さん、○○さん、○○様、○○様"},
    {"山本 健太さんから電話", "○○さんから電話"},
    {"山本　健太 さんから電話", "○○ さんから電話"},
    {"田中 さんへ", "○○ さんへ"},
    {"本日 田中さんへ", "本日 ○○さんへ"},
    {"5月3日 田中さんへ", "5月3日 ○○さんへ"},
    {"兄のゆうとくん、はなさんと、ののかちゃん", "兄の○○くん、○○さんと、○○ちゃん"},
    {"ﾀﾅｶさん、アレクサンドラさん、マリア・サントスさん", "○○さん、○○さん、○○さん"},
    {"山田看護師さん、訪問看護師さん、若葉市役所さん、PTさん",
     "○○看護師さん、訪問看護師さん、○○市役所さん、PTさん"},
    {"おばあちゃん、お兄ちゃん、みなさん、たくさん、薬はちゃんと飲む、この様に",
     "おばあちゃん、お兄ちゃん、みなさん、たくさん、薬はちゃんと飲む、この様に"},
    {"多種多様、仕様書、雨模様、皆様、お客様、利用者様",
     "多種多様、仕様書、雨模様、皆様、お客様、利用者様"},
    {"さとうさん、いとうちゃん、けいこさん、はるなちゃん、あかりちゃん",
     "○○さん、○○ちゃん、○○さん、○○ちゃん、○○ちゃん"},
    {"健一様、雄一様、一様に、おかあさん、弟のおとうとさん、いもうとさん、おくさん",
     "○○様、○○様、一様に、おかあさん、弟のおとうとさん、いもうとさん、おくさん"},
    {"FAX 0834-22-1234、市内は22-1234", "FAX ○○、市内は○○"},
    {"2026-11-30に、0歳から18歳、10-20人、医療型3550200011",
     "2026-11-30に、0歳から18歳、10-20人、医療型○○"},
    {"12月4日(金) 10:00 2歳4か月", "12月4日(金) 10:00 2歳4か月"},
    {"", ""},
};

TEST(Names, are_hidden_in_words_that_stay_readable) {
    for (const Hidden& one : kHiddenWords) EXPECT_EQ(names().without(one.typed), one.shown);
}

TEST(Names, of_one_character_are_hidden_where_somebody_is_called_by_them) {
    record::CaseBrief one = child();
    one.kanji = "辻 律";
    one.kana = "つじ りつ";
    const Names these(one, {});
    EXPECT_EQ(these.without("律くんと法律の話。辻 律、つじさん"), "○○くんと法律の話。○○、○○さん");
    EXPECT_EQ(Names(record::CaseBrief{}, {}).without("園と話す。"), "園と話す。");
}

TEST(Names, of_one_character_are_found_where_somebody_is_called_by_them) {
    record::CaseBrief one = child();
    one.kanji = "辻 律";
    one.kana = "つじ りつ";
    record::Family mother;
    mother.name = "辻 葵";
    const Names these(one, {mother});
    EXPECT_EQ(these.found_in("律くんの短期入所"), "律");
    EXPECT_EQ(these.found_in("法律の話のあと、律ちゃんの園"), "律");
    EXPECT_EQ(these.found_in("母の葵さんに聞いた"), "葵");
    EXPECT_EQ(these.found_in("辻様の件"), "辻");
    EXPECT_EQ(these.found_in("辻君は元気です"), "辻");
    for (const char* free : {"法律の話", "辻堂の園、葵の間", "律する", ""})
        EXPECT_EQ(these.found_in(free), "") << free;
}

TEST(Names, are_left_out_of_what_an_unnamed_child_is_called) {
    EXPECT_EQ(unnamed(child(), kToday), "W-0238・3歳・下関市");
    auto hidden = child();
    hidden.is_protected = true;
    EXPECT_EQ(unnamed(hidden, kToday), "W-0238・3歳");
    hidden.birth = {};
    EXPECT_EQ(unnamed(hidden, kToday), "W-0238");
}

// ---- the ways out ----
TEST(Leaving, has_each_way_once_with_a_word_and_an_answer_without_a_yes) {
    std::set<std::string_view> ids;
    std::set<Path> paths;
    for (const Leaving& way : kPaths) {
        ids.insert(way.id);
        paths.insert(way.path);
        EXPECT_EQ(path_named(way.id), &way);
        EXPECT_EQ(&leaving(way.path), &way);
        EXPECT_EQ(way.closed == Closed::refused, way.needs != 0) << way.id;
        EXPECT_EQ(way.needs & ~kConsented, 0) << way.id;
    }
    EXPECT_EQ(ids.size(), kPaths.size());
    EXPECT_EQ(paths.size(), kPaths.size());
    EXPECT_EQ(path_named(""), nullptr);
}

}  // namespace
}  // namespace michi::consent
