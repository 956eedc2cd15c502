#include "platform/person_index.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <set>
#include <thread>

#include "base/fold.hpp"
#include "base/phone.hpp"

namespace michi {
namespace {

using Ids = std::vector<std::int64_t>;

const SearchScope kAll = SearchScope::everything();

IndexedPerson person(std::int64_t id, std::string_view name, std::string_view kana,
                     std::string_view phone, std::optional<Date> birth) {
    const std::string digits = std::to_string(id);
    return {
        .id = id,
        .places = {id},
        .names = {fold(name)},
        .kana = {fold(kana)},
        .numbers = {"w" + std::string(4 - std::min<std::size_t>(4, digits.size()), '0') + digits},
        .birth = birth,
        .phones = {read_phone(phone).digits},
        .family = {}};
}

KnownPerson known(std::string_view name, std::string_view kana, std::string_view phone,
                  std::optional<Date> birth) {
    return {{fold(name)}, {fold(kana)}, {read_phone(phone).digits}, birth, {}};
}

std::optional<Date> born(int year, int month, int day) { return Date::from_ymd(year, month, day); }

struct PersonSearch : testing::Test {
    PersonIndex index;
    PersonSearch() {
        index.put(person(231, "佐伯 陽向", "サエキ ヒナタ", "090-0000-4417", born(2019, 4, 1)));
        index.put(person(232, "佐伯 凪", "さえき なぎ", "083-429-1111", born(2021, 12, 24)));
        index.put(person(233, "渡邊 千代", "わたなべ ちよ", "090-0000-5528", born(2020, 2, 29)));
        index.put(person(234, "小佐伯 海", "こさえき うみ", "080-4417-0001", born(2018, 7, 7)));
    }
    Ids find(std::string_view typed) {
        const PersonFound found = index.search(person_words(typed), kAll);
        Ids all = found.ids;
        all.insert(all.end(), found.by_contact.begin(), found.by_contact.end());
        return all;
    }
};

TEST_F(PersonSearch, finds_by_what_people_type) {
    struct {
        std::string_view typed;
        Ids ids;
    } rows[] = {
        {"さえき", {232, 231, 234}},  // beginnings before parts
        {"ｻｴｷ", {232, 231, 234}},
        {"佐伯 ひなた", {231}},
        {"佐伯　ひなた", {231}},
        {"佐伯陽向", {231}},
        {"ヒナタ", {231}},
        {"渡辺", {233}},  // another shape of the same kanji
        {"09000004417", {231}},
        {"０９０－００００－４４１７", {231}},
        {"+81-90-0000-4417", {231}},
        {"4417", {231, 234}},  // last digits before digits in the middle
        {"W-0231", {231}},
        {"w0231", {231}},
        {"Ｗ−０２３１", {231}},
        {"2019-04-01", {231}},
        {"平成31年4月1日", {231}},
        {"R2.2.29", {233}},
        {"海", {234}},
        {"さえき 4417", {231, 234}},
        {"さえき わたなべ", {}},
        {"", {}},
        {"　", {}},
    };
    for (const auto& row : rows) EXPECT_EQ(find(row.typed), row.ids) << row.typed;
}

TEST_F(PersonSearch, puts_the_whole_name_before_names_that_contain_it) {
    index.put(person(300, "海野 灯", "うみの あかり", "", {}));
    index.put(person(299, "海", "うみ", "", {}));
    EXPECT_EQ(find("うみ"), (Ids{299, 300, 234}));
}

TEST_F(PersonSearch, does_not_count_what_the_reader_may_not_read) {
    const PersonFound found = index.search({"さえき"}, SearchScope(Ids{232, 999}));
    EXPECT_EQ(found.ids, (Ids{232}));
    EXPECT_EQ(found.count, 1u);
    EXPECT_EQ(index.search({"さえき"}, SearchScope(Ids{})).count, 0u);
}

// Who may not know how to reach the family may not learn it from a search either.
TEST_F(PersonSearch, keeps_apart_whom_only_a_telephone_or_the_family_tells) {
    IndexedPerson child = person(700, "森 葵", "もり あおい", "0836-00-0001", {});
    child.family = {fold("もり まいこ")};
    index.put(child);
    for (const std::string_view typed : {"0836-00-0001", "まいこ", "あおい 0836"}) {
        const PersonFound found = index.search(person_words(typed), kAll);
        EXPECT_EQ(found.ids, Ids{}) << typed;
        EXPECT_EQ(found.count, 0u) << typed;
        EXPECT_EQ(found.by_contact, Ids{700}) << typed;
    }
    const PersonFound named = index.search(person_words("もり"), kAll);
    EXPECT_EQ(named.ids, Ids{700});
    EXPECT_EQ(named.by_contact, Ids{}) << "the child's own name tells";
    KnownPerson caller;
    caller.family = {fold("もり まいこ")};
    ASSERT_EQ(index.alike(caller, kAll).size(), 1u);
    EXPECT_TRUE(index.alike(caller, kAll)[0].kana);
}

TEST_F(PersonSearch, follows_changes) {
    index.put(person(231, "山根 陽向", "やまね ひなた", "090-0000-9999", born(2019, 4, 1)));
    EXPECT_EQ(find("さえき"), (Ids{232, 234}));
    EXPECT_EQ(find("やまね"), (Ids{231}));
    EXPECT_TRUE(index.alike(known("", "", "090-0000-4417", {}), kAll).empty());
    index.remove(231);
    EXPECT_EQ(find("やまね"), Ids{});
    EXPECT_EQ(index.size(), 3u);
    EXPECT_TRUE(index.alike(known("", "", "090-0000-9999", {}), kAll).empty());
}

// J38: the same child twice.
TEST_F(PersonSearch, hints_at_the_same_child_written_otherwise) {
    const auto l =
        index.alike(known("渡辺千代", "ワタナベ・チヨー", "090 0000 5528", born(2020, 3, 1)), kAll);
    ASSERT_EQ(l.size(), 1u);
    EXPECT_EQ(l[0].id, 233);
    EXPECT_TRUE(l[0].name);
    EXPECT_TRUE(l[0].phone);
    EXPECT_TRUE(l[0].birth_near);
    EXPECT_FALSE(l[0].birth);
    const auto misheard = index.alike(known("", "わたなべ ちお", "", born(2020, 2, 29)), kAll);
    ASSERT_EQ(misheard.size(), 1u);
    EXPECT_TRUE(misheard[0].kana_near);
    EXPECT_TRUE(misheard[0].birth);
}

TEST_F(PersonSearch, hints_at_a_kana_name_that_differs_by_a_long_mark) {
    index.put(person(400, "", "ゆーき けんたろー", "", born(2022, 5, 5)));
    const auto l = index.alike(known("", "ユキ ケンタロ", "", born(2022, 5, 4)), kAll);
    ASSERT_EQ(l.size(), 1u);
    EXPECT_TRUE(l[0].kana);
    EXPECT_TRUE(l[0].birth_near);
}

// J39: twins share all but the given name; brothers may share the kana. Each stays a person.
TEST_F(PersonSearch, never_joins_twins_or_brothers) {
    index.put(person(501, "森 葵", "もり あおい", "0836-00-0001", born(2023, 6, 1)));
    index.put(person(502, "森 蓮", "もり れん", "0836-00-0001", born(2023, 6, 1)));
    index.put(person(503, "森 碧", "もり あおい", "0836-00-0001", born(2025, 8, 9)));
    EXPECT_EQ(index.size(), 7u);
    EXPECT_EQ(find("もり"), (Ids{503, 502, 501}));
    const auto l =
        index.alike(known("森 葵", "もり あおい", "0836-00-0001", born(2023, 6, 1)), kAll);
    ASSERT_EQ(l.size(), 3u);
    EXPECT_EQ(l[0].id, 501);
    EXPECT_EQ(l[1].id, 503);
    EXPECT_FALSE(l[1].name || l[1].birth);
    EXPECT_EQ(l[2].id, 502);
    EXPECT_FALSE(l[2].name || l[2].kana);
    EXPECT_EQ(index.size(), 7u);
}

TEST_F(PersonSearch, says_which_hints_the_reader_may_open) {
    const KnownPerson caller = known("", "", "090-0000-4417", {});
    EXPECT_TRUE(index.alike(caller, SearchScope(Ids{231}))[0].may_open);
    const auto hidden = index.alike(caller, SearchScope(Ids{232}));
    ASSERT_EQ(hidden.size(), 1u);
    EXPECT_FALSE(hidden[0].may_open);
}

TEST_F(PersonSearch, hints_at_nobody_by_birth_alone_or_by_nothing) {
    EXPECT_TRUE(index.alike(known("", "", "", born(2019, 4, 1)), kAll).empty());
    EXPECT_TRUE(index.alike(known("", "", "", {}), kAll).empty());
    index.put(person(600, "〓田", "", "", {}));
    EXPECT_TRUE(index.alike(known("〓田", "", "", {}), kAll).empty());
}

TEST(PersonIndex, finds_whom_a_scan_of_all_persons_finds) {
    static const std::vector<std::string> kSyllables{"さ", "え", "き", "な",
                                                     "ぎ", "佐", "伯", "海"};
    std::mt19937 random(3);
    const auto made = [&](std::size_t longest) {
        std::string text;
        for (std::size_t n = 1 + random() % longest; n > 0; --n) text += kSyllables[random() % 8];
        return text;
    };
    std::vector<IndexedPerson> all;
    for (int id = 3000; id > 0; --id)
        all.push_back(person(id, made(4), made(6), "0900000" + std::to_string(1000 + id), {}));
    PersonIndex index;
    index.load([&](const auto& take) {
        for (const auto& one : all) take(one);
    });
    for (int i = 0; i < 300; ++i) {
        const std::string word = made(3);
        std::set<std::int64_t> expected;
        for (const auto& one : all)
            if (one.id % 3 != 0 && (one.names[0].find(word) != std::string::npos ||
                                    one.kana[0].find(word) != std::string::npos))
                expected.insert(one.id);
        Ids places;
        for (const auto& one : all)
            if (one.id % 3 != 0) places.push_back(one.id);
        const auto found = index.search({word}, SearchScope(places), 5000, 5000);
        EXPECT_EQ(std::set(found.ids.begin(), found.ids.end()), expected) << word;
        EXPECT_EQ(found.ids.size(), expected.size());
        EXPECT_EQ(found.count, expected.size());
    }
}

TEST(PersonIndex, is_searched_while_it_is_changed) {
    PersonIndex index;
    std::atomic<bool> done{};
    std::atomic<int> wrong{};
    std::vector<std::thread> readers;
    for (int i = 0; i < 3; ++i)
        readers.emplace_back([&] {
            while (!done) {
                const auto l = index.alike(known("", "もり あおい", "", {}), kAll, 1000);
                for (const auto& one : l) wrong += !one.kana;
                wrong += index.search({"もり"}, SearchScope(Ids{7}), 5).ids.size() > 1;
            }
        });
    for (int step = 0; step < 3000; ++step) {
        const int id = 1 + step % 100;
        if (step % 5 == 4)
            index.remove(id);
        else
            index.put(person(id, "森", "もり あおい", "", born(2020, 1, 1)));
    }
    done = true;
    for (auto& reader : readers) reader.join();
    EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace michi
