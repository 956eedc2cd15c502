#include "base/municipality.hpp"

#include <gtest/gtest.h>

using namespace michi;

TEST(Municipality, codes_carry_a_check_digit) {
    EXPECT_EQ(full_code("01100"), "011002");
    EXPECT_EQ(full_code("011002"), "011002");
    EXPECT_FALSE(full_code("011003"));
    EXPECT_FALSE(full_code("1100"));
    EXPECT_FALSE(full_code("62014.0"));
    EXPECT_EQ(full_code("３５２１５"), "352152");
}

TEST(Municipality, every_row_of_the_table_has_the_right_check_digit) {
    for (const char* prefecture : {"01", "13", "35", "47", "99"})
        for (const Municipality& m : municipalities_of(prefecture))
            EXPECT_EQ(m.code[5], check_digit(m.code.substr(0, 5))) << m.name;
    EXPECT_EQ(municipalities_of("35").size(), 19u);
    EXPECT_EQ(municipalities_of("99").size(), 13u);
}

TEST(Municipality, is_found_in_an_address) {
    EXPECT_EQ(municipality_in("山口県周南市岐山通1-1", "")->name, "周南市");
    EXPECT_EQ(municipality_in("周南市岐山通1-1", "35")->name, "周南市");
    EXPECT_EQ(municipality_in("どこか", "35"), nullptr);
}
