#include "base/said_time.hpp"

#include <gtest/gtest.h>

namespace michi {
namespace {

std::string read(std::string_view text) {
    const auto time = read_said_time("due_time", text);
    return time ? *time : "refused";
}

TEST(SaidTime, is_read_as_people_say_it) {
    const std::pair<const char*, const char*> kSaid[] = {
        {"", ""},
        {"  ", ""},
        {"14:30", "14:30"},
        {"9:05", "09:05"},
        {"１４：３０", "14:30"},
        {"14時", "14:00"},
        {"14時半", "14:30"},
        {"9時5分", "09:05"},
        {"午後2時", "14:00"},
        {"午前9時半", "09:30"},
        {"午後12時", "12:00"},
        {"午前12時", "00:00"},
        {"0:00", "00:00"},
        {"23:59", "23:59"},
    };
    for (const auto& [said, time] : kSaid) EXPECT_EQ(read(said), time) << said;
}

TEST(SaidTime, is_refused_where_it_names_none) {
    for (const char* text : {"24:00", "9:5", "9:60", "午後13時", "14", "あとで", "14:30まで",
                             "14:3０分", "時", ":30", "99時", "10:00:00"})
        EXPECT_EQ(read(text), "refused") << text;
    EXPECT_EQ(read(std::string(1000, '1')), "refused");
}

}  // namespace
}  // namespace michi
