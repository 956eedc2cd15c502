// The forty nasty inputs of Japanese data (J1-J40) through the text, date, phone and upload fields of the pages:
// kept byte for byte, folded for search only, or refused with a sentence. Where a row is proved in more depth:
//   J1-J9   directory/bytes_test (encodings)            J27, J37  directory/table_test, reading_test (workbooks)
//   J10-J20 base/fold_test, base/text_test              J21-J26, J28, J29  base/era_test, base/age_test
//   J30-J35 base/phone_test, base/municipality_test     J38, J39  platform/person_index_test (hints, never a merge)
//   J36     directory (export has no formulas)          J40       nasty_markup_test (markup), base/text_test (marks)
#include "base/phone.hpp"
#include "base/text.hpp"
#include "every_field.hpp"

namespace michi::app {
namespace {

enum class Fate { kept, refused };

struct Input {
    const char* id;
    std::string text;
    Fate as_name;               // of a child, a caller, an account
    Fate as_words{Fate::kept};  // of notes, requests, words of a call
};

std::string repeated(std::string_view piece, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += piece;
    return text;
}

const Input kTexts[] = {
    {"J1", "なみ～だ〜し~", Fate::kept},
    {"J2", "－−∥‖―—￢¬", Fate::kept},
    {"J3", "髙橋", Fate::kept},
    {"J4", "山﨑①㈱㍻ℓ№℡㌔", Fate::kept},
    {"J6", "ソ表能予十申暴貼構圭欺ポボ", Fate::kept},
    {"J10", "吉〓 ?子 \uFFFD", Fate::kept},
    {"J11", "𠮷野 𩸽 𛀁", Fate::kept},
    {"J12", "\uFA19\uFA10\uFA1B", Fate::kept},
    {"J13", "辻\U000E0100 葛\U000E0101 神\uFE00", Fate::kept},
    {"J14", "か\u3099き ハ\u309Aン か\u309A", Fate::kept},
    {"J15", "ｶﾞ ﾊﾟ ｳﾞ ｰ ゛ ゜", Fate::kept},
    {"J16", "斎齋齊斉 辺邊邉 渡邊", Fate::kept},
    {"J17", "ー一ｰ‐-−―–二ニ口ロ力カ工エ", Fate::kept},
    {"J18 direction", "山田\u202E太郎", Fate::refused},
    {"J18 isolate", "山田\u2066太郎\u2069", Fate::refused},
    {"J18 no width", "山田\u200B太郎", Fate::refused},
    {"J18 filler", "山田\u3164太郎", Fate::refused},
    {"J18 mark inside", "山田\uFEFF太郎", Fate::refused},
    {"J19", "山田　太郎\u00A0次郎  三郎", Fate::kept},
    {"J20 one letter", "乙", Fate::kept},
    {"J20 sixty letters", repeated("アレクサンドラ・", 8) + "旧姓（渡邊）", Fate::kept},
    {"J20 apostrophe", "O'Neil", Fate::kept},
    {"J20 a hundred", repeated("葛\U000E0101", 100), Fate::kept},
    {"J20 a hundred and one", repeated("葛\U000E0101", 101), Fate::refused},
    {"J34", "１丁目２番３号 一丁目二番三号 1-2-3", Fate::kept},
    {"J35",
     "霞ヶ関 霞が関 之/ノ/の 大字 Ⅲ/III/3 " +
         repeated("京都市上京区今出川通烏丸東入相国寺門前町", 3),
     Fate::kept},
    {"J36 formula", "=HYPERLINK(\"http://x\")", Fate::kept},
    {"J36 signs", "+81 -1 @SUM ＝cmd", Fate::kept},
    {"J40 family of signs", "👨‍👩‍👧‍👦", Fate::refused},
    {"J40 marks", "a" + repeated("\u0301", 1000), Fate::refused},
    {"J40 quote", "'; DROP TABLE child; --", Fate::kept},
    {"J40 markup", "<script>alert(1)</script>", Fate::kept},
    {"J40 template", "{{7*7}} {% now %} %00 %s", Fate::kept},
    {"J40 terminal", "a\x1b[31mred", Fate::refused},
    {"J40 header", "x\nBcc: everybody@example.jp", Fate::refused},
    {"J40 long", repeated("長", 60000), Fate::refused, Fate::refused},
};

class NastyInputs : public testing::TestWithParam<bool> {
  public:
    EveryField fields{GetParam()};
};
ON_EACH_ENGINE(NastyInputs);

TEST_P(NastyInputs, are_kept_byte_for_byte_or_refused_with_a_sentence_in_every_text_field) {
    for (const Input& input : kTexts)
        for (const TextField& field : kTextFields) {
            const bool too_long = input.text.size() > field.limit;
            const Fate told = field.takes == Takes::name ? input.as_name : input.as_words;
            const Fate fate = too_long ? Fate::refused : told;
            const std::string kept = kept_in(field, input.text);
            const Tried tried = field.type(fields, input.text);
            SCOPED_TRACE(std::string(input.id) + " as " + field.name);
            if (fate == Fate::refused) {
                ASSERT_TRUE(tried.refused()) << tried.sent.status;
                continue;
            }
            ASSERT_FALSE(tried.refused()) << page_text(tried.sent).substr(0, 300);
            ASSERT_TRUE(shows(tried.json, kept)) << tried.json.substr(0, 2000);
        }
}

TEST_P(NastyInputs, of_bytes_that_are_no_text_are_refused_as_a_whole) {  // J7, J9
    const auto id = fields.town.child();
    const std::string at = "/w/cases/" + record::case_number(id) + "/entries";
    for (const char* bytes :
         {"%C0%AF", "%ED%A0%80", "%F4%90%80%80", "a%00b", "%E3%81", "%82%A0%82", "%FF", "%80"}) {
        const auto answer =
            fields.town.post_raw(fields.town.miura, at, std::string("text=") + bytes);
        EXPECT_EQ(answer.status, 400) << bytes;
        EXPECT_NE(answer.body.find("読み取れませんでした"), std::string::npos) << bytes;
    }
}

struct Birth {
    const char* id;
    const char* text;
    const char* kept;  // "" refused
};
const Birth kBirths[] = {
    {"J21", "昭和64年1月7日", "1989-01-07"},
    {"J21", "昭和64年1月8日", ""},
    {"J22", "平成31年4月30日", "2019-04-30"},
    {"J22", "平成31年5月1日", "2019-05-01"},
    {"J22", "令和元年5月1日", "2019-05-01"},
    {"J22", "R1.5.1", "2019-05-01"},
    {"J22", "令1.5.1", "2019-05-01"},
    {"J23", "大正15年12月25日", "1926-12-25"},
    {"J23", "昭和元年12月25日", "1926-12-25"},
    {"J24", "㋿5.5.1", "2023-05-01"},
    {"J24", "令和　元年５月１日", "2019-05-01"},
    {"J24", "令和", ""},
    {"J24", "令和0年1月1日", ""},
    {"J24", "昭和65年1月1日", ""},
    {"J25", "2008-02-29", "2008-02-29"},
    {"J25", "2009-02-29", ""},
    {"J26", "2020/4/1", "2020-04-01"},
    {"J26", "2020/4/2", "2020-04-02"},
    {"J27", "20240401", "2024-04-01"},
    {"J27", "45.5", ""},
    {"J28", "1948-05-02", "1948-05-02"},
    {"J28", "1951-05-06", "1951-05-06"},
    {"J29", "0000-00-00", ""},
    {"J40", "<b>2020-04-01</b>", ""},
    {"J40", "2020-04-01\n", "2020-04-01"},
};

TEST_P(NastyInputs, of_dates_are_read_by_the_law_or_refused_with_a_sentence) {
    for (const Birth& birth : kBirths) {
        SCOPED_TRACE(std::string(birth.id) + " " + birth.text);
        const Tried tried = fields.birth(birth.text);
        EXPECT_EQ(tried.refused(), !*birth.kept);
        EXPECT_EQ(tried.stored, birth.kept);
    }
}

TEST_P(NastyInputs, of_telephones_are_grouped_or_stay_as_they_were_typed) {  // J30-J32
    for (const char* text :
         {"０３−１２３４−５６７８", "090(1234)5678", "+81-3-1234-5678", "03-1234-5678 内線12",
          "312345678", "夜は父の携帯へ", "〒０６０‐００００", "600000"}) {
        const Tried tried = fields.call({{"words", "電話"}, {"caller_phone", text}});
        SCOPED_TRACE(text);
        ASSERT_FALSE(tried.refused());
        EXPECT_TRUE(shows(tried.json, read_phone(text).shown));
    }
}

TEST_P(NastyInputs, of_uploads_are_refused_with_a_sentence_and_change_nothing) {
    const std::string heading =
        "全国地方公共団体コード,ID,名称,種別,住所,電話番号,収容定員,一時預かりの有無\n";
    const struct {
        const char* id;
        std::string bytes;
    } files[] = {
        {"J5", "\x96\xbc\x8f\xcc,\xa0,\xfd\n"},
        {"J7", heading + "352152,AB1000001,\xE3\x81,認可私立保育所,周南市,0834-22-0001,30,有\n"},
        {"J8", "\xEF\xBB\xBF\x96\xbc\x8f\xcc,\x83\x5c\n"},
        {"J9", std::string("a\0b", 3)},
        {"J40 empty", ""},
        {"J40 picture", "\x89PNG\r\n\x1a\n" + std::string(100, 'x')},
        {"J40 archive cut short", std::string("PK\x03\x04", 4) + std::string(60, '\0')},
        {"J40 old workbook", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(600, '\0')},
        {"J40 one line", std::string(1 << 20, 'a')},
    };
    for (const auto& file : files) {
        SCOPED_TRACE(file.id);
        const auto tried = fields.upload("名簿.csv", file.bytes);
        EXPECT_TRUE(tried.refused() || tried.sent.status == 303)
            << page_text(tried.sent).substr(0, 500);
        EXPECT_EQ(tried.stored, "0") << "no place was made";
    }
}

}  // namespace
}  // namespace michi::app
