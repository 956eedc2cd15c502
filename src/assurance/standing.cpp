// How entries stand today, and words that several pages share.

#include <algorithm>
#include <set>

#include "assurance/code.hpp"
#include "assurance/pages.hpp"
#include "base/municipality.hpp"

namespace michi::assurance {

std::shared_ptr<const Entry> entry_with(Tx& tx, Id<directory::Service> id,
                                        directory::Visibility audience) {
    auto all = directory::snapshot(tx, audience);
    auto entry = all->share(id);
    if (!entry) throw NotFound{};
    return entry;
}

std::shared_ptr<const Entry> entry_of(web::Context& c) {
    return entry_with(c.tx, {c.number("S")}, directory::may_see(c.who.role));
}

Freshness freshness_of(const directory::Snapshot& all, const Entry& entry, Date today) {
    return freshness(
        {.last_word = directory::last_word(entry),
         .unconfirmed_since = entry.unconfirmed_since,
         .hidden = directory::hidden_as_stale(entry.confirmed_on, all.listed_on(entry), today)},
        today);
}

std::string_view tone_of(Freshness freshness) {
    switch (freshness) {
        case Freshness::confirmed:
            return "ok";
        case Freshness::old:
            return "part";
        case Freshness::unconfirmed:
        case Freshness::hidden:
            return "no";
    }
    return "";
}

std::int64_t delay_of_code(web::Context& c) { return web::turn_of(c, {kCodes, {}, {}}).wait; }

bool must_wait(web::Context& c) { return web::turn_of(c, {kCodes, {}, {}}).refused_for > 0; }

void note_wrong_code(web::Context& c) {
    web::note_try(c, {kCodes, {}, {}});
    c.trace(TraceKind::denied, "assurance.code", "");
}

std::string place_of(const Entry& entry) {
    const auto* found = find_municipality(entry.values[directory::Field::municipality]);
    return found ? std::string(found->name) : std::string{};
}

Word kind_word(std::string_view kind) {
    const auto* found = directory::find_kind(kind);
    return found ? found->word : "directory.kind_public_facility"_w;
}

std::vector<Choice> kind_choices(const directory::Snapshot& all, std::string_view chosen) {
    std::set<std::string_view> present;
    for (const auto& entry : all.listings) present.insert(entry->kind);
    std::vector<Choice> made;
    for (const auto& kind : directory::service_kinds())
        if (present.contains(kind.id))
            made.push_back({std::string(kind.id), kind.word, {}, kind.id == chosen, false});
    return made;
}

std::vector<Choice> place_choices(const directory::Snapshot& all, std::string_view chosen) {
    std::set<std::string> codes;
    for (const auto& entry : all.listings)
        codes.insert(entry->values[directory::Field::municipality]);
    std::vector<Choice> made;
    for (const std::string& code : codes)
        if (const auto* found = find_municipality(code))
            made.push_back({code, {}, std::string(found->name), code == chosen, false});
    return made;
}

std::vector<DiffLine> diff_lines(const std::vector<Change>& changes, Lang lang) {
    std::vector<DiffLine> lines;
    for (const Change& change : changes)
        lines.push_back({.key = change.key,
                         .before = says(change.key, change.before, lang),
                         .after = says(change.key, change.after, lang),
                         .now = {},
                         .word = word_of_key(change.key),
                         .taken = true});
    return lines;
}

web::Shell staff_shell(const web::Context& c, Word title) {
    return {.title = std::string(word_text(title, c.lang)), .active = "resources"};
}

std::string hours_line(std::int64_t hours, Lang lang) {
    if (hours < 48) return say("assurance.hours"_w, lang, {{"n", std::to_string(hours)}});
    return say("assurance.days"_w, lang, {{"n", std::to_string((hours + 12) / 24)}});
}

PageOf page_of(std::size_t total, std::int64_t asked) {
    PageOf page;
    page.pages = std::max<std::int64_t>(1, static_cast<std::int64_t>((total + kPage - 1) / kPage));
    page.page = std::clamp<std::int64_t>(asked, 1, page.pages);
    page.from = static_cast<std::size_t>(page.page - 1) * kPage;
    return page;
}

}  // namespace michi::assurance
