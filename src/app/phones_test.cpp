// A family that asked not to be called: on every page, letter and list the mark stands beside the number, and
// nothing dials it.
#include <set>

#include "every_route.hpp"
#include "handover/handover.hpp"

namespace michi::app {
namespace {

using web::Method;

constexpr std::string_view kNumber = "090-5555-0199", kDigits = "09055550199";
constexpr std::size_t kBeside = 300;  // bytes of markup

class Phones : public testing::TestWithParam<bool> {
  public:
    EveryRoute world{GetParam()};
    Id<record::Case> id{std::stoll(world.ids["W"].substr(2))};

    Phones() {
        mother("never");
        call();
        on_paper();
    }
    void mother(const std::string& when) {
        world.town.write([&](Tx& tx) {
            record::Family one;
            one.relation = "mother";
            one.name = "佐伯 舞子";
            one.phone = std::string(kNumber);
            one.call_time = when;
            one.account = world.family.account;
            record::add_family(tx, *world.town.vault,
                               record::find_case(tx, *world.town.vault, id).child, one);
        });
    }
    void call() {
        for (const bool registered : {true, false}) {
            const auto begun =
                world.town.post(world.town.miura, "/w/intake", {{"channel", "phone"}});
            const std::string R = begun.location.substr(begun.location.rfind('/') + 1);
            web::Typed typed{{"channel", "phone"},
                             {"words", "夜間の吸引について"},
                             {"caller_phone", std::string(kNumber)},
                             {"call_time", "never"}};
            if (!registered) typed.emplace_back("leave", "1");
            world.town.post(world.town.miura, "/w/intake/" + R, std::move(typed));
            calls.push_back("/w/intake/" + R);
        }
    }
    /// A request whose letter carries how the family is reached.
    void on_paper() {
        world.town.write([&](Tx& tx) {
            const auto place = Town::organisation(tx, "partner", "紙の園", world.town.home);
            world.town.allow(tx, id, place);
            world.ids["H"] =
                handover::handover_number(handover::send(tx, *world.town.vault,
                                                         {.case_id = id,
                                                          .kind = handover::Kind::inquiry,
                                                          .from = world.town.centre,
                                                          .to = place,
                                                          .title = "園のこと",
                                                          .request = "お願いします。",
                                                          .items = Field::identity | Field::contact,
                                                          .by = world.town.miura.account,
                                                          .answer_due = world.town.now().today},
                                                         world.town.now())
                                              .value());
        });
    }
    std::vector<std::string> calls;
};
ON_EACH_ENGINE(Phones);

/// Places of the number that have no mark beside them.
int bare(const std::string& body) {
    int found = 0;
    for (auto at = body.find(kNumber); at != body.npos; at = body.find(kNumber, at + 1)) {
        const auto from = at > kBeside ? at - kBeside : 0;
        found += body.substr(from, 2 * kBeside + kNumber.size()).find("かけない") == body.npos;
    }
    return found;
}

TEST_P(Phones, that_must_not_be_dialled_say_so_wherever_they_are_shown) {
    std::set<std::string> shown;
    auto targets = world.routes(Method::get);
    for (const std::string& call : calls) targets.emplace_back(nullptr, call);
    for (const Subject& who : world.everybody())
        for (const auto& [route, target] : targets) {
            const std::string body = world.town.get(who, target).body;
            EXPECT_EQ(bare(body), 0) << who.name << " " << target;
            EXPECT_EQ(body.find("tel:" + std::string(kDigits)), body.npos)
                << who.name << " " << target;
            if (body.find(kNumber) != body.npos) shown.insert(target);
        }
    const std::string W = "/w/cases/" + world.ids["W"], H = "/w/handovers/" + world.ids["H"];
    for (const auto& must : {W, W + "/profile", H, H + "/letter", calls[0], calls[1]})
        EXPECT_TRUE(shown.contains(must)) << must << " shows the number and is looked at";
}

TEST_P(Phones, of_this_test_are_found_without_their_mark) {
    EXPECT_EQ(bare("電話 090-5555-0199 母"), 1);
    EXPECT_EQ(bare("電話 090-5555-0199（かけない）"), 0);
    mother("any");
    const std::string page = world.town.get(world.town.miura, "/w/cases/" + world.ids["W"]).body;
    EXPECT_NE(page.find("tel:" + std::string(kDigits)), page.npos) << "others are dialled";
}

}  // namespace
}  // namespace michi::app
