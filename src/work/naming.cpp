#include "work/naming.hpp"

#include "work/shown.hpp"

namespace michi::work {

Word word_of_kind(std::string_view kind) {
    return kind == "visit"     ? "work.kind_visit"_w
           : kind == "meeting" ? "work.kind_meeting"_w
                               : "work.kind_phone"_w;
}

Naming::Naming(web::Context& c, const record::CaseBrief& brief, const Decision& decision)
    : c_(c), brief_(brief), decision_(decision) {}

bool Naming::may_know(Id<Organisation> organisation) const {
    return record::may_name(brief_, decision_, c_.who.organisation, organisation);
}

std::string Naming::organisation(const people::OrganisationBrief& organisation) const {
    return may_know(organisation.id) ? organisation.name : std::string{};
}

std::string Naming::phone(const people::OrganisationBrief& organisation) const {
    return may_know(organisation.id) ? organisation.phone : std::string{};
}

/// All families are one organisation: there each account is known for itself.
bool Naming::may_name(const people::AccountBrief& who) const {
    if (who.role != Role::family) return may_know(who.organisation);
    return who.id == c_.who.account || decision_.opens(Field::location) ||
           decision_.opens(Field::family);
}

std::string Naming::person(Id<Account> id) {
    if (!id) return {};
    const auto known = persons_.find(id.value);
    if (known != persons_.end()) return known->second;
    auto who = people::find_account(c_.tx, c_.vault, id);
    return persons_.emplace(id.value, may_name(who) ? std::move(who.name) : std::string{})
        .first->second;
}

std::string Naming::person_and(Id<Account> id, std::string_view rest) {
    const std::string name = person(id);
    return name.empty() ? std::string(rest) : name + " " + std::string(rest);
}

MarkView Naming::mark(Id<Organisation> organisation, std::string_view side) const {
    return work::mark(may_know(organisation) ? side : "o");
}

std::string Naming::title(const record::EntryRow& entry) const {
    const std::string& whole = record::title_of(entry, decision_);
    if (record::is_of_a_deed(entry) || whole.empty() || may_know(entry.organisation)) return whole;
    return std::string(word_text(word_of_kind(entry.kind), c_.lang));
}

}  // namespace michi::work
