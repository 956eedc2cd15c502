#include "platform/text_index.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <map>
#include <random>
#include <thread>

namespace michi {
namespace {

using Ids = std::vector<std::int64_t>;
using Words = std::vector<std::string>;

const SearchScope kAll = SearchScope::everything();

/// A few characters of every width, so that pairs repeat and words cross.
std::string random_text(std::mt19937& random, std::size_t longest) {
    static const Words alphabet{"あ", "い", "の", "吸", "引", "器",
                                "家", "庭", "a",  "0",  "𠮷", "é"};
    std::string text;
    for (std::size_t n = random() % (longest + 1); n > 0; --n)
        text += alphabet[random() % alphabet.size()];
    return text;
}

/// What the index promises, said as a scan over all texts.
struct Scan {
    std::map<std::int64_t, IndexedText, std::greater<>> texts;

    TextFound search(const Words& words, const SearchScope& scope, std::size_t limit,
                     std::size_t cap) const {
        TextFound found;
        for (const auto& [id, text] : texts) {
            bool all = scope.allows_any(text.places);
            std::size_t asked = 0;
            for (const auto& word : words) {
                asked += !word.empty();
                all = all && text.folded.find(word) != std::string::npos;
            }
            if (!all || asked == 0) continue;
            if (found.newest.size() < limit) found.newest.push_back(id);
            if (found.count == cap)
                found.more = true;
            else
                ++found.count;
        }
        return found;
    }
};

/// In a scope by chance; answers how many were found.
std::size_t expect_like_the_scan(const TextIndex& index, const Scan& scan, const Words& words,
                                 std::mt19937& random) {
    Ids places;
    for (std::size_t n = random() % 12; n > 0; --n) places.push_back(std::int64_t(random() % 40));
    if (random() % 4 == 0) places.push_back(std::int64_t{1} << 40);
    const SearchScope scope = random() % 3 == 0 ? kAll : SearchScope(places);
    const std::size_t limit = 1 + random() % 20, cap = random() % 300;
    const TextFound found = index.search(words, scope, limit, cap);
    const TextFound expected = scan.search(words, scope, limit, cap);
    EXPECT_EQ(found.newest, expected.newest) << words.front();
    EXPECT_EQ(found.count, expected.count) << words.front();
    EXPECT_EQ(found.more, expected.more) << words.front();
    return found.count;
}

void expect_like_the_scan(const TextIndex& index, const Scan& scan, std::mt19937& random) {
    Words words;
    for (std::size_t n = 1 + random() % 3; n > 0; --n) words.push_back(random_text(random, 4));
    expect_like_the_scan(index, scan, words, random);
}

IndexedText random_note(std::mt19937& random, std::int64_t id) {
    IndexedText note{id, {std::int64_t(random() % 40)}, random_text(random, 40)};
    if (random() % 5 == 0) note.places.push_back(std::int64_t{1} << 40);
    return note;
}

void load(TextIndex& index, const Scan& scan) {
    index.load([&](const TextIndex::Take& take) {
        for (const auto& [id, text] : scan.texts) take(id, text.places, text.folded);
    });
}

TEST(TextIndex, finds_what_a_scan_of_all_texts_finds) {
    std::mt19937 random(7);
    for (int world = 0; world < 6; ++world) {
        Scan scan;
        const int notes = std::array{0, 1, 127, 129, 700, 3000}[std::size_t(world)];
        for (int id = 1; id <= notes; ++id) scan.texts[id] = random_note(random, id);
        TextIndex index;
        load(index, scan);
        ASSERT_EQ(index.size(), scan.texts.size());
        for (int i = 0; i < 400 && !HasFailure(); ++i) expect_like_the_scan(index, scan, random);
    }
}

/// Prose: some characters stand in every text, most in few; kanji outside of the first plane too.
std::string random_prose(std::mt19937& random, std::size_t longest) {
    std::string text;
    for (std::size_t n = random() % (longest + 1); n > 0; --n) {
        const double chance = double(random() % 1'000'000) / 1e6;
        const auto nth =
            Character(std::pow(2000.0, chance)) - 1;  // the first half the time within 45
        append_character(text, nth < 60     ? 0x3042 + nth
                               : nth < 1800 ? 0x4E00 + nth * 7
                                            : 0x20000 + nth);
    }
    return text;
}

/// A part of some text, or what may stand nowhere.
std::string random_part(std::mt19937& random, const std::vector<std::string>& texts) {
    const std::string& text = texts[random() % texts.size()];
    std::vector<std::size_t> starts;
    for (std::size_t at = 0; at < text.size(); next_character(text, at)) starts.push_back(at);
    if (starts.empty() || random() % 8 == 0) return random_prose(random, 3);
    starts.push_back(text.size());
    const std::size_t last = starts.size() - 1;
    const std::size_t size = std::min<std::size_t>(last, 1 + random() % 4);
    const std::size_t from = random() % 4 == 0 ? last - size : random() % (last - size + 1);
    return text.substr(starts[from], starts[from + size] - starts[from]);
}

// Ten thousand texts in sealed parts, and as many queries: of one character and more, from the
// middle and from the end, common and rare, of one word and of several, in any scope.
TEST(TextIndex, packed_finds_what_a_scan_finds_in_ten_thousand_texts_of_prose) {
    std::mt19937 random(23);
    std::size_t found = 0;
    for (const int size : {500, 1500, 2048, 2500, 3452}) {
        Scan scan;
        std::vector<std::string> texts;
        for (int id = 1; id <= size; ++id) {
            IndexedText text{id, {std::int64_t(random() % 60)}, random_prose(random, 60)};
            if (random() % 5 == 0)
                text.places.push_back(std::int64_t{1} << 40 | std::int64_t(id % 3));
            if (random() % 50 == 0) text.places.clear();
            texts.push_back(text.folded);
            scan.texts[id] = std::move(text);
        }
        TextIndex index;
        load(index, scan);
        for (int i = 0; i < size && !HasFailure(); ++i) {
            Words words;
            for (std::size_t n = 1 + (random() % 3 == 0); n > 0; --n)
                words.push_back(random_part(random, texts));
            found += expect_like_the_scan(index, scan, words, random);
        }
    }
    EXPECT_GT(found, 10'000u);
}

TEST(TextIndex, finds_a_single_character_at_the_end_of_a_text_and_alone) {
    TextIndex index;
    index.load([](const TextIndex::Take& take) {
        take(4, Ids{1}, "𠮷");
        take(3, Ids{1}, "家");
        take(2, Ids{1}, "吸引𠮷");
        take(1, Ids{1}, "");
    });
    EXPECT_EQ(index.search({"𠮷"}, kAll).newest, (Ids{4, 2}));
    EXPECT_EQ(index.search({"家"}, kAll).newest, (Ids{3}));
    EXPECT_EQ(index.search({"引𠮷"}, kAll).newest, (Ids{2}));
    EXPECT_EQ(index.search({"吸", "𠮷"}, kAll).newest, (Ids{2}));
    EXPECT_EQ(index.search({"𠮶"}, kAll).count, 0u);
}

TEST(TextIndex, takes_less_than_its_texts_as_they_are_written) {
    std::mt19937 random(29);
    Words vocabulary;
    for (int n = 0; n < 500; ++n) vocabulary.push_back(random_prose(random, 4));
    TextIndex index;
    std::size_t written = 0;
    index.load([&](const TextIndex::Take& take) {
        for (int id = 5000; id > 0; --id) {
            std::string text;
            while (text.size() < 600) text += vocabulary[random() % vocabulary.size()];
            written += text.size();
            take(id, Ids{id % 1000}, text);
        }
    });
    EXPECT_LT(index.bytes(), written);
}

TEST(TextIndex, finds_what_a_scan_finds_after_any_row_of_changes) {
    std::mt19937 random(11);
    Scan scan;
    for (int id = 1; id <= 500; ++id) scan.texts[id * 3] = random_note(random, id * 3);
    TextIndex index;
    load(index, scan);
    for (int step = 0; step < 6000 && !HasFailure(); ++step) {
        const auto id = std::int64_t(1 + random() % 4000);
        if (random() % 3 == 0) {
            scan.texts.erase(id);
            index.remove(id);
        } else {
            scan.texts[id] = random_note(random, id);
            index.put(scan.texts[id]);
        }
        if (random() % 500 == 0) index.tidy();
        if (random() % 6 == 0) expect_like_the_scan(index, scan, random);
        if (step % 1000 == 0) {
            ASSERT_EQ(index.size(), scan.texts.size());
        }
    }
    while (index.tidy()) {
    }
    EXPECT_EQ(index.size(), scan.texts.size());
    for (int i = 0; i < 300 && !HasFailure(); ++i) expect_like_the_scan(index, scan, random);
}

TEST(TextIndex, answers_the_newest_first_and_counts_up_to_the_cap) {
    TextIndex index;
    for (int id = 1; id <= 30; ++id) index.put({id, {1}, "吸引器のこと"});
    const TextFound capped = index.search({"吸引"}, kAll, 3, 10);
    EXPECT_EQ(capped.newest, (Ids{30, 29, 28}));
    EXPECT_EQ(capped.count, 10u);
    EXPECT_TRUE(capped.more);
    const TextFound exact = index.search({"吸引"}, kAll, 3, 30);
    EXPECT_EQ(exact.count, 30u);
    EXPECT_FALSE(exact.more);
}

TEST(TextIndex, finds_one_character_and_words_in_any_order) {
    TextIndex index;
    index.put({1, {1}, "胃ろうの交換"});
    index.put({2, {1}, "交換日記"});
    EXPECT_EQ(index.search({"胃"}, kAll).newest, (Ids{1}));
    EXPECT_EQ(index.search({"交換", "胃ろう"}, kAll).newest, (Ids{1}));
    EXPECT_EQ(index.search({"交換"}, kAll).newest, (Ids{2, 1}));
    EXPECT_EQ(index.search({"換の"}, kAll).count, 0u);
}

TEST(TextIndex, gives_nothing_for_no_words_and_does_not_mind_broken_bytes) {
    TextIndex index;
    index.put({1, {1}, "吸引\xE5\x90"});
    EXPECT_EQ(index.search({}, kAll).count, 0u);
    EXPECT_EQ(index.search({""}, kAll).count, 0u);
    EXPECT_EQ(index.search({"吸引"}, kAll).count, 1u);
    EXPECT_EQ(index.search({"引\xFF"}, kAll).count, 0u);
    EXPECT_EQ(index.search({std::string("吸\0", 4)}, kAll).count, 0u);
    index.load([](const TextIndex::Take& take) {
        take(3, Ids{1}, "器\xFF");
        take(2, Ids{1}, std::string("家\0庭", 7));
    });
    EXPECT_EQ(index.search({"器\xFF"}, kAll).count, 0u);
    EXPECT_EQ(index.search({"器"}, kAll).newest, (Ids{3}));
    EXPECT_EQ(index.search({std::string("\0", 1)}, kAll).newest, (Ids{2}));
    EXPECT_EQ(index.search({std::string("家\0庭", 7)}, kAll).newest, (Ids{2}));
}

TEST(TextIndex, does_not_count_what_the_reader_may_not_read) {
    TextIndex index;
    for (int id = 1; id <= 500; ++id) index.put({id, {id % 5}, "呼吸器"});
    EXPECT_EQ(index.search({"呼吸"}, SearchScope(Ids{})).count, 0u);
    const TextFound found = index.search({"呼吸"}, SearchScope({3, 77}), 2);
    EXPECT_EQ(found.newest, (Ids{498, 493}));
    EXPECT_EQ(found.count, 100u);
    EXPECT_FALSE(found.more);
}

TEST(TextIndex, finds_a_text_by_any_of_its_places_once) {
    TextIndex index;
    index.load([](const TextIndex::Take& take) { take(9, Ids{4, 8}, "訪問看護"); });
    EXPECT_EQ(index.search({"訪問"}, SearchScope({8})).count, 1u);
    EXPECT_EQ(index.search({"訪問"}, SearchScope({4, 8})).count, 1u);
    EXPECT_EQ(index.search({"訪問"}, SearchScope({5})).count, 0u);
}

TEST(TextIndex, forgets_all_texts_that_are_said_to_be_gone) {
    TextIndex index;
    index.load([](const TextIndex::Take& take) {
        take(2, Ids{1}, "吸引");
        take(1, Ids{1}, "吸引");
    });
    index.put({3, {1}, "吸引"});
    index.remove_if([](std::int64_t id) { return id != 2; });
    EXPECT_EQ(index.search({"吸引"}, kAll).newest, (Ids{2}));
}

TEST(TextIndex, forgets_the_old_text_of_a_replaced_note) {
    TextIndex index;
    index.load([](const TextIndex::Take& take) { take(1, Ids{1}, "古い言葉"); });
    index.put({1, {2}, "新しい言葉"});
    EXPECT_EQ(index.search({"古い"}, kAll).count, 0u);
    EXPECT_EQ(index.search({"言葉"}, kAll).newest, (Ids{1}));
    EXPECT_EQ(index.search({"言葉"}, SearchScope({1})).count, 0u);
    index.remove(1);
    EXPECT_EQ(index.search({"言葉"}, kAll).count, 0u);
    EXPECT_EQ(index.size(), 0u);
}

TEST(TextIndex, keeps_a_change_that_came_while_it_was_loading) {
    TextIndex index;
    index.put({4, {1}, "前の言葉"});
    index.load([&](const TextIndex::Take& take) {
        take(4, Ids{1}, "今の言葉");
        take(3, Ids{1}, "読んだ言葉");
        take(2, Ids{1}, "読んだ言葉");
        index.put({3, {1}, "書いた言葉"});
        index.remove(2);
    });
    EXPECT_EQ(index.search({"言葉"}, kAll).newest, (Ids{4, 3}));
    EXPECT_EQ(index.search({"書い"}, kAll).newest, (Ids{3}));
    EXPECT_EQ(index.search({"今の"}, kAll).newest, (Ids{4}));
}

TEST(TextIndex, refuses_rows_that_are_not_newest_first_and_stays_as_it_was) {
    TextIndex index;
    index.put({1, {1}, "言葉"});
    EXPECT_THROW(index.load([](const TextIndex::Take& take) {
        take(2, Ids{1}, "言葉");
        take(3, Ids{1}, "言葉");
    }),
                 std::invalid_argument);
    EXPECT_EQ(index.search({"言葉"}, kAll).newest, (Ids{1}));
}

TEST(TextIndex, lets_go_of_removed_texts_when_tidied) {
    TextIndex index;
    for (int id = 1; id <= 4096; ++id) index.put({id, {1}, "長い文章の記録" + std::to_string(id)});
    while (index.tidy()) {
    }
    const std::size_t full = index.bytes();
    for (int id = 1; id <= 4000; ++id) index.remove(id);
    while (index.tidy()) {
    }
    EXPECT_LT(index.bytes(), full);
    EXPECT_EQ(index.search({"文章"}, kAll).count, 96u);
}

// Note n always says "数n": a search sees it whole or not at all, and never two versions at once.
TEST(TextIndex, is_searched_while_it_is_changed_and_tidied) {
    TextIndex index;
    std::atomic<bool> done{};
    std::atomic<int> wrong{};
    std::vector<std::thread> threads;
    for (unsigned seed = 0; seed < 3; ++seed)
        threads.emplace_back([&, seed] {
            std::mt19937 random(seed);
            while (!done) {
                const auto id = std::int64_t(1 + random() % 600);
                const auto found = index.search({"数" + std::to_string(id) + "番"}, kAll);
                if (found.count > 1 || (found.count == 1 && found.newest != Ids{id})) ++wrong;
                const auto all = index.search({"番"}, SearchScope({1}), 5);
                if (!std::is_sorted(all.newest.rbegin(), all.newest.rend())) ++wrong;
            }
        });
    threads.emplace_back([&] {
        while (!done)
            if (!index.tidy()) std::this_thread::yield();
    });
    std::map<int, int> place_of;
    for (int step = 0; step < 4000; ++step) {
        const int id = 1 + step * 11 % 600;
        if (step % 7 == 6) {
            index.remove(id);
            place_of.erase(id);
        } else {
            index.put({id, {step % 2}, "数" + std::to_string(id) + "番"});
            place_of[id] = step % 2;
        }
    }
    done = true;
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(wrong, 0);
    EXPECT_EQ(index.size(), place_of.size());
    for (int id = 1; id <= 600; ++id) {
        const Words words{"数" + std::to_string(id) + "番"};
        const auto now = place_of.find(id);
        for (int place : {0, 1})
            EXPECT_EQ(index.search(words, SearchScope({place})).count,
                      now != place_of.end() && now->second == place ? 1u : 0u);
    }
}

}  // namespace
}  // namespace michi
