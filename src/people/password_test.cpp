#include "people/password.hpp"

#include <gtest/gtest.h>

namespace michi::people {
namespace {

const Owner kStaff{.login = "miura",
                   .name = "三浦 あかり",
                   .organisation = "若葉県センター",
                   .second_factor = true};
const Owner kFamily{
    .login = "maiko", .name = "佐伯 まいこ", .organisation = "ご家族", .second_factor = false};

std::string letters(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += char('a' + (i * 7 + i / 26) % 26);
    return text;
}

struct Length {
    std::size_t count;
    bool staff, family;
};

TEST(Password, is_as_long_as_the_second_factor_asks) {
    for (const Length row :
         {Length{11, false, false}, Length{12, true, false}, Length{14, true, false},
          Length{15, true, true}, Length{128, true, true}, Length{129, false, false}}) {
        EXPECT_EQ(!reasons_not_to_take(letters(row.count), kStaff).any(), row.staff) << row.count;
        EXPECT_EQ(!reasons_not_to_take(letters(row.count), kFamily).any(), row.family) << row.count;
    }
}

TEST(Password, counts_characters_as_people_do_whatever_their_bytes) {
    EXPECT_FALSE(reasons_not_to_take("𠮷野家の牛丼大盛つゆだく", kStaff).any());
    EXPECT_TRUE(reasons_not_to_take("𠮷野家の牛丼大盛つゆだ", kStaff).any());
    EXPECT_FALSE(reasons_not_to_take("ｍｏｒｉ－ｋａｚｅ－５７", kStaff).any())
        << "full width is taken as it is";
}

TEST(Password, that_many_people_have_had_is_refused) {
    for (const auto* known : {"password2026", "qwertyuiop123", "1q2w3e4r5t6y", "Password!!!!",
                              "ｐａｓｓｗｏｒｄ１２３４", "iloveyouiloveyou", "aaaaaaaaaaaaaaaa",
                              "sunshine2026!!", "パスワード2026ねん"})
        EXPECT_TRUE(reasons_not_to_take(known, kStaff).on("password")) << known;
}

TEST(Password, about_its_owner_is_refused) {
    for (const auto* own :
         {"miuramiura2026", "三浦あかり三浦あかり三浦", "若葉県センター2026!", "michishirube12"})
        EXPECT_TRUE(reasons_not_to_take(own, kStaff).on("password")) << own;
}

TEST(Password, of_several_long_words_is_taken) {
    for (const auto* good : {"yama-kawa-no-oto-7", "mori-kaze-ishi-5", "correct horse battery",
                             "朝のラジオ体操は第二から"})
        EXPECT_FALSE(reasons_not_to_take(good, kStaff).any()) << good;
}

TEST(Password, hash_of_today_is_not_old) {
    EXPECT_TRUE(hash_is_old("$argon2id$v=19$m=8192,t=1,p=1$c29tZXNhbHRzb21lc2E$x"));
}

}  // namespace
}  // namespace michi::people
