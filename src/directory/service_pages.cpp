// One service: what is known of its conditions, what lists say of it, and the answer of a telephone
// call.

#include <algorithm>
#include <charconv>

#include "base/era.hpp"
#include "base/fold.hpp"
#include "directory/merge.hpp"
#include "directory/pages.hpp"
#include "directory/store.hpp"

namespace michi::directory {
namespace {

using web::Answer;
using web::Context;
using web::Url;
using Told = michi::directory::Answer;

struct Way {
    std::string_view id;
    Word word;
};
constexpr std::array kAnswers{Way{"yes", "directory.yes"_w}, Way{"no", "directory.no"_w},
                              Way{"not_known", "directory.not_known"_w}};
constexpr std::array kWays{
    Way{"phone", "directory.way_phone"_w}, Way{"visit", "directory.way_visit"_w},
    Way{"paper", "directory.way_paper"_w}, Way{"web", "directory.way_web"_w}};

std::string way_text(const Context& c, std::string_view id) {
    const auto found = std::ranges::find(kWays, id, &Way::id);
    return found == kWays.end() ? "" : std::string(word_text(found->word, c.lang));
}

std::string source_text(const Context& c, const Stored& record) {
    if (record.source == kOwnSource)
        return std::string(word_text("directory.own_source"_w, c.lang));
    const auto source = source_named(record.source);
    std::string text =
        source ? std::string(word_text(name_of(*source).word, c.lang)) : record.source;
    const std::string place = place_name(record.publisher);
    return place.empty() ? text : text + "（" + place + "）";
}

std::string field_text(const Context& c, Field field, const std::string& text) {
    if (field == Field::municipality) return place_name(text);
    if (text == "yes") return std::string(word_text("directory.yes"_w, c.lang));
    if (text == "no") return std::string(word_text("directory.no"_w, c.lang));
    if (field == Field::closed)
        return std::string(
            word_text(text == "paused" ? "directory.paused"_w : "directory.closed_down"_w, c.lang));
    return text;
}

void fill_published(const Context& c, ServiceView& v, const std::vector<Stored>& records) {
    const Merged whole = merged(records);
    for (const FieldName& name : field_names()) {
        const std::size_t from = whole.from[static_cast<std::size_t>(name.field)];
        if (from == kNobody) continue;
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
    std::string detail = fact.detail;
    if (fact.low || fact.high) {
        const std::string range = (fact.low ? std::to_string(*fact.low) : "") + "〜" +
                                  (fact.high ? std::to_string(*fact.high) : "");
        detail = say("directory.age_range"_w, c.lang, {{"range", range}}) +
                 (detail.empty() ? "" : " " + detail);
    }
    const Condition* condition = find_condition(fact.condition);
    return {.tone = tone_of(fact.answer),
            .detail = detail,
            .when = list_date(fact.as_of, c.now.today),
            .source = fact.told_to.empty() ? way_text(c, fact.source)
                                           : fact.told_to + " " + way_text(c, fact.source),
            .word = condition ? condition->word : Word{}};
}

void fill_siblings(Context& c, ServiceView& v, const Listing& listing) {
    const auto all = snapshot(c.tx);
    for (const auto& other : all->listings) {
        if (other->provider != listing.provider || other->id == listing.id || other->gone ||
            v.siblings.size() >= 20)
            continue;
        if (other->visibility > may_see(c.who.role)) continue;
        v.siblings.push_back({service_number(other->id), other->values[Field::name],
                              std::string(word_text(kind_word(other->kind), c.lang))});
    }
}

void fill_form(const Context& c, ServiceView& v) {
    v.may_edit = c.may(Act::edit_directory, {}).allowed();
    v.condition = c.form.text("condition");
    for (const Condition& condition : conditions())
        v.conditions.push_back(
            {std::string(condition.id), condition.word, {}, condition.id == v.condition, false});
    v.answers = choices(kAnswers, c.form.text("answer"));
    v.ways = choices(kWays, c.form.maybe("way").value_or("phone"));
    v.detail = c.form.text("detail");
    v.low = c.form.text("low");
    v.high = c.form.text("high");
    v.as_of = c.form.maybe("as_of").value_or(c.now.today.iso());
}

std::shared_ptr<const Snapshot> seen(Context& c, const Listing*& listing) {
    auto all = snapshot(c.tx);
    listing = all->find({c.number("S")});
    if (!listing || listing->visibility > may_see(c.who.role)) throw NotFound{};
    return all;
}

ServiceView service_view(Context& c, const Listing& listing, Refusals refusals) {
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
        v.facts.push_back(fact_view(c, fact));
        if (!fresh || fact.as_of > *fresh) fresh = fact.as_of;
    }
    v.never = !fresh;
    v.old = fresh && add_months(*fresh, kOldMonths) < c.now.today;
    v.fresh = fresh_line(c, listing, fresh, v.old);
    v.gone = listing.gone;
    v.closed = listing.values[Field::closed] == "closed";
    fill_published(c, v, records_of(c.tx, listing.id));
    fill_siblings(c, v, listing);
    fill_form(c, v);
    v.refusals = std::move(refusals);
    return v;
}

std::optional<int> years(const std::string& typed) {
    const std::string text = trimmed(fold_width(typed));
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    return whole && value >= 0 && value <= 120 ? std::optional(value) : std::nullopt;
}

/// What the form says, or why it cannot be taken.
Result<NewFact> read_fact(const Context& c) {
    Refusals no;
    const std::string condition = c.form.text("condition"), answer = c.form.text("answer"),
                      way = c.form.text("way");
    if (!find_condition(condition)) no.add("condition", "directory.say_condition"_w);
    if (std::ranges::find(kAnswers, answer, &Way::id) == kAnswers.end())
        no.add("answer", "directory.say_answer"_w);
    no.add(check_text("detail", c.form.text("detail"), 600));
    const auto day = read_date("as_of", c.form.text("as_of"));
    if (!day)
        no.add(day.error());
    else if (day->date > c.now.today)
        no.add("as_of", "directory.not_in_future"_w);
    if (no.any()) return refused(std::move(no));
    return NewFact{.known = {.condition = condition,
                             .answer = answer == "yes"  ? Told::yes
                                       : answer == "no" ? Told::no
                                                        : Told::not_known,
                             .detail = trimmed(c.form.text("detail")),
                             .low = condition == "age" ? years(c.form.text("low")) : std::nullopt,
                             .high = condition == "age" ? years(c.form.text("high")) : std::nullopt,
                             .as_of = day->date,
                             .source = way_text(c, way).empty() ? "phone" : way,
                             .told_to = c.who.name},
                   .by = c.who.account,
                   .at = c.now.at};
}

Url address_of(const Listing& listing) {
    return Url("/w/resources").segment(service_number(listing.id));
}

}  // namespace

web::Answer show_service(Context& c) {
    c.require(Act::see_directory, {});
    const Listing* listing = nullptr;
    const auto all = seen(c, listing);
    return c.page(service_view(c, *listing, {}), resources_shell(c, "directory.title"_w));
}

web::Answer record_fact(Context& c) {
    c.require(Act::edit_directory, {});
    const Listing* listing = nullptr;
    const auto all = seen(c, listing);
    const auto fact = read_fact(c);
    if (!fact)
        return c.refuse(service_view(c, *listing, fact.error()),
                        resources_shell(c, "directory.title"_w));
    add_fact(c.tx, listing->id, *fact);
    c.trace(TraceKind::change, "directory.fact", service_number(listing->id), 0,
            fact->known.condition);
    return c.see_other(address_of(*listing));
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
