// Two persons over the pages: who proposes, who agrees, and what the owner of the letter can do with it.
#include <thread>

#include "people/two_hands.hpp"

namespace michi::people {
namespace {

ON_EACH_ENGINE(TwoHands);

TEST_P(TwoHands, are_needed_before_anybody_who_reads_cases_comes_in) {
    for (int r = 0; r < kRoles; ++r) {
        const std::string login = "guest" + std::to_string(r);
        const auto p = invite(admin, login, Role(r));
        const auto path = letter(admin, p);
        ASSERT_FALSE(path.empty()) << login;
        const auto answer =
            Visitor(world).post("/sign-in", path, {{"code", "00000000"}, {"password", kPassword}});
        EXPECT_EQ(answer.status, needs_second(Role(r)) ? 409 : 303) << name_of(Role(r));
        EXPECT_EQ(exists(login), !needs_second(Role(r))) << name_of(Role(r));
        EXPECT_EQ(agree(admin, {p}).status, 409) << "the proposer does not agree";
    }
}

TEST_P(TwoHands, make_an_account_by_letter_and_code_together) {
    const auto p = invite(admin, "sato", Role::centre_counsellor);
    const auto path = letter(admin, p);
    EXPECT_NE(stranger.get(path).body.find("まだ始められません"), std::string::npos);
    EXPECT_EQ(head.get("/a/proposals/" + p + "/letter").status, 404) << "the letter is not theirs";
    EXPECT_EQ(code(head), "");
    EXPECT_EQ(agree(head, {p}).location, "/a/agreements");
    const std::string told_code = code(head);
    ASSERT_EQ(told_code.size(), 9u);
    EXPECT_EQ(admin.get("/a/accounts").body.find(told_code), std::string::npos);
    EXPECT_EQ(code(admin), "") << "nor the code the proposer's";
    EXPECT_EQ(stranger.post(path, {{"code", ""}, {"password", kFresh}}).status, 422);
    EXPECT_EQ(stranger.post(path, {{"code", told_code}, {"password", "short"}}).status, 422);
    EXPECT_EQ(stranger.post(path, {{"code", told_code}, {"password", kFresh}}).location,
              "/sign-in");
    EXPECT_EQ(stranger.get(path).status, 404) << "once";
    EXPECT_EQ(stranger.password("sato", kFresh).location, "/enrol");
    EXPECT_TRUE(told(head, "2人が認め、招待されました"));
    EXPECT_TRUE(told(admin, "あなたの提案が同意されました"));
}

TEST_P(TwoHands, are_not_one_with_a_head_whom_the_administrator_brought_in) {
    join("head2", Role::centre_head, admin, head);
    Visitor second(world);
    second.sign_in("head2");
    const auto p = invite(admin, "sato", Role::centre_counsellor);
    EXPECT_NE(second.get("/a/agreements").body.find("同じ人から招かれています"), std::string::npos);
    EXPECT_EQ(agree(second, {p}).status, 409);
    EXPECT_FALSE(exists("sato"));
    EXPECT_EQ(agree(admin, {invite(second, "head3", Role::centre_head)}).status, 409)
        << "nor the other way round";
}

TEST_P(TwoHands, are_not_two_administrators_of_ones_own) {
    join("admin2", Role::administrator, admin, head);
    Visitor second(world);
    second.sign_in("admin2");
    for (const auto* what : {"factor", "password"}) {
        const auto p = ask(admin, owner, what);
        EXPECT_EQ(agree(second, {p}).status, 409) << what;
    }
    EXPECT_TRUE(enrolled());
    Visitor another(world);
    EXPECT_EQ(another.password("miura").location.substr(0, 13), "/sign-in/code");
}

TEST_P(TwoHands, let_a_head_bring_in_a_successor_who_counts) {
    join("head2", Role::centre_head, head, admin);
    Visitor second(world);
    second.sign_in("head2");
    EXPECT_EQ(agree(second, {invite(admin, "sato", Role::centre_counsellor)}).status, 303);
    EXPECT_TRUE(exists("sato"));
}

TEST_P(TwoHands, give_a_new_password_and_neither_sees_it) {
    const auto p = ask(admin, owner, "password");
    const auto path = letter(admin, p);
    EXPECT_EQ(Visitor(world).post("/sign-in", path, {{"password", kFresh}}).status, 409);
    agree(head, {p});
    EXPECT_EQ(Visitor(world).post(path, {{"password", kFresh}}).status, 422) << "no code";
    Visitor miura(world);
    miura.sign_in("miura");
    EXPECT_TRUE(told(miura, "パスワードの決め直しが提案されました"));
    EXPECT_EQ(stranger.post(path, {{"code", code(head)}, {"password", kFresh}}).status, 303);
    EXPECT_EQ(miura.get("/w/me").status, 303) << "sessions end";
    EXPECT_EQ(stranger.password("miura", kFresh).location.substr(0, 13), "/sign-in/code")
        << "the factor stays";
    EXPECT_TRUE(told(head, "手紙と番号で、パスワードが変わりました"));
}

TEST_P(TwoHands, take_a_factor_away_when_its_owner_begins) {
    const auto p = ask(admin, owner, "factor");
    const auto path = letter(admin, p);
    agree(head, {p});
    EXPECT_TRUE(enrolled()) << "the agreement alone opens nothing to who knows the password";
    EXPECT_EQ(stranger.post(path, {{"code", "0000 0000"}}).status, 422);
    EXPECT_TRUE(enrolled());
    EXPECT_EQ(stranger.post(path, {{"code", code(head)}}).location, "/sign-in");
    EXPECT_FALSE(enrolled());
    EXPECT_EQ(stranger.password("miura").location, "/enrol");
    EXPECT_TRUE(told(head, "認証アプリの登録が取り消されました"));
}

TEST_P(TwoHands, whoever_renewed_an_account_may_be_its_holder) {
    world.account("head2", Role::centre_head);
    const auto about =
        world.database->ask([](Tx& tx) { return credentials(tx, "head2")->account; });
    const auto p = ask(admin, about, "password");
    agree(head, {p});
    const auto path = letter(admin, p);
    EXPECT_EQ(stranger.post(path, {{"code", code(head)}, {"password", kPassword}}).status, 303);
    Visitor second(world);
    second.sign_in("head2");
    EXPECT_EQ(agree(second, {invite(admin, "sato", Role::centre_counsellor)}).status, 409);
}

TEST_P(TwoHands, end_a_letter_at_the_tenth_wrong_code_and_are_told) {
    const auto p = invite(admin, "sato", Role::centre_counsellor);
    const auto path = letter(admin, p);
    agree(head, {p});
    const std::string right = code(head);
    const std::string wrong = right == "0000 0001" ? "0000 0002" : "0000 0001";
    for (int i = 0; i < 9; ++i)
        EXPECT_EQ(stranger.post(path, {{"code", wrong}, {"password", kFresh}}).status, 422);
    EXPECT_NE(head.get("/a/agreements").body.find("番号のまちがい 9回"), std::string::npos);
    for (const auto* unread : {"", "1234", "abcdefgh"})
        EXPECT_EQ(stranger.post(path, {{"code", unread}, {"password", kFresh}}).status, 422);
    EXPECT_EQ(stranger.get(path).status, 200) << "what is no code is no try";
    EXPECT_EQ(stranger.post(path, {{"code", wrong}, {"password", kFresh}}).status, 422);
    EXPECT_EQ(stranger.get(path).status, 404);
    EXPECT_EQ(stranger.post("/sign-in", path, {{"code", right}, {"password", kFresh}}).status, 404);
    EXPECT_TRUE(told(admin, "番号が10回まちがえられ"));
    EXPECT_TRUE(told(head, "番号が10回まちがえられ"));
    EXPECT_EQ(stranger.password("sato", kFresh).status, 422);
}

TEST_P(TwoHands, read_the_code_however_it_is_typed) {
    const auto p = invite(admin, "sato", Role::partner);
    const auto path = letter(admin, p);
    agree(head, {p});
    std::string typed;
    for (const char c : code(head))
        typed += c == ' ' ? std::string("－") : "\xef\xbc" + std::string(1, char(c - '0' + 0x90));
    EXPECT_EQ(stranger.post(path, {{"code", typed}, {"password", kFresh}}).status, 303) << typed;
}

TEST_P(TwoHands, agree_once_for_a_whole_list) {
    std::vector<std::string> all;
    for (int i = 0; i < 5; ++i)
        all.push_back(invite(admin, "guest" + std::to_string(i), Role::partner));
    EXPECT_NE(head.get("/a/accounts").body.find("同意を待つ提案 5件"), std::string::npos);
    EXPECT_EQ(head.post("/a/agreements", {{"deed", "agree"}}).status, 422) << "nothing ticked";
    const std::string left = all.back();
    all.pop_back();
    EXPECT_EQ(agree(head, all).status, 303);
    for (int i = 0; i < 4; ++i) EXPECT_TRUE(exists("guest" + std::to_string(i)));
    EXPECT_FALSE(exists("guest4"));
    const std::string page = head.get("/a/agreements").body;
    int codes = 0;
    for (auto at = page.find("\"told\""); at != std::string::npos;
         at = page.find("\"told\"", at + 1))
        ++codes;
    EXPECT_EQ(codes, 4);
}

TEST_P(TwoHands, refuse_with_a_word_that_the_proposer_reads) {
    const auto p = invite(admin, "sato", Role::partner);
    const auto path = letter(admin, p);
    EXPECT_EQ(head.post("/a/agreements", {{"deed", "refuse"}, {"proposal", p}}).status, 422);
    EXPECT_EQ(head.post("/a/agreements",
                        {{"deed", "refuse"}, {"proposal", p}, {"word", "聞いていない人です"}})
                  .status,
              303);
    EXPECT_NE(admin.get("/a/accounts").body.find("聞いていない人です"), std::string::npos);
    EXPECT_TRUE(told(admin, "あなたの提案が断られました"));
    EXPECT_EQ(stranger.get(path).status, 404);
    EXPECT_EQ(agree(head, {p}).status, 409);
    EXPECT_FALSE(invite(admin, "sato", Role::partner).empty()) << "the login is free again";
}

TEST_P(TwoHands, take_back_what_has_not_begun) {
    const auto waiting = invite(admin, "sato", Role::partner);
    EXPECT_EQ(head.post("/a/accounts", "/a/proposals/" + waiting + "/withdraw", {}).status, 404)
        << "only who proposed or agreed";
    EXPECT_EQ(admin.post("/a/accounts", "/a/proposals/" + waiting + "/withdraw", {}).status, 303);
    EXPECT_EQ(agree(head, {waiting}).status, 409);
    const auto agreed = ask(admin, owner, "password");
    const auto path = letter(admin, agreed);
    agree(head, {agreed});
    EXPECT_EQ(head.post("/a/agreements", "/a/proposals/" + agreed + "/withdraw", {}).location,
              "/a/agreements");
    EXPECT_EQ(stranger.get(path).status, 404);
}

TEST_P(TwoHands, lapse_after_seven_days_and_a_new_password_after_one) {
    const auto waiting = invite(admin, "sato", Role::partner);
    const auto agreed = ask(admin, owner, "password");
    const auto path = letter(admin, agreed);
    agree(head, {agreed});
    world.pass(24 * 60 + 1);
    EXPECT_EQ(stranger.get(path).status, 404);
    world.pass(6 * 24 * 60);
    Visitor later(world);
    later.sign_in("head");
    EXPECT_EQ(agree(later, {waiting}).status, 409);
}

TEST_P(TwoHands, of_two_who_agree_at_once_one_has_the_code) {
    world.account("head2", Role::centre_head);
    Visitor second(world);
    second.sign_in("head2");
    std::vector<std::string> all;
    for (int i = 0; i < 8; ++i)
        all.push_back(invite(admin, "guest" + std::to_string(i), Role::partner));
    for (const auto& p : all) {
        std::jthread one([&] { agree(head, {p}); }), other([&] { agree(second, {p}); });
    }
    const auto counts = world.database->ask([](Tx& tx) {
        return std::pair(
            tx.value<std::int64_t>("SELECT count(*) FROM account_origin"),
            tx.value<std::int64_t>("SELECT count(*) FROM account WHERE login LIKE 'guest%'"));
    });
    EXPECT_EQ(counts, std::pair(std::int64_t(8), std::int64_t(8)));
}

TEST_P(TwoHands, of_agreeing_and_withdrawing_at_once_leave_one_result) {
    for (int i = 0; i < 8; ++i) {
        const std::string login = "guest" + std::to_string(i);
        const auto p = invite(admin, login, Role::partner);
        {
            std::jthread one([&] { agree(head, {p}); }),
                other([&] { admin.post("/a/accounts", "/a/proposals/" + p + "/withdraw", {}); });
        }
        const auto state = world.database->ask([&](Tx& tx) {
            return tx.value<std::string>("SELECT state FROM account_proposal WHERE id = $1",
                                         std::stoll(p));
        });
        EXPECT_EQ(state, "withdrawn")
            << "before the agreement, or after it and before it was begun";
        EXPECT_EQ(code(head), "");
    }
}

TEST_P(TwoHands, are_not_needed_to_close_and_are_to_open_again) {
    Visitor miura(world);
    miura.sign_in("miura");
    const std::string at = "/a/accounts/" + std::to_string(owner.value);
    EXPECT_EQ(head.post("/a/accounts", at + "/disable", {}).status, 404) << "heads close heads";
    EXPECT_EQ(admin.post("/a/accounts", at + "/disable", {}).status, 303);
    EXPECT_EQ(miura.get("/w/me").status, 303);
    EXPECT_EQ(admin.post("/a/accounts", at + "/state", {{"enabled", "1"}}).status, 404);
    const auto p = ask(admin, owner, "enable");
    EXPECT_EQ(Visitor(world).password("miura").status, 422) << "one alone does nothing";
    EXPECT_EQ(admin.post("/a/accounts", at + "/enable", {}).status, 409) << "it waits already";
    EXPECT_EQ(agree(head, {p}).status, 303);
    Visitor again(world);
    again.sign_in("miura");
    EXPECT_TRUE(told(again, "2人が認め、このアカウントがまた使えるようになりました"));
}

TEST_P(TwoHands, of_somebody_closed_stand_no_more) {
    world.account("admin2", Role::administrator);
    Visitor second(world);
    second.sign_in("admin2");
    const auto waiting = invite(admin, "sato", Role::partner);
    const auto agreed = ask(admin, owner, "password");
    const auto path = letter(admin, agreed);
    agree(head, {agreed});
    second.post("/a/accounts", "/a/accounts/" + std::to_string(admin_id.value) + "/disable", {});
    EXPECT_EQ(agree(head, {waiting}).status, 409);
    EXPECT_EQ(stranger.get(path).status, 404);
}

TEST_P(TwoHands, do_nothing_about_their_own_accounts) {
    for (const auto* what : {"factor", "password"}) {
        const auto at = "/a/accounts/" + std::to_string(admin_id.value) + "/" + what;
        EXPECT_EQ(admin.post("/a/accounts", at, {}).status, 409) << what;
    }
    const auto p = ask(admin, head_id, "password");
    EXPECT_EQ(agree(head, {p}).status, 409);
}

TEST_P(TwoHands, heads_bring_in_heads_and_see_nobody_else) {
    const std::string page = head.get("/a/accounts").body;
    EXPECT_EQ(page.find("miura"), std::string::npos);
    EXPECT_EQ(head.post("/a/accounts", {{"login", "sato"},
                                        {"name", "佐藤"},
                                        {"role", "centre_counsellor"},
                                        {"organisation", std::to_string(world.centre.value)}})
                  .status,
              422);
    EXPECT_EQ(
        head.post("/a/accounts", "/a/accounts/" + std::to_string(owner.value) + "/password", {})
            .status,
        404);
}

TEST_P(TwoHands, are_asked_for_in_words_while_there_is_no_head) {
    world.database->write_now([&](Tx& tx) { set_enabled(tx, head_id, false); });
    const std::string page = admin.get("/a/accounts").body;
    EXPECT_NE(page.find("同意できるセンター長が、まだいません"), std::string::npos);
    EXPECT_NE(page.find("account first-head"), std::string::npos);
    std::string link;
    world.database->write_now([&](Tx& tx) {
        link = first_person(tx, *world.vault, Role::centre_head, "chief", "", world.now).link;
    });
    EXPECT_NE(admin.get("/a/accounts").body.find("まだいません"), std::string::npos)
        << "an account that has not begun agrees to nothing";
    stranger.post(link, {{"password", kPassword}});
    EXPECT_EQ(admin.get("/a/accounts").body.find("まだいません"), std::string::npos);
}

TEST_P(TwoHands, leave_a_trace_of_every_act_and_neither_link_nor_code_at_rest) {
    const auto before = world.kept(TraceKind::account);
    const auto p = invite(admin, "sato", Role::partner);
    const auto path = letter(admin, p);
    agree(head, {p});
    const std::string told_code = code(head);
    EXPECT_EQ(world.kept(TraceKind::account), before + 2);
    EXPECT_EQ(world.kept(TraceKind::print), 1);
    std::string bare = told_code;
    std::erase(bare, ' ');
    for (const Trace& trace : world.traces)
        for (const std::string& secret : {path.substr(12), bare})
            EXPECT_EQ((trace.object + trace.detail).find(secret), std::string::npos);
    const auto kept = world.database->ask([&](Tx& tx) {
        return tx.value<std::int64_t>(
            "SELECT count(*) FROM account_proposal WHERE length(token_hash) = 32 AND length(salt) = 16");
    });
    EXPECT_EQ(kept, 1);
    stranger.post(path, {{"code", told_code}, {"password", kFresh}});
    EXPECT_EQ(world.kept(TraceKind::account), before + 3);
}

class WithoutAHost : public TwoHands {
  public:
    WithoutAHost() : TwoHands(web::ServerSettings{}) {}
};
ON_EACH_ENGINE(WithoutAHost);

TEST_P(WithoutAHost, no_letter_is_printed_and_whoever_sets_up_is_told_where_to_name_it) {
    const auto p = invite(admin, "sato", Role::centre_counsellor);
    for (const std::string& page :
         {"/a/proposals/" + p + "/letter", std::string("/a/proposals/letters")}) {
        const auto answer = admin.get(page);
        EXPECT_EQ(answer.status, 409) << page;
        EXPECT_EQ(answer.body.find("localhost"), std::string::npos) << page;
        EXPECT_EQ(answer.body.find("/invitation/"), std::string::npos) << page;
        EXPECT_NE(answer.body.find("アドレスが、まだ決まっていません"), std::string::npos) << page;
        EXPECT_NE(answer.body.find("href=\"/a/setup#host\""), std::string::npos) << page;
        const auto asked = head.get(page);
        EXPECT_EQ(asked.body.find("/a/setup"), std::string::npos) << "not the head's page";
    }
    EXPECT_EQ(world.kept(TraceKind::print), 0);
    EXPECT_NE(admin.get("/a/accounts").body.find("まだ印刷できません"), std::string::npos);
}

class Practising : public TwoHands {
  public:
    Practising() : TwoHands(web::ServerSettings{.demonstration = true}) {}
};
ON_EACH_ENGINE(Practising);

TEST_P(Practising, the_letter_opens_on_this_machine) {
    EXPECT_NE(letter(admin, invite(admin, "sato", Role::centre_counsellor)), "");
}

}  // namespace
}  // namespace michi::people
