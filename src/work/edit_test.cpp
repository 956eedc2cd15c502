#include <map>
#include <regex>
#include <set>
#include <thread>

#include "town.hpp"
#include "work/merge.hpp"
#include "work/work.hpp"

namespace michi::work {
namespace {

using web::Answer;
using web::Typed;

TEST(Merge, takes_what_one_side_changed_and_stops_where_both_did) {
    EXPECT_EQ(merge("a", "a", "a"), Merged::theirs);
    EXPECT_EQ(merge("a", "b", "a"), Merged::mine);
    EXPECT_EQ(merge("a", "a", "b"), Merged::theirs);
    EXPECT_EQ(merge("a", "b", "b"), Merged::theirs) << "both wrote the same";
    EXPECT_EQ(merge("a", "b", "c"), Merged::conflict);
    EXPECT_EQ(merge("a", "", "c"), Merged::conflict) << "taking away is a change too";
}

class Editors : public testing::TestWithParam<bool> {
  public:
    Town town{GetParam(), {work::part()}};
    Id<record::Case> id = town.child("さえき ひなた");
    std::string at = "/w/cases/" + record::case_number(id);

    /// The form as it stood when the page was opened, with what is typed over it.
    Answer save(const Subject& who, const std::map<std::string, std::string>& was,
                const std::map<std::string, std::string>& typed) {
        Typed form;
        for (const auto& [name, value] : was) {
            form.emplace_back("was_" + name, value);
            form.emplace_back(name, typed.contains(name) ? typed.at(name) : value);
        }
        return town.post(who, at + "/profile", form);
    }
    std::map<std::string, std::string> fresh() const {
        return {{"kanji", ""},
                {"kana", "さえき ひなた"},
                {"birth", ""},
                {"municipality", town.home},
                {"stay", "home"}};
    }
    record::CaseBrief now_stored() {
        return town.ask([&](Tx& tx) { return record::find_case(tx, *town.vault, id); });
    }
    Id<record::Entry> note(const std::string& text) {
        EXPECT_EQ(town.post(town.miura, at + "/entries", {{"text", text}}).status, 303);
        return {
            town.ask([](Tx& tx) { return tx.value<std::int64_t>("SELECT max(id) FROM entry"); })};
    }
    std::string text_of(Id<record::Entry> entry) {
        return town.ask([&](Tx& tx) {
            Id<record::Case> of;
            return record::find_entry(tx, *town.vault, entry, of).text.shown(town.all());
        });
    }
};
ON_EACH_ENGINE(Editors);

TEST_P(Editors, of_different_fields_are_merged_silently) {
    const auto page = fresh();
    EXPECT_EQ(save(town.miura, page, {{"kanji", "佐伯 ひなた"}}).status, 303);
    EXPECT_EQ(save(town.ito, page, {{"birth", "2021-04-02"}}).status, 303);
    EXPECT_EQ(save(town.miura, page, {{"stay", "hospital"}}).status, 303);
    const auto brief = now_stored();
    EXPECT_EQ(brief.kanji.shown(town.all()), "佐伯 ひなた");
    EXPECT_EQ(brief.birth.shown(town.all()), Date::from_ymd(2021, 4, 2));
    EXPECT_EQ(brief.stay.shown(town.all()), "hospital");
    EXPECT_EQ(brief.kana.shown(town.all()), "さえき ひなた");
}

TEST_P(Editors, of_one_field_see_both_texts_whose_and_when_until_one_is_chosen) {
    const std::pair<const char*, std::pair<const char*, const char*>> fields[] = {
        {"kanji", {"佐伯 陽向", "佐伯 日向"}},
        {"kana", {"さいき ひなた", "さえぎ ひなた"}},
        {"birth", {"2021-04-02", "2021-04-03"}},
        {"stay", {"hospital", ""}}};
    auto page = fresh();
    for (const auto& [name, texts] : fields) {
        const auto& [first, second] = texts;
        EXPECT_EQ(save(town.miura, page, {{name, first}}).status, 303) << name;
        const Answer both = save(town.ito, page, {{name, second}});
        EXPECT_EQ(both.status, 422) << name;
        EXPECT_NE(both.body.find("三浦 あかりさんが 10:00 に変更しました"), std::string::npos)
            << name;
        if (std::string(name) != "stay") {
            EXPECT_NE(both.body.find(first), std::string::npos) << name;
            EXPECT_NE(both.body.find(second), std::string::npos) << name;
        }
        // The page now shows what is stored: to send it again is the choice.
        page[name] = first;
        EXPECT_EQ(save(town.ito, page, {{name, second}}).status, 303) << name;
        page[name] = second;
    }
    EXPECT_EQ(now_stored().kanji.shown(town.all()), "佐伯 日向");
    EXPECT_EQ(now_stored().birth.shown(town.all()), Date::from_ymd(2021, 4, 3));
}

TEST_P(Editors, fifty_of_one_profile_lose_nothing_each_saved_or_shown) {
    const std::string names[] = {"kanji", "kana", "stay"};
    const auto value = [](int i) {
        return std::array<std::string, 3>{"佐伯 " + std::to_string(i),
                                          "さえき " + std::to_string(i),
                                          i % 2 ? "hospital" : ""}[std::size_t(i % 3)];
    };
    std::vector<Answer> answers(50);
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 50; ++i)
            threads.emplace_back([&, i] {
                answers[std::size_t(i)] =
                    save(i % 2 ? town.ito : town.miura, fresh(), {{names[i % 3], value(i)}});
            });
    }
    std::map<std::string, std::set<std::string>> saved;
    for (int i = 0; i < 50; ++i) {
        const Answer& answer = answers[std::size_t(i)];
        if (answer.status == 303) saved[names[i % 3]].insert(value(i));
        const bool shown =
            answer.status == 422 && (i % 3 == 2 || answer.body.find(value(i)) != std::string::npos);
        EXPECT_TRUE(answer.status == 303 || shown) << "what was typed is still there";
    }
    const auto brief = now_stored();
    for (const auto& name : names)
        EXPECT_EQ(saved[name].size(), 1u) << name << ": one wins, the same again is no conflict";
    EXPECT_EQ(*saved["kanji"].begin(), brief.kanji.shown(town.all()));
    EXPECT_EQ(*saved["kana"].begin(), brief.kana.shown(town.all()));
    EXPECT_EQ(*saved["stay"].begin(), brief.stay.shown(town.all()));
}

TEST_P(Editors, who_hide_the_names_do_not_wipe_them) {
    for (auto& [login, who] : town.door.people) town.door.masked.insert(login);
    EXPECT_EQ(town.post(town.miura, at + "/profile",
                        {{"municipality", town.home},
                         {"was_municipality", town.home},
                         {"stay", "hospital"},
                         {"was_stay", "home"}})
                  .status,
              303);
    EXPECT_EQ(now_stored().kana.shown(town.all()), "さえき ひなた");
    EXPECT_EQ(now_stored().stay.shown(town.all()), "hospital");
}

TEST_P(Editors, read_a_day_in_its_field_and_send_it_back_unchanged) {
    EXPECT_EQ(save(town.miura, fresh(), {{"birth", "R6.7.12"}}).status, 303);
    const std::string page = town.get(town.ito, at + "/profile").body;
    EXPECT_NE(page.find("name=\"birth\" value=\"令和6年(2024年)7月12日\""), std::string::npos);
    EXPECT_NE(page.find("name=\"was_birth\" value=\"2024-07-12\""), std::string::npos);
    const Answer same =
        town.post(town.ito, at + "/profile",
                  {{"birth", "令和6年(2024年)7月12日"}, {"was_birth", "2024-07-12"}});
    EXPECT_EQ(same.status, 303);
    EXPECT_NE(same.location.find("said=same"), std::string::npos) << "nothing was changed";
}

TEST_P(Editors, see_what_the_profile_said_before_and_others_only_what_they_may_read) {
    EXPECT_EQ(save(town.ito, fresh(), {{"kana", "さえき ひなこ"}, {"stay", "hospital"}}).status,
              303);
    const std::string past = page_text(town.get(town.miura, at + "/profile/history"));
    for (const char* said :
         {"基本情報の変更履歴", "さえき ひなた", "<b>さえき ひなこ</b>", "伊藤 健", "入院"})
        EXPECT_NE(past.find(said), std::string::npos) << said;
    const std::regex row("<tr>\\s*<th scope=\"row\">");
    EXPECT_EQ(std::distance(std::sregex_iterator(past.begin(), past.end(), row), {}), 2)
        << "one row for each change, before and after in it";
    for (const char* label : {"data-label=\"前\"", "data-label=\"直したあと\""})
        EXPECT_NE(past.find(label), std::string::npos) << "as blocks on a telephone";
    town.write([&](Tx& tx) { record::set_protected(tx, id, true); });
    const std::string hidden = page_text(town.get(town.ito, at + "/profile/history"));
    EXPECT_EQ(hidden.find("入院"), std::string::npos) << "where the child stays";
    town.door.masked.insert("miura");
    EXPECT_EQ(page_text(town.get(town.miura, at + "/profile/history")).find("ひなこ"),
              std::string::npos);
}

TEST_P(Editors, are_told_that_it_was_saved_or_that_nothing_had_changed) {
    const auto said = [&](const Answer& saved) { return town.get(town.ito, saved.location).body; };
    EXPECT_NE(said(save(town.ito, fresh(), {{"stay", "hospital"}})).find("保存しました。"),
              std::string::npos);
    auto now = fresh();
    now["stay"] = "hospital";
    EXPECT_NE(said(save(town.ito, now, {})).find("変わったところはありませんでした。"),
              std::string::npos);
}

TEST_P(Editors, say_with_whom_they_spoke_and_the_mark_says_it) {
    const auto side_of = [&](const web::Typed& more) {
        web::Typed form{{"text", "話した。"}};
        form.insert(form.end(), more.begin(), more.end());
        EXPECT_EQ(town.post(town.miura, at + "/entries", form).status, 303);
        return town.ask([&](Tx& tx) {
            return tx.value<std::string>("SELECT side FROM entry ORDER BY id DESC LIMIT 1");
        });
    };
    EXPECT_EQ(side_of({{"with", "f"}}), "f");
    EXPECT_EQ(side_of({{"with", "m"}}), "m");
    EXPECT_EQ(side_of({}), "c");
    EXPECT_EQ(side_of({{"with", "elsewhere"}}), "c");
}

TEST_P(Editors, of_one_note_see_both_texts_and_the_earlier_ones_stay) {
    const auto entry = note("はじめの文");
    const std::string place = "/w/entries/" + std::to_string(entry.value);
    EXPECT_EQ(town.post(town.ito, place, {{"version", "1"}, {"text", "伊藤の文"}}).status, 303);
    const Answer both = town.post(town.miura, place, {{"version", "1"}, {"text", "三浦の文"}});
    EXPECT_EQ(both.status, 422);
    for (const char* said : {"伊藤 健", "10:00", "伊藤の文", "三浦の文"})
        EXPECT_NE(both.body.find(said), std::string::npos) << said;
    EXPECT_EQ(text_of(entry), "伊藤の文");
    EXPECT_EQ(town.post(town.miura, place, {{"version", "2"}, {"text", "三浦と伊藤の文"}}).status,
              303);
    const std::string page = town.get(town.miura, place).body;
    for (const char* said : {"はじめの文", "伊藤の文", "三浦と伊藤の文"})
        EXPECT_NE(page.find(said), std::string::npos) << said;
}

TEST_P(Editors, fifty_of_one_note_are_each_saved_or_shown_and_every_saved_text_stays) {
    const auto entry = note("はじめの文");
    const std::string place = "/w/entries/" + std::to_string(entry.value);
    std::atomic<int> shown{};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 50; ++i)
            threads.emplace_back([&, i] {
                const Subject& who = i % 2 ? town.ito : town.miura;
                const std::string mine = "編集者" + std::to_string(i) + "の文";
                for (int version = 1;; ++version) {  // reads both, chooses, sends again
                    const Answer answer = town.post(
                        who, place, {{"version", std::to_string(version)}, {"text", mine}});
                    if (answer.status == 303) return;
                    ASSERT_EQ(answer.status, 422);
                    ASSERT_NE(answer.body.find(mine), std::string::npos);
                    ++shown;
                }
            });
    }
    EXPECT_GT(shown, 0);
    const auto versions = town.ask([&](Tx& tx) {
        std::set<std::string> texts;
        for (const auto& version : record::versions_of(tx, *town.vault, entry))
            texts.insert(version.text.shown(town.all()));
        return texts;
    });
    EXPECT_EQ(versions.size(), 50u) << "the first and 49 that were written over";
    EXPECT_FALSE(versions.contains(text_of(entry)));
}

/// Twenty times the same form at once: one record, twenty equal answers.
class SentTwice : public Editors {
  public:
    void is_one(const std::string& place, const Typed& typed, Sql count) {
        const auto before = town.ask([&](Tx& tx) { return tx.value<std::int64_t>(count); });
        std::vector<Answer> answers(20);
        {
            std::vector<std::jthread> threads;
            for (auto& answer : answers)
                threads.emplace_back([&] {
                    answer = town.post(town.miura, place, typed,
                                       "one-key-of-" + place.substr(place.rfind('/') + 1));
                });
        }
        for (const Answer& answer : answers) {
            EXPECT_EQ(answer.status, 303) << place;
            EXPECT_EQ(answer.location, answers.front().location) << place;
        }
        EXPECT_EQ(town.ask([&](Tx& tx) { return tx.value<std::int64_t>(count); }), before + 1)
            << place;
    }
};
ON_EACH_ENGINE(SentTwice);

TEST_P(SentTwice, makes_one_note_and_one_turn) {
    is_one(at + "/entries", {{"text", "母に電話。"}}, "SELECT count(*) FROM entry");
    is_one(at + "/actions", {{"next_what", "市に聞く"}}, "SELECT count(*) FROM action");
}

TEST_P(SentTwice, with_other_words_under_the_same_key_is_refused_not_lost) {
    const std::string key = "one-key-for-two";
    EXPECT_EQ(town.post(town.miura, at + "/entries", {{"text", "ひとつめ"}}, key).status, 303);
    const Answer other = town.post(town.miura, at + "/entries", {{"text", "ふたつめ"}}, key);
    EXPECT_GE(other.status, 400);
    EXPECT_NE(other.body.find("ふたつめ"), std::string::npos);
}

TEST_P(SentTwice, is_free_again_after_a_refusal) {
    const std::string key = "a-key-that-was-refused";
    EXPECT_EQ(town.post(town.miura, at + "/entries", {{"text", ""}}, key).status, 422);
    EXPECT_EQ(town.post(town.miura, at + "/entries", {{"text", "こんどは書いた"}}, key).status,
              303);
}

}  // namespace
}  // namespace michi::work
