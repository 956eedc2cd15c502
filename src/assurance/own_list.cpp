// 自分の事業所の掲載情報: the entries that an organisation keeps itself, from its own menu.

#include <algorithm>

#include "assurance/pages.hpp"
#include "base/era.hpp"
#include "people/people.hpp"

namespace michi::assurance {

using web::Answer;
using web::Context;

Answer list_own(Context& c) {
    // Only entries of bodies that this organisation keeps are looked for.
    c.require(Act::propose_entry, {.mine = Mine::colleague});
    OwnListView v;
    const auto kept = bodies_kept_by(c.tx, c.who.organisation);
    const auto all = directory::snapshot(c.tx, directory::Visibility::partners);
    for (const auto& listing : all->listings) {
        if (listing->gone || std::ranges::find(kept, listing->body) == kept.end()) continue;
        const auto last = directory::last_word(*listing);
        v.rows.push_back({.number = directory::service_number(listing->id),
                          .name = listing->values[directory::Field::name],
                          .kind = kind_word(listing->kind),
                          .confirmed = last ? detail_date(*last, c.now.today) : std::string{},
                          .waits = waiting_of(c.tx, c.who.organisation, listing->id).has_value()});
    }
    const auto centres = people::organisations(c.tx, "centre");
    if (v.rows.empty() && !centres.empty()) v.phone = centres.front().phone;
    c.trace(TraceKind::list, "assurance.own_list", "", 0, "rows=" + std::to_string(v.rows.size()));
    return c.page(std::move(v), {.title = std::string(word_text("assurance.own_list"_w, c.lang)),
                                 .active = "own"});
}

}  // namespace michi::assurance
