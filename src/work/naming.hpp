// Who helps a child is named to a reader of its case by one question: may this reader know that the
// organisation helps? Its persons, its telephone and its mark are told with it, or not at all.
#pragma once

#include <map>

#include "people/people.hpp"
#include "record/record.hpp"
#include "web/web.hpp"
#include "work/views.hpp"

namespace michi::work {

/// What was written about: 電話, 訪問・面談, 会議.
Word word_of_kind(std::string_view kind);

class Naming {
  public:
    /// On the pages of one case; `decision` is the reader's on that case. Outlived by all three.
    Naming(web::Context& c, const record::CaseBrief& brief, const Decision& decision);

    bool may_know(Id<Organisation> organisation) const;
    /// "" for one that the reader may not know.
    std::string organisation(const people::OrganisationBrief& organisation) const;
    std::string phone(const people::OrganisationBrief& organisation) const;
    /// "" for a person of an organisation that the reader may not know.
    std::string person(Id<Account> id);
    /// 「佐藤 花 11/25」; the rest alone where the person is not named.
    std::string person_and(Id<Account> id, std::string_view rest);
    /// Of a side that is not known only that it is some organisation.
    MarkView mark(Id<Organisation> organisation, std::string_view side) const;
    /// A note is titled with its author's name: where that is not told its kind is left.
    std::string title(const record::EntryRow& entry) const;

  private:
    bool may_name(const people::AccountBrief& who) const;

    web::Context& c_;
    const record::CaseBrief& brief_;
    const Decision& decision_;
    std::map<std::int64_t, std::string> persons_;
};

}  // namespace michi::work
