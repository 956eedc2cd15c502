// だれに見せるか: the Centre says for an entry, each of its fields and each of its answers who may read it.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "published/audience.hpp"
#include "published/pages.hpp"

namespace michi::published {

void render(const AudienceView& v, web::Out& out);

namespace {

using directory::Visibility;
using web::Context;

struct Reader {
    std::string_view id;
    Word word;
};
constexpr std::array kReaders{Reader{"0", "published.for_everybody"_w},
                              Reader{"1", "published.for_partners"_w},
                              Reader{"2", "published.for_centre"_w}};

/// Fields that follow another: the spot the address, the number the body; and what every entry shows.
constexpr Field kNotAsked[] = {Field::name,   Field::kana,      Field::municipality,
                               Field::postal, Field::latitude,  Field::longitude,
                               Field::closed, Field::closed_on, Field::corporation_number,
                               Field::sites};

std::vector<Choice> readers(Visibility chosen) {
    return choices(kReaders, std::to_string(static_cast<int>(chosen)));
}

std::optional<Visibility> reader_named(std::string_view typed) {
    const auto found = std::ranges::find(kReaders, typed, &Reader::id);
    if (found == kReaders.end()) return std::nullopt;
    return static_cast<Visibility>(found - kReaders.begin());
}

bool is_asked(Field field) {
    return directory::is_for_people(field) &&
           std::ranges::find(kNotAsked, field) == std::end(kNotAsked);
}

std::string name_of(Field field) {
    return fmt::format("field_{}", directory::field_names()[static_cast<std::size_t>(field)].id);
}
std::string name_of(Id<directory::Fact> fact) { return fmt::format("fact_{}", fact.value); }

std::string version_of(const Listing& listing) {
    return std::to_string(listing.changed_at ? listing.changed_at->ms : 0);
}

Word state_of(const Listing& listing, const directory::Snapshot& all, Date today) {
    if (listing.gone || listing.values[Field::closed] == "closed") return "published.state_over"_w;
    if (listing.visibility == Visibility::partners) return "published.state_partners"_w;
    if (listing.visibility == Visibility::centre) return "published.state_centre"_w;
    if (directory::hidden_as_stale(listing.confirmed_on, all.listed_on(listing), today))
        return "published.state_stale"_w;
    return "published.state_public"_w;
}

AudienceView view_of(const Context& c, const Listing& listing, const directory::Snapshot& all) {
    AudienceView v;
    v.number = directory::service_number(listing.id);
    v.name = listing.values[Field::name];
    v.state = state_of(listing, all, c.now.today);
    v.is_public = Entry::of(listing, all.listed_on(listing), c.now.today).has_value();
    v.seen = version_of(listing);
    v.entry = readers(listing.visibility);
    for (const auto& name : directory::field_names()) {
        const std::string& text = listing.values[name.field];
        if (text.empty() || !is_asked(name.field)) continue;
        v.fields.push_back({name_of(name.field), text, name.word,
                            readers(directory::visibility_of(listing, name.field))});
    }
    for (const auto& fact : listing.facts) {
        const auto* condition = directory::find_condition(fact.condition);
        v.facts.push_back({name_of(fact.id), said_of(fact, c.lang, c.now.today),
                           condition ? condition->word : Word{}, readers(fact.visibility)});
    }
    return v;
}

directory::Showing showing_of(const Context& c, const Listing& listing) {
    directory::Showing showing;
    showing.entry = reader_named(c.form.text("entry")).value_or(listing.visibility);
    for (const auto& name : directory::field_names()) {
        const auto reader = reader_named(c.form.text(name_of(name.field)));
        if (reader && is_asked(name.field) &&
            *reader != directory::visibility_of(listing, name.field))
            showing.fields.emplace(name.field, *reader);
    }
    for (const auto& fact : listing.facts)
        if (const auto reader = reader_named(c.form.text(name_of(fact.id)));
            reader && *reader != fact.visibility)
            showing.facts.emplace(fact.id, *reader);
    return showing;
}

std::string trace_text(const directory::Showing& showing) {
    std::string text = fmt::format("entry={}", static_cast<int>(showing.entry));
    for (const auto& [field, reader] : showing.fields)
        text += fmt::format(" {}={}", name_of(field), static_cast<int>(reader));
    for (const auto& [fact, reader] : showing.facts)
        text += fmt::format(" {}={}", name_of(fact), static_cast<int>(reader));
    return text;
}

const Listing& listing_of(const Context& c, const directory::Snapshot& all) {
    const Listing* listing = all.find({c.number("S")});
    if (!listing) throw NotFound{};
    return *listing;
}

}  // namespace

web::Answer show_audience(Context& c) {
    c.require(Act::edit_directory, {});
    const auto all = directory::snapshot(c.tx);
    return c.page(
        view_of(c, listing_of(c, *all), *all),
        {.title = std::string(word_text("published.audience"_w, c.lang)), .active = "resources"});
}

web::Answer save_audience(Context& c) {
    c.require(Act::edit_directory, {});
    const auto all = directory::snapshot(c.tx);
    const Listing& listing = listing_of(c, *all);
    if (c.form.text("seen") != version_of(listing)) throw Stale{};
    const auto showing = showing_of(c, listing);
    directory::show_to(c.tx, listing.id, showing);
    const std::string number = directory::service_number(listing.id);
    c.trace(TraceKind::change, "directory.show_to", number, 0, trace_text(showing));
    return c.see_other(web::Url("/w/resources").segment(number).segment("audience"));
}

}  // namespace michi::published
