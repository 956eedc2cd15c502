// Opening a page changes nothing but the audit; a form without its token, or from elsewhere, changes nothing at all;
// every page carries its protections and has no script or style of its own.
#include "every_route.hpp"
#include "web/wire.hpp"

namespace michi::app {
namespace {

using web::Answer;
using web::Method;
using web::Route;

class Reads : public testing::TestWithParam<bool> {
  public:
    EveryRoute world{GetParam()};
};
ON_EACH_ENGINE(Reads);

TEST_P(Reads, change_nothing_but_the_audit_whoever_asks) {
    const auto before = world.business();
    ASSERT_GT(before.size(), 20U);
    int opened = 0;
    for (const Subject& who : world.everybody())
        for (const auto& [route, target] : world.routes(Method::get))
            for (const char* query : {"", "?view=open&all=1&page=2&case=W-1&state=closed"}) {
                const Answer answer = world.town.get(who, target + query);
                EXPECT_LT(answer.status, 500) << target;
                EXPECT_LT(world.town.json(who, target + query).status, 500) << target;
                opened += answer.status == 200;
            }
    EXPECT_GT(opened, 100);
    const auto after = world.business();
    for (const auto& [table, content] : before) EXPECT_EQ(after.at(table), content) << table;
}

TEST_P(Reads, routes_open_to_anybody_say_how_little_they_take) {
    int open = 0;
    for (const auto& [route, target] : world.routes(Method::post)) {
        if (!web::is_open_to_anybody(route->may)) continue;
        EXPECT_LE(route->body_limit, 64 * 1024U) << target;
        ++open;
    }
    EXPECT_GT(open, 10);
}

TEST_P(Reads, no_long_body_is_read_of_whoever_may_never_do_this) {
    int admitted = 0, refused = 0;
    for (const auto& [route, target] : world.routes(Method::post)) {
        if (web::is_open_to_anybody(route->may)) continue;
        for (const char* cookie : {"", "michi=nobody", "michi=maiko", "michi=sato", "michi=ito"}) {
            const std::vector<web::Header> headers{{"cookie", cookie}, {"host", "localhost"}};
            web::Request head{Method::post, target, headers, {}, "127.0.0.1"};
            const auto& people = world.town.door.people;
            const auto who = people.find(std::string(cookie).substr(
                std::min<std::size_t>(6, std::string_view(cookie).size())));
            const bool may = who != people.end() && ever(who->second.role, route->may);
            EXPECT_EQ(world.town.site.admits(head), may) << target << " " << cookie;
            ++(may ? admitted : refused);
            if (may) continue;
            head.cut = true;
            const Answer answer = world.town.site.answer_now(head);
            EXPECT_TRUE(answer.status == 303 || answer.status == 403) << target << answer.status;
        }
    }
    EXPECT_GT(admitted, 50);
    EXPECT_GT(refused, 200);
}

TEST_P(Reads, of_this_test_would_see_a_change) {
    const auto before = world.business();
    world.town.post(world.town.miura, "/w/cases/" + world.ids["W"] + "/entries", {{"text", "あ"}});
    EXPECT_NE(world.business(), before);
}

TEST_P(Reads, forms_without_a_token_or_from_elsewhere_change_nothing) {
    const auto before = world.business();
    for (const auto& [route, target] : world.routes(Method::post))
        for (const std::pair<const char*, const char*>& header :
             {std::pair("x-csrf-token", "wrong"), std::pair("x-csrf-token", ""),
              std::pair("origin", "https://evil.example"),
              std::pair("sec-fetch-site", "cross-site"), std::pair("sec-fetch-site", "same-site"),
              std::pair("sec-fetch-site", "none")}) {
            const bool token = std::string_view(header.first) != "x-csrf-token";
            std::vector<web::Header> headers{{"cookie", "michi=ito"},
                                             {"host", "localhost"},
                                             header,
                                             {"content-type", "application/x-www-form-urlencoded"}};
            if (token) headers.emplace_back("x-csrf-token", "the-token-of-this-session");
            web::Request request;
            request.method = Method::post;
            request.target = target;
            request.headers = headers;
            request.body = "text=a&q=a&words=a&next_what=a&name=a&login=abc&_once=12345678";
            request.address = "127.0.0.1";
            const Answer answer = world.town.site.answer_now(request);
            // A public route only asks: it takes no token, and what it answers is compared below.
            if (route->reach == web::Reach::inside)
                EXPECT_EQ(answer.status, 403)
                    << target << " " << header.first << " " << header.second;
            else
                EXPECT_TRUE(answer.cookies.empty()) << target;
        }
    EXPECT_EQ(world.business(), before);
}

int count(std::string_view text, std::string_view part) {
    int found = 0;
    for (auto at = text.find(part); at != std::string_view::npos;
         at = text.find(part, at + part.size()))
        ++found;
    return found;
}

/// Attributes that the content security policy would refuse: none stands in any page.
bool has_inline_code(std::string_view page) {
    for (std::size_t at = page.find('<'); at != std::string_view::npos;
         at = page.find('<', at + 1)) {
        const auto tag = page.substr(at, page.find('>', at) - at);
        for (const char* bad : {" style=\"", " on", " srcdoc=", "javascript:"}) {
            const auto found = tag.find(bad);
            if (found == std::string_view::npos) continue;
            const bool handler =
                std::string_view(bad) != " on" || count(tag.substr(0, found), "\"") % 2 == 0;
            if (handler) return true;
        }
    }
    return false;
}

TEST_P(Reads, pages_carry_their_protections_and_no_code_of_their_own) {
    EXPECT_TRUE(has_inline_code("<p onclick=\"x()\">"));
    EXPECT_TRUE(has_inline_code("<p style=\"color:red\">"));
    EXPECT_FALSE(has_inline_code("<p title=\"go on now\">"));
    for (const Subject& who : world.everybody())
        for (const auto& [route, target] : world.routes(Method::get)) {
            const Answer answer = world.town.get(who, target);
            SCOPED_TRACE(target);
            EXPECT_FALSE(has_inline_code(answer.body));
            EXPECT_EQ(count(answer.body, "<script"),
                      count(answer.body, "nonce=\"" + answer.nonce + "\""));
            const std::string bytes = web::response_of(answer, {}).text;
            const std::string head = bytes.substr(0, bytes.find("\r\n\r\n"));
            const bool shared = route->reach != web::Reach::inside && answer.status == 200;
            EXPECT_EQ(answer.shared, shared);
            EXPECT_TRUE(!shared || answer.cookies.empty());
            for (const char* line :
                 {"Content-Security-Policy: default-src 'none'",
                  shared ? "Cache-Control: public, max-age=60" : "Cache-Control: no-store",
                  "X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer"})
                EXPECT_NE(head.find(line), std::string::npos) << line;
            EXPECT_EQ(count(answer.body, "src=\"http") + count(answer.body, "href=\"http"), 0)
                << "nothing from another host";
        }
}

TEST_P(Reads, links_that_dial_dial_a_number_whatever_stands_around_it) {
    world.town.write([&](Tx& tx) {
        const auto child = record::find_case(tx, *world.town.vault, world.town.child(tx)).child;
        for (const char* phone : {"夜は0834-22-1111、090-1234-5678（父）", "0834-22-1111 内線12",
                                  "なし", "\"><script>0834-22-1111", "?#&0834-22-1111;x=1"})
            record::add_family(tx, *world.town.vault, child,
                               {.id = {},
                                .relation = "mother",
                                .name = "母",
                                .kana = {},
                                .phone = phone,
                                .call_time = "",
                                .call_rule = {},
                                .account = {}});
    });
    world.ids["W"] = "W-" + std::to_string(world.town.ask([](Tx& tx) {
                         return tx.value<std::int64_t>("SELECT max(id) FROM case_record");
                     }));
    int dialled = 0;
    for (const Subject& who : world.everybody())
        for (const auto& [route, target] : world.routes(Method::get)) {
            const std::string body = world.town.get(who, target).body;
            for (auto at = body.find("tel:"); at != std::string::npos;
                 at = body.find("tel:", at + 1)) {
                const auto address = body.substr(at + 4, body.find('"', at) - at - 4);
                if (address == "119") continue;  // the ambulance
                EXPECT_TRUE(address.size() >= 10 && address.size() <= 11 &&
                            address.find_first_not_of("0123456789") == std::string::npos)
                    << target << " " << address.substr(0, 60);
                ++dialled;
            }
        }
    EXPECT_GT(dialled, 10);
}

}  // namespace
}  // namespace michi::app
