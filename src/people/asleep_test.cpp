// Sessions that may do nothing any more: what their forms send is kept for their own account, and that is all.
#include "web/asleep.hpp"

#include "engines.hpp"
#include "people/visitor.hpp"
#include "web/drafts.hpp"

namespace michi::people {
namespace {

class Asleep : public testing::TestWithParam<bool> {
  public:
    World world{GetParam()};
    Visitor visitor{world};

    bool is_asleep(const std::string& token) {
        return world.database->ask([&](Tx& tx) {
            return web::asleep_at(*world.door, tx, token, now_at(world.now)).has_value();
        });
    }
    template <class F>
    void write(F&& work) {
        world.database->write_now([&](Tx& tx) { work(tx); });
    }
    std::size_t drafts(Id<Account> account) {
        return world.database->ask(
            [&](Tx& tx) { return web::drafts_of(tx, account, world.now).size(); });
    }
    web::Typed proposal() const {
        return {{"login", "guest"},
                {"name", "招かれる 人"},
                {"role", "receptionist"},
                {"organisation", std::to_string(world.centre.value)},
                {"_from", "/a/accounts"}};
    }
    /// The form of a page that was opened before, as the browser still shows it.
    web::Typed of_page(const std::string& page) const {
        web::Typed typed = proposal();
        typed.emplace_back("_csrf", Visitor::hidden(page, "_csrf"));
        typed.emplace_back("_once", Visitor::hidden(page, "_once"));
        return typed;
    }
    web::Answer send(const web::Typed& typed) {
        std::string jar;
        for (const auto& [name, value] : visitor.cookies)
            jar += (jar.empty() ? "" : "; ") + name + "=" + value;
        const std::string body = web::TestSite::encoded(typed);
        const std::vector<web::Header> headers{
            {"host", "localhost"},
            {"cookie", jar},
            {"sec-fetch-site", "same-origin"},
            {"content-type", "application/x-www-form-urlencoded"}};
        web::Request request;
        request.method = web::Method::post;
        request.target = "/a/accounts";
        request.headers = headers;
        request.body = body;
        request.address = "127.0.0.1";
        return world.site.answer_now(request);
    }
};
ON_EACH_ENGINE(Asleep);

TEST_P(Asleep, is_a_session_locked_or_ended_by_time_within_twelve_hours) {
    const auto who = world.account("miura", Role::centre_counsellor);
    const auto whole = world.session(who, Assurance::second_factor);
    const auto locked = world.session(who, Assurance::second_factor, true);
    const auto half = world.session(who, Assurance::password);
    EXPECT_FALSE(is_asleep(whole)) << "it is awake";
    EXPECT_TRUE(is_asleep(locked));
    EXPECT_FALSE(is_asleep(half)) << "half signed in is nobody";
    EXPECT_FALSE(is_asleep("")) << "nor is no session";
    EXPECT_FALSE(is_asleep("somebody's"));
    world.pass(31);
    EXPECT_TRUE(is_asleep(whole));
    EXPECT_TRUE(is_asleep(locked));
    EXPECT_FALSE(is_asleep(half));
    world.pass(12 * 60 - 1);
    EXPECT_TRUE(is_asleep(whole)) << "twelve hours after its end";
    world.pass(1);
    EXPECT_FALSE(is_asleep(whole));
    EXPECT_FALSE(is_asleep(locked));
}

TEST_P(Asleep, is_no_session_that_somebody_ended) {
    const auto who = world.account("miura", Role::centre_counsellor);
    const auto ended = world.session(who, Assurance::second_factor, true);
    write([&](Tx& tx) { end_sessions_of(tx, who, world.now); });
    EXPECT_FALSE(is_asleep(ended));
    const auto disabled = world.session(who, Assurance::second_factor, true);
    EXPECT_TRUE(is_asleep(disabled));
    write([&](Tx& tx) { set_enabled(tx, who, false); });
    EXPECT_FALSE(is_asleep(disabled));
}

TEST_P(Asleep, keeps_what_its_form_sends_and_says_so) {
    const auto admin = world.account("admin", Role::administrator);
    visitor.sign_in("admin");
    const auto typed = of_page(visitor.get("/a/accounts").body);
    world.pass(31);
    const auto answer = send(typed);
    EXPECT_EQ(answer.location, "/sign-in?then=%2Fa%2Faccounts&kept=1");
    EXPECT_EQ(drafts(admin), 1U);
    EXPECT_NE(visitor.get(answer.location).body.find("書きかけとして残しました"),
              std::string::npos);
    visitor.sign_in("admin");
    const auto page = visitor.get("/a/accounts").body;
    EXPECT_NE(page.find("書きかけがあります"), std::string::npos);
    EXPECT_EQ(page.find("value=\"guest\""), std::string::npos) << "offered, not put in";
}

TEST_P(Asleep, is_not_needed_to_keep_what_waits_for_the_second_factor) {
    const auto admin = world.account("admin", Role::administrator);
    visitor.sign_in("admin");
    const auto typed = of_page(visitor.get("/a/accounts").body);
    world.pass(6);
    EXPECT_EQ(send(typed).location, "/w/step-up?then=%2Fa%2Faccounts&kept=1");
    EXPECT_EQ(drafts(admin), 1U);
    EXPECT_NE(
        visitor.get("/w/step-up?then=%2Fa%2Faccounts&kept=1").body.find("まだ登録されていません"),
        std::string::npos);
    visitor.post("/w/step-up", {{"code", world.code()}});
    EXPECT_NE(visitor.get("/a/accounts").body.find("書きかけがあります"), std::string::npos);
    EXPECT_EQ(send(typed).status, 303);
    EXPECT_EQ(drafts(admin), 0U) << "sent at last";
}

TEST_P(Asleep, keeps_nothing_that_its_own_page_did_not_send) {
    const auto admin = world.account("admin", Role::administrator);
    visitor.sign_in("admin");
    auto typed = of_page(visitor.get("/a/accounts").body);
    world.pass(31);
    std::ranges::find(typed, "_csrf", &web::Typed::value_type::first)->second = "forged";
    EXPECT_EQ(send(typed).location, "/sign-in?then=%2Fa%2Faccounts&kept=0");
    EXPECT_EQ(drafts(admin), 0U);
    EXPECT_NE(visitor.get("/sign-in?kept=0").body.find("登録されていません"), std::string::npos);
}

TEST_P(Asleep, never_writes_under_another_persons_name) {
    const auto admin = world.account("admin", Role::administrator);
    const auto other = world.account("second", Role::administrator);
    visitor.sign_in("admin");
    const auto typed = of_page(visitor.get("/a/accounts").body);
    visitor.cookies.clear();
    visitor.sign_in("second");
    const auto answer = send(typed);
    EXPECT_EQ(answer.status, 403);
    EXPECT_NE(answer.body.find("いまサインインしている人がちがいます"), std::string::npos);
    EXPECT_EQ(answer.body.find("もう一度送る"), std::string::npos);
    EXPECT_EQ(answer.body.find("招かれる 人"), std::string::npos);
    EXPECT_EQ(drafts(admin) + drafts(other), 0U);
}

}  // namespace
}  // namespace michi::people
