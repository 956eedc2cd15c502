// Who opens or closes what others learn of a child gives the second factor again, inside the form: what was
// typed stays, nothing is written without it, and no call is broken off.
#include "every_route.hpp"
#include "people/codes.hpp"

namespace michi::app {
namespace {

struct Asking {
    const char* what;
    std::string (*open)(EveryRoute&);  // where the form is sent
    std::vector<std::pair<std::string, std::string>> typed;
    const char* kept;  // what was typed and must come back
};

std::string case_at(EveryRoute& world, const char* page) {
    return "/w/cases/" + world.ids["W"] + page;
}

const Asking kAskings[] = {
    {"an answer of the family",
     [](EveryRoute& w) { return case_at(w, "/consent"); },
     {{"organisation", "3"},
      {"medical", "0"},
      {"speaker", "father"},
      {"basis", "paper"},
      {"expires", "令和9年3月31日"}},
     "令和9年3月31日"},
    {"住所秘匿",
     [](EveryRoute& w) { return case_at(w, "/protection"); },
     {{"step", "set"},
      {"asked_by", "mother"},
      {"reason", "別居の父に住まいを知られたくない"},
      {"review_on", "2027-01-15"}},
     "別居の父に住まいを知られたくない"},
    {"a yes by telephone on the way to a request",
     [](EveryRoute&) { return std::string("/w/handovers/check"); },
     {{"case", "W-0001"},
      {"kind", "inquiry"},
      {"receiver", "3"},
      {"title", "入園までの支え"},
      {"request", "園の空きをおしえてください。"},
      {"item", "medical"},
      {"oral", "1"},
      {"speaker", "mother"}},
     "園の空きをおしえてください。"},
    {"a call in which the family says yes",
     [](EveryRoute& w) {
         return w.town.post(w.town.miura, "/w/intake", {{"channel", "phone"}}).location;
     },
     {{"channel", "phone"},
      {"words", "夜の吸引がつらい。市に話してよい。"},
      {"caller_kind", "mother"},
      {"child_kana", "よこやま そら"},
      {"tell", "3"}},
     "夜の吸引がつらい。市に話してよい。"},
};

/// How many refusals the summary above the form says.
int refusals_told(std::string_view body) {
    const auto from = body.find("class=\"errs\"");
    if (from == std::string_view::npos) return 0;
    const std::string_view summary = body.substr(from, body.find("</ul>", from) - from);
    int count = 0;
    for (auto at = summary.find("<li>"); at != std::string_view::npos;
         at = summary.find("<li>", at + 4))
        ++count;
    return count;
}

class StepUp : public testing::TestWithParam<bool> {
  public:
    EveryRoute world{GetParam()};

    void let_time_pass(Assurance assurance) {
        world.town.door.people["miura"].assurance = assurance;
    }
    std::int64_t rows() {
        return world.town.ask([](Tx& tx) {
            return tx.value<std::int64_t>(
                "SELECT (SELECT count(*) FROM consent) + (SELECT count(*) FROM protection)");
        });
    }
    web::Answer send(const std::string& place, const Asking& asking, const std::string& code) {
        web::Typed typed;
        for (const auto& [name, value] : asking.typed)
            typed.emplace_back(name, value == "W-0001" ? world.ids["W"] : value);
        if (!code.empty()) typed.emplace_back("code", code);
        return world.town.post(world.town.miura, place, std::move(typed));
    }
};
ON_EACH_ENGINE(StepUp);

TEST_P(StepUp, is_asked_inside_the_form_and_loses_nothing) {
    std::vector<std::string> codes;
    world.town.write(
        [&](Tx& tx) { codes = people::new_recovery_codes(tx, world.town.miura.account); });
    for (const Asking& asking : kAskings) {
        SCOPED_TRACE(asking.what);
        const std::string place = asking.open(world);
        let_time_pass(Assurance::second_factor);
        const auto before = rows();
        for (const char* wrong : {"", "000000"}) {
            const auto again = send(place, asking, wrong);
            EXPECT_EQ(again.status, 422);
            EXPECT_NE(again.body.find("name=\"code\""), std::string::npos);
            EXPECT_NE(again.body.find(asking.kept), std::string::npos) << "what was typed";
            EXPECT_EQ(refusals_told(again.body), 1) << "only the code is asked for";
            EXPECT_EQ(rows(), before) << "nothing is written without it";
        }
        const auto done = send(place, asking, codes.back());
        codes.pop_back();
        EXPECT_LT(done.status, 400) << done.body;
        EXPECT_GT(rows(), before);
        let_time_pass(Assurance::fresh);
    }
}

TEST_P(StepUp, is_not_asked_within_five_minutes) {
    for (const Asking& asking : kAskings) {
        SCOPED_TRACE(asking.what);
        const auto before = rows();
        EXPECT_LT(send(asking.open(world), asking, "").status, 400);
        EXPECT_GT(rows(), before);
    }
}

TEST_P(StepUp, is_not_asked_for_a_call_that_opens_nothing) {
    let_time_pass(Assurance::second_factor);
    const auto place =
        world.town.post(world.town.miura, "/w/intake", {{"channel", "phone"}}).location;
    EXPECT_EQ(world.town
                  .post(world.town.miura, place,
                        {{"channel", "phone"},
                         {"words", "父に住まいを知られたくない"},
                         {"caller_kind", "mother"},
                         {"child_kana", "よこやま そら"},
                         {"hide_home", "1"}})
                  .status,
              303)
        << "a call that closes is not broken off either";
    EXPECT_EQ(world.town.ask([](Tx& tx) {
        return tx.value<std::int64_t>("SELECT count(*) FROM case_record WHERE is_protected = 1");
    }),
              1);
}

}  // namespace
}  // namespace michi::app
