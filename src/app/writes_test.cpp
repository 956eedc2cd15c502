// Writing is judged as reading is: each changing route with an object for every relation to it. The entitled
// role opens the page and its form is sent as it stands; everybody whom the policy does not let is refused and
// changes nothing; what is changed leaves its entry in the audit. Pages and answers tell of the case what the
// table opens. A route or a capture without an object fails.
#include "writes_rows.hpp"

namespace michi::app {
namespace {

using web::Answer;
using web::Method;

class Writes : public testing::TestWithParam<bool> {
  public:
    WritesWorld world{GetParam()};
};
ON_EACH_ENGINE(Writes);

/// The route of a row, or null when no part has it.
const web::Route* route_of(const web::Site& site, std::string_view path) {
    for (const auto& part : site.parts())
        for (const web::Route& route : part.routes)
            if (route.method == Method::post && route.path == path) return &route;
    return nullptr;
}

bool only_asks(const web::Route& route) { return route.reach != web::Reach::inside; }

TEST_P(Writes, of_every_route_that_changes_something_are_tried_on_an_object) {
    std::set<std::string_view> told;
    for (const WriteRow& row : write_rows()) {
        EXPECT_TRUE(told.insert(row.path).second) << row.path << " stands there twice";
        EXPECT_NE(route_of(world.town.site, row.path), nullptr) << row.path;
    }
    for (const auto& [path, why] : kNotTried) {
        EXPECT_TRUE(told.insert(path).second) << path;
        EXPECT_NE(route_of(world.town.site, path), nullptr) << path;
        EXPECT_GT(why.size(), 20U) << path;
    }
    int routes = 0;
    for (const auto& part : world.town.site.parts())
        for (const web::Route& route : part.routes) {
            if (route.method != Method::post || only_asks(route)) continue;
            ++routes;
            EXPECT_TRUE(told.contains(route.path))
                << route.path << " has no object: give it a row in writes_rows.hpp";
        }
    EXPECT_GE(routes, 119);
    EXPECT_LE(std::size(kNotTried), 14U) << "what is not tried does not grow";
}

TEST_P(Writes, of_everybody_are_what_the_policy_says_of_the_object) {
    Tally tally;
    for (const WriteRow& row : write_rows()) {
        const web::Route* route = route_of(world.town.site, row.path);
        if (!route) continue;
        SCOPED_TRACE(row.path);
        ++tally.routes;
        Sent last;
        for (const Object& object : row.objects(world)) {
            SCOPED_TRACE(object.about);
            Trying(world, *route, row, object, tally).by_all(last);
        }
    }
    std::printf(
        "writes: %d routes × %d roles × %zu relations: %d objects, %d refused, %d done, %d fields\n",
        tally.routes, kRoles, tally.relations.size(), tally.objects, tally.refused, tally.done,
        tally.fields);
    EXPECT_GE(tally.routes, 122);
    EXPECT_GE(tally.objects, 344);
    EXPECT_GE(tally.relations.size(), 36U);
    EXPECT_GE(tally.refused, 3474);
    EXPECT_GE(tally.done, 285);
    EXPECT_GE(tally.fields, 38199);
}

TEST_P(Writes, that_only_ask_change_nothing) {
    const auto before = world.content();
    int asked = 0;
    for (const auto& part : world.town.site.parts())
        for (const web::Route& route : part.routes) {
            if (route.method != Method::post || !only_asks(route)) continue;
            const Answer answer = world.town.post(world.town.miura, world.filled(route.path),
                                                  {{"words", "夜間"}, {"q", "夜間"}});
            EXPECT_LT(answer.status, 500) << route.path;
            ++asked;
        }
    EXPECT_GE(asked, 7);
    EXPECT_EQ(changed_tables(before, world.content()), std::set<std::string>{});
}

TEST_P(Writes, of_this_test_are_seen_when_nobody_would_be_asked) {
    const auto before = world.content();
    const auto entries = world.changes_told_of(world.town.kimura);
    Object note = world.notes().front();
    world.change([&](Tx& tx) {
        record::edit_entry(tx, *world.town.vault, {std::stoll(note.ids["entry"])}, 1, "ほかの文",
                           world.town.kimura.account, world.town.clock);
    });
    EXPECT_TRUE(changed_tables(before, world.content()).contains("entry_version"));
    EXPECT_EQ(world.changes_told_of(world.town.kimura), entries) << "a change without its entry";
}

}  // namespace
}  // namespace michi::app
