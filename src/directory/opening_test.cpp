#include "directory/opening.hpp"

#include <gtest/gtest.h>

#include <string>

namespace michi::directory {
namespace {

struct Said {
    std::string_view days, hours, closed, note;
    std::string_view asked;  // "sat 15:00"
    Answer answer;
};

Answer answer_of(const Said& said) {
    Values values;
    values[Field::days] = said.days;
    values[Field::hours] = said.hours;
    values[Field::closed_days] = said.closed;
    values[Field::hours_note] = said.note;
    const auto space = said.asked.find(' ');
    When when{.day = day_named(said.asked.substr(0, space)).value(), .minute = {}};
    if (space != said.asked.npos) when.minute = read_minute(said.asked.substr(space + 1)).value();
    return open_at(week_of(values), when);
}

constexpr Answer kYes = Answer::yes, kNo = Answer::no, kNotKnown = Answer::not_known;

// Every text stands so in a published list of testdata.
constexpr Said kSaid[] = {
    {"月火水木金土", "07:30〜18:00", "", "", "sat 15:00", kYes},
    {"月火水木金土", "07:30〜18:00", "", "", "sat 18:00", kNo},
    {"月火水木金土", "07:30〜18:00", "", "", "sun 15:00", kNo},
    {"月火水木金土", "07:30〜18:00", "", "", "sun", kNo},
    {"月火水木金", "08:30〜17:15", "", "", "holiday 10:00", kNotKnown},
    {"月～金", "09:00〜14:00", "", "", "wed 9:00", kYes},
    {"月～土", "07:00〜19:00", "", "", "sat 18:59", kYes},
    {"日月火水木金土", "07:00〜19:00", "", "", "sun 12:00", kYes},
    {"平日月曜日～金曜日", "08:00〜18:00", "", "", "fri 17:00", kYes},
    {"平日", "08:00〜14:00", "", "", "sat", kNo},
    {"土、日、祝祭日以外", "08:30〜15:00", "", "", "mon 10:00", kYes},
    {"土、日、祝祭日以外", "08:30〜15:00", "", "", "sat 10:00", kNo},
    {"月?土", "07:30〜18:00", "", "", "sat 15:00", kNotKnown},
    {"月火水木金と第1・3土のAM", "09:00〜17:00", "", "", "sat 10:00", kNotKnown},
    {"月火水木金と第1・3土のAM", "09:00〜17:00", "", "", "mon 10:00", kNotKnown},
    {"月～土/土曜日のみ半日", "08:00〜18:00", "", "", "sat 17:00", kNotKnown},
    {"1号（月火水木金） 2・3号（月火水木金土）", "07:00〜18:00", "", "", "sat 10:00", kNotKnown},
    {"休日、平日夜間", "〜22:00", "", "", "wed 20:00", kNotKnown},
    {"不定期（週２日）", "10:00〜16:30", "", "", "mon 11:00", kNotKnown},
    {"月火木金土日", "09:00〜18:30", "", "", "wed", kNo},
    {"火", "10:00〜午前中", "", "", "tue 10:30", kNotKnown},
    {"火", "10:00〜午前中", "", "", "tue", kYes},
    {"", "", "", "", "mon", kNotKnown},
    {"", "平日 08:30-17:15", "土日", "", "mon 9:00", kYes},
    {"", "平日 08:30-17:15", "土日", "", "sat 9:00", kNo},
    {"", "平日 08:30-17:15", "", "", "sat 9:00", kNotKnown},
    {"", "平日 09:00-17:00 土曜 09:00-12:00", "日、祝、年末年始", "", "sat 13:00", kNo},
    {"", "平日 09:00-17:00 土曜 09:00-12:00", "日、祝、年末年始", "", "holiday", kNo},
    {"", "平日 00:00-23:59 土曜 00:00-23:59", "", "", "sat 23:59", kYes},
    {"", "平日 09:00-17:00 土曜 09:00-17:00", "第１、３以外の土曜日、日曜日、祝日", "", "sat 10:00",
     kNotKnown},
    {"", "平日 09:00-17:00", "土日祝、年末年始、盆", "", "sun", kNo},
    {"", "平日 09:00-17:00", "土曜，日曜，国民の祝日，8月13日〜15日及び12月29日〜1月3日", "", "sun",
     kNo},
    {"", "平日 09:00-17:00", "土曜、日祝,8月13日から15日、12月29日から1月3日", "", "sat", kNo},
    {"", "平日 09:00-16:00", "火、木、土、日、祝", "", "tue 10:00", kNotKnown},
    {"", "平日 09:00-17:00", "日祭日及び会社が指定する日", "", "mon 10:00", kYes},
    {"", "平日 09:00-17:00", "", "電話などにより24時間常時連絡が可能", "mon 20:00", kNotKnown},
    {"", "平日 09:00-17:00", "", "電話などにより24時間常時連絡が可能", "mon 10:00", kYes},
    {"月火水木金土", "07:30〜19:00", "", "土曜は18時30分まで(日曜・年末年始等はお休み)",
     "sat 18:45", kNo},
    {"月火水木金土", "07:30〜19:00", "", "土曜は18時30分まで(日曜・年末年始等はお休み)",
     "sat 18:15", kYes},
    {"月火水木金土", "09:00〜18:00", "",
     "木曜日、土曜日は午前のみ。 祝日、1月1日、1月2日、1月3日、8月14日、8月15日、8月16日、12月31日は"
     "休診。",
     "thu 15:00", kNo},
    {"月火水木金土", "09:00〜18:00", "",
     "木曜日、土曜日は午前のみ。 祝日、1月1日、1月2日、1月3日は休診。", "thu 10:00", kYes},
    {"月火水木金土", "09:00〜18:00", "",
     "木曜日、土曜日は午前のみ。 祝日、1月1日、1月2日、1月3日は休診。", "holiday 10:00", kNo},
    {"月火水木金土", "07:00〜19:00", "", "日曜・祝休日はお休み。12月29日～１月3日はお休み。",
     "mon 8:00", kYes},
    {"月火水木金土", "07:00〜18:00", "",
     "土曜日は8:00～12:00。日曜・祝休日はお休み。12月30日～1月3日はお休み。お盆は休み。",
     "sat 13:00", kNo},
    {"月火水木金", "09:00〜14:00", "", "・預かり保育(14時30分から18時まで)", "mon 16:00",
     kNotKnown},
    {"月火水木金", "09:00〜14:00", "", "・水曜は14時まで・預かり保育(17時15分まで)", "wed 10:00",
     kNotKnown},
    {"月", "13:00〜14:30", "",
     "火水木金土日、祝日、盆(8月13日ｰ16日)、年末年始(12月29日ｰ1月3日)は休日。", "tue 13:00", kNo},
    {"火", "09:00〜12:00", "",
     "祝日及び年末年始は休診。予約制。令和７年４月から診療曜日と時間について変更の可能性あり。",
     "tue 10:00", kNotKnown},
};

TEST(Opening, reads_what_published_lists_say_and_guesses_nothing) {
    for (const Said& said : kSaid)
        EXPECT_EQ(answer_of(said), said.answer)
            << said.days << " | " << said.hours << " | " << said.closed << " | " << said.note
            << " | " << said.asked;
}

TEST(Opening, an_hour_is_read_as_people_write_it) {
    for (std::string_view typed : {"15", "15:00", "１５時", "午後3時", "1500", "15 時"})
        EXPECT_EQ(read_minute(typed), 15 * 60) << typed;
    EXPECT_EQ(read_minute("午後3時半"), 15 * 60 + 30);
    for (std::string_view typed : {"", "25", "昼", "15:75", "-3"})
        EXPECT_EQ(read_minute(typed), std::nullopt) << typed;
}

TEST(Opening, days_have_names_that_lead_back) {
    for (int day = 0; day < kDays; ++day) EXPECT_EQ(day_named(name_of_day(day)), day);
    EXPECT_EQ(day_named("someday"), std::nullopt);
}

}  // namespace
}  // namespace michi::directory
