// The course of a case: what was said and done, newest first, with what the program wrote down by itself.

#include "work/course.hpp"
#include "base/era.hpp"
#include "work/kept_store.hpp"
#include "work/naming.hpp"
#include "work/pages.hpp"

namespace michi::work {
namespace {

using web::Answer;
using web::Context;
using web::Url;

constexpr int kEntries = 30, kAllEntries = 2000;

constexpr std::array kTopicWords{
    record::Code{"nursery", "consultation.topic_nursery"_w},
    record::Code{"work", "consultation.topic_work"_w},
    record::Code{"night_care", "consultation.topic_night_care"_w},
    record::Code{"respite", "consultation.topic_respite"_w},
    record::Code{"discharge", "consultation.topic_discharge"_w},
    record::Code{"school", "consultation.topic_school"_w},
    record::Code{"sibling", "consultation.topic_sibling"_w},
    record::Code{"money", "consultation.topic_money"_w},
    record::Code{"adulthood", "consultation.topic_adulthood"_w},
    record::Code{"disaster", "consultation.topic_disaster"_w},
    record::Code{"community", "consultation.topic_community"_w},
    record::Code{"other", "consultation.topic_other"_w},
};

bool holds(const std::string& topics, std::string_view id) {
    return ("," + topics + ",").find("," + std::string(id) + ",") != std::string::npos;
}

EntryView entry_view(Context& c, const Opened& o, Naming& naming, const record::EntryRow& e) {
    EntryView v;
    v.id = e.id.value;
    v.kind = e.kind;
    v.machine = e.kind == "machine";
    v.day = list_date(e.at.in_japan(), c.now.today);
    v.clock = e.at.clock() +
              (e.minutes ? say("work.minutes"_w, c.lang, {{"n", std::to_string(*e.minutes)}}) : "");
    v.title = told(c, o.brief, naming.title(e));
    v.text = text_of(c, o.brief, e, o.decision);
    v.author = naming.person(e.author);
    v.link = e.link;
    if (e.link.starts_with("R-")) v.href = "/w/intake/" + e.link;
    if (e.link.starts_with("H-")) v.href = "/w/handovers/" + e.link;
    v.edited = e.edited_at ? list_date(e.edited_at->in_japan(), c.now.today) : "";
    v.mark = naming.mark(e.organisation, e.side);
    for (const auto& topic : kTopicWords)
        if (holds(e.topics, topic.id)) v.topics.push_back(topic.word);
    Circumstances around = o.around;
    around.mine = whose(c.who, e.author, e.organisation);
    v.may_edit = !record::is_of_a_deed(e) && c.may(Act::edit_note, around).allowed();
    v.untold = o.around.relation == Relation::centre && o.brief.state != RecordState::closed &&
               record::waits_to_be_told(e);
    v.between = bool(e.addressee);
    if (o.around.relation == Relation::centre) {
        v.for_organisations = record::shows_to(e.visible, record::Visible::organisations);
        v.for_family = record::shows_to(e.visible, record::Visible::family);
    }
    return v;
}

/// What the program wrote on one day stands on one grey line.
void put(std::vector<EntryView>& entries, EntryView e) {
    EntryView* before = entries.empty() ? nullptr : &entries.back();
    if (e.machine) e.text = e.title + (e.author.empty() ? "" : " ― " + e.author);
    if (e.machine && before && before->machine && before->day == e.day)
        before->text = e.text + "　／　" + before->text;
    else
        entries.push_back(std::move(e));
}

}  // namespace

void fill_course(Context& c, CaseView& v, const Opened& o) {
    v.filter = c.query.text("show");
    v.machine = c.query.text("auto") != "0";
    if (!o.may(Field::notes)) {
        v.not_for_reader = told_of_entries(c, o.brief, o.around.relation);
        return;
    }
    const int limit = c.query.has("all") ? kAllEntries : kEntries;
    const record::Wanted wanted{
        v.filter == "family" || v.filter == "liaison" ? std::string_view(v.filter) : "", v.machine};
    auto rows = record::entries_of(c.tx, c.vault, o.brief, o.around.relation, c.who.organisation,
                                   wanted, limit + 1);
    v.more = int(rows.size()) > limit;
    if (v.more) rows.pop_back();
    Naming naming(c, o.brief, o.decision);
    for (const auto& row : rows) put(v.entries, entry_view(c, o, naming, row));
    v.untold = std::ranges::any_of(v.entries, &EntryView::untold);
}

std::string told_of_entries(Context& c, const record::CaseBrief& brief, Relation relation) {
    if (relation != Relation::centre) return std::string(word_text("work.not_shared"_w, c.lang));
    const Kept kept = kept_entries(c.tx, brief.id);
    if (kept.count == 0) return std::string(word_text("work.peek_none"_w, c.lang));
    return say(
        "work.for_counsellors"_w, c.lang,
        {{"n", std::to_string(kept.count)}, {"day", list_date(kept.last.in_japan(), c.now.today)}});
}

std::vector<Choice> topic_choices(const std::string& topics) {
    std::vector<Choice> made;
    for (const auto& topic : kTopicWords)
        made.push_back({std::string(topic.id), topic.word, {}, holds(topics, topic.id), false});
    return made;
}

std::string topics_of(const std::vector<std::string>& chosen) {
    std::string topics;
    for (const auto& topic : kTopicWords)
        if (std::ranges::find(chosen, topic.id) != chosen.end())
            topics += (topics.empty() ? "" : ",") + std::string(topic.id);
    return topics;
}

std::string topic_names(const std::string& topics) {
    std::string names;
    for (const auto& topic : kTopicWords)
        if (holds(topics, topic.id))
            names += "「" + std::string(word_text(topic.word, Lang::ja)) + "」";
    return names;
}

void wrote(Context& c, Id<record::Case> id, Word what, const Args& args) {
    record::note_change(c.tx, c.vault, id, say(what, Lang::ja, args), c.who, c.now.at);
}

}  // namespace michi::work
