// When a recorded answer counts, what may be recorded, and what a set of answers opens.

#include <algorithm>

#include "consent/consent.hpp"

namespace michi::consent {
namespace {

std::string_view sign_of(Answer answer) {
    return answer == Answer::yes ? "○" : answer == Answer::no ? "×" : "？";
}

}  // namespace

State state(const Cell& cell, Date today) {
    if (cell.answer == Answer::not_asked) return State::not_asked;
    if (cell.answer == Answer::no) return State::no;
    return cell.expires && *cell.expires < today ? State::ended : State::yes;
}

Mask consented(const Receiver& receiver, Date today) {
    Mask yes = 0;
    for (std::size_t i = 0; i < kCategories.size(); ++i)
        if (state(receiver.cells[i], today) == State::yes) yes = yes | kCategories[i].field;
    return opened_by(yes);
}

std::array<std::string_view, kCategories.size()> answers_on(const Receiver& receiver, Date today) {
    const Mask open = consented(receiver, today);
    std::array<std::string_view, kCategories.size()> shown{};
    for (std::size_t i = 0; i < kCategories.size(); ++i) switch (state(receiver.cells[i], today)) {
            case State::yes:
                shown[i] = has(open, kCategories[i].field) ? "yes" : "no";
                break;
            case State::no:
                shown[i] = "no";
                break;
            case State::ended:
                shown[i] = "ended";
                break;
            case State::not_asked:
                shown[i] = "ask";
                break;
        }
    return shown;
}

Consent grade(Mask consented) {
    const Mask opened = opened_by(consented);
    if (opened == 0) return Consent::none;
    return opened == kConsented ? Consent::full : Consent::partial;
}

std::string ids_of(Mask categories) {
    std::string ids;
    for (const Category& category : kCategories)
        if (has(categories, category.field)) ids.append(ids.empty() ? "" : ",").append(category.id);
    return ids;
}

Mask mask_of(std::string_view ids) {
    Mask mask = 0;
    for (const Category& category : kCategories)
        if (ids.find(category.id) != std::string_view::npos) mask = mask | category.field;
    return mask;
}

void answer_all(Said& said, Mask categories, Answer answer) {
    for (std::size_t i = 0; i < kCategories.size(); ++i)
        if (has(categories, kCategories[i].field)) said.answers[i] = answer;
}

Refusals reasons_not_to_record(const Said& said, Date today) {
    Refusals no;
    if (!said.organisation) no.add("organisation", "consent.say_organisation"_w);
    if (std::ranges::none_of(said.answers, [](const auto& a) { return a.has_value(); }))
        no.add("categories", "consent.say_category"_w);
    if (!record::find_code(said.speaker, record::kRelations))
        no.add("speaker", "consent.say_speaker"_w);
    if (!record::find_code(said.basis, kBases)) no.add("basis", "consent.say_basis"_w);
    if (said.basis == "oral" && !said.heard_by) no.add("heard_by", "consent.say_heard_by"_w);
    if (said.expires && *said.expires <= today) no.add("expires", "consent.end_is_past"_w);
    return no;
}

std::string in_words(const Said& said) {
    std::string words;
    for (std::size_t i = 0; i < kCategories.size(); ++i)
        if (said.answers[i])
            words.append(words.empty() ? "" : "・")
                .append(word_text(kCategories[i].word, Lang::ja))
                .append(sign_of(*said.answers[i]));
    return words;
}

}  // namespace michi::consent
