#include "work/holder.hpp"

#include <algorithm>

#include "base/fold.hpp"
#include "consent/consent.hpp"
#include "people/people.hpp"

namespace michi::work {
namespace {

std::string side_of_kind(std::string_view kind) {
    return kind == "centre" ? "c" : kind == "municipality" ? "m" : kind == "prefecture" ? "p" : "o";
}

/// Of whoever may not know where the child lives, an organisation or a name is asked.
Id<Organisation> home_of(web::Context& c, const record::CaseBrief* brief) {
    if (!brief) return {};
    const auto around = consent::circumstances(c.tx, c.who, *brief, c.now.today);
    return people::desk_of(c.tx, brief->municipality.shown(c.may(Act::read_case, around)));
}

Id<Organisation> only_prefecture(Tx& tx) {
    const auto all = people::organisations(tx, "prefecture");
    return all.size() == 1 ? all.front().id : Id<Organisation>{};
}

Id<Organisation> usual(web::Context& c, const record::CaseBrief* brief, std::string_view side) {
    if (side == "c") return brief ? brief->centre : c.who.organisation;
    if (side == "m") return home_of(c, brief);
    return side == "p" ? only_prefecture(c.tx) : Id<Organisation>{};
}

/// One that ended takes no step any more.
bool is_offered(web::Context& c, Id<Organisation> id) {
    const auto all = people::organisations(c.tx, "");
    return std::ranges::find(all, id, &people::OrganisationBrief::id) != all.end();
}

/// A person can only be chosen in one's own organisation.
bool works_there(web::Context& c, Id<Account> account, Id<Organisation> organisation) {
    if (!account || organisation != c.who.organisation) return false;
    const auto all = people::accounts_of(c.tx, c.vault, organisation);
    return std::ranges::any_of(
        all, [&](const auto& one) { return one.id == account && takes_steps(one); });
}

}  // namespace

bool takes_steps(const people::AccountBrief& one) {
    return one.enabled && ever(one.role, Act::finish_action);
}

Result<Holder> holder_of(web::Context& c, const record::CaseBrief* brief, Chosen chosen) {
    Refusals no = check_name(chosen.name_field, chosen.name);
    if (std::ranges::none_of(record::kSides, [&](const auto& s) { return s.id == chosen.side; }))
        no.add("side", "work.say_whose"_w);
    if (no.any()) return refused(std::move(no));
    Holder to{.side = chosen.side,
              .organisation = chosen.organisation,
              .account = {},
              .name = trimmed(chosen.name)};
    if (to.side == "f") {
        to.organisation = {};
        if (to.name.empty()) to.name = word_text("record.side_family"_w, Lang::ja);
        return to;
    }
    if (to.organisation && !is_offered(c, to.organisation))
        return refused("organisation", "work.say_holder"_w);
    if (to.side == "c" || (!to.organisation && to.name.empty()))
        to.organisation = usual(c, brief, to.side);
    if (!to.organisation && to.name.empty()) return refused(chosen.name_field, "work.say_holder"_w);
    if (to.organisation)
        to.side = side_of_kind(people::find_organisation(c.tx, to.organisation).kind);
    if (works_there(c, chosen.account, to.organisation)) to.account = chosen.account;
    return to;
}

Mine whose_step(web::Context& c, const ActionRow& action, Relation relation) {
    const Holder& holder = action.holder;
    const Mine mine = whose(c.who, holder.account, holder.organisation);
    if (mine != Mine::other || relation != Relation::centre) return mine;
    const bool on_paper = !holder.organisation || !people::signs_in(c.tx, holder.organisation);
    return on_paper ? Mine::colleague : Mine::other;
}

bool moves_with_request(const ActionRow& action) {
    return action.handover && action.kind == ActionKind::act;
}

}  // namespace michi::work
