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

std::string contact_text(Context& c, const record::CaseBrief& brief, const Decision& reader) {
    std::string text;
    for (const auto& member : record::family_of(c.tx, c.vault, brief)) {
        std::string one;
        if (const auto* relation =
                record::find_code(member.relation.shown(reader), record::kRelations))
            append(one, word_text(relation->word, c.lang), "");
        append(one, member.name.shown(reader), " ");
        append(one, record::phone_text(member, reader, c.lang), " ");
        append(text, one, "／");
    }
    return text;
}

std::string medical_text(Context& c, const record::CaseBrief& brief, const Decision& reader) {
    std::string text;
    for (const auto& care : record::care_of(c.tx, brief.child, reader))
        if (const auto* kind = record::find_code(care.kind, record::kCareKinds);
            kind && care.answer == record::CareAnswer::yes)
            append(text, word_text(kind->word, c.lang), "・");
    return text;
}

std::string records_text(Context& c, const record::CaseBrief& brief) {
    const auto shared = c.tx.value<std::int64_t>(
        "SELECT count(*) FROM entry WHERE case_id = $1 AND (visible & 1) = 1", brief.id);
    return say("handover.so_many_notes"_w, c.lang, {{"n", std::to_string(shared)}});
}

std::string text_of(Context& c, const record::CaseBrief& brief, Field field,
                    const Decision& reader) {
    switch (field) {
        case Field::identity:
            return identity_text(record::shown(brief, reader));
        case Field::contact:
            return contact_text(c, brief, reader);
        case Field::medical:
            return medical_text(c, brief, reader);
        case Field::notes:
            return records_text(c, brief);
        default:
            return std::string(word_text("handover.family_in_words"_w, c.lang));
    }
}

consent::Receiver receiver_of(Context& c, const Telling& telling) {
    for (auto& receiver : consent::matrix(c.tx, telling.brief.id))
        if (receiver.organisation == telling.to) return receiver;
    return {};
}

/// What the page of the case opens to the receiver: the policy's own answer for a member with this consent.
Mask opened_to(const record::CaseBrief& brief, Mask consented) {
    Circumstances around{.relation = Relation::member};
    around.consented = consented;
    around.state = brief.state;
    around.is_protected = brief.is_protected;
    return Mask(
        decide(Role::municipal_officer, Assurance::second_factor, Act::read_case, around).fields() &
        kConsented);
}

Word why_not(const consent::Receiver& receiver, std::size_t category, Mask consented, Date today) {
    switch (consent::state(receiver.cells[category], today)) {
        case consent::State::no:
            return "handover.kept_no"_w;
        case consent::State::ended:
            return "handover.kept_ended"_w;
        case consent::State::not_asked:
            return "handover.kept_not_asked"_w;
        case consent::State::yes:
            break;
    }
    return has(consented, consent::kCategories[category].field) ? "handover.kept_protected"_w
                                                                : "handover.kept_needs_name"_w;
}

}  // namespace

std::vector<ToldView> told_lines(Context& c, const Telling& telling, const Decision& reader) {
    const consent::Receiver receiver = receiver_of(c, telling);
    const Mask consented = consent::consented(receiver, c.now.today);
    const Mask open = opened_to(telling.brief, consented);
    std::vector<ToldView> lines;
    for (std::size_t i = 0; i < consent::kCategories.size(); ++i) {
        const Field field = consent::kCategories[i].field;
        const bool item = has(telling.items, field);
        ToldView line{.category = consent::kCategories[i].word, .text = {}, .note = {}, .goes = {}};
        line.goes = has(open, field) && (item || !telling.on_paper);
        line.note = !has(open, field) ? why_not(receiver, i, consented, c.now.today)
                    : item            ? "handover.goes"_w
                    : line.goes       ? "handover.goes_on_page"_w
                                      : "handover.kept_off_paper"_w;
        if (line.goes && reader.opens(field) && !c.masked)
            line.text = text_of(c, telling.brief, field, reader);
        lines.push_back(std::move(line));
    }
    return lines;
}

std::string called(Context& c, const Telling& telling, const Decision& reader) {
    const Mask told = consent::consented_to(c.tx, telling.brief.id, telling.to, c.now.today);
    const bool carried =
        has(told, Field::identity) && (!telling.on_paper || has(telling.items, Field::identity));
    if (c.masked) return record::case_number(telling.brief.id);
    if (!carried) return consent::unnamed(telling.brief, c.now.today);
    return record::shown(telling.brief, reader).name();
}

Wording::Wording(Context& c, const record::CaseBrief& brief, bool may_name) {
    if (!may_name) names_.emplace(brief, record::family_of(c.tx, c.vault, brief));
}

std::string Wording::shown(const std::string& text) const {
    return names_ && !names_->found_in(text).empty() ? std::string{} : text;
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
