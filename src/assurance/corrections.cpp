// 「この情報はちがうかもしれません」: anybody says so, gets a code, and reads with it what became of it.

#include <algorithm>

#include "assurance/code.hpp"
#include "assurance/pages.hpp"
#include "base/era.hpp"

namespace michi::assurance {
namespace {

using directory::Field;
using web::Answer;
using web::Context;

constexpr std::size_t kTextLimit = 1500, kPersonLimit = 300;

/// What may be wrong. Of a field the right text is proposed as it is; the rest is told in words.
struct Topic {
    std::string_view id;  // "f:phone"; "" where only words can tell
    Word word;
    Field field{Field::count_};
};
constexpr std::array kTopics{Topic{"f:phone", "directory.field_phone"_w, Field::phone},
                             Topic{"f:name", "directory.field_name"_w, Field::name},
                             Topic{"f:address", "directory.field_address"_w, Field::address},
                             Topic{"f:days", "directory.field_days"_w, Field::days},
                             Topic{"f:hours", "directory.field_hours"_w, Field::hours},
                             Topic{"f:fee", "directory.field_fee"_w, Field::fee},
                             Topic{"f:url", "directory.field_url"_w, Field::url},
                             Topic{"closed", "assurance.topic_closed"_w},
                             Topic{"conditions", "assurance.topic_conditions"_w},
                             Topic{"other", "assurance.topic_other"_w}};

const Topic* topic_named(std::string_view id) {
    const auto found = std::ranges::find(kTopics, id, &Topic::id);
    return found == kTopics.end() ? nullptr : &*found;
}

/// As far as whoever asks may know it; the public does not learn that a hidden entry exists.
std::shared_ptr<const Entry> asked_about(Context& c) {
    const bool inside = c.who.assurance >= Assurance::second_factor;
    const auto audience = inside ? directory::may_see(c.who.role) : directory::Visibility::open;
    const auto all = directory::snapshot(c.tx, audience);
    const auto entry = all->share({c.number("S")});
    const bool stale =
        entry && !inside &&
        directory::hidden_as_stale(entry->confirmed_on, all->listed_on(*entry), c.now.today);
    if (!entry || entry->gone || stale) throw NotFound{};
    return entry;
}

CorrectionView correction_view(Context& c, const Entry& entry) {
    CorrectionView v;
    v.number = directory::service_number(entry.id);
    v.name = entry.values[Field::name];
    v.action = spoken_at(c, c.path);
    const bool inside =
        c.who.assurance >= Assurance::second_factor && ever(c.who.role, Act::see_directory);
    v.back = spoken_at(c, (inside ? "/w/resources/" : "/resources/") + v.number);
    v.answers = spoken_at(c, "/resources/answers");
    v.topic = c.form.text("topic");
    v.text = c.form.text("text");
    v.how = c.form.text("how");
    v.who = c.form.text("who");
    v.contact = c.form.text("contact");
    v.ticket = c.form.maybe("ticket").value_or(random_token());
    for (const Topic& topic : kTopics)
        v.topics.push_back({std::string(topic.id), topic.word, {}, topic.id == v.topic, false});
    if (const Topic* topic = topic_named(v.topic)) v.topic_word = topic->word;
    return v;
}

Refusals reasons_not_to_send(const CorrectionView& v) {
    Refusals no;
    const Topic* topic = topic_named(v.topic);
    if (!topic) no.add("topic", "assurance.say_topic"_w);
    if (trimmed(v.text).empty()) no.add("text", "assurance.say_right"_w);
    no.add(check_text("text", v.text, kTextLimit));
    no.add(check_text("how", v.how, kTextLimit));
    no.add(check_text("who", v.who, kPersonLimit));
    no.add(check_text("contact", v.contact, kPersonLimit));
    const std::string text = trimmed(v.text);
    if (topic && topic->field == Field::url && !text.starts_with("https://") &&
        !text.starts_with("http://"))
        no.add("text", "assurance.say_url"_w);
    if (v.ticket.size() < 20 || v.ticket.size() > 64) no.add("text", "assurance.say_again"_w);
    return no;
}

NewProposal proposal_of(const Context& c, const Entry& entry, const CorrectionView& v) {
    NewProposal fresh;
    fresh.service = entry.id;
    fresh.origin = Origin::visitor;
    fresh.code = v.code;
    const Topic& topic = *topic_named(v.topic);
    if (topic.field != Field::count_) {
        fresh.changes.push_back({v.topic, entry.values[topic.field], trimmed(v.text)});
        fresh.words = trimmed(v.how);
    } else {
        fresh.words = std::string(word_text(topic.word, Lang::ja)) + "\n" + trimmed(v.text);
        if (!trimmed(v.how).empty()) fresh.words += "\n" + trimmed(v.how);
    }
    fresh.name = trimmed(v.who);
    fresh.contact = trimmed(v.contact);
    fresh.at = c.now.at;
    return fresh;
}

/// A field that no person sees was filled in: a machine. It is thanked and nothing is kept.
bool is_machine(const Context& c) { return !c.form.text("website").empty(); }

Answer refuse_answers(Context& c, Word why) {
    AnswersView v;
    v.action = spoken_at(c, c.path);
    v.code = c.form.text("code");
    v.refusals.add("code", why);
    c.keeps = true;
    return c.refuse(std::move(v), public_shell(c, "assurance.answers_title"_w));
}

}  // namespace

Answer show_correction(Context& c) {
    c.require(Act::visit_public, {});
    const auto entry = asked_about(c);
    // Who keeps the entry writes it itself.
    if (c.who.account && keeps(c.tx, c.who.organisation, entry->body))
        return c.see_other(
            web::Url("/w/resources").segment(directory::service_number(entry->id)).segment("own"));
    return c.page(correction_view(c, *entry), public_shell(c, "assurance.correction_title"_w));
}

Answer send_correction(Context& c) {
    c.require(Act::visit_public, {});
    const auto entry = asked_about(c);
    CorrectionView v = correction_view(c, *entry);
    auto shell = public_shell(c, "assurance.correction_title"_w);
    const std::string step = c.form.text("step");
    if (step == "mend") return c.page(std::move(v), std::move(shell));
    v.refusals = reasons_not_to_send(v);
    if (v.refusals.any()) return c.refuse(std::move(v), std::move(shell));
    // The code is made of the form's own ticket: the same form sent twice is one proposal.
    v.code = code_for(c.vault, "assurance-answer", v.number + "/" + v.ticket);
    if (step != "send") {
        v.code.clear();
        v.checks = true;
        return c.page(std::move(v), std::move(shell));
    }
    if (!is_machine(c) && !proposal_with(c.tx, c.vault, v.code)) {
        const web::Try sent{kProposals, {}, {}};
        if (web::turn_of(c, sent).refused_for > 0) {
            v.refusals.add(kWhole, "assurance.too_many"_w);
            return c.refuse(std::move(v), std::move(shell));
        }
        web::note_try(c, sent);
        propose(c.tx, c.vault, proposal_of(c, *entry, v));
        c.trace(TraceKind::create, "assurance.proposed", v.number, 0, "visitor");
    }
    v.done = true;
    return c.page(std::move(v), std::move(shell));
}

Answer show_answers(Context& c) {
    c.require(Act::visit_public, {});
    AnswersView v;
    v.action = spoken_at(c, c.path);
    return c.page(std::move(v), public_shell(c, "assurance.answers_title"_w));
}

Answer find_answer(Context& c) {
    c.require(Act::visit_public, {});
    if (must_wait(c)) return refuse_answers(c, "assurance.code_wait"_w);
    const std::string code = typed_code(c.form.text("code"));
    const auto kept = code.empty() ? std::nullopt : proposal_with(c.tx, c.vault, code);
    if (!kept) {
        note_wrong_code(c);
        return refuse_answers(c, "assurance.answer_unknown"_w);
    }
    AnswersView v;
    v.action = spoken_at(c, c.path);
    v.code = code;
    v.found = true;
    v.waiting = kept->outcome == Outcome::waiting;
    v.outcome = word_of(kept->outcome);
    v.reason = kept->reason;
    v.when = detail_date(kept->decided_at.value_or(kept->at).in_japan(), c.now.today);
    if (const auto median = median_hours(waits_of_decided(c.tx)))
        v.days = hours_line(*median, c.lang);
    return c.page(std::move(v), public_shell(c, "assurance.answers_title"_w));
}

}  // namespace michi::assurance
