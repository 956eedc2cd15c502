#include "web/read.hpp"

#include <gtest/gtest.h>

#include <random>

namespace michi::web {
namespace {

TEST(FormReading, decodes_names_and_values) {
    Form form;
    ASSERT_TRUE(read_urlencoded("a=%E3%81%82+b&empty=&flag&a=2&&n=-5&line=x%0D%0Ay", form));
    EXPECT_EQ(form.texts("a"), (std::vector<std::string>{"あ b", "2"}));
    EXPECT_TRUE(form.has("flag"));
    EXPECT_FALSE(form.has("none"));
    EXPECT_EQ(form.number("n"), -5);
    EXPECT_EQ(form.number("a"), 0);
    EXPECT_EQ(form.text("line"), "x\ny");
    EXPECT_EQ(form.maybe("none"), std::nullopt);
}

TEST(FormReading, refuses_what_is_no_text) {
    for (const char* wrong : {"a=%", "a=%4", "a=%zz", "a=%00", "a=%FF", "a=%C0%80", "a=%ED%A0%80",
                              "%80=a", "a=%F5%80%80%80", "a=%E3%81", "a=\xC3\x28"}) {
        Form form;
        EXPECT_FALSE(read_urlencoded(wrong, form)) << wrong;
    }
}

TEST(FormReading, refuses_more_fields_than_any_page_has) {
    std::string many;
    for (int i = 0; i < 100000; ++i) many += "a=1&";
    Form form;
    EXPECT_FALSE(read_urlencoded(many, form));
}

TEST(FormReading, holds_the_number_of_fields_to_one) {
    const auto fields = [](std::size_t count) {
        std::string many = "a=1";
        for (std::size_t i = 1; i < count; ++i) many += "&a=1";
        return many;
    };
    const auto objects = [](std::size_t count) {
        std::string many = "{\"a\":[1";
        for (std::size_t i = 1; i < count; ++i) many += ",1";
        return many + "]}";
    };
    const auto parts = [](std::size_t count) {
        std::string many;
        for (std::size_t i = 0; i < count; ++i)
            many += "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n";
        return many + "--B--\r\n";
    };
    for (const std::size_t count : {kMostFields, kMostFields + 1}) {
        Form form, object, multipart;
        EXPECT_EQ(read_urlencoded(fields(count), form), count == kMostFields);
        EXPECT_EQ(read_json(objects(count), object), count == kMostFields);
        EXPECT_EQ(read_multipart(parts(count), "B", multipart), count == kMostFields);
    }
}

TEST(FormReading, goes_by_the_content_type) {
    Form form;
    EXPECT_EQ(read_form("application/x-www-form-urlencoded; charset=UTF-8", "a=1", form), 0);
    EXPECT_EQ(read_form("Application/JSON", R"({"a":1})", form), 0);
    EXPECT_EQ(read_form("application/json; charset=shift_jis", "{}", form), 415);
    EXPECT_EQ(read_form("text/plain", "a=1", form), 415);
    EXPECT_EQ(read_form("multipart/form-data", "a=1", form), 400);
    EXPECT_EQ(read_form("", "", form), 0);
}

const char kBody[] =
    "--B\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nあ\r\nい\r\n"
    "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"表 %22x%22.csv\"\r\n"
    "Content-Type: text/csv\r\n\r\n\xFF\x00\r\n--B--\r\n";

TEST(Multipart, reads_fields_and_files) {
    Form form;
    const std::string body(kBody, sizeof kBody - 1);
    ASSERT_EQ(read_form("multipart/form-data; boundary=\"B\"", body, form), 0);
    EXPECT_EQ(form.text("text"), "あ\nい");
    ASSERT_TRUE(form.file("file"));
    EXPECT_EQ(form.file("file")->name, "表 \"x\".csv");
    EXPECT_EQ(form.file("file")->bytes, std::string("\xFF\0", 2));
}

TEST(Multipart, leaves_out_an_empty_file_field) {
    Form form;
    ASSERT_TRUE(read_multipart(
        "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\"\r\n\r\n\r\n--B--\r\n",
        "B", form));
    EXPECT_EQ(form.file("f"), nullptr);
}

TEST(Multipart, refuses_broken_framing) {
    const std::string body(kBody, sizeof kBody - 1);
    for (std::size_t cut = 0; cut + 2 < body.size(); ++cut) {
        Form form;
        EXPECT_FALSE(read_multipart(std::string_view(body).substr(0, cut), "B", form)) << cut;
    }
    for (
        const char* wrong :
        {"--B\r\n\r\nx\r\n--B--", "--B\r\nContent-Disposition: form-data\r\n\r\nx\r\n--B--",
         "--B\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64\r\n\r\nx\r\n--B--",
         "--B\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--B--", "--B--x",
         "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\xFF\r\n--B--"}) {
        Form form;
        EXPECT_FALSE(read_multipart(wrong, "B", form)) << wrong;
    }
}

TEST(JsonReading, reads_objects_into_fields) {
    Form form;
    ASSERT_TRUE(
        read_json(R"( {"a":"\u3042\n\ud842\udfb7","n":-12,"f":1.5e3,"t":true,"no":false,"nil":null,
        "list":["x",1],"in":{"b":{"c":"d"}},"e":{},"l":[]} )",
                  form));
    EXPECT_EQ(form.text("a"), "あ\n𠮷");
    EXPECT_EQ(form.number("n"), -12);
    EXPECT_EQ(form.text("f"), "1.5e3");
    EXPECT_EQ(form.text("t"), "1");
    EXPECT_FALSE(form.has("no"));
    EXPECT_FALSE(form.has("nil"));
    EXPECT_EQ(form.texts("list"), (std::vector<std::string>{"x", "1"}));
    EXPECT_EQ(form.text("in.b.c"), "d");
}

TEST(JsonReading, refuses_what_is_not_strict) {
    for (const char* wrong : {"",
                              "[]",
                              "1",
                              "\"a\"",
                              "{",
                              "}",
                              "{\"a\"}",
                              "{\"a\":}",
                              "{\"a\":1,}",
                              "{,}",
                              "{\"a\":1}{",
                              "{\"a\":1} x",
                              "{'a':1}",
                              "{a:1}",
                              "{\"a\":01}",
                              "{\"a\":+1}",
                              "{\"a\":.5}",
                              "{\"a\":1.}",
                              "{\"a\":1e}",
                              "{\"a\":-}",
                              "{\"a\":NaN}",
                              "{\"a\":Infinity}",
                              "{\"a\":9223372036854775808}",
                              "{\"a\":1e999}",
                              "{\"a\":tru}",
                              "{\"a\":\"\\x\"}",
                              "{\"a\":\"\\u12\"}",
                              "{\"a\":\"\\ud800\"}",
                              "{\"a\":\"\\udc00\"}",
                              "{\"a\":\"\\u0000\"}",
                              "{\"a\":\"\\ud800\\u0041\"}",
                              "{\"a\":\"\n\"}",
                              "{\"a\":\"",
                              "{\"a\":1,\"a\":2}",
                              "{\"a\":\"\xFF\"}",
                              "{\"a\":1 \"b\":2}",
                              "{\"a\":[1,]}",
                              "{\"a\":[1}",
                              "// c\n{}",
                              "\xEF\xBB\xBF{}"}) {
        Form form;
        EXPECT_FALSE(read_json(wrong, form)) << wrong;
    }
}

TEST(JsonReading, goes_no_deeper_than_thirty_two) {
    const auto nested = [](int depth) {
        std::string text = "{\"a\":";
        for (int i = 1; i < depth; ++i) text += "[";
        text += "1";
        for (int i = 1; i < depth; ++i) text += "]";
        return text + "}";
    };
    Form form, other;
    EXPECT_TRUE(read_json(nested(32), form));
    EXPECT_FALSE(read_json(nested(33), other));
    EXPECT_FALSE(read_json(std::string(100000, '['), other));
}

TEST(Readers, survive_any_mutation_of_good_input) {
    std::mt19937 random(20261125);
    const std::string multipart(kBody, sizeof kBody - 1);
    const std::string json = R"({"a":"\u3042","n":-12,"l":[1,{"b":true}],"c":"日本"})";
    const std::string form = "a=%E3%81%82+b&empty=&flag&a=2";
    for (int i = 0; i < 30000; ++i) {
        std::string one = i % 3 == 0 ? multipart : i % 3 == 1 ? json : form;
        for (int change = 0; change < 3; ++change) {
            const auto at = random() % one.size();
            if (random() % 3 == 0)
                one.erase(at, random() % 4);
            else if (random() % 2)
                one.insert(at, 1, static_cast<char>(random()));
            else
                one[at] = static_cast<char>(random());
            if (one.empty()) one = "x";
        }
        Form into;
        const bool read = i % 3 == 0   ? read_multipart(one, "B", into)
                          : i % 3 == 1 ? read_json(one, into)
                                       : read_urlencoded(one, into);
        if (!read) continue;
        for (const auto& [name, value] : into.fields) ASSERT_TRUE(is_utf8_text(value));
    }
}

TEST(Cookies, are_found_by_their_whole_name) {
    EXPECT_EQ(cookie_in("xmichi=1; michi=2;michi2=3", "michi"), "2");
    EXPECT_EQ(cookie_in("michi", "michi"), "");
    EXPECT_EQ(cookie_in("", "michi"), "");
}

TEST(Addresses, of_this_site_lead_nowhere_else) {
    for (const char* good : {"/", "/w/cases/W-0231?tab=a#b"})
        EXPECT_TRUE(is_local_path(good)) << good;
    for (const char* bad :
         {"", "w", "//evil", "/\\evil", "http://evil", "/a b", "/a\r\nSet-Cookie:x", "/<x>", "/あ"})
        EXPECT_FALSE(is_local_path(bad)) << bad;
    EXPECT_EQ(Url::local("//evil").text(), "/");
    EXPECT_EQ(Url("/w").segment("a/b あ").query("q", "x&y").text(), "/w/a%2Fb%20%E3%81%82?q=x%26y");
}

TEST(JsonText, escapes_what_could_be_read_as_markup) {
    std::string out;
    json_string(out, "a\"\\\n</script>&\x01");
    EXPECT_EQ(out, R"("a\"\\\n\u003c/script\u003e\u0026\u0001")");
}

}  // namespace
}  // namespace michi::web
