#include "base/municipality.hpp"

#include <gtest/gtest.h>

#include <algorithm>

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

TEST(Municipality, that_ended_leads_to_the_one_that_took_over) {
    EXPECT_EQ(former_municipality("352055")->name, "徳山市");
    EXPECT_EQ(find_municipality(former_municipality("352055")->now)->name, "周南市");
    EXPECT_EQ(former_municipality("221350")->now, "") << "浜松市北区 was divided";
    EXPECT_EQ(former_municipality("352152"), nullptr);
    EXPECT_EQ(municipality_in("山口県徳山市岐山通1-1", "")->name, "周南市");
    EXPECT_EQ(municipality_in("浜松市中区元城町", "22")->name, "浜松市") << "the city still stands";
}

TEST(Municipality, that_ended_is_followed_through_every_later_change) {
    EXPECT_EQ(former_municipality("222186")->name, "浜北市");
    EXPECT_EQ(former_municipality("222186")->now, "221309")
        << "浜松市 took it in and got a new code";
    EXPECT_EQ(former_municipality("193411")->now, "") << "上九一色村 was divided";
    EXPECT_EQ(former_municipalities_of("35").front().code, "352055");
    EXPECT_TRUE(former_municipalities_of("99").empty());
}

TEST(Municipality, codes_are_valid_from_day_to_day) {
    const Date eve = *Date::parse_iso("2003-04-20"), day = *Date::parse_iso("2003-04-21");
    EXPECT_TRUE(is_valid_on("352055", eve));
    EXPECT_FALSE(is_valid_on("352055", day));
    EXPECT_FALSE(is_valid_on("352152", eve));
    EXPECT_TRUE(is_valid_on("352152", day));
    EXPECT_TRUE(is_valid_on("112038", *Date::parse_iso("2011-10-10")))
        << "川口市 took 鳩ヶ谷市 in and stayed";
    EXPECT_FALSE(is_valid_on("352159", day));
}

TEST(Municipality, former_codes_are_in_order_and_rightly_checked) {
    constexpr FormerMunicipality kFormer[] = {
#include "base/former_municipalities.inc"
    };
    EXPECT_TRUE(std::ranges::is_sorted(kFormer, {}, &FormerMunicipality::code));
    for (const auto& f : kFormer) {
        EXPECT_EQ(f.code[5], check_digit(f.code.substr(0, 5))) << f.name;
        EXPECT_TRUE(f.now.empty() || find_municipality(f.now)) << f.name;
        EXPECT_EQ(find_municipality(f.code), nullptr) << f.name;
    }
}

TEST(Municipality, codes_of_every_prefecture_are_in_order) {
    constexpr Municipality kAll[] = {
#include "base/municipalities.inc"
    };
    EXPECT_TRUE(std::ranges::is_sorted(kAll, {}, &Municipality::code));
    for (const auto& m : kAll) EXPECT_EQ(m.code[5], check_digit(m.code.substr(0, 5))) << m.name;
}

TEST(Municipality, that_a_newer_list_brings_is_known_from_then_on) {
    const Municipality* before = find_municipality("352152");
    learn({{"354007", "山口県", "若葉新市", "わかばしんし", 0},
           {"352152", "山口県", "新周南市", "しんしゅうなんし", 0},
           {"353051", "山口県", "", "", 20270401}});
    EXPECT_EQ(find_municipality("354007")->name, "若葉新市");
    EXPECT_EQ(municipality_in("山口県若葉新市1-1", "")->code, "354007");
    EXPECT_EQ(find_municipality("352152")->name, "新周南市");
    EXPECT_EQ(before->name, "周南市") << "what was given out stays";
    EXPECT_EQ(municipalities_of("35").size(), 19u);
    EXPECT_EQ(find_municipality("353051"), nullptr);
    EXPECT_TRUE(is_valid_on("353051", *Date::parse_iso("2027-03-31")));
    EXPECT_FALSE(is_valid_on("353051", *Date::parse_iso("2027-04-01")));
    learn({});
    EXPECT_EQ(find_municipality("354007"), nullptr);
    EXPECT_EQ(find_municipality("353051")->name, "周防大島町") << "as it was";
}
