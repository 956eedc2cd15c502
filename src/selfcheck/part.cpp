// The page of the state of this server, for those who keep it.

#include <algorithm>
#include <array>

#include "selfcheck/keeper_page.hpp"
#include "selfcheck/selfcheck.hpp"
#include "selfcheck/views.hpp"

namespace michi::selfcheck {
namespace {

using web::Context;

CheckView shown(const Check& check, Lang lang) {
    return {.name = std::string(check.name),
            .ok = check.ok,
            .says = say(check.says, lang, check.args),
            .todo = check.ok || !check.todo ? "" : say(check.todo, lang, check.args)};
}

web::Answer show(Context& c) {
    c.require(Act::read_audit, {});
    SelfcheckView v;
    for (const Check& check : checks(c.tx, c.tx.memory<Premises>(), c.now.at, c.lang))
        v.checks.push_back(shown(check, c.lang));
    std::ranges::stable_partition(v.checks, [](const CheckView& check) { return !check.ok; });
    v.wrong = static_cast<int>(std::ranges::count(v.checks, false, &CheckView::ok));
    return c.page(std::move(v), {.title = std::string(word_text("selfcheck.title"_w, c.lang)),
                                 .active = "selfcheck"});
}

constexpr std::array kRoutes{
    web::Route{web::Method::get, "/a", show_keeper, Act::set_up},
    web::Route{web::Method::get, "/a/selfcheck", show, Act::read_audit},
};

}  // namespace

web::Part part() { return {"selfcheck", kRoutes}; }

}  // namespace michi::selfcheck
