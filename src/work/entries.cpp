// Writing and correcting 記録; nothing typed is lost, no text is overwritten unseen.

#include <charconv>

#include "base/era.hpp"
#include "base/fold.hpp"
#include "people/people.hpp"
#include "work/course.hpp"
#include "work/merge.hpp"
#include "work/naming.hpp"
#include "work/pages.hpp"
#include "work/work.hpp"

namespace michi::work {
namespace {

using web::Answer;
using web::Context;
using web::Url;

constexpr std::size_t kTextLimit = 60000;

std::string title_of(const Context& c, const std::string& kind) {
    return say(
        "work.entry_title"_w, Lang::ja,
        {{"kind", std::string(word_text(word_of_kind(kind), Lang::ja))}, {"who", c.who.name}});
}

std::string side_of_role(Role role) {
    if (role == Role::municipal_officer) return "m";
    return role == Role::partner || role == Role::local_coordinator ? "o" : "c";
}

/// The mark of an entry is of whom it was spoken with; who says nothing wrote for themselves.
std::string side_of_entry(const Context& c) {
    const std::string with = c.form.text("with");
    const bool known =
        std::ranges::find(record::kSides, with, &record::Side::id) != record::kSides.end();
    return known ? with : side_of_role(c.who.role);
}

/// Who besides the Centre reads what is written. What an organisation writes is for all who help.
record::Visible audience_of(const Context& c, const Opened& o) {
    if (o.around.relation != Relation::centre) return record::Visible::organisations;
    record::Visible audience = record::Visible::centre;
    if (c.form.text("shared") == "1") audience = audience | record::Visible::organisations;
    if (c.form.text("for_family") == "1") audience = audience | record::Visible::family;
    return audience;
}

void tell_readers(Context& c, Id<record::Case> case_id, Id<record::Entry> id,
                  record::Visible visible) {
    if (record::shows_to(visible, record::Visible::organisations))
        consent::tell_readers(c.tx, case_id, c.who.organisation, "N-" + std::to_string(id.value),
                              c.who.account, c.now);
}

/// What the page showed was told in the call. An answer that came since is known to nobody on it: it goes on
/// waiting, and so does the step of its request.
void note_told(Context& c, const record::CaseBrief& brief) {
    std::vector<std::string> links;
    for (const std::string& text : c.form.texts("reply")) {
        Id<record::Entry> id;
        std::from_chars(text.data(), text.data() + text.size(), id.value);
        Id<record::Case> of;
        const auto entry = record::visible_entry(c.tx, c.vault, c.who, id, c.now.today, of);
        if (!entry || of != brief.id || !record::waits_to_be_told(*entry)) continue;
        record::mark_told(c.tx, entry->id, c.now.at);
        links.push_back(entry->link);
    }
    for (const std::string& link : links)
        if (!record::has_untold(c.tx, brief.id, link))
            finish_told(c.tx, brief.centre, brief.id, link, c.who.account, c.now.at);
}

Refusals check_entry(const std::string& text) {
    Refusals no = check_text("text", text, kTextLimit);
    if (trimmed(text).empty()) no.add("text", "work.say_text"_w);
    return no;
}

/// A text kept inside the Centre does not exist for others.
record::EntryRow visible(Context& c, Act act, Id<record::Case>& of) {
    const Id<record::Entry> id{c.number("entry")};
    auto entry = record::visible_entry(c.tx, c.vault, c.who, id, c.now.today, of);
    if (!entry) consent::absent(c, act, "entry/" + std::to_string(id.value));
    return std::move(*entry);
}

/// What a deed said is said.
record::EntryRow open_entry(Context& c, Opened& o, Act act) {
    Id<record::Case> id;
    record::EntryRow entry = visible(c, act, id);
    if (record::is_of_a_deed(entry)) throw NotFound{};
    o = open_case(c, id, act, whose(c.who, entry.author, entry.organisation));
    return entry;
}

EntryEditView edit_view(Context& c, const Opened& o, const record::EntryRow& entry) {
    EntryEditView v;
    v.id = entry.id.value;
    v.version = entry.version;
    v.number = record::case_number(o.brief.id);
    Naming naming(c, o.brief, o.decision);
    v.title = told(c, o.brief, naming.title(entry));
    v.text = text_of(c, o.brief, entry, o.decision);
    const auto earlier = [&](const std::string& text) {
        return c.masked && entry.side == "f" ? v.text : told(c, o.brief, text);
    };
    for (const auto& old : record::versions_of(c.tx, c.vault, entry.id))
        v.versions.push_back({list_date(old.at.in_japan(), c.now.today) + " " + old.at.clock(),
                              naming.person(old.author),
                              earlier(old.text.shown(o.decision)),
                              {}});
    for (std::size_t i = 0; i < v.versions.size(); ++i) {
        const auto [before, gone, come, behind] = what_changed(
            v.versions[i].text, i + 1 < v.versions.size() ? v.versions[i + 1].text : v.text);
        v.versions[i].change = {std::string(before), std::string(gone), std::string(come),
                                std::string(behind)};
    }
    std::ranges::reverse(v.versions);
    v.may_edit = c.may(Act::edit_note, o.around).allowed();
    if (c.masked) v.may_edit = false;  // what is shown without its names is not what would be saved
    v.topics = topic_choices(c.form.has("text") ? topics_of(c.form.texts("topic")) : entry.topics);
    return v;
}

/// The case, with what was done; where nobody would hold the ball it asks whose turn it is.
Answer after(Context& c, const record::CaseBrief& brief, std::string_view said) {
    Url to = Url("/w/cases");
    to.segment(record::case_number(brief.id));
    if (const auto instead = keep_ball(c.tx, c.vault, brief, c.who.account, c.now))
        to.query("ask", "1").query("instead", std::to_string(instead.value));
    return c.see_other(to.query("said", std::string(said)));
}

web::Shell shell(const EntryEditView& v) { return {.title = v.number, .active = "cases"}; }

}  // namespace

Answer write_entry(Context& c) {
    const Opened o = open_case(c, Act::write_note);
    const std::string text = c.form.text("text"), kind = c.form.maybe("kind").value_or("phone");
    if (auto no = check_entry(text); no.any()) return case_again(c, std::move(no));
    const record::Visible audience = audience_of(c, o);
    const auto id =
        record::add_entry(c.tx, c.vault,
                          {.case_id = o.brief.id,
                           .at = c.now.at,
                           .kind = kind == "visit" || kind == "meeting" ? kind : "phone",
                           .side = side_of_entry(c),
                           .author = c.who.account,
                           .organisation = c.who.organisation,
                           .visible = audience,
                           .title = title_of(c, kind),
                           .text = text,
                           .topics = {},
                           .minutes = std::nullopt,
                           .link = {}});
    tell_readers(c, o.brief.id, id, audience);
    if (c.form.text("told") == "1" && o.around.relation == Relation::centre) note_told(c, o.brief);
    c.trace(TraceKind::create, "record.entry", "entry/" + std::to_string(id.value),
            o.brief.id.value);
    return after(c, o.brief, "noted");
}

Answer show_entry(Context& c) {
    Opened o;
    const auto entry = open_entry(c, o, Act::write_note);
    auto v = edit_view(c, o, entry);
    const auto around = shell(v);
    return c.page(std::move(v), around);
}

Answer edit_entry_text(Context& c) {
    Opened o;
    const auto entry = open_entry(c, o, Act::edit_note);
    const std::string text = c.form.text("text");
    auto v = edit_view(c, o, entry);
    v.mine = text;
    v.refusals = check_entry(text);
    const auto around = shell(v);
    if (c.form.number("version") != entry.version && text != entry.text.shown(o.decision)) {
        v.conflict = true;
        v.theirs_by = Naming(c, o.brief, o.decision).person(entry.author);
        v.theirs_at = entry.edited_at.value_or(entry.at).clock();
        v.refusals.add("text", "work.conflict"_w);
    }
    if (v.refusals.any()) return c.refuse(std::move(v), around);
    const std::string topics = topics_of(c.form.texts("topic"));
    if (c.form.has("with_topics") && topics != entry.topics) {
        record::set_topics(c.tx, entry.id, topics);
        wrote(c, o.brief.id, "work.wrote_topics"_w, {{"topics", topic_names(topics)}});
    }
    if (text != entry.text.shown(o.decision)) {
        record::edit_entry(c.tx, c.vault, entry.id, entry.version, text, c.who.account, c.now.at);
        tell_readers(c, o.brief.id, entry.id, entry.visible);
    }
    c.trace(TraceKind::change, "record.entry_edit", "entry/" + std::to_string(entry.id.value),
            o.brief.id.value);
    return c.see_other(
        Url("/w/cases").segment(record::case_number(o.brief.id)).query("said", "noted"));
}

/// One press after the telephone call: the family knows what came back.
Answer tell_entry(Context& c) {
    Id<record::Case> id;
    const auto entry = visible(c, Act::tell_family, id);
    const Opened o = open_case(c, id, Act::tell_family);
    if (entry.kind != "reply") throw NotFound{};
    if (record::waits_to_be_told(entry)) {
        record::mark_told(c.tx, entry.id, c.now.at);
        wrote(c, id, "work.wrote_told"_w, {{"what", record::title_of(entry, o.decision)}});
        c.trace(TraceKind::change, "record.told", "entry/" + std::to_string(entry.id.value),
                id.value);
        finish_told(c.tx, o.brief.centre, id, entry.link, c.who.account, c.now.at);
    }
    return after(c, o.brief, "told");
}

}  // namespace michi::work
