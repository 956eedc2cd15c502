#include "reports/opening.hpp"

#include "people/people.hpp"
#include "reports/rules.hpp"

namespace michi::reports {
namespace {

std::string prefecture_of(const people::OrganisationBrief& o) {
    return o.municipality.substr(0, 2);
}

Reader reader_from_prefecture(web::Context& c) {
    const std::string prefecture =
        prefecture_of(people::find_organisation(c.tx, c.who.organisation));
    const auto asked = c.query.number("centre");
    for (const auto& centre : people::organisations(c.tx, "centre"))
        if (!prefecture.empty() && prefecture_of(centre) == prefecture &&
            (asked == 0 || asked == centre.id.value))
            return {centre.id, centre.name, prefecture, true};
    throw NotFound{};
}

std::optional<Edition> edition_asked(const web::Context& c, const Reader& reader,
                                     const std::vector<Edition>& editions) {
    if (reader.is_coarse) {
        if (editions.empty()) throw NotFound{};
        return editions.front();
    }
    const std::string asked = c.query.text("edition");
    if (asked.empty() || asked == "0") return std::nullopt;
    for (const Edition& edition : editions)
        if (std::to_string(edition.number) == asked) return edition;
    throw NotFound{};
}

}  // namespace

Reader reader_of(web::Context& c) {
    if (c.who.role == Role::prefecture_officer) return reader_from_prefecture(c);
    const auto own = people::find_organisation(c.tx, c.who.organisation);
    if (own.kind != "centre") throw NotFound{};
    return {own.id, own.name, prefecture_of(own), false};
}

Opened open_month(web::Context& c, Act act) {
    const auto month = Month::parse(c.part("month"));
    if (!month || c.part("month").size() != 6) throw NotFound{};
    Opened o{.reader = reader_of(c),
             .month = *month,
             .edition = {},
             .editions = {},
             .counted = {},
             .report = {}};
    Circumstances around;
    around.relation = o.reader.is_coarse ? Relation::none : Relation::centre;
    c.require(act, around,
              "month/" + std::to_string(o.reader.centre.value) + "/" + month->digits());
    o.editions = editions(c.tx, o.reader.centre, month);
    o.edition = edition_asked(c, o.reader, o.editions);
    o.counted = o.edition ? counted_in(c.tx, c.vault, o.edition->id)
                          : counted(c.tx, c.vault, o.reader.centre, *month);
    return o;
}

Opened open_report(web::Context& c, Act act) {
    Opened o = open_month(c, act);
    o.report = report_of(o.counted, o.month, o.reader.prefecture);
    if (o.reader.is_coarse) o.report = coarse(o.report);
    return o;
}

}  // namespace michi::reports
