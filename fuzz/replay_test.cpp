// The kept corpora, and random changes of them, through every reader: no compiler of its own is needed.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <vector>

#include "targets.hpp"

namespace michi::fuzz {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> corpus_of(std::string_view target) {
    std::vector<std::string> inputs;
    const fs::path folder = fs::path(MICHI_SOURCE) / "fuzz/corpus" / target;
    if (fs::exists(folder))
        for (const auto& file : fs::directory_iterator(folder)) {
            std::ifstream in(file.path(), std::ios::binary);
            std::ostringstream bytes;
            bytes << in.rdbuf();
            inputs.push_back(bytes.str());
        }
    return inputs;
}

std::string changed(std::string text, std::mt19937& random) {
    for (auto changes = random() % 4 + 1; changes > 0; --changes) {
        const auto at = text.empty() ? 0 : random() % text.size();
        switch (random() % 4) {
            case 0: text.erase(at, random() % 8); break;
            case 1: text.insert(at, 1 + random() % 4, static_cast<char>(random())); break;
            case 2: text.insert(at, text.substr(random() % (text.size() + 1), random() % 32)); break;
            default:
                if (!text.empty()) text[at] = static_cast<char>(random());
        }
    }
    return text;
}

TEST(Corpora, are_kept_for_every_reader) {
    for (const Target& target : targets()) EXPECT_GE(corpus_of(target.name).size(), 2U) << target.name;
}

TEST(Corpora, are_read_without_harm) {
    for (const Target& target : targets())
        if (target.name != "planted")
            for (const auto& input : corpus_of(target.name)) target.run(input);
}

TEST(Corpora, changed_at_random_are_read_without_harm) {
    std::mt19937 random(20261125);
    for (const Target& target : targets()) {
        if (target.name == "planted") continue;
        const auto inputs = corpus_of(target.name);
        for (int i = 0; i < 1000; ++i) target.run(changed(inputs[random() % inputs.size()], random));
    }
}

TEST(CorporaDeathTest, of_the_reader_with_a_planted_bug_are_noticed) {
    const auto* planted = target_named("planted");
    ASSERT_TRUE(planted);
    const auto inputs = corpus_of("planted");
    EXPECT_DEATH(
        {
            for (const auto& input : inputs) planted->run(input);
        },
        "");
}

}  // namespace
}  // namespace michi::fuzz
