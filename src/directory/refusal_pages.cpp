// 断られたこと: recorded where one looks at a service; what three of one reason propose is decided on
// a list.

#include <algorithm>
#include <map>

#include "base/era.hpp"
#include "base/said_day.hpp"
#include "base/text.hpp"
#include "directory/conditions.hpp"
#include "directory/refusal_pages.hpp"
#include "directory/refusal_store.hpp"
#include "directory/store.hpp"
#include "people/people.hpp"

namespace michi::directory {
namespace {

using web::Context;
using web::Url;

constexpr std::int64_t kHalfHourMs = 30 * 60 * 1000;
constexpr std::size_t kWordsLimit = 600;

struct Way {
    std::string_view id;
    Word word;
};
constexpr std::array kWays{Way{"phone", "directory.way_phone"_w},
                           Way{"visit", "directory.way_visit"_w},
                           Way{"request", "directory.way_request"_w}};

std::string way_text(const Context& c, const PlaceRefusal& one) {
    const auto found = std::ranges::find(kWays, one.way, &Way::id);
    std::string text = found == kWays.end() ? "" : std::string(word_text(found->word, c.lang));
    if (!one.request.empty()) text += " " + one.request;
    return text;
}

/// The answer in words: 「夜間：できない」.
std::string becomes(const Context& c, const RefusalProposal& proposal) {
    const Condition* condition = find_condition(proposal.reason->condition);
    const KnownFact fact = fact_of(proposal);
    const std::string answer = fact.room ? room_line(*fact.room, false, c.lang)
                                         : std::string(word_text("directory.no"_w, c.lang));
    return std::string(word_text(condition->word, c.lang)) + "：" + answer;
}

Url list_address() { return Url("/w/resources/refusals"); }

struct OpenProposal {
    const Listing* listing{};
    RefusalProposal proposal;
};

using RefusalsByService = std::map<Id<Service>, std::vector<PlaceRefusal>>;

RefusalsByService of_the_last_year(Tx& tx, Date today) {
    return refusals_since(tx, add_months(today, -kRefusalMonths));
}

std::vector<OpenProposal> open_proposals(Tx& tx, const RefusalsByService& of_year,
                                         const Snapshot& all, Date today) {
    const auto decided = all_decisions(tx);
    std::vector<OpenProposal> open;
    for (const auto& [service, refusals] : of_year) {
        const Listing* listing = service ? all.find(service) : nullptr;
        if (!listing || listing->gone) continue;
        const auto known = decided.find(service);
        for (const RefusalProposal& one : proposals_of(
                 refusals, known == decided.end() ? std::vector<RefusalDecision>{} : known->second,
                 *listing, today))
            open.push_back({listing, one});
    }
    return open;
}

ProposalView proposal_view(const Context& c, const OpenProposal& open) {
    const auto& [listing, one] = open;
    return {.number = service_number(listing->id),
            .name = listing->values[Field::name],
            .place = place_name(listing->values[Field::municipality]),
            .said = say("directory.refused_so_often"_w, c.lang,
                        {{"n", std::to_string(one.count)},
                         {"why", std::string(word_text(one.reason->word, c.lang))},
                         {"day", list_date(one.last, c.now.today)}}),
            .becomes = becomes(c, one),
            .reason = std::string(one.reason->id),
            .newest = std::to_string(one.newest.value)};
}

std::vector<Choice> services_of(const Context& c, const Snapshot& all,
                                const std::vector<Id<Provider>>& bodies) {
    std::vector<Choice> services;
    for (const auto& listing : all.listings)
        if (!listing->gone && std::ranges::find(bodies, listing->body) != bodies.end())
            services.push_back({service_number(listing->id),
                                {},
                                listing->values[Field::name] + "（" +
                                    std::string(word_text(kind_word(listing->kind), c.lang)) + "）",
                                false,
                                false});
    return services;
}

RefusalProposalsView proposals_view(Context& c) {
    const auto all = snapshot(c.tx);
    RefusalProposalsView v;
    const auto of_year = of_the_last_year(c.tx, c.now.today);
    for (const OpenProposal& open : open_proposals(c.tx, of_year, *all, c.now.today))
        v.proposals.push_back(proposal_view(c, open));
    const auto unknown = of_year.find({});
    if (unknown == of_year.end()) return v;
    std::map<Id<Organisation>, std::string> names;  // each asked for once, also one that ended
    const auto name_of_sender = [&](Id<Organisation> id) {
        auto& name = names[id];
        if (id && name.empty()) name = people::find_organisation(c.tx, id).name;
        return name;
    };
    for (const PlaceRefusal& one : unknown->second)
        v.declined.push_back(
            {.id = std::to_string(one.id.value),
             .organisation = name_of_sender(one.organisation),
             .when = list_date(one.as_of, c.now.today),
             .request = one.request,
             .reason = find_reason(one.reason) ? find_reason(one.reason)->word : Word{},
             .services = services_of(c, *all, one.bodies)});
    return v;
}

const Listing& listing_of(const Context& c, const Snapshot& all) {
    const Listing* listing = all.find({c.number("S")});
    if (!listing) throw NotFound{};
    return *listing;
}

Url service_address(Id<Service> id) { return Url("/w/resources").segment(service_number(id)); }

}  // namespace

RefusalsView refusals_view(Context& c, const Listing& listing) {
    RefusalsView v;
    const std::int64_t now = c.query.number("refused");
    for (const PlaceRefusal& one : refusals_of(c.tx, listing.id)) {
        const RefusalReason* reason = find_reason(one.reason);
        const bool fresh = one.by == c.who.account && one.at.ms + kHalfHourMs >= c.now.at.ms;
        v.told.push_back({.words = one.words,
                          .when = list_date(one.as_of, c.now.today),
                          .way = way_text(c, one),
                          .undo = fresh ? std::to_string(one.id.value) : "",
                          .reason = reason ? reason->word : Word{}});
        if (one.id.value != now || !reason || !fresh) continue;
        v.recorded = word_text(reason->word, c.lang);
        v.undo = v.told.back().undo;
    }
    v.reasons = choices(refusal_reasons(), c.form.text("reason"));
    v.ways = choices(std::span(kWays).first(2), c.form.maybe("way").value_or("phone"));
    v.words = c.form.text("words");
    v.as_of = c.form.maybe("refused_on").value_or(document_date(c.now.today));
    v.open = c.form.has("reason");
    return v;
}

Result<PlaceRefusal> read_refusal(const Context& c, Id<Service> service) {
    Refusals no;
    PlaceRefusal one{.service = service, .by = c.who.account, .at = c.now.at};
    one.reason = c.form.text("reason");
    if (!find_reason(one.reason)) no.add("reason", "directory.say_refusal"_w);
    no.add(check_text("words", c.form.text("words"), kWordsLimit));
    one.words = trimmed(c.form.text("words"));
    if (one.reason == "other" && one.words.empty())
        no.add("words", "directory.say_refusal_words"_w);
    const auto day =
        read_said_day("refused_on", c.form.text("refused_on"), Toward::past, c.now.today);
    if (!day)
        no.add(day.error());
    else if (*day > c.now.today)
        no.add("refused_on", "directory.not_in_future"_w);
    else
        one.as_of = *day;
    one.way = c.form.text("way") == "visit" ? "visit" : "phone";
    if (no.any()) return refused(std::move(no));
    return one;
}

std::size_t count_refusal_proposals(Tx& tx, const Snapshot& all, Date today) {
    const auto of_year = of_the_last_year(tx, today);
    if (of_year.empty()) return 0;
    const auto unknown = of_year.find({});
    return open_proposals(tx, of_year, all, today).size() +
           (unknown == of_year.end() ? 0 : unknown->second.size());
}

web::Answer show_refusal_proposals(Context& c) {
    c.require(Act::edit_directory, {});
    return c.page(proposals_view(c), resources_shell(c, "directory.refusals_title"_w));
}

web::Answer withdraw_refusal(Context& c) {
    const auto all = snapshot(c.tx);
    const Listing& listing = listing_of(c, *all);
    const Id<Refused> refusal{c.number("refusal")};
    c.require(Act::withdraw_told,
              {.mine = whose(c.who, author_of(c.tx, refusal, listing.id), Id<Organisation>{})},
              service_number(listing.id));
    const bool done = withdraw_refusal_row(c.tx, refusal, listing.id, c.who.account, c.now.at,
                                           Instant{c.now.at.ms - kHalfHourMs});
    if (!done) {
        RefusalProposalsView v = proposals_view(c);
        v.refusals.add("", "directory.too_late_for_refusal"_w);
        return c.refuse(std::move(v), resources_shell(c, "directory.refusals_title"_w));
    }
    c.trace(TraceKind::change, "directory.refusal_withdrawn", service_number(listing.id));
    return c.see_other(service_address(listing.id));
}

web::Answer decide_refusals(Context& c) {
    c.require(Act::edit_directory, {});
    const auto all = snapshot(c.tx);
    const Listing& listing = listing_of(c, *all);
    const auto refusals = refusals_of(c.tx, listing.id);
    const auto open = proposals_of(refusals, decisions_on(c.tx, listing.id), listing, c.now.today);
    const auto one = std::ranges::find_if(open, [&](const RefusalProposal& proposal) {
        return proposal.reason->id == c.form.text("reason") &&
               std::to_string(proposal.newest.value) == c.form.text("newest");
    });
    if (one == open.end()) {  // decided, answered or refused once more meanwhile: the list says how
        RefusalProposalsView v = proposals_view(c);
        v.refusals.add("", "directory.refusals_moved_on"_w);
        return c.refuse(std::move(v), resources_shell(c, "directory.refusals_title"_w));
    }
    const bool accepted = c.form.text("take") == "yes";
    insert_decision(c.tx, listing.id, {std::string(one->reason->id), one->newest}, accepted,
                    c.who.account, c.now.at);
    if (accepted)
        add_fact(c.tx, listing.id, {.known = fact_of(*one), .by = c.who.account, .at = c.now.at});
    c.trace(TraceKind::change, accepted ? "directory.refusals_taken" : "directory.refusals_left",
            service_number(listing.id), 0, std::string(one->reason->id));
    return c.see_other(list_address());
}

web::Answer say_who_declined(Context& c) {
    c.require(Act::edit_directory, {});
    const auto service = service_id(c.form.text("service"));
    const auto all = snapshot(c.tx);
    const Id<Refused> id{c.number("refusal")};
    const auto since = of_the_last_year(c.tx, c.now.today);
    const auto unknown = since.find({});
    const auto back = [&](Word why) {
        RefusalProposalsView v = proposals_view(c);
        v.refusals.add("", why);
        return c.refuse(std::move(v), resources_shell(c, "directory.refusals_title"_w));
    };
    if (unknown == since.end() ||
        std::ranges::find(unknown->second, id, &PlaceRefusal::id) == unknown->second.end())
        return back("directory.refusals_moved_on"_w);
    const auto& one = *std::ranges::find(unknown->second, id, &PlaceRefusal::id);
    if (c.form.text("which") == "none") {
        leave_refusal_out(c.tx, id, c.now.at);
        c.trace(TraceKind::change, "directory.refusal_of_none", one.request);
        return c.see_other(list_address());
    }
    const Listing* listing = service ? all->find(*service) : nullptr;
    if (!listing || std::ranges::find(one.bodies, listing->body) == one.bodies.end())
        return back("directory.say_which_service"_w);
    give_refusal_to(c.tx, id, listing->id);
    c.trace(TraceKind::change, "directory.refusal_of", service_number(listing->id));
    return c.see_other(list_address());
}

void note_declined(Tx& tx, const Declined& declined) {
    const std::string_view reason = reason_of_request(declined.reason);
    if (reason.empty() || declined.bodies.empty()) return;
    PlaceRefusal one{.bodies = declined.bodies,
                     .organisation = declined.organisation,
                     .reason = std::string(reason),
                     .words = "",
                     .as_of = declined.on,
                     .way = "request",
                     .request = declined.request,
                     .by = declined.by,
                     .at = declined.at};
    std::size_t services = 0;
    const auto all = snapshot(tx);
    for (const auto& listing : all->listings)
        if (!listing->gone &&
            std::ranges::find(declined.bodies, listing->body) != declined.bodies.end())
            ++services, one.service = listing->id;
    if (services == 0) return;
    if (services > 1) one.service = {};
    insert_refusal(tx, one);
}

}  // namespace michi::directory
