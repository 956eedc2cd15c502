// The Centre's own words about an entry, before every list's; and the link that lets the place itself
// write.

#include <algorithm>

#include "assurance/code.hpp"
#include "assurance/pages.hpp"
#include "base/era.hpp"
#include "base/municipality.hpp"
#include "base/working_days.hpp"
#include "directory/check.hpp"
#include "directory/question.hpp"
#include "directory/sites.hpp"
#include "people/people.hpp"
#include "web/written.hpp"

namespace michi::assurance {
namespace {

using directory::Field;
using directory::Values;
using web::Answer;
using web::Context;
using web::Url;

constexpr std::size_t kLimit = 2000;
constexpr Field kLong[] = {Field::papers, Field::first_step, Field::hours_note,
                           Field::note,   Field::about,      Field::sites};

struct Closure {
    std::string_view id;
    Word word;
};
constexpr std::array kClosures{Closure{"", "assurance.closed_open"_w},
                               Closure{"paused", "assurance.closed_paused"_w},
                               Closure{"closed", "assurance.closed_down"_w}};

std::string digest_of(const Values& values) {
    std::string all;
    for (const std::string& text : values.text) all.append(text).append(1, '\n');
    return to_hex(sha256(all)).substr(0, 32);
}

Values typed_values(Context& c) {
    Values values;
    for (const auto& name : directory::field_names())
        if (directory::is_for_people(name.field))
            values[name.field] = trimmed(c.form.text("f:" + std::string(name.id)));
    if (values[Field::municipality].empty() && !values[Field::address].empty())
        values[Field::municipality] =
            directory::values_of({.address = values[Field::address]})[Field::municipality];
    if (values[Field::municipality].empty() && !values[Field::postal].empty())
        values[Field::municipality] =
            directory::municipality_by_postal(c.tx, values[Field::postal]);
    values[Field::sites] = directory::text_of(directory::sites_in(values[Field::sites]));
    return values;
}

/// A list may hold what nobody could type; what is typed is looked at.
Refusals check_new(const Values& values, const Values& now) {
    Refusals no;
    for (const auto& name : directory::field_names())
        if (values[name.field] != now[name.field])
            no.add(directory::check_typed(name.field, "f:" + std::string(name.id),
                                          values[name.field]));
    if (values[Field::latitude] != now[Field::latitude] ||
        values[Field::longitude] != now[Field::longitude])
        no.add(directory::check_position(values[Field::latitude], values[Field::longitude]));
    return no;
}

Refusals reasons_not_to_save(const Values& values, const directory::Spoken& spoken) {
    Refusals no = check_new(values, spoken.own);
    for (const auto& name : directory::field_names())
        no.add(check_text("f:" + std::string(name.id), values[name.field], kLimit));
    if (values[Field::name].empty() && spoken.listed[Field::name].empty())
        no.add("f:name", "assurance.say_name"_w);
    const std::string& url = values[Field::url];
    if (!url.empty() && !url.starts_with("https://") && !url.starts_with("http://"))
        no.add("f:url", "assurance.say_url"_w);
    if (std::ranges::find(kClosures, values[Field::closed], &Closure::id) == kClosures.end())
        no.add("f:closed", "assurance.say_closed"_w);
    const std::string& municipality = values[Field::municipality];
    if (!municipality.empty() && !find_municipality(municipality))
        no.add("f:municipality", "assurance.say_municipality"_w);
    return no;
}

/// As people type several places.
std::string a_line_each(const std::string& sites) {
    std::string lines;
    for (const auto& site : directory::sites_in(sites))
        lines += (lines.empty() ? "" : "\n") + directory::text_of({site});
    return lines;
}

/// Of the prefecture that most places are in, and of the one that is chosen.
std::vector<Choice> municipality_choices(Context& c, const std::string& chosen) {
    const auto all = directory::snapshot(c.tx);
    std::vector<std::string> prefectures{directory::home_prefecture(c, *all)};
    if (find_municipality(chosen) && !chosen.starts_with(prefectures.front()))
        prefectures.push_back(chosen.substr(0, 2));
    std::vector<Choice> options{{"", "assurance.by_address"_w, {}, chosen.empty(), false}};
    for (const std::string& prefecture : prefectures)
        for (const Municipality& m : municipalities_of(prefecture))
            options.push_back(
                {std::string(m.code), {}, std::string(m.name), m.code == chosen, false});
    return options;
}

std::vector<FieldLine> field_lines(Context& c, const Values& own, const Values& listed) {
    std::vector<FieldLine> lines;
    for (const auto& name : directory::field_names()) {
        if (!directory::is_for_people(name.field)) continue;
        lines.push_back(
            {.id = "f:" + std::string(name.id),
             .value = name.field == Field::sites ? a_line_each(own[name.field]) : own[name.field],
             .listed = listed[name.field],
             .source = {},
             .word = name.word,
             .is_long = std::ranges::find(kLong, name.field) != std::end(kLong),
             .hint = name.field == Field::sites ? "assurance.sites_hint"_w : Word{}});
        if (name.field == Field::closed) lines.back().options = choices(kClosures, own[name.field]);
        if (name.field == Field::municipality) {
            lines.back().options = municipality_choices(c, own[name.field]);
            if (const auto* town = find_municipality(listed[name.field]))
                lines.back().listed = town->name;
        }
    }
    return lines;
}

void fill_keepers(Context& c, EditView& v, const Entry& entry) {
    v.provider = entry.provider;
    const auto keepers = keepers_of(c.tx, entry.body);
    for (const auto& organisation : people::organisations(c.tx, "")) {
        if (organisation.kind == "centre" || organisation.kind == "prefecture") continue;
        const bool keeper = std::ranges::find(keepers, organisation.id) != keepers.end();
        (keeper ? v.keepers : v.others)
            .push_back(
                {std::to_string(organisation.id.value), {}, organisation.name, keeper, false});
    }
}

EditView edit_view(Context& c, const Entry& entry, const directory::Spoken& spoken,
                   const Values& shown) {
    EditView v;
    v.number = directory::service_number(entry.id);
    v.name = entry.values[Field::name];
    v.seen = digest_of(spoken.own);
    v.fields = field_lines(c, shown, spoken.listed);
    if (const auto letter = newest_letter(c.tx, entry.id);
        letter && is_open(*letter, c.now.today)) {
        v.has_link = true;
        v.code = code_of(c.vault, *letter);
        v.sheet = std::to_string(letter->id.value);
        if (c.settings && web::opens_elsewhere(*c.settings)) {
            v.mail = mail_text(c, *letter, entry, 0);
            v.link = web::written_front(c) + "/r/" + v.code;
        }
        v.code_until = detail_date(letter->expires_on, c.now.today);
    }
    fill_keepers(c, v, entry);
    return v;
}

/// What somebody else wrote since this form was opened, beside what was typed here.
std::vector<DiffLine> meanwhile(const Values& typed, const Values& now) {
    std::vector<DiffLine> lines;
    for (const auto& name : directory::field_names())
        if (typed[name.field] != now[name.field])
            lines.push_back({.key = "f:" + std::string(name.id),
                             .before = now[name.field],
                             .after = typed[name.field],
                             .now = {},
                             .word = name.word,
                             .taken = false});
    return lines;
}

Url edit_address(const Entry& entry) {
    return Url("/w/resources").segment(directory::service_number(entry.id)).segment("edit");
}

}  // namespace

Answer show_edit(Context& c) {
    const auto entry = entry_of(c);
    const std::string number = directory::service_number(entry->id);
    c.require(Act::edit_directory, {}, number);
    const auto spoken = directory::spoken(c.tx, entry->id);
    return c.page(edit_view(c, *entry, spoken, spoken.own),
                  staff_shell(c, "assurance.edit_title"_w));
}

Answer save_edit(Context& c) {
    const auto entry = entry_of(c);
    const std::string number = directory::service_number(entry->id);
    c.require(Act::edit_directory, {}, number);
    const auto spoken = directory::spoken(c.tx, entry->id);
    const Values typed = typed_values(c);
    Refusals no = reasons_not_to_save(typed, spoken);
    const bool moved = c.form.text("seen") != digest_of(spoken.own);
    if (moved) no.add(kWhole, "assurance.edit_moved"_w);
    if (no.any()) {
        EditView v = edit_view(c, *entry, spoken, typed);
        if (moved) v.meanwhile = meanwhile(typed, spoken.own);
        v.refusals = std::move(no);
        return c.refuse(std::move(v), staff_shell(c, "assurance.edit_title"_w));
    }
    directory::edit_service(c.tx, entry->id, typed);
    if (c.form.has("confirmed")) directory::confirm(c.tx, entry->id, c.now.today, c.who.name);
    c.trace(TraceKind::change, "assurance.edit", number);
    return c.see_other(Url("/w/resources").segment(number));
}

Answer make_link(Context& c) {
    const auto entry = entry_of(c);
    const std::string number = directory::service_number(entry->id);
    c.require(Act::edit_directory, {}, number);
    const auto letter = newest_letter(c.tx, entry->id);
    const Date expires = add_months(c.now.today, kCodeLivesMonths);
    if (letter && !letter->answered_on)
        renew_code(c.tx, c.vault, *letter, expires);
    else
        insert_letter(c.tx, c.vault,
                      {.service = entry->id,
                       .sent_on = c.now.today,
                       .due_on = add_working_days(c.now.today, kDueWorkingDays),
                       .expires_on = expires});
    c.trace(TraceKind::create, "assurance.link", number);
    return c.see_other(edit_address(*entry).fragment("link"));
}

Answer revoke_link(Context& c) {
    const auto entry = entry_of(c);
    const std::string number = directory::service_number(entry->id);
    c.require(Act::edit_directory, {}, number);
    if (const auto letter = newest_letter(c.tx, entry->id)) revoke(c.tx, letter->id, c.now.at);
    c.trace(TraceKind::change, "assurance.revoke", number);
    return c.see_other(edit_address(*entry).fragment("link"));
}

Answer change_keeper(Context& c) {
    const auto entry = entry_of(c);
    const std::string number = directory::service_number(entry->id);
    c.require(Act::edit_directory, {}, number);
    const Id<Organisation> who{c.form.number("organisation")};
    people::find_organisation(c.tx, who);
    if (c.form.has("drop"))
        drop_keeper(c.tx, who, entry->body);
    else
        set_keeper(c.tx, who, entry->body, c.who.account, c.now.at);
    c.trace(TraceKind::change, "assurance.keeper", number, 0, std::to_string(who.value));
    return c.see_other(edit_address(*entry).fragment("keepers"));
}

}  // namespace michi::assurance
