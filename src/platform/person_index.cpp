#include "platform/person_index.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "base/era.hpp"
#include "base/fold.hpp"
#include "base/phone.hpp"
#include "base/text.hpp"

namespace michi {
namespace {

// Keys stand between line ends, which folding drops everywhere else.
constexpr std::string_view kEdge = "\n";

std::string birth_key(Date birth) {
    std::string key = birth.iso();
    std::erase(key, '-');
    return key;
}

void append_keys(std::string& text, const std::vector<std::string>& keys) {
    for (const std::string& key : keys)
        if (!key.empty()) text.append(key).append(kEdge);
}

std::string text_of(const IndexedPerson& person) {
    std::string text(kEdge);
    append_keys(text, person.names);
    append_keys(text, person.kana);
    append_keys(text, person.numbers);
    if (person.birth) text.append(birth_key(*person.birth)).append(kEdge);
    return text;
}

std::string text_with_contact(const IndexedPerson& person) {
    std::string text = text_of(person);
    append_keys(text, person.phones);
    append_keys(text, person.family);
    return text;
}

/// Keys of equality. A text with a lost character is equal to nothing.
template <class Take>
void each_key(const std::vector<std::string>& keys, char kind, Take take) {
    for (const std::string& key : keys)
        if (!key.empty() && !has_lost_character(key)) take(kind + key);
}

template <class Person, class Take>
void each_key_of(const Person& person, Take take) {
    each_key(person.names, 'n', take);
    each_key(person.kana, 'k', take);
    each_key(person.phones, 'p', take);
    each_key(person.family, 'f', take);
}

bool share(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    return std::any_of(a.begin(), a.end(), [&](const std::string& key) {
        return !key.empty() && !has_lost_character(key) &&
               std::find(b.begin(), b.end(), key) != b.end();
    });
}

std::u32string characters_of(std::string_view text) {
    std::u32string characters;
    for (std::size_t at = 0; at < text.size();)
        characters.push_back(char32_t(next_character(text, at)));
    return characters;
}

/// Equal but for one character added, left out or changed; さ and き alone prove nothing.
bool one_off(std::string_view left, std::string_view right) {
    constexpr std::size_t kShortest = 4;
    const std::u32string a = characters_of(left), b = characters_of(right);
    if (a.size() > b.size()) return one_off(right, left);
    if (a.size() < kShortest || b.size() - a.size() > 1) return false;
    std::size_t same = 0;
    while (same < a.size() && a[same] == b[same]) ++same;
    const std::size_t rest = a.size() == b.size() ? same + 1 : same;
    return rest <= a.size() && a.compare(rest, a.npos, b, same + 1, b.npos) == 0;
}

bool share_nearly(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    for (const std::string& one : a)
        for (const std::string& other : b)
            if (one != other && one_off(one, other)) return true;
    return false;
}

PersonLikeness likeness(const IndexedPerson& person, const KnownPerson& known) {
    PersonLikeness l{.id = person.id};
    l.phone = share(known.phones, person.phones);
    l.name = share(known.names, person.names);
    l.kana = share(known.kana, person.kana) || share(known.family, person.family);
    const bool dated = known.birth && person.birth;
    l.birth = dated && *known.birth == *person.birth;
    l.birth_near = dated && !l.birth && std::abs(*known.birth - *person.birth) == 1;
    l.kana_near = !l.kana && (l.birth || l.birth_near) && share_nearly(known.kana, person.kana);
    l.weight = l.phone * 4 + l.name * 3 + l.kana * 3 + l.kana_near * 2 + l.birth * 2 + l.birth_near;
    return l;
}

std::string person_word(std::string_view typed) {
    if (const auto date = read_date("birth", typed)) return birth_key(date->date);
    if (auto phone = read_phone(typed); !phone.digits.empty()) return phone.digits;
    return fold(typed);
}

/// The first word ranks: whole keys before beginnings, endings, parts.
PersonFound best_first(const TextIndex& index, const std::vector<std::string>& words,
                       const SearchScope& scope, std::size_t limit, std::size_t cap) {
    struct Manner {
        std::string_view before, after;
    };
    constexpr std::array<Manner, 4> kManners{Manner{kEdge, kEdge}, Manner{kEdge, ""},
                                             Manner{"", kEdge}, Manner{"", ""}};
    PersonFound found;
    for (const Manner& manner : kManners) {
        std::vector<std::string> asked;
        for (const std::string& word : words) {
            if (word.empty()) continue;
            asked.push_back(word);
            if (asked.size() == 1) asked[0].insert(0, manner.before).append(manner.after);
        }
        const bool last = &manner == &kManners.back();
        TextFound some = index.search(asked, scope, limit, last ? cap : 0);
        for (const std::int64_t id : some.newest)
            if (found.ids.size() < limit && std::ranges::find(found.ids, id) == found.ids.end())
                found.ids.push_back(id);
        found.count = some.count;
        found.more = some.more;
    }
    return found;
}

template <class Map, class Key>
void drop(Map& map, const Key& key, std::int64_t id) {
    const auto found = map.find(key);
    if (found == map.end()) return;
    std::erase(found->second, id);
    if (found->second.empty()) map.erase(found);
}

}  // namespace

std::vector<std::string> person_words(std::string_view typed) {
    // Wide spaces become plain ones; nothing else that matters here changes.
    const std::string plain = fold_width(typed);
    std::vector<std::string> words;
    for (std::size_t at = 0; at < plain.size();) {
        const std::size_t end = std::min(plain.find_first_of(" \t\r\n", at), plain.size());
        if (end > at)
            if (auto word = person_word(std::string_view(plain).substr(at, end - at));
                !word.empty())
                words.push_back(std::move(word));
        at = end + 1;
    }
    return words;
}

void PersonIndex::enter(const IndexedPerson& person) {
    each_key_of(person, [&](const std::string& key) {
        auto& ids = by_key_[key];
        if (ids.empty() || ids.back() != person.id) ids.push_back(person.id);
    });
    if (person.birth) by_birth_[*person.birth].push_back(person.id);
    persons_[person.id] = person;
}

void PersonIndex::forget(std::int64_t id) {
    const auto found = persons_.find(id);
    if (found == persons_.end()) return;
    each_key_of(found->second, [&](const std::string& key) { drop(by_key_, key, id); });
    if (found->second.birth) drop(by_birth_, *found->second.birth, id);
    persons_.erase(found);
}

void PersonIndex::load(
    const std::function<void(const std::function<void(const IndexedPerson&)>&)>& rows) {
    std::vector<IndexedPerson> read;
    const std::lock_guard change(change_mutex_);
    rows([&](const IndexedPerson& person) { read.push_back(person); });
    texts_.load([&](const TextIndex::Take& take) {
        for (const auto& person : read) take(person.id, person.places, text_of(person));
    });
    contacts_.load([&](const TextIndex::Take& take) {
        for (const auto& person : read) take(person.id, person.places, text_with_contact(person));
    });
    const std::unique_lock lock(mutex_);
    for (const IndexedPerson& person : read) {
        forget(person.id);
        enter(person);
    }
}

void PersonIndex::put(IndexedPerson person) {
    const std::lock_guard change(change_mutex_);
    texts_.put({person.id, person.places, text_of(person)});
    contacts_.put({person.id, person.places, text_with_contact(person)});
    const std::unique_lock lock(mutex_);
    forget(person.id);
    enter(person);
}

void PersonIndex::remove(std::int64_t id) {
    const std::lock_guard change(change_mutex_);
    texts_.remove(id);
    contacts_.remove(id);
    const std::unique_lock lock(mutex_);
    forget(id);
}

PersonFound PersonIndex::search(const std::vector<std::string>& words, const SearchScope& scope,
                                std::size_t limit, std::size_t cap) const {
    PersonFound found = best_first(texts_, words, scope, limit, cap);
    const TextQuery query(words);
    for (const auto id : best_first(contacts_, words, scope, limit, 0).ids)
        if (!is_found_without_contact(id, query)) found.by_contact.push_back(id);
    return found;
}

bool PersonIndex::is_found_without_contact(std::int64_t id, const TextQuery& query) const {
    const std::shared_lock lock(mutex_);
    const auto person = persons_.find(id);
    return person == persons_.end() || query.holds(text_of(person->second));
}

/// By an equal key, or born within a day: those that can be alike at all.
std::vector<std::int64_t> PersonIndex::worth_a_look(const KnownPerson& known) const {
    std::vector<std::int64_t> ids;
    each_key_of(known, [&](const std::string& key) {
        if (const auto found = by_key_.find(key); found != by_key_.end())
            ids.insert(ids.end(), found->second.begin(), found->second.end());
    });
    if (known.birth)
        for (const int days : {-1, 0, 1})
            if (const auto found = by_birth_.find(*known.birth + days); found != by_birth_.end())
                ids.insert(ids.end(), found->second.begin(), found->second.end());
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

std::vector<PersonLikeness> PersonIndex::alike(const KnownPerson& known, const SearchScope& scope,
                                               std::size_t at_most) const {
    std::vector<PersonLikeness> found;
    const std::shared_lock lock(mutex_);
    for (const std::int64_t id : worth_a_look(known)) {
        const IndexedPerson& person = persons_.at(id);
        PersonLikeness l = likeness(person, known);
        if (!l.phone && !l.name && !l.kana && !l.kana_near) continue;
        l.may_open = scope.allows_any(person.places);
        found.push_back(l);
    }
    const auto shown = std::min(at_most, found.size());
    std::partial_sort(found.begin(), found.begin() + std::ptrdiff_t(shown), found.end(),
                      [](const PersonLikeness& a, const PersonLikeness& b) {
                          return std::tuple(-a.weight, -a.id) < std::tuple(-b.weight, -b.id);
                      });
    found.resize(shown);
    return found;
}

std::size_t PersonIndex::size() const {
    const std::shared_lock lock(mutex_);
    return persons_.size();
}

}  // namespace michi
