// Names, kana, birth dates and telephone numbers in memory: the search over persons and the hint
// that somebody may be known already. Never at rest (security bar 4.2).
#pragma once

#include <functional>
#include <shared_mutex>
#include <unordered_map>

#include "record/record.hpp"

namespace michi::record {

struct Person {
    Id<Case> case_id;
    Id<Organisation> centre;
    std::string kanji, kana;  // folded
    std::optional<Date> birth;
    std::vector<std::string> phones;       // digits
    std::vector<std::string> family_kana;  // folded
    std::string municipality;
    bool is_protected{};
};

/// What a caller told; empty fields match nothing.
struct Known {
    std::string phone, caller_kana, child_kana, child_kanji;
    std::optional<Date> birth;
};

struct Likeness {
    Id<Case> case_id;
    Id<Organisation> centre;
    bool phone{}, kana{}, kanji{}, birth{}, birth_near{};
    int weight{};
};

class Persons {
  public:
    void ensure_loaded(Tx& tx, Vault& vault);
    void put(Person person);
    /// Strongest first; never more than `at_most`. Twins and brothers are both candidates: people decide.
    std::vector<Likeness> alike(const Known& known, std::size_t at_most) const;
    /// Cases whose name, kana, telephone or number holds the text, newest first, of those `may` lets pass.
    std::vector<Id<Case>> search(std::string_view typed,
                                 const std::function<bool(const Person&)>& may,
                                 std::size_t at_most) const;
    std::size_t size() const;

  private:
    mutable std::shared_mutex mutex_;
    bool loaded_{};
    std::unordered_map<std::int64_t, std::size_t> at_;
    std::vector<Person> persons_;
};

/// Reads one case again and puts it after the commit.
void refresh_person(Tx& tx, Vault& vault, Id<Case> id);

}  // namespace michi::record
