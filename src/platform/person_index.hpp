// Search over persons by name, kana, telephone, birth date and number, and the hint that somebody
// may be known already. In memory only. It points at persons; joining two records is for people.
#pragma once

#include <map>
#include <optional>
#include <shared_mutex>
#include <unordered_map>

#include "base/date.hpp"
#include "platform/text_index.hpp"

namespace michi {

struct IndexedPerson {
    std::int64_t id{};
    std::vector<std::int64_t> places;  // a reader who may read one of them may find the person
    std::vector<std::string> names;    // folded, as written in kanji
    std::vector<std::string> kana;     // folded
    std::vector<std::string> numbers;  // folded: "w0231"
    std::optional<Date> birth;
    // What only those may use who may know how to reach the family:
    std::vector<std::string> phones;  // digits
    std::vector<std::string> family;  // folded names and kana of its members
};

/// The words of a search as typed, ready for PersonIndex::search: a date in any writing, a
/// telephone number in any writing, everything else folded. Split at spaces of any width.
std::vector<std::string> person_words(std::string_view typed);

struct PersonFound {
    // The first word ranks: whole keys before beginnings, endings, parts.
    std::vector<std::int64_t> ids;
    std::size_t count{};  // of all that match inside the scope, up to `cap`
    bool more{};
    // Not among these: persons found only with a telephone number or a name of the family.
    std::vector<std::int64_t> by_contact;
};

/// What is known of somebody who may have a record; empty fields match nothing.
struct KnownPerson {
    std::vector<std::string> names, kana, phones;  // as in IndexedPerson
    std::optional<Date> birth;
    std::vector<std::string> family;
};

struct PersonLikeness {
    std::int64_t id{};
    bool phone{}, name{}, kana{}, birth{};  // kana: the child's or the family's
    bool kana_near{};   // one kana more, less or other, and the birth date speaks for it
    bool birth_near{};  // one day off
    bool may_open{};    // false: say only that the Centre holds a possible match
    int weight{};
};

/// Any number of threads search while others change it.
class PersonIndex {
  public:
    /// The first filling: calls its argument with each person, the greatest id first.
    void load(const std::function<void(const std::function<void(const IndexedPerson&)>&)>& rows);
    void put(IndexedPerson person);  // adds, or replaces the person of that id
    void remove(std::int64_t id);

    /// Persons of whom every word is part of some key.
    PersonFound search(const std::vector<std::string>& words, const SearchScope& scope,
                       std::size_t limit = 20, std::size_t cap = 1000) const;
    /// Strongest first. Not cut to the scope, since the same child must not be taken up twice
    /// unseen; `may_open` says what may be told. A birth date alone names nobody.
    std::vector<PersonLikeness> alike(const KnownPerson& known, const SearchScope& scope,
                                      std::size_t at_most = 20) const;
    /// Joins small segments of the index, in a job; false when there was nothing to do.
    bool tidy() { return texts_.tidy() || contacts_.tidy(); }
    std::size_t size() const;

  private:
    void enter(const IndexedPerson& person);
    void forget(std::int64_t id);
    std::vector<std::int64_t> worth_a_look(const KnownPerson& known) const;
    bool is_found_without_contact(std::int64_t id, const TextQuery& query) const;

    TextIndex texts_, contacts_;  // without and with what tells how to reach the family
    std::mutex change_mutex_;
    mutable std::shared_mutex mutex_;  // the three below; held for microseconds
    std::unordered_map<std::int64_t, IndexedPerson> persons_;
    std::unordered_map<std::string, std::vector<std::int64_t>> by_key_;
    std::map<Date, std::vector<std::int64_t>> by_birth_;
};

}  // namespace michi
