#include "base/network.hpp"

#include <gtest/gtest.h>

namespace michi {
namespace {

TEST(Address, is_read_however_a_proxy_writes_it) {
    const std::pair<const char*, const char*> rows[] = {
        {"203.0.113.9", "203.0.113.9"},
        {" 203.0.113.9\t", "203.0.113.9"},
        {"203.0.113.9:61234", "203.0.113.9"},
        {"2001:db8::1", "2001:db8::1"},
        {"2001:DB8:0:0:0:0:0:1", "2001:db8::1"},
        {"[2001:db8::1]", "2001:db8::1"},
        {"[2001:db8::1]:443", "2001:db8::1"},
        {"::ffff:203.0.113.9", "203.0.113.9"},
        {"[::ffff:203.0.113.9]:80", "203.0.113.9"},
        {"::1", "::1"},
        {"127.0.0.1:0", "127.0.0.1"},
    };
    for (const auto& [written, meant] : rows) {
        const auto read = read_peer(written);
        ASSERT_TRUE(read) << written;
        EXPECT_EQ(read->text(), meant) << written;
    }
}

TEST(Address, is_never_guessed_from_something_else) {
    for (const std::string_view garbage : {"",
                                           " ",
                                           "unknown",
                                           "_hidden",
                                           "203.0.113",
                                           "203.0.113.256",
                                           "203.0.113.9.1",
                                           "203.0.113.9:",
                                           "203.0.113.9:65536",
                                           "203.0.113.9:+80",
                                           "203.0.113.9:80x",
                                           "203.0.113.9:123456",
                                           "[2001:db8::1",
                                           "2001:db8::1]",
                                           "[2001:db8::1]443",
                                           "[2001:db8::1]:",
                                           "[203.0.113.9]",
                                           "[]",
                                           "fe80::1%eth0",
                                           "2001:db8::1::2",
                                           "0x7f.0.0.1",
                                           "127.1",
                                           "1.2.3.4, 5.6.7.8",
                                           "localhost",
                                           "\"[2001:db8::1]:443\"",
                                           "for=203.0.113.9"})
        EXPECT_FALSE(read_peer(garbage)) << garbage;
    EXPECT_FALSE(read_peer(std::string_view("127.0.0.1\0", 10)));
    EXPECT_FALSE(read_peer(std::string(5000, ':')));
}

TEST(Network, holds_its_addresses_and_no_other) {
    struct Row {
        const char *network, *address;
        bool holds;
    };
    const Row rows[] = {
        {"203.0.113.0/24", "203.0.113.255", true},
        {"203.0.113.0/24", "::ffff:203.0.113.7", true},
        {"203.0.113.0/24", "203.0.114.0", false},
        {"203.0.113.128/25", "203.0.113.127", false},
        {"203.0.113.9", "203.0.113.9", true},
        {"203.0.113.9/32", "203.0.113.8", false},
        {"10.0.0.0/8", "10.255.0.1", true},
        {"::ffff:10.0.0.0/8", "10.255.0.1", true},
        {"2001:db8::/48", "2001:db8:0:ffff::1", true},
        {"2001:db8::/48", "2001:db8:1::1", false},
        {"2001:db8::1", "2001:db8::1", true},
        {"2001:db8::/48", "203.0.113.9", false},
    };
    for (const Row& row : rows)
        EXPECT_EQ(read_network(row.network)->holds(*read_address(row.address)), row.holds)
            << row.network << " " << row.address;
}

TEST(Network, with_a_slip_in_it_is_refused) {
    for (const std::string_view wrong :
         {"", "/24", "203.0.113.0/", "203.0.113.0/33", "203.0.113.1/24", "203.0.113.0/-1",
          "203.0.113.0/24/8", "0.0.0.0/0", "128.0.0.0/1", "::/0", "2000::/3", "2001:db8::1/48",
          "2001:db8::/129", "centre.example.jp", "203.0.113.*"})
        EXPECT_FALSE(read_network(wrong)) << wrong;
    EXPECT_EQ(read_networks("203.0.113.0/24, 2001:db8::/48 ,10.1.2.3")->size(), 3U);
    for (const std::string_view wrong : {"", ",", "203.0.113.0/24,", "203.0.113.0/24 10.1.2.3"})
        EXPECT_FALSE(read_networks(wrong)) << wrong;
}

TEST(Household, is_one_address_of_ipv4_and_one_64_of_ipv6) {
    const auto same = [](const char* one, const char* other) {
        return household_of(*read_address(one)).holds(*read_address(other));
    };
    EXPECT_TRUE(same("2001:db8:0:1::1", "2001:db8:0:1:ffff:ffff:ffff:ffff"));
    EXPECT_FALSE(same("2001:db8:0:1::1", "2001:db8:0:2::1"));
    EXPECT_FALSE(same("203.0.113.9", "203.0.113.8"));
    EXPECT_TRUE(same("203.0.113.9", "::ffff:203.0.113.9"));
}

}  // namespace
}  // namespace michi
