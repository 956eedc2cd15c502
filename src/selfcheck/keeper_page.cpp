// Where the administrator begins: what has to be seen to, with its age.

#include "selfcheck/keeper_page.hpp"
#include "directory/directory.hpp"
#include "people/people.hpp"
#include "selfcheck/keeper.hpp"
#include "selfcheck/rules.hpp"
#include "selfcheck/selfcheck.hpp"
#include "selfcheck/views.hpp"

namespace michi::selfcheck {
namespace {

using web::Context;

std::string age_of(const Duty& duty, Lang lang) {
    if (!duty.days) return {};
    if (*duty.days == 0) return std::string(word_text("selfcheck.keep_today"_w, lang));
    return say("selfcheck.keep_days"_w, lang, {{"n", std::to_string(*duty.days)}});
}

Kept kept_now(Context& c) {
    const Premises around = c.tx.memory<Premises>();
    const Facts seen = facts(c.tx, around, c.now.at);
    Kept kept{.now = c.now.at,
              .backup = seen.backup,
              .drill = seen.drill,
              .newest_record = seen.newest_record,
              .checks = checks_of(seen, c.lang),
              .waiting = people::proposals_waiting(c.tx, c.now.at),
              .lists = {}};
    const auto all = directory::snapshot(c.tx);
    for (const auto& [list, day] : all->lists) kept.lists.push_back(day);
    return kept;
}

}  // namespace

web::Answer show_keeper(Context& c) {
    c.require(Act::set_up, {});
    KeeperView v;
    for (const Duty& duty : duties_of(kept_now(c))) {
        v.red += duty.red ? 1 : 0;
        v.duties.push_back({duty.name, say(duty.says, c.lang, duty.args), age_of(duty, c.lang),
                            std::string(duty.href), duty.red});
    }
    c.trace(TraceKind::list, "selfcheck.keeper", "", 0, "red=" + std::to_string(v.red));
    return c.page(std::move(v), {.title = std::string(word_text("selfcheck.keeper"_w, c.lang)),
                                 .active = "keeper"});
}

}  // namespace michi::selfcheck
