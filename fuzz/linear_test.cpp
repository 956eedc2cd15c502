// No input makes a reader's work grow faster than its length: eight times the text may take some eight times the
// work, never sixty-four. The thread's own processor time is compared with itself, so a busy machine does not matter.
#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "targets.hpp"

namespace michi::fuzz {
namespace {

// MICHI_LONG goes up to a megabyte.
const std::size_t kScale = std::getenv("MICHI_LONG") ? 10 : 1;
const std::size_t kShort = kScale * 12 * 1024, kLong = 8 * kShort;
constexpr double kTooMuch = 32;            // between 8, a straight line, and 64, a square
constexpr double kWorthMeasuring = 0.004;  // seconds; below it the clock says nothing

const char* const kPieces[] = {
    "あ",         "ｶﾞ",   "々",       "か\u3099", "\u0301",     "葛\U000E0101",
    "👨\u200D",    "\xFF", "\xE3\x81", "\x82",     "\u202E",     "　",
    " ",          "-",    "ー",       "1",        "一",         "十",
    "令和",       "年",   "(",        "（",       "内線",       "+81",
    "、",         "a",    "A=1&",     "%41",      "%",          "[",
    "{\"a\":",    "\"",   "\\u3042",  "\\",       "--B\r\n",    "\r\n",
    "\r",         "\n",   ";",        "michi=",   "michi=1;",   ",",
    "\"\"",       "\t",   "<a>",      "<a ",      "&amp;",      "]]>",
    "1\r\na\r\n", "0",    "X: y\r\n", ":",        "PK\x01\x02", "PK\x03\x04",
    "PK\x05\x06",
};

std::string repeated(std::string_view piece, std::size_t size) {
    std::string text;
    while (text.size() < size) text += piece;
    return text;
}

double seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

double work_of(void (*run)(std::string_view), const std::string& text) {
    const double begun = seconds();
    run(text);
    return seconds() - begun;
}

/// What goes before lets the reader come to the repeated part.
std::vector<std::string> beginnings_for(std::string_view target) {
    if (target == "http") return {"", "GET / HTTP/1.1\r\nHost: a\r\nX: "};
    if (target == "json") return {"", "{\"a\":\"", "{\"a\":", "{\"a\":[1", "{\""};
    if (target == "multipart")
        return {"", "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"};
    if (target == "xml") return {"", "<a>"};
    return {""};
}

bool grows_too_fast(void (*run)(std::string_view), const std::string& little,
                    const std::string& much) {
    for (int tries = 0; tries < 3; ++tries) {
        const double big = work_of(run, much);
        if (big < kWorthMeasuring || big < kTooMuch * work_of(run, little)) return false;
    }
    return true;
}

TEST(Work, grows_no_faster_than_the_input_in_any_reader) {
    for (const Target& target : targets()) {
        if (target.name == "planted") continue;
        for (const char* piece : kPieces)
            for (const auto& start : beginnings_for(target.name))
                EXPECT_FALSE(grows_too_fast(target.run, start + repeated(piece, kShort),
                                            start + repeated(piece, kLong)))
                    << target.name << " on " << start << " and many of " << piece;
    }
}

/// A long name before many short fields, and many names of one's own: what a repeated piece cannot say.
std::string fields_under(std::string_view target, std::size_t name, std::size_t count) {
    const std::string key(name, 'n');
    std::string text = target == "json" ? "{\"" + key + "\":{" : "";
    for (std::size_t i = 0; i < count; ++i)
        if (target == "json")
            text += (i ? ",\"k" : "\"k") + std::to_string(i) + "\":1";
        else if (target == "form")
            text += "&" + key.substr(0, 8) + std::to_string(i) + "=1";
        else
            text += "--B\r\nContent-Disposition: form-data; name=\"" + std::to_string(i) +
                    "\"\r\n\r\n1\r\n";
    return text + (target == "json" ? "}}" : target == "multipart" ? "--B--" : "");
}

TEST(Work, grows_no_faster_than_the_number_and_the_names_of_the_fields) {
    for (const char* name : {"json", "form", "multipart"}) {
        const Target& target = *target_named(name);
        EXPECT_FALSE(grows_too_fast(target.run, fields_under(name, kShort, kShort / 16),
                                    fields_under(name, kLong, kLong / 16)))
            << name;
        EXPECT_LT(work_of(target.run, fields_under(name, 90, 100'000)), 0.5)
            << name << " of a hundred thousand fields";
    }
}

std::size_t sum;
TEST(Work, that_grows_with_the_square_is_noticed) {
    const auto square = [](std::string_view text) {
        for (std::size_t end = 0; end < text.size(); end += 64 * kScale * kScale)
            for (std::size_t i = 0; i < end; ++i) sum += static_cast<unsigned char>(text[i]);
    };
    EXPECT_TRUE(grows_too_fast(square, repeated("a", kShort), repeated("a", kLong)));
}

}  // namespace
}  // namespace michi::fuzz
