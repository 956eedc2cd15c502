// For tests: a whole Site over a scratch database, driven without sockets or cookies.
//   TestSite site({record::part()});
//   site.sign_in({.account = {1}, .role = Role::centre_counsellor});
//   EXPECT_EQ(site.get("/w/cases/W-0231").status, 200);
//   EXPECT_EQ(site.post("/w/cases/W-0231/notes", {{"words", "…"}}).status, 303);
#pragma once

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "web/web.hpp"

namespace michi::web {

/// Lets in whoever the test says.
class TestDoor : public Door {
  public:
    std::optional<Known> known;
    int touched{};
    std::optional<Known> recognise(Tx&, std::string_view, Now) override { return known; }
    void touch(Tx&, const Subject&, Now) override { ++touched; }
};

using Typed = std::vector<std::pair<std::string, std::string>>;

class TestSite {
  public:
    /// The clock stands at 2026-11-25 17:20 in Japan until the test moves it.
    explicit TestSite(std::vector<Part> parts, bool postgres = false, ServerSettings settings = {})
        : database_(open_scratch_database(postgres)),
          vault_(open_test_vault()),
          site_(*database_, *vault_, door_, std::move(parts), std::move(settings),
                [this] { return now_; }) {}

    Site& site() { return site_; }
    Database& database() { return *database_; }
    Vault& vault() { return *vault_; }
    TestDoor& door() { return door_; }
    Now now() const { return now_at(now_); }
    void set_now(Instant now) { now_ = now; }

    void sign_in(Subject subject) {
        if (subject.assurance == Assurance::nobody) subject.assurance = Assurance::fresh;
        if (!subject.account) subject.account = {1};
        Door::Known known;
        known.subject = std::move(subject);
        known.csrf = "the-token-of-this-session";
        door_.known = std::move(known);
    }
    void sign_out() { door_.known.reset(); }

    Answer get(std::string_view target) { return ask(Method::get, target, {}, {}); }
    /// The same page for a program.
    Answer json(std::string_view target) {
        return ask(Method::get, target, {{"accept", "application/json"}}, {});
    }
    /// What htmx asks for: the inside of <main>.
    Answer fragment(std::string_view target) {
        return ask(Method::get, target, {{"hx-request", "true"}}, {});
    }

    /// A form as the browser sends it, with the session's token and a new one-time key.
    Answer post(std::string_view target, Typed typed = {}) {
        return post_with_key(target, std::move(typed), "test-key-" + std::to_string(++keys_));
    }
    Answer post_with_key(std::string_view target, Typed typed, const std::string& key) {
        typed.emplace_back("_once", key);
        typed.emplace_back("_csrf", door_.known ? door_.known->csrf : token_of_nobody());
        return post_raw(target, encoded(typed), {});
    }
    /// A JSON object; the answer is JSON too.
    Answer post_json(std::string_view target, std::string_view object) {
        const std::string token = door_.known ? door_.known->csrf : token_of_nobody();
        const std::string key = "test-key-" + std::to_string(++keys_);
        return ask(Method::post, target,
                   {{"accept", "application/json"},
                    {"content-type", "application/json"},
                    {"x-csrf-token", token},
                    {"idempotency-key", key}},
                   object);
    }
    /// A form with one uploaded file.
    Answer upload(std::string_view target, const Typed& typed, const std::string& field,
                  const std::string& file_name, const std::string& bytes) {
        std::string body;
        Typed all = typed;
        all.emplace_back("_once", "test-key-" + std::to_string(++keys_));
        all.emplace_back("_csrf", door_.known ? door_.known->csrf : token_of_nobody());
        for (const auto& [name, value] : all)
            body += "--XyZzY\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" +
                    value + "\r\n";
        body += "--XyZzY\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\"" +
                file_name + "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + bytes +
                "\r\n--XyZzY--\r\n";
        return post_raw(target, body, "multipart/form-data; boundary=XyZzY");
    }
    Answer post_raw(std::string_view target, std::string_view body, std::string_view type) {
        return ask(Method::post, target,
                   {{"content-type", type.empty() ? "application/x-www-form-urlencoded" : type}},
                   body);
    }
    Answer ask(Method method, std::string_view target, std::vector<Header> headers,
               std::string_view body) {
        headers.emplace_back("cookie",
                             door_.known ? "michi=test" : "michi_form=a-seed-of-the-tests");
        headers.emplace_back("host", "localhost");
        Request request;
        request.method = method;
        request.target = target;
        request.headers = headers;
        request.body = body;
        request.address = "127.0.0.1";
        return site_.answer_now(request);
    }

    template <class F>
    void write(F&& work) {
        database_->write_now([&](Tx& tx) { work(tx); });
    }
    template <class F>
    auto ask_database(F&& work) {
        return database_->ask(std::forward<F>(work));
    }

    static std::string encoded(const Typed& typed) {
        std::string body;
        for (const auto& [name, value] : typed) {
            if (!body.empty()) body += '&';
            encode_segment(body, name);
            body += '=';
            encode_segment(body, value);
        }
        return body;
    }

  private:
    std::string token_of_nobody() const {
        return base64url(vault_->mac("csrf", "a-seed-of-the-tests").data);
    }

    std::unique_ptr<Database> database_;
    std::unique_ptr<Vault> vault_;
    TestDoor door_;
    Instant now_{at_in_japan(*Date::from_ymd(2026, 11, 25), 17 * 60 + 20)};
    int keys_{};
    Site site_;
};

}  // namespace michi::web
