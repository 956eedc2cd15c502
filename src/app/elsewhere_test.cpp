// A session that has to go elsewhere (locked, or before its second factor) opens that page and the way out.
// Every other route of the program leads there and changes nothing; what everybody may read shows it as it
// does to a stranger.
#include <oath.h>

#include "every_route.hpp"
#include "people/people.hpp"

namespace michi::app {
namespace {

using web::Answer;
using web::Method;
using web::Reach;
using web::Route;

const std::string kPassword = "yama-kawa-no-oto-7";

/// One browser before the program with its real door.
class Browser {
  public:
    Browser(web::Site& site, Database& database) : site_(site), database_(database) {}

    /// Signs in by password, then goes on with what is typed: the steps a person takes.
    void sign_in(const std::string& login) {
        post("/sign-in", {{"login", login}, {"password", kPassword}});
    }
    Answer post(const std::string& target, web::Typed typed) {
        typed.emplace_back("_csrf", csrf());
        return ask(Method::post, target, web::TestSite::encoded(typed), "text/html", false);
    }
    Answer ask(Method method, const std::string& target, const std::string& body,
               std::string_view accept, bool fragment) {
        const std::string cookie = "michi_form=a-seed-of-the-tests" +
                                   (token_.empty() ? std::string() : "; michi=" + token_);
        std::vector<web::Header> headers{
            {"host", "localhost"},
            {"cookie", cookie},
            {"accept", accept},
            {"content-type",
             accept == "text/html" ? "application/x-www-form-urlencoded" : "application/json"}};
        const std::string token = csrf();
        headers.emplace_back("x-csrf-token", token);
        if (fragment) headers.emplace_back("hx-request", "true");
        web::Request request;
        request.method = method;
        request.target = target;
        request.headers = headers;
        request.body = body;
        request.address = "127.0.0.1";
        Answer answer = site_.answer_now(request);
        for (const std::string& given : answer.cookies)
            if (given.starts_with("michi=")) token_ = given.substr(6, given.find(';') - 6);
        return answer;
    }
    void forget() { token_.clear(); }

  private:
    /// The session's own, or that of a stranger's forms.
    std::string csrf() {
        if (token_.empty()) return stranger;
        return database_.ask([&](Tx& tx) {
            return tx.value<std::string>("SELECT csrf FROM session ORDER BY id DESC LIMIT 1");
        });
    }

    web::Site& site_;
    Database& database_;
    std::string token_;

  public:
    std::string stranger{};
};

struct State {
    const char* name;
    const char* page;  // the one it opens
    Role role;
    bool with_factor, locked;
};
constexpr State kStates[] = {
    {"password only", "/sign-in/code", Role::centre_counsellor, true, false},
    {"password only, may administer", "/sign-in/code", Role::administrator, true, false},
    {"a family's with a factor, password only", "/sign-in/code", Role::family, true, false},
    {"enrolment due", "/enrol", Role::centre_counsellor, false, false},
    {"enrolment due, may administer", "/enrol", Role::administrator, false, false},
    {"locked", "/unlock", Role::centre_counsellor, true, true},
    {"locked, may administer", "/unlock", Role::administrator, true, true},
};

class Elsewhere : public testing::TestWithParam<bool> {
  public:
    EveryRoute world{GetParam()};
    std::unique_ptr<web::Door> door = people::make_door(*world.town.vault);
    web::Site site{*world.town.database,
                   *world.town.vault,
                   *door,
                   parts(),
                   {},
                   [this] { return world.town.clock; }};

    Browser in(const State& state) {
        static const std::string hash = people::hash_password(kPassword);
        const std::string login = "person" + std::to_string(++people_), secret(20, 's');
        world.town.write([&](Tx& tx) {
            people::create_account(tx, *world.town.vault,
                                   {.organisation = world.town.centre,
                                    .role = state.role,
                                    .login = login,
                                    .name = "名前の ある人",
                                    .password_hash = hash,
                                    .totp_secret = state.with_factor ? secret : std::string()},
                                   world.town.clock);
        });
        Browser browser = stranger();
        browser.sign_in(login);
        if (state.locked) {
            char code[8] = {};
            oath_hotp_generate(secret.data(), secret.size(),
                               std::uint64_t(world.town.clock.ms / 30000), 6, false,
                               OATH_HOTP_DYNAMIC_TRUNCATION, code);
            EXPECT_EQ(browser.post("/sign-in/code", {{"code", code}}).location, "/w");
            EXPECT_EQ(browser.post("/lock", {}).location.substr(0, 7), "/unlock");
        }
        return browser;
    }
    Browser stranger() {
        Browser browser(site, *world.town.database);
        browser.stranger = base64url(world.town.vault->mac("csrf", "a-seed-of-the-tests").data);
        return browser;
    }
    /// What a locked session sends is kept for its own account, under keys of its own, and that is all.
    void expect_only_drafts_of_its_own(std::map<std::string, std::string>& after) {
        const auto [own, all, keys] = world.town.ask([](Tx& tx) {
            return std::array{
                tx.value<std::int64_t>(
                    "SELECT count(*) FROM draft WHERE account_id = (SELECT max(id) FROM account)"),
                tx.value<std::int64_t>("SELECT count(*) FROM draft"),
                tx.value<std::int64_t>("SELECT count(DISTINCT key_id) FROM draft")};
        });
        EXPECT_GT(own, 0);
        EXPECT_EQ(own, all);
        EXPECT_EQ(own, keys);
        for (const char* table : {"draft", "data_key", "number_series"}) after.erase(table);
    }
    std::map<std::string, std::string> everything() {
        auto all = world.business();
        all["session"] = world.sessions();
        return all;
    }

  private:
    int people_{};
};
ON_EACH_ENGINE(Elsewhere);

/// What a page says, without what is new with each answer.
std::string without_marks(const Answer& answer) {
    std::string text = page_text(answer);
    for (const char* name : {"_csrf\" value=\"", "_once\" value=\"", "nonce=\"", "content=\"",
                             "ticket\" value=\"", "\"ticket\":\""})
        for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
            const auto from = at + std::string_view(name).size();
            text.erase(from, text.find('"', from) - from);
        }
    return text;
}

bool is_public(const Route& route) { return route.may == Act::visit_public; }

struct Asking {
    const char* body;
    const char* accept;
    bool fragment;
};
constexpr Asking kAskings[] = {
    {"text=a&q=a&words=a&name=a&enabled=0&code=000000&password=a&_once=12345678", "text/html",
     false},
    {"text=a&_once=12345679", "text/html", true},
    {R"({"text":"a","enabled":"0","code":"000000","login":"a"})", "application/json", false},
};

TEST_P(Elsewhere, opens_one_page_and_the_way_out) {
    for (const State& state : kStates) {
        SCOPED_TRACE(state.name);
        Browser browser = in(state), nobody = stranger();
        const auto before = everything();
        int led = 0, seen = 0;
        for (const Method method : {Method::get, Method::post})
            for (const auto& [route, target] : world.routes(method)) {
                if (route->path == state.page || route->path == "/sign-out") continue;
                for (const Asking& asking : kAskings) {
                    const std::string body = method == Method::get ? "" : asking.body;
                    SCOPED_TRACE(testing::Message() << target << " " << body << asking.accept);
                    const Answer answer =
                        browser.ask(method, target, body, asking.accept, asking.fragment);
                    if (is_public(*route) && method == Method::post &&
                        route->reach == Reach::inside) {
                        EXPECT_EQ(answer.status, 403) << "the session's token proves nothing here";
                        continue;
                    }
                    if (is_public(*route)) {
                        const Answer open =
                            nobody.ask(method, target, body, asking.accept, asking.fragment);
                        EXPECT_TRUE(without_marks(answer) == without_marks(open));
                        ++seen;
                        continue;
                    }
                    EXPECT_EQ(answer.status, 303);
                    EXPECT_EQ(answer.location.substr(0, answer.location.find('?')), state.page);
                    EXPECT_TRUE(answer.cookies.empty());
                    ++led;
                }
            }
        EXPECT_GT(led, 400);
        EXPECT_GT(seen, 20);
        auto after = everything();
        if (state.locked) expect_only_drafts_of_its_own(after);
        for (const auto& [table, content] : after)
            EXPECT_TRUE(before.at(table) == content) << table;
        world.town.write([](Tx& tx) { tx.run("DELETE FROM draft"); });
        const Answer page = browser.ask(Method::get, state.page, "", "text/html", false);
        EXPECT_EQ(page.status, 200) << "its own page opens";
        EXPECT_EQ(browser.post("/sign-out", {}).location, "/sign-in");
    }
}

TEST_P(Elsewhere, of_this_test_would_see_a_page_that_opens) {
    Browser browser = in({"signed in", "", Role::family, false, false});
    int opened = 0;
    for (const auto& [route, target] : world.routes(Method::get))
        opened += browser.ask(Method::get, target, "", "text/html", false).status == 200;
    EXPECT_GT(opened, 10);
    const auto before = everything();
    browser.post("/w/me/language", {{"lang", "en"}});
    EXPECT_NE(everything(), before);
}

}  // namespace
}  // namespace michi::app
