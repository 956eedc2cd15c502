#include "record/persons.hpp"

#include <utility>

#include "base/fold.hpp"
#include "base/phone.hpp"
#include "policy/past_decision.hpp"
#include "record/reach.hpp"
#include "record/store.hpp"

namespace michi::record {
namespace {

constexpr int kFollowedAtOnce = 500;

void put_key(std::vector<std::string>& keys, std::string key) {
    if (!key.empty()) keys.push_back(std::move(key));
}

void put_member(IndexedPerson& person, std::string_view name, std::string_view kana,
                std::string_view phone) {
    put_key(person.family, fold(name));
    if (kana != name) put_key(person.family, fold(kana));
    put_key(person.phones, read_phone(phone).digits);
}

IndexedPerson person_from(Id<Case> id, Id<Organisation> centre, std::string_view kanji,
                          std::string_view kana, std::optional<Date> birth) {
    IndexedPerson person;
    person.id = id.value;
    person.places = places_of_person(centre, id);
    put_key(person.names, fold(kanji));
    put_key(person.kana, fold(kana));
    person.numbers = {fold(case_number(id))};
    person.birth = birth;
    return person;
}

IndexedPerson person_of(Tx& tx, Vault& vault, Id<Case> id) {
    const CaseBrief brief = find_case(tx, vault, id);
    IndexedPerson person = person_from(id, brief.centre, past_decision(brief.kanji),
                                       past_decision(brief.kana), past_decision(brief.birth));
    for (const Family& member : family_of(tx, vault, brief))
        put_member(person, past_decision(member.name), past_decision(member.kana),
                   past_decision(member.phone));
    return person;
}

/// The families of all children, each with the child's number, in its order.
struct Member {
    std::int64_t child{};
    std::string name, kana, phone;
};
std::vector<Member> all_members(Tx& tx, Vault& vault) {
    return tx.all(
        "SELECT f.child_id, h.key_id, f.id, f.name, f.kana, f.phone FROM family_member f"
        " JOIN child h ON h.id = f.child_id ORDER BY f.child_id, f.id",
        [&](const Row& row) {
            const Sealed sealed(tx, vault, row.get<Id<DataKey>>(1), "family_member",
                                row.integer(2));
            return Member{row.integer(0), sealed.open("name", row.blob(3)),
                          sealed.open("kana", row.blob(4)), sealed.open("phone", row.blob(5))};
        });
}

std::vector<IndexedPerson> all_persons(Tx& tx, Vault& vault) {
    const std::vector<Member> members = all_members(tx, vault);
    return tx.all(
        "SELECT c.id, c.centre_id, h.id, h.key_id, h.kanji, h.kana, h.birth FROM case_record c"
        " JOIN child h ON h.id = c.child_id ORDER BY c.id DESC",
        [&](const Row& row) {
            const std::int64_t child = row.integer(2);
            const Sealed sealed(tx, vault, row.get<Id<DataKey>>(3), "child", child);
            IndexedPerson person =
                person_from(row.get<Id<Case>>(0), row.get<Id<Organisation>>(1),
                            sealed.open("kanji", row.blob(4)), sealed.open("kana", row.blob(5)),
                            Date::parse_iso(sealed.open("birth", row.blob(6))));
            const auto [first, last] = std::ranges::equal_range(members, child, {}, &Member::child);
            for (auto member = first; member != last; ++member)
                put_member(person, member->name, member->kana, member->phone);
            return person;
        });
}

}  // namespace

void Persons::expect_load() { state_ = State::loading; }

void Persons::load(Tx& tx, Vault& vault) {
    follower_.stand_at(newest_change(tx));
    index_.load([&](const auto& take) {
        for (const IndexedPerson& person : all_persons(tx, vault)) take(person);
    });
    state_ = State::whole;
}

bool Persons::keep_up(Tx& tx, Vault& vault) {
    if (state_ == State::loading) return false;
    if (state_ == State::empty) {
        const std::lock_guard lock(loading_);
        if (state_ == State::empty) load(tx, vault);
    }
    const auto again = [&](std::string_view what, std::int64_t row) {
        if (what == kCaseChange) index_.put(person_of(tx, vault, Id<Case>{row}));
    };
    if (follower_.follow(tx, again, kFollowedAtOnce) == Follower::Way::missed) load(tx, vault);
    return true;
}

}  // namespace michi::record
