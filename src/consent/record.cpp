// Recording an answer: its row, its audit entry, its line in the timeline, and what it opened.

#include <algorithm>

#include "base/era.hpp"
#include "consent/consent.hpp"
#include "consent/store.hpp"
#include "people/people.hpp"

namespace michi::consent {
namespace {

Mask answered(const Said& said) {
    Mask mask = 0;
    for (std::size_t i = 0; i < kCategories.size(); ++i)
        if (said.answers[i]) mask = mask | kCategories[i].field;
    return mask;
}

std::optional<Answer> answer_on(const Said& said, Field field) {
    const auto category = std::ranges::find(kCategories, field, &Category::field);
    return said.answers[std::size_t(category - kCategories.begin())];
}

void keep_audit(Tx& tx, const Subject& who, std::string_view action, const Said& said) {
    Trace entry;
    entry.kind = TraceKind::consent;
    entry.action = action;
    entry.object = "case/" + std::to_string(said.case_id.value);
    entry.case_id = said.case_id.value;
    entry.fields = ids_of(answered(said));
    entry.detail = "organisation=" + std::to_string(said.organisation.value);
    entry.account = who.account.value;
    entry.organisation = who.organisation.value;
    entry.role = michi::name_of(who.role);
    tx.trace(std::move(entry));
}

template <std::size_t n>
std::string word_in(std::string_view id, const std::array<record::Code, n>& list) {
    const auto* code = record::find_code(id, list);
    return code ? std::string(word_text(code->word, Lang::ja)) : std::string{};
}

void write_line(Tx& tx, Vault& vault, const Subject& who, const Said& said, Instant at) {
    std::string how = word_in(said.basis, kBases);
    if (said.heard_by && said.heard_by != who.account)
        how = say("consent.heard_by_line"_w, Lang::ja,
                  {{"how", how}, {"who", people::name_of(tx, vault, said.heard_by)}});
    const std::string until =
        said.expires ? say("consent.wrote_until"_w, Lang::ja, {{"day", full_date(*said.expires)}})
                     : std::string{};
    record::note_change(tx, vault, said.case_id,
                        say("consent.wrote"_w, Lang::ja,
                            {{"who", people::find_organisation(tx, said.organisation).name},
                             {"what", in_words(said)},
                             {"basis", how},
                             {"speaker", word_in(said.speaker, record::kRelations)},
                             {"until", until}}),
                        who, at);
}

}  // namespace

Refusals record(Tx& tx, Vault& vault, const Subject& who, const Said& said, Now now) {
    Refusals no = reasons_not_to_record(said, now.today);
    const Mask before =
        said.organisation ? consented_to(tx, said.case_id, said.organisation, now.today) : Mask{};
    if (answer_on(said, Field::notes) == Answer::yes &&
        answer_on(said, Field::identity)
                .value_or(has(before, Field::identity) ? Answer::yes : Answer::no) != Answer::yes)
        no.add("categories", "consent.records_need_identity"_w);
    const bool allows =
        std::ranges::any_of(said.answers, [](const auto& answer) { return answer == Answer::yes; });
    if (allows && record::is_closed(tx, said.case_id))
        no.add("categories", "consent.closed_case"_w);
    if (no.any()) return no;
    for (std::size_t i = 0; i < kCategories.size(); ++i)
        if (said.answers[i]) add_row(tx, vault, said, i, who.account, now.at);
    keep_audit(tx, who, "consent.record", said);
    write_line(tx, vault, who, said, now.at);
    const Mask opened =
        Mask(consented_to(tx, said.case_id, said.organisation, now.today) & ~before);
    if (opened && takes_part(tx, said.case_id, said.organisation, now.today))
        tell(tx,
             {.case_id = said.case_id,
              .organisation = said.organisation,
              .path = Path::case_page,
              .categories = opened,
              .link = {}},
             who.account, now.at);
    return no;
}

void take_back(Tx& tx, Vault& vault, const Subject& who, Id<record::Case> case_id, Instant said_at,
               Now now) {
    for (const Receiver& receiver : matrix(tx, case_id)) {
        Said none{.case_id = case_id,
                  .organisation = receiver.organisation,
                  .answers = {},
                  .basis = "correction",
                  .speaker = {},
                  .heard_by = {},
                  .expires = {}};
        for (std::size_t i = 0; i < kCategories.size(); ++i)
            if (receiver.cells[i].answer == Answer::yes && receiver.cells[i].recorded_at == said_at)
                none.answers[i] = Answer::not_asked;
        if (!answered(none)) continue;
        for (std::size_t i = 0; i < kCategories.size(); ++i)
            if (none.answers[i]) add_row(tx, vault, none, i, who.account, now.at);
        keep_audit(tx, who, "consent.take_back", none);
        record::note_change(tx, vault, case_id,
                            say("consent.wrote_back"_w, Lang::ja,
                                {{"who", receiver.name}, {"what", in_words(none)}}),
                            who, now.at);
    }
}

}  // namespace michi::consent
