// What a person's text becomes in strings that machines read, decoded by a parser that is not ours (Boost.URL).
#include "base/address.hpp"

#include <gtest/gtest.h>

#include <boost/url/src.hpp>
#include <random>
#include <regex>

#include "base/text.hpp"
#include "base/unicode.hpp"

namespace michi {
namespace {

namespace urls = boost::urls;

std::vector<std::string> hostile_names() {
    std::vector<std::string> names{"新田 さくら",
                                   "O'Neil & 田中:Mai",
                                   "田中 愛 #2",
                                   "田中?愛&secret=AAAA",
                                   "100%",
                                   "%41%00%zz",
                                   "a/b/../../c",
                                   "a@b.example",
                                   "tanaka:ai:two",
                                   "\"quoted\" \\ back",
                                   "CR\rLF\nSet-Cookie: a=b\r\n\r\n<html>",
                                   "\xE2\x80\xAE"
                                   "gpj.exe",
                                   "\xE2\x81\xA6iso\xE2\x81\xA9",
                                   "👩‍👩‍👧‍👦 🍀",
                                   "𠮷田 é か\xE3\x82\x99",
                                   "\xEF\xBF\xBD\xEF\xBF\xBE",
                                   " leading and trailing ",
                                   "+plus+",
                                   ";semi,comma=equals",
                                   "issuer=evil&issuer=evil",
                                   "[::1]",
                                   "{\"json\":1}",
                                   "~tilde-._",
                                   "\t\v\f\x7F\x01"};
    for (const char* one : {"愛", "%", "&", "'", "🍀", "a", " "}) {
        std::string long_one;
        while (graphemes(long_one) < 80 && long_one.size() < 400) long_one += one;
        names.push_back(long_one);
    }
    const std::u32string_view signs =
        U"あ漢ー　 '&?#%:/@\r\n\"\\<>=+;,[]{}|^`~é🍀\u202E\u2066\u200D";
    std::mt19937 chance(20261128);
    while (names.size() < 220) {
        std::string name;
        for (auto n = 1 + chance() % 80; n > 0; --n)
            append_character(name, Character(signs[chance() % signs.size()]));
        names.push_back(name);
    }
    return names;
}

TEST(Otpauth, address_of_any_name_decodes_to_it_and_to_the_secret_shown) {
    const auto names = hostile_names();
    ASSERT_GE(names.size(), 200u);
    for (const auto& name : names) {
        const auto address = otpauth_address("michishirube", name, "JBSWY3DPEHPK3PXP");
        const auto url = urls::parse_uri(address);
        ASSERT_TRUE(url.has_value()) << address;
        EXPECT_EQ(url->scheme(), "otpauth");
        EXPECT_EQ(url->host(), "totp");
        EXPECT_EQ(url->path(), "/michishirube:" + name) << address;
        EXPECT_FALSE(url->has_fragment());
        ASSERT_EQ(url->params().size(), 2u) << address;
        EXPECT_EQ((*url->params().find("secret")).value, "JBSWY3DPEHPK3PXP");
        EXPECT_EQ((*url->params().find("issuer")).value, "michishirube");
    }
}

TEST(Otpauth, address_holds_no_more_of_a_name_than_a_code_can_carry) {
    std::string name;
    for (int i = 0; i < 100; ++i) name += "👩‍👩‍👧‍👦";
    const std::string address = otpauth_address("michishirube", name, "A");
    const auto url = urls::parse_uri(address);
    ASSERT_TRUE(url.has_value());
    const std::string account = url->path().substr(std::string_view("/michishirube:").size());
    EXPECT_LE(account.size(), 400u);
    EXPECT_TRUE(name.starts_with(account));
    EXPECT_EQ(account.size() % std::string_view("👩‍👩‍👧‍👦").size(), 0u)
        << "cut between characters";
    const std::string marks = "a" + std::string(1000, '\0');
    EXPECT_LE(otpauth_address("m", marks, "A").size(), 1300u);
}

TEST(Tel, address_is_digits_alone_or_nothing) {
    EXPECT_EQ(tel_address("0834221111"), "tel:0834221111");
    EXPECT_EQ(tel_address(""), "");
    for (const auto& name : hostile_names()) {
        const std::string address = tel_address(name);
        EXPECT_TRUE(address.empty() || std::regex_match(address, std::regex("tel:[0-9]+"))) << name;
    }
}

/// filename and filename* as RFC 6266 writes them; nothing else may stand in the value.
struct Names {
    std::string plain, whole;
};
Names names_in(const std::string& value) {
    static const std::regex shape(
        R"re(attachment; filename="([A-Za-z0-9._-]+)"; filename\*=UTF-8''([A-Za-z0-9%._~-]+))re");
    std::smatch found;
    if (!std::regex_match(value, found, shape)) return {};
    const std::string encoded = found[2];
    const auto whole = urls::make_pct_string_view(encoded);
    return {found[1], whole.has_value() ? whole->decode() : ""};
}

TEST(Attachment, decodes_to_the_name_and_reads_in_ascii) {
    for (const auto& name : hostile_names())
        for (const std::string& file : {name, name + ".csv"}) {
            const auto names = names_in(attachment(file));
            EXPECT_EQ(names.whole, file);
            EXPECT_NE(names.plain.find_first_not_of("-_."), std::string::npos) << file;
            EXPECT_EQ(names.plain.find("--"), std::string::npos) << names.plain;
        }
}

TEST(Attachment, keeps_what_ascii_can_say) {
    const std::pair<const char*, const char*> kFiles[] = {
        {"若葉県センター月報_202610_1.csv", "202610_1.csv"},
        {"北浜市　障がい福祉課（10月）.xlsx", "10.xlsx"},
        {"issues.csv", "issues.csv"},
        {"C-0001.csv", "C-0001.csv"},
        {"ＡＢＣ　２０２６.csv", "ABC-2026.csv"},
        {"一覧.csv", "michishirube.csv"},
        {"一覧", "michishirube"},
        {"", "michishirube"},
        {"../../etc/passwd", "michishirube.etc-passwd"},
    };
    for (const auto& [name, plain] : kFiles)
        EXPECT_NE(attachment(name).find("filename=\"" + std::string(plain) + "\""),
                  std::string::npos)
            << attachment(name);
}

}  // namespace
}  // namespace michi
