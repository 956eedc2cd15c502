// Another role or organisation over the pages: what one alone can do with it, and what comes of it.
#include "people/two_hands.hpp"

namespace michi::people {
namespace {

class Moves : public TwoHands {
  public:
    Id<Account> alone = world.account("ken", Role::prefecture_officer);

    web::Answer move(Visitor& who, Id<Account> about, Role role) {
        const std::string path = "/a/accounts/" + std::to_string(about.value) + "/move";
        const auto to = std::to_string(organisation_for(role).value);
        return who.post(path + "?organisation=" + to, path,
                        {{"organisation", to}, {"role", std::string(michi::name_of(role))}});
    }
    AccountBrief now(Id<Account> id) {
        return world.database->ask([&](Tx& tx) { return find_account(tx, *world.vault, id); });
    }
    std::string password_of(Id<Account> id) {
        return world.database->ask([&](Tx& tx) {
            return tx.value<std::string>("SELECT password FROM account WHERE id = $1", id);
        });
    }
};
ON_EACH_ENGINE(Moves);

TEST_P(Moves, wait_for_a_second_person_wherever_one_of_the_two_roles_does) {
    world.account("admin2", Role::administrator);
    world.account("head2", Role::centre_head);
    for (int from = 0; from < kRoles; ++from)
        for (int to = 0; to < kRoles; ++to) {
            if (from == to) continue;
            const auto who =
                world.account("r" + std::to_string(from) + std::to_string(to), Role(from));
            ASSERT_EQ(move(admin, who, Role(to)).status, 303)
                << michi::name_of(Role(from)) << " to " << michi::name_of(Role(to));
            EXPECT_EQ(now(who).role == Role(from), needs_second(Role(from), Role(to)))
                << michi::name_of(Role(from)) << " to " << michi::name_of(Role(to));
        }
}

TEST_P(Moves, bring_nothing_along_that_one_alone_could_make) {
    stranger.post(letter(admin, ask(admin, alone, "password")), {{"password", kFresh}});
    ASSERT_EQ(stranger.password("ken", kFresh).location.substr(0, 13), "/sign-in/code");
    const auto left = letter(admin, ask(admin, alone, "factor"));
    const auto p = made(move(admin, alone, Role::centre_counsellor));
    EXPECT_EQ(now(alone).role, Role::prefecture_officer);
    ASSERT_EQ(agree(head, {p}).status, 303);
    EXPECT_EQ(now(alone).role, Role::centre_counsellor);
    EXPECT_EQ(Visitor(world).password("ken", kFresh).status, 422) << "what one made is no proof";
    EXPECT_EQ(stranger.get(left).status, 404) << "nor is a letter of before";
    const auto path = letter(admin, p);
    ASSERT_FALSE(path.empty());
    EXPECT_EQ(stranger.post(path, {{"password", kPassword}}).status, 422) << "without the code";
    EXPECT_EQ(stranger.post(path, {{"code", code(head)}, {"password", kPassword}}).status, 303);
    EXPECT_EQ(Visitor(world).password("ken").location, "/enrol") << "nor is the factor kept";
}

TEST_P(Moves, of_who_proved_themselves_by_two_keep_what_they_have) {
    Visitor miura(world);
    miura.sign_in("miura");
    const auto p = made(move(admin, owner, Role::receptionist));
    EXPECT_TRUE(told(miura, "組織か役割を変えることが提案されました"));
    EXPECT_TRUE(told(head, "組織か役割を変えることが提案されました"));
    agree(head, {p});
    EXPECT_EQ(letter(admin, p), "") << "nothing begins anew";
    EXPECT_EQ(miura.get("/w/me").status, 303) << "sessions end";
    Visitor again(world);
    again.sign_in("miura");
    EXPECT_TRUE(told(again, "2人が認め、このアカウントの組織か役割が変わりました"));
    EXPECT_TRUE(told(head, "2人が認め、組織か役割が変わりました"));
    EXPECT_FALSE(told(admin, "番号は同意した人が電話で伝えます")) << "there is none";
}

TEST_P(Moves, end_what_was_open_about_the_account) {
    const auto reset = ask(admin, owner, "password");
    const auto path = letter(admin, reset);
    agree(head, {reset});
    agree(head, {made(move(admin, owner, Role::prefecture_officer))});
    ASSERT_EQ(now(owner).role, Role::prefecture_officer);
    EXPECT_EQ(stranger.get(path).status, 404);
}

TEST_P(Moves, leave_a_head_and_an_administrator) {
    world.account("admin2", Role::administrator);
    Visitor second(world);
    second.sign_in("admin2");
    const auto place = [](Id<Account> id) { return "/a/accounts/" + std::to_string(id.value); };
    EXPECT_EQ(move(admin, head_id, Role::prefecture_officer).status, 409);
    EXPECT_EQ(admin.post("/a/accounts", place(head_id) + "/disable", {}).status, 409);
    EXPECT_NE(
        admin.post("/a/accounts", place(head_id) + "/disable", {}).body.find("最後のセンター長"),
        std::string::npos);
    const auto other = world.account("head2", Role::centre_head);
    const auto one = made(move(admin, head_id, Role::centre_counsellor)),
               two = made(move(second, other, Role::centre_counsellor));
    Visitor head2(world);
    head2.sign_in("head2");
    EXPECT_EQ(agree(head2, {one}).status, 303);
    EXPECT_EQ(agree(head2, {two}).status, 409);
    EXPECT_EQ(now(other).role, Role::centre_head);
}

TEST_P(Moves, of_two_heads_agreed_to_at_once_leave_one) {
    const auto one = world.account("head2", Role::centre_head),
               two = world.account("head3", Role::centre_head);
    const auto first = made(move(admin, one, Role::centre_counsellor)),
               second = made(move(admin, two, Role::centre_counsellor));
    world.database->write_now([&](Tx& tx) { set_password(tx, head_id, ""); });
    EXPECT_EQ(agree(head, {first, second}).status, 409);
    EXPECT_EQ(now(one).role, Role::centre_head) << "all or nothing";
    EXPECT_EQ(agree(head, {first}).status, 303);
    EXPECT_EQ(agree(head, {second}).status, 409);
}

TEST_P(Moves, and_letters_without_a_code_say_so) {
    const auto p = ask(admin, alone, "password");
    stranger.post(letter(admin, p), {{"password", kFresh}});
    stranger.post(letter(admin, ask(admin, alone, "factor")), {});
    for (const auto* without :
         {"手紙だけで、パスワードが変わりました", "手紙だけで、認証アプリの登録が取り消されました"})
        EXPECT_TRUE(told(head, without)) << without;
    EXPECT_FALSE(told(head, "手紙と番号で"));
    const auto notices = [&](std::string_view kind) {
        return world.database->ask([&](Tx& tx) {
            return tx.value<std::int64_t>(
                "SELECT count(*) FROM account_notice WHERE account_id = $1 AND kind = $2", alone,
                kind);
        });
    };
    for (const auto* kind : {"password_asked_alone", "factor_asked_alone", "factor_reset_alone"})
        EXPECT_EQ(notices(kind), 1) << kind;
    move(admin, alone, Role::prefecture_officer);
}

}  // namespace
}  // namespace michi::people
