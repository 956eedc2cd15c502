// 家族に渡す紙: a few services on at most two sheets, as a family may know them. Nothing is sent.

#include <algorithm>
#include <charconv>

#include "base/era.hpp"
#include "published/pages.hpp"
#include "published/paper_views.hpp"

namespace michi::published {
namespace {

using directory::Answer;
using directory::Listing;
using directory::Visibility;
using web::Context;

constexpr std::size_t kMostItems = 6;  // what two sheets of A4 hold
constexpr std::size_t kMostLines = 6;

/// What nearly every family asks a place in the first call.
constexpr std::string_view kAlwaysAsked[] = {"vacancy", "trial", "transport"};

constexpr std::string_view kForms[] = {"plain", "easy", "large"};

/// Persons, the Centre's notes and electronic mail stay inside; what the place agreed to tell those
/// who help a family may be told to the family.
std::optional<Listing> as_a_family_may_know(const Listing& inside) {
    auto seen = directory::seen_by(inside, Visibility::partners);
    if (!seen || seen->gone || seen->values[Field::closed] == "closed") return std::nullopt;
    for (const Field field : {Field::note, Field::contact, Field::email})
        seen->values[field].clear();
    for (directory::KnownFact& fact : seen->facts) fact.told_to.clear();
    return seen;
}

std::string without_extension(std::string phone) {
    phone = phone.substr(0, phone.find("内線"));
    while (!phone.empty() && (phone.back() == ' ' || phone.back() == '(')) phone.pop_back();
    return phone;
}

std::string hours_of(const Listing& listing) {
    std::string text = listing.values[Field::days];
    const auto add = [&](const std::string& part) {
        if (!part.empty()) text.append(text.empty() ? "" : " ").append(part);
    };
    add(listing.values[Field::hours]);
    if (const auto& closed = listing.values[Field::closed_days]; !closed.empty())
        add("（休み " + closed + "）");
    return text;
}

directory::Asked asked_of(const Context& c) {
    directory::Asked asked;
    asked.today = c.now.today;
    asked.may_see = Visibility::partners;
    const auto add = [&](std::string_view id) {
        const bool new_one = directory::find_condition(id) != nullptr &&
                             std::ranges::find(asked.conditions, id) == asked.conditions.end();
        if (new_one) asked.conditions.emplace_back(id);
    };
    for (const std::string& id : c.query.texts("care")) add(id);
    if (const auto age = c.query.number("age"); c.query.has("age") && age >= 0 && age <= 120) {
        asked.age = static_cast<int>(age);
        add("age");
    }
    for (const std::string& id : c.query.texts("need")) add(id);
    for (const std::string_view id : kAlwaysAsked) add(id);
    return asked;
}

std::string day_of(const directory::Match& match) {
    std::optional<Date> day = match.fresh;
    for (const auto& reason : match.reasons)
        if (reason.as_of && (!day || *reason.as_of > *day)) day = reason.as_of;
    return day ? document_date(*day) : "";
}

/// 「空きあり 2床（11月6日（金））」
std::string room_of(const directory::Reason& reason, Date today) {
    std::string text =
        reason.room ? directory::room_line(*reason.room, reason.stale, Lang::ja) : "";
    if (!reason.detail.empty()) text.append(text.empty() ? "" : " ").append(reason.detail);
    return reason.as_of ? text + "（" + detail_date(*reason.as_of, today) + "）" : text;
}

void fill_answers(PaperItem& item, const directory::Match& match, Date today) {
    for (const auto& reason : match.reasons) {
        const bool told = reason.answer != Answer::not_known;
        if (told && item.told.size() < kMostLines) {
            const SayingView saying = saying_of(reason, Lang::ja, today);
            const bool room = reason.condition == directory::kVacancy;
            item.told.push_back(
                {saying.tone, room ? room_of(reason, today) : saying.said, saying.about, room});
        } else if (!told && item.ask.size() < kMostLines) {
            item.ask.push_back(directory::find_condition(reason.condition)->word);
        }
    }
}

PaperItem item_of(const Listing& listing, const directory::Asked& asked) {
    const auto match = directory::match_of(std::make_shared<const Listing>(listing), asked);
    PaperItem item;
    item.name = listing.values[Field::name];
    item.phone = without_extension(directory::first_phone(listing.values[Field::phone]));
    item.phone_digits = directory::digits_of(item.phone);
    item.where = listing.values[Field::address].empty()
                     ? place_name(listing.values[Field::municipality])
                     : listing.values[Field::address];
    item.hours = hours_of(listing);
    item.first_step = listing.values[Field::first_step];
    item.kind = kind_word(listing.kind);
    item.kind_reading = easy_or(listing.kind, item.kind);
    item.day = day_of(match);
    fill_answers(item, match, asked.today);
    return item;
}

void fill_items(Context& c, PaperView& v) {
    const auto all = directory::snapshot(c.tx);
    const auto asked = asked_of(c);
    std::vector<Id<directory::Service>> done;
    for (const std::string& number : c.query.texts("id")) {
        const auto id = directory::service_id(number);
        const Listing* inside = id ? all->find(*id) : nullptr;
        if (!inside || std::ranges::find(done, *id) != done.end()) continue;
        done.push_back(*id);
        const auto seen = as_a_family_may_know(*inside);
        if (seen && v.items.size() < kMostItems)
            v.items.push_back(item_of(*seen, asked));
        else
            ++v.left_out;
        v.carried.push_back({"id", number});
    }
    for (const std::string_view name : {"care", "need", "age"})
        for (const std::string& value : c.query.texts(name))
            v.carried.push_back({std::string(name), value});
}

}  // namespace

web::Answer print_paper(Context& c) {
    c.require(Act::see_directory, {});
    PaperView v;
    const std::string form = c.query.text("form");
    v.form = std::ranges::find(kForms, form) == std::end(kForms) ? "plain" : form;
    v.today = document_date(c.now.today);
    const web::Doorstep door = doorstep(c.tx);
    v.centre = door.centre;
    v.phone = door.phone;
    v.phone_digits = door.phone_digits;
    v.printed_by = c.who.name;
    fill_items(c, v);
    c.trace(TraceKind::print, "published.paper", "directory", 0,
            "form=" + v.form + " items=" + std::to_string(v.items.size()));
    return c.page(std::move(v), {.title = std::string(word_text("published.paper_title"_w, c.lang)),
                                 .print = true});
}

}  // namespace michi::published
