#include "directory/bytes.hpp"

#include <gtest/gtest.h>

#include "directory/table.hpp"

namespace michi::directory {
namespace {

std::string read(std::string_view bytes) { return text_of(bytes).value(); }
const std::string kMark(kBroken);

TEST(Bytes, cp932_reads_waves_and_dashes_as_windows_does) {
    EXPECT_EQ(read("\x81\x60\x81\x7C\x81\x61\x81\x5C\x81\xCA"), "～－∥―￢");
}

TEST(Bytes, cp932_vendor_characters_are_kept) {
    EXPECT_EQ(read("\xFB\xFC\xEE\xE0"), "髙髙");
    EXPECT_EQ(read("\x87\x40\x87\x54\x87\x8A"), "①Ⅰ㈱");
    EXPECT_EQ(read("\x83\x5C\x95\x5C\x94\x5C"), "ソ表能");
    EXPECT_EQ(read("\xB1\xB2\xB3"), "ｱｲｳ");
}

TEST(Bytes, cp932_bytes_that_are_nothing_break) {
    for (std::string_view byte : {"\xA0", "\xFD", "\xFE", "\xFF", "\x80"})
        EXPECT_EQ(read("\x82\xA0" + std::string(byte) + "a"), "あ" + kMark + "a");
    EXPECT_EQ(read("\x82\xA0\x82"), "あ" + kMark);
    EXPECT_EQ(read("\x82\xA0\xF0\x40"), "あ" + kMark) << "private characters tell nobody anything";
}

TEST(Bytes, utf8_comes_before_cp932) {
    EXPECT_EQ(read("\xEF\xBB\xBFあ"), "あ");
    EXPECT_EQ(read("縺"), "縺");
    EXPECT_EQ(read("𠮷𩸽𛀁神塚福"), "𠮷𩸽𛀁神塚福");
}

TEST(Bytes, a_damaged_utf8_file_is_not_read_as_cp932) {
    const std::string text = read("名称,住所\nあいうえお,山口県\nあい\xE3\x81,山口県周南市\n");
    EXPECT_NE(text.find("あいうえお,山口県"), text.npos);
    EXPECT_NE(text.find("あい" + kMark), text.npos);
}

TEST(Bytes, overlong_surrogate_too_high_and_nul_break) {
    const std::string before = "名称\n医療的ケア児支援センター\n";
    for (std::string_view wrong :
         {std::string_view("\xC0\xAF"), std::string_view("\xED\xA0\x80"),
          std::string_view("\xF4\x90\x80\x80"), std::string_view("\0", 1)}) {
        const std::string text = read(before + "支援センター" + std::string(wrong) + "\n");
        EXPECT_TRUE(text.starts_with(before));
        EXPECT_NE(text.find(kMark), text.npos);
    }
}

TEST(Bytes, a_utf8_mark_over_cp932_is_refused) {
    const auto text = text_of("\xEF\xBB\xBF\x96\xBC\x8F\xCC\n\x82\xA0\x82\xA2\n");
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().items.front().word, "directory.file_mark_lies"_w);
}

TEST(Bytes, a_line_of_the_other_encoding_breaks_alone) {
    std::string file = "\x96\xBC\x8F\xCC\n\x82\xA0\x82\xA2\n";
    file += "医療的ケア児支援\n";
    const std::string text = read(file);
    EXPECT_EQ(text, "名称\nあい\n" + kMark + "\n");
}

TEST(Bytes, utf16_needs_its_mark) {
    EXPECT_EQ(read(std::string_view("\xFF\xFE\x42\x30\x09\x00\x44\x30", 8)), "あ\tい");
    EXPECT_EQ(read(std::string_view("\xFE\xFF\x30\x42\x30\x44", 6)), "あい");
    EXPECT_EQ(read(std::string_view("\xFF\xFE\x42\xD8\xB7\xDF", 6)), "𠮷");
    EXPECT_EQ(read(std::string_view("\xFF\xFE\x42\xD8\x41\x00", 6)), kMark + "A");
    EXPECT_FALSE(text_of(std::string_view("a\0b\0c\0", 6)));
}

TEST(Bytes, what_is_not_a_table_is_told_apart) {
    EXPECT_EQ(content_of(""), Content::empty);
    EXPECT_EQ(content_of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), Content::old_excel);
    EXPECT_EQ(content_of("%PDF-1.7"), Content::other);
    EXPECT_EQ(content_of("\n<!doctype html><html>"), Content::markup);
    EXPECT_EQ(content_of("PK\x03\x04"), Content::archive);
    EXPECT_EQ(content_of("NO,名称"), Content::text);
}

}  // namespace
}  // namespace michi::directory
