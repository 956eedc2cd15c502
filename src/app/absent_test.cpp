// What somebody may not know of and what does not exist are one thing: the same answer from the same
// statements, nothing opened for either, and the same entry in the audit.

#include <regex>

#include "counting.hpp"
#include "every_route.hpp"

namespace michi::app {
namespace {

using web::Answer;

/// The number that was asked for stands in the page.
std::string without_numbers(const std::string& body) {
    static const std::regex number("[0-9]+|nonce=\"[^\"]*\"|value=\"[^\"]*\"|content=\"[^\"]*\"");
    return std::regex_replace(body, number, "");
}

class Absent : public testing::TestWithParam<bool> {
  public:
    EveryRoute world{GetParam()};
    Town& town{world.town};
    Costs costs;
    CountingDatabase database{*town.database, costs};
    CountingVault vault{*town.vault, costs};
    web::Site site{database, vault, town.door, parts(), {}, [this] { return town.clock; }};
    Subject elsewhere;

    void SetUp() override {
        town.write([&](Tx& tx) {
            const auto other = Town::organisation(tx, "centre", "となり県のセンター", "");
            elsewhere = town.person(tx, "elsewhere", "外野 遠", other, Role::centre_counsellor);
        });
    }
    Answer get(const std::string& login, const std::string& target) {
        const std::string cookie = "michi=" + login;
        const std::vector<web::Header> headers{{"cookie", cookie}, {"host", "localhost"}};
        web::Request request;
        request.target = target;
        request.headers = headers;
        request.address = "127.0.0.1";
        return site.answer_now(request);
    }
    std::int64_t newest(Sql sql) {
        return town.ask([&](Tx& tx) { return tx.value<std::int64_t>(sql); });
    }
    /// Once before, so that what is prepared and kept is prepared and kept for both.
    std::pair<Answer, Costs> cost(const std::string& login, const std::string& target) {
        get(login, target);
        costs = {};
        auto answer = get(login, target);
        return {std::move(answer), costs};
    }
};
ON_EACH_ENGINE(Absent);

TEST_P(Absent, and_hidden_cost_the_same_and_leave_the_same) {
    const std::string step = std::to_string(newest("SELECT max(id) FROM action"));
    const std::string entry = std::to_string(newest("SELECT max(id) FROM entry"));
    const struct {
        std::string hidden, absent;
    } kPairs[] = {
        {"/w/cases/" + world.ids["W"], "/w/cases/W-999999"},
        {"/w/cases/" + world.ids["W"] + "/profile", "/w/cases/W-999999/profile"},
        {"/w/cases/" + world.ids["W"] + "/consent", "/w/cases/W-999999/consent"},
        {"/w/handovers/" + world.ids["H"], "/w/handovers/H-999999"},
        {"/w/handovers/" + world.ids["H"] + "/letter", "/w/handovers/H-999999/letter"},
        {"/w/actions/" + step, "/w/actions/999999"},
        {"/w/actions/" + step + "/peek", "/w/actions/999999/peek"},
        {"/w/entries/" + entry, "/w/entries/999999"},
        {"/w/intake/" + world.ids["R"], "/w/intake/R-999999"},
        {"/w/schemes?case=" + world.ids["W"], "/w/schemes?case=W-999999"},
        {"/w/resources?case=" + world.ids["W"], "/w/resources?case=W-999999"},
        {"/w/handovers/new?case=" + world.ids["W"], "/w/handovers/new?case=W-999999"},
    };
    int compared = 0;
    for (const std::string login : {"hanaoka", "tsukushi", "elsewhere", "maiko"})
        for (const auto& pair : kPairs) {
            SCOPED_TRACE(login + " " + pair.hidden);
            const auto [absent, absent_costs] = cost(login, pair.absent);
            const auto [hidden, hidden_costs] = cost(login, pair.hidden);
            if (absent.status == 403) continue;  // a role that may never: turned away at the door
            EXPECT_EQ(absent.status, 404);
            EXPECT_EQ(hidden.status, absent.status);
            EXPECT_EQ(without_numbers(hidden.body), without_numbers(absent.body));
            EXPECT_EQ(hidden_costs, absent_costs);
            EXPECT_EQ(hidden_costs.traces, 1) << "the try itself is kept";
            ++compared;
        }
    EXPECT_GE(compared, 30);
}

TEST_P(Absent, of_this_test_would_see_what_is_opened) {
    const auto [page, costs_of_page] = cost("ito", "/w/cases/" + world.ids["W"]);
    EXPECT_EQ(page.status, 200);
    EXPECT_GE(costs_of_page.opened, 3);
    EXPECT_GT(costs_of_page.statements, 5);
}

}  // namespace
}  // namespace michi::app
