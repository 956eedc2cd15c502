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

// ---- what reading makes stays near what was sent ----
std::size_t made_of(const Form& form) {
    std::size_t made = 0;
    for (const auto& [name, value] : form.fields) made += name.size() + value.size();
    for (const auto& [name, upload] : form.files)
        made += name.size() + upload.name.size() + upload.bytes.size();
    return made;
}

std::string counted(std::size_t count, std::string_view before, std::string_view after,
                    std::string_view between) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i)
        all.append(i ? between : "").append(before).append(std::to_string(i)).append(after);
    return all;
}

/// Bodies made so that little becomes much.
std::vector<std::pair<std::string, std::string>> swelling_bodies() {
    const std::string form = "application/x-www-form-urlencoded", json = "application/json";
    std::vector<std::pair<std::string, std::string>> bodies;
    for (const std::size_t name : {90, 1'000, 230'000}) {
        const std::string key = "{\"" + std::string(name, 'a') + "\":";
        bodies.emplace_back(json, key + "{" + counted(1990, "\"k", "\":1", ",") + "}}");
        bodies.emplace_back(json, key + "[" + counted(1990, "", "", ",") + "]}");
        bodies.emplace_back(json, key + "[{" + counted(990, "\"", "\":1", "},{") + "}]}");
        bodies.emplace_back(form,
                            counted(1990, std::string(name, 'a'), "=1", "&").substr(0, 230'000));
    }
    std::string nested, after;
    for (int i = 0; i < 30; ++i) {
        nested += "{\"" + std::string(90, 'b') + "\":";
        after += '}';
    }
    bodies.emplace_back(json, nested + "{" + counted(1990, "\"k", "\":1", ",") + "}" + after);
    for (const char* value : {"1", "null", "false", "\"\"", "{}", "[]", "[[]]", "{\"a\":null}"})
        bodies.emplace_back(json,
                            "{" + counted(100'000, "\"k", "\":" + std::string(value), ",") + "}");
    bodies.emplace_back(json, "{\"a\":[" + counted(100'000, "\"", "\"", ",") + "]}");
    bodies.emplace_back(json, "{\"a\":[" + counted(100'000, "[", "]", ",") + "]}");
    bodies.emplace_back(json, "{\"a\":" + std::string(100'000, '9') + "}");
    bodies.emplace_back(json, "{\"a\":0." + std::string(100'000, '9') + "}");
    bodies.emplace_back(form, counted(100'000, "k", "=1", "&"));
    bodies.emplace_back(form, counted(100'000, "k", "", "&"));
    bodies.emplace_back("multipart/form-data; boundary=B",
                        "--B" +
                            counted(100'000, "\r\nContent-Disposition: form-data; name=\"",
                                    "\"\r\n\r\n1\r\n--B", "") +
                            "--");
    return bodies;
}

TEST(FormReading, makes_no_more_of_a_body_than_twice_its_size) {
    for (const auto& [type, body] : swelling_bodies()) {
        Form form;
        read_form(type, body, form);
        SCOPED_TRACE(type + " " + std::to_string(body.size()) + " bytes " + body.substr(0, 40));
        EXPECT_LE(made_of(form), std::max<std::size_t>(2 * body.size(), 64 * 1024));
        EXPECT_LE(form.fields.size() + form.files.size(), kMostFields);
        for (const auto& [name, value] : form.fields) EXPECT_LE(name.size(), 100U);
    }
}

TEST(FormReading, looks_at_no_more_values_than_any_page_has) {
    for (const char* value : {"1", "null", "false", "\"\"", "{}", "[]"}) {
        Form form;
        EXPECT_FALSE(
            read_json("{" + counted(100'000, "\"k", "\":" + std::string(value), ",") + "}", form))
            << value;
    }
}

TEST(FormReading, takes_names_of_a_hundred_bytes) {
    for (const std::size_t size : {100, 101}) {
        const bool fits = size == 100;
        const std::string name(size, 'n'), inner(size - 2, 'n');
        Form form, json, within, multipart;
        EXPECT_EQ(read_urlencoded(name + "=1", form), fits);
        EXPECT_EQ(read_json("{\"" + name + "\":1}", json), fits);
        EXPECT_EQ(read_json("{\"o\":{\"" + inner + "\":1}}", within), fits);
        EXPECT_EQ(read_multipart("--B\r\nContent-Disposition: form-data; name=\"" + name +
                                     "\"\r\n\r\n1\r\n--B--",
                                 "B", multipart),
                  fits);
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
