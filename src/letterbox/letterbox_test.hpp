// Somebody without an account and the letterbox of a town, for the tests of its pages.
#pragma once

#include <gmock/gmock.h>

#include "consultation/consultation.hpp"
#include "letterbox/letterbox.hpp"
#include "letterbox/store.hpp"
#include "published/published.hpp"
#include "town.hpp"
#include "work/work.hpp"

namespace michi::letterbox {

using testing::HasSubstr;
using testing::Not;
using web::Answer;
using web::Method;
using web::Typed;

/// A browser of somebody without an account: the cookies it was given and the address it comes from.
class Visitor {
  public:
    Visitor(Town& town, std::string from) : town_(town), from_(std::move(from)) {}
    Answer get(std::string_view target) { return ask(Method::get, target, {}); }
    Answer post(std::string_view target, Typed typed) {
        typed.emplace_back("_csrf", base64url(town_.vault->mac("csrf", kSeed).data));
        typed.emplace_back("_once", "key-of-a-visitor-" + from_ + std::to_string(++keys_));
        return ask(Method::post, target, std::move(typed));
    }
    /// All pages of the form up to its check.
    void write(Typed who, Typed words, Typed reply) {
        EXPECT_EQ(post("/contact/message/who", std::move(who)).status, 303);
        EXPECT_EQ(post("/contact/message/words", std::move(words)).status, 303);
        EXPECT_EQ(post("/contact/message/reply", std::move(reply)).status, 303);
    }
    /// Sends what stands in the check; answers the receipt's code.
    std::string send() {
        EXPECT_EQ(post("/contact/message/check", {}).location, "/contact/done");
        return code();
    }
    std::string code() {
        const std::string page = get("/contact/done").body, mark = "class=\"bigcode\">";
        const auto at = page.find(mark);
        EXPECT_NE(at, std::string::npos) << page.substr(0, 400);
        return at == std::string::npos ? std::string{} : page.substr(at + mark.size(), 14);
    }
    /// As the form sends long words: a kanji is three bytes of it, not nine.
    Answer post_parts(std::string_view target, Typed typed) {
        parts_ = true;
        Answer answer = post(target, std::move(typed));
        parts_ = false;
        return answer;
    }
    std::string letter_cookie;
    std::vector<std::string> set;  // the cookies of the last answer
    bool secure{};

  private:
    static constexpr std::string_view kSeed = "a-seed-of-the-tests";
    Answer ask(Method method, std::string_view target, Typed typed) {
        std::string body = web::TestSite::encoded(typed);
        if (parts_) {
            body.clear();
            for (const auto& [name, value] : typed)
                body.append("--B\r\nContent-Disposition: form-data; name=\"")
                    .append(name)
                    .append("\"\r\n\r\n")
                    .append(value)
                    .append("\r\n");
            body += "--B--\r\n";
        }
        const std::string host = secure ? "__Host-" : "", letter = host + "michi_letter=";
        std::string cookie = host + "michi_form=";
        cookie += kSeed;
        if (!letter_cookie.empty()) cookie.append("; ").append(letter).append(letter_cookie);
        const std::vector<web::Header> headers{
            {"cookie", cookie},
            {"host", "localhost"},
            {"content-type",
             parts_ ? "multipart/form-data; boundary=B" : "application/x-www-form-urlencoded"}};
        web::Request request;
        request.method = method;
        request.target = target;
        request.headers = headers;
        if (method == Method::post) request.body = body;
        request.address = from_;
        request.secure = secure;
        Answer answer = town_.site.answer_now(request);
        set = answer.cookies;
        for (const std::string& one : set)
            if (one.starts_with(letter))
                letter_cookie = one.substr(letter.size(), one.find(';') - letter.size());
        return answer;
    }
    Town& town_;
    std::string from_;
    int keys_{};
    bool parts_{};
};

class LetterboxTown : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {work::part(), consultation::part(), published::part(), part()}};
    Visitor maiko{town, "192.0.2.1"}, other{town, "192.0.2.9"};

    std::int64_t count(Sql sql) {
        return town.ask([&](Tx& tx) { return tx.value<std::int64_t>(sql); });
    }
    std::string newest() {
        return consultation::reception_number({count("SELECT max(id) FROM consultation")});
    }
    /// Written by night with a word; its code.
    std::string written(const std::string& words = "夜のケアがつらいです。",
                        const std::string& birth = "") {
        maiko.write({{"asker", "family"}}, {{"words", words}, {"municipality", town.home}},
                    {{"way", "here"}, {"word", "しろいふね"}, {"birth", birth}});
        return maiko.send();
    }
    Answer answer(const Subject& who, const std::string& number, const std::string& words,
                  const std::string& step = "send", std::string seen = "") {
        if (seen.empty())
            seen =
                std::to_string(count("SELECT count(*) FROM message WHERE thread_id ="
                                     " (SELECT max(id) FROM message_thread)"));
        return town.post(who, "/w/intake/" + number + "/thread",
                         {{"seen", seen}, {"words", words}, {"step", step}});
    }
};

}  // namespace michi::letterbox
