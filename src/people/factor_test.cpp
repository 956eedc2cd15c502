// The second factor at every place where it is typed: at sign-in, before weighty acts, at the lock, at
// enrolment, and where one authenticator takes the place of another.
#include <unicode/uchar.h>

#include <thread>

#include "base/unicode.hpp"
#include "engines.hpp"
#include "people/visitor.hpp"

namespace michi::people {
namespace {

enum class Place { enrolment, sign_in, step_up, unlock, replacement };
constexpr Place kPlaces[] = {Place::enrolment, Place::sign_in, Place::step_up, Place::unlock,
                             Place::replacement};
constexpr Place kLater[] = {Place::sign_in, Place::step_up, Place::unlock, Place::replacement};

std::ostream& operator<<(std::ostream& out, Place place) {
    constexpr const char* kNames[] = {"enrolment", "sign-in", "step-up", "unlock", "replacement"};
    return out << kNames[int(place)];
}

/// Between `open` and `close`, "" where there is none.
std::string between(const std::string& text, const std::string& open, const std::string& close) {
    const auto at = text.find(open);
    if (at == std::string::npos) return {};
    return text.substr(at + open.size(), text.find(close, at + open.size()) - at - open.size());
}

std::string secret_on(const std::string& page) {
    const std::string shown = between(page.substr(page.rfind("<dt>")), "<code>", "</code>");
    std::string bytes;
    std::uint64_t pool = 0;
    int held = 0;
    for (const char c : shown) {
        pool = pool << 5 | std::uint64_t(c >= 'A' ? c - 'A' : c - '2' + 26);
        if ((held += 5) < 8) continue;
        held -= 8;
        bytes += char(pool >> held & 255);
    }
    return bytes;
}

/// Somebody who stands before a place where a code is typed.
class Person : public Visitor {
  public:
    Person(World& world, Id<Account> account, Place place)
        : Visitor(world), world_(world), place_(place) {
        const bool half = place == Place::sign_in || place == Place::enrolment;
        cookies["michi"] = world.session(
            account, half ? Assurance::password : Assurance::second_factor, place == Place::unlock);
    }
    /// Whether the place takes it. At enrolment it is a code of what the page offers.
    bool types(const std::string& code) {
        switch (place_) {
            case Place::sign_in:
                return post("/sign-in/code", {{"code", code}}).location == "/w";
            case Place::step_up:
                return post("/w/step-up", {{"code", code}}).location == "/w";
            case Place::unlock:
                return post("/unlock", {{"code", code}}).location == "/w";
            case Place::replacement:
                return replaces(code);
            case Place::enrolment:
                return post("/enrol", {{"code", code}}).status == 200;
        }
        return false;
    }
    /// With a right code of the new app and this one of the present app.
    bool replaces(const std::string& present) {
        const std::string page = get("/enrol").body;
        if (page.empty()) return false;
        offered = secret_on(page);
        return post("/enrol", {{"offer", hidden(page, "offer")},
                               {"code", code_at(offered, world_.now.ms / 30000)},
                               {"present", present}})
                   .status == 200;
    }
    std::string offered{};

  private:
    World& world_;
    Place place_;
};

class Factor : public testing::TestWithParam<bool> {
  public:
    World world{GetParam()};

    Id<Account> account(Place first = Place::sign_in) {
        return world.account("miura" + std::to_string(++accounts_), Role::centre_counsellor,
                             first != Place::enrolment);
    }
    std::string code_of(const std::string& secret) const {
        return code_at(secret, world.now.ms / 30000);
    }
    std::int64_t notices(Id<Account> id, std::string_view kind) {
        return world.database->ask([&](Tx& tx) {
            return tx.value<std::int64_t>(
                "SELECT count(*) FROM account_notice WHERE account_id = $1 AND kind = $2", id,
                kind);
        });
    }
    int traced(std::string_view action) const {
        return int(std::ranges::count(world.traces, action, &Trace::action));
    }

  private:
    int accounts_{};
};
ON_EACH_ENGINE(Factor);

TEST_P(Factor, takes_a_code_where_it_is_first_typed_and_nowhere_after) {
    for (const Place first : kPlaces)
        for (const Place second : kLater) {
            SCOPED_TRACE(testing::Message() << first << " then " << second);
            const auto id = account(first);
            Person one(world, id, first);
            std::string secret = world.secret, code = code_of(secret);
            if (first == Place::enrolment) {
                secret = secret_on(one.get("/enrol").body);
                code = code_of(secret);
            }
            ASSERT_TRUE(one.types(code));
            if (first == Place::replacement) {
                secret = one.offered;
                code = code_of(secret);
            }
            Person two(world, id, second);
            EXPECT_FALSE(two.types(code));
            world.pass(1);
            EXPECT_TRUE(two.types(code_of(secret))) << "the next code is taken";
            world.pass(1);
        }
}

TEST_P(Factor, takes_a_code_at_one_place_when_all_come_together) {
    for (int round = 0; round < 5; ++round) {
        const auto id = account();
        std::vector<Person> people;
        for (int n = 0; n < 3; ++n)
            for (const Place place : kLater) people.emplace_back(world, id, place);
        const std::string code = world.code();
        std::atomic<int> taken{};
        std::vector<std::jthread> threads;
        for (Person& person : people)
            threads.emplace_back([&] { taken += person.types(code) ? 1 : 0; });
        threads.clear();
        EXPECT_EQ(taken, 1);
        world.pass(1);
    }
}

TEST_P(Factor, is_not_asked_again_right_after_enrolment) {
    const auto id = account(Place::enrolment);
    Person owner(world, id, Place::enrolment);
    ASSERT_TRUE(owner.types(code_of(secret_on(owner.get("/enrol").body))));
    EXPECT_EQ(owner.get("/w/me").status, 200);
    EXPECT_EQ(owner.post("/w/me", "/w/me/codes", {}).status, 200) << "and it is fresh";
}

TEST_P(Factor, is_read_with_any_dash_or_blank_between_its_digits_at_all_places) {
    std::vector<Character> between{'\t',   0xA0,   0x2009, 0x202F, 0x3000, 0x2212,
                                   0xFF0D, 0xFF70, 0x30FC, 0x2015, 0x200B};
    for (Character c = 0; c <= 0x10FFFF; ++c)
        if (u_charType(c) == U_SPACE_SEPARATOR || u_charType(c) == U_DASH_PUNCTUATION)
            between.push_back(c);
    ASSERT_GT(between.size(), 40u);
    const auto id = account();
    std::string secret = world.secret;
    for (const Character c : between)
        for (const Place place : kLater) {
            Person person(world, id, place);
            std::string code = code_of(secret), dash;
            append_character(dash, c);
            code.insert(3, dash).insert(0, dash).append(dash);
            EXPECT_TRUE(person.types(code)) << place << " U+" << std::hex << c;
            if (place == Place::replacement) secret = person.offered;
            world.pass(1);
        }
}

TEST_P(Factor, is_read_with_an_ime_s_digits_where_it_is_enrolled) {
    const auto id = account(Place::enrolment);
    Person owner(world, id, Place::enrolment);
    std::string typed;
    for (const char c : code_of(secret_on(owner.get("/enrol").body)))
        typed += "\xEF\xBC" + std::string(1, char(0x90 + c - '0')) + "ー";
    EXPECT_TRUE(owner.types(typed));
}

TEST_P(Factor, of_any_name_is_enrolled_by_its_picture_or_by_hand) {
    std::string longest;
    for (int i = 0; i < 80; ++i) longest += "🍀";
    int people = 0;
    for (const std::string& name :
         {std::string("新田 さくら"), std::string("O'Neil & 田中:Mai"), std::string("田中 愛 #2"),
          std::string("田中?愛&secret=AAAA"), longest}) {
        Id<Account> id;
        world.database->write_now([&](Tx& tx) {
            id = create_account(tx, *world.vault,
                                {.organisation = world.centre,
                                 .role = Role::partner,
                                 .login = "guest" + std::to_string(++people),
                                 .name = name,
                                 .password_hash = {},
                                 .totp_secret = {}},
                                world.now);
        });
        Person owner(world, id, Place::enrolment);
        const std::string page = owner.get("/enrol").body;
        EXPECT_NE(page.find("<svg class=\"qr\""), std::string::npos) << name;
        EXPECT_NE(page.find("<code>michishirube</code>"), std::string::npos);
        EXPECT_NE(page.find("<dd>" + std::string(escape(name).markup()) + "</dd>"),
                  std::string::npos)
            << name;
        EXPECT_TRUE(owner.types(code_of(secret_on(page)))) << "the secret shown is the one set";
    }
}

TEST_P(Factor, is_replaced_only_with_the_present_one_however_fresh_the_session_is) {
    const auto id = account();
    Visitor owner(world);
    owner.cookies["michi"] = world.session(id, Assurance::second_factor);
    const std::string page = owner.get("/enrol").body, offer = Visitor::hidden(page, "offer"),
                      fresh = code_of(secret_on(page));
    EXPECT_EQ(owner.post("/enrol", {{"offer", offer}, {"code", fresh}}).status, 422);
    EXPECT_EQ(owner.post("/enrol", {{"offer", offer}, {"code", fresh}, {"present", fresh}}).status,
              422);
    EXPECT_EQ(notices(id, "factor_set"), 0);
    Person other(world, id, Place::step_up);
    EXPECT_EQ(
        owner.post("/enrol", {{"offer", offer}, {"code", "000000"}, {"present", world.code()}})
            .status,
        422);
    EXPECT_EQ(
        owner.post("/enrol", {{"offer", offer}, {"code", fresh}, {"present", world.code()}}).status,
        200)
        << "a wrong code of the new app spends none of the present one";
    EXPECT_EQ(notices(id, "factor_set"), 1);
    EXPECT_EQ(owner.get("/w/me").status, 200);
    EXPECT_EQ(other.get("/w/me").status, 303) << "other sessions end";
}

TEST_P(Factor, that_is_lost_is_replaced_by_a_recovery_code) {
    const auto id = account();
    std::vector<std::string> codes;
    world.database->write_now([&](Tx& tx) { codes = new_recovery_codes(tx, id); });
    EXPECT_TRUE(Person(world, id, Place::replacement).types(codes[0]));
    EXPECT_FALSE(Person(world, id, Place::replacement).types(codes[0]));
}

TEST_P(Factor, cannot_be_guessed_at_its_replacement) {
    const auto id = account();
    Person person(world, id, Place::replacement);
    for (int i = 0; i < 5; ++i) EXPECT_FALSE(person.types("000000"));
    EXPECT_FALSE(person.types(world.code())) << "the right one comes too late";
    world.pass(16);
    EXPECT_TRUE(Person(world, id, Place::replacement).types(world.code()));
}

TEST_P(Factor, offered_on_a_screen_seen_before_is_not_the_one_set_later) {
    const auto id = account();
    Person person(world, id, Place::replacement);
    const auto seen = secret_on(person.get("/enrol").body);
    ASSERT_TRUE(person.types(world.code()));
    EXPECT_NE(person.offered, seen);
}

TEST_P(Factor, is_taken_again_at_every_place_after_the_clock_was_set_back) {
    for (const Place place : kLater) {
        SCOPED_TRACE(testing::Message() << place);
        const auto id = account();
        const Instant right = world.now;
        world.pass(20 * 60);
        ASSERT_TRUE(Person(world, id, Place::sign_in).types(world.code()));
        const int before = traced("people.clock_back");
        world.now = Instant{right.ms + kMinute};
        EXPECT_FALSE(Person(world, id, place).types("000000"));
        EXPECT_EQ(traced("people.clock_back"), before) << "a wrong code heals nothing";
        EXPECT_TRUE(Person(world, id, place).types(world.code()));
        EXPECT_EQ(traced("people.clock_back"), before + 1);
        EXPECT_EQ(notices(id, "clock_back"), 1);
        world.pass(1);
    }
}

TEST_P(Factor, that_was_spent_is_refused_whatever_the_clock_does) {
    const auto id = account();
    const Instant first = world.now;
    const std::string early = world.code();
    ASSERT_TRUE(Person(world, id, Place::sign_in).types(early));
    world.pass(20 * 60);
    const Instant ahead = world.now;
    const std::string late = world.code();
    ASSERT_TRUE(Person(world, id, Place::sign_in).types(late));

    world.now = first;
    EXPECT_FALSE(Person(world, id, Place::sign_in).types(early))
        << "spent before the clock ran ahead";
    world.now = Instant{first.ms + kMinute};
    EXPECT_TRUE(Person(world, id, Place::sign_in).types(world.code()));
    world.now = first;
    EXPECT_FALSE(Person(world, id, Place::sign_in).types(early));
    world.now = ahead;
    EXPECT_FALSE(Person(world, id, Place::sign_in).types(late)) << "spent while it ran ahead";
}

TEST(LastStep, is_ahead_only_beyond_what_a_phone_s_clock_explains) {
    const Instant now{1'800'000'000'000};
    const std::int64_t step = now.ms / 30000;
    for (const std::int64_t by : {-100'000, -1, 0, 1, 2, 10})
        EXPECT_FALSE(is_ahead(step + by, now));
    for (const std::int64_t by : {11, 120, 2880, 10'000'000}) EXPECT_TRUE(is_ahead(step + by, now));
    EXPECT_FALSE(is_ahead(0, now)) << "never used";
}

class Locked : public Factor {};
ON_EACH_ENGINE(Locked);

TEST_P(Locked, screen_and_half_sign_in_lead_back_to_work_and_not_to_a_door) {
    const auto id = account();
    Person half(world, id, Place::sign_in), locked(world, id, Place::unlock);
    for (const char* door : {"/sign-in", "/enrol", "/sign-in/code?then=%2Fw"})
        EXPECT_EQ(locked.get(door).location, "/unlock") << door;
    EXPECT_EQ(half.get("/sign-in").location, "/sign-in/code");
    EXPECT_EQ(half.post("/sign-in/code", "/sign-in", {{"login", "ito"}}).location, "/sign-in/code");
    EXPECT_EQ(locked.get("/w/me").location, "/unlock?then=%2Fw%2Fme");
    EXPECT_EQ(half.get("/w/me?page=2").location, "/sign-in/code?then=%2Fw%2Fme%3Fpage%3D2");
}

TEST_P(Locked, screen_gives_no_new_authenticator_to_who_sits_there) {
    const auto id = world.account("miura", Role::centre_counsellor);
    Visitor thief(world);
    thief.sign_in("miura");
    ASSERT_EQ(thief.post("/w/me", "/lock", {}).location.substr(0, 7), "/unlock");
    EXPECT_EQ(thief.get("/enrol").location.substr(0, 7), "/unlock");
    EXPECT_EQ(thief.get("/sign-in/code").location.substr(0, 7), "/unlock");
    const auto offered = world.vault->mac("enrol", std::to_string(id.value) + "/2/").data;
    const auto answer = thief.post("/unlock", "/enrol", {{"code", code_of(offered.substr(0, 20))}});
    EXPECT_EQ(answer.location.substr(0, 7), "/unlock");
    EXPECT_EQ(thief.get("/w/me").location.substr(0, 7), "/unlock");
    world.pass(1);
    Visitor owner(world);
    owner.sign_in("miura");
    EXPECT_EQ(owner.get("/w/me").status, 200) << "the owner's app still works";
}

TEST_P(Locked, screen_says_nothing_of_the_account_beside_its_page) {
    world.account("miura", Role::centre_counsellor);
    Visitor person(world);
    person.sign_in("miura");
    person.post("/w/me", "/lock", {});
    const auto refused = person.post("/sign-in", "/unlock", {{"_csrf", "wrong"}});
    EXPECT_EQ(refused.body.find("class=\"side"), std::string::npos) << refused.body;
    EXPECT_EQ(person.get("/nothing/here").location.substr(0, 7), "/unlock");
}

}  // namespace
}  // namespace michi::people
