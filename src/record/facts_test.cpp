// Facts of a child: what may be typed, by a table; kept, read and corrected on both engines.
#include <gtest/gtest.h>

#include <set>

#include "record/facts.hpp"
#include "record/persons.hpp"
#include "town.hpp"

namespace michi::record {
namespace {

const FactField& field(std::string_view id) {
    const auto* of_child = find_field(kChildFields, id);
    return of_child ? *of_child : *find_field(kFamilyFields, id);
}

TEST(Fact, is_read_as_people_write_it_or_refused_at_its_field) {
    const struct {
        std::string_view id, typed, kept;  // kept "!": refused
    } kRows[] = {
        {"kanji", "　佐伯 ひなた ", "佐伯 ひなた"},
        {"kana", "", ""},
        {"birth", "令和3年4月2日", "2021-04-02"},
        {"birth", "そのうち", "!"},
        {"score", "３６", "36"},
        {"score", "-1", "!"},
        {"score", "1000", "!"},
        {"score", "三十", "!"},
        {"power_hours", "8", "8"},
        {"stay", "home", "home"},
        {"stay", "moon", "!"},
        {"municipality", "000000", "!"},
        {"care_oxygen", "0", "0"},
        {"care_oxygen", "3", "!"},
        {"phone", "０９０ー１２３４ー５６７８", "090-1234-5678"},
        {"phone", "夜だけ 090-1234-5678", "夜だけ 090-1234-5678"},
        {"call_time", "never", "never"},
        {"call_rule", "父の名で出ない", "父の名で出ない"},
    };
    for (const auto& row : kRows) {
        const auto read = read_fact(field(row.id), "at", row.typed);
        EXPECT_EQ(read ? *read : "!", row.kept) << row.id << " " << row.typed;
        EXPECT_TRUE(read || read.error().on("at")) << row.id;
    }
}

TEST(Fact, is_declared_once_and_says_who_sees_it) {
    std::set<std::string_view> ids;
    for (const FactField& one : kChildFields) {
        EXPECT_TRUE(ids.insert(one.id).second) << one.id;
        EXPECT_NE(Mask(one.of), 0) << one.id;
        EXPECT_NE(one.of, Field::audit) << one.id;
        const bool listed = one.kind == FactKind::choice || one.kind == FactKind::answer;
        EXPECT_EQ(listed, !one.list.empty()) << one.id;
        EXPECT_EQ(one.shielded, one.of == Field::location || one.of == Field::contact) << one.id;
        EXPECT_EQ(one.edit, Act::edit_case) << one.id;
    }
    for (const auto& kind : kCareKinds)
        EXPECT_TRUE(find_field(kChildFields, "care_" + std::string(kind.id))) << kind.id;
}

/// Something that the field takes, and something else that it takes.
std::pair<std::string, std::string> two_values(const FactField& one) {
    switch (one.kind) {
        case FactKind::date:
            return {"2021-04-02", "2019-11-30"};
        case FactKind::number:
            return {"7", "12"};
        case FactKind::place:
            return {std::string(municipalities_of("99")[0].code),
                    std::string(municipalities_of("99")[1].code)};
        case FactKind::choice:
        case FactKind::answer:
            return {std::string(one.list[0].id), std::string(one.list[1].id)};
        case FactKind::phone:
            return {"090-1111-1111", "090-2222-2222"};
        default:
            return {"一つ目", "二つ目"};
    }
}

class Facts : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam()};
    Id<Case> id = town.child();

    std::map<std::string, std::string> read(const Decision& decision = Town::all()) {
        std::map<std::string, std::string> values;
        town.database->read([&](Tx& tx) {
            for (const Fact& fact :
                 facts_of(tx, *town.vault, find_case(tx, *town.vault, id), decision))
                values[fact.id] = fact.value;
        });
        return values;
    }
    void save(const std::map<std::string, std::string>& values) {
        town.write([&](Tx& tx) {
            save_facts(tx, *town.vault, find_case(tx, *town.vault, id), values, town.ito.account,
                       town.clock);
        });
    }
    std::vector<PastFact> history(const FactField& field, const Decision& decision = Town::all()) {
        auto past = town.ask([&](Tx& tx) {
            return history_of(tx, *town.vault, find_case(tx, *town.vault, id), decision);
        });
        std::erase_if(past, [&](const PastFact& one) { return one.field != &field; });
        return past;
    }
};
ON_EACH_ENGINE(Facts);

TEST_P(Facts, are_each_kept_corrected_and_remembered) {
    save({{"family.new.relation", "mother"}});
    std::string member;
    for (const auto& [name, value] : read())
        if (name.ends_with(".relation")) member = name.substr(0, name.rfind('.') + 1);
    ASSERT_FALSE(member.empty());
    const auto each = [&](std::span<const FactField> fields, const std::string& before) {
        for (const FactField& one : fields) {
            const std::string name = before + std::string(one.id);
            const auto [first, second] = two_values(one);
            auto expected = read();
            for (const auto& value : {first, second}) {
                save({{name, value}});
                expected[name] = value;
                EXPECT_EQ(read(), expected) << name << " and nothing else";
            }
            const auto past = history(one);
            ASSERT_GE(past.size(), 2U) << name;
            EXPECT_EQ(past[0].value, second) << name;
            EXPECT_EQ(past[1].value, first) << name;
            EXPECT_EQ(past[0].by, town.ito.account) << name;
            save({{name, ""}});
            EXPECT_EQ(read()[name], "") << name << " is not known any more";
        }
    };
    each(kChildFields, "");
    each(kFamilyFields, member);
}

TEST_P(Facts, are_found_by_the_search_over_persons_where_the_table_says_so_and_nowhere_else) {
    save({{"family.new.relation", "mother"}, {"kanji", ""}, {"kana", ""}, {"birth", ""}});
    std::string member;
    for (const auto& [name, value] : read())
        if (name.ends_with(".relation")) member = name.substr(0, name.rfind('.') + 1);
    Persons following;
    const auto finds = [&](Persons& persons, const std::string& typed) {
        return town.ask([&](Tx& tx) {
            persons.keep_up(tx, *town.vault);
            const auto found =
                persons.index().search(person_words(typed), SearchScope::everything());
            return found.count + found.by_contact.size() == 1;
        });
    };
    const auto each = [&](std::span<const FactField> fields, const std::string& before) {
        for (const FactField& one : fields) {
            const std::string name = before + std::string(one.id), value = two_values(one).first;
            const std::string kept = read()[name];
            if (one.kind == FactKind::answer) {  // "1" is a part of W-0001
                EXPECT_FALSE(one.searched) << name;
                continue;
            }
            save({{name, value}});
            Persons loaded;
            EXPECT_EQ(finds(following, value), one.searched) << name << " after its change";
            EXPECT_EQ(finds(loaded, value), one.searched) << name << " after a start";
            save({{name, kept}});
            EXPECT_FALSE(finds(following, value)) << name << " is not found any more";
        }
    };
    each(kChildFields, "");
    each(kFamilyFields, member);
}

TEST_P(Facts, open_with_their_class_and_for_nobody_else) {
    save({{"family.new.phone", "090-1111-1111"}, {"address", "港町1-2-3"}, {"score", "36"}});
    const auto seen = [](Mask consented, bool is_protected) {
        return decide(
            Role::partner, Assurance::fresh, Act::read_case,
            {.relation = Relation::member, .consented = consented, .is_protected = is_protected});
    };
    for (const bool guarded : {false, true})
        for (int consented = 0; consented < 0x200; consented += 7) {
            const Decision decision = seen(Mask(consented), guarded);
            std::set<std::string> expected, found;
            for (const FactField& one : kChildFields)
                if (decision.opens(one.of)) expected.insert(std::string(one.id));
            for (const auto& [name, value] : read(decision))
                if (!name.starts_with("family.")) found.insert(name);
            EXPECT_EQ(found, expected) << consented;
            EXPECT_TRUE(decision.opens(Field::contact) ||
                        history(field("address"), decision).empty());
        }
}

TEST_P(Facts, moved_to_another_field_or_version_do_not_open) {
    save({{"family_situation", "一つ目"}});
    save({{"family_situation", "二つ目"}});
    town.write([&](Tx& tx) {
        tx.run("UPDATE fact SET version = 9 WHERE field = 'family_situation' AND version = 1");
    });
    EXPECT_THROW(read(), StorageFault);
}

TEST_P(Facts, saved_by_two_at_once_lose_nothing) {
    const auto before = town.ask([&](Tx& tx) { return find_case(tx, *town.vault, id); });
    save({{"kanji", "佐伯 ひなた"}});
    EXPECT_THROW(town.write([&](Tx& tx) {
        save_facts(tx, *town.vault, before, {{"kana", "ほか"}}, town.miura.account, town.clock);
    }),
                 Stale);
    EXPECT_EQ(read()["kana"], "さえき ひなた");
}

TEST_P(Facts, of_another_childs_family_are_not_written) {
    const auto other = town.child("べつの こ");
    town.write(
        [&](Tx& tx) { add_family(tx, *town.vault, find_case(tx, *town.vault, other).child, {}); });
    EXPECT_THROW(save({{"family.1.phone", "090-1111-1111"}}), NotFound);
    EXPECT_THROW(save({{"no_such_field", "1"}}), NotFound);
}

}  // namespace
}  // namespace michi::record
