#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <set>
#include <thread>

#include "web/testing.hpp"

namespace michi::web {
namespace {

struct Hello {
    std::string title;
    std::string name;
    std::int64_t number{};
    Refusals refusals;
};
BOOST_DESCRIBE_STRUCT(Hello, (), (title, name, number, refusals))

void render(const Hello& v, Out& out) {
    out.raw("<h1>");
    out.text(v.name);
    out.raw("</h1><form method=\"post\">");
    out.forms_hidden();
    out.raw("</form>");
}

Answer hello(Context& c) {
    return c.page(Hello{"t", std::string(c.part("name")), 7, {}}, {.title = "Hello"});
}
Answer look(Context& c) {
    c.require(Act::read_case, {.relation = Relation::centre}, "case/231", 231);
    return c.page(Hello{"t", std::to_string(c.number("W")), 231, {}}, {.title = "W-0231"});
}
Answer add(Context& c) {
    c.tx.run("INSERT INTO word (text) VALUES ($1)", c.form.text("text"));
    c.trace(TraceKind::create, "test.add", "word/1");
    if (c.form.text("text").empty()) {
        Refusals no;
        no.add("text", "web.oops_bad"_w);
        return c.refuse(Hello{"t", "again", 0, no}, {.title = "Hello"});
    }
    if (c.form.text("text") == "stale") throw Stale();
    if (c.form.text("text") == "fault") throw std::logic_error("secret detail");
    if (c.form.text("text") == "away") throw StorageUnavailable("disk full");
    if (c.form.text("text") == "factor") throw StepUp();
    return c.see_other(Url("/words"));
}
Answer size(Context& c) {
    const Upload* file = c.form.file("file");
    return c.json({std::to_string(file ? file->bytes.size() : 0)});
}
void hash_slowly(Context& c) { c.prepared = std::string("hashed ") + c.form.text("text"); }
Answer use_prepared(Context& c) { return c.json({std::any_cast<std::string>(c.prepared)}); }
Answer fail_counted(Context& c) {
    c.keeps = true;
    c.tx.run("INSERT INTO word (text) VALUES ('failed')");
    return c.refuse(Hello{}, {});
}

const Route kRoutes[] = {
    {Method::get, "/hello/{name}", hello, Act::open_page},
    {Method::get, "/cases/{W}", look, Act::read_case},
    {Method::get, "/cases/new", hello, Act::open_page},
    {Method::post, "/words", add, Act::open_page},
    {Method::post, "/sizes", size, Act::open_page, 100 * 1024},
    {Method::post, "/prepared", use_prepared, Act::open_page, 1024, hash_slowly, Lane::sign_in},
    {Method::post, "/failed", fail_counted, Act::sign_in, 1024},
    {Method::get, "/welcome", hello, Act::visit_public},
    {Method::get, "/everybody", hello, Act::see_prefecture},
};

class Pages : public testing::TestWithParam<bool> {
  protected:
    void SetUp() override {
        site_ = std::make_unique<TestSite>(std::vector<Part>{{"test", kRoutes}}, GetParam());
        site_->write([](Tx& tx) { tx.connection().script("CREATE TABLE word (text TEXT)"); });
        site_->database().on_seal([this](Tx&, std::vector<Trace>&& traces) {
            for (Trace& trace : traces) sealed_.push_back(std::move(trace));
        });
        site_->sign_in({.role = Role::centre_counsellor, .name = "伊藤 真由"});
    }
    std::int64_t words() {
        return site_->ask_database(
            [](Tx& tx) { return tx.value<std::int64_t>("SELECT count(*) FROM word"); });
    }
    std::vector<Trace> sealed_;
    std::unique_ptr<TestSite> site_;
};
std::vector<bool> engines() {
    return std::getenv("MICHI_TEST_POSTGRES") ? std::vector<bool>{false, true}
                                              : std::vector<bool>{false};
}
INSTANTIATE_TEST_SUITE_P(Engines, Pages, testing::ValuesIn(engines()),
                         [](const auto& engine) { return engine.param ? "postgres" : "sqlite"; });

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

TEST_P(Pages, show_a_view_inside_the_shell) {
    const Answer answer = site_->get("/hello/a%3Cb%3E%E3%81%82");
    EXPECT_EQ(answer.status, 200);
    EXPECT_TRUE(contains(answer.body, "<h1>a&lt;b&gt;あ</h1>"));
    EXPECT_TRUE(contains(answer.body, "<!doctype html>"));
    EXPECT_TRUE(contains(answer.body, "伊藤 真由"));
    EXPECT_TRUE(contains(answer.body, "nonce=\"" + answer.nonce + "\""));
}

TEST_P(Pages, answer_json_of_the_same_view) {
    const Answer answer = site_->json("/hello/x");
    EXPECT_EQ(answer.type, "application/json");
    EXPECT_EQ(answer.body, R"({"title":"t","name":"x","number":7,"refusals":[]})");
}

TEST_P(Pages, answer_the_inside_of_main_to_htmx) {
    EXPECT_TRUE(site_->fragment("/hello/x").body.starts_with("<h1>x</h1>"));
}

TEST_P(Pages, prefer_literal_segments_and_capture_the_others) {
    EXPECT_EQ(site_->get("/cases/W-0231").status, 200);
    EXPECT_EQ(site_->get("/cases/new").status, 200);
    for (const char* path :
         {"/cases/R-0231", "/cases/W-", "/cases/W-x", "/cases/W--1", "/cases/", "/cases"})
        EXPECT_EQ(site_->get(path).status, 404) << path;
}

TEST_P(Pages, keep_a_durable_trace_of_what_was_seen_before_answering) {
    ASSERT_EQ(site_->get("/cases/W-0231").status, 200);
    ASSERT_EQ(sealed_.size(), 1U);
    EXPECT_EQ(sealed_[0].object, "case/231");
    EXPECT_EQ(sealed_[0].kind, TraceKind::view);
}

TEST_P(Pages, give_no_data_when_the_audit_fails) {
    site_->database().on_seal([](Tx&, std::vector<Trace>&&) { throw StorageUnavailable("full"); });
    const Answer answer = site_->get("/cases/W-0231");
    EXPECT_EQ(answer.status, 503);
    EXPECT_FALSE(contains(answer.body, "<h1>231</h1>"));
}

TEST_P(Pages, send_somebody_unknown_to_the_sign_in_page) {
    site_->sign_out();
    const Answer answer = site_->get("/cases/W-0231?tab=notes");
    EXPECT_EQ(answer.status, 303);
    EXPECT_EQ(answer.location, "/sign-in?then=%2Fcases%2FW-0231%3Ftab%3Dnotes");
    EXPECT_EQ(site_->get("/hello/x").status, 303);
}

TEST_P(Pages, keep_a_half_signed_in_session_to_where_it_must_go) {
    site_->door().known->elsewhere = "/sign-in/code";
    EXPECT_EQ(site_->get("/hello/x").location, "/sign-in/code?then=%2Fhello%2Fx");
    EXPECT_EQ(site_->get("/nothing/here").location, "/sign-in/code?then=%2Fnothing%2Fhere");
}

TEST_P(Pages, refuse_a_role_that_may_not_and_keep_a_trace) {
    site_->sign_in({.role = Role::family});
    EXPECT_EQ(site_->get("/everybody").status, 403);
    ASSERT_FALSE(sealed_.empty());
    EXPECT_EQ(sealed_[0].kind, TraceKind::denied);
}

TEST_P(Pages, refuse_methods_that_the_page_does_not_know) {
    const Answer answer = site_->post("/hello/x");
    EXPECT_EQ(answer.status, 405);
    EXPECT_EQ(answer.headers[0], (std::pair<std::string, std::string>("Allow", "GET, HEAD")));
}

TEST_P(Pages, change_once_and_lead_on) {
    const Answer answer = site_->post("/words", {{"text", "あ"}});
    EXPECT_EQ(answer.status, 303);
    EXPECT_EQ(answer.location, "/words");
    EXPECT_EQ(words(), 1);
    EXPECT_EQ(sealed_.size(), 1U);
}

TEST_P(Pages, do_a_form_sent_twenty_times_at_once_only_once) {
    std::vector<std::thread> people;
    std::atomic<int> equal{};
    for (int i = 0; i < 20; ++i)
        people.emplace_back([&] {
            const Answer answer = site_->post_with_key("/words", {{"text", "あ"}}, "the-same-key");
            if (answer.status == 303 && answer.location == "/words") ++equal;
        });
    for (auto& person : people) person.join();
    EXPECT_EQ(equal, 20);
    EXPECT_EQ(words(), 1);
}

TEST_P(Pages, ask_before_doing_other_content_under_a_used_key) {
    site_->post_with_key("/words", {{"text", "あ"}}, "the-same-key");
    const Answer answer = site_->post_with_key("/words", {{"text", "い"}}, "the-same-key");
    EXPECT_EQ(answer.status, 409);
    EXPECT_TRUE(contains(answer.body, "い"));
    EXPECT_EQ(words(), 1);
}

TEST_P(Pages, leave_nothing_behind_when_refused_and_let_the_key_be_used_again) {
    EXPECT_EQ(site_->post_with_key("/words", {}, "the-same-key").status, 422);
    EXPECT_EQ(words(), 0);
    EXPECT_EQ(site_->post_with_key("/words", {{"text", "い"}}, "the-same-key").status, 303);
    EXPECT_EQ(words(), 1);
}

TEST_P(Pages, keep_what_was_typed_on_every_failure) {
    const struct {
        const char* text;
        int status;
    } cases[] = {{"stale", 409}, {"away", 503}};
    for (const auto& one : cases) {
        const Answer answer = site_->post("/words", {{"text", one.text}, {"more", "書いた<文>"}});
        EXPECT_EQ(answer.status, one.status);
        EXPECT_TRUE(contains(answer.body, "書いた&lt;文&gt;")) << one.text;
    }
    EXPECT_EQ(words(), 0);
}

TEST_P(Pages, tell_of_a_fault_by_number_only) {
    const Answer answer = site_->post("/words", {{"text", "fault"}});
    EXPECT_EQ(answer.status, 500);
    EXPECT_FALSE(contains(answer.body, "secret detail"));
}

TEST_P(Pages, ask_for_the_second_factor_and_come_back_to_the_form) {
    const Answer answer = site_->post("/words", {{"text", "factor"}, {"_from", "/hello/x"}});
    EXPECT_EQ(answer.location, "/w/step-up?then=%2Fhello%2Fx&kept=1");
    EXPECT_EQ(site_->post("/words", {{"text", "factor"}, {"_from", "//evil.example"}}).location,
              "/w/step-up?then=%2F&kept=1");
}

TEST_P(Pages, refuse_a_form_without_the_sessions_token) {
    EXPECT_EQ(site_->post_raw("/words", "text=a&_once=12345678", "").status, 403);
    EXPECT_EQ(site_->post_raw("/words", "text=a&_csrf=wrong", "").status, 403);
    EXPECT_EQ(words(), 0);
}

std::string between(const std::string& text, std::string_view start) {
    const auto at = text.find(start) + start.size();
    return text.substr(at, text.find('"', at) - at);
}

TEST_P(Pages, show_the_token_in_another_disguise_each_time) {
    constexpr std::string_view kStart = R"(name="_csrf" value=")";
    const std::string one = between(site_->get("/hello/x").body, kStart),
                      two = between(site_->get("/hello/x").body, kStart);
    EXPECT_NE(one, two);
    EXPECT_EQ(one.find("the-token"), std::string::npos);
    EXPECT_EQ(site_->post_raw("/words", "text=a&_csrf=" + one, "").status, 303);
    EXPECT_EQ(site_->post_raw("/words", "text=a&_csrf=" + two, "").status, 303);
    std::string forged = one;
    forged.back() = forged.back() == 'a' ? 'b' : 'a';
    forged[0] = forged[0] == 'a' ? 'b' : 'a';
    EXPECT_EQ(site_->post_raw("/words", "text=a&_csrf=" + forged, "").status, 403);
}

TEST_P(Pages, never_show_a_password_again) {
    const Answer answer =
        site_->post("/words", {{"text", "away"}, {"password", "himitsu-no-kotoba"}});
    EXPECT_EQ(answer.status, 503);
    EXPECT_FALSE(contains(answer.body, "himitsu"));
}

TEST_P(Pages, refuse_a_form_from_another_origin) {
    const std::string body = "text=a&_csrf=the-token-of-this-session";
    const auto from = [&](Header header) {
        return site_
            ->ask(Method::post, "/words",
                  {{"content-type", "application/x-www-form-urlencoded"}, header}, body)
            .status;
    };
    EXPECT_EQ(from({"sec-fetch-site", "cross-site"}), 403);
    EXPECT_EQ(from({"sec-fetch-site", "same-site"}), 403);
    EXPECT_EQ(from({"origin", "https://evil.example"}), 403);
    EXPECT_EQ(from({"origin", "null"}), 403);
    EXPECT_EQ(from({"origin", "http://localhost"}), 303);
    EXPECT_EQ(from({"sec-fetch-site", "same-origin"}), 303);
}

TEST_P(Pages, take_json_objects_with_the_token_in_a_header) {
    EXPECT_EQ(site_->post_json("/words", R"({"text":"a"})").status, 303);
    EXPECT_EQ(site_->post_json("/words", R"({"text":"a","text":"b"})").status, 400);
    EXPECT_EQ(site_->post_raw("/words", "<x/>", "text/xml").status, 415);
}

TEST_P(Pages, take_uploads_up_to_the_limit_of_the_route) {
    EXPECT_EQ(site_->upload("/sizes", {}, "file", "a.csv", std::string(50000, 'x')).body, "50000");
    EXPECT_EQ(site_->upload("/sizes", {}, "file", "a.csv", std::string(110000, 'x')).status, 413);
}

TEST_P(Pages, hold_the_limit_of_a_route_to_the_byte) {
    const auto sized = [&](std::size_t size) {
        const std::string start = "_csrf=the-token-of-this-session&text=";
        return site_->post_raw("/prepared", start + std::string(size - start.size(), 'a'), {})
            .status;
    };
    EXPECT_EQ(sized(1024), 200);
    EXPECT_EQ(sized(1025), 413);
}

TEST_P(Pages, do_slow_work_before_the_writers_turn) {
    EXPECT_EQ(site_->post("/prepared", {{"text", "pw"}}).body, "hashed pw");
}

TEST_P(Pages, keep_the_rows_of_a_refusal_that_asks_for_it) {
    EXPECT_EQ(site_->post("/failed").status, 422);
    EXPECT_EQ(words(), 1);
}

TEST_P(Pages, write_the_sessions_last_use_when_the_door_asks) {
    site_->door().known->touch = true;
    site_->get("/hello/x");
    EXPECT_EQ(site_->door().touched, 1);
    site_->post("/words", {{"text", "a"}});
    EXPECT_EQ(site_->door().touched, 2);
}

TEST_P(Pages, give_forms_of_strangers_a_token_tied_to_a_cookie) {
    site_->sign_out();
    const Answer answer = site_->ask(Method::get, "/welcome", {{"cookie", ""}}, "");
    EXPECT_EQ(answer.status, 200);
    ASSERT_EQ(answer.cookies.size(), 1U);
    EXPECT_TRUE(answer.cookies[0].starts_with("michi_form="));
    EXPECT_EQ(site_->post("/failed").status, 422);
    EXPECT_EQ(site_->post_raw("/failed", "_csrf=wrong", "").status, 403);
}

TEST_P(Pages, give_every_form_of_a_page_its_own_key) {
    const Answer answer = site_->get("/hello/x");
    std::set<std::string> keys;
    int forms = 0;
    constexpr std::string_view kStart = R"(name="_once" value=")";
    for (auto at = answer.body.find(kStart); at != std::string::npos;
         at = answer.body.find(kStart, at + 1)) {
        ++forms;
        keys.insert(answer.body.substr(
            at + kStart.size(), answer.body.find('"', at + kStart.size()) - at - kStart.size()));
    }
    EXPECT_GE(forms, 1);
    EXPECT_EQ(keys.size(), static_cast<std::size_t>(forms));
}

TEST_P(Pages, forget_one_time_keys_after_a_week) {
    site_->post_with_key("/words", {{"text", "あ"}}, "the-same-key");
    site_->set_now({site_->now().at.ms + 8LL * 86400000});
    for (int i = 0; i < 512; ++i) site_->post("/words", {{"text", "x"}});
    EXPECT_EQ(site_->ask_database([](Tx& tx) {
        return tx.value<std::int64_t>("SELECT count(*) FROM once WHERE once_key = 'the-same-key'");
    }),
              0);
}

TEST(Site, does_not_start_with_a_route_that_cannot_stand) {
    const Route without_handler[] = {{Method::get, "/x", nullptr, Act::open_page}};
    const Route twins[] = {{Method::get, "/x", hello, Act::open_page},
                           {Method::get, "/x", hello, Act::open_page}};
    const Route no_policy[] = {{Method::get, "/x", hello, static_cast<Act>(kActs)}};
    EXPECT_THROW(TestSite({{"a", without_handler}}), std::logic_error);
    EXPECT_THROW(TestSite({{"a", twins}}), std::logic_error);
    EXPECT_THROW(TestSite({{"a", no_policy}}), std::logic_error);
    const Route no_limit[] = {{Method::post, "/x", hello, Act::visit_public}};
    const Route too_much[] = {{Method::post, "/x", hello, Act::sign_in, 64 * 1024 + 1}};
    const Route enough[] = {{Method::post, "/x", hello, Act::sign_in, 64 * 1024}};
    EXPECT_THROW(TestSite({{"a", no_limit}}), std::logic_error);
    EXPECT_THROW(TestSite({{"a", too_much}}), std::logic_error);
    EXPECT_NO_THROW(TestSite({{"a", enough}}));
}

}  // namespace
}  // namespace michi::web
