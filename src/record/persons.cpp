#include "record/persons.hpp"

#include <algorithm>
#include <mutex>

#include "base/fold.hpp"
#include "base/phone.hpp"
#include "record/store.hpp"

namespace michi::record {
namespace {

std::string digits_of(std::string_view typed) {
    const auto read = read_phone(typed);
    return read.digits;
}

Person person_from(Tx& tx, Vault& vault, const CaseBrief& brief) {
    Person person{.case_id = brief.id,
                  .centre = brief.centre,
                  .kanji = fold(brief.kanji.reveal()),
                  .kana = fold(brief.kana.reveal()),
                  .birth = brief.birth.reveal(),
                  .phones = {},
                  .family_kana = {},
                  .municipality = brief.municipality,
                  .is_protected = brief.is_protected};
    for (const Family& member : family_of(tx, vault, brief)) {
        if (auto digits = digits_of(member.phone.reveal()); !digits.empty())
            person.phones.push_back(digits);
        person.family_kana.push_back(fold(member.kana.reveal()));
    }
    return person;
}

bool holds(const std::vector<std::string>& list, const std::string& one) {
    return !one.empty() && std::ranges::find(list, one) != list.end();
}

/// The eve counts too: birthdays told by telephone are often one day off (J38).
bool near(const std::optional<Date>& a, const std::optional<Date>& b) {
    return a && b && a != b && std::abs(*a - *b) <= 1;
}

Likeness likeness(const Person& person, const Known& k) {
    Likeness l{.case_id = person.case_id, .centre = person.centre};
    l.phone = holds(person.phones, k.phone);
    l.kana = (!k.child_kana.empty() && person.kana == k.child_kana) ||
             holds(person.family_kana, k.caller_kana);
    l.kanji = !k.child_kanji.empty() && person.kanji == k.child_kanji;
    l.birth = k.birth && person.birth == k.birth;
    l.birth_near = near(person.birth, k.birth);
    l.weight = l.phone * 4 + l.kana * 3 + l.kanji * 3 + l.birth * 2 + l.birth_near;
    return l;
}

bool enough(const Likeness& l) {
    return l.phone || l.kana || l.kanji;  // a birth date alone names nobody
}

}  // namespace

void Persons::ensure_loaded(Tx& tx, Vault& vault) {
    {
        const std::shared_lock lock(mutex_);
        if (loaded_) return;
    }
    const auto ids = tx.all("SELECT id FROM case_record ORDER BY id",
                            [](const Row& r) { return r.get<Id<Case>>(0); });
    std::vector<Person> all;
    for (const auto id : ids) all.push_back(person_from(tx, vault, find_case(tx, vault, id)));
    const std::unique_lock lock(mutex_);
    if (loaded_) return;
    loaded_ = true;
    for (Person& person : all)
        if (at_.emplace(person.case_id.value, persons_.size()).second)
            persons_.push_back(std::move(person));
}

void Persons::put(Person person) {
    const std::unique_lock lock(mutex_);
    const auto [found, fresh] = at_.emplace(person.case_id.value, persons_.size());
    if (fresh)
        persons_.push_back(std::move(person));
    else
        persons_[found->second] = std::move(person);
}

std::vector<Likeness> Persons::alike(const Known& typed, std::size_t at_most) const {
    const Known known{digits_of(typed.phone), fold(typed.caller_kana), fold(typed.child_kana),
                      fold(typed.child_kanji), typed.birth};
    std::vector<Likeness> found;
    {
        const std::shared_lock lock(mutex_);
        for (const Person& person : persons_)
            if (const Likeness l = likeness(person, known); enough(l)) found.push_back(l);
    }
    std::ranges::sort(found, [](const Likeness& a, const Likeness& b) {
        return std::tuple(-a.weight, a.case_id) < std::tuple(-b.weight, b.case_id);
    });
    if (found.size() > at_most) found.resize(at_most);
    return found;
}

std::vector<Id<Case>> Persons::search(std::string_view typed,
                                      const std::function<bool(const Person&)>& may,
                                      std::size_t at_most) const {
    const std::string key = fold(typed), digits = digits_of(typed);
    const bool numbered = key.size() > 1 && key[0] == 'w' &&
                          key.find_first_not_of("0123456789", 1) == std::string::npos;
    const std::int64_t number = numbered && key.size() < 18 ? std::stoll(key.substr(1)) : 0;
    std::vector<Id<Case>> found;
    if (key.empty()) return found;
    const std::shared_lock lock(mutex_);
    for (auto it = persons_.rbegin(); it != persons_.rend() && found.size() < at_most; ++it) {
        const bool named =
            it->kanji.find(key) != std::string::npos || it->kana.find(key) != std::string::npos;
        const bool called = !digits.empty() && holds(it->phones, digits);
        if ((named || called || it->case_id.value == number) && may(*it))
            found.push_back(it->case_id);
    }
    return found;
}

std::size_t Persons::size() const {
    const std::shared_lock lock(mutex_);
    return persons_.size();
}

void refresh_person(Tx& tx, Vault& vault, Id<Case> id) {
    auto& persons = tx.memory<Persons>();
    tx.after_commit([&persons, person = person_from(tx, vault, find_case(tx, vault, id))] {
        persons.put(person);
    });
}

}  // namespace michi::record
