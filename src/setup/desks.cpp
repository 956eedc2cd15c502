// The desks of all towns in one step, and the one way in which an organisation is written.

#include <algorithm>

#include "base/municipality.hpp"
#include "setup/setup.hpp"

namespace michi::setup {

using people::OrganisationCard;

std::string desk_name(const people::Desk& desk) {
    return say("setup.desk_name"_w, Lang::ja,
               {{"what", std::string(word_text(desk.word, Lang::ja))}});
}

bool has_desk(const std::vector<OrganisationCard>& all, std::string_view town,
              std::string_view desk) {
    return std::ranges::any_of(all, [&](const OrganisationCard& card) {
        return card.brief.kind == "municipality" && !card.ended_on &&
               card.brief.municipality == town && card.brief.desk == desk;
    });
}

std::vector<OrganisationCard> missing_desks(Tx& tx, std::string_view prefecture,
                                            const std::vector<TownDesk>& wanted) {
    const auto all = people::organisation_cards(tx, false);
    std::vector<OrganisationCard> missing;
    for (const TownDesk& one : wanted)
        for (const Municipality& town : towns_of(prefecture)) {
            if (has_desk(all, town.code, one.desk)) continue;
            OrganisationCard card;
            card.brief = {.id = {},
                          .kind = "municipality",
                          .name = std::string(town.name) + " " + one.name,
                          .municipality = std::string(town.code),
                          .phone = {},
                          .trade = {},
                          .desk = one.desk};
            missing.push_back(std::move(card));
        }
    return missing;
}

Id<Organisation> keep(Tx& tx, OrganisationCard card, Date today) {
    if (!card.brief.id) card.brief.id = people::create_organisation(tx, card.brief);
    people::keep_card(tx, card, today);
    return card.brief.id;
}

}  // namespace michi::setup
