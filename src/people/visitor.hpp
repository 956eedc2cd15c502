// For tests: a browser with its cookies before a whole Site with the real door.
#pragma once

#include <gtest/gtest.h>

#include <map>

#include "people/codes.hpp"
#include "people/people.hpp"
#include "people/sessions.hpp"
#include "people/totp.hpp"
#include "web/testing.hpp"

namespace michi::people {

/// The password of every account that World makes.
inline const std::string kPassword = "yama-kawa-no-oto-7";

struct World {
    std::unique_ptr<Database> database;
    std::unique_ptr<Vault> vault = open_test_vault();
    std::unique_ptr<web::Door> door = make_door(*vault);
    Instant now{at_in_japan(*Date::from_ymd(2026, 11, 25), 17 * 60 + 20)};
    std::vector<Trace> traces;
    web::Site site;
    std::string secret = std::string(20, 's');
    Id<Organisation> centre;

    explicit World(bool postgres,
                   web::ServerSettings settings = {.public_host = "centre.example.jp"})
        : database(open_scratch_database(postgres)),
          site(*database, *vault, *door, {part()}, std::move(settings), [this] { return now; }) {
        database->on_seal([this](Tx&, std::vector<Trace>&& group) {
            traces.insert(traces.end(), group.begin(), group.end());
        });
        database->write_now([&](Tx& tx) {
            centre = create_organisation(tx, {{}, "centre", "若葉県センター", "", ""});
        });
    }

    Id<Account> account(const std::string& login, Role role, bool with_factor = true) {
        static const std::string hash = hash_password(kPassword);
        Id<Account> id;
        database->write_now([&](Tx& tx) {
            id = create_account(tx, *vault,
                                {.organisation = centre,
                                 .role = role,
                                 .login = login,
                                 .name = "三浦 あかり",
                                 .password_hash = hash,
                                 .totp_secret = with_factor ? secret : std::string()},
                                now);
        });
        return id;
    }
    /// A session as signing in leaves it, without spending a code.
    std::string session(Id<Account> id, Assurance assurance, bool locked = false) {
        NewSession made;
        database->write_now([&](Tx& tx) {
            made = begin_session(tx, id, assurance, "a browser", now);
            set_locked(tx, made.id, locked);
        });
        return made.token;
    }
    std::string code() const { return code_at(secret, now.ms / 30000); }
    void pass(std::int64_t minutes) { now.ms += minutes * kMinute; }
    /// So many wrong passwords, each at a login of its own, from one address; what follows the clock is
    /// what the server does with each.
    void wrong_passwords(int count, std::string_view address, const std::string& login = {}) {
        database->write_now([&](Tx& tx) {
            const Subject nobody;
            web::Context c{tx, *vault, nobody, now_at(now)};
            c.settings = &site.settings();
            c.address = address;
            for (int i = 0; i < count; ++i)
                web::note_try(c,
                              {kPasswords, login.empty() ? "no" + std::to_string(i) : login, {}});
        });
    }
    int kept(TraceKind kind) const {
        int count = 0;
        for (const Trace& trace : traces) count += trace.kind == kind ? 1 : 0;
        return count;
    }
};

class Visitor {
    World& world_;

    template <class F>
    auto with_request(web::Method method, std::string_view target, std::string_view body, F&& use) {
        std::string jar;
        for (const auto& [name, value] : cookies)
            jar += (jar.empty() ? "" : "; ") + name + "=" + value;
        std::vector<web::Header> headers{{"host", "localhost"}, {"cookie", jar}};
        if (method == web::Method::post)
            headers.emplace_back("content-type", "application/x-www-form-urlencoded");
        web::Request request;
        request.method = method;
        request.target = target;
        request.headers = headers;
        request.body = body;
        request.address = address;
        return use(request);
    }

  public:
    explicit Visitor(World& world, std::string from = "127.0.0.1")
        : world_(world), address(std::move(from)) {}

    web::Answer get(std::string_view target) { return ask(web::Method::get, target, ""); }
    /// Posts the form that stands on `page`, with what was typed into it.
    web::Answer post(std::string_view page, std::string_view target, web::Typed typed) {
        const std::string html = get(page).body;
        typed.emplace_back("_csrf", hidden(html, "_csrf"));
        typed.emplace_back("_once", hidden(html, "_once"));
        return ask(web::Method::post, target, web::TestSite::encoded(typed));
    }
    web::Answer post(std::string_view target, web::Typed typed) {
        return post(target, target, std::move(typed));
    }
    web::Answer password(const std::string& login, const std::string& given = kPassword) {
        return post("/sign-in", {{"login", login}, {"password", given}});
    }
    /// Password and code; the clock moves on so that the next code is a new one.
    void sign_in(const std::string& login) {
        EXPECT_EQ(password(login).location, "/sign-in/code?then=%2Fw");
        EXPECT_EQ(post("/sign-in/code", {{"code", world_.code()}}).location, "/w");
        world_.pass(1);
    }

    /// Milliseconds for which a sign-in from here would be put off.
    std::int64_t delay(const std::string& login) {
        const web::Typed typed{{"login", login},
                               {"password", kPassword},
                               {"_csrf", hidden(get("/sign-in").body, "_csrf")}};
        return with_request(
            web::Method::post, "/sign-in", web::TestSite::encoded(typed),
            [this](const web::Request& request) { return world_.site.delay_of(request); });
    }

    std::map<std::string, std::string> cookies;
    std::string address{"127.0.0.1"};

    static std::string hidden(const std::string& html, const std::string& name) {
        const auto at = html.find("name=\"" + name + "\"");
        const auto start = html.find("value=\"", at) + 7;
        return at == std::string::npos ? "" : html.substr(start, html.find('"', start) - start);
    }

  private:
    web::Answer ask(web::Method method, std::string_view target, std::string_view body) {
        web::Answer answer = with_request(
            method, target, body,
            [this](const web::Request& request) { return world_.site.answer_now(request); });
        for (const std::string& cookie : answer.cookies) keep(cookie);
        return answer;
    }

    void keep(const std::string& cookie) {
        const auto equals = cookie.find('='), end = cookie.find(';');
        const std::string name = cookie.substr(0, equals);
        if (cookie.find("Max-Age=0") != std::string::npos)
            cookies.erase(name);
        else
            cookies[name] = cookie.substr(equals + 1, end - equals - 1);
    }
};

}  // namespace michi::people
