#include "record/model.hpp"

#include <algorithm>

#include "policy/past_decision.hpp"

namespace michi::record {

const Code* find_code(std::string_view id, const Code* begin, const Code* end) {
    const auto* found = std::find_if(begin, end, [&](const Code& c) { return c.id == id; });
    return found == end ? nullptr : found;
}

const Side& side_of(std::string_view id) {
    const auto it = std::ranges::find(kSides, id, &Side::id);
    return it == kSides.end() ? kSides[2] : *it;
}

const Trade* trade_of(std::string_view id) {
    const auto it = std::ranges::find(kTrades, id, &Trade::id);
    return it == kTrades.end() ? nullptr : it;
}

std::size_t care_rank(std::string_view kind) {
    return std::size_t(std::ranges::find(kCareKinds, kind, &Code::id) - kCareKinds.begin());
}

Shown shown(const CaseBrief& brief, const Decision& decision) {
    return {.responsible = brief.responsible.shown(decision),
            .municipality = brief.municipality.shown(decision),
            .stay = brief.stay.shown(decision),
            .power_hours = brief.power_hours.shown(decision),
            .score = brief.score.shown(decision),
            .score_on = brief.score_on.shown(decision),
            .kanji = brief.kanji.shown(decision),
            .kana = brief.kana.shown(decision),
            .birth = brief.birth.shown(decision)};
}

bool may_name(const CaseBrief& brief, const Decision& decision, Id<Organisation> reader,
              Id<Organisation> named) {
    return named == reader || named == brief.centre || decision.opens(Field::location);
}

const std::string& title_of(const EntryRow& entry, const Decision& decision) {
    if (!is_of_a_deed(entry)) return entry.title.shown(decision);
    static const std::string kNothing;
    return decision.opens(Field::notes) ? entry.deed.shown(decision) : kNothing;
}

bool not_to_be_called(const Family& member, const Decision& decision) {
    return member.call_time.shown(decision) == kNotToBeCalled;
}

std::string phone_text(std::string_view number, bool never, Lang lang) {
    if (number.empty() || !never) return std::string(number);
    return say("record.phone_not_called"_w, lang, {{"number", std::string(number)}});
}

std::string phone_text(const Family& member, const Decision& decision, Lang lang) {
    return phone_text(member.phone.shown(decision), not_to_be_called(member, decision), lang);
}

bool waits_to_be_told(const EntryRow& entry) {
    return entry.kind == "reply" && entry.side != "c" && !entry.addressee && !entry.told_at &&
           !past_decision(entry.text).empty();
}

bool is_of_a_deed(const EntryRow& entry) {
    return entry.kind == "request" || entry.kind == "reply" || entry.kind == "letter" ||
           entry.kind == "machine";
}

}  // namespace michi::record
