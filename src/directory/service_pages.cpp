// One service: what is known of its conditions, what lists say of it, and the answer of a telephone
// call.

#include <algorithm>

#include "base/era.hpp"
#include "directory/fact_form.hpp"
#include "directory/merge.hpp"
#include "directory/pages.hpp"
#include "directory/refusal_pages.hpp"
#include "directory/refusal_store.hpp"
#include "directory/seen.hpp"
#include "directory/sites.hpp"
#include "directory/store.hpp"

namespace michi::directory {
namespace {

using web::Answer;
using web::Context;
using web::Url;
using Told = michi::directory::Answer;

std::string source_text(const Context& c, const Stored& record) {
    return list_name(c, record.source, record.publisher);
}

/// Without where they stand on the map.
std::string addresses_in(const std::string& typed) {
    auto sites = sites_in(typed);
    for (Site& site : sites) site.point.reset();
    return text_of(sites);
}

std::string field_text(const Context& c, Field field, const std::string& text) {
    if (field == Field::municipality) return place_name(text);
    if (field == Field::sites) return addresses_in(text);
    if (text == "yes") return std::string(word_text("directory.yes"_w, c.lang));
    if (text == "no") return std::string(word_text("directory.no"_w, c.lang));
    if (field == Field::closed)
        return std::string(
            word_text(text == "paused" ? "directory.paused"_w : "directory.closed_down"_w, c.lang));
    return text;
}

/// What the listing does not hold is not for this reader.
void fill_published(const Context& c, ServiceView& v, const Listing& listing,
                    const std::vector<Stored>& records) {
    const Merged whole = merged(records);
    for (const FieldName& name : field_names()) {
        const std::size_t from = whole.from[static_cast<std::size_t>(name.field)];
        if (from == kNobody || !is_for_people(name.field) || listing.values[name.field].empty())
            continue;
        v.fields.push_back({name.word, field_text(c, name.field, whole.values[name.field]),
                            source_text(c, records[from])});
    }
    for (const Stored& record : records)
        v.sources.push_back(
            {source_text(c, record),
             record.system_no.empty() ? record.provider_number : record.system_no,
             record.gone ? std::string(word_text("directory.not_listed"_w, c.lang)) : "",
             source_named(record.source) ? name_of(*source_named(record.source)).credit : Word{}});
}

FactView fact_view(const Context& c, const KnownFact& fact) {
    const Condition* condition = find_condition(fact.condition);
    return {.tone = tone_of(fact.answer),
            .detail = fact_line(c, fact),
            .when = list_date(fact.as_of, c.now.today),
            .source = source_line(c, fact),
            .word = condition ? condition->word : Word{}};
}

void fill_siblings(Context& c, ServiceView& v, const Listing& listing) {
    if (listing.provider.empty()) return;
    const auto all = snapshot(c.tx, may_see(c.who.role));
    for (const auto& other : all->listings) {
        if (other->provider != listing.provider || other->id == listing.id || other->gone ||
            v.siblings.size() >= 20)
            continue;
        if (other->visibility > may_see(c.who.role)) continue;
        v.siblings.push_back({service_number(other->id), other->values[Field::name],
                              std::string(word_text(kind_word(other->kind), c.lang))});
    }
}

/// What was told before the newest word.
void fill_earlier(Context& c, ServiceView& v, const Listing& listing) {
    const auto now = [&](const KnownFact& fact) {
        return std::ranges::find(listing.facts, fact.id, &KnownFact::id) != listing.facts.end();
    };
    for (const KnownFact& fact : history_of(c.tx, listing.id))
        if (!now(fact) && fact.visibility <= may_see(c.who.role))
            v.earlier.push_back(fact_view(c, fact));
}

/// The answer that was just recorded, so that a slip of the finger is taken back by one key.
void fill_undo(const Context& c, ServiceView& v, const Listing& listing) {
    const std::int64_t number = c.query.number("told");
    const auto fact = std::ranges::find(listing.facts, Id<Fact>{number}, &KnownFact::id);
    if (number == 0 || fact == listing.facts.end()) return;
    const Mine mine =
        whose(c.who, author_of(c.tx, Id<Fact>{number}, listing.id), Id<Organisation>{});
    if (!c.may(Act::withdraw_told, {.mine = mine}).allowed()) return;
    v.undo = std::to_string(number);
    const FactView shown = fact_view(c, *fact);
    v.told = std::string(word_text(shown.word, c.lang)) + " " +
             std::string(word_text(fact->answer == Told::yes  ? "directory.yes"_w
                                   : fact->answer == Told::no ? "directory.no"_w
                                                              : "directory.not_known"_w,
                                   c.lang)) +
             (shown.detail.empty() ? "" : " " + shown.detail);
}

std::shared_ptr<const Snapshot> seen(Context& c, const Listing*& listing) {
    auto all = snapshot(c.tx, may_see(c.who.role));
    listing = all->find({c.number("S")});
    if (!listing || listing->visibility > may_see(c.who.role)) throw NotFound{};
    return all;
}

ServiceView service_view(Context& c, const Snapshot& all, const Listing& listing,
                         const web::Form& asked_in, Refusals refusals) {
    ServiceView v;
    v.number = service_number(listing.id);
    v.name = listing.values[Field::name];
    v.kind = kind_word(listing.kind);
    v.provider = listing.provider;
    v.place = place_name(listing.values[Field::municipality]);
    v.phone = first_phone(listing.values);
    v.phone_digits = digits_of(v.phone);
    std::optional<Date> fresh = listing.confirmed_on;
    for (const KnownFact& fact : listing.facts) {
        if (!fresh || fact.as_of > *fresh) fresh = fact.as_of;
        if (fact.visibility <= may_see(c.who.role)) v.facts.push_back(fact_view(c, fact));
    }
    v.never = !fresh;
    v.old = fresh && add_months(*fresh, kOldMonths) < c.now.today;
    v.fresh = fresh_line(c, listing, fresh, v.old);
    v.gone = listing.gone;
    v.closed = listing.values[Field::closed] == "closed";
    fill_published(c, v, listing, records_of(c.tx, listing.id));
    fill_siblings(c, v, listing);
    fill_earlier(c, v, listing);
    fill_undo(c, v, listing);
    const Question q = read_question(c, asked_in);
    v.from_search = asked_in.has("asked");
    v.back = with_question(Url("/w/resources"), q).text();
    v.may_edit = c.may(Act::edit_directory, {}).allowed();
    if (v.from_search) v.carried = carried(q);
    if (v.may_edit) {
        v.to_ask = to_ask(c, listing, q);
        v.form = fact_form(c, all);
        v.refused = refusals_view(c, listing);
    }
    v.refusals = std::move(refusals);
    return v;
}

Url address_of(const Listing& listing) {
    return Url("/w/resources").segment(service_number(listing.id));
}

/// The service's page with the question that led there.
Url back_to(Context& c, const Listing& listing) {
    return c.form.has("asked") ? with_question(address_of(listing), read_question(c, c.form))
                               : address_of(listing);
}

web::Answer taken(Context& c, const Listing& listing, const NewFact& fact) {
    const Id<Fact> id = add_fact(c.tx, listing.id, fact);
    c.trace(TraceKind::change, "directory.fact", service_number(listing.id), 0,
            fact.known.condition);
    return c.see_other(back_to(c, listing).query("told", std::to_string(id.value)));
}

}  // namespace

web::Answer show_service(Context& c) {
    c.require(Act::see_directory, {});
    const Listing* listing = nullptr;
    const auto all = seen(c, listing);
    return c.page(service_view(c, *all, *listing, c.query, {}),
                  resources_shell(c, "directory.title"_w));
}

web::Answer record_fact(Context& c) {
    c.require(Act::edit_directory, {});
    const Listing* listing = nullptr;
    const auto all = seen(c, listing);
    const auto fact = read_fact(c);
    if (!fact)
        return c.refuse(service_view(c, *all, *listing, c.form, fact.error()),
                        resources_shell(c, "directory.title"_w));
    return taken(c, *listing, *fact);
}

web::Answer record_refusal(Context& c) {
    c.require(Act::edit_directory, {});
    const Listing* listing = nullptr;
    const auto all = seen(c, listing);
    const auto one = read_refusal(c, listing->id);
    if (!one)
        return c.refuse(service_view(c, *all, *listing, c.form, one.error()),
                        resources_shell(c, "directory.title"_w));
    const Id<Refused> id = insert_refusal(c.tx, *one);
    c.trace(TraceKind::create, "directory.refusal", service_number(listing->id), 0, one->reason);
    return c.see_other(back_to(c, *listing).query("refused", std::to_string(id.value)));
}

web::Answer record_told(Context& c) {
    c.require(Act::edit_directory, {});
    const Listing* listing = nullptr;
    const auto all = seen(c, listing);
    const auto fact = read_told(c);
    if (!fact) {
        Refusals no;
        no.add("condition", "directory.say_condition"_w);
        return c.refuse(service_view(c, *all, *listing, c.form, std::move(no)),
                        resources_shell(c, "directory.title"_w));
    }
    return taken(c, *listing, *fact);
}

web::Answer withdraw_told(Context& c) {
    const Listing* listing = nullptr;
    const auto all = seen(c, listing);
    const Id<Fact> fact{c.number("fact")};
    c.require(Act::withdraw_told,
              {.mine = whose(c.who, author_of(c.tx, fact, listing->id), Id<Organisation>{})},
              service_number(listing->id));
    if (!withdraw_fact(c.tx, listing->id, fact, c.who.account, c.now.at)) {
        Refusals no;
        no.add("", "directory.too_late_to_withdraw"_w);
        return c.refuse(service_view(c, *all, *listing, c.form, std::move(no)),
                        resources_shell(c, "directory.title"_w));
    }
    c.trace(TraceKind::change, "directory.withdraw", service_number(listing->id));
    return c.see_other(back_to(c, *listing));
}

web::Answer confirm_service(Context& c) {
    c.require(Act::edit_directory, {});
    const Listing* listing = nullptr;
    const auto all = seen(c, listing);
    confirm(c.tx, listing->id, c.now.today, c.who.name);
    c.trace(TraceKind::change, "directory.confirm", service_number(listing->id));
    return c.see_other(address_of(*listing));
}

}  // namespace michi::directory
