#include "handover/telling.hpp"

#include "base/era.hpp"

namespace michi::handover {
namespace {

using web::Context;

void append(std::string& text, std::string_view more, std::string_view between) {
    if (more.empty()) return;
    text.append(text.empty() ? "" : between).append(more);
}

std::string identity_text(const record::Shown& seen) {
    std::string text = seen.name();
    if (!seen.kanji.empty() && !seen.kana.empty()) text.append("（").append(seen.kana).append("）");
    if (seen.birth) append(text, full_date(*seen.birth), "　");
    return text;
}

std::string contact_text(Tx& tx, Vault& vault, const record::CaseBrief& brief,
                         const Decision& reader, Lang lang) {
    std::string text;
    for (const auto& member : record::family_of(tx, vault, brief)) {
        std::string one;
        if (const auto* relation =
                record::find_code(member.relation.shown(reader), record::kRelations))
            append(one, word_text(relation->word, lang), "");
        append(one, member.name.shown(reader), " ");
        append(one, record::phone_text(member, reader, lang), " ");
        append(text, one, "／");
    }
    return text;
}

std::string medical_text(const record::CaseBrief& brief, const Decision& reader, Lang lang) {
    std::string text;
    for (const auto& care : brief.care.shown(reader))
        if (const auto* kind = record::find_code(care.kind, record::kCareKinds);
            kind && care.answer == record::CareAnswer::yes)
            append(text, word_text(kind->word, lang), "・");
    return text;
}

std::string records_text(Tx& tx, const record::CaseBrief& brief, Lang lang) {
    const auto shared = tx.value<std::int64_t>(
        "SELECT count(*) FROM entry WHERE case_id = $1 AND (visible & 1) = 1", brief.id);
    return say("handover.so_many_notes"_w, lang, {{"n", std::to_string(shared)}});
}

std::string text_of(Tx& tx, Vault& vault, const record::CaseBrief& brief, Field field,
                    const Decision& reader, Lang lang) {
    switch (field) {
        case Field::identity:
            return identity_text(record::shown(brief, reader));
        case Field::contact:
            return contact_text(tx, vault, brief, reader, lang);
        case Field::medical:
            return medical_text(brief, reader, lang);
        case Field::notes:
            return records_text(tx, brief, lang);
        default:
            return std::string(word_text("handover.family_in_words"_w, lang));
    }
}

consent::Receiver receiver_of(Tx& tx, const Telling& telling) {
    for (auto& receiver : consent::matrix(tx, telling.brief.id))
        if (receiver.organisation == telling.to) return receiver;
    return {};
}

/// What the page of the case opens to the receiver: the policy's own answer for a member with this consent.
Decision of_receiver(const record::CaseBrief& brief, Mask consented) {
    Circumstances around{.relation = Relation::member};
    around.consented = consented;
    around.state = brief.state;
    around.is_protected = brief.is_protected;
    return decide(Role::municipal_officer, Assurance::second_factor, Act::read_case, around);
}

/// Why a category goes or not, as it is said before it is sent and afterwards.
struct Outcome {
    std::string_view id;
    Word before, after;
    bool goes{};
};
constexpr std::array kOutcomes{
    Outcome{"request", "handover.goes"_w, "handover.went"_w, true},
    Outcome{"page", "handover.goes_on_page"_w, "handover.went_on_page"_w, true},
    Outcome{"no", "handover.kept_no"_w, "handover.was_no"_w},
    Outcome{"ended", "handover.kept_ended"_w, "handover.was_ended"_w},
    Outcome{"not_asked", "handover.kept_not_asked"_w, "handover.was_not_asked"_w},
    Outcome{"protected", "handover.kept_protected"_w, "handover.was_protected"_w},
    Outcome{"needs_name", "handover.kept_needs_name"_w, "handover.was_needs_name"_w},
    Outcome{"off_paper", "handover.kept_off_paper"_w, "handover.was_off_paper"_w},
};
const Outcome& outcome_named(std::string_view id) {
    const auto* found = std::ranges::find(kOutcomes, id, &Outcome::id);
    return found == kOutcomes.end() ? kOutcomes.front() : *found;
}

std::string_view why_not(const consent::Receiver& receiver, std::size_t category, Mask consented,
                         Date today) {
    switch (consent::state(receiver.cells[category], today)) {
        case consent::State::no:
            return "no";
        case consent::State::ended:
            return "ended";
        case consent::State::not_asked:
            return "not_asked";
        case consent::State::yes:
            break;
    }
    return has(consented, consent::kCategories[category].field) ? "protected" : "needs_name";
}

/// The outcome of each category, in their order.
std::array<const Outcome*, consent::kCategories.size()> outcomes(Tx& tx, const Telling& telling,
                                                                 Date today) {
    const consent::Receiver receiver = receiver_of(tx, telling);
    const Mask consented = consent::consented(receiver, today);
    const Decision opened = of_receiver(telling.brief, consented);
    std::array<const Outcome*, consent::kCategories.size()> found{};
    for (std::size_t i = 0; i < found.size(); ++i) {
        const Field field = consent::kCategories[i].field;
        found[i] = &outcome_named(!opened.opens(field) ? why_not(receiver, i, consented, today)
                                  : has(telling.items, field) ? "request"
                                  : telling.on_paper          ? "off_paper"
                                                              : "page");
    }
    return found;
}

}  // namespace

std::vector<ToldView> told_lines(Context& c, const Telling& telling, const Decision& reader) {
    std::vector<ToldView> lines;
    const auto found = outcomes(c.tx, telling, c.now.today);
    for (std::size_t i = 0; i < found.size(); ++i) {
        const Field field = consent::kCategories[i].field;
        const bool seen = found[i]->goes && reader.opens(field) && !c.masked;
        lines.push_back(
            {consent::kCategories[i].word,
             seen ? text_of(c.tx, c.vault, telling.brief, field, reader, c.lang) : std::string{},
             found[i]->before, found[i]->goes});
    }
    return lines;
}

std::vector<Told> telling_now(Tx& tx, Vault& vault, const Telling& telling, Date today) {
    std::vector<Told> told;
    const auto found = outcomes(tx, telling, today);
    const Decision reader =
        of_receiver(telling.brief, consent::consented_to(tx, telling.brief.id, telling.to, today));
    for (std::size_t i = 0; i < found.size(); ++i) {
        const Field field = consent::kCategories[i].field;
        told.push_back({field, std::string(found[i]->id),
                        found[i]->goes ? text_of(tx, vault, telling.brief, field, reader, Lang::ja)
                                       : std::string{}});
    }
    return told;
}

std::vector<ToldView> told_then(Context& c, const Request& request, const Decision& reader) {
    std::vector<ToldView> lines;
    const auto key = record::find_case(c.tx, c.vault, request.case_id).key;
    for (const Told& told : told_of(c.tx, c.vault, request.id, key)) {
        const Outcome& outcome = outcome_named(told.outcome);
        const auto* category =
            std::ranges::find(consent::kCategories, told.field, &consent::Category::field);
        lines.push_back({category->word,
                         reader.opens(told.field) && !c.masked ? told.text : std::string{},
                         outcome.after, outcome.goes});
    }
    return lines;
}

std::string called(Context& c, const Telling& telling, const Decision& reader) {
    const Mask told = consent::consented_to(c.tx, telling.brief.id, telling.to, c.now.today);
    const bool carried =
        has(told, Field::identity) && (!telling.on_paper || has(telling.items, Field::identity));
    return called_then(c, telling.brief, carried, reader);
}

std::string called_then(Context& c, const record::CaseBrief& brief, bool named,
                        const Decision& reader) {
    if (c.masked) return record::case_number(brief.id);
    const auto name = named ? record::shown(brief, reader).name() : std::string{};
    return name.empty() ? consent::unnamed(brief, c.now.today) : name;
}

Wording::Wording(Context& c, const record::CaseBrief& brief, bool may_name)
    : may_name_(may_name), masked_(c.masked) {
    if (!may_name || c.masked) names_.emplace(brief, record::family_of(c.tx, c.vault, brief));
}

std::string Wording::shown(const std::string& text) const {
    if (!may_name_ && !names_->found_in(text).empty()) return {};
    return masked_ ? names_->without(text) : text;
}

Refusals reasons_not_to_write(
    Context& c, const record::CaseBrief& brief, Id<Organisation> to,
    std::initializer_list<std::pair<std::string_view, std::string_view>> fields) {
    Refusals no;
    if (has(consent::consented_to(c.tx, brief.id, to, c.now.today), Field::identity)) return no;
    const consent::Names names(brief, record::family_of(c.tx, c.vault, brief));
    for (const auto& [field, text] : fields)
        if (const auto word = names.found_in(text); !word.empty())
            no.add(field, "handover.names_the_child"_w, {{"word", word}});
    return no;
}

}  // namespace michi::handover
