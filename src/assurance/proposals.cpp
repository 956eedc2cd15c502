// What places and visitors propose: item by item, before and after; what was taken is written at once.

#include <algorithm>

#include "assurance/pages.hpp"
#include "base/era.hpp"
#include "people/people.hpp"

namespace michi::assurance {
namespace {

using directory::Field;
using web::Answer;
using web::Context;
using web::Url;

constexpr std::size_t kDecidedShown = 50, kWaitingShown = 200, kReasonLimit = 2000;

Word word_of(Origin origin) {
    switch (origin) {
        case Origin::office:
            return "assurance.origin_office"_w;
        case Origin::paper:
            return "assurance.origin_paper"_w;
        case Origin::visitor:
            return "assurance.origin_visitor"_w;
        case Origin::partner:
            return "assurance.origin_partner"_w;
    }
    return {};
}

std::string_view tone_of(Outcome outcome) {
    return outcome == Outcome::waiting ? "part" : outcome == Outcome::not_taken ? "gray" : "ok";
}

std::int64_t hours_since(Instant from, Instant to) { return (to.ms - from.ms) / 3'600'000; }

std::string what_of(const Kept& kept, Lang lang) {
    std::string what;
    for (const Change& change : kept.changes)
        what.append(what.empty() ? "" : "・").append(word_text(word_of_key(change.key), lang));
    return what.empty() ? std::string(word_text("assurance.free_words"_w, lang)) : what;
}

ProposalRow row_of(Context& c, const directory::Snapshot& all, const Kept& kept) {
    ProposalRow row;
    row.number = proposal_number(kept.id);
    row.service = directory::service_number(kept.service);
    if (const auto* entry = all.find(kept.service)) row.name = entry->values[Field::name];
    row.when = list_date(kept.at.in_japan(), c.now.today);
    row.waited = hours_line(hours_since(kept.at, kept.decided_at.value_or(c.now.at)), c.lang);
    row.what = what_of(kept, c.lang);
    row.origin = word_of(kept.origin);
    row.outcome = assurance::word_of(kept.outcome);
    row.tone = tone_of(kept.outcome);
    return row;
}

/// Of everything that this decision rests on: the proposal, and the entry as it stands.
std::string digest_of(const Entry& entry, const Kept& kept, Date today) {
    std::string all = kept.words + "\n" + std::to_string(kept.at.ms);
    for (const Change& change : kept.changes)
        all += "\n" + change.key + "\n" + change.after + "\n" + now_says(entry, change.key, today);
    return to_hex(sha256(all)).substr(0, 32);
}

ProposalView proposal_view(Context& c, const Entry& entry, const Kept& kept) {
    ProposalView v;
    v.number = proposal_number(kept.id);
    v.service = directory::service_number(kept.service);
    v.name = entry.values[Field::name];
    v.when = detail_date(kept.at.in_japan(), c.now.today) + " " + kept.at.clock();
    v.words = kept.words;
    // Whoever proposes something may be called back, as whoever calls: the reception of the Centre.
    const Decision reader = c.may(Act::receive_consultation, {.relation = Relation::centre});
    v.who = c.masked ? "" : kept.name.shown(reader);
    if (kept.organisation) v.who = people::find_organisation(c.tx, kept.organisation).name;
    v.contact = c.masked ? "" : kept.contact.shown(reader);
    v.origin = word_of(kept.origin);
    v.outcome = assurance::word_of(kept.outcome);
    v.tone = tone_of(kept.outcome);
    v.may_decide = kept.outcome == Outcome::waiting;
    v.may_publish = kept.may_publish;
    v.by_hand = kept.changes.empty();
    v.seen = digest_of(entry, kept, c.now.today);
    v.changes = diff_lines(kept.changes, c.lang);
    for (std::size_t i = 0; i < kept.changes.size(); ++i) {
        DiffLine& line = v.changes[i];
        const std::string now = now_says(entry, line.key, c.now.today);
        if (v.may_decide && now != kept.changes[i].before) {
            line.now = says(line.key, now, c.lang);
            if (line.now.empty()) line.now = word_text("assurance.nothing_said"_w, c.lang);
            v.moved = true;
        }
        line.taken = v.may_decide || std::ranges::find(kept.taken, line.key) != kept.taken.end();
    }
    v.reason = kept.reason;
    if (kept.decided_at)
        v.decided = say("assurance.decided_by"_w, c.lang,
                        {{"day", detail_date(kept.decided_at->in_japan(), c.now.today)},
                         {"who", people::name_of(c.tx, c.vault, kept.decided_by)}});
    return v;
}

struct Opened {
    Kept kept;
    std::shared_ptr<const Entry> entry;
};

Opened open_proposal(Context& c) {
    c.require(Act::edit_directory, {}, "proposal/" + std::to_string(c.number("P")));
    Opened opened{find_proposal(c.tx, c.vault, {c.number("P")}), {}};
    opened.entry = entry_with(c.tx, opened.kept.service, directory::may_see(c.who.role));
    return opened;
}

Answer refuse(Context& c, const Opened& o, Refusals no) {
    ProposalView v = proposal_view(c, *o.entry, o.kept);
    for (DiffLine& line : v.changes) {
        const auto chosen = c.form.texts("take");
        if (v.may_decide) line.taken = std::ranges::find(chosen, line.key) != chosen.end();
    }
    if (v.may_decide) v.reason = c.form.text("reason");
    v.refusals = std::move(no);
    return c.refuse(std::move(v), staff_shell(c, "assurance.proposal_title"_w));
}

std::vector<Change> taken_of(const Context& c, const Kept& kept) {
    const auto chosen = c.form.texts("take");
    std::vector<Change> taken;
    for (const Change& change : kept.changes)
        if (std::ranges::find(chosen, change.key) != chosen.end()) taken.push_back(change);
    return taken;
}

/// The place itself spoke: whatever of it was taken, it was asked.
void write_down(Context& c, const Kept& kept, std::span<const Change> taken) {
    const bool place = kept.origin != Origin::visitor;
    const Date told_on = kept.at.in_japan();
    write_changes(c.tx, kept.service,
                  {.changes = taken,
                   .source = kept.origin == Origin::paper ? "paper"
                             : place                      ? "office"
                                                          : "web",
                   .told_to = {},
                   .may_publish = kept.may_publish,
                   .by = c.who.account,
                   .now = {c.now.at, told_on}});
    if (!place) return;
    directory::confirm(c.tx, kept.service, told_on, word_text("assurance.the_place"_w, Lang::ja));
}

}  // namespace

Answer show_proposals(Context& c) {
    c.require(Act::edit_directory, {});
    const auto all = directory::snapshot(c.tx);
    ProposalsView v;
    for (const Kept& kept : proposals(c.tx, c.vault, true, kWaitingShown))
        v.waiting.push_back(row_of(c, *all, kept));
    for (const Kept& kept : proposals(c.tx, c.vault, false, kDecidedShown))
        v.decided.push_back(row_of(c, *all, kept));
    if (const auto median = median_hours(waits_of_decided(c.tx)))
        v.median = hours_line(*median, c.lang);
    return c.page(std::move(v), staff_shell(c, "assurance.proposals_title"_w));
}

Answer show_proposal(Context& c) {
    const Opened o = open_proposal(c);
    return c.page(proposal_view(c, *o.entry, o.kept), staff_shell(c, "assurance.proposal_title"_w));
}

Answer decide_proposal(Context& c) {
    const Opened o = open_proposal(c);
    const Kept& kept = o.kept;
    Refusals no;
    if (kept.outcome != Outcome::waiting) {
        no.add(kWhole, "assurance.decided_already"_w);
        return refuse(c, o, std::move(no));
    }
    if (c.form.text("seen") != digest_of(*o.entry, kept, c.now.today)) {
        no.add(kWhole, "assurance.proposal_moved"_w);
        return refuse(c, o, std::move(no));
    }
    const auto taken = taken_of(c, kept);
    const bool by_hand = kept.changes.empty();
    const Outcome outcome =
        by_hand ? (c.form.text("decide") == "take" ? Outcome::taken : Outcome::not_taken)
                : outcome_of(kept.changes.size(), taken.size());
    const std::string reason = trimmed(c.form.text("reason"));
    no.add(check_text("reason", reason, kReasonLimit));
    if (reason.empty() && outcome != Outcome::taken) no.add("reason", "assurance.say_reason"_w);
    if (no.any()) return refuse(c, o, std::move(no));
    write_down(c, kept, taken);
    Decided decided{
        .taken = {}, .outcome = outcome, .reason = reason, .by = c.who.account, .at = c.now.at};
    for (const Change& change : taken) decided.taken.push_back(change.key);
    note_decision(c.tx, c.vault, kept.id, decided);
    c.trace(TraceKind::change, "assurance.decide", "proposal/" + std::to_string(kept.id.value), 0,
            std::to_string(static_cast<int>(outcome)));
    return c.see_other(Url("/w/resources/proposals"));
}

}  // namespace michi::assurance
