// Many wrong passwords: whom they slow, and whom they do not.
#include "engines.hpp"
#include "people/visitor.hpp"

namespace michi::people {
namespace {

class Guessing : public testing::TestWithParam<bool> {
  public:
    World world{GetParam(), {.town_halls = *read_networks("192.0.2.0/24, 2001:db8:f::/48")}};
    static constexpr const char* kGuilty = "203.0.113.66";
};
ON_EACH_ENGINE(Guessing);

TEST_P(Guessing, of_one_address_leaves_new_devices_at_others_alone) {
    world.account("miura", Role::centre_counsellor);
    world.wrong_passwords(610, kGuilty);
    for (const char* elsewhere : {"203.0.113.67", "2001:db8::1", "192.0.2.1"}) {
        Visitor stranger(world, elsewhere);
        EXPECT_EQ(stranger.delay("miura"), 0) << elsewhere;
        EXPECT_EQ(stranger.password("miura").status, 303) << elsewhere;
    }
}

TEST_P(Guessing, makes_new_devices_at_its_own_address_wait_a_little_and_refuses_none) {
    world.account("miura", Role::centre_counsellor);
    world.wrong_passwords(kPasswords.of_household.free - 1, kGuilty);
    EXPECT_EQ(Visitor(world, kGuilty).delay("miura"), 0);
    std::int64_t before = 0;
    for (int i = 0; i < 3; ++i) {
        world.wrong_passwords(1, kGuilty);
        const auto wait = Visitor(world, kGuilty).delay("miura");
        EXPECT_GT(wait, before);
        before = wait;
    }
    world.wrong_passwords(610, kGuilty);
    for (const char* same : {kGuilty, "::ffff:203.0.113.66"})
        EXPECT_EQ(Visitor(world, same).delay("miura"), web::kLongestWait) << same;
    EXPECT_EQ(Visitor(world, kGuilty).password("miura").status, 303);
    world.pass(61);
    EXPECT_EQ(Visitor(world, kGuilty).delay("miura"), 0);
}

TEST_P(Guessing, counts_a_64_of_ipv6_as_one) {
    for (int i = 0; i < 100; ++i) world.wrong_passwords(1, "2001:db8:0:1::" + std::to_string(i));
    EXPECT_EQ(Visitor(world, "2001:db8:0:1:ffff::9").delay("miura"), web::kLongestWait);
    EXPECT_EQ(Visitor(world, "2001:db8:0:2::9").delay("miura"), 0);
}

TEST_P(Guessing, makes_no_device_wait_that_signed_in_before) {
    world.account("miura", Role::centre_counsellor);
    Visitor known(world, kGuilty);
    known.sign_in("miura");
    world.wrong_passwords(610, kGuilty);
    world.wrong_passwords(10, kGuilty, "miura");
    EXPECT_EQ(Visitor(world, kGuilty).password("miura").status, 422)
        << "new devices, at this login";
    EXPECT_EQ(known.delay("miura"), 0);
    for (int i = 0; i < 9; ++i) EXPECT_EQ(known.password("miura", "a slip").status, 422);
    EXPECT_EQ(known.delay("miura"), 0);
    EXPECT_EQ(known.delay("another"), web::kLongestWait) << "known for one login only";
    EXPECT_EQ(known.password("miura").status, 303);
}

TEST_P(Guessing, from_everywhere_slows_strangers_and_refuses_nobody) {
    world.account("miura", Role::centre_counsellor);
    const int share = kPasswords.of_household.free;
    for (int i = 0; i < kPasswords.of_all.free / share + 1; ++i)
        world.wrong_passwords(2 * share, "198.51.100." + std::to_string(i));
    Visitor stranger(world, "203.0.113.67");
    EXPECT_EQ(stranger.delay("miura"), web::kLongestWait);
    EXPECT_EQ(stranger.password("miura").status, 303);
    EXPECT_EQ(Visitor(world, "192.0.2.7").delay("miura"), 0) << "a town hall";
}

TEST_P(Guessing, of_some_leaves_fifty_colleagues_behind_the_address_of_a_town_hall_alone) {
    world.wrong_passwords(610, "192.0.2.7");
    world.wrong_passwords(610, "2001:db8:f:1::7");
    for (int i = 0; i < 50; ++i) {
        const std::string login = "staff" + std::to_string(i);
        world.account(login, Role::municipal_officer);
        Visitor colleague(world, i % 2 ? "192.0.2.7" : "2001:db8:f:1::7");
        EXPECT_EQ(colleague.delay(login), 0) << login;
        EXPECT_EQ(colleague.password(login).status, 303) << login;
    }
    EXPECT_EQ(Visitor(world, "203.0.113.67").delay("staff1"), 0) << "nor does it count for others";
}

TEST_P(Guessing, at_one_login_ends_after_ten_from_a_town_hall_too) {
    world.account("miura", Role::centre_counsellor);
    Visitor guesser(world, "192.0.2.7");
    for (int i = 0; i < 12; ++i) guesser.password("miura", "guess " + std::to_string(i));
    EXPECT_EQ(world.kept(TraceKind::sign_in_failed), 10);
    EXPECT_EQ(guesser.password("miura").status, 422);
}

TEST_P(Guessing, is_remembered_by_the_next_process) {
    world.account("miura", Role::centre_counsellor);
    world.wrong_passwords(30, kGuilty);
    world.wrong_passwords(10, "198.51.100.1", "miura");
    web::Site next(*world.database, *world.vault, *world.door, {part()}, {},
                   [&] { return world.now; });
    Visitor stranger(world, "203.0.113.67");
    stranger.address = kGuilty;
    EXPECT_EQ(stranger.delay("other"), web::kLongestWait);
    EXPECT_EQ(stranger.password("miura").status, 422);
}

TEST_P(Guessing,
       is_not_forgiven_by_a_clock_set_back_nor_held_against_anybody_for_longer_than_its_hour) {
    world.account("miura", Role::centre_counsellor);
    world.wrong_passwords(10, "198.51.100.1", "miura");
    world.wrong_passwords(30, kGuilty);
    world.now.ms -= 48 * 60 * kMinute;
    Visitor stranger(world, "203.0.113.67");
    EXPECT_EQ(stranger.password("miura").status, 422) << "not forgiven";
    EXPECT_EQ(Visitor(world, kGuilty).delay("other"), web::kLongestWait);
    Visitor(world, kGuilty).password("other", "wrong");  // any try meets the new clock
    world.pass(61);
    EXPECT_EQ(stranger.password("miura").status, 303) << "two days early";
    EXPECT_EQ(Visitor(world, kGuilty).delay("other"), 0);
}

TEST_P(Guessing, is_over_after_its_hour_when_the_clock_was_set_forward) {
    world.account("miura", Role::centre_counsellor);
    world.wrong_passwords(10, "198.51.100.1", "miura");
    world.now.ms += 48 * 60 * kMinute;
    EXPECT_EQ(Visitor(world, "203.0.113.67").password("miura").status, 303);
}

}  // namespace
}  // namespace michi::people
