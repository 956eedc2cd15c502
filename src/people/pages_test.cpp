#include <sodium.h>

#include <thread>

#include "engines.hpp"
#include "people/admin.hpp"
#include "people/device.hpp"
#include "people/visitor.hpp"

namespace michi::people {
namespace {

class SignIn : public testing::TestWithParam<bool> {
  public:
    World world{GetParam()};
    Visitor visitor{world};
};
ON_EACH_ENGINE(SignIn);

TEST_P(SignIn, goes_by_password_and_code) {
    world.account("miura", Role::centre_counsellor);
    visitor.sign_in("miura");
    EXPECT_EQ(visitor.get("/w/me").status, 200);
    EXPECT_EQ(world.kept(TraceKind::sign_in), 2);
}

TEST_P(SignIn, without_the_second_factor_opens_nothing) {
    world.account("miura", Role::centre_head);
    visitor.password("miura");
    for (const auto* page : {"/w/me", "/w/step-up", "/a/accounts"}) {
        const auto answer = visitor.get(page);
        EXPECT_EQ(answer.status, 303) << page;
        EXPECT_EQ(answer.location.substr(0, 13), "/sign-in/code") << page;
    }
    EXPECT_EQ(visitor.get("/sign-in/code").status, 200);
}

TEST_P(SignIn, a_person_of_the_staff_without_factor_enrols_first) {
    world.account("new", Role::municipal_officer, false);
    EXPECT_EQ(visitor.password("new").location, "/enrol");
    EXPECT_EQ(visitor.get("/w/me").location.substr(0, 6), "/enrol");
    const std::string page = visitor.get("/enrol").body;
    EXPECT_NE(page.find("<svg class=\"qr\""), std::string::npos);
    EXPECT_EQ(visitor.post("/enrol", {{"code", "000000"}}).status, 422);
}

TEST_P(SignIn, a_family_goes_on_by_password_alone) {
    world.account("mother", Role::family, false);
    EXPECT_EQ(visitor.password("mother").location, "/w");
    EXPECT_EQ(visitor.get("/w/me").status, 200);
}

TEST_P(SignIn, tells_nobody_which_logins_exist) {
    world.account("miura", Role::centre_counsellor);
    Visitor other(world);
    const auto known = visitor.password("miura", "not the password"),
               unknown = other.password("nobody", "not the password");
    EXPECT_EQ(known.status, 422);
    EXPECT_EQ(unknown.status, 422);
    EXPECT_EQ(known.location, unknown.location);
    EXPECT_EQ(world.kept(TraceKind::sign_in_failed), 2);
}

TEST_P(SignIn, ends_guessing_but_not_for_a_device_that_signed_in_before) {
    world.account("miura", Role::centre_counsellor);
    visitor.sign_in("miura");
    Visitor stranger(world);
    for (int i = 0; i < 12; ++i) stranger.password("miura", "guess");
    EXPECT_EQ(stranger.password("miura").status, 422);
    EXPECT_EQ(visitor.password("miura").status, 303);
    world.pass(61);
    EXPECT_EQ(stranger.password("miura").status, 303);
}

TEST_P(SignIn, looks_at_ten_guesses_an_hour_whatever_comes) {
    world.account("miura", Role::centre_counsellor);
    visitor.sign_in("miura");
    Visitor stranger(world);
    for (int i = 0; i < 300; ++i) {
        stranger.password("miura", "guess " + std::to_string(i));
        world.now.ms += 12'000;
    }
    EXPECT_LE(world.kept(TraceKind::sign_in_failed), 10);
    EXPECT_EQ(visitor.password("miura").status, 303);
}

TEST_P(SignIn, takes_five_codes_in_a_quarter_of_an_hour) {
    world.account("miura", Role::centre_counsellor);
    visitor.password("miura");
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(visitor.post("/sign-in/code", {{"code", "000000"}}).status, 422);
    EXPECT_EQ(visitor.post("/sign-in/code", {{"code", world.code()}}).status, 422)
        << "the right one comes too late";
    world.pass(16);
    EXPECT_EQ(visitor.post("/sign-in/code", {{"code", world.code()}}).status, 303);
}

TEST_P(SignIn, makes_an_old_hash_anew) {
    const auto id = world.account("miura", Role::centre_counsellor);
    const std::string old = "$argon2id$v=19$m=8192,t=1,p=1$";
    char made[128];
    ASSERT_EQ(crypto_pwhash_str_alg(made, kPassword.data(), kPassword.size(), 1, 8192 * 1024,
                                    crypto_pwhash_ALG_ARGON2ID13),
              0);
    world.database->write_now([&](Tx& tx) { set_password(tx, id, made); });
    EXPECT_EQ(visitor.password("miura").status, 303);
    const auto kept = world.database->ask([&](Tx& tx) {
        return tx.value<std::string>("SELECT password FROM account WHERE id = $1", id);
    });
    EXPECT_FALSE(kept.starts_with(old));
    EXPECT_TRUE(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
}

class OwnAccount : public SignIn {
  public:
    bool told(const std::string& words) {
        return visitor.get("/w/me").body.find(words) != std::string::npos;
    }
};
ON_EACH_ENGINE(OwnAccount);

TEST_P(OwnAccount, tells_of_a_device_not_seen_before_until_the_owner_has_read_it) {
    world.account("miura", Role::centre_counsellor);
    visitor.sign_in("miura");
    EXPECT_FALSE(told("はじめての機器")) << "the first device of all is no news";
    Visitor other(world);
    other.sign_in("miura");
    EXPECT_TRUE(told("はじめての機器"));
    EXPECT_TRUE(told("お知らせ1件"));
    visitor.post("/w/me", "/w/me/notices", {});
    EXPECT_TRUE(told("はじめての機器")) << "it can be read again";
    EXPECT_FALSE(told("お知らせ1件"));
}

TEST_P(OwnAccount, changes_its_password_with_the_old_one_and_ends_other_sessions) {
    world.account("miura", Role::centre_counsellor);
    visitor.sign_in("miura");
    Visitor other(world);
    other.sign_in("miura");
    const std::string fresh = "mori-kaze-ishi-5";
    EXPECT_EQ(
        visitor.post("/w/me", "/w/me/password", {{"old", "wrong"}, {"password", fresh}}).status,
        422);
    EXPECT_EQ(
        visitor.post("/w/me", "/w/me/password", {{"old", kPassword}, {"password", "password2026"}})
            .status,
        422);
    EXPECT_EQ(
        visitor.post("/w/me", "/w/me/password", {{"old", kPassword}, {"password", fresh}}).status,
        303);
    EXPECT_EQ(visitor.get("/w/me").status, 200);
    EXPECT_EQ(other.get("/w/me").status, 303);
    EXPECT_TRUE(told("パスワードが変わりました"));
    EXPECT_EQ(Visitor(world).password("miura", fresh).status, 303);
}

TEST_P(OwnAccount, shows_every_session_whole_ones_before_half_ones) {
    const auto id = world.account("miura", Role::centre_counsellor);
    Visitor other(world);
    other.sign_in("miura");
    visitor.sign_in("miura");
    const auto own = world.database->ask(
        [](Tx& tx) { return tx.value<std::int64_t>("SELECT max(id) FROM session"); });
    std::vector<Visitor> half(25, Visitor(world));
    for (Visitor& one : half) one.password("miura");
    const auto open = world.database->ask([&](Tx& tx) { return sessions_of(tx, id, world.now); });
    ASSERT_EQ(open.size(), 27u);
    EXPECT_EQ(open[0].id, own);
    for (std::size_t i = 0; i < open.size(); ++i) EXPECT_EQ(open[i].half, i >= 2) << i;
    const std::string page = visitor.get("/w/me").body;
    for (const auto& s : open)
        EXPECT_EQ(page.find("/w/me/sessions/" + std::to_string(s.id) + "/end") != std::string::npos,
                  s.id != own)
            << s.id;
    EXPECT_TRUE(told("止まっているもの（25件）"));
}

TEST_P(OwnAccount, ends_each_session_or_all_others) {
    const auto id = world.account("miura", Role::centre_counsellor);
    Visitor other(world), half(world), third(world);
    other.sign_in("miura");
    third.sign_in("miura");
    visitor.sign_in("miura");
    half.password("miura");
    const auto open = world.database->ask([&](Tx& tx) { return sessions_of(tx, id, world.now); });
    ASSERT_EQ(open.size(), 4u);
    const auto end_of = [&](std::size_t i) {
        return "/w/me/sessions/" + std::to_string(open[i].id) + "/end";
    };
    EXPECT_EQ(visitor.post("/w/me", end_of(2), {}).status, 303);
    EXPECT_EQ(visitor.post("/w/me", end_of(3), {}).status, 303);
    EXPECT_EQ(visitor.post("/w/me", end_of(3), {}).status, 404) << "it has ended";
    EXPECT_EQ(other.get("/w/me").location.substr(0, 8), "/sign-in");
    EXPECT_EQ(half.get("/sign-in/code").location, "/sign-in");
    EXPECT_EQ(third.get("/w/me").status, 200);
    EXPECT_EQ(visitor.post("/w/me", "/w/me/sessions/end", {}).status, 303);
    EXPECT_EQ(third.get("/w/me").status, 303);
    EXPECT_EQ(visitor.get("/w/me").status, 200);
}

TEST_P(OwnAccount, does_not_show_sessions_that_time_has_ended_nor_those_of_others) {
    const auto id = world.account("miura", Role::centre_counsellor);
    const auto ito = world.account("ito", Role::centre_counsellor);
    world.session(ito, Assurance::second_factor);
    world.session(id, Assurance::second_factor);
    world.pass(31);
    world.session(id, Assurance::second_factor);
    const auto open = world.database->ask([&](Tx& tx) { return sessions_of(tx, id, world.now); });
    EXPECT_EQ(open.size(), 1u);
    const auto mother = world.account("mother", Role::family, false);
    world.session(mother, Assurance::password);
    EXPECT_FALSE(
        world.database->ask([&](Tx& tx) { return sessions_of(tx, mother, world.now); }).at(0).half)
        << "a family's session by password alone is whole";
}

TEST_P(OwnAccount, renews_recovery_codes_with_a_code_given_just_now) {
    world.account("miura", Role::centre_counsellor);
    visitor.sign_in("miura");
    world.pass(6);
    EXPECT_EQ(visitor.post("/w/me", "/w/me/codes", {}).location.substr(0, 10), "/w/step-up");
    visitor.post("/w/step-up", {{"code", world.code()}});
    const auto page = visitor.post("/w/me", "/w/me/codes", {});
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(page.body.find("<code>"), std::string::npos);
    EXPECT_TRUE(told("回復コードが新しく"));
}

TEST(Device, is_named_in_the_words_of_its_owner) {
    const std::pair<const char*, const char*> kAgents[] = {
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0",
         "Edge・Windows"},
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
         "Chrome・Windows"},
        {"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
         "Safari・iPhone"},
        {"Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36",
         "Chrome・Android"},
        {"Mozilla/5.0 (Macintosh; Intel Mac OS X 14.5; rv:127.0) Gecko/20100101 Firefox/127.0",
         "Firefox・Mac"},
        {"curl/8.5.0", "curl/8.5.0"},
        {"", ""},
        {"ああああああああああああああああああああああああああああああああああああああああああ",
         "ああああああああああああああああああああああああああああああああああああああああ"}};
    for (const auto& [agent, name] : kAgents) EXPECT_EQ(device_name(agent), name) << agent;
}

TEST_P(SignIn, takes_a_code_once) {
    world.account("miura", Role::centre_counsellor);
    Visitor other(world);
    visitor.password("miura");
    other.password("miura");
    const std::string code = world.code();
    EXPECT_EQ(visitor.post("/sign-in/code", {{"code", code}}).status, 303);
    EXPECT_EQ(other.post("/sign-in/code", {{"code", code}}).status, 422);
}

TEST_P(SignIn, takes_a_code_once_also_when_many_come_together) {
    const auto id = world.account("miura", Role::centre_counsellor);
    std::atomic<int> taken{};
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            for (int n = 0; n < 13; ++n)
                world.database->write_now([&](Tx& tx) {
                    taken += take_code(tx, *world.vault, id, world.code(), world.now) != Taken::no;
                });
        });
    threads.clear();
    EXPECT_EQ(taken, 1);
}

TEST_P(SignIn, takes_a_recovery_code_once_however_it_is_written) {
    const auto id = world.account("miura", Role::centre_counsellor);
    std::vector<std::string> codes;
    world.database->write_now([&](Tx& tx) { codes = new_recovery_codes(tx, id); });
    ASSERT_EQ(codes.size(), 10u);
    std::string typed;
    for (const char c : codes[3])
        typed += (typed.size() % 5 == 4 ? "-" : "") + std::string(1, char(std::tolower(c)));
    visitor.password("miura");
    EXPECT_EQ(visitor.post("/sign-in/code", {{"code", typed}}).status, 303);
    Visitor other(world);
    other.password("miura");
    EXPECT_EQ(other.post("/sign-in/code", {{"code", codes[3]}}).status, 422);
}

TEST_P(SignIn, gives_a_new_session_with_the_second_factor) {
    world.account("miura", Role::centre_counsellor);
    visitor.password("miura");
    const auto before = visitor.cookies;
    visitor.post("/sign-in/code", {{"code", world.code()}});
    Visitor old(world);
    old.cookies = before;
    EXPECT_EQ(old.get("/w/me").location.substr(0, 8), "/sign-in");
    EXPECT_EQ(visitor.get("/w/me").status, 200);
}

TEST_P(SignIn, keeps_no_token) {
    world.account("miura", Role::centre_counsellor);
    visitor.sign_in("miura");
    const auto kept = world.database->ask([](Tx& tx) {
        return tx.value<std::int64_t>("SELECT count(*) FROM session WHERE length(token_hash) = 32");
    });
    EXPECT_EQ(kept, 2);
}

TEST_P(SignIn, ends_when_idle_when_old_and_when_the_clock_goes_back) {
    world.account("miura", Role::centre_counsellor);
    visitor.sign_in("miura");
    world.pass(29);
    EXPECT_EQ(visitor.get("/w/me").status, 200);
    world.pass(31);
    EXPECT_EQ(visitor.get("/w/me").status, 303);
    visitor.sign_in("miura");
    for (int i = 0; i < 30; ++i) {
        world.pass(20);
        visitor.get("/w/me");
    }
    EXPECT_EQ(visitor.get("/w/me").status, 303);
    visitor.sign_in("miura");
    world.pass(-60);
    EXPECT_EQ(visitor.get("/w/me").status, 303);
}

TEST_P(SignIn, of_a_disabled_account_ends_at_once) {
    const auto id = world.account("miura", Role::centre_counsellor);
    visitor.sign_in("miura");
    world.database->write_now([&](Tx& tx) { set_enabled(tx, id, false); });
    EXPECT_EQ(visitor.get("/w/me").status, 303);
    EXPECT_EQ(visitor.password("miura").status, 422);
}

TEST_P(SignIn, signing_out_ends_the_session_and_clears_the_browser) {
    world.account("miura", Role::centre_counsellor);
    visitor.sign_in("miura");
    const auto before = visitor.cookies;
    const auto answer = visitor.post("/w/me", "/sign-out", {});
    EXPECT_EQ(answer.location, "/sign-in");
    EXPECT_EQ(answer.headers.front().first, "Clear-Site-Data");
    visitor.cookies = before;
    EXPECT_EQ(visitor.get("/w/me").status, 303);
}

TEST_P(SignIn, a_locked_screen_opens_by_code) {
    world.account("miura", Role::centre_counsellor);
    visitor.sign_in("miura");
    EXPECT_EQ(visitor.post("/w/me", "/lock", {}).location.substr(0, 7), "/unlock");
    EXPECT_EQ(visitor.get("/w/me").location.substr(0, 7), "/unlock");
    EXPECT_EQ(visitor.post("/unlock", {{"code", world.code()}}).status, 303);
    EXPECT_EQ(visitor.get("/w/me").status, 200);
}

TEST_P(SignIn, leads_back_on_this_site_only) {
    world.account("mother", Role::family, false);
    EXPECT_EQ(visitor
                  .post("/sign-in",
                        {{"login", "mother"}, {"password", kPassword}, {"then", "//evil.example"}})
                  .location,
              "/w");
    Visitor other(world);
    EXPECT_EQ(
        other.post("/sign-in", {{"login", "mother"}, {"password", kPassword}, {"then", "/w/me"}})
            .location,
        "/w/me");
}

TEST_P(SignIn, names_are_hidden_and_shown_again) {
    world.account("miura", Role::centre_counsellor);
    visitor.sign_in("miura");
    visitor.post("/w/me", "/w/mask", {});
    EXPECT_TRUE(world.database->ask([](Tx& tx) { return is_masked(tx, 2); }));
    visitor.post("/w/me", "/w/mask", {});
    EXPECT_FALSE(world.database->ask([](Tx& tx) { return is_masked(tx, 2); }));
}

TEST_P(SignIn, the_first_administrator_and_head_begin_by_a_link_that_works_once) {
    for (const auto& [login, role] :
         {std::pair("root", Role::administrator), std::pair("chief", Role::centre_head)}) {
        using State = FirstPerson::State;
        const auto ask_host = [&](Role asked) {
            FirstPerson person;
            world.database->write_now([&](Tx& tx) {
                person = first_person(tx, *world.vault, asked, login, "はじめの 人", world.now);
            });
            return person;
        };
        const auto lost = ask_host(role);
        EXPECT_EQ(lost.state, State::made);
        const auto other = role == Role::centre_head ? Role::administrator : Role::centre_head;
        EXPECT_EQ(ask_host(other).state, State::taken) << "the login of another role";
        const auto anew = ask_host(role);
        EXPECT_EQ(anew.state, State::anew);
        EXPECT_EQ(visitor.get(lost.link).status, 404) << "of two links the newer one works";
        const std::string link = anew.link;
        EXPECT_NE(visitor.get(link).body.find("はじめの 人"), std::string::npos);
        EXPECT_EQ(visitor.post(link, {{"password", "short"}}).status, 422);
        EXPECT_EQ(visitor.post(link, {{"password", kPassword}}).location, "/sign-in");
        EXPECT_EQ(visitor.get(link).status, 404);
        EXPECT_EQ(ask_host(role).state, State::begun) << "whoever has begun signs in as usual";
        EXPECT_EQ(visitor.password(login).location, "/enrol");
        visitor.cookies.clear();
    }
}

TEST_P(SignIn, the_link_of_the_host_ends_after_an_hour) {
    std::string link;
    world.database->write_now([&](Tx& tx) {
        link = first_person(tx, *world.vault, Role::administrator, "root", "", world.now).link;
    });
    world.pass(61);
    EXPECT_EQ(visitor.get(link).status, 404);
}

TEST_P(SignIn, accounts_are_kept_with_a_fresh_factor) {
    world.account("root", Role::administrator);
    visitor.sign_in("root");
    world.pass(6);
    for (const auto* page : {"/a/accounts", "/a/agreements", "/a/proposals/1/letter"})
        EXPECT_EQ(visitor.get(page).location.substr(0, 10), "/w/step-up") << page;
    EXPECT_EQ(visitor.post("/w/step-up", {{"code", world.code()}}).status, 303);
    EXPECT_EQ(visitor.get("/a/accounts").status, 200);
}

TEST_P(SignIn, others_do_not_manage_accounts) {
    world.account("miura", Role::centre_counsellor);
    visitor.sign_in("miura");
    EXPECT_EQ(visitor.get("/a/accounts").status, 403);
    EXPECT_EQ(world.kept(TraceKind::denied), 1);
}

}  // namespace
}  // namespace michi::people
