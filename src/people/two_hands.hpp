// For tests: an administrator, a head and a counsellor, and what two of them do about the third.
#pragma once

#include "engines.hpp"
#include "people/admin.hpp"
#include "people/codes.hpp"
#include "people/proposals.hpp"
#include "people/visitor.hpp"

namespace michi::people {

inline const std::string kFresh = "mori-kaze-ishi-5";

class TwoHands : public testing::TestWithParam<bool> {
  public:
    explicit TwoHands(web::ServerSettings settings = {.public_host = "centre.example.jp"})
        : world(GetParam(), std::move(settings)) {}
    World world;
    Id<Account> admin_id = world.account("admin", Role::administrator),
                head_id = world.account("head", Role::centre_head),
                owner = world.account("miura", Role::centre_counsellor);
    Visitor admin{world}, head{world}, stranger{world};
    void SetUp() override {
        admin.sign_in("admin");
        head.sign_in("head");
    }

    static std::string between(const std::string& text, const std::string& before, char end) {
        const auto at = text.find(before);
        if (at == std::string::npos) return {};
        const auto from = at + before.size();
        return text.substr(from, text.find(end, from) - from);
    }
    static std::string made(const web::Answer& answer) {
        return between(answer.location, "made=", '&');
    }
    /// One where such people work.
    Id<Organisation> organisation_for(Role role) {
        Id<Organisation> found;
        world.database->write_now([&](Tx& tx) {
            for (const char* kind : {"centre", "municipality", "partner", "prefecture", "family"}) {
                if (found || !role_fits(role, kind)) continue;
                const auto all = organisations(tx, kind);
                found = all.empty() ? create_organisation(tx, {{}, kind, "組織", "", ""})
                                    : all.front().id;
            }
        });
        return found;
    }
    std::string invite(Visitor& who, const std::string& login, Role role) {
        return made(who.post("/a/accounts",
                             {{"login", login},
                              {"name", "佐藤 みき"},
                              {"role", std::string(name_of(role))},
                              {"organisation", std::to_string(organisation_for(role).value)}}));
    }
    std::string ask(Visitor& who, Id<Account> about, const std::string& what) {
        return made(
            who.post("/a/accounts", "/a/accounts/" + std::to_string(about.value) + "/" + what, {}));
    }
    std::string letter(Visitor& who, const std::string& proposal) {
        const std::string path =
            between(who.get("/a/proposals/" + proposal + "/letter").body, "/invitation/", '<');
        return path.empty() ? path : "/invitation/" + path;
    }
    web::Answer agree(Visitor& who, const std::vector<std::string>& proposals) {
        web::Typed typed{{"deed", "agree"}};
        for (const auto& p : proposals) typed.emplace_back("proposal", p);
        return who.post("/a/agreements", typed);
    }
    /// The first code on the second person's page.
    std::string code(Visitor& who) {
        return between(who.get("/a/agreements").body, "class=\"told\">", '<');
    }
    /// The whole way: proposed, agreed to, begun and enrolled.
    std::string join(const std::string& login, Role role, Visitor& proposer, Visitor& second) {
        const std::string p = invite(proposer, login, role);
        EXPECT_EQ(agree(second, {p}).status, 303);
        const auto path = letter(proposer, p);
        EXPECT_EQ(stranger.post(path, {{"code", code(second)}, {"password", kPassword}}).location,
                  "/sign-in");
        world.database->write_now([&](Tx& tx) {
            EXPECT_TRUE(take_secret(tx, *world.vault, credentials(tx, login)->account, world.secret,
                                    world.code(), world.now));
        });
        world.pass(1);
        return p;
    }
    bool exists(const std::string& login) {
        return world.database->ask([&](Tx& tx) { return credentials(tx, login).has_value(); });
    }
    bool enrolled() {
        return world.database->ask(
            [&](Tx& tx) { return !totp_secret(tx, *world.vault, owner).empty(); });
    }
    bool told(Visitor& who, const std::string& words) {
        return who.get("/w/me").body.find(words) != std::string::npos;
    }
};

}  // namespace michi::people
